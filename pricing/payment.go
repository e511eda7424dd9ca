package pricing

import (
	"github.com/shopspring/decimal"
)

// Payment is what credits are bought with: an offer of the table or a plan of
// the caller's own.
type Payment struct {
	Seller  *Seller
	Offer   *Offer // nil for the caller's own plan
	Price   Ratio  // US dollars
	Credits Ratio  // what Price buys, more than 0
}

// PerCredit is the price of one credit in US dollars.
func (p *Payment) PerCredit() Ratio { return p.Price.Div(p.Credits) }

// Approximate reports whether the source gives the offer as approximate.
func (p *Payment) Approximate() bool { return p.Offer != nil && p.Offer.Precision != Exact }

// Pays converts credits to dollars: multiplied first, divided once.
func (p *Payment) Pays(credits Interval) Interval {
	return credits.Mul(p.Price).Div(p.Credits)
}

// Check returns an error for a price or a number of credits that is out of bounds.
func (p *OwnPlan) Check() *Error {
	price, credits := MoneyNumber, CreditsNumber
	price.Name, credits.Name = "plan.price", "plan.credits"
	if err := price.Check(Valid(p.Price)); err != nil {
		return err
	}
	return credits.Check(Valid(p.Credits))
}

// Valid is a number that is given.
func Valid(d decimal.Decimal) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: d, Valid: true}
}

// Payment is the plan as something that credits can be priced with.
func (p *OwnPlan) Payment() Payment {
	return Payment{Price: Exactly(p.Price), Credits: Exactly(p.Credits)}
}

// convert turns the price into dollars through the offer or plan asked for.
func (q *Quote) convert(r QuoteRequest) *Error {
	if q.Currency.Dollars() {
		if r.Offer != "" || r.Plan != nil {
			field := "offer"
			if r.Plan != nil {
				field = "plan"
			}
			return &Error{Code: OfferNotApplicable, Field: field,
				Message: q.Seller.Name + " charges in US dollars, so no credits are bought", Accepted: []string{"no " + field}}
		}
		q.Dollars = &q.Price
		return nil
	}
	if r.EveryOffer {
		for i := range q.Seller.Offers {
			o := &q.Seller.Offers[i]
			if p, err := q.Seller.Payment(o, q.AsOf); err == nil && o.Excludes(&q.Shot) == "" {
				q.Offers = append(q.Offers, p)
			}
		}
	}
	switch {
	case r.Plan != nil:
		q.pay(r.Plan.Payment())
	case r.Offer != "":
		return q.payWith(r.Offer)
	case len(q.Seller.Offers) == 1 && q.Seller.Offers[0].Kind == Payg:
		o := &q.Seller.Offers[0]
		q.Warnings = append(q.Warnings, Warning{AssumedOffer, "offer",
			"no offer was given: " + o.Name + " is the only way to buy " + q.Currency.Name + "s"})
		return q.payWith(o.ID)
	case q.Seller.NoOffers != "":
		q.DollarsReason = q.Seller.NoOffers
	default:
		q.DollarsReason = "no offer was given, and the price of a credit depends on it"
	}
	return nil
}

// payWith converts through the named offer.
func (q *Quote) payWith(name string) *Error {
	o, err := q.Seller.Offer(name)
	if err != nil {
		return err
	}
	p, err := q.Seller.Payment(o, q.AsOf)
	if err != nil {
		return err
	}
	if why := o.Excludes(&q.Shot); why != "" {
		return &Error{Code: OfferLimit, Field: "offer", Message: o.Name + " of " + q.Seller.Name + " " + why}
	}
	q.pay(p)
	if o.Kind == Free {
		q.Warnings = append(q.Warnings, Warning{FreeTier, "offer",
			"credits of a free tier: plan long-term on paid prices"})
	}
	if p.Approximate() {
		q.Warnings = append(q.Warnings, Warning{OfferApproximate, "offer",
			"the source gives the price of " + o.Name + " as approximate"})
	}
	if o.Limits.CommercialUse == No {
		q.Warnings = append(q.Warnings, Warning{NonCommercial, "offer", o.Name + " excludes commercial use"})
	}
	return nil
}

func (q *Quote) pay(p Payment) {
	dollars := p.Pays(q.Price)
	q.Offer, q.Dollars = &p, &dollars
	q.Offer.Seller = q.Seller
}

// Payment returns the offer as something that credits can be priced with.
func (s *Seller) Payment(o *Offer, on Instant) (Payment, *Error) {
	switch {
	case !o.holds(on):
		return Payment{}, &Error{Code: OfferNotPriced, Field: "offer",
			Message: o.Name + " of " + s.Name + " has no known price on " + on.String()}
	case o.Price == nil || o.Credits == nil || o.Credits.Coef <= 0:
		why := o.Reason
		if why == "" {
			why = "price or credits not published"
		}
		return Payment{}, &Error{Code: OfferNotPriced, Field: "offer",
			Message: o.Name + " of " + s.Name + " has no price per credit: " + why}
	}
	return Payment{Seller: s, Offer: o, Price: o.Price.Ratio(), Credits: o.Credits.Ratio()}, nil
}

// Excludes says why the offer cannot pay for the shot, or "".
func (o *Offer) Excludes(s *Shot) string {
	limit := o.Limits.Resolution
	given := s.Resolution != "" || s.Width.Valid // a frame without a name is of no name's resolution
	if limit != "" && given && !sameLetters(limit, s.Resolution) {
		return "is limited to " + limit
	}
	return ""
}

// Gift reports whether nothing is paid: an offer that is free, a trial, or for 0.
func (p *Payment) Gift() bool {
	return p.Offer.Kind == Free || p.Offer.Kind == Trial || p.Price.Sign() == 0
}
