package pricing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// QuoteRequest asks for the price of a shot. Either Shot names a seller and a
// model, or Credits gives what the caller already knows one generation to cost.
type QuoteRequest struct {
	Shot
	Credits    decimal.NullDecimal // the caller's own credits per generation
	Count      decimal.NullDecimal // how many clips are wanted, 1 if not given
	Takes      decimal.NullDecimal // total attempts per kept clip, 1 if not given
	Offer      string              // id of the seller's offer that pays
	EveryOffer bool                // also convert through each offer of the seller
	Plan       *OwnPlan            // what the caller pays for credits instead of an offer
	History    bool                // also show superseded prices
	AsOf       Instant
}

// OwnPlan is a price in US dollars for a number of credits.
type OwnPlan struct {
	Price   decimal.Decimal
	Credits decimal.Decimal
}

// Quote is the price of one shot with everything needed to check it. All
// amounts are exact; Min and Max differ where the source published a range.
type Quote struct {
	Table  *Table
	Seller *Seller // nil, as are Model and Rate, for the caller's own credits
	Model  *Model
	Rate   *Rate
	Shot   Shot // what was priced, assumed values filled in
	AsOf   Instant
	// Used are the members of the request that the arithmetic worked with,
	// Confirmed those whose values are what the price is for. Any other that was
	// given is one that the rate declares itself independent of.
	Used, Confirmed Members
	Given           Members
	Charges         []Charge // how Price came about, in order
	Price           Interval // one generation, in Currency
	Currency        Currency
	Offer           *Payment  // what Dollars was converted through; nil for dollar prices
	Offers          []Payment // every offer, when asked for
	// Dollars is the price of one generation; nil, with DollarsReason, when
	// credits have no dollar price.
	Dollars         *Interval
	DollarsReason   string
	PerSecondReason string // why there is no figure per second, or ""
	Seconds         Ratio  // length of one clip; 0 when PerSecondReason says why
	Count, Takes    Ratio
	EffectiveMode   string // the mode that input images switched to, or ""
	MaxWaitHours    string // how long the seller may take, when published
	Precision       Precision
	Formulas        []Formula
	History         []Superseding
	Warnings        []Warning
}

// Generations is count × takes.
func (q *Quote) Generations() Ratio { return q.Count.Mul(q.Takes) }

// Disputed reports whether another source contradicts the rate.
func (q *Quote) Disputed() bool { return q.Rate != nil && len(q.Rate.Conflicts) > 0 }

// Charge is one step of a price: the base amount or a modifier.
type Charge struct {
	Modifier *Modifier // nil for the base amount
	Quantity Ratio     // how many units; the factor for Multiply
	Raised   bool      // Quantity is the published minimum, more than was asked for
	Amount   Interval  // what the charge comes to; the new total for Multiply
}

// Quote prices one shot. A price that the table does not hold is an [*Error]
// with the nearest alternatives.
func (t *Table) Quote(r QuoteRequest) (*Quote, error) {
	q, err := t.QuoteAlone(r)
	if err != nil {
		return nil, t.withAlternatives(r, err)
	}
	return q, nil
}

// QuoteAlone is Quote without the search for alternatives, which itself quotes.
func (t *Table) QuoteAlone(r QuoteRequest) (*Quote, *Error) {
	for _, f := range [...]struct {
		Bound
		value decimal.NullDecimal
	}{{CountNumber, r.Count}, {TakesNumber, r.Takes}, {CreditsNumber, r.Credits}} {
		if err := f.Check(f.value); err != nil {
			return nil, err
		}
	}
	if err := r.Shot.Check(t); err != nil {
		return nil, err
	}
	if r.Plan != nil {
		if err := r.Plan.Check(); err != nil {
			return nil, err
		}
		if r.Offer != "" {
			return nil, &Error{Code: InvalidValue, Field: "plan", Message: "a plan of one's own and an offer were both given", Accepted: []string{"one of offer and plan"}}
		}
	}
	q := &Quote{Table: t, Shot: r.Shot, Given: r.Shot.Given(), AsOf: r.AsOf, Count: OrOne(r.Count), Takes: OrOne(r.Takes)}
	if r.Credits.Valid {
		return q, q.ownCredits(r)
	}
	if err := q.price(); err != nil {
		return nil, err
	}
	q.perSecond()
	if r.History {
		q.History = q.superseded()
	}
	return q, q.convert(r)
}

