package main

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/wire"
)

// Whatever stands in a seller's file, the check names its problems, or accepts a
// table that generates and answers.
func FuzzCheck(f *testing.F) {
	f.Add([]byte("seller:\n  <<: &a {id: shop, name: *a}\n"))
	f.Add([]byte("seller: &x [*x, *x]\n"))
	f.Add([]byte(fullSeller))
	f.Add([]byte(strings.Replace(shortSeller, "id: acme\n", "id: shop\n", 1)))
	f.Add([]byte(strings.Replace(shortVendor, "id: lumen,", "id: shop,", 1)))
	// Every value is spoiled in two ways; the ways take turns.
	ways := [...]string{`"0"`, `"-1"`, `"0.000000000000000000001"`, `"99999999999999999999"`, `"9999-12-31"`, "4", "null", "[]", "{}", "any", "seconds"}
	for i, at := range scalars.FindAllStringSubmatchIndex(fullSeller, -1) {
		for _, way := range []string{ways[i%len(ways)], ways[(i+i/len(ways)+5)%len(ways)]} {
			f.Add([]byte(fullSeller[:at[2]] + way + fullSeller[at[3]:]))
		}
	}
	if _, problems := load(small(f, smallTable, fullSeller)); len(problems) > 0 {
		f.Fatal(problems)
	}
	f.Fuzz(func(t *testing.T, seller []byte) {
		dir := fstest.MapFS{"table.yaml": {Data: []byte(smallTable)}, "shop.yaml": {Data: seller}}
		book, problems := load(dir)
		for _, p := range problems {
			if p.File == "" || p.Message == "" {
				t.Errorf("a problem without a file or a message: %v", p)
			}
		}
		if len(problems) > 0 {
			return
		}
		unversioned := book.table()
		unversioned.Version = "2026-01-01"
		loaded, err := table.Load(table.Encode(&unversioned))
		if err != nil {
			if p := unloadable(&unversioned, err); p.File == "" || p.Message == "" {
				t.Errorf("a problem without a file or a message: %v", p)
			}
			return
		}
		for i := range loaded.Sellers {
			answers(t, loaded, &loaded.Sellers[i])
		}
	})
}

const fullOffers = `  - id: monthly
    name: Monthly
    kind: plan
    price: "9.99"
    credits: "300"
    period: month
    limits: {resolution: 480p, watermark: true}
    precision: approx
    known: null
    from: "2026-01-01"
    until: "2027-01-01T12:00:00Z"
    sources: [{document: "000", line: 6}]
promos:
  - id: bonus
    name: Bonus
    bonusPercent: "50"
    capCredits: "5000"
    months: "1"
    newUsersOnly: true
    readings: [{id: cap-on-bonus, default: true, text: At most 5000.}]
    sources: [{document: "000", line: 7}]
`

// moreModels and moreRates use the units and modifiers that smallSeller does not.
const (
	moreModels = `  - id: stream
    name: Stream
    medium: video
    modes: [text-to-video, image-to-video]
    options: {resolution: any, audio: ["true", "false"], batch: ["true", "false"], seconds: [4, 8]}
    defaultSeconds: {value: "8", sources: [{document: "000", line: 8}]}
    secondsRule: whole
    inputImages: {max: 3, switchesTo: edit, sources: [{document: "000", line: 8}]}
    sunset: {on: "2027-01-01", text: It ends., sources: [{document: "000", line: 8}]}
    sources: [{document: "000", line: 8}]
  - id: pixels
    name: Pixels
    medium: image
    modes: any
    options: {}
    sources: [{document: "000", line: 9}]
  - id: stream-copy
    name: Stream copy
    medium: video
    modes: unknown
    options: {resolution: any}
    pricedAs: stream
    upstream: shop/stream
    continues: {value: no, sources: [{document: "000", line: 8}]}
    sources: [{document: "000", line: 8}]
`
	moreRates = `  - id: per-second
    model: stream
    when: {audio: ["true", "false"], batch: ["true", "false"]}
    independent: [resolution, images, fps]
    unit: second
    per: "10"
    amount: {min: "1.5", max: "2"}
    precision: range
    minimum: "3"
    modifiers:
      - {if: {audio: "true"}, add: "0.02", unit: second, precision: exact, sources: [{document: "000", line: 10}]}
      - {if: {batch: "true"}, multiply: "0.5", precision: approx, maxWaitHours: "24", sources: [{document: "000", line: 10}]}
      - {count: inputSecond, as: "0.5", sources: [{document: "000", line: 10}]}
      - {add: "0.01", unit: referenceImage, max: 3, sources: [{document: "000", line: 10}]}
    status: current
    known: "2026-01-01"
    from: "2026-01-01"
    until: null
    sources: [{document: "000", line: 10}]
  - id: tokens
    model: pixels
    when: {pixels: {upTo: 921600}}
    unit: token
    per: "1000"
    pixelsPerToken: "1024"
    amount: "0.25"
    precision: exact
    status: current
    known: null
    from: null
    until: null
    sources: [{document: "000", line: 11}]
`
)

// fullSeller says everything that a seller's file can say of prices.
var fullSeller = strings.NewReplacer("rates:\n", moreModels+"rates:\n", "offers:\n", moreRates+"offers:\n").Replace(smallSeller) + fullOffers

// scalars are the values of a YAML file, wherever they stand.
var scalars = regexp.MustCompile(`(?:: |\[|, )("[^"]*"|[A-Za-z0-9][\w./-]*)`)

// answers asks the table for everything that the seller sells: a defect of the
// table that the check should have found shows as an internal error or a panic.
func answers(t *testing.T, table *pricing.Table, s *pricing.Seller) {
	on, _ := pricing.ParseInstant("2026-06-15")
	for _, operation := range []string{"models", "offers"} {
		if _, err := wire.Handle(table, operation, []byte("{}"), on); err != nil {
			t.Errorf("%s: %v", operation, err)
		}
	}
	number := func(n int64) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: decimal.New(n, 0), Valid: true}
	}
	for i := range s.Models {
		m := &s.Models[i]
		for j := range m.Rates {
			at := on
			if r := &m.Rates[j]; r.From > on || r.Until != 0 && r.Until <= on {
				at = max(r.From, r.Until-1)
			}
			shot := pricing.Shot{Seller: s.ID, Model: m.ID, GPUHours: number(1), FPS: number(24), Seconds: number(5)}
			for _, c := range m.Rates[j].When {
				if c.Match != pricing.OneOf {
					continue
				}
				switch v := c.Values[0]; c.Dim {
				case pricing.Resolution:
					shot.Resolution = v
				case pricing.Audio:
					shot.Audio = v
				case pricing.HDR:
					shot.HDR = v
				case pricing.Quality:
					shot.Quality = v
				case pricing.Batch:
					shot.Batch = v
				}
			}
			_, err := table.Quote(pricing.QuoteRequest{Shot: shot, AsOf: at, EveryOffer: true, History: true})
			var e *pricing.Error
			if errors.As(err, &e) && e.Code == pricing.Internal {
				t.Errorf("%s: %v", m.Rates[j].ID, e)
			}
		}
	}
}
