package margin

import (
	"slices"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// row is one rate where it stands. The operator's comparisons go row by row, and
// ask each with shots made of its own conditions.
type row struct {
	seller *pricing.Seller
	model  *pricing.Model
	rate   *pricing.Rate
}

// row finds a rate of the table by its id.
func rowOf(t *pricing.Table, id string) (row, bool) {
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for j := range s.Models {
			m := &s.Models[j]
			if k := slices.IndexFunc(m.Rates, func(r pricing.Rate) bool { return r.ID == id }); k >= 0 {
				return row{s, m, &m.Rates[k]}, true
			}
		}
	}
	return row{}, false
}

// end is the moment from which the row is no longer sold at, 0 if none is known.
func (w row) end() pricing.Instant {
	until, sunset := w.rate.Until, w.model.Sunset
	if until == 0 || sunset != 0 && sunset < until {
		return sunset
	}
	return until
}

// restricts reports whether the rate is for some values of the dimension alone.
func restricts(r *pricing.Rate, d pricing.Dim) bool {
	m := pricing.ConditionOn(r.When, d).Match
	return m == pricing.OneOf || m == pricing.Within
}

// alone is the table with nothing but the row, so that a refusal is about it.
func alone(t *pricing.Table, w row) *pricing.Table {
	model, seller, table := *w.model, *w.seller, *t
	model.Rates, model.PricedAs, model.Unpriced = []pricing.Rate{*w.rate}, "", ""
	seller.Models = []pricing.Model{model}
	table.Sellers = []pricing.Seller{seller}
	return &table
}

// priced is the price of the shot by this row of the table. Members of which the
// row says nothing are left out, and named, unless they are to be kept.
func pricedBy(t *pricing.Table, w row, shot pricing.Shot, keep func(pricing.Dim) bool, on pricing.Instant) (
	q *pricing.Quote, left []string, err *pricing.Error) {
	shot.Seller, shot.Model = w.seller.ID, w.model.ID
	for alone := alone(t, w); ; {
		_, err := alone.QuoteAlone(pricing.QuoteRequest{Shot: shot, AsOf: on})
		if err == nil {
			break
		}
		if !w.leaveOut(&shot, err, keep) {
			return nil, nil, err
		}
		left = append(left, err.Field)
	}
	if q, err = t.QuoteAlone(pricing.QuoteRequest{Shot: shot, EveryOffer: true, AsOf: on}); err != nil {
		return nil, nil, err
	}
	if q.Rate.ID != w.rate.ID {
		return nil, nil, &pricing.Error{Code: pricing.NotPriced, Message: q.Rate.ID + " prices it on that day"}
	}
	return q, left, nil
}

