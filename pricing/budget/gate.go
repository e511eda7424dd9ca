package budget

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Gate says whether a job may be submitted (003:138).
type Gate struct {
	Allow bool // by every gate asked for
	Spend *SpendGate
	Takes *TakesGate
}

// SpendGate allows a job if the month so far and the job together are at most
// the ceiling. Amounts are US dollars.
type SpendGate struct {
	Allow     bool
	Spent     pricing.Ratio
	Job       pricing.Interval // the dearest price decides
	Ceiling   pricing.Ratio
	Remaining pricing.Ratio    // before the job; negative if more than the ceiling is spent
	After     pricing.Interval // after the job, or without it if it is not allowed
	Reason    string           // why it is not allowed
}

// TakesGate allows an attempt up to the most that one job may take. The source's
// "maximum-regenerations-per-job limit" does not say whether the first attempt
// counts; it is read as a limit of all attempts.
type TakesGate struct {
	Allow        bool
	Attempt, Max pricing.Ratio
	Left         pricing.Ratio // attempts after this one, or without it if it is not allowed
}

// What the numbers of the gate may be.
var (
	GateSpentNumber   = pricing.Bound{Name: "gate.spent", Least: 0, Most: 1000000000}
	GateJobNumber     = pricing.Bound{Name: "gate.job", Least: 0, Most: 1000000000}
	GateAttemptNumber = pricing.Bound{Name: "gate.attempt", Least: 1, Most: 1000000, Whole: true}
	GateMaxNumber     = pricing.Bound{Name: "gate.maxAttempts", Least: 1, Most: 1000000, Whole: true}
)

// gate judges the job that is about to be submitted.
func (b *Budget) gate(r Request) error {
	g := r.Gate
	if g == nil {
		return nil
	}
	for _, f := range [...]struct {
		pricing.Bound
		value decimal.NullDecimal
	}{{GateSpentNumber, g.Spent}, {GateJobNumber, g.Job}, {GateAttemptNumber, g.Attempt}, {GateMaxNumber, g.MaxAttempts}} {
		if err := f.Check(f.value); err != nil {
			return err
		}
	}
	out := &Gate{Allow: true}
	switch {
	case !g.Spent.Valid && !g.Job.Valid && !g.Attempt.Valid && !g.MaxAttempts.Valid:
		return &pricing.Error{Code: pricing.MissingParameter, Field: "gate.spent", Message: "say what is to be gated",
			Accepted: []string{"gate.spent and ceiling", "gate.attempt and gate.maxAttempts"}}
	case g.Job.Valid && !g.Spent.Valid:
		return pricing.Missing("gate.spent", "the gate needs what is spent in the month so far")
	case g.Spent.Valid && !r.Ceiling.Valid:
		return pricing.Missing("ceiling", "the gate needs the ceiling of the month")
	case g.Attempt.Valid != g.MaxAttempts.Valid:
		field := "gate.attempt"
		if g.Attempt.Valid {
			field = "gate.maxAttempts"
		}
		return pricing.Missing(field, "an attempt is compared with the most that one job may take")
	}
	if g.Spent.Valid {
		job := pricing.Interval{}
		if g.Job.Valid {
			job = pricing.Point(pricing.Exactly(g.Job.Decimal))
		} else {
			price, err := b.dollars()
			if err != nil {
				return &pricing.Error{Code: pricing.MissingParameter, Field: "gate.job", Message: "the price of the job is needed, or that of one attempt: " + pricesInWords}
			}
			job = *price
		}
		out.Spend = gateSpend(pricing.Exactly(g.Spent.Decimal), job, pricing.Exactly(r.Ceiling.Decimal))
		out.Allow = out.Spend.Allow
	}
	if g.Attempt.Valid {
		t := &TakesGate{Attempt: pricing.Exactly(g.Attempt.Decimal), Max: pricing.Exactly(g.MaxAttempts.Decimal)}
		t.Left = t.Max.Sub(t.Attempt)
		if t.Allow = t.Left.Sign() >= 0; !t.Allow {
			t.Left = pricing.Ratio{}
		}
		out.Takes, out.Allow = t, out.Allow && t.Allow
	}
	b.Gate = out
	return nil
}

func gateSpend(spent pricing.Ratio, job pricing.Interval, ceiling pricing.Ratio) *SpendGate {
	s := &SpendGate{Spent: spent, Job: job, Ceiling: ceiling, Remaining: ceiling.Sub(spent)}
	s.After = pricing.Point(s.Remaining)
	dearest := job.Max
	if job.Single() {
		dearest = job.Min
	}
	switch {
	case job.Open:
		s.Reason = "the price of the job has no published upper end"
	case s.Remaining.Cmp(dearest) < 0:
		s.Reason = "the job costs more than remains"
		if job.Min.Cmp(s.Remaining) <= 0 {
			s.Reason = "at its dearest price the job costs more than remains"
		}
	default:
		s.Allow = true
		s.After = pricing.Point(s.Remaining.Sub(job.Min))
		if !job.Single() {
			s.After = pricing.Interval{Min: s.Remaining.Sub(job.Max), Max: s.Remaining.Sub(job.Min)}
		}
	}
	return s
}
