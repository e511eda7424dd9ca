package main

import (
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"github.com/reelrate/reelrate/pricing"
)

// Whatever stands in a seller's file, the check names its problems, or accepts a
// table that generates and answers.
func FuzzCheck(f *testing.F) {
	shape, err := newShape(os.DirFS("../../rates")) // once: it takes longer than the check
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(smallSeller))
	f.Add([]byte("seller:\n  <<: &a {id: shop, name: *a}\n"))
	f.Add([]byte("seller: &x [*x, *x]\n"))
	f.Fuzz(func(t *testing.T, seller []byte) {
		dir := fstest.MapFS{"table.yaml": {Data: []byte(smallTable)}, "shop.yaml": {Data: seller}}
		book := &Book{public: map[string]any{}}
		problems := book.read(dir, "table.yaml", shape)
		problems = append(problems, book.read(dir, "shop.yaml", shape)...)
		if len(problems) == 0 {
			problems = book.meaning()
		}
		for _, p := range problems {
			if p.File == "" || p.Message == "" {
				t.Errorf("a problem without a file or a message: %v", p)
			}
		}
		if len(problems) > 0 {
			return
		}
		if _, err := book.generate(); err != nil {
			t.Fatalf("accepted and not generated: %v", err)
		}
		table := book.table()
		for i := range table.Sellers {
			answers(t, &table, &table.Sellers[i])
		}
	})
}

// answers asks the table for everything that the seller sells: a defect of the
// table that the check should have found shows as an internal error or a panic.
func answers(t *testing.T, table *pricing.Table, s *pricing.Seller) {
	on, _ := pricing.ParseInstant("2026-06-15")
	for _, operation := range []string{"models", "offers"} {
		if _, err := pricing.Handle(table, operation, []byte("{}"), on); err != nil {
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
