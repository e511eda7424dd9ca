package main

import (
	"bytes"
	"fmt"
	"github.com/reelrate/reelrate/wasm/api/description"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api"
	"golang.org/x/net/html"
)

// The day of the tables of real life.
const lifeDay = "2026-11-25"

// life makes the table of a price list.
func life(sellers ...pricing.Seller) *pricing.Table {
	slices.SortFunc(sellers, func(a, b pricing.Seller) int { return strings.Compare(a.ID, b.ID) })
	return &pricing.Table{Version: lifeDay, MaxSeconds: 60, StaleAfterDays: 90, Sellers: sellers,
		Resolutions: []pricing.Raster{{Name: "480p"}, {Name: "720p", Width: 1280, Height: 720}, {Name: "1080p", Width: 1920, Height: 1080}}}
}

// acme is an operator of its own credits with two packs and a plan.
func acme(models ...pricing.Model) pricing.Seller {
	offer := func(id, name string, kind pricing.OfferKind, price, credits int64) pricing.Offer {
		period := choose(kind == pricing.Plan, "month", "")
		return pricing.Offer{ID: id, Name: name, Kind: kind, Period: period, Price: &pricing.Fixed{Coef: price}, Credits: &pricing.Fixed{Coef: credits}}
	}
	return sells(pricing.Seller{ID: "acme", Name: "Acme Films", Kind: "house", Owned: true, Currency: pricing.Currency{ID: "acme-credit", Name: "Acme credit"},
		Offers: []pricing.Offer{offer("small", "Small", pricing.Pack, 10, 100), offer("large", "Large", pricing.Pack, 45, 500), offer("monthly", "Monthly", pricing.Plan, 29, 300)}}, models...)
}

// lumen is somebody who sells through an API, in dollars.
func lumen(models ...pricing.Model) pricing.Seller {
	return sells(pricing.Seller{ID: "lumen", Name: "Lumen Labs", Kind: "api", Vendor: "Lumen", Currency: pricing.USD, Sources: seen}, models...)
}

// nova is an app with credits that are bought by the month.
func nova(models ...pricing.Model) pricing.Seller {
	return sells(pricing.Seller{ID: "nova", Name: "Nova Go", Kind: "app", Currency: pricing.Currency{ID: "nova-credit", Name: "Nova credit"}, Sources: seen,
		Offers: []pricing.Offer{{ID: "hobby", Name: "Hobby", Kind: pricing.Plan, Period: "month", Price: &pricing.Fixed{Coef: 8}, Credits: &pricing.Fixed{Coef: 700}, Known: "2026-11-20", Sources: seen,
			Limits: pricing.Limits{Resolution: "720p", Watermark: pricing.Yes}}}}, models...)
}

// seen is a source without a document.
var seen = []pricing.Source{{URL: "https://lumen.example/pricing"}}

func sells(s pricing.Seller, models ...pricing.Model) pricing.Seller {
	slices.SortFunc(models, func(a, b pricing.Model) int { return strings.Compare(a.ID, b.ID) })
	for i := range models {
		m := &models[i]
		for j := range m.Rates {
			r := &m.Rates[j]
			r.ID = s.ID + "/" + m.ID + "/" + string(rune('a'+j))
			if !s.Owned {
				r.Known, r.Sources = "2026-11-20", seen
			}
		}
	}
	s.Models = models
	return s
}

// makes is a model of the medium with its prices.
func makes(id, name, medium string, rates ...pricing.Rate) pricing.Model {
	m := pricing.Model{ID: id, Name: name, Medium: medium, WholeSeconds: medium == "video", Rates: rates}
	for _, d := range pricing.Dims {
		values := map[bool][]string{}
		for _, r := range rates {
			if c := pricing.ConditionOn(r.When, d); c.Match == pricing.OneOf && d != pricing.Batch {
				values[true] = append(values[true], c.Values...)
			}
		}
		if list := values[true]; len(list) > 0 {
			slices.Sort(list)
			m.Options = append(m.Options, pricing.Condition{Dim: d, Match: pricing.OneOf, Values: slices.Compact(list)})
		}
	}
	return m
}

