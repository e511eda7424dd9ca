package pricing

import (
	"slices"
	"strconv"
	"strings"
)

// match finds the one current rate of m for the shot on the day. On success it
// has completed the shot with the values that the rate leaves no choice about
// and returns one warning for each value it had to assume.
func (t *Table) match(s *Seller, m *Model, shot *Shot, on Instant) (*Rate, []Warning, error) {
	var some, few [16]*Rate // more than most models have; append finds room for others
	held, err := InForce(some[:0], s, m, on)
	if err != nil {
		return nil, nil, err
	}
	values := shot.Values()

	matching := few[:0]
	for _, r := range held {
		if r.Misses(&values) == 0 {
			matching = append(matching, r)
		}
	}
	matching = slices.DeleteFunc(matching, func(r *Rate) bool { return replaced(r, matching) })

	switch len(matching) {
	case 0:
		return nil, nil, NotPublished(m, held, &values)
	case 1:
		r := matching[0]
		return r, r.Assume(shot, &values), nil
	default:
		return nil, nil, undecided(m, matching, &values)
	}
}

// InForce appends the model's current rates on the day to held, or says why there
// are none.
func InForce(held []*Rate, s *Seller, m *Model, on Instant) ([]*Rate, error) {
	if m.Sunset != 0 && on >= m.Sunset {
		return nil, &Error{Code: Sunset, Field: "model",
			Message: m.Name + " is not available at " + s.Name + " from " + m.Sunset.String() + ": " + m.SunsetText}
	}
	if m.Unpriced != "" {
		return nil, &Error{Code: NotPriced, Field: "model",
			Message: s.Name + " has no usable price for " + m.Name + ": " + m.Unpriced}
	}
	var first, last, former *Rate
	formers := 0 // superseded rows that held on the day; former is the first
	rates := s.Rates(m)
	for i := range rates {
		r := &rates[i]
		if r.Status != Current {
			if r.Status == Superseded && r.Holds(on) {
				if formers++; former == nil {
					former = r
				}
			}
			continue
		}
		if r.Holds(on) {
			held = append(held, r)
		}
		if first == nil || first.From == 0 || r.From < first.From {
			first = r
		}
		if last == nil || r.Until > last.Until {
			last = r
		}
	}
	switch {
	case len(held) > 0:
		return held, nil
	case first == nil:
		return nil, &Error{Code: NotPriced, Field: "model",
			Message: s.Name + " has no usable price for " + m.Name + ": none of its rows may be quoted"}
	case on < first.From:
		return nil, notYet(s, m, first, former, formers)
	default:
		ended := " ended on "
		if last.UntilMonth {
			ended = " ended in "
		}
		return nil, &Error{Code: NoLongerPriced, Field: "asOf",
			Message:  "the last known price of " + m.Name + " at " + s.Name + ended + last.Ends(),
			Accepted: []string{"a date before " + last.Until.String()}}
	}
}

// notYet says that the model has no price before its first. A former price that
// held on the day is named: it is known, and not quoted.
func notYet(s *Seller, m *Model, first, former *Rate, formers int) *Error {
	e := &Error{Code: NotYetPriced, Field: "asOf", Accepted: []string{"a date from " + first.From.String()}}
	e.Message = "no price of " + m.Name + " at " + s.Name
	if formers == 0 {
		e.Message += " is known before " + first.Since()
		return e
	}
	e.Message += " is quoted before " + first.Since() + ": " + s.Currency.InSteps(former.Amount.Interval()) + former.Unit.each(former.Per)
	if formers == 1 {
		e.Message += " held then, a former price, which is kept as history and never quoted"
	} else {
		e.Message += " and " + strconv.Itoa(formers-1) + " more held then, former prices, which are kept as history and never quoted"
	}
	return e
}

// Misses counts the dimensions in which the shot's values are not what the
// rate is for.
func (r *Rate) Misses(values *[len(Dims)]string) int {
	n := 0
	for _, d := range Dims {
		if values[d] != "" && !r.ConditionOn(d).Accepts(values[d]) {
			n++
		}
	}
	return n
}

