package main

import (
	"strings"
	"testing"
)

// The lines of the start shot stand in the page before any script: Veo 3 at 60 a
// second is 480 for 8 s, and 480 × $15 ÷ 250 = $28.80 with the Starter pack.
func TestBuilderLines(t *testing.T) {
	page := readPage(t, "docs/embed.html")
	lines := map[string]string{}
	for snippet := range page.all(`section[class="snippet"]`) {
		lines[snippet.attr("id")] = snippet.first(t, "code[data-pattern]").raw()
	}
	for id, want := range map[string]string{
		"calculator": `<script type="module" src="https://reelrate.example/embed/v1/reelrate.js"></script>
<reelrate-calculator seller="house" model="veo-3" seconds="8" plan="starter">8 s Veo 3: 480 credits ($28.80)</reelrate-calculator>
`,
		"price":  `<reelrate-price seller="house" model="veo-3" seconds="8" plan="starter">8 s Veo 3 = 480 credits ($28.80)</reelrate-price>`,
		"frame":  `<iframe src="https://reelrate.example/embed/?seller=house&amp;model=veo-3&amp;seconds=8&amp;offer=starter" title=`,
		"badge":  `[![8 s Veo 3: 480 credits ($28.80)](https://reelrate.example/badge/house/veo-3.svg?seconds=8&offer=starter)](https://reelrate.example/?seller=house&model=veo-3&seconds=8&offer=starter)`,
		"oembed": `https://reelrate.example/oembed?url=https%3A%2F%2Freelrate.example%2F%3Fseller%3Dhouse%26model%3Dveo-3%26seconds%3D8%26offer%3Dstarter`,
		"npm":    "npm install @reelrate/embed\n",
		"lint":   `A clip is <!-- reelrate seller=house model=veo-3 seconds=8 plan=starter -->480 credits ($28.80)<!-- /reelrate -->.`,
		"text":   `curl -H 'Accept: text/plain' 'https://reelrate.example/v1/quote?seller=house&model=veo-3&seconds=8&offer=starter'`,
	} {
		if !strings.Contains(lines[id], want) {
			t.Errorf("%s: %s", id, lines[id])
		}
	}
	if strings.Contains(strings.Join([]string{lines["calculator"], lines["frame"], lines["npm"]}, ""), "{") {
		t.Errorf("a name is not filled in: %v", lines)
	}
	sellers := 0
	for shot := range page.all("[data-shot]") {
		if strings.HasPrefix(shot.attr("data-shot"), "seller=") {
			sellers++
		}
	}
	if sellers < 10 {
		t.Errorf("%d sellers", sellers)
	}
}
