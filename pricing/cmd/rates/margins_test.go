package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A house that sells one film in two sizes: 720p at 60 credits a second, cut to
// 5 on 1 December 2026, and 1080p at 1 credit. A vendor sells the same film at
// $0.50 and $0.75 a second, and a second one by tokens.
const (
	houseSeller = `seller:
  id: house
  name: House
  vendor: null
  kind: house
  currency: {id: house-credit, name: House credit}
  owned: true
  sources: [{document: "000", line: 1}]
models:
  - id: film
    name: Film
    aliases: []
    family: film
    medium: video
    modes: unknown
    options: {resolution: [720p, 1080p]}
    defaultSeconds: {value: "8", sources: [{document: "000", line: 2}]}
    secondsRule: whole
    capabilities: []
    sources: [{document: "000", line: 2}]
rates:
  - {id: now, model: film, when: {resolution: 720p}, unit: second, amount: "60", precision: exact, status: current, known: "2026-01", from: "2026-01-01", until: "2026-12-01", sources: [{document: "000", line: 3}]}
  - {id: cut, model: film, when: {resolution: 720p}, unit: second, amount: "5", precision: exact, status: current, known: "2026-01", from: "2026-12-01", until: null, sources: [{document: "000", line: 3}]}
  - {id: large, model: film, when: {resolution: 1080p}, unit: second, amount: "1", precision: exact, status: current, known: "2026-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 3}]}
offers:
  - {id: starter, name: Starter, kind: pack, price: "15", credits: "250", precision: exact, known: "2026-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 4}]}
  - {id: agency, name: Agency, kind: plan, period: month, price: "179", credits: "5000", precision: exact, known: "2026-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 5}]}
operator:
  costs:
    - {model: film, rate: vendor/film/small, match: same-model}
    - {model: film, rate: vendor/film/large, match: same-model}
  lossLeaders: []
`
	vendorSeller = `seller:
  id: vendor
  name: Vendor
  vendor: vendor
  kind: api
  currency: USD
  owned: false
  sources: [{document: "000", line: 1}]
models:
  - id: film
    name: Film
    aliases: []
    family: film
    medium: video
    modes: unknown
    options: {resolution: [720p, 1080p]}
    secondsRule: whole
    capabilities: []
    sources: [{document: "000", line: 2}]
  - id: tokens
    name: Film by tokens
    aliases: []
    family: film
    medium: video
    modes: unknown
    options: {}
    secondsRule: whole
    capabilities: []
    sources: [{document: "000", line: 2}]
rates:
  - {id: small, model: film, when: {resolution: 720p}, unit: second, amount: "0.50", precision: exact, status: current, known: "2026-11-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 3}]}
  - {id: large, model: film, when: {resolution: 1080p}, unit: second, amount: "0.75", precision: exact, status: current, known: "2026-11-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 3}]}
  - {id: per-token, model: tokens, when: {}, unit: token, per: "1000000", pixelsPerToken: "1024", amount: "2.50", precision: exact, status: current, known: "2026-11-01", from: "2026-01-01", until: null, sources: [{document: "000", line: 3}]}
`
	promoSeller = `seller:
  id: club
  name: Club
  vendor: null
  kind: platform
  currency: {id: club-credit, name: Club credit}
  owned: false
  noOffers: none is published
  sources: [{document: "000", line: 1}]
models: []
rates: []
promos:
  - id: half
    name: Half more
    bonusPercent: "50"
    capCredits: "5000"
    months: "1"
    newUsersOnly: true
    readings: [{id: cap-on-bonus, default: true, text: The bonus is capped.}]
    known: null
    sources: [{document: "000", line: 2}]
`
)

