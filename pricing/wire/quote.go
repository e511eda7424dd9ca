package wire

import "github.com/reelrate/reelrate/pricing"

// quote writes the answer to a quote request that said so much.
func (w *writer) quote(q *pricing.Quote, given []said) {
	w.open('{')
	if q.Price.Single() {
		w.str("status", "exact")
	} else {
		w.str("status", "range")
	}
	if q.Rate == nil {
		w.null("seller")
		w.null("model")
		w.str("currency", q.Currency.ID)
	} else {
		w.once(q.Table, q.Model.Place, func() {
			w.seller("seller", q.Seller)
			w.named("model", q.Model)
			w.str("currency", q.Currency.ID)
		})
	}
	w.shot("shot", &q.Shot)
	w.opt("effectiveMode", q.EffectiveMode)

	credits := &q.Price
	if q.Currency.Dollars() {
		credits = nil
	}
	start := len(w.b)
	w.optFigure("credits", q.Currency, credits)
	w.optFigure("dollars", pricing.USD, q.Dollars)
	figures := w.b[start:]
	w.opt("dollarsReason", q.DollarsReason)
	w.key("perSecond")
	w.open('{')
	w.optFigure("credits", q.Currency, q.ForSecond(credits))
	w.optFigure("dollars", pricing.USD, q.ForSecond(q.Dollars))
	w.opt("reason", q.PerSecondReason)
	w.close('}')

	if q.Offer == nil {
		w.null("offer")
	} else {
		w.key("offer")
		w.payment(q.Table, q.Offer)
	}
	if len(q.Offers) > 0 {
		w.array("offers", len(q.Offers), func(i int) { w.converted(q, &q.Offers[i]) })
	}
	w.plain("count", q.Count)
	w.plain("takes", q.Takes)
	w.key("total")
	w.open('{')
	n := q.Generations()
	w.plain("generations", n)
	if n.Cmp(pricing.Whole(1)) == 0 {
		w.b = append(w.b, figures...) // the same, with the comma before it
	} else {
		w.optFigure("credits", q.Currency, q.ForAll(credits))
		w.optFigure("dollars", pricing.USD, q.ForAll(q.Dollars))
	}
	w.close('}')

	w.str("precision", q.Precision.String())
	w.boolean("approximate", q.Precision != pricing.Exact)
	w.boolean("estimated", q.Precision == pricing.Estimated)
	w.boolean("disputed", q.Disputed())
	w.standing(q)
	w.opt("maxWaitHours", q.MaxWaitHours)
	if len(q.Formulas) > 0 {
		w.array("formulas", len(q.Formulas), func(i int) { w.formula(&q.Formulas[i]) })
	}
	if len(q.History) > 0 {
		w.array("history", len(q.History), func(i int) { w.superseding(q, &q.History[i]) })
	}
	w.key("steps")
	w.open('[')
	q.EachStep(w.bytes)
	w.close(']')
	if q.Rate == nil {
		w.array("rates", 0, nil)
	} else {
		w.array("rates", 1, func(int) { w.rate(q.Table, q.Model, q.Rate) })
	}
	w.warnings(q.Warnings)
	w.request(given, q.AsOf)
	w.str("rounding", roundingRule)
	w.end(q.Table, q.AsOf)
}

// standing writes how far the price can be trusted, null for credits of the
// caller's own.
func (w *writer) standing(q *pricing.Quote) {
	if q.Rate == nil {
		w.null("standing")
		return
	}
	var s pricing.Standing
	q.Table.Stand(&s, q.Seller, q.Model, q.Rate, q.Warnings, q.AsOf)
	var small [160]byte
	w.key("standing")
	w.open('{')
	w.opt("known", s.Known)
	if s.Since == 0 {
		w.null("since")
	} else {
		w.digits("since", s.AppendSince(small[:0]))
	}
	w.key("doubts")
	w.open('[')
	for i, there := range s.Doubts() {
		if there {
			w.text(string(pricing.DoubtCodes[i]))
		}
	}
	w.close(']')
	w.digits("words", s.AppendWords(small[:0]))
	w.close('}')
}

