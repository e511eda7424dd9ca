package pricing

import "github.com/shopspring/decimal"

// Expectation is what a total is expected to come to when jobs fail, time out
// and are sent twice, and how often their status is asked for. It is a range
// where the seller's policy is not published.
type Expectation struct {
	Amount Interval
	// Jobs is the expected number of submissions.
	Jobs Ratio
	// StatusCalls is nil when GenerationSeconds was not given or no seller of
	// the total publishes an interval; StatusReason says which.
	StatusCalls  *Interval
	StatusReason string
	Assumptions  []string
}

var rateNumber = Bound{Least: 0, Most: 1}

func (r *Reality) check() *Error {
	if r == nil {
		return nil
	}
	sum := decimal.Decimal{}
	for _, f := range [...]struct {
		name  string
		value decimal.NullDecimal
	}{{"reality.failureRate", r.FailureRate}, {"reality.timeoutRate", r.TimeoutRate}, {"reality.duplicateRate", r.DuplicateRate}} {
		n := rateNumber
		n.Name = f.name
		if err := n.Check(f.value); err != nil {
			return err
		}
		if f.name != "reality.duplicateRate" {
			sum = sum.Add(f.value.Decimal)
		}
	}
	if !sum.LessThan(decimal.New(1, 0)) {
		return &Error{Code: InvalidValue, Field: "reality.failureRate",
			Message: "nothing would ever complete", Accepted: []string{"failureRate and timeoutRate that add up to less than 1"}}
	}
	return Bound{Name: "reality.generationSeconds", Least: 0, Most: 86400, Positive: true}.Check(r.GenerationSeconds)
}

// expect weighs the lines of a total by how often a job is billed.
//
// Every generation that is wanted is submitted until it completes. With the
// shares f of failures and t of time-outs, s = 1 − f − t completes, so 1 ÷ s
// jobs are needed; d of all submissions are sent a second time, which is a whole
// further job. A completed job is billed, a failed one as the seller's policy
// says, so one wanted generation is billed
// (1 + d) × (s + f × [failure billed] + t × [time-out billed]) ÷ s
// times its price. An unknown policy gives both ends.
func (r *Reality) expect(e *Estimate, total *Total) *Expectation {
	f, t, d := OrZero(r.FailureRate), OrZero(r.TimeoutRate), OrZero(r.DuplicateRate)
	s := Whole(1).Sub(f).Sub(t)
	again := Whole(1).Add(d)
	x := &Expectation{}
	calls := Interval{}
	for i := range e.Lines {
		q := e.Lines[i].Quote
		if q == nil || q.Currency.ID != total.Currency.ID {
			continue
		}
		low, high := s, s
		add := func(share Ratio, b Billing, what string) {
			if share.Sign() == 0 {
				return
			}
			if b == Billed {
				low = low.Add(share)
			}
			if b != Refunded {
				high = high.Add(share)
			}
			x.assume(what + " at " + q.Seller.Name + ": " + b.sentence())
		}
		policy := q.Seller.Failure
		if policy == nil {
			policy = &FailurePolicy{}
		}
		add(f, policy.ProviderFailure, "provider failures")
		add(t, policy.Timeout, "time-outs")

		amount := q.Price.Mul(q.Generations()).Mul(again)
		x.Amount = x.Amount.Add(Interval{Min: amount.Min.Mul(low).Div(s), Max: amount.Max.Mul(high).Div(s), Open: amount.Open})
		jobs := q.Generations().Mul(again).Div(s)
		x.Jobs = x.Jobs.Add(jobs)
		if polls, ok := q.Seller.polls(r.GenerationSeconds); ok {
			calls = calls.Add(polls.Mul(jobs))
		} else if x.StatusReason == "" {
			x.StatusReason = q.Seller.Name + " publishes no polling interval"
		}
	}
	switch {
	case !r.GenerationSeconds.Valid:
		x.StatusReason = "generationSeconds was not given"
	case x.StatusReason == "":
		x.StatusCalls = &calls
	}
	return x
}

func (b Billing) sentence() string {
	switch b {
	case Refunded:
		return "refunded"
	case Billed:
		return "billed"
	default:
		return "policy not published, so both refunded and billed"
	}
}

// assume notes an assumption once.
func (x *Expectation) assume(s string) {
	for _, known := range x.Assumptions {
		if known == s {
			return
		}
	}
	x.Assumptions = append(x.Assumptions, s)
}

// polls is how often one job is asked for: once every interval until the result
// is there, rounded up. The fewest calls come from the longest interval.
func (s *Seller) polls(generation decimal.NullDecimal) (Interval, bool) {
	if s.Polling == nil || !generation.Valid {
		return Interval{}, false
	}
	calls := func(every Fixed) Ratio {
		exact := Exactly(generation.Decimal).Div(every.Ratio())
		up := exact.Round(0)
		if Exactly(up).Cmp(exact) < 0 {
			up = up.Add(decimal.New(1, 0))
		}
		return Exactly(up)
	}
	v := Point(calls(s.Polling.MinSeconds))
	if s.Polling.MaxSeconds != nil {
		v.Min = calls(*s.Polling.MaxSeconds)
	}
	return v, true
}

// OrZero is the number, 0 if it was not given.
func OrZero(d decimal.NullDecimal) Ratio {
	if d.Valid {
		return Exactly(d.Decimal)
	}
	return Ratio{}
}
