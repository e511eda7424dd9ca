package margin

import (
	"slices"

	"github.com/reelrate/reelrate/pricing"
)

// Effect is what a shot costs on one day under two tables, or a credit of an
// offer.
type Effect struct {
	Shot     pricing.Shot // zero for an offer
	On       pricing.Instant
	Old, New Figure
	// Percent is (new − old) ÷ old × 100; nil for ranges and where one is missing.
	Percent *pricing.Ratio
}

// Figure is an amount under one table, or why there is none.
type Figure struct {
	Currency pricing.Currency
	Amount   *pricing.Interval
	Reason   string
}

// same reports whether both say the same; two refusals do, whatever their words.
func (f Figure) same(g Figure) bool {
	if f.Amount == nil || g.Amount == nil {
		return f.Amount == g.Amount
	}
	return f.Currency.ID == g.Currency.ID && same(*f.Amount, *g.Amount)
}

func effect(on pricing.Instant, shot pricing.Shot, old, new Figure) Effect {
	e := Effect{Shot: shot, On: on, Old: old, New: new}
	if old.Amount != nil && new.Amount != nil && old.Currency.ID == new.Currency.ID {
		e.Percent = pricing.Change(*old.Amount, *new.Amount)
	}
	return e
}

// effects are those of many that differ from each other and change something.
type effects []Effect

func (all effects) add(e Effect) effects {
	told := func(f Effect) bool { return e.Old.same(f.Old) && e.New.same(f.New) }
	if e.Old.same(e.New) || slices.ContainsFunc(all, told) {
		return all
	}
	return append(all, e)
}

// RateEffects are what t does to the shots of one rate that old does not, or the
// reverse: on the day, and on each day on which the rate begins or ends in either.
func RateEffects(t *pricing.Table, old *pricing.Table, id string, on pricing.Instant) []Effect {
	var rows []row
	for _, table := range [...]*pricing.Table{t, old} {
		if w, ok := rowOf(table, id); ok && w.rate.Status == pricing.Current {
			rows = append(rows, w)
		}
	}
	return effectsOn(t, old, rows, on)
}

// ModelEffects are what t does to the rates of a model that old does not, at the
// first shot where that shows.
func ModelEffects(t *pricing.Table, old *pricing.Table, seller, model string, on pricing.Instant) []Effect {
	var rows []row
	for _, table := range [...]*pricing.Table{t, old} {
		s := pricing.Find(table.Sellers, seller, func(s *pricing.Seller) string { return s.ID })
		if s == nil {
			continue
		}
		m := pricing.Find(s.Models, model, func(m *pricing.Model) string { return m.ID })
		if m == nil {
			continue
		}
		rates := s.Rates(m)
		for i := range rates {
			if rates[i].Status == pricing.Current {
				rows = append(rows, row{s, m, &rates[i]})
			}
		}
	}
	all := effectsOn(t, old, rows, on)
	return all[:min(1, len(all))]
}

// effectsOn prices the shots of the rows in both tables, on the day and on every
// day on which one of the rows begins or ends.
func effectsOn(t *pricing.Table, old *pricing.Table, rows []row, on pricing.Instant) []Effect {
	var dates []pricing.Instant
	for _, w := range rows {
		dates = append(dates, w.rate.From, w.rate.Until, w.model.Sunset)
	}
	var out effects
	for _, day := range days(on, dates) {
		for _, w := range rows {
			for _, shot := range shotsOf(t, w) {
				out = out.add(effect(day, shot, figureAt(old, shot, day), figureAt(t, shot, day)))
			}
		}
	}
	return out
}

// days is the day, then the others in order.
func days(on pricing.Instant, others []pricing.Instant) []pricing.Instant {
	slices.Sort(others)
	out := []pricing.Instant{on}
	for _, day := range slices.Compact(others) {
		if day != 0 && day != on {
			out = append(out, day)
		}
	}
	return out
}

// figure is the price of the shot on the day.
func figureAt(t *pricing.Table, shot pricing.Shot, on pricing.Instant) Figure {
	return figureOf(t.QuoteAlone(pricing.QuoteRequest{Shot: shot, AsOf: on}))
}

func figureOf(q *pricing.Quote, err *pricing.Error) Figure {
	if err != nil {
		return Figure{Reason: err.Message}
	}
	return Figure{Currency: q.Currency, Amount: &q.Price}
}

// OfferEffects are what t does to the price of one credit of an offer that old
// does not, on the day and on each day on which it begins or ends in either.
func OfferEffects(t *pricing.Table, old *pricing.Table, seller, offer string, on pricing.Instant) []Effect {
	var dates []pricing.Instant
	for _, table := range [...]*pricing.Table{t, old} {
		if _, o := offerOf(table, seller, offer); o != nil {
			dates = append(dates, o.From, o.Until)
		}
	}
	var out effects
	for _, day := range days(on, dates) {
		out = out.add(effect(day, pricing.Shot{}, creditPrice(old, seller, offer, day), creditPrice(t, seller, offer, day)))
	}
	return out
}

func offerOf(t *pricing.Table, seller, id string) (*pricing.Seller, *pricing.Offer) {
	s := pricing.Find(t.Sellers, seller, func(s *pricing.Seller) string { return s.ID })
	if s == nil {
		return nil, nil
	}
	i := slices.IndexFunc(s.Offers, func(o pricing.Offer) bool { return o.ID == id })
	if i < 0 {
		return s, nil
	}
	return s, &s.Offers[i]
}

// creditPrice is the price of one credit of the offer on the day.
func creditPrice(t *pricing.Table, seller, id string, on pricing.Instant) Figure {
	s, o := offerOf(t, seller, id)
	if o == nil {
		return Figure{Reason: "there is no such offer"}
	}
	p := s.Priced(o, on)
	if !p.Priced {
		return Figure{Reason: p.Reason}
	}
	each := pricing.Point(p.PerCredit())
	return Figure{Currency: pricing.USD, Amount: &each}
}

// Superseded lists every superseded rate of the seller beside the price of the
// day at the default shot of its model: the old-versus-new table (000:205-215).
func Superseded(t *pricing.Table, seller string, on pricing.Instant) ([]Effect, error) {
	s, err := t.Seller(seller)
	if err != nil {
		return nil, err
	}
	var out []Effect
	for i := range s.Models {
		m := &s.Models[i]
		rates := s.Rates(m)
		for j := range rates {
			if r := &rates[j]; r.Status == pricing.Superseded {
				out = append(out, former(t, row{s, m, r}, on))
			}
		}
	}
	return out, nil
}

// former is a superseded rate beside the price of the day. One for a whole call is
// that of any shot; another is asked with the shot as if it still held.
func former(t *pricing.Table, w row, on pricing.Instant) Effect {
	shot := pricing.Shot{Seller: w.seller.ID, Model: w.model.ID}
	if w.rate.Unit != pricing.Call {
		shot = shotsOf(t, w)[0]
	}
	q, err := t.QuoteAlone(pricing.QuoteRequest{Shot: shot, AsOf: on})
	now := figureOf(q, err)
	if err == nil {
		shot = q.Shot
	}
	if w.rate.Unit == pricing.Call {
		flat := w.rate.Amount.Interval().Div(w.rate.Per.Ratio())
		return effect(on, shot, Figure{Currency: w.seller.Currency, Amount: &flat}, now)
	}
	held, model := *w.rate, *w.model
	held.Status, held.From, held.Until, model.Sunset = pricing.Current, 0, 0, 0
	return effect(on, shot, figureAt(alone(t, row{w.seller, &model, &held}), shot, on), now)
}
