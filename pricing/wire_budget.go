package pricing

import "errors"

// The budget operation:
//
//	{"clips", "takes" | "keep": {"kept", "of"}, "percentiles": "50,99",
//	 "ceiling", "start", "clipsPerDay", "have": {"credits" | "dollars"},
//	 "gate": {"spent", "job", "attempt", "maxAttempts"},
//	 …the price of one attempt…, "asOf"}
//
// where the price of one attempt is a shot of the table (the members of a quote
// request, with offer or plan where credits are bought), or one of
// dollarsPerSecond (dollarsPerSecondMax), dollarsPerClip (dollarsPerClipMax),
// creditsPerSecond and creditsPerClip, credits with an optional plan; prices per
// second take seconds. takes is total attempts per kept clip. ceiling is the
// dollars of the forecast and of the gate alike; gate.job is the price of one
// attempt if not given.
//
// It answers, each member null unless asked for,
//
//	{"attempt": {"seller", "model", "shot", "offer", "precision", "credits": Figure|null, "dollars": Figure|null, "dollarsReason"},
//	 "takes": Number, "perKeptClip": {"credits": Figure|null, "dollars": Figure|null},
//	 "forecast": {"clips", "attempts": Number, "credits", "dollars", "dollarsAtBest", "dollarsAtWorst": Figure|null},
//	 "ceiling": {"ceiling": Figure, "uncapped", "capped", "overBy": Figure|null,
//	             "over": bool|null, "overAtBest": bool|null, "fits": Fit|null, "fitsAtBest": Fit|null},
//	 "yield": {"have": Figure, "perKeptClip": Figure, "keptClips": Number,
//	           "whole"|null, "leftOver": Figure|null, "wholeAtBest", "leftOverAtBest": Figure},
//	 "keep": {"kept", "of", "sample": Figure|null, "perKeptClip": Figure|null,
//	          "expected": {"attempts": Number, "dollars": Figure|null}|null,
//	          "percentiles": [{"percent", "attempts", "dollars": Figure|null}], "reason"},
//	 "gate": {"allow",
//	          "spend": {"allow", "spent", "job", "ceiling", "remaining", "remainingAfter": Figure, "reason"}|null,
//	          "takes": {"allow", "attempt", "maxAttempts", "left"}|null},
//	 "rates": […], "steps": […], "assumptions": […], "warnings": […], "asOf", "table"}
//
// with Number {"value", "min", "max", "exact"} and Fit {"clips", "dollars":
// Figure, "all", "lastPaid"|null, "runsOut"|null, "runsOutThisMonth": bool|null,
// "reason"|null}. Where the price is a range, fits, whole, over and …AtWorst are
// those at its dearest end, and null for a price that is only a floor; …AtBest
// are those at its cheapest.
func decodeBudget(request []byte, today Instant) (BudgetRequest, error) {
	r := BudgetRequest{AsOf: today}
	start := ""
	err := decode(request, shotMembers(&r.Shot, []member{
		{name: "offer", to: &r.Offer},
		planMember(&r.Plan),
		{name: "dollarsPerSecond", to: &r.Own.DollarsPerSecond, bounds: &ownRateNumber},
		{name: "dollarsPerSecondMax", to: &r.Own.DollarsPerSecondMax, bounds: &ownRateNumber},
		{name: "dollarsPerClip", to: &r.Own.DollarsPerClip, bounds: &ownRateNumber},
		{name: "dollarsPerClipMax", to: &r.Own.DollarsPerClipMax, bounds: &ownRateNumber},
		{name: "creditsPerSecond", to: &r.Own.CreditsPerSecond, bounds: &ownRateNumber},
		{name: "creditsPerClip", to: &r.Own.CreditsPerClip, bounds: &ownRateNumber},
		{name: "clips", to: &r.Clips, bounds: &clipsNumber},
		{name: "takes", to: &r.Takes, bounds: &averageTakes},
		{name: "keep", to: func() []member {
			r.Keep = &Keep{}
			return []member{
				{name: "kept", to: &r.Keep.Kept, bounds: &keptNumber},
				{name: "of", to: &r.Keep.Of, bounds: &ofNumber},
			}
		}},
		{name: "percentiles", to: &r.Percentiles},
		{name: "ceiling", to: &r.Ceiling, bounds: &ceilingNumber},
		{name: "start", to: &start},
		{name: "clipsPerDay", to: &r.ClipsPerDay, bounds: &clipsPerDayNumber},
		{name: "have", to: func() []member {
			r.Have = &Have{}
			return []member{
				{name: "credits", to: &r.Have.Credits, bounds: &moneyNumber},
				{name: "dollars", to: &r.Have.Dollars, bounds: &moneyNumber},
			}
		}},
		{name: "gate", to: func() []member {
			r.Gate = &Gating{}
			return []member{
				{name: "spent", to: &r.Gate.Spent, bounds: &gateSpentNumber},
				{name: "job", to: &r.Gate.Job, bounds: &gateJobNumber},
				{name: "attempt", to: &r.Gate.Attempt, bounds: &gateAttemptNumber},
				{name: "maxAttempts", to: &r.Gate.MaxAttempts, bounds: &gateMaxNumber},
			}
		}},
		{name: "asOf", to: &r.AsOf},
	}...))
	if err != nil || start == "" {
		return r, err
	}
	if r.Start, err = ParseInstant(start); err != nil {
		if e, ok := errors.AsType[*Error](err); ok {
			e.Field = "start"
		}
	}
	return r, err
}