// ownCredits prices from the caller's own three numbers: the credits of one
// generation, and the price and credits of a plan (001:31,37).
func (q *Quote) ownCredits(r QuoteRequest) *Error {
	if r.Seller != "" || r.Model != "" {
		return &Error{Code: InvalidValue, Field: "credits",
			Message:  "credits of one's own and a model were both given",
			Accepted: []string{"credits alone", "seller and model alone"}}
	}
	if r.Offer != "" || r.EveryOffer {
		return &Error{Code: OfferNotApplicable, Field: "offer",
			Message:  "credits of one's own belong to no seller of the table",
			Accepted: []string{"plan.price and plan.credits"}}
	}
	if others := q.Given &^ memberSeconds; others != 0 {
		return refused(InvalidValue, others.first(), "it changes nothing about credits of one's own", leaveOut...)
	}
	q.Currency = Currency{ID: "credits", Name: "credit"}
	q.Price = Point(Exactly(r.Credits.Decimal))
	q.perSecond()
	if r.Plan == nil {
		q.DollarsReason = "no plan was given: add plan.price and plan.credits"
		return nil
	}
	q.pay(r.Plan.Payment())
	return nil
}

// price finds the rate and computes one generation in the seller's currency.
func (q *Quote) price() *Error {
	t := q.Table
	if q.Shot.Seller == "" {
		return Missing("seller", "name the seller that charges")
	}
	if q.Shot.Model == "" {
		return Missing("model", "name the model that generates")
	}
	var err *Error
	if q.Seller, err = t.Seller(q.Shot.Seller); err != nil {
		return err
	}
	if q.Model, err = q.Seller.Model(q.Shot.Model); err != nil {
		return err
	}
	q.Shot.Seller, q.Shot.Model = q.Seller.ID, q.Model.ID
	q.Currency = q.Seller.Currency
	if q.Model.Upstream != "" { // the few that have one, so that no other quote pays for the look
		q.Warnings = t.upstreamDoubt(q.Seller, q.Model, NotStated, q.AsOf)
	}
	if err := q.CheckMode(); err != nil {
		return err
	}
	q.checkSeconds()
	rate, assumed, err := t.match(q.Seller, q.Model, &q.Shot, q.AsOf)
	if err != nil {
		return err
	}
	q.Rate = rate
	q.Warnings = append(q.Warnings, assumed...)
	if err := q.checkListed(); err != nil {
		return err
	}
	if err := q.Settle(); err != nil {
		return err
	}
	q.Warnings = append(q.Warnings, t.doubts(q.Seller, q.Model, rate, q.AsOf)...)
	return nil
}

// Settle computes the price under the rate and accounts for what was given.
func (q *Quote) Settle() *Error {
	if err := q.charge(); err != nil {
		return err
	}
	q.Formulas = q.formulas()
	return q.account()
}

// checkListed refuses what the model is not sold with where the rate, whose own
// conditions have been met, does not name it.
func (q *Quote) checkListed() *Error {
	open := ^q.Rate.confirms() | q.Rate.Independent
	for i := range q.Model.Options {
		c := &q.Model.Options[i]
		if c.Match != OneOf || !open.Has(c.Dim.members()) || c.Dim == Seconds && q.Model.WholeSeconds {
			continue
		}
		if value := q.Shot.asked(c.Dim); value != "" && !c.Accepts(value) {
			words := Condition{Dim: c.Dim, Match: OneOf, Values: []string{value}}.Words()
			return refused(OptionNotPublished, c.Dim.String(), q.Model.Name+" is not sold at "+words, c.Values...)
		}
	}
	return nil
}

