// Package margin is the operator's: what a price earns over its cost, and what a changed
// table does to both.
package margin

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Request sets what a customer pays beside what the vendor charges. It is
// the operator's: no public operation reaches it.
type Request struct {
	pricing.QuoteRequest                     // the house's price: a shot and an offer, or credits and a plan
	CreditPrice          *OwnRange           // dollars per credit, instead of an offer or plan
	BonusCredits         decimal.NullDecimal // credits that a promo adds to the offer or plan
	Cost                 OwnRange            // what the vendor charges for the same generation, in dollars
}

// OwnRange is an amount of the caller's own; Max equals Min for one value.
type OwnRange struct{ Min, Max decimal.Decimal }

func (r OwnRange) interval() pricing.Interval {
	if r.Min.Equal(r.Max) {
		return pricing.Point(pricing.Exactly(r.Min))
	}
	return pricing.Interval{Min: pricing.Exactly(r.Min), Max: pricing.Exactly(r.Max)}
}

// Margin is revenue beside cost. There is no bare "margin": Markup is profit ÷
// cost, GrossMargin is profit ÷ revenue, PriceToCost is revenue ÷ cost, all in
// percent and, for ranges, not given.
type Margin struct {
	Credits pricing.Interval
	Revenue pricing.Interval
	Cost    pricing.Interval
	// Worst is the lowest revenue less the highest cost, Best the reverse.
	Worst, Best pricing.Ratio
	// Markup, GrossMargin and PriceToCost are nil for ranges; Markup and
	// PriceToCost also when the cost is 0, GrossMargin when the revenue is.
	Markup, GrossMargin, PriceToCost *pricing.Ratio
	// BreakEvenCreditPrice is the highest cost ÷ the fewest credits.
	BreakEvenCreditPrice pricing.Ratio
}

// Loss reports whether the worst case loses money.
func (m *Margin) Loss() bool { return m.Worst.Sign() < 0 }

// BreakEven reports whether revenue equals cost in every case.
func (m *Margin) BreakEven() bool { return m.Worst.Sign() == 0 && m.Best.Sign() == 0 }

// Of computes the margin of one generation.
func Of(t *pricing.Table, r Request) (*Margin, error) {
	q, err := t.Quote(r.QuoteRequest)
	if err != nil {
		return nil, err
	}
	if q.Price.Open {
		return nil, &pricing.Error{Code: pricing.NotPriced, Field: "model", Message: "only the lowest price of " + q.Model.Name + " is published, so it has no margin"}
	}
	var revenue pricing.Interval
	switch {
	case r.CreditPrice != nil:
		price := r.CreditPrice.interval()
		revenue = pricing.Interval{Min: q.Price.Min.Mul(price.Min), Max: q.Price.Max.Mul(price.Max)}
		if q.Price.Single() && price.Single() {
			revenue = pricing.Point(revenue.Min)
		}
	case q.Offer == nil:
		return nil, pricing.Missing("offer", "without the price of a credit there is no revenue")
	case r.BonusCredits.Valid:
		with := *q.Offer
		with.Credits = with.Credits.Add(pricing.Exactly(r.BonusCredits.Decimal))
		revenue = with.Pays(q.Price)
	default:
		revenue = *q.Dollars
	}
	return marginOf(q.Price, revenue, r.Cost.interval()), nil
}

// marginOf is the arithmetic of a margin.
func marginOf(credits, revenue, cost pricing.Interval) *Margin {
	m := &Margin{Credits: credits, Revenue: revenue, Cost: cost,
		Worst: revenue.Min.Sub(cost.Max), Best: revenue.Max.Sub(cost.Min),
		BreakEvenCreditPrice: cost.Max.Div(credits.Min)}
	if !revenue.Single() || !cost.Single() {
		return m
	}
	percent := func(a, b pricing.Ratio) *pricing.Ratio {
		if b.Sign() == 0 {
			return nil
		}
		p := a.Mul(pricing.Whole(100)).Div(b)
		return &p
	}
	m.Markup = percent(m.Worst, cost.Min)
	m.GrossMargin = percent(m.Worst, revenue.Min)
	m.PriceToCost = percent(revenue.Min, cost.Min)
	return m
}
