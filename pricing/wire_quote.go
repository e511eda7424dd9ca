package pricing

import "unsafe"

// quote writes the answer to a quote request that said so much.
func (w *writer) quote(q *Quote, given []said) {
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
		w.once(q.Table, unsafe.Pointer(q.Model), func() {
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
	w.optFigure("dollars", USD, q.Dollars)
	figures := w.b[start:]
	w.opt("dollarsReason", q.DollarsReason)
	w.key("perSecond")
	w.open('{')
	w.optFigure("credits", q.Currency, q.each(credits))
	w.optFigure("dollars", USD, q.each(q.Dollars))
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
	if n.Cmp(Whole(1)) == 0 {
		w.b = append(w.b, figures...) // the same, with the comma before it
	} else {
		w.optFigure("credits", q.Currency, q.all(credits))
		w.optFigure("dollars", USD, q.all(q.Dollars))
	}
	w.close('}')

	w.str("precision", q.Precision.String())
	w.boolean("approximate", q.Precision != Exact)
	w.boolean("estimated", q.Precision == Estimated)
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
	q.eachStep(w.bytes)
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
func (w *writer) standing(q *Quote) {
	if q.Rate == nil {
		w.null("standing")
		return
	}
	var s Standing
	q.Table.stand(&s, q.Seller, q.Model, q.Rate, q.Warnings, q.AsOf)
	var small [160]byte
	w.key("standing")
	w.open('{')
	w.opt("known", s.Known)
	if s.Since == 0 {
		w.null("since")
	} else {
		w.digits("since", s.appendSince(small[:0]))
	}
	w.key("doubts")
	w.open('[')
	for i, there := range s.doubts() {
		if there {
			w.text(string(doubtCodes[i]))
		}
	}
	w.close(']')
	w.digits("words", s.appendWords(small[:0]))
	w.close('}')
}

// each is the amount for one second, nil when there is none.
func (q *Quote) each(v *Interval) *Interval {
	if v == nil {
		return nil
	}
	if perSecond, ok := q.PerSecond(*v); ok {
		return &perSecond
	}
	return nil
}

// all is the amount for every generation.
func (q *Quote) all(v *Interval) *Interval {
	if v == nil {
		return nil
	}
	total := v.Mul(q.Generations())
	return &total
}

// payment writes what the credits are bought with, as a value.
func (w *writer) payment(t *Table, p *Payment) {
	if p.Offer == nil {
		w.paid(t, p)
	} else {
		w.once(t, unsafe.Pointer(p.Offer), func() { w.paid(t, p) })
	}
}

func (w *writer) paid(t *Table, p *Payment) {
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
	w.figure("perCredit", USD, Point(p.PerCredit()))
	w.boolean("approximate", p.Approximate())
	if p.Offer != nil {
		w.opt("known", p.Offer.Known)
		w.sources(t, p.Offer.Sources)
	}
	w.close('}')
}

func (w *writer) converted(q *Quote, p *Payment) {
	dollars := p.Pays(q.Price)
	w.open('{')
	w.key("offer")
	w.payment(q.Table, p)
	w.figure("dollars", USD, dollars)
	w.optFigure("perSecond", USD, q.each(&dollars))
	w.optFigure("total", USD, q.all(&dollars))
	w.close('}')
}

func (w *writer) formula(f *Formula) {
	w.open('{')
	w.str("rate", f.Rate.ID)
	w.key("megapixels")
	w.open('{')
	w.plain("value", f.Megapixels)
	w.str("exact", f.Megapixels.Exact())
	w.close('}')
	w.figure("dollars", USD, Point(f.Amount))
	w.boolean("matchesListed", f.MatchesListed)
	w.close('}')
}

func (w *writer) superseding(q *Quote, s *Superseding) {
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
func (w *writer) rate(t *Table, m *Model, r *Rate) {
	if m.PricedAs != "" {
		w.row(t, m, r)
		return
	}
	w.once(t, unsafe.Pointer(r), func() { w.row(t, m, r) })
}

func (w *writer) row(t *Table, m *Model, r *Rate) {
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
