package budget

import (
	"math/big"
	"math/bits"
)

// keeping is how often an attempt is kept, a of b, in lowest terms.
type keeping struct{ a, b int64 }

// attempts finds, for each of the rising shares between 0 and 1, the least n for
// which the chance that n attempts give at least k kept clips is at least that
// share.
//
// Every attempt is taken to be kept with the same chance a ÷ b, whatever
// happened to the others, so the number of attempts until k are kept has a
// negative binomial distribution: n of them with the chance C(n−1, k−1) (a÷b)ᵏ
// (1−a÷b)ⁿ⁻ᵏ. These are added up until they come to the share, once rounded
// down and once rounded up. Where the two sums disagree about the share, the
// question is put to enough, which does not round. So the answers are exact.
func (p keeping) attempts(k int64, shares []*big.Rat) []int64 {
	found := make([]int64, 0, len(shares))
	if p.a == p.b {
		for range shares {
			found = append(found, k)
		}
		return found
	}
	down, up := bound{mantissa: 1 << 63, exponent: -63}, bound{mantissa: 1 << 63, exponent: -63, up: true}
	for range k {
		down, up = down.times(p.a, p.b), up.times(p.a, p.b)
	}
	floors := make([]uint64, len(shares))
	for i, share := range shares {
		floors[i] = fixed(share)
	}
	atLeast, atMost := uint64(0), uint64(0)
	for n := k; len(found) < len(shares); n++ {
		atLeast += down.fixed()
		atMost += up.fixed()
		for len(found) < len(shares) {
			i := len(found)
			if atMost < floors[i] || atLeast <= floors[i] && !p.enough(n, k, shares[i]) {
				break
			}
			found = append(found, n)
		}
		x, y := n*(p.b-p.a), (n+1-k)*p.b
		down, up = down.times(x, y), up.times(x, y)
	}
	return found
}

// bound is mantissa × 2^exponent, the highest bit of the mantissa set, and a
// bound of a number that it is rounded towards: from below, or from above if up.
type bound struct {
	mantissa uint64
	exponent int
	up       bool
}

// times returns a bound of the number times x ÷ y, both positive.
func (s bound) times(x, y int64) bound {
	shiftX, shiftY := bits.LeadingZeros64(uint64(x)), bits.LeadingZeros64(uint64(y))
	divisor := uint64(y) << shiftY
	hi, lo := bits.Mul64(s.mantissa, uint64(x)<<shiftX)
	s.exponent += shiftY - shiftX
	lost := uint64(0)
	if hi >= divisor {
		lost = lo & 1
		hi, lo = hi>>1, hi<<63|lo>>1
		s.exponent++
	}
	quotient, rest := bits.Div64(hi, lo, divisor)
	if s.up && rest|lost != 0 {
		if quotient++; quotient == 0 {
			quotient = 1 << 63
			s.exponent++
		}
	}
	shift := bits.LeadingZeros64(quotient)
	s.mantissa = quotient << shift
	s.exponent -= shift
	return s
}

// fixedBits is how many binary places the sums have.
const fixedBits = 62

// fixed is the share in units of 2^-fixedBits, rounded down.
func fixed(share *big.Rat) uint64 {
	n := new(big.Int).Lsh(share.Num(), fixedBits)
	return n.Div(n, share.Denom()).Uint64()
}

// fixed is the number, which is at most 1, in units of 2^-fixedBits.
func (s bound) fixed() uint64 {
	shift := -(s.exponent + fixedBits)
	whole := s.mantissa >> shift // 0 beyond the width
	if s.up && whole<<shift != s.mantissa {
		whole++
	}
	return whole
}

// enough reports whether n attempts give at least k kept clips with a chance of
// at least share.
//
// With c = b − a, fewer than k of n are kept with the chance
// Σ C(n,i) aⁱ cⁿ⁻ⁱ ÷ bⁿ over i < k. The sum is c to the power n−k+1 times
// c to the power k−1 times 1 + Σ Π (n−j+1) a ÷ (j c), the products over j from 1
// to i, the sum over i from 1 to k−1; ratios gives that sum as t ÷ q with
// q = (k−1)! times c to the power k−1. So the chance is at most 1 − share when
// the two products below compare so.
func (p keeping) enough(n, k int64, share *big.Rat) bool {
	c := p.b - p.a
	_, q, t := p.ratios(n, 1, k)
	left := power(c, n-k+1)
	left.Mul(left, t.Add(t, q))
	left.Mul(left, share.Denom())

	right := power(p.b, n)
	right.Mul(right, new(big.Int).MulRange(1, k-1))
	right.Mul(right, new(big.Int).Sub(share.Denom(), share.Num()))
	return left.Cmp(right) <= 0
}

// ratios returns, over j from first up to last, without last, the product x of
// (n−j+1) a, the product q of j c, and t such that t ÷ q is the sum of the
// products of their quotients from first to i, over all i. Halving the range
// keeps the factors of each multiplication alike in length.
func (p keeping) ratios(n, first, last int64) (x, q, t *big.Int) {
	switch last - first {
	case 0:
		return big.NewInt(1), big.NewInt(1), new(big.Int)
	case 1:
		x = big.NewInt(n - first + 1)
		x.Mul(x, big.NewInt(p.a))
		q = big.NewInt(first)
		return x, q.Mul(q, big.NewInt(p.b-p.a)), new(big.Int).Set(x)
	}
	middle := first + (last-first)/2
	x, q, t = p.ratios(n, first, middle)
	y, r, u := p.ratios(n, middle, last)
	// t ÷ q + (x ÷ q) × (u ÷ r)
	t.Mul(t, r)
	t.Add(t, u.Mul(u, x))
	return x.Mul(x, y), q.Mul(q, r), t
}

func power(base, exponent int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
}
