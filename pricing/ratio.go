package pricing

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"
)

// Ratio is an exact quotient. Its zero value is 0.
//
// Almost every price is a quotient of two machine integers, and multiplying,
// dividing and writing those takes an eighth of the time, so that is how it is
// kept as long as it fits. What does not fit is a quotient of two decimals, from
// then on.
type Ratio struct {
	num  int64       // in lowest terms, above math.MinInt64
	den  denominator // above 0
	wide *wide       // when not nil, the value
}

// denominator is that of a [Ratio]; its zero value stands for 1.
type denominator int64

func (d denominator) Int64() int64 { return max(int64(d), 1) }

// wide is a quotient that integers cannot hold; den is not 0.
type wide struct{ num, den decimal.Decimal }

// Whole returns n as a Ratio.
func Whole(n int64) Ratio {
	if n == math.MinInt64 {
		return Ratio{wide: &wide{decimal.New(n, 0), unity}}
	}
	return Ratio{num: n}
}

// Exactly returns d as a Ratio.
func Exactly(d decimal.Decimal) Ratio {
	if d.NumDigits() < len(powers) {
		if r, ok := scaled(d.CoefficientInt64(), d.Exponent()); ok {
			return r
		}
	}
	return Ratio{wide: &wide{d, unity}}
}

// scaled returns n × 10^exp, if that fits.
func scaled(n int64, exp int32) (Ratio, bool) {
	switch {
	case exp == 0:
		return Whole(n), true
	case exp < 0 && -int64(exp) < int64(len(powers)) && n != math.MinInt64:
		return lowest(n, int64(powers[-exp])), true
	case exp > 0 && int(exp) < len(powers):
		n, ok := product(n, int64(powers[exp]))
		return Ratio{num: n}, ok
	}
	return Ratio{}, false
}

// powers are those of ten that fit.
var powers = [...]uint64{
	1, 10, 100, 1_000, 10_000, 100_000, 1_000_000,
	10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
	10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
}

var unity = decimal.New(1, 0)

// lowest returns num ÷ den in lowest terms; den is above 0.
func lowest(num, den int64) Ratio {
	g := Gcd(num, den)
	return Ratio{num: num / g, den: denominator(den / g)}
}

// Mul returns r × s.
func (r Ratio) Mul(s Ratio) Ratio {
	if r.wide == nil && s.wide == nil {
		// Reduced crosswise first, the product is in lowest terms and as small
		// as it gets.
		rd, sd := r.den.Int64(), s.den.Int64()
		g, h := Gcd(r.num, sd), Gcd(s.num, rd)
		num, ok := product(r.num/g, s.num/h)
		den, fits := product(rd/h, sd/g)
		if ok && fits {
			return Ratio{num: num, den: denominator(den)}
		}
	}
	a, b := r.widened(), s.widened()
	return Ratio{wide: &wide{a.num.Mul(b.num), a.den.Mul(b.den)}}
}

// Div returns r ÷ s. It panics if s is 0: callers refuse such input first.
func (r Ratio) Div(s Ratio) Ratio {
	switch {
	case s.Sign() == 0:
		panic("pricing: division by zero")
	case s.wide != nil:
		return r.Mul(Ratio{wide: &wide{s.wide.den, s.wide.num}})
	case s.num < 0:
		return r.Mul(Ratio{num: -s.den.Int64(), den: denominator(-s.num)})
	default:
		return r.Mul(Ratio{num: s.den.Int64(), den: denominator(s.num)})
	}
}

// Add returns r + s.
func (r Ratio) Add(s Ratio) Ratio {
	if r.wide == nil && s.wide == nil {
		rd, sd := r.den.Int64(), s.den.Int64()
		g := Gcd(rd, sd)
		a, ok := product(r.num, sd/g)
		b, fits := product(s.num, rd/g)
		den, both := product(rd/g, sd)
		num := a + b
		overflow := (a < 0) == (b < 0) && (num < 0) != (a < 0)
		if ok && fits && both && !overflow && num != math.MinInt64 {
			return lowest(num, den)
		}
	}
	a, b := r.widened(), s.widened()
	return Ratio{wide: &wide{a.num.Mul(b.den).Add(b.num.Mul(a.den)), a.den.Mul(b.den)}}
}

// Sub returns r − s.
func (r Ratio) Sub(s Ratio) Ratio {
	if s.wide != nil {
		return r.Add(Ratio{wide: &wide{s.wide.num.Neg(), s.wide.den}})
	}
	return r.Add(Ratio{num: -s.num, den: s.den})
}

