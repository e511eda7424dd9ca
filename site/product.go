package main

import "github.com/reelrate/reelrate/pricing"

// product is schema.org data of a model for search engines.
type product struct {
	Context  string      `json:"@context"`
	Type     string      `json:"@type"`
	Name     string      `json:"name"`
	Category string      `json:"category"`
	Offers   []priceData `json:"offers"`
}

type priceData struct {
	Type     string     `json:"@type"`
	Name     string     `json:"name"`
	Price    string     `json:"price"`
	Currency string     `json:"priceCurrency"`
	Seller   sellerData `json:"seller"`
}

type sellerData struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// product describes the model where that tells the truth: schema.org knows no
// range, no "about", no doubt and no date of a price, so only prices are named
// that are exact, in dollars, per clip or call, undisputed, in force, and known
// to hold so lately that nothing about them warns.
func (e *edition) product(p *modelPage, d *pricing.ModelOnDay) *product {
	s := p.Seller
	if !s.Currency.Dollars() || d.State != pricing.Available {
		return nil
	}
	out := &product{"https://schema.org", "Product", p.Model.Name, "AI " + p.Model.Medium + " generation", nil}
	for _, r := range d.Cells {
		_, q := usualShot(e.table, d, r, nil)
		if q == nil || q.Precision != pricing.Exact || !q.Price.Single() || len(q.Warnings) > 0 || r.Unit != pricing.Clip && r.Unit != pricing.Call {
			continue
		}
		out.Offers = append(out.Offers, priceData{"Offer", p.Model.Name + ", " + shotWords(&q.Shot),
			q.Price.Min.Round(6).String(), "USD", sellerData{"Organization", s.Seller.Name}})
	}
	if len(out.Offers) == 0 {
		return nil
	}
	return out
}
