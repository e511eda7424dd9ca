package budget

import "github.com/reelrate/reelrate/pricing"

// Steps is the arithmetic of the budget, one line a step: "10 s × $0.70/s = $7
// per attempt", "$7 × 3 takes = $21 per kept clip", "100 clips × $21 = $2100".
func (b *Budget) Steps() []string {
	var steps []string
	if b.Attempt != nil {
		steps = append(steps, b.Attempt.steps...)
	}
	if a := b.Attempts; a != nil {
		steps = append(steps, pricing.Plain(a.Of)+" attempts ÷ "+pricing.Plain(a.Kept)+" kept = "+quotient(b.Takes)+" takes")
	}
	price, cur := b.inSteps()
	if price != nil {
		each := cur.InSteps(price.Mul(b.Takes))
		steps = append(steps, cur.InSteps(*price)+" × "+quotient(b.Takes)+" takes = "+each+" per kept clip")
		if b.Clips != nil {
			steps = append(steps, pricing.Plain(*b.Clips)+" clips × "+each+" = "+cur.InSteps(price.Mul(b.Takes).Mul(*b.Clips)))
		}
	}
	if c := b.Ceiling; c != nil {
		if c.Uncapped != nil {
			steps = append(steps, "ceiling "+pricing.DollarsInSteps(c.Ceiling)+": "+pricing.USD.InSteps(*c.OverBy)+" over")
		}
		for _, f := range []*Fit{c.Fits, c.FitsAtBest} {
			if f != nil {
				steps = append(steps, pricing.Plain(f.Clips)+" whole clips fit, for "+pricing.DollarsInSteps(f.Dollars))
			}
		}
	}
	if y := b.Yield; y != nil {
		clips := y.Clips.Spread(quotient)
		if y.PerKept.Open {
			clips = "at most " + quotient(y.Clips.Max)
		}
		steps = append(steps, y.Currency.InSteps(pricing.Point(y.Have))+" ÷ "+y.Currency.InSteps(y.PerKept)+" = "+clips+" kept clips")
	}
	if a := b.Attempts; a != nil {
		for _, p := range a.Percentiles {
			steps = append(steps, pricing.Plain(p.Attempts)+" attempts are enough for "+pricing.Plain(*b.Clips)+" kept clips with a chance of at least "+pricing.Plain(p.Percent)+" %")
		}
	}
	if g := b.Gate; g != nil && g.Spend != nil {
		s := g.Spend
		sign := " ≤ "
		if !s.Allow {
			sign = " is not ≤ "
		}
		steps = append(steps, pricing.DollarsInSteps(s.Spent)+" + "+pricing.USD.InSteps(s.Job)+sign+pricing.DollarsInSteps(s.Ceiling))
	}
	return steps
}

// inSteps is the price of an attempt in the currency that the questions are in.
func (b *Budget) inSteps() (*pricing.Interval, pricing.Currency) {
	switch a := b.Attempt; {
	case a == nil:
		return nil, pricing.USD
	case a.Dollars == nil, b.Yield != nil && !b.Yield.Currency.Dollars():
		return a.Credits, a.Currency
	default:
		return a.Dollars, pricing.USD
	}
}

// quotient writes a number that may not terminate.
func quotient(r pricing.Ratio) string {
	if r.Terminates(pricing.DollarPlaces) {
		return pricing.Plain(r)
	}
	return pricing.Plain(r) + " (" + r.Exact() + " rounded)"
}

// Assumptions says how ambiguous words were read and what no source publishes.
func (b *Budget) Assumptions() []string {
	var out []string
	if b.Attempt != nil {
		out = append(out, "Takes are all attempts for one kept clip, the first included: 1 means that none is repeated.")
	}
	if b.Attempts != nil {
		out = append(out, "Each attempt is kept with the same chance, whatever happened to the others; the rate as given is taken to be that chance.")
	}
	if b.Ceiling != nil {
		out = append(out, "The ceiling is one amount for all clips. That a monthly one starts anew is not taken into account.")
	}
	if b.Gate != nil && b.Gate.Takes != nil {
		out = append(out, "That the limit of attempts counts the first one is our reading: the source does not say whether it does.")
	}
	return out
}
