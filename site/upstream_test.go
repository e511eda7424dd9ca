package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// What OpenAI ended on 24 September 2026 (003:25, 154) and others go on asking a
// price for, without a word whether they still have it: every list says so where
// the price stands.
func TestMayHaveEnded(t *testing.T) {
	const ended = "Its maker ended it 24 Sep 2026"
	for _, c := range []struct {
		page, id string
		want     []string // in one row, or in the element
	}{
		{"index.html", "house", []string{"Sora 2 " + ended + " | 10 credits/s"}},
		{"index.html", "house", []string{"Sora 2 Pro " + ended + " | 35 credits/s"}},
		{"index.html", "endpoints", []string{"sora-2-text-to-video", "720p", "tier 1 5", "undated ended at its maker 24 Sep 2026"}},
		{"index.html", "endpoints", []string{"sora-2-text-to-video", "1080p", "tier 1 8", "undated ended at its maker 24 Sep 2026"}},
		{"plans.html", "clip", []string{"Sora 2 " + ended + " | 80 credits"}},
		{"compare.html", "", []string{"Sora 2 House |", "$0.358", "since Jan 2026 ended at its maker 24 Sep 2026"}}, // 10 × 179 ÷ 5000
	} {
		content := readPage(t, c.page)
		if c.id != "" {
			content = content.first(t, "#"+c.id)
		}
		if !slices.ContainsFunc(content.rows(), func(row string) bool {
			return !slices.ContainsFunc(c.want, func(part string) bool { return !strings.Contains(row, part) })
		}) {
			t.Errorf("%s: no row has %q in\n%s", c.page, c.want, strings.Join(content.rows(), "\n"))
		}
	}
	// No row says it twice.
	for _, page := range []string{"index.html", "plans.html", "compare.html"} {
		for _, row := range readPage(t, page).rows() {
			shown, _, _ := strings.Cut(row, "Beware")
			if strings.Count(shown, "24 Sep 2026") > 1 {
				t.Errorf("%s says twice that the maker ended it: %s", page, row)
			}
		}
	}
	listed := readPage(t, "models/index.html").first(t, "#house").text()
	const stands = "ince Jan 2026, ended at its maker 24 Sep 2026"
	if !strings.Contains(listed, "Sora 2video10 credits/s S"+stands) || strings.Contains(listed, "Veo 3video60 credits/s S"+stands) {
		t.Errorf("the list of models says\n%s", listed)
	}
	page := readPage(t, "models/house/sora-2/index.html").text()
	for _, want := range []string{
		"10 credits/s at House, in House credits. S" + stands + ".",
		"Beware. The vendor's own Sora 2 ended on 2026-09-24; whether House goes on selling it is not published.",
	} {
		if strings.Count(page, want) != 1 {
			t.Errorf("the model's page does not say %q once", want)
		}
	}
	// What it says of another seller's model that is linked as the same.
	same := readPage(t, "models/openai-api/sora-2/index.html").text()
	if !strings.Contains(same, "House: Sora 2 10 credits/s, s"+stands) {
		t.Error("the maker's page links the house's model without a word of the end")
	}
	// A model with a living maker, and one whose maker is itself, say nothing.
	for _, other := range []string{"models/house/veo-3/index.html", "models/openai-api/sora-2/index.html"} {
		if lede := readPage(t, other).first(t, "section").text(); strings.Contains(lede, "at its maker") {
			t.Errorf("%s: %s", other, lede)
		}
	}
}

// edited is a house of the table that says whether it goes on with its Sora 2.
func edited(t *testing.T, says pricing.Tri) *pricing.Table {
	t.Helper()
	table := *frozen.Table()
	table.Sellers = slices.Clone(table.Sellers)
	for i := range table.Sellers {
		if s := &table.Sellers[i]; s.ID == "house" {
			s.Models = slices.Clone(s.Models)
			m, err := s.Model("sora-2")
			if err != nil {
				t.Fatal(err)
			}
			if m.Continues = says; says == pricing.No { // as the generated table has it
				m.Sunset, m.SunsetText = table.Upstream(m).Sunset, "House does not go on with it"
			}
		}
	}
	return &table
}

