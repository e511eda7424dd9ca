package wire

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// Budgets: one quote at most 2 µs natively, independent of the size of the
// table; string to string at most 50 µs in the browser.

func BenchmarkQuote(b *testing.B) {
	t := frozen.Table()
	on, _ := pricing.ParseInstant("2026-06-15")
	for name, request := range map[string]string{
		"house":     `{"seller":"house","model":"veo-3","seconds":8}`,
		"offer":     `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`,
		"endpoints": `{"seller":"endpoints","model":"wan/2-6-image-to-video","resolution":"1080p","tier":3}`,
		"vendor":    `{"seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10}`,
	} {
		r, err := ParseQuote(Input{JSON: []byte(request)}, on)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := t.Quote(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkHandleQuote(b *testing.B) {
	request := []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Handle(frozen.Table(), "quote", request, 1781481600); err != nil {
			b.Fatal(err)
		}
	}
}

// An estimate of as many lines as one request may have.
func BenchmarkEstimate(b *testing.B) {
	r := pricing.EstimateRequest{AsOf: 1781481600}
	for i := range 100 {
		q, err := ParseQuote(Input{JSON: fmt.Appendf(nil, `{"seller":"house","model":"veo-3","seconds":%d,"count":40,"takes":3}`, i%60+1)}, r.AsOf)
		if err != nil {
			b.Fatal(err)
		}
		r.Lines = append(r.Lines, pricing.Line{Shot: q.Shot, Count: q.Count, Takes: q.Takes})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := frozen.Table().Estimate(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Handle(frozen.Table(), "compare", []byte(`{"seconds":8,"market":"all"}`), 1781481600); err != nil {
			b.Fatal(err)
		}
	}
}

// A quote must cost the same in a larger table. Every seller is there so many
// times, and every model and rate of the seller that is asked. The tables take
// turns and the least time of each counts, so that what else the machine does
// is not taken for growth.
func BenchmarkQuoteGrown(b *testing.B) {
	r, err := ParseQuote(Input{JSON: []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`)}, 1781481600)
	if err != nil {
		b.Fatal(err)
	}
	sizes := [...]int{1, 10, 100}
	var tables [len(sizes)]*pricing.Table
	var least [len(sizes)]time.Duration
	for i, times := range sizes {
		tables[i], least[i] = grown(*frozen.Table(), times), time.Hour
	}
	const quotes = 1000
	for b.Loop() {
		for i, t := range tables {
			began := time.Now()
			for range quotes {
				if _, err := t.Quote(r); err != nil {
					b.Fatal(err)
				}
			}
			least[i] = min(least[i], time.Since(began))
		}
	}
	for i, times := range sizes {
		b.ReportMetric(float64(least[i].Nanoseconds())/quotes, fmt.Sprintf("x%d-ns/quote", times))
	}
}

func grown(t pricing.Table, times int) *pricing.Table {
	models := func(s pricing.Seller) []pricing.Model {
		all := slices.Clone(s.Models)
		for n := 1; n < times; n++ {
			for _, m := range s.Models {
				m.ID += fmt.Sprint("-", n)
				m.Aliases = nil
				all = append(all, m)
			}
		}
		slices.SortFunc(all, func(a, b pricing.Model) int { return cmp.Compare(a.ID, b.ID) })
		return all
	}
	all := slices.Clone(t.Sellers)
	for i := range all {
		all[i].Models = models(all[i])
	}
	for n := 1; n < times; n++ {
		for _, s := range t.Sellers {
			s.ID += fmt.Sprint("-", n)
			s.Aliases = nil
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b pricing.Seller) int { return strings.Compare(a.ID, b.ID) })
	t.Sellers = all
	return &t
}
