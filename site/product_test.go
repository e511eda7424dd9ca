package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// What is told to search engines has to be a plain truth: while January's prices
// were fresh, the exact ones of 000:76–78 in dollars per clip were; a price that
// is a range, approximate, by the second, in credits, or by now stale is not.
func TestProductTellsTheTruth(t *testing.T) {
	for _, test := range []struct{ on, seller, model, want string }{
		{"2026-02-01", "luma-api", "ray-2", "0.71 0.86 0.96"},
		{"2026-02-01", "kling-api", "kling-v2.1", ""},           // for which resolution is not stated
		{"2026-02-01", "minimax-api", "hailuo-02", "0.27 0.48"}, // and about 0.45
		{"2026-02-01", "google-api", "veo-3.1-fast", ""},        // by the second, a range
		{"2026-02-01", "house", "veo-3", ""},                    // in credits
		{"2026-11-21", "luma-api", "ray-2", ""},                 // stale
		{"2026-11-21", "openai-api", "sora-2", ""},              // ended
		{"2026-06-02", "luma-api", "dream-machine-api", ""},     // a lowest price
	} {
		on, err := pricing.ParseInstant(test.on)
		if err != nil {
			t.Fatal(err)
		}
		c, err := readConfig(frozenRates)
		if err != nil {
			t.Fatal(err)
		}
		table := frozen.Table()
		sellers, err := c.sellers(table)
		if err != nil {
			t.Fatal(err)
		}
		e := &edition{table, c, sellers, on}
		days, err := table.Models(pricing.ModelsRequest{Seller: test.seller, Model: test.model, AsOf: on})
		if err != nil {
			t.Fatal(err)
		}
		p := e.product(&modelPage{Seller: e.seller(test.seller), Model: days[0].Model}, &days[0])
		var prices []string
		if p != nil {
			for _, o := range p.Offers {
				prices = append(prices, o.Price)
			}
		}
		if got := strings.Join(prices, " "); got != test.want {
			t.Errorf("%s/%s on %s: got %q, want %q", test.seller, test.model, test.on, got, test.want)
		}
	}
}

// The packs of 000:20–23 are the operator's own and bought once.
func TestPacksAreProducts(t *testing.T) {
	data := readPage(t, "plans.html").first(t, `script[type="application/ld+json"]`).raw()
	var p struct {
		Type   string `json:"@type"`
		Offers []struct {
			Price         string `json:"price"`
			PriceCurrency string `json:"priceCurrency"`
		} `json:"offers"`
	}
	if err := json.Unmarshal([]byte(data), &p); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range p.Offers {
		got = append(got, o.Price+" "+o.PriceCurrency)
	}
	if want := "15 USD, 28 USD, 52 USD, 120 USD"; p.Type != "Product" || strings.Join(got, ", ") != want {
		t.Errorf("%s with %v, want %s", p.Type, got, want)
	}
}