// Cmp returns -1, 0 or 1 as r is less than, equal to or greater than s.
func (r Ratio) Cmp(s Ratio) int {
	if r.wide != nil || s.wide != nil {
		return r.Sub(s).Sign()
	}
	if r.Sign() != s.Sign() {
		return cmp.Compare(r.Sign(), s.Sign())
	}
	rh, rl := bits.Mul64(magnitude(r.num), uint64(s.den.Int64()))
	sh, sl := bits.Mul64(magnitude(s.num), uint64(r.den.Int64()))
	return r.Sign() * cmp.Or(cmp.Compare(rh, sh), cmp.Compare(rl, sl))
}

// Sign returns -1, 0 or 1 as r is negative, zero or positive.
func (r Ratio) Sign() int {
	if r.wide != nil {
		return r.wide.num.Sign() * r.wide.den.Sign()
	}
	return cmp.Compare(r.num, 0)
}

// Round is the one rounding rule: the nearest decimal with the given number of
// places, halves away from zero.
func (r Ratio) Round(places int32) decimal.Decimal {
	if n, ok := r.rounded(places); ok && n <= math.MaxInt64 {
		return decimal.New(int64(r.Sign())*int64(n), -places)
	}
	w := r.widened()
	return w.num.DivRound(w.den, places)
}

// rounded is the magnitude of r × 10^places by the same rule, if that fits.
func (r Ratio) rounded(places int32) (uint64, bool) {
	if r.wide != nil || uint(places) >= uint(len(powers)) {
		return 0, false
	}
	den := uint64(r.den.Int64())
	hi, lo := bits.Mul64(magnitude(r.num), powers[places])
	if hi >= den {
		return 0, false
	}
	n, rest := bits.Div64(hi, lo, den)
	if rest >= den-rest {
		n++
		return n, n != 0
	}
	return n, true
}

// AppendFixed appends r rounded to so many places, all of them written.
func (r Ratio) AppendFixed(b []byte, places int32) []byte {
	n, ok := r.rounded(places)
	if !ok {
		return append(b, r.Round(places).StringFixed(places)...)
	}
	if r.num < 0 && n > 0 {
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, n/powers[places], 10)
	if places == 0 {
		return b
	}
	b = append(b, ".000000000000000000"[:1+places]...)
	n %= powers[places]
	for i := len(b) - 1; n > 0; i-- {
		b[i] += byte(n % 10)
		n /= 10
	}
	return b
}

// appendRounded appends r rounded to at most so many places, without zeros at
// the end.
func (r Ratio) appendRounded(b []byte, places int32) []byte {
	if r.den <= 1 && r.wide == nil {
		return strconv.AppendInt(b, r.num, 10)
	}
	if places > 0 {
		return trimZeros(r.AppendFixed(b, places))
	}
	return r.AppendFixed(b, places)
}

// Exact returns r in lowest terms, "2148/125", or "480" for a whole number.
func (r Ratio) Exact() string { return string(r.AppendExact(nil)) }

func (r Ratio) AppendExact(b []byte) []byte {
	if r.wide != nil {
		return append(b, r.Rat().RatString()...)
	}
	b = strconv.AppendInt(b, r.num, 10)
	if r.den > 1 {
		b = strconv.AppendInt(append(b, '/'), int64(r.den), 10)
	}
	return b
}

// Terminates reports whether r is a decimal of at most the given places.
func (r Ratio) Terminates(places int32) bool {
	if r.wide == nil && uint(places) < uint(len(powers)) {
		return powers[places]%uint64(r.den.Int64()) == 0
	}
	return Exactly(r.Round(places)).Cmp(r) == 0
}

// Int64 is the whole number that r is; callers have checked that it is one and
// how large it is.
func (r Ratio) Int64() int64 { return r.Round(0).IntPart() }

func (r Ratio) widened() wide {
	if r.wide != nil {
		return *r.wide
	}
	return wide{decimal.New(r.num, 0), decimal.New(r.den.Int64(), 0)}
}

func (r Ratio) Rat() *big.Rat {
	if r.wide == nil {
		return big.NewRat(r.num, r.den.Int64())
	}
	q := r.wide.num.Rat()
	return q.Quo(q, r.wide.den.Rat())
}

// Reduced is r in lowest terms, kept in integers if it fits again.
func (r Ratio) Reduced() Ratio {
	if r.wide == nil {
		return r
	}
	q := r.Rat()
	if q.Num().IsInt64() && q.Denom().IsInt64() && q.Num().Int64() != math.MinInt64 {
		return Ratio{num: q.Num().Int64(), den: denominator(q.Denom().Int64())}
	}
	return Ratio{wide: &wide{decimal.NewFromBigInt(q.Num(), 0), decimal.NewFromBigInt(q.Denom(), 0)}}
}

// product returns a × b, if that fits.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// Gcd is the greatest common divisor of magnitudes, not both 0.
func Gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return int64(magnitude(a))
}

// trimZeros takes off the zeros that end a number with a point, and the point.
func trimZeros(b []byte) []byte {
	n := len(b)
	for b[n-1] == '0' {
		n--
	}
	if b[n-1] == '.' {
		n--
	}
	return b[:n]
}
