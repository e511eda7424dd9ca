package budget

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// pricesInWords says how a price of one attempt is given.
const pricesInWords = "a shot of the table, dollarsPerSecond, dollarsPerClip, creditsPerSecond or creditsPerClip"

// price finds what one attempt costs, and leaves Attempt nil if the request
// gives no price.
func (b *Budget) price(r Request) error {
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
		n := OwnRateNumber
		n.Name = p.name
		if err := n.Check(p.value); err != nil {
			return err
		}
		if p.value.Valid {
			given = append(given, p.name)
		}
	}
	shot := r.Shot
	shot.Seconds = decimal.NullDecimal{}
	switch {
	case shot != (pricing.Shot{}) && len(given) > 0:
		return &pricing.Error{Code: pricing.InvalidValue, Field: given[0], Message: "a shot of the table and a price of one's own were both given", Accepted: []string{"one of them"}}
	case shot != (pricing.Shot{}):
		return b.quotedPrice(r)
	case r.Offer != "":
		return &pricing.Error{Code: pricing.OfferNotApplicable, Field: "offer", Message: "an offer pays for a shot of the table", Accepted: []string{"seller and model", "plan.price and plan.credits"}}
	case len(given) == 0 && r.Plan != nil:
		return pricing.Missing("creditsPerClip", "a plan needs a price in credits: "+pricesInWords)
	case len(given) == 0:
		return nil
	}
	return b.ownPrice(r, given)
}

// quotedPrice takes the price from the table.
func (b *Budget) quotedPrice(r Request) error {
	q, err := b.Table.Quote(pricing.QuoteRequest{Shot: r.Shot, Offer: r.Offer, Plan: r.Plan, AsOf: r.AsOf})
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
func (b *Budget) ownPrice(r Request, given []string) error {
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
		return pricing.Missing(name, "a range needs its lower end")
	}
	v := pricing.Point(pricing.Exactly(low.Decimal))
	switch {
	case high.Valid && high.Decimal.LessThan(low.Decimal):
		return &pricing.Error{Code: pricing.InvalidValue, Field: given[1], Message: "the upper end is below the lower end", Accepted: []string{"at least " + low.Decimal.String()}}
	case high.Valid && len(given) > 2, !high.Valid && len(given) > 1:
		return &pricing.Error{Code: pricing.InvalidValue, Field: given[len(given)-1], Message: "two prices of one's own were given", Accepted: []string{"one of them"}}
	case dollars && r.Plan != nil:
		return &pricing.Error{Code: pricing.OfferNotApplicable, Field: "plan", Message: "the price is in US dollars, so no credits are bought", Accepted: []string{"no plan"}}
	case high.Valid:
		v = pricing.Interval{Min: v.Min, Max: pricing.Exactly(high.Decimal)}
	}
	cur := pricing.USD
	if !dollars {
		cur = pricing.Currency{ID: "credits", Name: "credit"}
	}
	a := &AttemptPrice{Currency: cur}
	if perSecond {
		if !r.Seconds.Valid {
			return pricing.Missing("seconds", "a price per second needs a length")
		}
		if err := ownSecondsNumber.Check(r.Seconds); err != nil {
			return err
		}
		total := v.Mul(pricing.Exactly(r.Seconds.Decimal))
		a.steps = append(a.steps, pricing.Text(r.Seconds)+" s × "+cur.InSteps(v)+"/s = "+cur.InSteps(total)+" per attempt")
		v = total
	} else {
		a.steps = append(a.steps, cur.InSteps(v)+" per attempt, as given")
	}
	if dollars {
		a.Dollars = &v
	} else {
		a.Credits = &v
		a.DollarsReason = "no plan was given: add plan.price and plan.credits"
	}
	if r.Plan != nil {
		if err := r.Plan.Check(); err != nil {
			return err
		}
		plan := r.Plan.Payment()
		paid := plan.Pays(v)
		a.Dollars, a.DollarsReason = &paid, ""
		a.steps = append(a.steps, v.Spread(pricing.Plain)+" × "+pricing.DollarsInSteps(plan.Price)+" ÷ "+pricing.Plain(plan.Credits)+" = "+pricing.USD.InSteps(paid)+" per attempt")
	}
	b.Attempt = a
	return nil
}

// dollars is the price of one attempt in dollars, or why there is none.
func (b *Budget) dollars() (*pricing.Interval, error) {
	switch {
	case b.Attempt == nil:
		return nil, &pricing.Error{Code: pricing.MissingParameter, Field: "dollarsPerSecond", Message: "a price is needed: " + pricesInWords}
	case b.Attempt.Dollars == nil:
		field := "offer"
		if b.Attempt.Quote == nil {
			field = "plan"
		}
		return nil, &pricing.Error{Code: pricing.MissingParameter, Field: field, Message: "a price in dollars is needed: " + b.Attempt.DollarsReason}
	}
	return b.Attempt.Dollars, nil
}
