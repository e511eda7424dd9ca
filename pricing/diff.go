package pricing

import (
	"errors"
	"slices"
)

// Change is a shot whose price differs between two tables, or an offer whose
// credits do.
type Change struct {
	Seller   *Seller
	Model    *Model // nil for an offer
	Offer    string // id, for an offer
	Shot     Shot
	Currency Currency
	Old, New *Interval // nil where there is no price
	// OldReason and NewReason say why there is none.
	OldReason, NewReason string
	// Percent is (new − old) ÷ old × 100; nil for ranges and where one is missing.
	Percent *Ratio
}

// Diff lists what costs something else in t than in old on the day: every cell
// of every model at its default shot (the source's default seconds, else the
// first published length), and the price per credit of every offer.
func (t *Table) Diff(old *Table, on Instant) []Change {
	var out []Change
	seen := map[string]bool{}
	// Cells of both tables, so that what was dropped is found as well.
	for _, table := range []*Table{t, old} {
		for i := range table.Sellers {
			s := &table.Sellers[i]
			for j := range s.Models {
				m := &s.Models[j]
				cells, err := inForce(nil, s, m, on)
				if err != nil {
					continue
				}
				for _, r := range cells {
					shot := table.nearest(r, s, m, Shot{})
					q, err := table.quote(QuoteRequest{Shot: shot, AsOf: on})
					if err != nil {
						continue
					}
					key := s.ID + "/" + m.ID + " " + q.Shot.Describe()
					if seen[key] {
						continue
					}
					seen[key] = true
					if c, changed := t.changed(old, s, m, q.Shot, on); changed {
						out = append(out, c)
					}
				}
			}
		}
	}
	return append(out, t.offersChanged(old, on)...)
}

// changed prices one shot in both tables.
func (t *Table) changed(old *Table, s *Seller, m *Model, shot Shot, on Instant) (Change, bool) {
	c := Change{Seller: s, Model: m, Shot: shot, Currency: s.Currency}
	c.Old, c.OldReason = old.priceOf(shot, on)
	c.New, c.NewReason = t.priceOf(shot, on)
	if c.Old == nil || c.New == nil {
		return c, c.Old != c.New
	}
	c.Percent = change(*c.Old, *c.New)
	return c, c.Old.Min.Cmp(c.New.Min) != 0 || c.Old.Open != c.New.Open || !c.New.Open && c.Old.Max.Cmp(c.New.Max) != 0
}

func (t *Table) priceOf(shot Shot, on Instant) (*Interval, string) {
	q, err := t.quote(QuoteRequest{Shot: shot, AsOf: on})
	if err != nil {
		e, _ := errors.AsType[*Error](err)
		return nil, e.Message
	}
	return &q.Price, ""
}

// change is the change from old to new in percent.
func change(old, new Interval) *Ratio {
	if !old.Single() || !new.Single() || old.Min.Sign() == 0 {
		return nil
	}
	percent := new.Min.Sub(old.Min).Mul(Whole(100)).Div(old.Min)
	return &percent
}

// offersChanged compares the price per credit of every offer in either table.
func (t *Table) offersChanged(old *Table, on Instant) []Change {
	before, after := old.creditPrices(on), t.creditPrices(on)
	var out []Change
	for _, a := range after {
		c := Change{Seller: a.Seller, Offer: a.Offer.ID, Currency: USD}
		if a.Priced {
			v := Point(a.PerCredit())
			c.New = &v
		}
		if i := slices.IndexFunc(before, a.same); i >= 0 && before[i].Priced {
			v := Point(before[i].PerCredit())
			c.Old = &v
		}
		if c.Old != nil && c.New != nil {
			if c.Old.Min.Cmp(c.New.Min) == 0 {
				continue
			}
			c.Percent = change(*c.Old, *c.New)
		}
		if c.Old != c.New {
			out = append(out, c)
		}
	}
	for _, b := range before {
		if b.Priced && !slices.ContainsFunc(after, b.same) {
			v := Point(b.PerCredit())
			out = append(out, Change{Seller: b.Seller, Offer: b.Offer.ID, Currency: USD, Old: &v})
		}
	}
	return out
}

func (p *PricedOffer) same(q PricedOffer) bool {
	return p.Seller.ID == q.Seller.ID && p.Offer.ID == q.Offer.ID
}

func (t *Table) creditPrices(on Instant) []PricedOffer {
	var out []PricedOffer
	for i := range t.Sellers {
		for j := range t.Sellers[i].Offers {
			out = append(out, t.Sellers[i].priced(&t.Sellers[i].Offers[j], on))
		}
	}
	return out
}

// Superseded lists the current price of every model of the seller beside the
// price it superseded, at the default shot: the old-versus-new table (000:205-215).
func (t *Table) Superseded(seller string, on Instant) ([]Change, error) {
	s, err := t.Seller(seller)
	if err != nil {
		return nil, err
	}
	var out []Change
	for i := range s.Models {
		m := &s.Models[i]
		q, err := t.quote(QuoteRequest{Shot: Shot{Seller: s.ID, Model: m.ID}, History: true, AsOf: on})
		if err != nil {
			continue
		}
		for j := range q.History {
			h := &q.History[j]
			out = append(out, Change{Seller: s, Model: m, Shot: q.Shot, Currency: s.Currency, Old: &h.Price, New: &q.Price, Percent: h.ChangePercent})
		}
	}
	return out, nil
}
