package pricing

import (
	"bytes"
	"strings"
)

// dollarPlaces is how many decimals a dollar amount has in data; centPlaces,
// in words.
const (
	DollarPlaces = 6
	CentPlaces   = 2
)

// An answer has dozens of amounts, so each way to write one appends it; those
// that return a string are for everything else.

// Plain writes a quantity or an amount of credits, to 6 places.
func Plain(r Ratio) string { return string(AppendPlain(nil, r)) }

func AppendPlain(b []byte, r Ratio) []byte { return r.appendRounded(b, DollarPlaces) }

// DollarsInSteps writes a dollar amount as it appears in arithmetic: "$17.184",
// "$0.50", "$5". An amount that 6 places cannot hold is marked as rounded.
func DollarsInSteps(r Ratio) string { return string(appendDollarsInSteps(nil, r)) }

func appendDollarsInSteps(b []byte, r Ratio) []byte {
	start := len(b)
	b = r.appendRounded(append(b, '$'), DollarPlaces)
	if dot := bytes.IndexByte(b[start:], '.'); dot >= 0 && len(b[start+dot+1:]) < CentPlaces {
		b = append(b, '0')
	}
	b = minusFirst(b, start)
	if !r.Terminates(DollarPlaces) {
		b = append(r.AppendExact(append(b, " ("...)), " rounded)"...)
	}
	return b
}

// DollarsInWords writes a dollar amount in cents: "$17.18". An amount below half
// a cent keeps its places, so that a price never reads as nothing.
func DollarsInWords(r Ratio) string { return string(appendDollarsInWords(nil, r)) }

// DollarsInFull is DollarsInWords that keeps all its places below a dollar: a
// second of video for $0.084 must not read $0.08.
func DollarsInFull(v Interval) string {
	if v.Min.Cmp(Whole(1)) >= 0 {
		return USD.InWords(v)
	}
	return v.Spread(func(r Ratio) string {
		s := "$" + Plain(r)
		if dot := strings.IndexByte(s, '.'); dot < 0 {
			s += ".00"
		} else if len(s)-dot-1 < CentPlaces {
			s += "0"
		}
		return s
	})
}

func appendDollarsInWords(b []byte, r Ratio) []byte {
	start := len(b)
	b = r.AppendFixed(append(b, '$'), CentPlaces)
	if r.Sign() != 0 && string(b[start:]) == "$0.00" {
		return appendDollarsInSteps(b[:start], r)
	}
	return minusFirst(b, start)
}

// minusFirst puts the sign of a number of dollars before the unit: "$-" becomes
// the longer "−$".
func minusFirst(b []byte, start int) []byte {
	if b[start+1] != '-' {
		return b
	}
	const signed = "−$"
	b = append(b, signed[len("$-"):]...)
	copy(b[start+len(signed):], b[start+len("$-"):])
	copy(b[start:], signed)
	return b
}

// AppendAmount appends an amount of the currency as it stands in data.
func (c Currency) AppendAmount(b []byte, r Ratio) []byte {
	if c.Dollars() {
		return r.AppendFixed(b, DollarPlaces)
	}
	return AppendPlain(b, r)
}

// InSteps writes an amount of the currency as it appears in arithmetic.
func (c Currency) InSteps(v Interval) string { return string(c.appendInSteps(nil, v)) }

func (c Currency) appendInSteps(b []byte, v Interval) []byte {
	if c.Dollars() {
		return v.appendSpread(b, appendDollarsInSteps)
	}
	return append(v.appendSpread(b, AppendPlain), " credits"...)
}

// InWords writes an amount of the currency for a person: "480 credits",
// "$0.80–$1.20", "from $0.32".
func (c Currency) InWords(v Interval) string { return string(c.AppendInWords(nil, v)) }

func (c Currency) AppendInWords(b []byte, v Interval) []byte {
	if c.Dollars() {
		return v.appendSpread(b, appendDollarsInWords)
	}
	b = append(v.appendSpread(b, AppendPlain), " credit"...)
	if v.Single() && v.Min.Cmp(Whole(1)) == 0 {
		return b
	}
	return append(b, 's')
}

// Spread writes an amount, each of its ends as one does: "480", "0.80–1.20",
// "from 0.32".
func (v Interval) Spread(one func(Ratio) string) string {
	return string(v.appendSpread(nil, func(b []byte, r Ratio) []byte { return append(b, one(r)...) }))
}

func (v Interval) appendSpread(b []byte, one func([]byte, Ratio) []byte) []byte {
	switch {
	case v.Open:
		return one(append(b, "from "...), v.Min)
	case v.Single():
		return one(b, v.Min)
	default:
		return one(append(one(b, v.Min), "–"...), v.Max)
	}
}
