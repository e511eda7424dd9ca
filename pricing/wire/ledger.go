package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/ledger"
)

// The ledger operation:
//
//	{"seller", "balance", "asOf",
//	 "events": [{"event": "submit" | "status" | "end" | "capture" | "refund", "job",
//	             "status", "credits", "quoted", "creditsUsed", "shot": {…}}, …]}
//
// answers with the balance, what is held, charged and refunded, each job, the
// events that were rejected and why, and what was billed beyond the quotes.
func DecodeLedger(request Input, today pricing.Instant) (ledger.Request, error) {
	r := ledger.Request{AsOf: today}
	err := decode(request, []binding.Member{
		{Name: "seller", To: &r.Seller},
		{Name: "balance", To: &r.Balance, Bounds: &ledger.BalanceNumber},
		{Name: "events", To: binding.List{Most: ledger.MaxEvents, Of: func() []binding.Member {
			r.Events = append(r.Events, ledger.Event{})
			e := &r.Events[len(r.Events)-1]
			return []binding.Member{
				{Name: "event", To: &e.Kind},
				{Name: "job", To: &e.Job},
				{Name: "status", To: &e.Status},
				{Name: "credits", To: &e.Credits},
				{Name: "quoted", To: &e.Quoted},
				{Name: "creditsUsed", To: &e.CreditsUsed},
				{Name: "shot", To: func() []binding.Member {
					e.Shot = &pricing.Shot{}
					return binding.ShotMembers(e.Shot)
				}},
			}
		}}},
		{Name: "asOf", To: &r.AsOf},
	})
	return r, err
}

func (w *writer) ledger(l *ledger.Ledger) {
	cur := l.Seller.Currency
	w.open('{')
	w.seller("seller", l.Seller)
	w.str("currency", cur.ID)
	w.figure("opening", cur, pricing.Point(l.Opening))
	w.figure("balance", cur, pricing.Point(l.Balance))
	w.figure("held", cur, pricing.Point(l.Held))
	w.figure("charged", cur, pricing.Point(l.Charged))
	w.figure("refunded", cur, pricing.Point(l.Refunded))
	delta, mismatch := l.QuoteDelta()
	w.amount("quoteDelta", cur, delta)
	w.boolean("mismatch", mismatch)
	w.array("jobs", len(l.Jobs), func(i int) {
		j := l.Jobs[i]
		w.open('{')
		w.str("job", j.ID)
		w.str("state", j.State.String())
		w.str("stage", string(j.Stage))
		w.figure("amount", cur, pricing.Point(j.Amount))
		w.amount("quoted", cur, j.Quoted)
		w.amount("creditsUsed", cur, j.Used)
		w.amount("quoteDelta", cur, j.Delta())
		w.opt("why", j.Why)
		w.close('}')
	})
	w.array("rejected", len(l.Rejected), func(i int) {
		r := &l.Rejected[i]
		w.open('{')
		w.key("event")
		w.integer(r.Event)
		w.opt("job", r.Job)
		w.key("error")
		w.error(r.Err)
		w.close('}')
	})
	w.key("policy")
	w.policy(l.Table, l.Seller)
	w.list("steps", l.Steps)
	w.end(l.Table, l.AsOf)
}

// amount writes a figure of one value, or null.
func (w *writer) amount(name string, c pricing.Currency, r *pricing.Ratio) {
	if r == nil {
		w.null(name)
		return
	}
	w.figure(name, c, pricing.Point(*r))
}

// policy writes what the seller does with jobs that bring no result, as a value.
func (w *writer) policy(t *pricing.Table, s *pricing.Seller) {
	w.open('{')
	w.str("seller", s.ID)
	for _, state := range [...]pricing.JobState{pricing.JobFailed, pricing.JobTimedOut, pricing.JobCanceled, pricing.JobModerated} {
		w.str(state.String(), s.PolicyOf(state).String())
	}
	if s.Failure == nil {
		w.null("note")
		w.sources(t, nil)
	} else {
		w.opt("note", s.Failure.Note)
		w.sources(t, s.Failure.Sources)
	}
	w.close('}')
}

var Ledger = Operation{"ledger", MaxRequestBytes, answerLedger}

func answerLedger(c *call) error {
	r, err := DecodeLedger(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*ledger.Ledger, error) { return ledger.Replay(c.table, r) }, c.ledger)
}
