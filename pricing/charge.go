package pricing

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// charge computes the price of one generation from the matched rate:
// amount × quantity ÷ per, then the modifiers in the order of the table.
func (q *Quote) charge() *Error {
	r := q.Rate
	quantity, err := q.quantity(r)
	if err != nil {
		return err
	}
	q.Used = r.Unit.counts(q.Model)
	for i := range r.Modifiers {
		m := &r.Modifiers[i]
		if m.Op != Count {
			continue
		}
		if applies, err := q.applies(m); err != nil {
			return err
		} else if applies {
			quantity = quantity.Add(q.counted(m.Unit).Mul(m.Amount.Ratio()))
		}
	}
	raised := r.Minimum != nil && quantity.Cmp(r.Minimum.Ratio()) < 0
	if raised {
		quantity = r.Minimum.Ratio()
	}
	base := r.Amount.Interval().Mul(quantity)
	if r.Per != One {
		base = base.Div(r.Per.Ratio())
	}
	q.Price, q.Precision = base, r.Precision
	q.Charges = append(q.Charges, Charge{Quantity: quantity, Raised: raised, Amount: base})

	for i := range r.Modifiers {
		m := &r.Modifiers[i]
		if m.Op == Count {
			continue
		}
		if applies, err := q.applies(m); err != nil {
			return err
		} else if !applies {
			continue
		}
		if err := q.modify(m); err != nil {
			return err
		}
	}
	return nil
}

var One = Fixed{1, 0}

// modify applies one modifier to the price so far.
func (q *Quote) modify(m *Modifier) *Error {
	c := Charge{Modifier: m, Quantity: m.Amount.Ratio()}
	if m.Op == Multiply {
		q.Price = q.Price.Mul(c.Quantity)
		c.Amount = q.Price
	} else {
		c.Quantity = q.counted(m.Unit)
		if m.Max > 0 && c.Quantity.Cmp(Whole(m.Max)) > 0 {
			return tooMany(q.Model, m.Max)
		}
		c.Amount = Point(m.Amount.Ratio().Mul(c.Quantity))
		q.Price = q.Price.Add(c.Amount)
	}
	q.Charges = append(q.Charges, c)
	q.Precision = max(q.Precision, m.Precision)
	if m.Precision == Approx {
		q.Warnings = append(q.Warnings, Warning{Approximate, "", "the source gives a surcharge or discount as approximate"})
	}
	if m.MaxWaitHours != "" {
		q.MaxWaitHours = m.MaxWaitHours
	}
	return nil
}

// quantity is how many of the rate's units the shot needs.
func (q *Quote) quantity(r *Rate) (Ratio, *Error) {
	s := &q.Shot
	switch r.Unit {
	case Second:
		if !s.Seconds.Valid {
			e := &Error{Code: MissingParameter, Field: "seconds",
				Message: q.Model.Name + " is priced per second and has no default length"}
			listed := ConditionOn(q.Model.Options, Seconds)
			if e.Accepted = listed.Values; listed.Match != OneOf {
				e.Accepted = []string{"a whole number from 1 to " + strconv.FormatInt(q.Table.MaxSeconds, 10)}
			}
			return Ratio{}, e
		}
		return Exactly(s.Seconds.Decimal), nil
	case Image:
		return OrOne(s.Images), nil
	case Megapixel:
		pixels, err := s.pixels(q.Model)
		return pixels.Div(Whole(1_000_000)), err
	case Token:
		pixels, err := s.pixels(q.Model)
		return pixels.Div(r.PixelsPerToken.Ratio()), err
	case GPUHour:
		if !s.GPUHours.Valid {
			return Ratio{}, &Error{Code: MissingParameter, Field: "gpuHours",
				Message: q.Model.Name + " is priced per GPU hour", Accepted: []string{GpuHoursNumber.Accepts()}}
		}
		return Exactly(s.GPUHours.Decimal), nil
	case InputSecond, ReferenceImage:
		return q.counted(r.Unit), nil
	default: // Call, Clip
		return Whole(1), nil
	}
}

// counted is how many of the unit the shot has, 0 if it does not say.
func (q *Quote) counted(u Unit) Ratio {
	given := func(d decimal.NullDecimal) Ratio {
		if d.Valid {
			return Exactly(d.Decimal)
		}
		return Ratio{}
	}
	switch u {
	case Second:
		return given(q.Shot.Seconds)
	case InputSecond:
		return given(q.Shot.InputSeconds)
	case ReferenceImage:
		return given(q.Shot.InputImages)
	case Image:
		return OrOne(q.Shot.Images)
	default: // Call, Clip: once
		return Whole(1)
	}
}

// applies reports whether the modifier's conditions hold, and that it then uses
// what it works with. A feature that the shot does not mention is off; any other
// missing field is asked for.
func (q *Quote) applies(m *Modifier) (bool, *Error) {
	for _, c := range m.If {
		if c.Dim == Pixels {
			q.Used |= memberFrame // they decide either way
		}
		value := q.Shot.Value(c.Dim)
		if value == "" && c.Dim.Boolean() {
			value = "false"
		}
		if value == "" {
			accepted := ConditionOn(q.Model.Options, c.Dim).Values
			if len(accepted) == 0 {
				accepted = slices.Clone(c.Values)
			}
			return false, &Error{Code: MissingParameter, Field: c.Dim.field(),
				Message: "the price of " + q.Model.Name + " depends on " + c.Dim.String(), Accepted: accepted}
		}
		if !c.Accepts(value) {
			return false, nil
		}
	}
	q.Used |= m.uses(q.Model)
	return true, nil
}
