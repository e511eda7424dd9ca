package pricing

import "strings"

// dollarPlaces is how many decimals a dollar amount has in data; centPlaces,
// in words.
const (
	dollarPlaces = 6
	centPlaces   = 2
)

// dollarsInSteps writes a dollar amount as it appears in arithmetic: "$17.184",
// "$0.50", "$5". An amount that 6 places cannot hold is marked as rounded.
func dollarsInSteps(r Ratio) string {
	s := r.Round(dollarPlaces).String()
	if dot := strings.IndexByte(s, '.'); dot >= 0 && len(s)-dot-1 < centPlaces {
		s += "0"
	}
	if !r.Terminates(dollarPlaces) {
		return signed("$", s) + " (" + r.Exact() + " rounded)"
	}
	return signed("$", s)
}

// DollarsInWords writes a dollar amount in cents: "$17.18". An amount below half
// a cent keeps its places, so that a price never reads as nothing.
func DollarsInWords(r Ratio) string {
	if cents := r.Round(centPlaces); !cents.IsZero() || r.Sign() == 0 {
		return signed("$", cents.StringFixed(centPlaces))
	}
	return dollarsInSteps(r)
}

func signed(unit, s string) string {
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		return "−" + unit + rest
	}
	return unit + s
}

// number writes a quantity or an amount of credits, to 6 places.
func plain(r Ratio) string { return r.Round(dollarPlaces).String() }

// inSteps writes an amount of the currency as it appears in arithmetic.
func (c Currency) inSteps(v Interval) string {
	one := func(r Ratio) string { return plain(r) }
	unit := " credits"
	if c.Dollars() {
		one, unit = dollarsInSteps, ""
	}
	return v.Spread(one) + unit
}

// InWords writes an amount of the currency for a person: "480 credits",
// "$0.80–$1.20", "from $0.32".
func (c Currency) InWords(v Interval) string {
	if c.Dollars() {
		return v.Spread(DollarsInWords)
	}
	unit := " credits"
	if v.Single() && v.Min.Cmp(Whole(1)) == 0 {
		unit = " credit"
	}
	return v.Spread(plain) + unit
}

// Spread writes an amount, each of its ends as one does: "480", "0.80–1.20",
// "from 0.32".
func (v Interval) Spread(one func(Ratio) string) string {
	switch {
	case v.Open:
		return "from " + one(v.Min)
	case v.Single():
		return one(v.Min)
	default:
		return one(v.Min) + "–" + one(v.Max)
	}
}
