package pricing

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// Fixed is a published amount, exactly Coef × 10^Exp. Unlike a
// [decimal.Decimal] it is plain static data, so a table of thousands of rates
// costs nothing when the program starts.
type Fixed struct {
	Coef int64
	Exp  int32
}

// Ratio returns f as an exact quotient.
func (f Fixed) Ratio() Ratio { return Ratio{num: decimal.New(f.Coef, f.Exp)} }

// String returns f in plain decimal notation, "0.084".
func (f Fixed) String() string { return decimal.New(f.Coef, f.Exp).String() }

// Ratio is an exact quotient of two decimals. Its zero value is 0.
type Ratio struct {
	num decimal.Decimal
	den decimal.Decimal // 0 stands for 1, so that most values never divide
}

// Whole returns n as a Ratio.
func Whole(n int64) Ratio { return Ratio{num: decimal.New(n, 0)} }

// Exactly returns d as a Ratio.
func Exactly(d decimal.Decimal) Ratio { return Ratio{num: d} }

func (r Ratio) divided() bool { return !r.den.IsZero() }

// Mul returns r × s.
func (r Ratio) Mul(s Ratio) Ratio {
	out := Ratio{num: r.num.Mul(s.num)}
	switch {
	case r.divided() && s.divided():
		out.den = r.den.Mul(s.den)
	case r.divided():
		out.den = r.den
	case s.divided():
		out.den = s.den
	}
	return out
}

// Div returns r ÷ s. It panics if s is 0: callers refuse such input first.
func (r Ratio) Div(s Ratio) Ratio {
	if s.num.IsZero() {
		panic("pricing: division by zero")
	}
	inverse := Ratio{num: decimal.New(1, 0), den: s.num}
	if s.divided() {
		inverse.num = s.den
	}
	return r.Mul(inverse)
}

// Add returns r + s.
func (r Ratio) Add(s Ratio) Ratio {
	if !r.divided() && !s.divided() {
		return Ratio{num: r.num.Add(s.num)}
	}
	rd, sd := r.denominator(), s.denominator()
	return Ratio{num: r.num.Mul(sd).Add(s.num.Mul(rd)), den: rd.Mul(sd)}
}

// Sub returns r − s.
func (r Ratio) Sub(s Ratio) Ratio { return r.Add(Ratio{num: s.num.Neg(), den: s.den}) }

// Cmp returns -1, 0 or 1 as r is less than, equal to or greater than s.
func (r Ratio) Cmp(s Ratio) int {
	if !r.divided() && !s.divided() {
		return r.num.Cmp(s.num)
	}
	return r.Sub(s).Sign()
}

// Sign returns -1, 0 or 1 as r is negative, zero or positive.
func (r Ratio) Sign() int { return r.num.Sign() * r.denominator().Sign() }

// Round is the one rounding rule: the nearest decimal with the given number of
// places, halves away from zero.
func (r Ratio) Round(places int32) decimal.Decimal {
	if !r.divided() {
		return r.num.Round(places)
	}
	return r.num.DivRound(r.den, places)
}

// Exact returns r in lowest terms, "2148/125", or "480" for a whole number.
func (r Ratio) Exact() string {
	if !r.divided() && r.num.Exponent() >= 0 {
		return r.num.String()
	}
	return r.rat().RatString()
}

// Terminates reports whether r is a decimal of at most the given places.
func (r Ratio) Terminates(places int32) bool {
	if !r.divided() && r.num.Exponent() >= -places {
		return true
	}
	return Exactly(r.Round(places)).Cmp(r) == 0
}

func (r Ratio) denominator() decimal.Decimal {
	if r.divided() {
		return r.den
	}
	return decimal.New(1, 0)
}

func (r Ratio) rat() *big.Rat {
	q := r.num.Rat()
	if r.divided() {
		q.Quo(q, r.den.Rat())
	}
	return q
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
