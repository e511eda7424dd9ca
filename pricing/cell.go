package pricing

import "strconv"

// CellPerSecond is the price of one second by the cell's base amount, before
// modifiers, or false with the reason.
func (d *ModelOnDay) CellPerSecond(r *Rate) (Interval, string) {
	switch {
	case d.Model.Medium != "video":
		return Interval{}, "not a video"
	case r.Unit == Second:
		return r.Amount.Interval().Div(r.Per.Ratio()), ""
	case ConditionOn(r.When, Tier).Match == OneOf:
		return Interval{}, "the source publishes duration tiers without their seconds"
	}
	c := ConditionOn(r.When, Seconds)
	if c.Match != OneOf || len(c.Values) != 1 || r.Unit != Clip && r.Unit != Call {
		return Interval{}, "clip length not published"
	}
	seconds := Exactly(Parsed(c.Values[0]).Decimal)
	return r.Amount.Interval().Div(r.Per.Ratio()).Div(seconds), ""
}

// CellInWords is the amount of the cell for a person: "60 credits/s", "$0.28 per
// clip", "$45 per 100 clips". What is charged beside it is said by
// [Rate.MinimumInWords] and [Currency.ModifierInWords].
func (d *ModelOnDay) CellInWords(r *Rate) string {
	return d.Seller.Currency.InSteps(r.Amount.Interval()) + r.Unit.each(r.Per)
}

// each says what one amount is for: "/s", " per clip", " per 1000 s".
func (u Unit) each(per Fixed) string {
	switch {
	case per != One:
		return " per " + u.Counted(per)
	case u == Second:
		return "/s"
	default:
		return " per " + u.noun()
	}
}

// Counted is a number of the unit: "1 clip", "100 clips", "1000 s".
func (u Unit) Counted(n Fixed) string {
	words := n.String() + " " + u.noun()
	if n == One || u == Second || u == InputSecond || u == Megapixel {
		return words // a symbol has no plural
	}
	return words + "s"
}

// MinimumInWords is the least that is billed, "at least 10 s", or "".
func (r *Rate) MinimumInWords() string {
	if r.Minimum == nil {
		return ""
	}
	return "at least " + r.Unit.Counted(*r.Minimum)
}

// ModifierInWords is what the modifier of the rate does to a price, for a
// person: "+ $0.02/s with audio", "≈ 0.5 × in batch, within 24 h".
func (c Currency) ModifierInWords(r *Rate, m *Modifier) string {
	about := ""
	if m.Precision == Approx || m.Precision == Estimated {
		about = "≈ "
	}
	var words string
	switch m.Op {
	case Multiply:
		words = about + m.Amount.String() + " ×"
	case Count:
		words = about + "each " + m.Unit.noun() + " counts as " + r.Unit.Counted(m.Amount)
	default:
		words = "+ " + about + c.InSteps(Point(m.Amount.Ratio())) + m.Unit.each(One)
	}
	for _, condition := range m.If {
		words += condition.behind()
	}
	if m.Max > 0 {
		words += ", at most " + strconv.FormatInt(m.Max, 10)
	}
	if m.MaxWaitHours != "" {
		words += ", within " + m.MaxWaitHours + " h"
	}
	return words
}

// behind is the condition behind a price: " with audio", " at 1080p".
func (c Condition) behind() string {
	if c.Match != OneOf && c.Match != Within {
		return ""
	}
	switch only := len(c.Values) == 1; {
	case c.Dim.Boolean() && !only:
		return ""
	case c.Dim == Batch && c.Values[0] == "true":
		return " in batch"
	case c.Dim == Batch:
		return " not in batch"
	case c.Dim.Boolean() && c.Values[0] == "true":
		return " with " + c.name()
	case c.Dim.Boolean():
		return " without " + c.name()
	case c.Dim == Resolution || c.Dim == Pixels:
		return " at " + c.Words()
	case c.Dim == Quality:
		return " in " + c.Words()
	default: // Mode, Seconds, Tier
		return " for " + c.Words()
	}
}

// name is the condition's dimension in a sentence.
func (c Condition) name() string {
	if c.Dim == HDR {
		return "HDR"
	}
	return c.Dim.String()
}
