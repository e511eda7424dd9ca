package pricing

// HandleOperator is [Handle] with the operations that only the operator may
// use. No host calls it: costs and margins are never published.
//
// margin: {…a quote request…, "creditPrice": {"min","max"}, "bonusCredits",
// "cost": {"min","max"}} answers with revenue, profit, markup, gross margin and
// price to cost, each named in full.
func HandleOperator(t *Table, operation string, request []byte, today Instant) ([]byte, error) {
	a, err := Ask(append(All(), opMargin), t, operation, request, today)
	return a.JSON, err
}

var opMargin = Operation{"margin", MaxRequestBytes, answerMargin}

func answerMargin(c *call) error {
	r, err := decodeMargin(c.request, 0)
	if err != nil {
		return err
	}
	c.date(&r.AsOf)
	v, err := c.table.Margin(r)
	if err != nil {
		return err
	}
	c.margin(c.table, v, r.AsOf)
	return nil
}

func decodeMargin(request []byte, today Instant) (MarginRequest, error) {
	r := MarginRequest{QuoteRequest: QuoteRequest{AsOf: today}}
	ends := func(o *OwnRange) []member {
		return []member{{name: "min", to: &o.Min}, {name: "max", to: &o.Max}}
	}
	err := decode(request, append(quoteMembers(&r.QuoteRequest), []member{
		{name: "creditPrice", to: func() []member {
			r.CreditPrice = &OwnRange{}
			return ends(r.CreditPrice)
		}},
		{name: "bonusCredits", to: &r.BonusCredits, bounds: &creditsNumber},
		{name: "cost", to: func() []member { return ends(&r.Cost) }},
	}...))
	return r, err
}

func (w *writer) margin(t *Table, m *Margin, asOf Instant) {
	w.open('{')
	w.figure("revenue", USD, m.Revenue)
	w.figure("cost", USD, m.Cost)
	w.figure("profit", USD, Interval{Min: m.Worst, Max: m.Best})
	w.percent("markupPercent", m.Markup)
	w.percent("grossMarginPercent", m.GrossMargin)
	w.percent("priceToCostPercent", m.PriceToCost)
	w.boolean("loss", m.Loss())
	w.boolean("breakEven", m.BreakEven())
	w.figure("breakEvenCreditPrice", USD, Point(m.BreakEvenCreditPrice))
	// Four places, as the operator's sheet prints them.
	w.key("sheet")
	w.open('{')
	for _, f := range [...]struct {
		name  string
		value Ratio
	}{{"revenueMin", m.Revenue.Min}, {"revenueMax", m.Revenue.Max}, {"profitWorst", m.Worst}, {"profitBest", m.Best}} {
		w.str(f.name, f.value.Round(4).StringFixed(4))
	}
	for _, f := range [...]struct {
		name  string
		value Ratio
	}{{"revenueMinCents", m.Revenue.Min}, {"revenueMaxCents", m.Revenue.Max}} {
		w.str(f.name, f.value.Round(centPlaces).StringFixed(centPlaces))
	}
	w.close('}')
	w.end(t, asOf)
}

func (w *writer) percent(name string, p *Ratio) {
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
