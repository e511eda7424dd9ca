package main

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// The small seller with an end of its film, and one that sells that film on.
const (
	ending = "    sunset: {on: \"2026-09-24\", text: It ends., sources: [{document: \"000\", line: 9}]}\n"
	resale = `seller:
  id: resale
  name: Resale
  vendor: resale
  kind: KIND
  currency: USD
  owned: OWNED
  sources: [{document: "000", line: 1}]
models:
  - id: film
    name: Film again
    medium: video
    modes: unknown
    options: {seconds: [5]}
    secondsRule: listed
    upstream: shop/film
CONTINUES    sources: [{document: "000", line: 2}]
rates:
  - id: clip
    model: film
    when: {seconds: 5}
    unit: clip
    amount: "1"
    precision: exact
    status: current
    known: "2026-06"
    from: null
    until: null
    sources: [{document: "000", line: 3}]
`
)

// What a seller says of its maker's end decides whether it has a price after it:
// "no" ends with the maker, anything else does not. The operator's own word for
// its own models needs no other source.
func TestContinues(t *testing.T) {
	for _, c := range []struct {
		owned, says string
		want        string // codes of what is said before the end, and after it
	}{
		{"false", "", "upstream_sunset | upstream_sunset"},
		{"false", "    continues: unknown\n", "upstream_sunset | upstream_sunset"},
		{"false", "    continues: {value: yes, sources: [{document: \"000\", line: 4}]}\n", "upstream_continued | upstream_continued"},
		{"false", "    continues: {value: no, sources: [{document: \"000\", line: 4}]}\n", "sunset_ahead | sunset"},
		{"true", "    continues: yes\n", "upstream_continued | upstream_continued"},
		{"true", "    continues: no\n", "sunset_ahead | sunset"},
		{"true", "    continues: no\n    sunset: {on: \"2026-07-01\", text: It ends., sources: [{document: \"000\", line: 4}]}\n", "sunset | sunset"}, // its own end is earlier
		{"true", "    continues: no\n    sunset: {on: \"2027-01-01\", text: It ends., sources: [{document: \"000\", line: 4}]}\n", "sunset_ahead | sunset"},
	} {
		files := small(t, smallTable, strings.Replace(smallSeller, "    capabilities: []\n", ending, 1))
		files["resale.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("KIND", map[string]string{"true": "house", "false": "platform"}[c.owned], "OWNED", c.owned, "CONTINUES", c.says).Replace(resale))}
		book, problems := load(files)
		if len(problems) > 0 {
			t.Fatalf("%s%v", c.says, problems)
		}
		table := book.table()
		ask := func(day string) string {
			on, _ := pricing.ParseInstant(day)
			shot := pricing.Shot{Seller: "resale", Model: "film"}
			shot.Seconds = decimal.NullDecimal{Decimal: decimal.NewFromInt(5), Valid: true}
			q, err := table.Quote(pricing.QuoteRequest{Shot: shot, AsOf: on})
			if e, ok := errors.AsType[*pricing.Error](err); ok {
				if c.want == "sunset_ahead | sunset" && e.Message != "Film again is not available at Resale from 2026-09-24: Shop ends its Film, and Resale does not go on with it" {
					t.Errorf("%s: %s", day, e.Message)
				}
				return string(e.Code)
			}
			var codes []string
			for _, w := range q.Warnings {
				codes = append(codes, string(w.Code))
			}
			return strings.Join(codes, " ")
		}
		if got := ask("2026-09-23") + " | " + ask("2026-09-24"); got != c.want {
			t.Errorf("owned %s, %q: got %s, want %s", c.owned, c.says, got, c.want)
		}
	}
}