func (w *writer) budget(b *Budget) {
	w.open('{')
	w.attemptPrice(b)
	w.quantity("takes", Point(b.Takes))
	if b.Attempt == nil {
		w.null("perKeptClip")
	} else {
		w.key("perKeptClip")
		w.open('{')
		w.optFigure("credits", b.Attempt.Currency, b.perKept(b.Attempt.Credits))
		w.optFigure("dollars", USD, b.perKept(b.Attempt.Dollars))
		w.close('}')
	}
	w.forecast(b)
	w.ceiling(b.Ceiling)
	w.yield(b.Yield)
	w.keep(b.Attempts)
	w.gate(b.Gate)
	if b.Attempt == nil || b.Attempt.Quote == nil || b.Attempt.Quote.Rate == nil {
		w.array("rates", 0, nil)
	} else {
		w.array("rates", 1, func(int) { w.rate(b.Table, b.Attempt.Quote.Model, b.Attempt.Quote.Rate) })
	}
	w.list("steps", b.Steps())
	w.list("assumptions", b.Assumptions())
	w.warnings(b.Warnings)
	w.end(b.Table, b.AsOf)
}

// perKept is an amount for one kept clip, its takes included.
func (b *Budget) perKept(v *Interval) *Interval {
	if v == nil {
		return nil
	}
	each := v.Mul(b.Takes)
	return &each
}

func (w *writer) attemptPrice(b *Budget) {
	a := b.Attempt
	if a == nil {
		w.null("attempt")
		return
	}
	w.key("attempt")
	w.open('{')
	if q := a.Quote; q == nil {
		w.null("seller")
		w.null("model")
		w.null("shot")
		w.null("offer")
		w.str("precision", Exact.String())
	} else {
		w.seller("seller", q.Seller)
		w.named("model", q.Model)
		w.shot("shot", &q.Shot)
		if q.Offer == nil {
			w.null("offer")
		} else {
			w.key("offer")
			w.payment(b.Table, q.Offer)
		}
		w.str("precision", q.Precision.String())
	}
	w.optFigure("credits", a.Currency, a.Credits)
	w.optFigure("dollars", USD, a.Dollars)
	w.opt("dollarsReason", a.DollarsReason)
	w.close('}')
}

func (w *writer) forecast(b *Budget) {
	f := b.Forecast
	if f == nil {
		w.null("forecast")
		return
	}
	w.key("forecast")
	w.open('{')
	w.plain("clips", *b.Clips)
	w.quantity("attempts", Point(f.Attempts))
	w.optFigure("credits", b.Attempt.Currency, f.Credits)
	w.optFigure("dollars", USD, f.Dollars)
	if f.Dollars == nil {
		w.null("dollarsAtBest")
		w.null("dollarsAtWorst")
	} else {
		w.figure("dollarsAtBest", USD, Point(f.Dollars.Min))
		w.optFigure("dollarsAtWorst", USD, f.Dollars.worst())
	}
	w.close('}')
}

// worst is the upper end of the interval, nil where none was published.
func (v *Interval) worst() *Interval {
	switch {
	case v.Open:
		return nil
	case v.Single():
		return v
	}
	end := Point(v.Max)
	return &end
}

