package pricing

import (
	"slices"
	"strings"
)

// Figures are what [Quote.Show] writes: the price of one generation, of all of
// them (count × takes), and of one second of one.
var Figures = []string{"credits", "dollars", "total-credits", "total-dollars", "per-second-credits", "per-second-dollars"}

// Show writes one of [Figures] in words, as a page, a badge and somebody's docs
// have it: "480 credits", "≈ $0.80".
func (q *Quote) Show(figure string) (string, error) {
	return q.show(figure, Currency.InWords)
}

// ShowInFull is Show with dollars as of [DollarsInFull].
func (q *Quote) ShowInFull(figure string) (string, error) {
	return q.show(figure, func(c Currency, v Interval) string {
		if c.Dollars() {
			return DollarsInFull(v)
		}
		return c.InWords(v)
	})
}

func (q *Quote) show(figure string, inWords func(Currency, Interval) string) (string, error) {
	if !slices.Contains(Figures, figure) {
		return "", &Error{Code: InvalidValue, Field: "show", Message: Quoted(figure) + " is no figure of a quote", Accepted: Figures}
	}
	currency, amount, reason := q.figure(figure)
	if amount == nil {
		known := slices.DeleteFunc(slices.Clone(Figures), func(f string) bool { _, v, _ := q.figure(f); return v == nil })
		return "", &Error{Code: InvalidValue, Field: "show", Message: "the quote has no " + figure + ": " + reason, Accepted: known}
	}
	words := inWords(currency, *amount)
	if q.Precision == Approx || q.Precision == Estimated {
		words = "≈ " + words
	}
	return words, nil
}

// figure is the amount of one of [Figures], or nil and the reason.
func (q *Quote) figure(name string) (c Currency, v *Interval, reason string) {
	c, v = q.Currency, &q.Price
	switch {
	case strings.HasSuffix(name, "dollars"):
		c, v, reason = USD, q.Dollars, q.DollarsReason
	case c.Dollars():
		v, reason = nil, q.Seller.Name+" charges dollars"
	}
	switch {
	case v == nil:
	case strings.HasPrefix(name, "total"):
		v = q.ForAll(v)
	case strings.HasPrefix(name, "per-second"):
		v, reason = q.ForSecond(v), q.PerSecondReason
	}
	return c, v, reason
}
