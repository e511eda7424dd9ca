package pricing

// The ledger operation:
//
//	{"seller", "balance", "asOf",
//	 "events": [{"event": "submit" | "status" | "end" | "capture" | "refund", "job",
//	             "status", "credits", "quoted", "creditsUsed", "shot": {…}}, …]}
//
// answers with the balance, what is held, charged and refunded, each job, the
// events that were rejected and why, and what was billed beyond the quotes.
func decodeLedger(request []byte, today Instant) (LedgerRequest, error) {
	r := LedgerRequest{AsOf: today}
	err := decode(request, []member{
		{name: "seller", to: &r.Seller},
		{name: "balance", to: &r.Balance, bounds: &balanceNumber},
		{name: "events", to: list{MaxEvents, func() []member {
			r.Events = append(r.Events, Event{})
			e := &r.Events[len(r.Events)-1]
			return []member{
				{name: "event", to: &e.Kind},
				{name: "job", to: &e.Job},
				{name: "status", to: &e.Status},
				{name: "credits", to: &e.Credits},
				{name: "quoted", to: &e.Quoted},
				{name: "creditsUsed", to: &e.CreditsUsed},
				{name: "shot", to: func() []member {
					e.Shot = &Shot{}
					return shotMembers(e.Shot)
				}},
			}
		}}},
		{name: "asOf", to: &r.AsOf},
	})
	return r, err
}

func (w *writer) ledger(l *Ledger) {
	cur := l.Seller.Currency
	w.open('{')
	w.seller("seller", l.Seller)
	w.str("currency", cur.ID)
	w.figure("opening", cur, Point(l.Opening))
	w.figure("balance", cur, Point(l.Balance))
	w.figure("held", cur, Point(l.Held))
	w.figure("charged", cur, Point(l.Charged))
	w.figure("refunded", cur, Point(l.Refunded))
	delta, mismatch := l.QuoteDelta()
	w.amount("quoteDelta", cur, delta)
	w.boolean("mismatch", mismatch)
	w.array("jobs", len(l.Jobs), func(i int) {
		j := l.Jobs[i]
		w.open('{')
		w.str("job", j.ID)
		w.str("state", j.State.String())
		w.str("stage", string(j.Stage))
		w.figure("amount", cur, Point(j.Amount))
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
func (w *writer) amount(name string, c Currency, r *Ratio) {
	if r == nil {
		w.null(name)
		return
	}
	w.figure(name, c, Point(*r))
}

// policy writes what the seller does with jobs that bring no result, as a value.
func (w *writer) policy(t *Table, s *Seller) {
	w.open('{')
	w.str("seller", s.ID)
	for _, state := range [...]JobState{JobFailed, JobTimedOut, JobCanceled, JobModerated} {
		w.str(state.String(), s.policyOf(state).String())
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

var opLedger = Operation{"ledger", MaxRequestBytes, answerLedger}

func answerLedger(c *call) error {
	r, err := decodeLedger(c.request, 0)
	if err != nil {
		return err
	}
	c.date(&r.AsOf)
	v, err := c.table.Ledger(r)
	if err != nil {
		return err
	}
	c.ledger(v)
	return nil
}
