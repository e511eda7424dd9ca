package pricing

import "github.com/shopspring/decimal"

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
	Spent     Ratio
	Job       Interval // the dearest price decides
	Ceiling   Ratio
	Remaining Ratio    // before the job; negative if more than the ceiling is spent
	After     Interval // after the job, or without it if it is not allowed
	Reason    string   // why it is not allowed
}

// TakesGate allows an attempt up to the most that one job may take. The source's
// "maximum-regenerations-per-job limit" does not say whether the first attempt
// counts; it is read as a limit of all attempts.
type TakesGate struct {
	Allow        bool
	Attempt, Max Ratio
	Left         Ratio // attempts after this one, or without it if it is not allowed
}

var (
	gateSpentNumber   = number{name: "gate.spent", least: 0, most: 1000000000}
	gateJobNumber     = number{name: "gate.job", least: 0, most: 1000000000}
	gateAttemptNumber = number{name: "gate.attempt", least: 1, most: 1000000, whole: true}
	gateMaxNumber     = number{name: "gate.maxAttempts", least: 1, most: 1000000, whole: true}
)

// gate judges the job that is about to be submitted.
func (b *Budget) gate(r BudgetRequest) error {
	g := r.Gate
	if g == nil {
		return nil
	}
	for _, f := range [...]struct {
		number
		value decimal.NullDecimal
	}{{gateSpentNumber, g.Spent}, {gateJobNumber, g.Job}, {gateAttemptNumber, g.Attempt}, {gateMaxNumber, g.MaxAttempts}} {
		if err := f.check(f.value); err != nil {
			return err
		}
	}
	out := &Gate{Allow: true}
	switch {
	case !g.Spent.Valid && !g.Job.Valid && !g.Attempt.Valid && !g.MaxAttempts.Valid:
		return &Error{Code: MissingParameter, Field: "gate.spent", Message: "say what is to be gated",
			Accepted: []string{"gate.spent and ceiling", "gate.attempt and gate.maxAttempts"}}
	case g.Job.Valid && !g.Spent.Valid:
		return missing("gate.spent", "the gate needs what is spent in the month so far")
	case g.Spent.Valid && !r.Ceiling.Valid:
		return missing("ceiling", "the gate needs the ceiling of the month")
	case g.Attempt.Valid != g.MaxAttempts.Valid:
		field := "gate.attempt"
		if g.Attempt.Valid {
			field = "gate.maxAttempts"
		}
		return missing(field, "an attempt is compared with the most that one job may take")
	}
	if g.Spent.Valid {
		job := Interval{}
		if g.Job.Valid {
			job = Point(Exactly(g.Job.Decimal))
		} else {
			price, err := b.dollars()
			if err != nil {
				return &Error{Code: MissingParameter, Field: "gate.job", Message: "the price of the job is needed, or that of one attempt: " + pricesInWords}
			}
			job = *price
		}
		out.Spend = gateSpend(Exactly(g.Spent.Decimal), job, Exactly(r.Ceiling.Decimal))
		out.Allow = out.Spend.Allow
	}
	if g.Attempt.Valid {
		t := &TakesGate{Attempt: Exactly(g.Attempt.Decimal), Max: Exactly(g.MaxAttempts.Decimal)}
		t.Left = t.Max.Sub(t.Attempt)
		if t.Allow = t.Left.Sign() >= 0; !t.Allow {
			t.Left = Ratio{}
		}
		out.Takes, out.Allow = t, out.Allow && t.Allow
	}
	b.Gate = out
	return nil
}

func gateSpend(spent Ratio, job Interval, ceiling Ratio) *SpendGate {
	s := &SpendGate{Spent: spent, Job: job, Ceiling: ceiling, Remaining: ceiling.Sub(spent)}
	s.After = Point(s.Remaining)
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
		s.After = Point(s.Remaining.Sub(job.Min))
		if !job.Single() {
			s.After = Interval{Min: s.Remaining.Sub(job.Max), Max: s.Remaining.Sub(job.Min)}
		}
	}
	return s
}