// condition is the rate's condition on d. What the rate is independent of and
// seconds that are a quantity restrict nothing, nor does a frame size or a mode
// that the rate does not mention: which modes are sold is said by the model. The
// resolution of a frame whose pixels are counted is no more than a name for it.
func (r *Rate) ConditionOn(d Dim) Condition {
	if d != Pixels && r.Independent.Has(d.members()) {
		return Condition{Dim: d, Match: Any}
	}
	c := ConditionOn(r.When, d)
	if c.Match != Unknown {
		return c
	}
	if d == Pixels || d == Mode || d == Seconds && (r.Unit == Second || r.Unit == Megapixel || r.Unit == Token) || d == Resolution && r.sized() {
		c.Match = Any
	}
	return c
}

// sized reports whether the rate goes by the pixels of a frame.
func (r *Rate) sized() bool {
	if r.Unit == Megapixel || r.Unit == Token || ConditionOn(r.When, Pixels).Match == Within {
		return true
	}
	for i := range r.Modifiers {
		if ConditionOn(r.Modifiers[i].If, Pixels).Match == Within {
			return true
		}
	}
	return false
}

// Accepts reports whether a given value satisfies the condition. Unknown
// accepts nothing: what a source does not state is not a wildcard.
func (c Condition) Accepts(value string) bool {
	switch c.Match {
	case Any:
		return true
	case OneOf:
		return slices.Contains(c.Values, value)
	case Within:
		n, ok := Digits(value)
		return ok && n > c.Over && (c.UpTo == 0 || n <= c.UpTo)
	}
	return false
}

// replaced reports whether a promotional rate among the matching ones stands in
// for r.
func replaced(r *Rate, matching []*Rate) bool {
	return slices.ContainsFunc(matching, func(p *Rate) bool { return p.Replaces == r.ID })
}

// Assume completes the shot where the rate allows exactly one value.
func (r *Rate) Assume(shot *Shot, values *[len(Dims)]string) []Warning {
	var warnings []Warning
	for _, c := range r.When {
		if values[c.Dim] != "" || c.Match != OneOf || len(c.Values) != 1 || c.Dim == Pixels {
			continue
		}
		shot.Set(c.Dim, c.Values[0])
		values[c.Dim] = c.Values[0]
		if c.Dim != Batch {
			warnings = append(warnings, Warning{Assumed, c.Dim.String(),
				c.Dim.String() + " was not given: priced at " + c.Words() + ", the only published price here"})
		}
	}
	return warnings
}

// undecided explains that several rates match because a field is missing.
func undecided(m *Model, matching []*Rate, values *[len(Dims)]string) error {
	for _, d := range Dims {
		if values[d] != "" {
			continue
		}
		options := Published(matching, d)
		if len(options) > 1 {
			field := d.field()
			return &Error{Code: MissingParameter, Field: field,
				Message:  "the price of " + m.Name + " depends on " + field + ", which has no default",
				Accepted: options}
		}
	}
	return &Error{Code: Internal, Message: "two rates price the same shot: " + matching[0].ID + " and " + matching[1].ID}
}