// costs is a price in hundredths, for what the conditions say.
func costs(unit pricing.Unit, hundredths int64, when ...pricing.Condition) pricing.Rate {
	f := pricing.Fixed{Coef: hundredths, Exp: -2}
	return pricing.Rate{Unit: unit, Per: pricing.One, Amount: pricing.Range{Min: f, Max: f}, When: when}
}

func is(d pricing.Dim, values ...string) pricing.Condition {
	return pricing.Condition{Dim: d, Match: pricing.OneOf, Values: values}
}

// dayIs is a moment of a test.
func dayIs(s string) pricing.Instant {
	i, err := pricing.ParseInstant(s)
	if err != nil {
		panic(err)
	}
	return i
}

// grid is a price by the second for each resolution and with or without audio.
func grid() pricing.Model {
	return makes("lyra", "Lyra", "video",
		costs(pricing.Second, 500, is(pricing.Resolution, "720p"), is(pricing.Audio, "false")), costs(pricing.Second, 700, is(pricing.Resolution, "720p"), is(pricing.Audio, "true")),
		costs(pricing.Second, 900, is(pricing.Resolution, "1080p"), is(pricing.Audio, "false")), costs(pricing.Second, 1200, is(pricing.Resolution, "1080p"), is(pricing.Audio, "true")))
}

// clips is a price by the clip for two lengths.
func clips() pricing.Model {
	m := makes("vega/2", "Vega 2", "video", costs(pricing.Clip, 25, is(pricing.Seconds, "5")), costs(pricing.Clip, 45, is(pricing.Seconds, "10")))
	m.WholeSeconds = false
	return m
}

func stills() pricing.Model { return makes("still", "Still", "image", costs(pricing.Image, 4)) }

// plain is a price by the second that depends on nothing.
func plain() pricing.Model { return makes("orion", "Orion", "video", costs(pricing.Second, 600)) }

// tokens and megapixels are prices by the size of the frames.
func tokens() pricing.Model {
	r := costs(pricing.Token, 1)
	r.Per, r.PixelsPerToken = pricing.Fixed{Coef: 1000}, &pricing.Fixed{Coef: 1024}
	return makes("draco", "Draco", "video", r)
}

func megapixels() pricing.Model {
	return makes("cygnus", "Cygnus", "image", costs(pricing.Megapixel, 3))
}

func sized() pricing.Model {
	return makes("lynx", "Lynx", "image",
		costs(pricing.Image, 3, pricing.Condition{Dim: pricing.Pixels, Match: pricing.Within, UpTo: 1_000_000}),
		costs(pricing.Image, 6, pricing.Condition{Dim: pricing.Pixels, Match: pricing.Within, Over: 1_000_000}))
}

func from(day string, m pricing.Model) pricing.Model {
	for i := range m.Rates {
		m.Rates[i].From = dayIs(day)
	}
	return m
}

func until(day string, m pricing.Model) pricing.Model {
	for i := range m.Rates {
		m.Rates[i].Until = dayIs(day)
	}
	return m
}

func sunset(day string, m pricing.Model) pricing.Model {
	m.Sunset, m.SunsetText = dayIs(day), "the seller ends it"
	return m
}

// onlyIn720p is an operator one of whose offers pays for no more than 720p.
func onlyIn720p() pricing.Seller {
	s := acme(grid(), plain())
	s.Offers[2].Limits.Resolution = "720p"
	return s
}

// withoutOffers is an operator whose credits have no price.
func withoutOffers() pricing.Seller {
	s := acme(plain())
	s.Offers, s.NoOffers = nil, "credits are sold by invoice"
	return s
}

// dollars is an operator that charges them.
func dollars(models ...pricing.Model) pricing.Seller {
	s := acme(models...)
	s.Currency, s.Offers = pricing.USD, nil
	return s
}

