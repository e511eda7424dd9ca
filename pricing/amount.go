package pricing

import "github.com/shopspring/decimal"

// Fixed is a published amount, exactly Coef × 10^Exp. Unlike a
// [decimal.Decimal] it is plain static data, so a table of thousands of rates
// costs nothing when the program starts.
type Fixed struct {
	Coef int64
	Exp  int32
}

// FixedAccepted is what ParseFixed reads, in words.
const FixedAccepted = "digits with an optional point, such as 0.084, at most 18"

// ParseFixed reads an exact decimal: digits with an optional point, no exponent, at
// most 18 digits in all.
func ParseFixed(s string) (f Fixed, ok bool) {
	digits, point := 0, -1
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			f.Coef, digits = f.Coef*10+int64(c-'0'), digits+1
		case c == '.' && point < 0 && i > 0:
			point = i
		default:
			digits = 19
		}
	}
	if digits == 0 || digits > 18 || point == len(s)-1 {
		return Fixed{}, false
	}
	if point >= 0 {
		f.Exp = -int32(len(s) - 1 - point)
	}
	for f.Exp < 0 && f.Coef%10 == 0 {
		f.Coef, f.Exp = f.Coef/10, f.Exp+1
	}
	return f, true
}

// Ratio returns f as an exact quotient.
func (f Fixed) Ratio() Ratio {
	if r, ok := scaled(f.Coef, f.Exp); ok {
		return r
	}
	return Exactly(f.Decimal())
}

func (f Fixed) Decimal() decimal.Decimal { return decimal.New(f.Coef, f.Exp) }

// String returns f in plain decimal notation, "0.084".
func (f Fixed) String() string {
	if f.Exp > 0 {
		return f.Decimal().String()
	}
	return string(f.Ratio().appendRounded(nil, -f.Exp))
}

// Interval is a published or computed amount: one value when Min equals Max, a
// range otherwise, a floor ("from $0.32") when Open.
type Interval struct {
	Min, Max Ratio
	Open     bool // no upper end was published; Max is meaningless
	point    bool // known to be one value, so Max need not be computed: a third of a quote's time
}

// Point returns the interval that is one value.
func Point(r Ratio) Interval { return Interval{Min: r, Max: r, point: true} }

// Single reports whether the interval is one value.
func (v Interval) Single() bool { return v.point || !v.Open && v.Min.Cmp(v.Max) == 0 }

// Mul scales both ends by r, which must not be negative.
func (v Interval) Mul(r Ratio) Interval {
	if v.point {
		return Point(v.Min.Mul(r))
	}
	return Interval{Min: v.Min.Mul(r), Max: v.Max.Mul(r), Open: v.Open}
}

// Div divides both ends by r, which must be positive.
func (v Interval) Div(r Ratio) Interval {
	if v.point {
		return Point(v.Min.Div(r))
	}
	return Interval{Min: v.Min.Div(r), Max: v.Max.Div(r), Open: v.Open}
}

// Add adds two intervals end by end.
func (v Interval) Add(w Interval) Interval {
	if v.point && w.point {
		return Point(v.Min.Add(w.Min))
	}
	return Interval{Min: v.Min.Add(w.Min), Max: v.Max.Add(w.Max), Open: v.Open || w.Open}
}

// Range is an amount as published.
type Range struct {
	Min, Max Fixed
	Open     bool
}

// Interval returns the published amount as exact quotients.
func (r Range) Interval() Interval {
	if r.single() {
		return Point(r.Min.Ratio())
	}
	return Interval{Min: r.Min.Ratio(), Max: r.Max.Ratio(), Open: r.Open}
}

func (r Range) single() bool { return !r.Open && r.Min == r.Max }
