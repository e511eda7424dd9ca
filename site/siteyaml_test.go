package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever writes site.yaml hears which field is wrong, and what is accepted there.
func TestSiteYAMLIsChecked(t *testing.T) {
	prices := life(acme(grid(), plain()), lumen(clips()))
	for _, c := range []struct{ text, want string }{
		{"brnd: Acme", "site.yaml: brnd: there is no such field: accepted are baseURL, brand, ceiling, colours, compare, description, elements, example, presets, purchases, sellers, start, title"},
		{"start: {modle: lyra}", "site.yaml: start.modle: there is no such field: accepted are audio, mode, model, offer, quality, resolution, seconds, seller"},
		{"presets: [{name: A, lenght: 5}]", "site.yaml: presets.1.lenght: there is no such field"},
		{"colours: {light: {paper: red}}", `site.yaml: colours.light.paper: "red" is not a colour such as #bf2f1b`},
		{"colours: {lite: {}}", "site.yaml: colours.lite: there is no such field: accepted are dark, light"},
		{"sellers: acme", "site.yaml: sellers: is no list"},
		{"brand: [Acme]", "site.yaml: brand: accepted is a text"},
		{"baseURL: acme.test", `site.yaml: baseURL: "acme.test" is not accepted: where the site is, such as https://prices.example, without a slash at the end`},
		{"baseURL: https://acme.test/", "site.yaml: baseURL:"},
		{"- brand", "site.yaml: the file: is no list of fields"},
		{"sellers: [{id: acne}]", "site.yaml: sellers.1.id: unknown_seller: seller: there is no seller \"acne\": accepted is acme"},
		{"start: {model: lyra}", "site.yaml: start.seller: is needed beside the others"},
		{"start: {seller: acne}", "site.yaml: start"},
		{"start: {seller: acme, model: lira}", "site.yaml: start.model: unknown_model: model: Acme Films has no model \"lira\": accepted is lyra"},
		{"start: {seller: acme, model: lyra, resolution: 4K}", "site.yaml: start: "},
		{"start: {seller: acme, model: orion, offer: agency}", "site.yaml: start: unknown_offer: offer: Acme Films has no offer \"agency\": accepted is small, large, monthly"},
		{"start: {seller: acme, model: orion, seconds: long}", `site.yaml: start: seconds: "long" is no number`},
		{"start: {seller: lumen}\nsellers: [{id: acme}]", "site.yaml: start"},
		{"presets: [{name: Wide, seller: acme, model: lyra, seconds: \"5\"}]", "site.yaml: presets: Wide: missing_parameter: resolution"},
		{"presets: [{name: Wide, seller: acme, model: orion, seconds: \"5\", count: few}]", `site.yaml: presets: Wide: count: "few" is no number`},
		{"example: [{name: Wide, seller: acme, model: orion}]", "site.yaml: example: Wide: missing_parameter: seconds"},
		{"example: [{name: A, seller: acme, model: orion, seconds: \"5\"}, {name: B, seller: lumen, model: vega/2, seconds: \"5\"}]", "site.yaml: example: its lines are paid in several currencies"},
		{"compare: \"900\"", "site.yaml: compare: invalid_seconds"},
		{"purchases: [some]", `site.yaml: purchases.1: credits: "some" is no number`},
	} {
		_, err := pagesFrom(listIn(t, prices, c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

// What is left out follows from the table.
func TestWhatIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		name, brand string
		list        string // of the sellers
		start       startShot
	}{
		{"two lists of CSV", "Acme Films", "acme lumen", startShot{Seller: "acme", Model: "orion", Seconds: "8", Offer: "monthly"}},
		{"no house", "Prices", "lumen nova", startShot{Seller: "lumen", Model: "vega/2", Seconds: "5"}},
		{"one seller, not the operator's", "Lumen Labs", "lumen", startShot{Seller: "lumen", Model: "vega/2", Seconds: "5"}},
		{"images alone", "Acme Films", "acme", startShot{Seller: "acme", Model: "still"}},
		{"announced for next month", "Acme Films", "acme", startShot{}},
		{"prices by resolution", "Acme Films", "acme lumen", startShot{Seller: "acme", Model: "lyra", Seconds: "8", Resolution: "720p", Audio: "false", Offer: "monthly"}},
	} {
		for _, l := range realLives {
			if l.name != c.name {
				continue
			}
			var got config
			if err := got.complete(l.table, dayIs(lifeDay)); err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, s := range got.shown(l.table) {
				list = append(list, s.ID)
			}
			got.Start.shot, got.Start.anyhow = nil, false
			if got.Brand != c.brand || strings.Join(list, " ") != c.list || !sameStart(got.Start, c.start) {
				t.Errorf("%s: %s, %v, %+v; want %s, %s, %+v", c.name, got.Brand, list, got.Start, c.brand, c.list, c.start)
			}
		}
	}
}

func sameStart(a, b startShot) bool {
	return a.Seller == b.Seller && a.Model == b.Model && a.Seconds == b.Seconds && a.Resolution == b.Resolution && a.Audio == b.Audio && a.Offer == b.Offer
}

// An operator's text takes the place of the site's, and nothing of it is lost in silence.
func TestTextsOfPages(t *testing.T) {
	write := func(name, text string) string {
		folder := listIn(t, life(acme(plain())), "")
		file := filepath.Join(folder, "pages", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	all := pagesOf(t, write("404.html", `{{define "title"}}Gone{{end}}{{define "main"}}<h1>{{.Config.Brand}} & nothing</h1>{{end}}`))
	page := pageOf(t, string(all["404.html"]))
	if got := page.first(t, "h1").text(); got != "Acme Films & nothing" || page.first(t, "title").text() != "Gone" {
		t.Errorf("the page says %q", got)
	}
	all = pagesOf(t, write("layout.html", `{{define "shared"}}<meta name="of" content="{{.Config.Brand}}">{{end}}`))
	if !pageOf(t, string(all["about.html"])).has(`meta[name="of"]`) {
		t.Error("what all pages have was not replaced")
	}
	for _, c := range []struct{ name, text, want string }{
		{"prices.html", "", "pages/prices.html: the site has no such page: accepted are pages/404.html, pages/about.html, "},
		{"about.html", `{{define "mian"}}x{{end}}`, `pages/about.html: the page has no part "mian": accepted are `},
		{"about.html", "Our prices", "pages/about.html: text outside of {{define}} would be shown nowhere"},
		{"about.html", `{{define "row"}}{{end}`, "pages/about.html: template: about.html:1:"},
		{"about.html", `{{define "row"}}{{.Nothing}}{{end}}`, `template: about.html:1:`},
	} {
		if _, err := pagesFrom(write(c.name, c.text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

// What documents contradict stands on the page about them, by what it is about.
func TestFindings(t *testing.T) {
	folder := listIn(t, life(acme(plain()), lumen(clips())), "")
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(folder, findingsFile), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(`
- {about: lumen/vega/2, printed: "5 s for $0.20", verdict: wrong, finding: the list has $0.25, sources: [{url: "https://lumen.example/blog"}]}
- {printed: "the cheapest of all", verdict: loose, finding: nobody is compared}
- {about: lumen, printed: "since 2025", verdict: ambiguous, finding: "which price is not said.", sources: [{document: list, place: page 3}]}
`)
	about := pageOf(t, string(pagesOf(t, folder)["about.html"]))
	got := about.first(t, "#contradictions").words()
	for _, want := range []string{
		"3 statements of the documents", "Lumen Labs: 2 statements", "Vega 2 5 s for $0.20 wrong The list has $0.25. lumen.example",
		"The documents as a whole: 1 statement", "the cheapest of all imprecise Nobody is compared.", "since 2025 ambiguous Which price is not said. list, page 3",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	if !about.has(`a[href="#contradictions"]`) || !about.has(`a[href="/models/lumen/vega/2/"]`) {
		t.Error("nothing leads to it, or to the model")
	}
	for text, want := range map[string]string{
		"- {abuot: lumen}":                     "findings.yaml: ",
		"- {about: nobody, printed: x}":        "findings.yaml: 1: unknown_seller",
		"- {about: lumen/nothing, printed: x}": "findings.yaml: 1: unknown_model",
	} {
		write(text)
		if _, err := pagesFrom(folder); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	os.Remove(filepath.Join(folder, findingsFile))
	if pageOf(t, string(pagesOf(t, folder)["about.html"])).has("#contradictions") {
		t.Error("there is a section without findings")
	}
}
