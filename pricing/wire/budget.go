package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/budget"
)

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
func DecodeBudget(request Input, today pricing.Instant) (budget.Request, error) {
	r := budget.Request{AsOf: today}
	start := ""
	err := decode(request, binding.ShotMembers(&r.Shot, []binding.Member{
		{Name: "offer", To: &r.Offer},
		binding.PlanMember(&r.Plan),
		{Name: "dollarsPerSecond", To: &r.Own.DollarsPerSecond, Bounds: &budget.OwnRateNumber},
		{Name: "dollarsPerSecondMax", To: &r.Own.DollarsPerSecondMax, Bounds: &budget.OwnRateNumber},
		{Name: "dollarsPerClip", To: &r.Own.DollarsPerClip, Bounds: &budget.OwnRateNumber},
		{Name: "dollarsPerClipMax", To: &r.Own.DollarsPerClipMax, Bounds: &budget.OwnRateNumber},
		{Name: "creditsPerSecond", To: &r.Own.CreditsPerSecond, Bounds: &budget.OwnRateNumber},
		{Name: "creditsPerClip", To: &r.Own.CreditsPerClip, Bounds: &budget.OwnRateNumber},
		{Name: "clips", To: &r.Clips, Bounds: &budget.ClipsNumber},
		{Name: "takes", To: &r.Takes, Bounds: &budget.AverageTakes},
		{Name: "keep", To: func() []binding.Member {
			r.Keep = &budget.Keep{}
			return []binding.Member{
				{Name: "kept", To: &r.Keep.Kept, Bounds: &budget.KeptNumber},
				{Name: "of", To: &r.Keep.Of, Bounds: &budget.OfNumber},
			}
		}},
		{Name: "percentiles", To: &r.Percentiles},
		{Name: "ceiling", To: &r.Ceiling, Bounds: &budget.CeilingNumber},
		{Name: "start", To: &start},
		{Name: "clipsPerDay", To: &r.ClipsPerDay, Bounds: &budget.ClipsPerDayNumber},
		{Name: "have", To: func() []binding.Member {
			r.Have = &budget.Have{}
			return []binding.Member{
				{Name: "credits", To: &r.Have.Credits, Bounds: &pricing.MoneyNumber},
				{Name: "dollars", To: &r.Have.Dollars, Bounds: &pricing.MoneyNumber},
			}
		}},
		{Name: "gate", To: func() []binding.Member {
			r.Gate = &budget.Gating{}
			return []binding.Member{
				{Name: "spent", To: &r.Gate.Spent, Bounds: &budget.GateSpentNumber},
				{Name: "job", To: &r.Gate.Job, Bounds: &budget.GateJobNumber},
				{Name: "attempt", To: &r.Gate.Attempt, Bounds: &budget.GateAttemptNumber},
				{Name: "maxAttempts", To: &r.Gate.MaxAttempts, Bounds: &budget.GateMaxNumber},
			}
		}},
		{Name: "asOf", To: &r.AsOf},
	}...))
	if err != nil || start == "" {
		return r, err
	}
	if r.Start, err = pricing.ParseInstant(start); err != nil {
		if e, ok := err.(*pricing.Error); ok {
			e.Field = "start"
		}
	}
	return r, err
}