// CheckMode checks what goes in: the mode and the number of input images.
func (q *Quote) CheckMode() *Error {
	m, s := q.Model, &q.Shot
	if s.Mode != "" && m.ModesMatch != Any && !slices.Contains(m.Modes, s.Mode) {
		e := &Error{Code: ModeNotPublished, Field: "mode",
			Message: m.Name + " is not sold for " + Quoted(s.Mode), Accepted: m.Modes}
		if m.ModesMatch == Unknown {
			e.Code, e.Accepted = OptionNotStated, leaveOut
			e.Message = "the source does not say for which modes the price of " + m.Name + " is; leave mode out to see it"
		}
		return e
	}
	if !s.InputImages.Valid || s.InputImages.Decimal.IsZero() {
		return nil
	}
	if m.makesOfText() {
		return refused(OptionNotPublished, "inputImages", m.Name+" is sold for "+strings.Join(m.Modes, " and ")+", which takes no image", "0")
	}
	in := m.InputImages
	if in == nil || in.Max == 0 {
		q.Warnings = append(q.Warnings, Warning{LimitNotPublished, "inputImages",
			"how many input images " + m.Name + " accepts is not published"})
		return nil
	}
	if s.InputImages.Decimal.GreaterThan(decimal.New(in.Max, 0)) {
		return tooMany(m, in.Max)
	}
	q.EffectiveMode = in.SwitchesTo
	return nil
}

func tooMany(m *Model, most int64) *Error {
	return &Error{Code: TooManyInputImages, Field: "inputImages",
		Message:  m.Name + " accepts at most " + strconv.FormatInt(most, 10) + " input images",
		Accepted: []string{"0 to " + strconv.FormatInt(most, 10)}}
}

// checkSeconds applies the source's default and warns of a length that the
// vendor does not list.
func (q *Quote) checkSeconds() {
	m, s := q.Model, &q.Shot
	if !s.Seconds.Valid {
		if m.DefaultSeconds != "" {
			s.Seconds = Parsed(m.DefaultSeconds)
			q.Warnings = append(q.Warnings, Warning{DefaultSeconds, "seconds",
				"seconds was not given: the default of " + m.DefaultSeconds + " s was used"})
		}
		return
	}
	listed := ConditionOn(m.Options, Seconds)
	if m.WholeSeconds && listed.Match == OneOf && !listed.Accepts(Text(s.Seconds)) {
		q.Warnings = append(q.Warnings, Warning{UnlistedSeconds, "seconds",
			Text(s.Seconds) + " s is not a length that the source lists for " + m.Name + ": " + listed.Words()})
	}
}

// perSecond finds the length of the clip, or says why there is none.
func (q *Quote) perSecond() {
	switch {
	case q.Model != nil && q.Model.Medium != "video":
		q.PerSecondReason = "not a video"
	case q.Shot.Seconds.Valid:
		q.Seconds = Exactly(q.Shot.Seconds.Decimal)
	case q.Model == nil:
		q.PerSecondReason = "seconds was not given"
	default:
		q.PerSecondReason = "clip length not published"
		if q.Shot.Tier.Valid {
			q.PerSecondReason = "the source publishes duration tiers without their seconds"
		}
		q.Warnings = append(q.Warnings, Warning{LengthNotPublished, "seconds", "no price per second: " + q.PerSecondReason})
	}
}

// PerSecond returns the amount for one second of one generation, or false with
// PerSecondReason set.
func (q *Quote) PerSecond(v Interval) (Interval, bool) {
	if q.PerSecondReason != "" {
		return Interval{}, false
	}
	return v.Div(q.Seconds), true
}

// OrOne is the number, 1 if it was not given.
func OrOne(d decimal.NullDecimal) Ratio {
	if d.Valid {
		return Exactly(d.Decimal)
	}
	return Whole(1)
}

// ForSecond is the amount for one second, nil when there is none.
func (q *Quote) ForSecond(v *Interval) *Interval {
	if v == nil {
		return nil
	}
	if perSecond, ok := q.PerSecond(*v); ok {
		return &perSecond
	}
	return nil
}

// ForAll is the amount for every generation.
func (q *Quote) ForAll(v *Interval) *Interval {
	if v == nil {
		return nil
	}
	total := v.Mul(q.Generations())
	return &total
}