func (w *writer) ceiling(c *CeilingForecast) {
	if c == nil {
		w.null("ceiling")
		return
	}
	w.key("ceiling")
	w.open('{')
	w.figure("ceiling", USD, Point(c.Ceiling))
	w.optFigure("uncapped", USD, c.Uncapped)
	w.optFigure("capped", USD, c.Capped)
	w.optFigure("overBy", USD, c.OverBy)
	if c.Uncapped == nil {
		w.null("over")
		w.null("overAtBest")
	} else {
		w.tri("over", c.Over)
		w.boolean("overAtBest", c.OverAtBest)
	}
	w.fit("fits", c.Fits)
	w.fit("fitsAtBest", c.FitsAtBest)
	w.close('}')
}

func (w *writer) fit(name string, f *Fit) {
	if f == nil {
		w.null(name)
		return
	}
	w.key(name)
	w.open('{')
	w.plain("clips", f.Clips)
	w.figure("dollars", USD, Point(f.Dollars))
	w.boolean("all", f.All)
	w.opt("lastPaid", f.LastPaid.String())
	w.opt("runsOut", f.RunsOut.String())
	w.tri("runsOutThisMonth", f.ThisMonth)
	w.opt("reason", f.Reason)
	w.close('}')
}

func (w *writer) yield(y *Yield) {
	if y == nil {
		w.null("yield")
		return
	}
	w.key("yield")
	w.open('{')
	w.figure("have", y.Currency, Point(y.Have))
	w.figure("perKeptClip", y.Currency, y.PerKept)
	w.quantity("keptClips", y.Clips)
	if y.Whole == nil {
		w.null("whole")
		w.null("leftOver")
	} else {
		w.plain("whole", *y.Whole)
		w.figure("leftOver", y.Currency, Point(*y.Left))
	}
	w.plain("wholeAtBest", y.WholeAtBest)
	w.figure("leftOverAtBest", y.Currency, Point(y.LeftAtBest))
	w.close('}')
}

func (w *writer) keep(a *AttemptForecast) {
	if a == nil {
		w.null("keep")
		return
	}
	w.key("keep")
	w.open('{')
	w.plain("kept", a.Kept)
	w.plain("of", a.Of)
	w.optFigure("sample", USD, a.Sample)
	w.optFigure("perKeptClip", USD, a.PerKept)
	if a.Expected == nil {
		w.null("expected")
	} else {
		w.key("expected")
		w.open('{')
		w.quantity("attempts", Point(*a.Expected))
		w.optFigure("dollars", USD, a.Spend)
		w.close('}')
	}
	w.array("percentiles", len(a.Percentiles), func(i int) {
		p := &a.Percentiles[i]
		w.open('{')
		w.plain("percent", p.Percent)
		w.plain("attempts", p.Attempts)
		w.optFigure("dollars", USD, p.Spend)
		w.close('}')
	})
	w.opt("reason", a.Reason)
	w.close('}')
}

func (w *writer) gate(g *Gate) {
	if g == nil {
		w.null("gate")
		return
	}
	w.key("gate")
	w.open('{')
	w.boolean("allow", g.Allow)
	if s := g.Spend; s == nil {
		w.null("spend")
	} else {
		w.key("spend")
		w.open('{')
		w.boolean("allow", s.Allow)
		w.figure("spent", USD, Point(s.Spent))
		w.figure("job", USD, s.Job)
		w.figure("ceiling", USD, Point(s.Ceiling))
		w.figure("remaining", USD, Point(s.Remaining))
		w.figure("remainingAfter", USD, s.After)
		w.opt("reason", s.Reason)
		w.close('}')
	}
	if t := g.Takes; t == nil {
		w.null("takes")
	} else {
		w.key("takes")
		w.open('{')
		w.boolean("allow", t.Allow)
		w.plain("attempt", t.Attempt)
		w.plain("maxAttempts", t.Max)
		w.plain("left", t.Left)
		w.close('}')
	}
	w.close('}')
}

// tri writes null for what is not stated.
func (w *writer) tri(name string, v Tri) {
	w.key(name)
	w.raw([...]string{"null", "false", "true"}[v])
}

// quantity writes a number that is no amount of a currency.
func (w *writer) quantity(name string, v Interval) {
	value, exact := "", ""
	if v.Single() {
		value, exact = plain(v.Min), v.Min.Exact()
	}
	w.key(name)
	w.open('{')
	w.opt("value", value)
	w.plain("min", v.Min)
	w.plain("max", v.Max)
	w.opt("exact", exact)
	w.close('}')
}
