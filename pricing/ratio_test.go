package pricing

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
)

// rationals are numbers at and around the bounds of what integers hold, and any
// others of all lengths, as numerator and denominator.
func rationals(r *rand.Rand) func() (Ratio, *big.Rat) {
	edges := []int64{0, 1, 2, 3, 5, 7, 10, 1000, 1500, 1 << 31, 1<<31 - 1, 1 << 32, 1e9, 1e18, 1<<62 - 1, 1 << 62, 1<<62 + 1, math.MaxInt64 - 1, math.MaxInt64}
	whole := func() int64 {
		n := edges[r.IntN(len(edges))]
		switch r.IntN(4) {
		case 0:
			n = r.Int64() >> r.IntN(63)
		case 1:
			n = -n
		}
		return n
	}
	return func() (Ratio, *big.Rat) {
		num, den := whole(), whole()
		if den == 0 || r.IntN(2) == 0 {
			den = 1
		}
		// Wider than integers in one of eight cases.
		a, b := decimal.New(num, 0), decimal.New(den, 0)
		if r.IntN(8) == 0 {
			a = a.Mul(decimal.New(r.Int64N(1000)+1, int32(r.IntN(40)-20)))
		}
		if a.Equal(decimal.New(num, 0)) {
			return Whole(num).Div(Whole(den)), big.NewRat(num, den)
		}
		return Exactly(a).Div(Exactly(b)), new(big.Rat).Quo(a.Rat(), b.Rat())
	}
}

// The arithmetic against that of math/big, which knows no bounds.
func TestArithmeticIsExact(t *testing.T) {
	next := rationals(rand.New(rand.NewPCG(5, 1)))
	for range 3_000 {
		a, x := next()
		b, y := next()
		check := func(what string, got Ratio, want *big.Rat) {
			t.Helper()
			if got.Rat().Cmp(want) != 0 || got.Exact() != want.RatString() || got.Sign() != want.Sign() {
				t.Fatalf("%s and %s, %s: got %s (sign %d), want %s", x, y, what, got.Exact(), got.Sign(), want.RatString())
			}
			if reduced := got.Reduced(); reduced.Exact() != want.RatString() {
				t.Fatalf("%s and %s, %s: reduced to %s, want %s", x, y, what, reduced.Exact(), want.RatString())
			}
			// Two ways to the same number are the same number.
			if again := Exactly(decimal.NewFromBigInt(want.Num(), 0)).Div(Exactly(decimal.NewFromBigInt(want.Denom(), 0))); again.Cmp(got) != 0 || got.Cmp(again) != 0 {
				t.Fatalf("%s and %s, %s: %s is not %s", x, y, what, got.Exact(), again.Exact())
			}
		}
		check("the first", a, x)
		check("sum", a.Add(b), new(big.Rat).Add(x, y))
		check("difference", a.Sub(b), new(big.Rat).Sub(x, y))
		check("product", a.Mul(b), new(big.Rat).Mul(x, y))
		if y.Sign() != 0 {
			check("quotient", a.Div(b), new(big.Rat).Quo(x, y))
		}
		if got := a.Cmp(b); got != x.Cmp(y) {
			t.Fatalf("%s compared with %s: got %d", x, y, got)
		}
	}
}

// Rounding and the texts of numbers against math/big, whose FloatString also
// rounds halves away from zero.
func TestTextsAreExact(t *testing.T) {
	next := rationals(rand.New(rand.NewPCG(5, 2)))
	for range 1_500 {
		a, x := next()
		for _, places := range []int32{0, 1, 2, 6, 18, 19} {
			want, _ := decimal.NewFromString(x.FloatString(int(places)))
			if got := a.Round(places); !got.Equal(want) {
				t.Fatalf("%s to %d places: got %s, want %s", x, places, got, want)
			}
			if got := string(a.AppendFixed([]byte("$"), places)); got != "$"+want.StringFixed(places) {
				t.Fatalf("%s to %d places: got %s, want %s", x, places, got, want.StringFixed(places))
			}
			if got := string(a.appendRounded(nil, places)); got != want.String() {
				t.Fatalf("%s to at most %d places: got %s, want %s", x, places, got, want)
			}
			if got := a.Terminates(places); got != (want.Rat().Cmp(x) == 0) {
				t.Fatalf("%s terminates within %d places: got %v", x, places, got)
			}
		}
	}
}

// What a published amount and a number of a request are, digit for digit, at
// the bounds of what integers hold.
func TestDecimalsAreExact(t *testing.T) {
	for _, c := range []struct {
		coef int64
		exp  int32
	}{
		{0, 0}, {1, 0}, {-1, 0}, {1, 18}, {1, 19}, {9, 18}, {10, 18}, {-9, 18}, {1, -18}, {1, -19}, {-1, -18}, {5, -1}, {250, -2}, {1, 40}, {1, -40},
		{math.MaxInt64, 0}, {math.MaxInt64, 1}, {math.MaxInt64, -1}, {math.MaxInt64, -18}, {math.MaxInt64, -19},
		{-math.MaxInt64, 0}, {-math.MaxInt64, -18}, {math.MinInt64, 0}, {math.MinInt64, 1}, {math.MinInt64, -1}, {math.MinInt64, -18},
		{922_337_203_685_477_580, 1}, {922_337_203_685_477_581, 1}, {-922_337_203_685_477_580, 1}, {999_999_999_999_999_999, 0}, {1_000_000_000_000_000_000, 0},
	} {
		d := decimal.New(c.coef, c.exp)
		for name, got := range map[string]Ratio{"decimal": Exactly(d), "fixed": Fixed{c.coef, c.exp}.Ratio()} {
			if got.Rat().Cmp(d.Rat()) != 0 {
				t.Errorf("%s of %d × 10^%d: got %s", name, c.coef, c.exp, got.Exact())
			}
		}
		if got, want := (Fixed{c.coef, c.exp}).String(), d.String(); got != want {
			t.Errorf("%d × 10^%d: got %s, want %s", c.coef, c.exp, got, want)
		}
	}
	if got := Whole(math.MinInt64).Exact(); got != "-9223372036854775808" {
		t.Errorf("the least whole number: got %s", got)
	}
	if got := (Ratio{}).Sub(Whole(math.MinInt64)).Exact(); got != "9223372036854775808" {
		t.Errorf("less the least whole number: got %s", got)
	}
	if got := (Ratio{}).Sub(Whole(-1 << 62).Add(Whole(-1 << 62))).Exact(); got != "9223372036854775808" {
		t.Errorf("less the sum of two: got %s", got)
	}
	// × 100 it is 2^64 − 4/19, which rounds up to what 64 bits do not hold.
	if got := Whole(3_504_881_374_004_814_807).Div(Whole(19)).Round(2).String(); got != "184467440737095516.16" {
		t.Errorf("184467440737095516 and 3/19: got %s", got)
	}
}