// NotPublished explains which field of the shot no rate is for, judged by the
// rates that come closest.
func NotPublished(m *Model, held []*Rate, values *[len(Dims)]string) error {
	fewest := len(Dims) + 1
	var nearest []*Rate
	for _, r := range held {
		n := r.Misses(values)
		if n < fewest {
			fewest, nearest = n, nil
		}
		if n == fewest {
			nearest = append(nearest, r)
		}
	}
	// The field to name is one that all the nearest rates miss, if there is
	// one: changing it alone is then enough.
	var field Dim
	most := 0
	for _, d := range Dims {
		n := 0
		for _, r := range nearest {
			if values[d] != "" && !r.ConditionOn(d).Accepts(values[d]) {
				n++
			}
		}
		if n > most {
			most, field = n, d
		}
	}
	nearest = slices.DeleteFunc(nearest, func(r *Rate) bool { return r.ConditionOn(field).Accepts(values[field]) })

	e := &Error{Code: OptionNotPublished, Field: field.field(), Accepted: Published(nearest, field)}
	given := Condition{Dim: field, Match: OneOf, Values: []string{values[field]}}.Words()
	switch {
	case field == Mode:
		e.Code = ModeNotPublished
		e.Message = m.Name + " is not sold for " + given
	case field == Pixels:
		e.Message = m.Name + " has no published price at " + given
	case nearest[0].ConditionOn(field).Match == Unknown && field == Seconds:
		e.Code = DurationNotPublished
		e.Message = "the source does not publish how long a clip of " + m.Name + " is, so it cannot be priced by seconds"
		if tiers := Published(nearest, Tier); len(tiers) > 0 {
			e.Message += "; it is priced by tier"
			for _, tier := range tiers {
				e.Accepted = append(e.Accepted, "tier "+tier+" instead of seconds")
			}
		}
	case nearest[0].ConditionOn(field).Match == Unknown:
		e.Code = OptionNotStated
		e.Message = "the source does not say which " + field.String() + " the price of " + m.Name + " is for; leave it out to see that price"
	default:
		e.Message = m.Name + " has no published price at " + given + strings.Join(others(values, field), "")
	}
	if len(e.Accepted) == 0 {
		e.Accepted = leaveOut
	}
	return e
}

// others names the values given beside the one refused, since the published
// choice may depend on them.
func others(values *[len(Dims)]string, but Dim) []string {
	var out []string
	for _, d := range Dims {
		if d != but && d != Pixels && d != Mode && values[d] != "" {
			out = append(out, " with "+Condition{Dim: d, Match: OneOf, Values: []string{values[d]}}.Words())
		}
	}
	return out
}

// Published lists the values of one dimension over the rates, in table order.
func Published(rates []*Rate, d Dim) []string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, r := range rates {
		switch c := r.ConditionOn(d); c.Match {
		case OneOf:
			for _, v := range c.Values {
				add(v)
			}
		case Within:
			add(c.Words())
		}
	}
	return out
}

// Words says a condition in a sentence: "8 s", "720p", "audio on".
func (c Condition) Words() string {
	if c.Match == Within {
		switch {
		case c.UpTo == 0:
			return "more than " + strconv.FormatInt(c.Over, 10) + " pixels"
		case c.Over == 0:
			return "at most " + strconv.FormatInt(c.UpTo, 10) + " pixels"
		default:
			return "more than " + strconv.FormatInt(c.Over, 10) + " and at most " + strconv.FormatInt(c.UpTo, 10) + " pixels"
		}
	}
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		switch {
		case c.Dim == Seconds:
			words[i] = v + " s"
		case c.Dim == Tier:
			words[i] = "tier " + v
		case c.Dim == Pixels:
			words[i] = v + " pixels"
		case c.Dim == HDR && v == "true":
			words[i] = "HDR"
		case c.Dim == HDR && v == "false":
			words[i] = "SDR"
		case c.Dim.Boolean() && v == "true":
			words[i] = c.Dim.String() + " on"
		case c.Dim.Boolean() && v == "false":
			words[i] = c.Dim.String() + " off"
		case c.Dim == Quality:
			words[i] = v + " quality"
		default:
			words[i] = v
		}
	}
	return strings.Join(words, " or ")
}

// Disjoint reports whether no shot satisfies both lists of conditions: some
// dimension takes values of its own in each.
func Disjoint(a, b []Condition) bool {
	for i := range a {
		for j := range b {
			x, y := &a[i], &b[j]
			if x.Dim != y.Dim || x.Match != y.Match {
				continue
			}
			if x.Match == OneOf && !slices.ContainsFunc(x.Values, func(v string) bool { return slices.Contains(y.Values, v) }) ||
				x.Match == Within && (x.UpTo != 0 && x.UpTo <= y.Over || y.UpTo != 0 && y.UpTo <= x.Over) {
				return true
			}
		}
	}
	return false
}
