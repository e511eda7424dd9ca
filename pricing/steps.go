package pricing

// Steps is the arithmetic of the quote, one line a step, in order:
// "8 s × 60 credits/s = 480 credits", "480 × $179 ÷ 5000 = $17.184".
func (q *Quote) Steps() []string {
	var steps []string
	q.EachStep(func(step []byte) { steps = append(steps, string(step)) })
	return steps
}

// EachStep calls do with every step, whose bytes are its only until it returns.
func (q *Quote) EachStep(do func(step []byte)) {
	b := make([]byte, 0, 128)
	for i := range q.Charges {
		b = q.appendChargeStep(b[:0], i)
		do(b)
	}
	if q.Rate == nil {
		b = append(q.Currency.appendInSteps(b[:0], q.Price), " for one generation, as given"...)
		do(b)
	}
	if q.Offer != nil && q.Dollars != nil {
		b = append(q.Price.appendSpread(b[:0], AppendPlain), " × "...)
		b = append(appendDollarsInSteps(b, q.Offer.Price), " ÷ "...)
		b = append(AppendPlain(b, q.Offer.Credits), " = "...)
		b = USD.appendInSteps(b, *q.Dollars)
		do(b)
	}
	n := q.Generations()
	if n.Cmp(Whole(1)) == 0 {
		return
	}
	total := func(c Currency, v Interval) {
		b = append(AppendPlain(b[:0], q.Count), " × "...)
		b = append(AppendPlain(b, q.Takes), " takes × "...)
		b = append(c.appendInSteps(b, v), " = "...)
		b = c.appendInSteps(b, v.Mul(n))
		do(b)
	}
	total(q.Currency, q.Price)
	if q.Dollars != nil && !q.Currency.Dollars() {
		total(USD, *q.Dollars)
	}
}

// USD is the currency of every offer.
var USD = Currency{ID: "USD", Name: "US dollar"}

func (q *Quote) appendChargeStep(b []byte, i int) []byte {
	c, cur := &q.Charges[i], q.Currency
	m := c.Modifier
	switch {
	case m == nil:
		r := q.Rate
		what := r.Unit.noun()
		b = append(append(AppendPlain(b, c.Quantity), ' '), what...)
		if c.Raised {
			b = append(b, " (the least that is billed)"...)
		}
		if r.Unit == Clip && q.Shot.Seconds.Valid {
			b = append(append(append(b, " of "...), Text(q.Shot.Seconds)...), " s"...)
		}
		b = cur.appendInSteps(append(b, " × "...), r.Amount.Interval())
		if r.Per != One {
			b = append(append(b, " ÷ "...), r.Per.String()...)
		} else if r.Unit != Call && r.Unit != Clip {
			b = append(append(b, '/'), what...)
		}
	case m.Op == Multiply:
		before := q.Charges[0].Amount
		for j := 1; j < i; j++ {
			if q.Charges[j].Modifier.Op == Multiply {
				before = q.Charges[j].Amount
			} else {
				before = before.Add(q.Charges[j].Amount)
			}
		}
		b = append(cur.appendInSteps(b, before), " × "...)
		b = append(append(b, m.Amount.String()...), m.reason()...)
	default:
		what := m.Unit.noun()
		b = AppendPlain(append(b, "plus "...), c.Quantity)
		b = append(append(append(b, ' '), what...), " × "...)
		b = cur.appendInSteps(b, Point(m.Amount.Ratio()))
		b = append(append(append(b, '/'), what...), m.reason()...)
	}
	return cur.appendInSteps(append(b, " = "...), c.Amount)
}

// reason says what a modifier is for, from its condition.
func (m *Modifier) reason() string {
	s := ""
	for _, c := range m.If {
		if c.Dim == Batch {
			s += " (batch)"
			continue
		}
		s += " (" + c.Words() + ")"
	}
	return s
}
