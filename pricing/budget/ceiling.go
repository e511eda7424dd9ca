package budget

import "github.com/reelrate/reelrate/pricing"

// CeilingForecast sets the cost beside a hard ceiling. A ceiling does not make
// clips cheaper, it leaves some unmade: what fits is said beside what is capped.
type CeilingForecast struct {
	Ceiling pricing.Ratio // US dollars

	// With a number of clips: the forecast, the forecast or the ceiling if that
	// is less, what the forecast exceeds the ceiling by, and whether it does at
	// the dearest price (not stated where none is published) and at the cheapest.
	Uncapped, Capped, OverBy *pricing.Interval
	Over                     pricing.Tri
	OverAtBest               bool

	// What fits at the dearest price, nil where none is published, and at the
	// cheapest, nil where both are the same.
	Fits, FitsAtBest *Fit
}

// Fit is how many whole kept clips, their takes included, a ceiling pays for.
type Fit struct {
	Clips   pricing.Ratio
	Dollars pricing.Ratio
	All     bool // every clip asked for
	// With a pace: the day of the last clip that is paid for, and the first day
	// with one that is not. A day is missing where there is no such clip, and
	// Reason says why RunsOut is.
	LastPaid, RunsOut pricing.Instant
	Reason            string
	// ThisMonth says whether RunsOut is in the calendar month of the start, so
	// before a monthly ceiling starts anew.
	ThisMonth pricing.Tri
}

// furthestDay bounds the days that are looked ahead.
const furthestDay = 36525

// ceiling says what a hard ceiling makes of the forecast.
func (b *Budget) ceiling(r Request) error {
	ofTheGate := b.Attempt == nil && r.Gate != nil && (r.Gate.Spent.Valid || r.Gate.Job.Valid)
	if !r.Ceiling.Valid || ofTheGate {
		return nil
	}
	price, err := b.dollars()
	if err != nil {
		return err
	}
	each := price.Mul(b.Takes)
	c := &CeilingForecast{Ceiling: pricing.Exactly(r.Ceiling.Decimal)}
	if each.Min.Sign() == 0 && b.Clips == nil {
		if r.Gate != nil {
			return nil
		}
		return &pricing.Error{Code: pricing.InvalidValue, Field: "ceiling", Message: "at a price of 0 any number of clips fits"}
	}
	if b.Clips != nil {
		c.compare(each.Mul(*b.Clips))
	}
	best := b.fit(r, c.Ceiling, each.Min)
	switch {
	case each.Single():
		c.Fits = best
	case each.Open:
		c.FitsAtBest = best
	default:
		c.Fits, c.FitsAtBest = b.fit(r, c.Ceiling, each.Max), best
	}
	b.Ceiling = c
	return nil
}

// compare compares the forecast with the ceiling.
func (c *CeilingForecast) compare(v pricing.Interval) {
	over := func(cost pricing.Ratio) pricing.Ratio {
		if more := cost.Sub(c.Ceiling); more.Sign() > 0 {
			return more
		}
		return pricing.Ratio{}
	}
	capped, overBy := pricing.Point(pricing.Least(v.Min, c.Ceiling)), pricing.Point(over(v.Min))
	c.OverAtBest = overBy.Min.Sign() > 0
	c.Over = pricing.No
	switch {
	case v.Single():
	case v.Open:
		capped = pricing.Interval{Min: capped.Min, Max: c.Ceiling}
		overBy = pricing.Interval{Min: overBy.Min, Open: true}
		c.Over = pricing.NotStated
	default:
		capped = pricing.Interval{Min: capped.Min, Max: pricing.Least(v.Max, c.Ceiling)}
		overBy = pricing.Interval{Min: overBy.Min, Max: over(v.Max)}
		if overBy.Max.Sign() > 0 {
			c.Over = pricing.Yes
		}
	}
	if c.OverAtBest {
		c.Over = pricing.Yes
	}
	c.Uncapped, c.Capped, c.OverBy = &v, &capped, &overBy
}

// fit is what the ceiling pays for when a kept clip costs each.
func (b *Budget) fit(r Request, ceiling, each pricing.Ratio) *Fit {
	f := &Fit{}
	if each.Sign() == 0 {
		f.Clips, f.All = *b.Clips, true
	} else {
		f.Clips = wholeDown(ceiling.Div(each))
		if b.Clips != nil && f.Clips.Cmp(*b.Clips) >= 0 {
			f.Clips, f.All = *b.Clips, true
		}
	}
	f.Dollars = f.Clips.Mul(each)
	if !r.ClipsPerDay.Valid {
		return f
	}
	pace := pricing.Exactly(r.ClipsPerDay.Decimal)
	day := func(clip pricing.Ratio) pricing.Instant {
		n := wholeUp(clip.Div(pace))
		if n.Cmp(pricing.Whole(furthestDay)) > 0 {
			return 0
		}
		return r.Start.Day() + pricing.Instant(n.Int64()-1)*pricing.SecondsPerDay
	}
	if f.Clips.Sign() > 0 {
		f.LastPaid = day(f.Clips)
	}
	if f.All {
		f.Reason = "the ceiling pays for every clip"
	} else if f.RunsOut = day(f.Clips.Add(pricing.Whole(1))); f.RunsOut == 0 {
		f.Reason = "more than a hundred years away"
	} else if f.ThisMonth = pricing.No; month(f.RunsOut) == month(r.Start) {
		f.ThisMonth = pricing.Yes
	}
	return f
}

// month is the calendar month, "2026-07".
func month(i pricing.Instant) string { return i.Day().String()[:len("2006-01")] }