func (w *writer) budget(b *budget.Budget) {
	w.open('{')
	w.attemptPrice(b)
	w.quantity("takes", pricing.Point(b.Takes))
	if b.Attempt == nil {
		w.null("perKeptClip")
	} else {
		w.key("perKeptClip")
		w.open('{')
		w.optFigure("credits", b.Attempt.Currency, perKept(b, b.Attempt.Credits))
		w.optFigure("dollars", pricing.USD, perKept(b, b.Attempt.Dollars))
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
func perKept(b *budget.Budget, v *pricing.Interval) *pricing.Interval {
	if v == nil {
		return nil
	}
	each := v.Mul(b.Takes)
	return &each
}

func (w *writer) attemptPrice(b *budget.Budget) {
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
		w.str("precision", pricing.Exact.String())
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
	w.optFigure("dollars", pricing.USD, a.Dollars)
	w.opt("dollarsReason", a.DollarsReason)
	w.close('}')
}

func (w *writer) forecast(b *budget.Budget) {
	f := b.Forecast
	if f == nil {
		w.null("forecast")
		return
	}
	w.key("forecast")
	w.open('{')
	w.plain("clips", *b.Clips)
	w.quantity("attempts", pricing.Point(f.Attempts))
	w.optFigure("credits", b.Attempt.Currency, f.Credits)
	w.optFigure("dollars", pricing.USD, f.Dollars)
	if f.Dollars == nil {
		w.null("dollarsAtBest")
		w.null("dollarsAtWorst")
	} else {
		w.figure("dollarsAtBest", pricing.USD, pricing.Point(f.Dollars.Min))
		w.optFigure("dollarsAtWorst", pricing.USD, worst(f.Dollars))
	}
	w.close('}')
}

// worst is the upper end of the interval, nil where none was published.
func worst(v *pricing.Interval) *pricing.Interval {
	switch {
	case v.Open:
		return nil
	case v.Single():
		return v
	}
	end := pricing.Point(v.Max)
	return &end
}

func (w *writer) ceiling(c *budget.CeilingForecast) {
	if c == nil {
		w.null("ceiling")
		return
	}
	w.key("ceiling")
	w.open('{')
	w.figure("ceiling", pricing.USD, pricing.Point(c.Ceiling))
	w.optFigure("uncapped", pricing.USD, c.Uncapped)
	w.optFigure("capped", pricing.USD, c.Capped)
	w.optFigure("overBy", pricing.USD, c.OverBy)
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

func (w *writer) fit(name string, f *budget.Fit) {
	if f == nil {
		w.null(name)
		return
	}
	w.key(name)
	w.open('{')
	w.plain("clips", f.Clips)
	w.figure("dollars", pricing.USD, pricing.Point(f.Dollars))
	w.boolean("all", f.All)
	w.opt("lastPaid", f.LastPaid.String())
	w.opt("runsOut", f.RunsOut.String())
	w.tri("runsOutThisMonth", f.ThisMonth)
	w.opt("reason", f.Reason)
	w.close('}')
}

func (w *writer) yield(y *budget.Yield) {
	if y == nil {
		w.null("yield")
		return
	}
	w.key("yield")
	w.open('{')
	w.figure("have", y.Currency, pricing.Point(y.Have))
	w.figure("perKeptClip", y.Currency, y.PerKept)
	w.quantity("keptClips", y.Clips)
	if y.Whole == nil {
		w.null("whole")
		w.null("leftOver")
	} else {
		w.plain("whole", *y.Whole)
		w.figure("leftOver", y.Currency, pricing.Point(*y.Left))
	}
	w.plain("wholeAtBest", y.WholeAtBest)
	w.figure("leftOverAtBest", y.Currency, pricing.Point(y.LeftAtBest))
	w.close('}')
}

func (w *writer) keep(a *budget.AttemptForecast) {
	if a == nil {
		w.null("keep")
		return
	}
	w.key("keep")
	w.open('{')
	w.plain("kept", a.Kept)
	w.plain("of", a.Of)
	w.optFigure("sample", pricing.USD, a.Sample)
	w.optFigure("perKeptClip", pricing.USD, a.PerKept)
	if a.Expected == nil {
		w.null("expected")
	} else {
		w.key("expected")
		w.open('{')
		w.quantity("attempts", pricing.Point(*a.Expected))
		w.optFigure("dollars", pricing.USD, a.Spend)
		w.close('}')
	}
	w.array("percentiles", len(a.Percentiles), func(i int) {
		p := &a.Percentiles[i]
		w.open('{')
		w.plain("percent", p.Percent)
		w.plain("attempts", p.Attempts)
		w.optFigure("dollars", pricing.USD, p.Spend)
		w.close('}')
	})
	w.opt("reason", a.Reason)
	w.close('}')
}

func (w *writer) gate(g *budget.Gate) {
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
		w.figure("spent", pricing.USD, pricing.Point(s.Spent))
		w.figure("job", pricing.USD, s.Job)
		w.figure("ceiling", pricing.USD, pricing.Point(s.Ceiling))
		w.figure("remaining", pricing.USD, pricing.Point(s.Remaining))
		w.figure("remainingAfter", pricing.USD, s.After)
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
func (w *writer) tri(name string, v pricing.Tri) {
	w.key(name)
	w.raw([...]string{"null", "false", "true"}[v])
}

// quantity writes a number that is no amount of a currency.
func (w *writer) quantity(name string, v pricing.Interval) {
	value, exact := "", ""
	if v.Single() {
		value, exact = pricing.Plain(v.Min), v.Min.Exact()
	}
	w.key(name)
	w.open('{')
	w.opt("value", value)
	w.plain("min", v.Min)
	w.plain("max", v.Max)
	w.opt("exact", exact)
	w.close('}')
}

var Budget = Operation{"budget", MaxRequestBytes, answerBudget}

func answerBudget(c *call) error {
	r, err := DecodeBudget(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*budget.Budget, error) { return budget.Plan(c.table, r) }, c.budget)
}
