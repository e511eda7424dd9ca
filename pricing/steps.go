package pricing

// Steps is the arithmetic of the quote, one line a step, in order:
// "8 s × 60 credits/s = 480 credits", "480 × $179 ÷ 5000 = $17.184".
func (q *Quote) Steps() []string {
	var steps []string
	for i := range q.Charges {
		steps = append(steps, q.chargeStep(i))
	}
	if q.Rate == nil {
		steps = append(steps, q.Currency.inSteps(q.Price)+" for one generation, as given")
	}
	if q.Offer != nil && q.Dollars != nil {
		steps = append(steps, q.Price.Spread(plain)+" × "+dollarsInSteps(q.Offer.Price)+" ÷ "+plain(q.Offer.Credits)+
			" = "+USD.inSteps(*q.Dollars))
	}
	if n := q.Generations(); n.Cmp(Whole(1)) != 0 {
		clips := plain(q.Count) + " × " + plain(q.Takes) + " takes"
		steps = append(steps, clips+" × "+q.Currency.inSteps(q.Price)+" = "+q.Currency.inSteps(q.Price.Mul(n)))
		if q.Dollars != nil && !q.Currency.Dollars() {
			steps = append(steps, clips+" × "+USD.inSteps(*q.Dollars)+" = "+USD.inSteps(q.Dollars.Mul(n)))
		}
	}
	return steps
}

// USD is the currency of every offer.
var USD = Currency{ID: "USD", Name: "US dollar"}

func (q *Quote) chargeStep(i int) string {
	c, cur := &q.Charges[i], q.Currency
	result := " = " + cur.inSteps(c.Amount)
	m := c.Modifier
	switch {
	case m == nil:
		r := q.Rate
		price := cur.inSteps(r.Amount.Interval())
		what := r.Unit.noun()
		if r.Per != one {
			price += " ÷ " + r.Per.String()
		} else if r.Unit != Call && r.Unit != Clip {
			price += "/" + what
		}
		quantity := plain(c.Quantity) + " " + what
		if c.Raised {
			quantity += " (the least that is billed)"
		}
		if r.Unit == Clip && q.Shot.Seconds.Valid {
			quantity += " of " + text(q.Shot.Seconds) + " s"
		}
		return quantity + " × " + price + result
	case m.Op == Multiply:
		before := q.Charges[0].Amount
		for j := 1; j < i; j++ {
			if q.Charges[j].Modifier.Op == Multiply {
				before = q.Charges[j].Amount
			} else {
				before = before.Add(q.Charges[j].Amount)
			}
		}
		return cur.inSteps(before) + " × " + m.Amount.String() + m.reason() + result
	default:
		per := cur.inSteps(Point(m.Amount.Ratio())) + "/" + m.Unit.noun()
		return "plus " + plain(c.Quantity) + " " + m.Unit.noun() + " × " + per + m.reason() + result
	}
}

// reason says what a modifier is for, from its condition.
func (m *Modifier) reason() string {
	s := ""
	for _, c := range m.If {
		if c.Dim == Batch {
			s += " (batch)"
			continue
		}
		s += " (" + c.words() + ")"
	}
	return s
}
