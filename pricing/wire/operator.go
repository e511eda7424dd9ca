package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/margin"
)

// HandleOperator is [Handle] with the operations that only the operator may
// use. No host calls it: costs and margins are never published.
//
// margin: {…a quote request…, "creditPrice": {"min","max"}, "bonusCredits",
// "cost": {"min","max"}} answers with revenue, profit, markup, gross margin and
// price to cost, each named in full.
func HandleOperator(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error) {
	a, err := Ask(append(All(), Margin), t, operation, Input{JSON: request}, today)
	return a.JSON, err
}

var Margin = Operation{"margin", MaxRequestBytes, answerMargin}

func answerMargin(c *call) error {
	r, err := DecodeMargin(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*margin.Margin, error) { return margin.Of(c.table, r) },
		func(m *margin.Margin) { c.margin(c.table, m, c.AsOf) })
}

func DecodeMargin(request Input, today pricing.Instant) (margin.Request, error) {
	r := margin.Request{QuoteRequest: pricing.QuoteRequest{AsOf: today}}
	ends := func(o *margin.OwnRange) []binding.Member {
		return []binding.Member{{Name: "min", To: &o.Min}, {Name: "max", To: &o.Max}}
	}
	err := decode(request, append(quoteMembers(&r.QuoteRequest), []binding.Member{
		{Name: "creditPrice", To: func() []binding.Member {
			r.CreditPrice = &margin.OwnRange{}
			return ends(r.CreditPrice)
		}},
		{Name: "bonusCredits", To: &r.BonusCredits, Bounds: &pricing.CreditsNumber},
		{Name: "cost", To: func() []binding.Member { return ends(&r.Cost) }},
	}...))
	return r, err
}

func (w *writer) margin(t *pricing.Table, m *margin.Margin, asOf pricing.Instant) {
	w.open('{')
	w.figure("revenue", pricing.USD, m.Revenue)
	w.figure("cost", pricing.USD, m.Cost)
	w.figure("profit", pricing.USD, pricing.Interval{Min: m.Worst, Max: m.Best})
	w.percent("markupPercent", m.Markup)
	w.percent("grossMarginPercent", m.GrossMargin)
	w.percent("priceToCostPercent", m.PriceToCost)
	w.boolean("loss", m.Loss())
	w.boolean("breakEven", m.BreakEven())
	w.figure("breakEvenCreditPrice", pricing.USD, pricing.Point(m.BreakEvenCreditPrice))
	// Four places, as the operator's sheet prints them.
	w.key("sheet")
	w.open('{')
	for _, f := range [...]struct {
		name  string
		value pricing.Ratio
	}{{"revenueMin", m.Revenue.Min}, {"revenueMax", m.Revenue.Max}, {"profitWorst", m.Worst}, {"profitBest", m.Best}} {
		w.str(f.name, f.value.Round(4).StringFixed(4))
	}
	for _, f := range [...]struct {
		name  string
		value pricing.Ratio
	}{{"revenueMinCents", m.Revenue.Min}, {"revenueMaxCents", m.Revenue.Max}} {
		w.str(f.name, f.value.Round(pricing.CentPlaces).StringFixed(pricing.CentPlaces))
	}
	w.close('}')
	w.end(t, asOf)
}

func (w *writer) percent(name string, p *pricing.Ratio) {
	if p == nil {
		w.null(name)
		return
	}
	w.key(name)
	w.open('{')
	w.str("value", p.Round(2).StringFixed(2))
	w.str("exact", p.Exact())
	w.close('}')
}
