package table

import "github.com/reelrate/reelrate/pricing"

// checker holds a table that was read to what the engine relies on, so that no
// question about it can divide by zero, follow a name to nothing or search what is
// not sorted. What a price list should say besides is told by cmd/rates check,
// when it is compiled.
type checker struct {
	r      *reader
	t      *pricing.Table
	seller *pricing.Seller
	model  *pricing.Model
}

func check(r *reader, t *pricing.Table) {
	k := &checker{r: r, t: t}
	k.must(t.Version != "", "version", "the table has no version")
	k.must(t.MaxSeconds > 0, "maxSeconds", "the longest clip is at least 1 s")
	for i := range t.Sellers {
		s := &t.Sellers[i]
		k.must(s.ID != "" && s.Name != "", "sellers", "a seller has an id and a name")
		k.must(s.Currency.ID != "", "sellers."+s.ID, "a seller has a currency")
		k.must(i == 0 || t.Sellers[i-1].ID < s.ID, "sellers."+s.ID, "sellers are sorted by id, each once")
		k.sells(s)
	}
}

// must fails with a place in the table unless ok.
func (k *checker) must(ok bool, place, message string) {
	if !ok && k.r.err == nil {
		k.r.err = &pricing.Error{Code: pricing.InvalidTable, Field: "table." + place, Message: message}
	}
}

func (k *checker) sells(s *pricing.Seller) {
	k.seller = s
	for i := range s.Models {
		m := &s.Models[i]
		k.must(m.ID != "" && m.Name != "", s.ID, "a model has an id and a name")
		k.must(i == 0 || s.Models[i-1].ID < m.ID, s.ID+"/"+m.ID, "models are sorted by id, each once")
		k.generates(m)
	}
	for i := range s.Offers {
		k.offers(&s.Offers[i])
	}
	for i := range s.Promos {
		k.promotes(&s.Promos[i])
	}
	if p := s.Polling; p != nil {
		k.must(p.MinSeconds.Coef > 0 && (p.MaxSeconds == nil || p.MaxSeconds.Coef > 0), s.ID, "seconds between polls are above 0")
	}
}

func (k *checker) generates(m *pricing.Model) {
	k.model = m
	place := k.seller.ID + "/" + m.ID
	if m.PricedAs != "" {
		as := k.named(m.PricedAs)
		k.must(as != nil && as.PricedAs == "", place, "pricedAs names a model of the seller with prices of its own")
	}
	k.must(m.DefaultSeconds == "" || decimal(m.DefaultSeconds), place, "the default length is a number")
	k.conditions(place, m.Options)
	for i := range m.Rates {
		k.prices(&m.Rates[i])
	}
}

// named is the seller's model with the id, nil if there is none.
func (k *checker) named(id string) *pricing.Model {
	for i := range k.seller.Models {
		if k.seller.Models[i].ID == id {
			return &k.seller.Models[i]
		}
	}
	return nil
}

func (k *checker) prices(r *pricing.Rate) {
	place := k.seller.ID + "/" + k.model.ID
	k.must(r.ID != "", place, "a rate has an id")
	place = r.ID
	k.must(r.Amount.Min.Coef >= 0, place, "an amount is not below 0")
	k.must(r.Amount.Open || r.Amount.Min.Ratio().Cmp(r.Amount.Max.Ratio()) <= 0, place, "min is not above max")
	k.must(r.Per.Coef > 0, place, "per is above 0")
	k.must((r.Unit == pricing.Token) == (r.PixelsPerToken != nil), place, "pixelsPerToken goes with the unit token")
	k.must(r.PixelsPerToken == nil || r.PixelsPerToken.Coef > 0, place, "pixelsPerToken is above 0")
	k.must(r.Status != pricing.Current || r.Until == 0 || r.From < r.Until, place, "from is before until")
	k.conditions(place, r.When)
	for i := range r.Modifiers {
		k.conditions(place, r.Modifiers[i].If)
	}
}

func (k *checker) conditions(place string, all []pricing.Condition) {
	for i := range all {
		v := &all[i]
		k.must(v.Match != pricing.OneOf || len(v.Values) > 0, place, "a condition has a value")
		k.must(v.Match != pricing.Within || v.Dim == pricing.Pixels, place, "bounds are for pixels")
		for _, value := range v.Values {
			switch v.Dim {
			case pricing.Seconds, pricing.Tier:
				k.must(decimal(value), place, "lengths and tiers are numbers above 0")
			case pricing.Audio, pricing.HDR, pricing.Batch:
				k.must(value == "true" || value == "false", place, "audio, hdr and batch are true or false")
			default:
				k.must(value != "", place, "a condition has an empty value")
			}
		}
	}
}

func decimal(s string) bool {
	f, ok := pricing.ParseFixed(s)
	return ok && f.Coef > 0
}

func (k *checker) offers(o *pricing.Offer) {
	place := k.seller.ID + "/" + o.ID
	k.must(o.ID != "" && o.Name != "", place, "an offer has an id and a name")
	k.must(o.Price == nil || o.Price.Coef >= 0, place, "a price is not below 0")
	k.must(o.Credits == nil || o.Credits.Coef > 0, place, "credits are above 0")
}

func (k *checker) promotes(p *pricing.Promo) {
	place := k.seller.ID + "/" + p.ID
	k.must(p.ID != "" && p.Months >= 0, place, "a promotion has an id")
	defaults := 0
	for i := range p.Readings {
		if p.Readings[i].Default {
			defaults++
		}
	}
	k.must(defaults == 1, place, "exactly one reading of a promotion is the default")
}
