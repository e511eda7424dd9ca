package pricing

import (
	"strings"

	"github.com/shopspring/decimal"
)

// ParseNumber reads plain decimal notation of bounded size. Exponents are not
// accepted: "1e9" in a price is more likely a slip than a wish.
func ParseNumber(s string) (decimal.Decimal, bool) {
	const mostBefore, mostAfter = 12, 9
	digits, after, point := 0, 0, false
	var n int64
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			n = n*10 + int64(c-'0')
			if point {
				after++
			} else {
				digits++
			}
		case c == '.' && !point && digits > 0:
			point = true
		case c == '-' && i == 0:
		default:
			return decimal.Decimal{}, false
		}
	}
	if digits == 0 || digits > mostBefore || after > mostAfter || point && after == 0 {
		return decimal.Decimal{}, false
	}
	d := decimal.New(n, -int32(after))
	if digits+after >= len(powers) { // n may have overflowed
		// By its two halves, each of which fits, and not by the decimal's own
		// parser, whose error messages bring all of package fmt to the browser.
		whole, fraction, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
		w, _ := Digits(whole) // 12 digits at most
		f, _ := Digits(fraction)
		d = decimal.New(w, 0).Add(decimal.New(f, -int32(after)))
	}
	if s[0] == '-' {
		d = d.Neg()
	}
	return d, true
}
