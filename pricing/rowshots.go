package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// row is one rate where it stands. The operator's comparisons go row by row, and
// ask each with shots made of its own conditions.
type row struct {
	seller *Seller
	model  *Model
	rate   *Rate
}

// row finds a rate of the table by its id.
func (t *Table) row(id string) (row, bool) {
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for j := range s.Models {
			m := &s.Models[j]
			if k := slices.IndexFunc(m.Rates, func(r Rate) bool { return r.ID == id }); k >= 0 {
				return row{s, m, &m.Rates[k]}, true
			}
		}
	}
	return row{}, false
}

// end is the moment from which the row is no longer sold at, 0 if none is known.
func (w row) end() Instant {
	until, sunset := w.rate.Until, w.model.Sunset
	if until == 0 || sunset != 0 && sunset < until {
		return sunset
	}
	return until
}

// restricts reports whether the rate is for some values of the dimension alone.
func (r *Rate) restricts(d Dim) bool {
	m := condition(r.When, d).Match
	return m == OneOf || m == Within
}

// alone is the table with nothing but the row, so that a refusal is about it.
func (t *Table) alone(w row) *Table {
	model, seller, table := *w.model, *w.seller, *t
	model.Rates, model.PricedAs, model.Unpriced = []Rate{*w.rate}, "", ""
	seller.Models = []Model{model}
	table.Sellers = []Seller{seller}
	return &table
}

// priced is the price of the shot by this row of the table. Members of which the
// row says nothing are left out, and named, unless they are to be kept.
func (t *Table) priced(w row, shot Shot, keep func(Dim) bool, on Instant) (q *Quote, left []string, err error) {
	shot.Seller, shot.Model = w.seller.ID, w.model.ID
	for alone := t.alone(w); ; {
		_, err := alone.Quote(QuoteRequest{Shot: shot, AsOf: on})
		if err == nil {
			break
		}
		e := err.(*Error)
		if !w.leaveOut(&shot, e, keep) {
			return nil, nil, e
		}
		left = append(left, e.Field)
	}
	if q, err = t.Quote(QuoteRequest{Shot: shot, EveryOffer: true, AsOf: on}); err != nil {
		return nil, nil, err
	}
	if q.Rate.ID != w.rate.ID {
		return nil, nil, &Error{Code: NotPriced, Message: q.Rate.ID + " prices it on that day"}
	}
	return q, left, nil
}

// leaveOut removes the member that the refusal names, and reports whether that
// leaves the same thing to be priced: a value that the row or its model excludes
// is another thing.
func (w row) leaveOut(shot *Shot, e *Error, keep func(Dim) bool) bool {
	for _, d := range Dims {
		if d.String() != e.Field {
			continue
		}
		value := shot.value(d)
		options := condition(w.model.Options, d)
		if value == "" || e.Code == ModeNotPublished || keep(d) || w.rate.restricts(d) || options.Match == OneOf && !options.accepts(value) {
			return false
		}
		shot.set(d, "")
		return true
	}
	for _, n := range [...]struct {
		name    string
		members []*decimal.NullDecimal
	}{
		{"width", []*decimal.NullDecimal{&shot.Width, &shot.Height}}, {"height", []*decimal.NullDecimal{&shot.Width, &shot.Height}},
		{"fps", []*decimal.NullDecimal{&shot.FPS}}, {"gpuHours", []*decimal.NullDecimal{&shot.GPUHours}},
		{"inputImages", []*decimal.NullDecimal{&shot.InputImages}}, {"inputSeconds", []*decimal.NullDecimal{&shot.InputSeconds}},
	} {
		if n.name != e.Field || !n.members[0].Valid {
			continue
		}
		for _, member := range n.members {
			*member = decimal.NullDecimal{}
		}
		return true
	}
	return false
}

