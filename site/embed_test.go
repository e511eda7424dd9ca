package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// The embedded page shows the start price before any script, says which table it
// is from, and leads to the whole site in a tab of its own.
func TestEmbeddedPage(t *testing.T) {
	page, table := readPage(t, "embed/index.html"), frozen.Table()
	got := page.first(t, "#result").text()
	if !strings.Contains(got, "Veo 3, 8 s, House Credits480 credits Dollars with Starter$28.80 ") {
		t.Errorf("the price reads %q", got)
	}
	steps := page.steps(t)
	if want := "8 s × 60 credits/s = 480 credits; 480 × $15 ÷ 250 = $28.80;"; !strings.Contains(steps, want) {
		t.Errorf("steps %q, want %q", steps, want)
	}
	for _, want := range []struct {
		element
		attributes map[string]string
		text       string
	}{
		{page.first(t, "a#full-page"),
			map[string]string{"class": "brand", "href": "/", "rel": "noopener", "target": "_blank"}, "Reelrate"},
		{page.first(t, "base"), map[string]string{"target": "_blank"}, ""},
		{page.first(t, "b[data-digest]"), map[string]string{"data-digest": table.Digest, "data-version": table.Version,
			"data-table": "/assets/table-" + strings.TrimPrefix(table.Digest, "sha256:")[:16] + ".json"}, table.Version},
	} {
		for name, value := range want.attributes {
			if got := want.attr(name); got != value {
				t.Errorf("%s has %s=%q, want %q", want.source(t), name, got, value)
			}
		}
		if got := want.element.text(); got != want.text {
			t.Errorf("%s says %q, want %q", want.source(t), got, want.text)
		}
	}
	for _, unwanted := range []string{"nav", "header", "footer", "[action]", `[type="submit"]`} {
		if page.has(unwanted) {
			t.Errorf("the page has %s", unwanted)
		}
	}
	for e := range page.all("[href]") {
		if strings.HasPrefix(e.attr("href"), "?") {
			t.Errorf("the page has %s", e.source(t))
		}
	}
}

// Both pages have the same questions, price and reasons, made of the same parts.
func TestEmbeddedPageIsTheCalculator(t *testing.T) {
	home, embedded := readPage(t, "index.html"), readPage(t, "embed/index.html")
	for _, css := range []string{"#result", "#arithmetic", "#doubts", "#origin", `div[class="fields"]`} {
		if one, other := home.first(t, css).source(t), embedded.first(t, css).source(t); one != other {
			t.Errorf("%s differs:\n%s\n%s", css, one, other)
		}
	}
	if fields := home.first(t, `div[class="fields"]`).source(t); len(fields) < 1000 {
		t.Errorf("the fields are %s", fields)
	}
}

// Only the embedded page may be framed; all else about the policies is the same.
func TestHeadersOfTheEmbeddedPage(t *testing.T) {
	blocks := map[string]string{}
	for _, block := range strings.Split(read(t, "_headers"), "\n\n") {
		path, rest, _ := strings.Cut(block, "\n")
		blocks[path] = rest
	}
	policyOf := func(path string) string {
		found := regexp.MustCompile(`(?m)^  Content-Security-Policy: (.*)$`).FindAllStringSubmatch(blocks[path], -1)
		if len(found) != 1 {
			t.Fatalf("%s has %d policies", path, len(found))
		}
		return found[0][1]
	}
	all, embedded := policyOf("/*"), policyOf("/embed/*")
	if !strings.HasSuffix(all, "; frame-ancestors 'none'") || embedded != strings.TrimSuffix(all, "'none'")+"*" {
		t.Errorf("policies\n%s\n%s", all, embedded)
	}
	named := "Content-Security-Policy: " + strings.ReplaceAll(embedded, "-src 'self'", "-src 'self' https://prices.test") + "\n"
	if known := headers("https://prices.test"); strings.Count(known, named) != 1 || strings.Count(known, "https://prices.test") != strings.Count(named, "https://prices.test") {
		t.Errorf("a sandboxed frame in WebKit needs the site's name in its policy, and no other page: %s", known)
	}
	for path, want := range map[string]string{
		"/embed/*":  "  ! Content-Security-Policy\n", // without it the stricter policy holds too
		"/assets/*": "  Access-Control-Allow-Origin: *\n",
	} {
		if !strings.Contains(blocks[path]+"\n", want) {
			t.Errorf("%s: no %q in %q", path, want, blocks[path])
		}
	}
	if !strings.Contains(blocks["/embed/*"], "  Cross-Origin-Resource-Policy: cross-origin") || strings.Contains(read(t, "_headers"), "X-Frame-Options") {
		t.Errorf("_headers: %s", read(t, "_headers"))
	}
}

const oEmbed = `link[type="application/json+oembed"]`

// Every page with a calculator or a model names its oEmbed description, where one
// can be had.
func TestDiscovery(t *testing.T) {
	for _, page := range []string{"index.html", "embed/index.html", "models/house/veo-3/index.html"} {
		if readPage(t, page).has(oEmbed) {
			t.Errorf("%s: a site that has no address yet sends consumers to one", page)
		}
	}
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "https://prices.example.com"
	files, err := render(frozen.Table(), c, &assets{}, description.Object{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	type link struct{ address, title string } // where a title begins, if it is told
	want := map[string]link{
		"index.html":                    {"%2F", "Reelrate calculator"},
		"embed/index.html":              {"%2Fembed%2F", "Reelrate calculator"},
		"models/house/veo-3/index.html": {"%2Fmodels%2Fhouse%2Fveo-3%2F", "Veo 3 at House"},
		"models/endpoints/wan/2-6-text-to-video/index.html": {"%2Fmodels%2Fendpoints%2Fwan%2F2-6-text-to-video%2F", ""},
	}
	for _, f := range files {
		parts := strings.Count(f.path, "/")
		discoverable := f.path == "index.html" || f.path == "embed/index.html" || strings.HasPrefix(f.path, "models/") && parts >= 3
		page := pageOf(t, string(f.content))
		if page.has(oEmbed) != discoverable {
			t.Errorf("%s: has a link: %v", f.path, !discoverable)
		}
		if l, told := want[f.path]; told {
			e := page.first(t, oEmbed)
			address := "https://prices.example.com/oembed?url=https%3A%2F%2Fprices.example.com" + l.address
			if e.attr("rel") != "alternate" || e.attr("href") != address || !strings.HasPrefix(e.attr("title"), l.title) {
				t.Errorf("%s: the link is %s", f.path, e.source(t))
			}
		}
		delete(want, f.path)
	}
	for path := range want {
		t.Errorf("no %s", path)
	}
}
