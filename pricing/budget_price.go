package pricing

import "github.com/shopspring/decimal"

// pricesInWords says how a price of one attempt is given.
const pricesInWords = "a shot of the table, dollarsPerSecond, dollarsPerClip, creditsPerSecond or creditsPerClip"

// price finds what one attempt costs, and leaves Attempt nil if the request
// gives no price.
func (b *Budget) price(r BudgetRequest) error {
	own := r.Own
	var given []string
	for _, p := range [...]struct {
		name  string
		value decimal.NullDecimal
	}{
		{"dollarsPerSecond", own.DollarsPerSecond}, {"dollarsPerSecondMax", own.DollarsPerSecondMax},
		{"dollarsPerClip", own.DollarsPerClip}, {"dollarsPerClipMax", own.DollarsPerClipMax},
		{"creditsPerSecond", own.CreditsPerSecond}, {"creditsPerClip", own.CreditsPerClip},
	} {
		n := ownRateNumber
		n.name = p.name
		if err := n.check(p.value); err != nil {
			return err
		}
		if p.value.Valid {
			given = append(given, p.name)
		}
	}
	shot := r.Shot
	shot.Seconds = decimal.NullDecimal{}
	switch {
	case shot != (Shot{}) && len(given) > 0:
		return &Error{Code: InvalidValue, Field: given[0], Message: "a shot of the table and a price of one's own were both given", Accepted: []string{"one of them"}}
	case shot != (Shot{}):
		return b.quotedPrice(r)
	case r.Offer != "":
		return &Error{Code: OfferNotApplicable, Field: "offer", Message: "an offer pays for a shot of the table", Accepted: []string{"seller and model", "plan.price and plan.credits"}}
	case len(given) == 0 && r.Plan != nil:
		return missing("creditsPerClip", "a plan needs a price in credits: "+pricesInWords)
	case len(given) == 0:
		return nil
	}
	return b.ownPrice(r, given)
}

// quotedPrice takes the price from the table.
func (b *Budget) quotedPrice(r BudgetRequest) error {
	q, err := b.Table.Quote(QuoteRequest{Shot: r.Shot, Offer: r.Offer, Plan: r.Plan, AsOf: r.AsOf})
	if err != nil {
		return err
	}
	b.Attempt = &AttemptPrice{Quote: q, Dollars: q.Dollars, DollarsReason: q.DollarsReason, Currency: q.Currency, steps: q.Steps()}
	if !q.Currency.Dollars() {
		b.Attempt.Credits = &q.Price
	}
	b.Warnings = append(b.Warnings, q.Warnings...)
	return nil
}

// ownPrice takes the price from the request.
func (b *Budget) ownPrice(r BudgetRequest, given []string) error {
	p := r.Own
	var low, high decimal.NullDecimal
	perSecond, dollars := false, true
	switch given[0] {
	case "dollarsPerSecond":
		low, high, perSecond = p.DollarsPerSecond, p.DollarsPerSecondMax, true
	case "dollarsPerClip":
		low, high = p.DollarsPerClip, p.DollarsPerClipMax
	case "creditsPerSecond":
		low, perSecond, dollars = p.CreditsPerSecond, true, false
	case "creditsPerClip":
		low, dollars = p.CreditsPerClip, false
	case "dollarsPerSecondMax", "dollarsPerClipMax":
		name := given[0][:len(given[0])-len("Max")]
		return missing(name, "a range needs its lower end")
	}
	v := Point(Exactly(low.Decimal))
	switch {
	case high.Valid && high.Decimal.LessThan(low.Decimal):
		return &Error{Code: InvalidValue, Field: given[1], Message: "the upper end is below the lower end", Accepted: []string{"at least " + low.Decimal.String()}}
	case high.Valid && len(given) > 2, !high.Valid && len(given) > 1:
		return &Error{Code: InvalidValue, Field: given[len(given)-1], Message: "two prices of one's own were given", Accepted: []string{"one of them"}}
	case dollars && r.Plan != nil:
		return &Error{Code: OfferNotApplicable, Field: "plan", Message: "the price is in US dollars, so no credits are bought", Accepted: []string{"no plan"}}
	case high.Valid:
		v = Interval{Min: v.Min, Max: Exactly(high.Decimal)}
	}
	cur := USD
	if !dollars {
		cur = Currency{ID: "credits", Name: "credit"}
	}
	a := &AttemptPrice{Currency: cur}
	if perSecond {
		if !r.Seconds.Valid {
			return missing("seconds", "a price per second needs a length")
		}
		if err := ownSecondsNumber.check(r.Seconds); err != nil {
			return err
		}
		total := v.Mul(Exactly(r.Seconds.Decimal))
		a.steps = append(a.steps, text(r.Seconds)+" s × "+cur.inSteps(v)+"/s = "+cur.inSteps(total)+" per attempt")
		v = total
	} else {
		a.steps = append(a.steps, cur.inSteps(v)+" per attempt, as given")
	}
	if dollars {
		a.Dollars = &v
	} else {
		a.Credits = &v
		a.DollarsReason = "no plan was given: add plan.price and plan.credits"
	}
	if r.Plan != nil {
		if err := r.Plan.check(); err != nil {
			return err
		}
		plan := r.Plan.payment()
		paid := plan.Pays(v)
		a.Dollars, a.DollarsReason = &paid, ""
		a.steps = append(a.steps, v.Spread(plain)+" × "+dollarsInSteps(plan.Price)+" ÷ "+plain(plan.Credits)+" = "+USD.inSteps(paid)+" per attempt")
	}
	b.Attempt = a
	return nil
}

// dollars is the price of one attempt in dollars, or why there is none.
func (b *Budget) dollars() (*Interval, error) {
	switch {
	case b.Attempt == nil:
		return nil, &Error{Code: MissingParameter, Field: "dollarsPerSecond", Message: "a price is needed: " + pricesInWords}
	case b.Attempt.Dollars == nil:
		field := "offer"
		if b.Attempt.Quote == nil {
			field = "plan"
		}
		return nil, &Error{Code: MissingParameter, Field: field, Message: "a price in dollars is needed: " + b.Attempt.DollarsReason}
	}
	return b.Attempt.Dollars, nil
}