// realLives are price lists as people have them.
var realLives = []struct {
	name  string
	table *pricing.Table
	start string // what the calculator shows first
	price string // of it, or the reason why there is none
	site  string // site.yaml; "" for no file
}{
	{"two lists of CSV", life(acme(plain(), clips()), lumen(makes("orion", "Orion", "video", costs(pricing.Second, 50)))), "Orion, 8 s, Acme Films", "$4.64", ""}, // 48 × 29 ÷ 300
	{"no default length", life(acme(plain())), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"a default length", life(acme(defaultLength(plain()))), "Orion, 5 s, Acme Films", "$2.90", ""}, // 30 × 29 ÷ 300
	{"prices by resolution", life(acme(grid()), lumen(clips())), "Lyra, 720p, no audio, 8 s, Acme Films", "$3.87", ""},
	{"images alone", life(dollars(stills())), "Still, Acme Films", "$0.04", ""},
	{"tokens, megapixels and a grid without plans", life(dollars(tokens(), megapixels(), sized(), grid())), "Draco, 720p, 8 s, 1280 pixels wide, 720 high, 24 frames a second, Acme Films", "$1.73", ""},
	{"a plan limited to 720p", life(onlyIn720p()), "Lyra, 720p, no audio, 8 s, Acme Films", "$3.87", ""},
	{"an app limited to 720p", life(nova(grid())), "Lyra, 720p, no audio, 8 s, Nova Go", "$0.46", ""}, // 40 × 8 ÷ 700 = 0.457
	{"announced for next month", life(acme(from("2026-12-01", plain()))), "No price", "No price of Orion at Acme Films is known before 2026-12-01.", ""},
	{"one announced, one there", life(acme(from("2026-12-01", grid()), plain())), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"retired yesterday", life(acme(until("2026-11-24", plain()))), "No price", "The last known price of Orion at Acme Films ended on 2026-11-24.", ""},
	{"one retired, one there", life(acme(until("2026-11-24", grid()), plain()), lumen(until("2026-11-24", clips()))), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"older than a sunset", life(acme(sunset("2027-03-01", plain())), lumen(sunset("2027-03-01", clips()))), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"after a sunset", life(acme(sunset("2026-11-01", grid()), plain())), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"no plans at all", life(dollars(plain(), grid()), lumen(clips())), "Lyra, 720p, no audio, 8 s, Acme Films", "$40.00", ""},
	{"credits without a price", life(withoutOffers()), "Orion, 8 s, Acme Films", "–", ""},
	{"one seller, not the operator's", life(lumen(clips(), stills())), "Vega 2, 5 s, Lumen Labs", "$0.25", ""},
	{"no house", life(lumen(clips()), nova(plain())), "Vega 2, 5 s, Lumen Labs", "$0.25", ""},
	{"a house without a market", life(acme(plain(), stills())), "Orion, 8 s, Acme Films", "$4.64", ""},
	{"only announced, of somebody else", life(lumen(from("2026-12-01", clips()))), "No price", "No price of Vega 2 at Lumen Labs is known before 2026-12-01.", ""},
	{"places in documents", documented(life(nova(clips()))), "Vega 2, 5 s, Nova Go", "$0.002857 (1/350 rounded)", ""}, // 0.25 × 8 ÷ 700
	{"a brand and presets of one's own", life(acme(grid(), stills()), lumen(clips())), "Lyra, 1080p, with audio, 6 s, Acme Films", "$6.48",
		"brand: Acme\nbaseURL: https://acme.test\nstart: {seller: acme, model: lyra, seconds: \"6\", resolution: 1080p, audio: \"true\", offer: large}\n" +
			"presets:\n  - {name: Wide, seller: acme, model: lyra, seconds: \"5\", resolution: 720p, audio: \"false\"}\n  - {name: Poster, seller: acme, model: still, count: \"3\"}\n" +
			"example:\n  - {name: Wides, seller: acme, model: lyra, seconds: \"5\", resolution: 720p, audio: \"false\", count: \"4\"}\n"},
}

// documented is the table with a place in a document for every source.
func documented(t *pricing.Table) *pricing.Table {
	t.Documents = []pricing.Document{{ID: "price-list", Title: "The price list", Known: "2026-11-20"}}
	there := []pricing.Source{{Document: "price-list", Place: "page 3"}}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for j := range s.Offers {
			s.Offers[j].Sources = there
		}
		for j := range s.Models {
			for k := range s.Models[j].Rates {
				s.Models[j].Rates[k].Sources = there
			}
		}
	}
	return t
}

func defaultLength(m pricing.Model) pricing.Model {
	m.DefaultSeconds = "5"
	return m
}

