package pricing

import (
	"slices"
	"strings"
)

// CostBasis is a vendor rate that a price of the house is set beside.
type CostBasis struct {
	Model string // of the house
	Rate  string // id of a rate in dollars
	Match string // how far the rate is what the house buys
	Audio bool   // with the rate's charge for audio
}

// MarginCell is one price of the house on one offer beside one vendor rate, per
// second of video.
type MarginCell struct {
	CostBasis
	Offer  *Offer
	Bonus  *Bonus // nil without the promo
	Margin *Margin
}

// GrossMargin is the gross margin of the worst case, in percent.
func (c *MarginCell) GrossMargin() Ratio {
	return c.Margin.Worst.Mul(Whole(100)).Div(c.Margin.Revenue.Min)
}

// Margins computes every cell: each cost basis × each offer of the seller, and
// the plans once more with the promo's first-month bonus. A promo that belongs
// to another seller is a what-if.
func (t *Table) Margins(house string, bases []CostBasis, promo *Promo) ([]MarginCell, error) {
	s, err := t.Seller(house)
	if err != nil {
		return nil, err
	}
	var cells []MarginCell
	for _, basis := range bases {
		m, err := s.Model(basis.Model)
		if err != nil {
			return nil, err
		}
		price := s.perSecond(m)
		vendor, rate := t.rate(basis.Rate)
		if price == nil || rate == nil || !vendor.Currency.Dollars() {
			return nil, &Error{Code: NotPriced, Field: "rate", Message: basis.Rate + " cannot be set beside " + basis.Model}
		}
		cost, ok := rate.perSecond(basis.Audio)
		if !ok {
			return nil, &Error{Code: NotPriced, Field: "rate", Message: basis.Rate + " has no price per second"}
		}
		credits := price.Amount.Interval()
		for i := range s.Offers {
			o := &s.Offers[i]
			if o.Price == nil || o.Credits == nil || o.Kind == Free || o.Kind == Trial {
				continue
			}
			p := Payment{Seller: s, Offer: o, Price: o.Price.Ratio(), Credits: o.Credits.Ratio()}
			cells = append(cells, MarginCell{basis, o, nil, marginOf(credits, p.Pays(credits), cost)})
			if promo == nil || o.Kind != Plan {
				continue
			}
			bonus := (&rule{promo.BonusPercent.Ratio(), promo.CapCredits.Ratio(), true, promo.Readings}).on(&p, promo)
			p.Credits = bonus.Total
			cells = append(cells, MarginCell{basis, o, bonus, marginOf(credits, p.Pays(credits), cost)})
		}
	}
	return cells, nil
}

// perSecond is the model's current price per second, nil if it has none.
func (s *Seller) perSecond(m *Model) *Rate {
	rates := s.rates(m)
	i := slices.IndexFunc(rates, func(r Rate) bool { return r.Status == Current && r.Unit == Second })
	if i < 0 {
		return nil
	}
	return &rates[i]
}

// rate finds a rate of the table by its id.
func (t *Table) rate(id string) (*Seller, *Rate) {
	seller, rest, _ := strings.Cut(id, "/")
	s := find(t.Sellers, seller, func(s *Seller) string { return s.ID })
	if s == nil {
		return nil, nil
	}
	for i := range s.Models {
		if !strings.HasPrefix(rest, s.Models[i].ID+"/") {
			continue
		}
		for j := range s.Models[i].Rates {
			if r := &s.Models[i].Rates[j]; r.ID == id {
				return s, r
			}
		}
	}
	return s, nil
}

// perSecond is the cost of one second at the published length of the rate, with
// its charge per second of audio if asked for.
func (r *Rate) perSecond(audio bool) (Interval, bool) {
	cost := r.Amount.Interval().Div(r.Per.Ratio())
	switch c := condition(r.When, Seconds); {
	case r.Unit == Second:
	case r.Unit == Clip && c.Match == OneOf && len(c.Values) == 1:
		cost = cost.Div(Exactly(parsed(c.Values[0]).Decimal))
	default:
		return Interval{}, false
	}
	if !audio {
		return cost, true
	}
	for i := range r.Modifiers {
		m := &r.Modifiers[i]
		if m.Op == Add && m.Unit == Second && condition(m.If, Audio).accepts("true") {
			return cost.Add(Point(m.Amount.Ratio())), true
		}
	}
	return Interval{}, false
}
