package reconcile

import (
	"slices"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Cause is why a bill is not the price. It is named only when pricing the row
// under it gives exactly the billed amount.
type Cause string

const (
	CauseRefundMissing   Cause = "refund_missing"       // the job brought nothing, is billed, and the seller refunds such jobs
	CauseFailedButBilled Cause = "failed_but_billed"    // the same where the seller's policy is not published
	CauseRetry           Cause = "retry"                // another attempt of a job that was charged is charged too
	CauseDuplicate       Cause = "duplicate_submission" // a job that was charged is charged again
	CauseSunset          Cause = "sunset"               // the seller had ended the model by the day of the job
	CauseRounding        Cause = "rounding"             // the price, or its part per second or per credit, was rounded
	CausePromo           Cause = "promo"                // a promotional price or bonus was applied that does not hold, or the reverse
	CauseStaleTable      Cause = "stale_table"          // the amount is right under an earlier row of the table
	CauseMinimum         Cause = "minimum"              // the least quantity that is billed or sold was applied or left out
	CauseResolution      Cause = "resolution"           // billed as another resolution
	CauseAudio           Cause = "audio"                // billed with sound instead of without, or the reverse
	CauseUnknown         Cause = "unknown"              // none of these gives the amount
)

// Causes is the order in which causes are looked for. Those that the row itself
// bears witness to come first, then those that leave the row as it is written,
// then those by which the row is wrong about the shot. The first that gives
// exactly the billed amount is the row's Cause, the others AlsoFit.
var Causes = [...]Cause{
	CauseRefundMissing, CauseFailedButBilled, CauseDuplicate, CauseRetry, CauseSunset,
	CauseRounding, CausePromo, CauseStaleTable, CauseMinimum, CauseResolution, CauseAudio, CauseUnknown,
}

// account is a row with its price, in the unit of its bill.
type account struct {
	t       *pricing.Table
	c       *CheckedUsage
	on      pricing.Instant
	payment *pricing.Payment  // what credits were bought with; nil when that is not known
	price   *pricing.Interval // nil when refused
	refused *pricing.Error
}

// account prices the row.
func (x *run) account(c *CheckedUsage) *account {
	a := &account{t: x.Table, c: c, on: c.SubmittedAt}
	if a.on == 0 {
		a.on = x.AsOf
	}
	if c.Model == nil {
		a.refused = c.nobody()
		c.Dollars = a.dollars()
		return a
	}
	a.payment, a.refused = x.payment(c, a.on)
	if q, err := a.t.QuoteAlone(pricing.QuoteRequest{Shot: c.Shot, AsOf: a.on}); err != nil {
		a.refused = err
		a.historic()
	} else {
		c.Quote = q
		if v, ok := a.inBill(q.Price); ok {
			a.price, a.refused = &v, nil
		} else if a.refused == nil {
			a.refused = &pricing.Error{Code: pricing.MissingParameter, Field: "offer",
				Message: "what the credits of " + c.Seller.Name + " were bought with, since the bill is in dollars"}
		}
	}
	c.Dollars = a.dollars()
	return a
}

// nobody says that the table does not have the seller or its model.
func (c *CheckedUsage) nobody() *pricing.Error {
	if c.Seller == nil {
		return &pricing.Error{Code: pricing.UnknownSeller, Field: "seller", Message: "there is no seller " + pricing.Quoted(c.Shot.Seller)}
	}
	return &pricing.Error{Code: pricing.UnknownModel, Field: "model", Message: c.Seller.Name + " has no model " + pricing.Quoted(c.Shot.Model)}
}

// payment is what the row's credits were bought with: its own offer, the
// reconciler's plan or offer, or the one way to buy credits by the credit.
func (x *run) payment(c *CheckedUsage, on pricing.Instant) (*pricing.Payment, *pricing.Error) {
	s := c.Seller
	if s.Currency.Dollars() {
		return nil, nil
	}
	name := c.Offer
	if name == "" && x.own != nil {
		return x.own, nil
	}
	if name == "" && x.by.Offer != "" && pricing.Named(pricing.Fold(x.by.Seller), s.ID, s.Name, s.Aliases) {
		name = x.by.Offer
	}
	if name == "" && len(s.Offers) == 1 && s.Offers[0].Kind == pricing.Payg {
		name = s.Offers[0].ID
	}
	if name == "" {
		return nil, nil
	}
	o, err := s.Offer(name)
	if err != nil {
		return nil, err
	}
	p, err := s.Payment(o, on)
	if err != nil {
		return nil, err
	}
	if why := o.Excludes(&c.Shot); why != "" {
		return nil, &pricing.Error{Code: pricing.OfferLimit, Field: "offer", Message: o.Name + " of " + s.Name + " " + why}
	}
	return &p, nil
}

// inBill turns a price of the seller into the unit of the bill.
func (a *account) inBill(price pricing.Interval) (pricing.Interval, bool) {
	if a.c.Currency.ID == a.c.Seller.Currency.ID {
		return price, true
	}
	if a.payment == nil {
		return pricing.Interval{}, false
	}
	return a.payment.Pays(price), true
}

// dollars is what the bill is in dollars, nil when that is not known.
func (a *account) dollars() *pricing.Ratio {
	c := a.c
	var d pricing.Ratio
	switch {
	case c.Currency.Dollars():
		d = c.Billed
	case c.USD.Valid && !c.Refunded.Valid:
		d = pricing.Exactly(c.USD.Decimal)
	case a.payment != nil && c.Currency.ID != "":
		d = a.payment.Pays(pricing.Point(c.Billed)).Min
	default:
		return nil
	}
	return &d
}

// historic prices a row from before any current price by the superseded rate
// that held then. The engine never quotes such a rate for a new shot.
func (a *account) historic() {
	if a.refused.Code != pricing.NotYetPriced {
		return
	}
	rates := a.rates()
	for i := range rates {
		if r := &rates[i]; r.Status == pricing.Superseded && r.Holds(a.on) {
			if v, ok := a.under(r); ok {
				a.price, a.refused, a.c.Under = &v, nil, r
				return
			}
			if _, err := a.quoteUnder(r); err != nil {
				a.refused = err // which names the member, as the date is not what is wrong
			}
		}
	}
}

// rates are all rows of the model, whenever they hold.
func (a *account) rates() []pricing.Rate {
	if a.c.Model == nil {
		return nil
	}
	return a.c.Seller.Rates(a.c.Model)
}

// now is the rate that prices the row, nil when there is none.
func (a *account) now() *pricing.Rate {
	if a.c.Quote == nil {
		return nil
	}
	return a.c.Quote.Rate
}

// under prices the row by the rate, whenever it held, if it is for such a shot.
func (a *account) under(r *pricing.Rate) (pricing.Interval, bool) {
	q, err := a.quoteUnder(r)
	if err != nil {
		return pricing.Interval{}, false
	}
	return a.inBill(q.Price)
}

func (a *account) quoteUnder(r *pricing.Rate) (*pricing.Quote, *pricing.Error) {
	q := &pricing.Quote{Table: a.t, Seller: a.c.Seller, Model: a.c.Model, Rate: r, Shot: a.c.Shot, Currency: a.c.Seller.Currency, AsOf: a.on}
	q.Given = q.Shot.Given()
	if err := q.CheckMode(); err != nil {
		return nil, err
	}
	values := q.Shot.Values()
	if r.Misses(&values) > 0 {
		return nil, pricing.NotPublished(q.Model, []*pricing.Rate{r}, &values)
	}
	r.Assume(&q.Shot, &values)
	return q, q.Settle()
}

// as prices the row as another shot.
func (a *account) as(change func(*pricing.Shot)) (pricing.Interval, *pricing.Rate, bool) {
	shot := a.c.Shot
	change(&shot)
	q, err := a.t.QuoteAlone(pricing.QuoteRequest{Shot: shot, AsOf: a.on})
	if err != nil {
		return pricing.Interval{}, nil, false
	}
	v, ok := a.inBill(q.Price)
	return v, q.Rate, ok
}

// gives reports whether the amount is exactly what was billed.
func (a *account) gives(v pricing.Interval) bool {
	return v.Single() && agrees(a.c.Billed, v, a.c.Currency)
}

// explain looks for the causes that give exactly the billed amount and reports
// whether there is one.
func (c *CheckedUsage) explain(a *account) bool {
	if c.Model == nil || c.Currency.ID == "" {
		return false
	}
	if a.refused != nil && a.refused.Code == pricing.Sunset { // then no row's day is the cause
		because, under := a.afterTheEnd()
		if because != "" {
			c.differs(CauseSunset, because)
			c.Under = under
		}
		return because != ""
	}
	for _, h := range [...]struct {
		cause Cause
		try   func() (because string, under *pricing.Rate)
	}{
		{CauseRetry, a.everyAttempt}, {CauseRounding, a.rounded}, {CausePromo, a.promo}, {CauseStaleTable, a.stale},
		{CauseMinimum, a.minimum}, {CauseResolution, a.resolution}, {CauseAudio, a.audio},
	} {
		because, under := h.try()
		switch {
		case because == "":
		case c.Cause == "":
			c.differs(h.cause, because)
			c.Under = under
		default:
			c.AlsoFits = append(c.AlsoFits, h.cause)
		}
	}
	return c.Cause != ""
}

// afterTheEnd: what is billed for a model that had ended is the price of its last
// day, or that of another row.
func (a *account) afterTheEnd() (string, *pricing.Rate) {
	m := a.c.Model
	ended := m.Name + " ended at " + a.c.Seller.Name + " on " + m.Sunset.String() + ", before this job; "
	if q, err := a.t.QuoteAlone(pricing.QuoteRequest{Shot: a.c.Shot, AsOf: m.Sunset - 1}); err == nil {
		if v, ok := a.inBill(q.Price); ok && a.gives(v) {
			return ended + "it is the price that held until then", q.Rate
		}
	}
	rates := a.rates()
	for i := range rates {
		if v, ok := a.under(&rates[i]); ok && a.gives(v) {
			return ended + "it is the price under an earlier row" + span(&rates[i]), &rates[i]
		}
	}
	return "", nil
}

// madeNoMore is what to know of a row that differs where the maker had ended the
// model and its seller does not say whether it goes on.
func (a *account) madeNoMore() string {
	if a.c.Model == nil || !a.t.UpstreamEnded(a.c.Model, a.on) {
		return ""
	}
	up := a.t.Upstream(a.c.Model)
	return "; the vendor's own " + up.Name + " ended on " + up.Sunset.String()
}

// everyAttempt: all attempts of the job are billed on one row.
func (a *account) everyAttempt() (string, *pricing.Rate) {
	n := a.c.attempt()
	if n < 2 || a.price == nil || !a.gives(a.price.Mul(pricing.Whole(int64(n)))) {
		return "", nil
	}
	return "all " + strconv.Itoa(n) + " attempts are billed: " + strconv.Itoa(n) + " × " + a.inSteps(a.price.Min) + " = " + a.inSteps(a.c.Billed), nil
}

// rounded: the total was rounded, or its part per credit or per second before
// it was multiplied. Dollars to 2 to 5 places, credits to 0 to 2.
func (a *account) rounded() (string, *pricing.Rate) {
	if a.price == nil || !a.price.Single() {
		return "", nil
	}
	total, bill := a.price.Min, a.c.Currency
	least, most := int32(0), int32(2)
	if bill.Dollars() {
		least, most = 2, 5
	}
	parts := []part{{"the price", total, pricing.Whole(1)}}
	if q := a.c.Quote; q != nil && bill.Dollars() && a.payment != nil {
		parts = append(parts, part{"the price of a credit", a.payment.PerCredit(), q.Price.Min})
	}
	if q := a.c.Quote; q != nil && q.PerSecondReason == "" {
		parts = append(parts, part{"the price of a second", total.Div(q.Seconds), q.Seconds})
	}
	for places := least; places <= most; places++ {
		for _, p := range parts {
			for _, r := range roundings(p.of, places) {
				if r.to.Sign() == 0 || !a.gives(pricing.Point(r.to.Mul(p.times))) {
					continue
				}
				because := p.what + ", " + a.inSteps(p.of) + ", is " + r.how + " to " + strconv.Itoa(int(places)) + " places"
				if p.times.Cmp(pricing.Whole(1)) != 0 {
					because += " and then multiplied by " + pricing.Plain(p.times)
				}
				return because, nil
			}
		}
	}
	return "", nil
}

// part is a factor of a price.
type part struct {
	what      string
	of, times pricing.Ratio
}

type rounding struct {
	how string
	to  pricing.Ratio
}

// roundings are the ways to round r to the places: to the nearest, halves away
// from zero; down; up. None if it has no more places.
func roundings(r pricing.Ratio, places int32) []rounding {
	nearest := pricing.Exactly(r.Round(places))
	unit := pricing.Exactly(decimal.New(1, -places))
	switch nearest.Cmp(r) {
	case -1:
		return []rounding{{"rounded", nearest}, {"rounded up", nearest.Add(unit)}}
	case 1:
		return []rounding{{"rounded", nearest}, {"rounded down", nearest.Sub(unit)}}
	}
	return nil
}

// promo: a promotional rate, or one that it stands in for, or a bonus on the
// credits that pay.
func (a *account) promo() (string, *pricing.Rate) {
	now, rates := a.now(), a.rates()
	for i := range rates {
		r := &rates[i]
		ordinary := now != nil && now.Replaces == r.ID
		if r == now || r.Replaces == "" && !ordinary || r.Status != pricing.Current {
			continue
		}
		if v, ok := a.under(r); ok && a.gives(v) {
			if ordinary {
				return "it is the ordinary price; the promotional one holds on " + a.on.Day().String(), r
			}
			return "it is a promotional price that does not hold on " + a.on.Day().String() + span(r), r
		}
	}
	if a.payment == nil || a.payment.Offer == nil || !a.c.Currency.Dollars() || a.c.Quote == nil {
		return "", nil
	}
	s := a.c.Seller
	for i := range s.Promos {
		promo, rule, err := a.t.Bonus(pricing.OffersRequest{Promo: s.ID + "/" + s.Promos[i].ID})
		if err != nil {
			continue
		}
		bonus := rule.On(a.payment, promo)
		with := pricing.Payment{Price: bonus.Price, Credits: bonus.Total}
		if a.gives(with.Pays(a.c.Quote.Price)) {
			return "it is the price with the bonus of " + promo.Name, nil
		}
	}
	return "", nil
}

// stale: an earlier row of the model gives the amount.
func (a *account) stale() (string, *pricing.Rate) {
	now, rates := a.now(), a.rates()
	for i := range rates {
		r := &rates[i]
		earlier := r.Status == pricing.Superseded || r.Status == pricing.Current && r.Until != 0 && r.Until <= a.on
		if r == now || !earlier || r.Replaces != "" {
			continue
		}
		if v, ok := a.under(r); ok && a.gives(v) {
			return "it is the price under an earlier row" + span(r), r
		}
	}
	return "", nil
}

// span says when the rate holds, " (until 2026-06-01)".
func span(r *pricing.Rate) string {
	switch {
	case r.From == 0 && r.Until == 0:
		return ""
	case r.From == 0:
		return " (until " + r.Ends() + ")"
	case r.Until == 0:
		return " (from " + r.Since() + ")"
	default:
		return " (from " + r.Since() + " until " + r.Ends() + ")"
	}
}

// minimum: the published least quantity was left out, or the shortest length
// that is sold and holds the clip was billed.
func (a *account) minimum() (string, *pricing.Rate) {
	if q := a.c.Quote; q != nil && q.Charges[0].Raised {
		bare := *q.Rate
		bare.Minimum = nil
		if v, ok := a.under(&bare); ok && a.gives(v) {
			return "the least that is billed, " + q.Rate.Unit.Counted(*q.Rate.Minimum) + ", was not applied", nil
		}
	}
	if !a.c.Seconds.Valid {
		return "", nil
	}
	logged := a.c.Seconds.Decimal
	next := decimal.NullDecimal{}
	for _, s := range a.values(pricing.Seconds) {
		n := pricing.Parsed(s)
		if n.Valid && !n.Decimal.LessThan(logged) && (!next.Valid || n.Decimal.LessThan(next.Decimal)) {
			next = n
		}
	}
	if !next.Valid || next.Decimal.Equal(logged) {
		return "", nil
	}
	if v, r, ok := a.as(func(s *pricing.Shot) { s.Seconds = next }); ok && a.gives(v) {
		return "it is the price of " + pricing.Text(next) + " s, the shortest length on sale that holds " + logged.String() + " s", r
	}
	return "", nil
}

// values are the published values of the dimension: the model's own, then those
// of its rates in force.
func (a *account) values(d pricing.Dim) []string {
	values := slices.Clone(pricing.ConditionOn(a.c.Model.Options, d).Values)
	rates, err := pricing.InForce(nil, a.c.Seller, a.c.Model, a.on)
	if err != nil {
		return values
	}
	for _, v := range pricing.Published(rates, d) {
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

func (a *account) resolution() (string, *pricing.Rate) {
	logged := a.c.Resolution
	if a.c.Quote != nil {
		logged = a.c.Quote.Shot.Resolution
	}
	for _, v := range a.values(pricing.Resolution) {
		if v == logged {
			continue
		}
		price, r, ok := a.as(func(s *pricing.Shot) {
			s.Resolution, s.Width, s.Height = v, decimal.NullDecimal{}, decimal.NullDecimal{}
		})
		if ok && a.gives(price) {
			return "it is the price at " + v + logs(logged), r
		}
	}
	return "", nil
}

func (a *account) audio() (string, *pricing.Rate) {
	logged := a.c.Audio
	if a.c.Quote != nil {
		logged = a.c.Quote.Shot.Audio
	}
	for _, v := range [...]string{"true", "false"} {
		if v == logged {
			continue
		}
		price, r, ok := a.as(func(s *pricing.Shot) { s.Audio = v })
		if ok && a.gives(price) {
			words := pricing.Condition{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{v}}.Words()
			if logged != "" {
				logged = pricing.Condition{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{logged}}.Words()
			}
			return "it is the price with " + words + logs(logged), r
		}
	}
	return "", nil
}

func logs(value string) string {
	if value == "" {
		return "; the log does not say"
	}
	return "; the log says " + value
}

// hint names a published price that is the amount by chance or not: of another
// length, tier, quality …, or twice the price. It is no cause.
func (a *account) hint() string {
	for _, d := range pricing.Dims {
		if d == pricing.Resolution || d == pricing.Audio || d == pricing.Pixels {
			continue
		}
		for _, v := range a.values(d) {
			if v == a.c.Shot.Value(d) {
				continue
			}
			if price, _, ok := a.as(func(s *pricing.Shot) { s.Set(d, v) }); ok && a.gives(price) {
				return ". It is the price with " + pricing.Condition{Dim: d, Match: pricing.OneOf, Values: []string{v}}.Words()
			}
		}
	}
	if a.gives(a.price.Mul(pricing.Whole(2))) {
		return ". It is twice the price"
	}
	return ""
}

func (a *account) inSteps(r pricing.Ratio) string { return a.c.Currency.InSteps(pricing.Point(r)) }