// listIn puts a price list into a folder.
func listIn(t *testing.T, prices *pricing.Table, site string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "table.json"), table.Encode(prices), 0o644); err != nil {
		t.Fatal(err)
	}
	if site != "" {
		if err := os.WriteFile(filepath.Join(folder, "site.yaml"), []byte(site), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// pagesOf makes the site of a price list but for the elements and compressed files, with
// the scripts that all sites have.
func pagesOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	all, err := pagesFrom(folder)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func pagesFrom(folder string) (map[string][]byte, error) {
	c, err := readConfig(folder)
	if err != nil {
		return nil, err
	}
	prices, err := rates.Open(filepath.Join(folder, "table.json"))
	if err != nil {
		return nil, err
	}
	description, err := description.Read("../wasm/api/openapi.yaml")
	if err != nil {
		return nil, err
	}
	texts, err := readTexts(folder)
	if err != nil {
		return nil, err
	}
	assets, err := scripts()
	if err != nil {
		return nil, err
	}
	a := *assets
	a.linked = maps.Clone(a.linked)
	a.add("table.json", tableAsset(prices))
	made, err := render(prices, c, &a, description, texts)
	if err != nil {
		return nil, err
	}
	made = append(made, a.files...)
	listed, err := manifest(made)
	out := map[string][]byte{manifestName: listed}
	for _, f := range made {
		out[f.path] = f.content
	}
	return out, err
}

// scripts are bundled once: they know no table.
var scripts = sync.OnceValues(func() (*assets, error) {
	folder, err := os.MkdirTemp("", "scripts")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	in := inputs{engine: filepath.Join(folder, "x.wasm"), full: filepath.Join(folder, "full.wasm"), exec: filepath.Join(folder, "y.js"), loader: filepath.Join(folder, "z.mjs"), palette: usualColours.css()}
	for name, content := range map[string]string{in.engine: "\x00asm", in.full: "\x00asm, full", in.exec: "globalThis.Go = class {};", in.loader: "export const load = () => {};"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return nil, err
		}
	}
	return bundle(in)
})

// Whatever somebody sells, the site is built from it, whole: every page has something
// to say under every heading, every link leads somewhere, the calculator begins with a
// price or says why there is none, and nothing is of the default table.
func TestRealLife(t *testing.T) {
	foreign := anyOf(tableNames(frozen.Table()))
	house := regexp.MustCompile(`(^|[^\w#"-])(House|house)\W`)
	for _, c := range realLives {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := pagesOf(t, listIn(t, c.table, c.site))
			start := pageOf(t, string(all["index.html"]))
			if got := start.first(t, `[data-figure="shot"]`).text(); got != c.start {
				t.Errorf("it begins with %q, want %q", got, c.start)
			}
			price := `[data-figure="dollars"]`
			if c.start == "No price" {
				price = "#refusal"
			}
			if got := start.first(t, price).text(); got != c.price {
				t.Errorf("its price is %q, want %q", got, c.price)
			}
			complete(t, c.table, all)
			for name, content := range all {
				if skipped(name) {
					continue
				}
				if filepath.Ext(name) == ".html" && name != "docs/api.html" { // which lists the kinds of sellers
					if found := house.FindString(pageOf(t, string(content)).text()); found != "" {
						t.Errorf("%s speaks of %q", name, found)
					}
				}
				if found := foreign.FindSubmatch(content); found != nil {
					at := bytes.Index(content, found[1])
					t.Errorf("%s names %s: …%s…", name, found[1], content[max(0, at-60):min(len(content), at+60)])
				}
			}
		})
	}
}

// The same of the whole build, with the elements, of a folder that has a table alone.
func TestATableAlone(t *testing.T) {
	folder := t.TempDir()
	if err := build(folder, t.TempDir(), listIn(t, life(acme(grid()), lumen(clips())), "")); err != nil {
		t.Fatal(err)
	}
	foreign := anyOf(tableNames(frozen.Table()))
	for name, content := range files(t, folder) {
		if found := foreign.FindSubmatch(content); found != nil && !skipped(name) {
			t.Errorf("%s names %s", name, found[1])
		}
	}
}

// skipped are compressed files and pictures, which are made of the others.
func skipped(name string) bool {
	return slices.Contains([]string{".br", ".gz", ".png", ".wasm"}, filepath.Ext(name))
}

