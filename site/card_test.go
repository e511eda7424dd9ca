package main

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// A site with an address has a picture of every page, whole and of the size that
// networks ask for; one without has none, and no tag that names one.
func TestCards(t *testing.T) {
	home := readPage(t, "index.html")
	for e := range home.all("meta[property]") {
		t.Errorf("a site that has no address yet says %s", e.source(t))
	}
	if home.has(`link[rel="canonical"]`) {
		t.Error("a site that has no address yet names one")
	}
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "https://prices.test"
	files, err := render(frozen.Table(), c, &assets{}, description.Object{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	content := map[string][]byte{}
	for _, f := range files {
		content[f.path] = f.content
	}
	tag := func(page element, name string) string {
		for e := range page.all(`meta[property="og:` + name + `"]`) {
			return e.attr("content")
		}
		return ""
	}
	pages := 0
	for path, text := range content {
		if !strings.HasSuffix(path, ".html") {
			continue
		}
		page := pageOf(t, string(text))
		picture, ours := strings.CutPrefix(tag(page, "image"), "https://prices.test/")
		if path == "404.html" || path == "embed/index.html" {
			if ours {
				t.Errorf("%s is not to be linked", path)
			}
			continue
		}
		pages++
		size, err := png.DecodeConfig(bytes.NewReader(content[picture]))
		if !ours || err != nil || size.Width != 1200 || size.Height != 630 {
			t.Errorf("%s: picture %q: %v, %v", path, picture, size, err)
		}
		canonical := page.first(t, `link[rel="canonical"]`).attr("href")
		told := tag(page, "title") != "" && tag(page, "description") != ""
		if !told || !strings.HasPrefix(canonical, "https://prices.test/") {
			t.Errorf("%s: %s", path, text[:2000])
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages", pages)
	}
	// 003:26 prints the API's 0.10 a second for 720p.
	model := pageOf(t, string(content["models/openai-api/sora-2/index.html"]))
	if got := tag(model, "image"); got != "https://prices.test/cards/openai-api/sora-2.png" {
		t.Errorf("picture of a model: %s", got)
	}
	model = pageOf(t, string(content["models/house/veo-3/index.html"]))
	if got := tag(model, "image:alt"); got != "Veo 3 60 credits/s at House. Since Jan 2026." {
		t.Errorf("text of a model's picture: %q", got)
	}
	if got := string(content["robots.txt"]); got != "User-agent: *\nAllow: /\nSitemap: https://prices.test/sitemap.xml\n" {
		t.Errorf("robots.txt: %q", got)
	}
}