// A seller that goes on has a note and no mark; one that does not has ended the
// model as if the end were its own.
func TestTheHouseSaysWhetherItGoesOn(t *testing.T) {
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		says        pricing.Tri
		state, note string
		priced      bool // among the usual shots
	}{
		{pricing.NotStated, "Its maker ended it 24 Sep 2026", "Beware: the vendor's own Sora 2 ended on 2026-09-24; whether House goes on selling it is not published", true},
		{pricing.Yes, "", "Note: the vendor's own Sora 2 ended on 2026-09-24; House says that it goes on selling it", true},
		{pricing.No, "Ended 24 Sep 2026", "Ended: House does not go on with it", false},
	} {
		table := edited(t, want.says)
		sellers, err := c.sellers(table)
		if err != nil {
			t.Fatal(err)
		}
		if err := sellers[0].describe(table, dayIs("2026-11-21")); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(sellers[0].Rows, func(r row) bool { return r.ID == "sora-2" })
		r := sellers[0].Rows[i]
		if r.State != want.state {
			t.Errorf("%s: state %q, want %q", want.says, r.State, want.state)
		}
		if !slices.ContainsFunc(r.Doubts, func(d doubt) bool { return d.Label+": "+d.Text == want.note }) {
			t.Errorf("%s: doubts %+v, want %q", want.says, r.Doubts, want.note)
		}
		if priced := slices.ContainsFunc(sellers[0].Matrix.Rows, func(m matrixRow) bool { return m.ID == "sora-2" }); priced != want.priced {
			t.Errorf("%s: in the table of usual shots: %v", want.says, priced)
		}
	}
}

// What is one click away may not be what is perhaps no longer to be had, and the
// build says which line of site.yaml that is.
func TestNoPresetHasEndedWithItsMaker(t *testing.T) {
	const why = "OpenAI API ended its Sora 2 on 2026-09-24, and whether House goes on with it is not known: choose another model, or say so under continues in house.yaml"
	for _, c := range []struct {
		where string
		put   func(*config)
	}{
		{"site.yaml: start: ", func(c *config) { c.Start.Model = "sora-2" }},
		{"site.yaml: presets: Close-up: ", func(c *config) { c.Presets[1].Model = "sora-2" }},
		{"site.yaml: example: B-roll: ", func(c *config) { c.Example[0].Model = "sora-2" }},
	} {
		for _, day := range []string{"2026-09-23", "2026-09-24"} {
			for says, table := range map[pricing.Tri]*pricing.Table{pricing.NotStated: frozen.Table(), pricing.Yes: edited(t, pricing.Yes)} {
				conf, err := readConfig(frozenRates)
				if err != nil {
					t.Fatal(err)
				}
				c.put(conf)
				sellers, err := conf.sellers(table)
				if err != nil {
					t.Fatal(err)
				}
				on := dayIs(day)
				if _, err = newCalculator(table, conf, sellers, on); err == nil {
					_, err = (&edition{table, conf, sellers, on}).estimate()
				}
				got, want := "", ""
				if err != nil {
					got = err.Error()
				}
				if day == "2026-09-24" && says == pricing.NotStated {
					want = c.where + why
				}
				if got != want {
					t.Errorf("%s on %s, %s:\n got %s\nwant %s", c.where, day, says, got, want)
				}
			}
		}
	}
	// Nor is any of the default site's.
	var presets []preset
	data := readPage(t, "estimate.html").first(t, "[data-presets]").attr("data-presets")
	if json.Unmarshal([]byte(data), &presets) != nil || len(presets) < 5 {
		t.Fatalf("presets %q", data)
	}
	for _, p := range presets {
		s, err := frozen.Table().Seller(p.Seller)
		if err != nil {
			t.Fatal(err)
		}
		m, err := s.Model(p.Model)
		if err != nil || m.Sunset != 0 || m.Upstream != "" && frozen.Table().Upstream(m).Sunset != 0 {
			t.Errorf("%s is %s of %s: %v", p.Name, p.Model, p.Seller, err)
		}
	}
}

// The calculator says it beside the price, and once.
func TestCalculatorSaysThatTheMakerEndsIt(t *testing.T) {
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	sellers, err := c.sellers(frozen.Table())
	if err != nil {
		t.Fatal(err)
	}
	for model, want := range map[string]string{"sora-2": "The vendor's own Sora 2 ends on 2026-09-24; whether House goes on selling it is not published.", "veo-3": ""} {
		c.Start.Model = model
		calc, err := newCalculator(frozen.Table(), c, sellers, dayIs("2026-09-23"))
		if err != nil {
			t.Fatal(err)
		}
		if calc.Answer.Beware != want || slices.Contains(calc.Answer.Warnings, want) {
			t.Errorf("%s: %q beside the price, and %q", model, calc.Answer.Beware, calc.Answer.Warnings)
		}
	}
	for _, page := range []string{"index.html", "embed/index.html"} {
		place := readPage(t, page).first(t, "p#beware")
		if _, hidden := place.lookup("hidden"); place.attr("class") != "beware" || !hidden || place.raw() != "" {
			t.Errorf("%s has the place %s for it", page, place.source(t))
		}
	}
}