// complete checks that no page has an empty place or a link to nothing.
func complete(t *testing.T, prices *pricing.Table, all map[string][]byte) {
	t.Helper()
	ids := map[string]map[string]bool{}
	var found []referral
	for name, content := range all {
		if filepath.Ext(name) == ".html" {
			page := pageOf(t, string(content))
			var on []referral
			on, ids[name] = references(t, name, string(content))
			found = append(found, on...)
			for _, empty := range page.empties() {
				t.Errorf("%s: nothing in %s", name, empty)
			}
		}
	}
	for file, link := range map[string]string{"plans.html": "/plans", "credits.html": "/credits", "compare.html": "/compare", "estimate.html": "/estimate", "docs/embed.html": "/docs/embed", "models/index.html": "/models/"} {
		if made, led := all[file] != nil, pageOf(t, string(all["index.html"])).first(t, "nav").has(`a[href="`+link+`"]`); made != led {
			t.Errorf("%s is there: %v; the navigation leads there: %v", file, made, led)
		}
	}
	answers := answersOf(prices)
	for _, r := range found {
		u, err := url.Parse(r.target)
		if err != nil || u.Scheme != "" {
			continue
		}
		file := fileOf(u.Path)
		switch {
		case strings.HasPrefix(u.Path, "/embed/v/"):
			continue // of the elements, which are not made here
		case u.Path == "":
			file = r.page
		case file == "":
			answers(t, r, r.target)
			continue
		}
		if all[file] == nil {
			t.Errorf("%+v: no file %s", r, file)
			continue
		}
		if u.RawQuery != "" && file == "index.html" {
			answers(t, r, "/v1/quote?"+u.RawQuery)
		}
		if u.Fragment != "" && !ids[file][u.Fragment] {
			t.Errorf("%+v: no such element in %s", r, file)
		}
	}
}

// answersOf asks the API over the table for what a page links, each once. Only what has
// ended, has not begun or has no price may be refused.
func answersOf(prices *pricing.Table) func(t *testing.T, r referral, address string) {
	loaded, err := table.Load(table.Encode(prices))
	if err != nil {
		panic(err)
	}
	day, _ := time.Parse(time.DateOnly, lifeDay)
	h := api.New(loaded, func() time.Time { return day }, receipt.Keys{})
	asked := map[string]bool{}
	return func(t *testing.T, r referral, address string) {
		if asked[address] || strings.HasPrefix(r.page, "docs/") { // which show refusals too
			return
		}
		asked[address] = true
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		if w.Code != http.StatusOK && !regexp.MustCompile(`"code":"(sunset|not_yet_priced|no_longer_priced|missing_parameter)"`).Match(w.Body.Bytes()) {
			t.Errorf("%+v: %d %s", r, w.Code, w.Body)
		}
	}
}

// filled are places that a script fills, once there is something for them.
var filled = []string{"lines", "add-problems", "chart", "groups", "bills", "budget-notes", "warnings", "steps", "sources", "options", "extras"}

// empties names what a reader would see as a place without anything in it: a heading, a
// table, a list, a choice, or a heading that nothing follows. What is hidden, and what
// scripts fill, is left out.
func (e element) empties() []string {
	var out []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		at := element{n}
		if _, hidden := at.lookup("hidden"); hidden || slices.Contains(filled, at.attr("id")) {
			return
		}
		if at.isEmpty() {
			out = append(out, fmt.Sprintf("<%s id=%q class=%q>", n.Data, at.attr("id"), at.attr("class")))
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(e.Node)
	return out
}

func (e element) isEmpty() bool {
	switch e.Data {
	case "h1", "h2", "h3", "h4", "nav", "caption", "th", "section", "figure":
		return e.text() == "" && !(e.Data == "section" && e.has("input"))
	case "p", "li", "dt":
		_, status := e.lookup("role")
		return e.text() == "" && !status && e.attr("role") == "" && !e.has("a") && len(e.Attr) == 0
	case "ul", "ol":
		return !e.has("li")
	case "dl":
		return !e.has("dt")
	case "select":
		return !e.has("option")
	case "tbody":
		return !e.has("tr")
	}
	return false
}