// leaveOut removes the member that the refusal names, and reports whether that
// leaves the same thing to be priced: a value that the row or its model excludes
// is another thing.
func (w row) leaveOut(shot *pricing.Shot, e *pricing.Error, keep func(pricing.Dim) bool) bool {
	for _, d := range pricing.Dims {
		if d.String() != e.Field {
			continue
		}
		value := shot.Value(d)
		options := pricing.ConditionOn(w.model.Options, d)
		if value == "" || e.Code == pricing.ModeNotPublished || keep(d) || restricts(w.rate, d) || options.Match == pricing.OneOf && !options.Accepts(value) {
			return false
		}
		shot.Set(d, "")
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
func lengthsOf(t *pricing.Table, rows ...row) []string {
	var out []string
	add := func(values ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
	}
	for _, w := range rows {
		add(pricing.ConditionOn(w.rate.When, pricing.Seconds).Values...)
	}
	for _, w := range rows {
		add(w.model.DefaultSeconds)
	}
	for _, w := range rows {
		add(pricing.ConditionOn(w.model.Options, pricing.Seconds).Values...)
	}
	add("1")
	for _, w := range rows {
		if w.rate.Unit == pricing.Second && w.rate.Minimum != nil {
			add(w.rate.Minimum.String())
		}
	}
	add(strconv.FormatInt(t.MaxSeconds, 10))
	return out
}

// shotsOfBoth are the shots, without their length, that both rows can be asked
// with: what one of them is for, or both in common, and what was declared. It
// says why there is none where their conditions exclude each other.
func shotsOfBoth(house, cost row, declared pricing.Shot) (shots []pricing.Shot, why string) {
	shots = []pricing.Shot{declared}
	for _, d := range pricing.Dims {
		if d == pricing.Pixels || declared.Value(d) != "" {
			continue
		}
		values, why := valuesOfBoth(house, cost, d)
		if why != "" {
			return nil, why
		}
		if d == pricing.Seconds || len(values) == 0 || d == pricing.Batch && len(values) == 1 && values[0] == "false" {
			continue // unbatched, as every shot that does not say otherwise
		}
		var each []pricing.Shot
		for _, shot := range shots {
			for _, v := range values {
				shot.Set(d, v)
				each = append(each, shot)
			}
		}
		shots = each
	}
	return shots, ""
}

// valuesOfBoth are the values of one dimension to ask both rows with, none where
// neither depends on it.
func valuesOfBoth(house, cost row, d pricing.Dim) (values []string, why string) {
	a, b := pricing.ConditionOn(house.rate.When, d), pricing.ConditionOn(cost.rate.When, d)
	switch {
	case a.Match == pricing.OneOf && b.Match == pricing.OneOf:
		values = slices.DeleteFunc(slices.Clone(a.Values), func(v string) bool { return !b.Accepts(v) })
		if len(values) == 0 {
			return nil, "it is for " + b.Words() + ", the price for " + a.Words()
		}
		return values, ""
	case a.Match == pricing.OneOf:
		return a.Values, ""
	case b.Match == pricing.OneOf && d.Boolean() && len(b.Values) > 1:
		return nil, "" // a feature that nothing asks for is off
	case b.Match == pricing.OneOf:
		return b.Values, ""
	case d.Boolean():
		return nil, ""
	}
	for _, w := range []row{house, cost} {
		if slices.ContainsFunc(w.rate.Modifiers, func(m pricing.Modifier) bool { return pricing.ConditionOn(m.If, d).Match == pricing.OneOf }) {
			return pricing.ConditionOn(w.model.Options, d).Values, ""
		}
	}
	return nil, ""
}

// shots are shots that the row prices: a plain one, one at each other value that it
// is for, one for each of its modifiers, and one below the least that is billed.
func shotsOf(t *pricing.Table, w row) []pricing.Shot {
	plain := plainShot(t, w)
	out := []pricing.Shot{plain}
	for _, c := range w.rate.When {
		for _, v := range c.Values {
			shot := plain
			shot.Set(c.Dim, v)
			out = append(out, shot)
		}
	}
	for i := range w.rate.Modifiers {
		out = append(out, on(&w.rate.Modifiers[i], plain))
	}
	if w.rate.Minimum != nil && plain.Seconds.Valid {
		plain.Seconds = pricing.Parsed("1")
		out = append(out, plain)
	}
	return out
}

// plain is a shot of the row's own conditions, with no feature that it can do
// without.
func plainShot(t *pricing.Table, w row) pricing.Shot {
	shot := pricing.Shot{Seller: w.seller.ID, Model: w.model.ID}
	for _, c := range w.rate.When {
		if c.Match == pricing.OneOf && c.Dim != pricing.Batch && (!c.Dim.Boolean() || len(c.Values) == 1) {
			shot.Set(c.Dim, c.Values[0])
		}
	}
	if w.rate.Unit == pricing.Second {
		shot.Seconds = pricing.Parsed(lengthsOf(t, w)[0])
	}
	if w.rate.Unit == pricing.GPUHour {
		shot.GPUHours = pricing.Parsed("1")
	}
	return shot
}

// on is the shot with what the modifier is for, and one of what it counts.
func on(m *pricing.Modifier, shot pricing.Shot) pricing.Shot {
	for _, c := range m.If {
		if c.Match == pricing.OneOf {
			shot.Set(c.Dim, c.Values[0])
		}
	}
	switch m.Unit {
	case pricing.InputSecond:
		shot.InputSeconds = pricing.Parsed("1")
	case pricing.ReferenceImage:
		shot.InputImages = pricing.Parsed("1")
	}
	return shot
}
