package pricing

import (
	"errors"
	"slices"
)

// Effect is what a shot costs on one day under two tables, or a credit of an
// offer.
type Effect struct {
	Shot     Shot // zero for an offer
	On       Instant
	Old, New Figure
	// Percent is (new − old) ÷ old × 100; nil for ranges and where one is missing.
	Percent *Ratio
}

// Figure is an amount under one table, or why there is none.
type Figure struct {
	Currency Currency
	Amount   *Interval
	Reason   string
}

// same reports whether both say the same; two refusals do, whatever their words.
func (f Figure) same(g Figure) bool {
	if f.Amount == nil || g.Amount == nil {
		return f.Amount == g.Amount
	}
	return f.Currency.ID == g.Currency.ID && f.Amount.same(*g.Amount)
}

func effect(on Instant, shot Shot, old, new Figure) Effect {
	e := Effect{Shot: shot, On: on, Old: old, New: new}
	if old.Amount != nil && new.Amount != nil && old.Currency.ID == new.Currency.ID {
		e.Percent = change(*old.Amount, *new.Amount)
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
func (t *Table) RateEffects(old *Table, id string, on Instant) []Effect {
	var rows []row
	for _, table := range [...]*Table{t, old} {
		if w, ok := table.row(id); ok && w.rate.Status == Current {
			rows = append(rows, w)
		}
	}
	return t.effectsOn(old, rows, on)
}

// ModelEffects are what t does to the rates of a model that old does not, at the
// first shot where that shows.
func (t *Table) ModelEffects(old *Table, seller, model string, on Instant) []Effect {
	var rows []row
	for _, table := range [...]*Table{t, old} {
		s := find(table.Sellers, seller, func(s *Seller) string { return s.ID })
		if s == nil {
			continue
		}
		m := find(s.Models, model, func(m *Model) string { return m.ID })
		if m == nil {
			continue
		}
		rates := s.rates(m)
		for i := range rates {
			if rates[i].Status == Current {
				rows = append(rows, row{s, m, &rates[i]})
			}
		}
	}
	all := t.effectsOn(old, rows, on)
	return all[:min(1, len(all))]
}

// effectsOn prices the shots of the rows in both tables, on the day and on every
// day on which one of the rows begins or ends.
func (t *Table) effectsOn(old *Table, rows []row, on Instant) []Effect {
	var dates []Instant
	for _, w := range rows {
		dates = append(dates, w.rate.From, w.rate.Until, w.model.Sunset)
	}
	var out effects
	for _, day := range days(on, dates) {
		for _, w := range rows {
			for _, shot := range t.shots(w) {
				out = out.add(effect(day, shot, old.figure(shot, day), t.figure(shot, day)))
			}
		}
	}
	return out
}

// days is the day, then the others in order.
func days(on Instant, others []Instant) []Instant {
	slices.Sort(others)
	out := []Instant{on}
	for _, day := range slices.Compact(others) {
		if day != 0 && day != on {
			out = append(out, day)
		}
	}
	return out
}

// figure is the price of the shot on the day.
func (t *Table) figure(shot Shot, on Instant) Figure {
	return figureOf(t.Quote(QuoteRequest{Shot: shot, AsOf: on}))
}

func figureOf(q *Quote, err error) Figure {
	if err != nil {
		e, _ := errors.AsType[*Error](err)
		return Figure{Reason: e.Message}
	}
	return Figure{Currency: q.Currency, Amount: &q.Price}
}

// change is the change from old to new in percent.
func change(old, new Interval) *Ratio {
	if !old.Single() || !new.Single() || old.Min.Sign() == 0 {
		return nil
	}
	percent := new.Min.Sub(old.Min).Mul(Whole(100)).Div(old.Min)
	return &percent
}

// OfferEffects are what t does to the price of one credit of an offer that old
// does not, on the day and on each day on which it begins or ends in either.
func (t *Table) OfferEffects(old *Table, seller, offer string, on Instant) []Effect {
	var dates []Instant
	for _, table := range [...]*Table{t, old} {
		if _, o := table.offer(seller, offer); o != nil {
			dates = append(dates, o.From, o.Until)
		}
	}
	var out effects
	for _, day := range days(on, dates) {
		out = out.add(effect(day, Shot{}, old.creditPrice(seller, offer, day), t.creditPrice(seller, offer, day)))
	}
	return out
}

func (t *Table) offer(seller, id string) (*Seller, *Offer) {
	s := find(t.Sellers, seller, func(s *Seller) string { return s.ID })
	if s == nil {
		return nil, nil
	}
	i := slices.IndexFunc(s.Offers, func(o Offer) bool { return o.ID == id })
	if i < 0 {
		return s, nil
	}
	return s, &s.Offers[i]
}

// creditPrice is the price of one credit of the offer on the day.
func (t *Table) creditPrice(seller, id string, on Instant) Figure {
	s, o := t.offer(seller, id)
	if o == nil {
		return Figure{Reason: "there is no such offer"}
	}
	p := s.priced(o, on)
	if !p.Priced {
		return Figure{Reason: p.Reason}
	}
	each := Point(p.PerCredit())
	return Figure{Currency: USD, Amount: &each}
}

// Superseded lists every superseded rate of the seller beside the price of the
// day at the default shot of its model: the old-versus-new table (000:205-215).
func (t *Table) Superseded(seller string, on Instant) ([]Effect, error) {
	s, err := t.Seller(seller)
	if err != nil {
		return nil, err
	}
	var out []Effect
	for i := range s.Models {
		m := &s.Models[i]
		rates := s.rates(m)
		for j := range rates {
			if r := &rates[j]; r.Status == Superseded {
				out = append(out, t.former(row{s, m, r}, on))
			}
		}
	}
	return out, nil
}

// former is a superseded rate beside the price of the day. One for a whole call is
// that of any shot; another is asked with the shot as if it still held.
func (t *Table) former(w row, on Instant) Effect {
	shot := Shot{Seller: w.seller.ID, Model: w.model.ID}
	if w.rate.Unit != Call {
		shot = t.shots(w)[0]
	}
	q, err := t.Quote(QuoteRequest{Shot: shot, AsOf: on})
	now := figureOf(q, err)
	if err == nil {
		shot = q.Shot
	}
	if w.rate.Unit == Call {
		flat := w.rate.Amount.Interval().Div(w.rate.Per.Ratio())
		return effect(on, shot, Figure{Currency: w.seller.Currency, Amount: &flat}, now)
	}
	held, model := *w.rate, *w.model
	held.Status, held.From, held.Until, model.Sunset = Current, 0, 0, 0
	return effect(on, shot, t.alone(row{w.seller, &model, &held}).figure(shot, on), now)
}