// write puts the files of a table, into the folder.
func write(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if files["table.yaml"] == "" {
		files["table.yaml"] = smallTable
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// spoilt replaces each first text of the pairs by the second, which must change
// something.
func spoilt(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		changed := strings.Replace(text, pairs[i], pairs[i+1], 1)
		if changed == text {
			t.Fatalf("there is no %q to replace", pairs[i])
		}
		text = changed
	}
	return text
}

var spaces = regexp.MustCompile(` {2,}`)

// columns joins the columns of a printed table by one bar.
func columns(s string) string { return spaces.ReplaceAllString(s, " | ") }

// Worked out by hand: a credit is worth 15 ÷ 250 = 0.06 dollars in the pack and
// 179 ÷ 5000 = 0.0358 in the plan.
func TestMarginsVerb(t *testing.T) {
	shot := `, shot: {seconds: "5", width: "1280", height: "720", fps: "24"}`
	byToken := func(shot string) string {
		return spoilt(t, houseSeller, "  lossLeaders: []", "    - {model: film, rate: vendor/tokens/per-token, match: proxy-model"+shot+"}\n  lossLeaders: []")
	}
	leader := func(worst string) string {
		return spoilt(t, houseSeller, "  lossLeaders: []", `  lossLeaders:
    - {model: film, rate: vendor/film/large, offers: [starter, agency], promo: false, until: "2027-03-01", worst: "`+worst+`", reason: a trial, computation: "0.0358 − 0.75"}`)
	}
	for _, c := range []struct {
		name          string
		args          []string
		house, vendor string
		says          []string
		never         []string
		err           string
	}{
		{"the rows of November", []string{"--as-of", "2026-11-25"}, houseSeller, vendorSeller, []string{
			// 60 × 0.0358 = 2.148, less 0.50; 60 × 0.06 = 3.60.
			"house/film/now | agency | vendor/film/small | same-model | 720p, 8 s | 2.148000 | 0.500000 | 1.648000",
			"house/film/now | starter | vendor/film/small | same-model | 720p, 8 s | 3.600000 | 0.500000 | 3.100000",
			// 1 × 0.0358 − 0.75 = −0.7142 and 0.06 − 0.75 = −0.69: the row of 1080p is seen beside the row of 720p.
			"house/film/large | agency | vendor/film/large | same-model | 1080p, 8 s | 0.035800 | 0.750000 | -0.714200",
			"house/film/large | starter | vendor/film/large | same-model | 1080p, 8 s | 0.060000 | 0.750000 | -0.690000",
			"house/film/cut | – | begins on 2026-12-01",
			"4 cells", "2 below the floor",
		}, []string{"house/film/large | agency | vendor/film/small", "house/film/now | agency | vendor/film/large", "stale"}, "2 cells below the floor"},
		{"the cut of December", []string{"--as-of", "2026-12-20"}, houseSeller, vendorSeller, []string{
			// 5 × 0.0358 − 0.50 = −0.321 and 5 × 0.06 − 0.50 = −0.20.
			"house/film/cut | agency | vendor/film/small | same-model | 720p, 8 s | 0.179000 | 0.500000 | -0.321000",
			"house/film/cut | starter | vendor/film/small | same-model | 720p, 8 s | 0.300000 | 0.500000 | -0.200000",
			"BELOW THE FLOOR",
			"house/film/now | – | ended on 2026-12-01",
		}, []string{"| 2.148000 |"}, "4 cells below the floor"},
		{"a cost that ended", []string{"--as-of", "2026-12-20"}, houseSeller,
			spoilt(t, vendorSeller, `from: "2026-01-01", until: null`, `from: "2026-01-01", until: "2026-11-10"`), []string{
				"BELOW THE FLOOR, on an ended cost",
				"ended on 2026-11-10",
				"house/film/cut | – | no cost of it is in force",
				"2 below the floor of 0 %", "2 on ended costs",
			}, nil, "2 cells below the floor"},
		{"a maker that ended the model", []string{"--as-of", "2026-12-20"}, houseSeller,
			spoilt(t, vendorSeller, "    capabilities: []\n    sources: [{document: \"000\", line: 2}]\n  - id: tokens",
				"    capabilities: []\n    sunset: {on: \"2026-12-10\", text: It ends., sources: [{document: \"000\", line: 2}]}\n    sources: [{document: \"000\", line: 2}]\n  - id: tokens"),
			[]string{"ended on 2026-12-10", "BELOW THE FLOOR, on an ended cost", "4 on ended costs"}, nil, ""},
		{"a cost that nobody has checked for long", []string{"--as-of", "2027-02-01"}, houseSeller, vendorSeller,
			[]string{"stale (known 2026-11-01)"}, nil, "4 cells below the floor"}, // 92 days, and the table allows 90
		{"a cost by tokens without a shot", []string{"--as-of", "2026-11-25"}, byToken(""), vendorSeller, []string{
			"house/film/now | agency | vendor/film/small",
			"vendor/tokens/per-token | ", "width: ",
		}, nil, "2 cells below the floor"},
		{"a cost by tokens at a declared shot", []string{"--as-of", "2026-11-25"}, byToken(shot), vendorSeller, []string{
			// 1280 × 720 × 120 ÷ 1024 = 108,000 tokens are $0.27, 0.054 a second.
			"house/film/now | agency | vendor/tokens/per-token | proxy-model | 720p, 5 s, 921600 pixels, 24 fps | 2.148000 | 0.054000 | 2.094000",
		}, nil, "below the floor"},
		{"an accepted loss", []string{"--as-of", "2026-11-25"}, leader("-0.7142"), vendorSeller,
			[]string{"loss leader until 2027-03-01: a trial", "2 declared loss leaders, 0 below"}, nil, ""},
		{"a loss deeper than the accepted one", []string{"--as-of", "2026-11-25"}, leader("-0.7"), vendorSeller,
			[]string{"deeper than the accepted -0.7", "1 declared loss leaders, 1 below"}, nil, "1 cells below the floor"},
		{"an acceptance that ended", []string{"--as-of", "2027-03-01"}, leader("-0.7142"), vendorSeller, nil, []string{"a trial"}, "4 cells"},
		{"another seller's promotion is left out", []string{"--as-of", "2026-11-25"}, houseSeller, vendorSeller, nil, []string{"bonus", "club"}, "2 cells"},
		// 60 × 179 ÷ 7500 = 1.432.
		{"another seller's promotion, asked for", []string{"--as-of", "2026-11-25", "--what-if", "club/half"}, houseSeller, vendorSeller, []string{
			"house/film/now | agency, what if club/half: +50% credits | vendor/film/small | same-model | 720p, 8 s | 1.432000 | 0.500000 | 0.932000",
		}, nil, "3 cells"},
		{"a promotion that is none", []string{"--what-if", "club/whole"}, houseSeller, vendorSeller, nil, nil, "unknown_promo"},
		{"a floor that is none", []string{"--floor", "much"}, houseSeller, vendorSeller, nil, nil, "--floor"},
		{"a day that is none", []string{"--as-of", "soon"}, houseSeller, vendorSeller, nil, nil, "--as-of"},
		{"the losses alone", []string{"--as-of", "2026-11-25", "--losses"}, houseSeller, vendorSeller, []string{"4 cells", "house/film/cut | – | begins on"}, []string{"| 2.148000 |"}, "2 cells"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, filepath.Join(root, ratesDir), map[string]string{"house.yaml": c.house, "vendor.yaml": c.vendor, "club.yaml": promoSeller})
			var out strings.Builder
			err := ask(&out, append([]string{"margins", "--rates", filepath.Join(root, ratesDir)}, c.args...), time.Now())
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("%v, want %q", err, c.err)
			}
			printed := columns(out.String())
			for _, want := range c.says {
				if !strings.Contains(printed, want) {
					t.Errorf("does not say %q:\n%s", want, printed)
				}
			}
			for _, never := range c.never {
				if strings.Contains(printed, never) {
					t.Errorf("says %q:\n%s", never, printed)
				}
			}
		})
	}
}