// lengths are the lengths to ask rows with: those they are for, the defaults,
// those listed, and then the shortest, the least that is billed and the longest.
// A price is a fixed amount and one for every second, from the least on, so no
// length between these has a worse margin than all of them.
func (t *Table) lengths(rows ...row) []string {
	var out []string
	add := func(values ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	for _, w := range rows {
		add(condition(w.rate.When, Seconds).Values...)
	}
	for _, w := range rows {
		add(w.model.DefaultSeconds)
	}
	for _, w := range rows {
		add(condition(w.model.Options, Seconds).Values...)
	}
	add("1")
	for _, w := range rows {
		if w.rate.Unit == Second && w.rate.Minimum != nil {
			add(w.rate.Minimum.String())
		}
	}
	add(strconv.FormatInt(t.MaxSeconds, 10))
	return out
}

// shotsOfBoth are the shots, without their length, that both rows can be asked
// with: what one of them is for, or both in common, and what was declared. It
// says why there is none where their conditions exclude each other.
func shotsOfBoth(house, cost row, declared Shot) (shots []Shot, why string) {
	shots = []Shot{declared}
	for _, d := range Dims {
		if d == Pixels || declared.value(d) != "" {
			continue
		}
		values, why := valuesOfBoth(house, cost, d)
		if why != "" {
			return nil, why
		}
		if d == Seconds || len(values) == 0 || d == Batch && len(values) == 1 && values[0] == "false" {
			continue // unbatched, as every shot that does not say otherwise
		}
		var each []Shot
		for _, shot := range shots {
			for _, v := range values {
				shot.set(d, v)
				each = append(each, shot)
			}
		}
		shots = each
	}
	return shots, ""
}

// valuesOfBoth are the values of one dimension to ask both rows with, none where
// neither depends on it.
func valuesOfBoth(house, cost row, d Dim) (values []string, why string) {
	a, b := condition(house.rate.When, d), condition(cost.rate.When, d)
	switch {
	case a.Match == OneOf && b.Match == OneOf:
		values = slices.DeleteFunc(slices.Clone(a.Values), func(v string) bool { return !b.accepts(v) })
		if len(values) == 0 {
			return nil, "it is for " + b.words() + ", the price for " + a.words()
		}
		return values, ""
	case a.Match == OneOf:
		return a.Values, ""
	case b.Match == OneOf && d.boolean() && len(b.Values) > 1:
		return nil, "" // a feature that nothing asks for is off
	case b.Match == OneOf:
		return b.Values, ""
	case d.boolean():
		return nil, ""
	}
	for _, w := range []row{house, cost} {
		if slices.ContainsFunc(w.rate.Modifiers, func(m Modifier) bool { return condition(m.If, d).Match == OneOf }) {
			return condition(w.model.Options, d).Values, ""
		}
	}
	return nil, ""
}

// shots are shots that the row prices: a plain one, one at each other value that it
// is for, one for each of its modifiers, and one below the least that is billed.
func (t *Table) shots(w row) []Shot {
	plain := t.plain(w)
	out := []Shot{plain}
	for _, c := range w.rate.When {
		for _, v := range c.Values {
			shot := plain
			shot.set(c.Dim, v)
			out = append(out, shot)
		}
	}
	for i := range w.rate.Modifiers {
		out = append(out, w.rate.Modifiers[i].on(plain))
	}
	if w.rate.Minimum != nil && plain.Seconds.Valid {
		plain.Seconds = parsed("1")
		out = append(out, plain)
	}
	return out
}

// plain is a shot of the row's own conditions, with no feature that it can do
// without.
func (t *Table) plain(w row) Shot {
	shot := Shot{Seller: w.seller.ID, Model: w.model.ID}
	for _, c := range w.rate.When {
		if c.Match == OneOf && c.Dim != Batch && (!c.Dim.boolean() || len(c.Values) == 1) {
			shot.set(c.Dim, c.Values[0])
		}
	}
	if w.rate.Unit == Second {
		shot.Seconds = parsed(t.lengths(w)[0])
	}
	if w.rate.Unit == GPUHour {
		shot.GPUHours = parsed("1")
	}
	return shot
}

// on is the shot with what the modifier is for, and one of what it counts.
func (m *Modifier) on(shot Shot) Shot {
	for _, c := range m.If {
		if c.Match == OneOf {
			shot.set(c.Dim, c.Values[0])
		}
	}
	switch m.Unit {
	case InputSecond:
		shot.InputSeconds = parsed("1")
	case ReferenceImage:
		shot.InputImages = parsed("1")
	}
	return shot
}