// payment writes what the credits are bought with, as a value.
func (w *writer) payment(t *pricing.Table, p *pricing.Payment) {
	if p.Offer == nil {
		w.paid(t, p)
	} else {
		w.once(t, p.Offer.Place, func() { w.paid(t, p) })
	}
}

func (w *writer) paid(t *pricing.Table, p *pricing.Payment) {
	w.open('{')
	if o := p.Offer; o != nil {
		w.str("id", o.ID)
		w.str("name", o.Name)
		w.str("kind", o.Kind.String())
	} else {
		w.null("id")
		w.str("name", "own plan")
		w.str("kind", "own")
	}
	w.plain("price", p.Price)
	w.plain("credits", p.Credits)
	w.figure("perCredit", pricing.USD, pricing.Point(p.PerCredit()))
	w.boolean("approximate", p.Approximate())
	if p.Offer != nil {
		w.opt("known", p.Offer.Known)
		w.sources(t, p.Offer.Sources)
	}
	w.close('}')
}

func (w *writer) converted(q *pricing.Quote, p *pricing.Payment) {
	dollars := p.Pays(q.Price)
	w.open('{')
	w.key("offer")
	w.payment(q.Table, p)
	w.figure("dollars", pricing.USD, dollars)
	w.optFigure("perSecond", pricing.USD, q.ForSecond(&dollars))
	w.optFigure("total", pricing.USD, q.ForAll(&dollars))
	w.close('}')
}

func (w *writer) formula(f *pricing.Formula) {
	w.open('{')
	w.str("rate", f.Rate.ID)
	w.key("megapixels")
	w.open('{')
	w.plain("value", f.Megapixels)
	w.str("exact", f.Megapixels.Exact())
	w.close('}')
	w.figure("dollars", pricing.USD, pricing.Point(f.Amount))
	w.boolean("matchesListed", f.MatchesListed)
	w.close('}')
}

func (w *writer) superseding(q *pricing.Quote, s *pricing.Superseding) {
	w.open('{')
	w.str("rate", s.Rate.ID)
	w.str("status", s.Rate.Status.String())
	w.figure("price", q.Currency, s.Price)
	if s.ChangePercent == nil {
		w.null("changePercent")
	} else {
		w.key("changePercent")
		w.open('{')
		w.str("value", s.ChangePercent.Round(0).String())
		w.str("exact", s.ChangePercent.Exact())
		w.close('}')
	}
	w.monthOrDay("until", s.Rate.Until, s.Rate.UntilMonth)
	w.sources(q.Table, q.Model.Cites(s.Rate.Sources))
	w.close('}')
}

// rate writes a rate as published for the model. A row that is another model's
// is not kept, as it cites the lines of the one that was asked for.
func (w *writer) rate(t *pricing.Table, m *pricing.Model, r *pricing.Rate) {
	if m.PricedAs != "" {
		w.row(t, m, r)
		return
	}
	w.once(t, r.Place, func() { w.row(t, m, r) })
}

func (w *writer) row(t *pricing.Table, m *pricing.Model, r *pricing.Rate) {
	w.open('{')
	w.str("id", r.ID)
	w.opt("pricedAs", m.PricedAs)
	w.when("when", r.When)
	w.members("independent", r.Independent)
	w.str("unit", r.Unit.String())
	w.str("per", r.Per.String())
	w.published(r.Amount)
	w.str("precision", r.Precision.String())
	w.str("status", r.Status.String())
	w.opt("known", r.Known)
	w.monthOrDay("from", r.From, r.FromMonth)
	w.monthOrDay("until", r.Until, r.UntilMonth)
	w.opt("note", r.Note)
	w.array("conflicts", len(r.Conflicts), func(i int) {
		c := &r.Conflicts[i]
		w.open('{')
		w.str("text", c.Text)
		w.opt("amount", c.Amount)
		w.opt("rate", c.Rate)
		w.sources(t, c.Sources)
		w.close('}')
	})
	w.array("gaps", len(r.Gaps), func(i int) {
		g := &r.Gaps[i]
		w.open('{')
		w.opt("field", g.Field)
		w.str("text", g.Text)
		w.sources(t, m.Cites(g.Sources))
		w.close('}')
	})
	w.sources(t, m.Cites(r.Sources))
	w.close('}')
}
