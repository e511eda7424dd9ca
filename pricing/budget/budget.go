// Package budget says what clips cost, how far money or credits go, how many attempts
// a kept clip takes, and whether a job may be submitted.
package budget

import (
	"math/big"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Request asks what clips cost, how far money or credits go, how many
// attempts a kept clip takes, and whether a job may be submitted. Each question
// is asked by giving what it is about: Clips, Ceiling, Have, Keep, Gate.
//
// The price of one attempt is a shot of the table, with Offer or Plan where
// credits are bought, or one of Own. A price per second of one's own takes its
// length from Shot.Seconds.
type Request struct {
	pricing.Shot
	Offer string
	Plan  *pricing.OwnPlan
	Own   OwnPrice

	Clips decimal.NullDecimal // kept clips
	Takes decimal.NullDecimal // total attempts per kept clip, 1 if not given
	Keep  *Keep               // or how often an attempt is kept
	// Percentiles asks for more than the 90th, separated by commas: "50,99".
	Percentiles string

	Ceiling     decimal.NullDecimal // US dollars
	ClipsPerDay decimal.NullDecimal // kept clips, from Start on
	Start       pricing.Instant

	Have *Have
	Gate *Gating
	AsOf pricing.Instant
}

// OwnPrice is what the caller knows one attempt to cost: one of dollars or
// credits, per second or per clip. A maximum makes a range.
type OwnPrice struct {
	DollarsPerSecond, DollarsPerSecondMax decimal.NullDecimal
	DollarsPerClip, DollarsPerClipMax     decimal.NullDecimal
	CreditsPerSecond, CreditsPerClip      decimal.NullDecimal
}

// Keep says that of Of attempts Kept were kept: "3 of 50".
type Keep struct{ Kept, Of decimal.Decimal }

// Have is what there is to spend: credits, or US dollars.
type Have struct{ Credits, Dollars decimal.NullDecimal }

// Gating is a job about to be submitted.
type Gating struct {
	Spent       decimal.NullDecimal // US dollars of the month so far
	Job         decimal.NullDecimal // US dollars; the price of one attempt if not given
	Attempt     decimal.NullDecimal // which attempt this is, from 1
	MaxAttempts decimal.NullDecimal // for one job, the first included
}

// Budget holds the answers, nil where there was no question.
type Budget struct {
	Table    *pricing.Table
	AsOf     pricing.Instant
	Attempt  *AttemptPrice
	Takes    pricing.Ratio // attempts per kept clip
	Clips    *pricing.Ratio
	Forecast *Forecast
	Ceiling  *CeilingForecast
	Yield    *Yield
	Attempts *AttemptForecast
	Gate     *Gate
	Warnings []pricing.Warning

	keep *keeping
}

// AttemptPrice is what one attempt costs.
type AttemptPrice struct {
	Quote         *pricing.Quote // nil for a price of the caller's own
	Dollars       *pricing.Interval
	DollarsReason string // why Dollars is nil
	Credits       *pricing.Interval
	Currency      pricing.Currency // of Credits
	steps         []string
}

// Forecast is the cost of all clips: clips × price × takes (003:136).
type Forecast struct {
	Attempts pricing.Ratio
	Dollars  *pricing.Interval
	Credits  *pricing.Interval
}

// Yield is how many kept clips an amount buys.
type Yield struct {
	Currency pricing.Currency
	Have     pricing.Ratio
	PerKept  pricing.Interval
	Clips    pricing.Interval // exact
	// Whole and Left are the whole clips and what remains at the dearest price,
	// nil where no dearest price is published; WholeAtBest and LeftAtBest those
	// at the cheapest.
	Whole, Left             *pricing.Ratio
	WholeAtBest, LeftAtBest pricing.Ratio
}

// What the numbers of a request may be. The bounds are ours, see [pricing.SecondsNumber].
var (
	AverageTakes      = pricing.Bound{Name: "takes", Least: 1, Most: 1000} // an average need not be whole
	ClipsNumber       = pricing.Bound{Name: "clips", Least: 0, Most: 1000000, Whole: true}
	ownSecondsNumber  = pricing.Bound{Name: "seconds", Least: 0, Most: 3600, Positive: true}
	OwnRateNumber     = pricing.Bound{Least: 0, Most: 1000000}
	CeilingNumber     = pricing.Bound{Name: "ceiling", Least: 0, Most: 1000000000}
	ClipsPerDayNumber = pricing.Bound{Name: "clipsPerDay", Least: 0, Most: 1000000, Positive: true}
	KeptNumber        = pricing.Bound{Name: "keep.kept", Least: 1, Most: 1000000, Whole: true}
	OfNumber          = pricing.Bound{Name: "keep.of", Least: 1, Most: 1000000, Whole: true}
)

// Plan answers the questions that the request asks.
func Plan(t *pricing.Table, r Request) (*Budget, error) {
	b := &Budget{Table: t, AsOf: r.AsOf, Takes: pricing.OrOne(r.Takes)}
	if err := r.check(); err != nil {
		return nil, err
	}
	if r.Keep != nil {
		keep := new(big.Rat).SetFrac(r.Keep.Kept.BigInt(), r.Keep.Of.BigInt())
		b.keep = &keeping{keep.Num().Int64(), keep.Denom().Int64()}
		b.Takes = pricing.Exactly(r.Keep.Of).Div(pricing.Exactly(r.Keep.Kept))
	}
	if err := b.price(r); err != nil {
		return nil, err
	}
	if r.Clips.Valid {
		clips := pricing.Exactly(r.Clips.Decimal)
		b.Clips = &clips
		b.forecast()
	}
	for _, answer := range []func(Request) error{b.ceiling, b.yield, b.attempts, b.gate} {
		if err := answer(r); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// check validates the members that need no table.
func (r *Request) check() error {
	if !r.Clips.Valid && !r.Ceiling.Valid && r.Have == nil && r.Keep == nil && r.Gate == nil {
		return &pricing.Error{Code: pricing.MissingParameter, Field: "clips", Message: "say what is to be budgeted",
			Accepted: []string{"clips", "ceiling", "have", "keep", "gate"}}
	}
	for _, f := range [...]struct {
		pricing.Bound
		value decimal.NullDecimal
	}{{ClipsNumber, r.Clips}, {AverageTakes, r.Takes}, {CeilingNumber, r.Ceiling}, {ClipsPerDayNumber, r.ClipsPerDay}} {
		if err := f.Check(f.value); err != nil {
			return err
		}
	}
	if k := r.Keep; k != nil {
		if err := KeptNumber.Check(pricing.Valid(k.Kept)); err != nil {
			return err
		}
		if err := OfNumber.Check(pricing.Valid(k.Of)); err != nil {
			return err
		}
		switch {
		case k.Kept.GreaterThan(k.Of):
			return &pricing.Error{Code: pricing.InvalidValue, Field: "keep.kept", Message: "more are kept than attempted", Accepted: []string{"1 to " + k.Of.String()}}
		case r.Takes.Valid:
			return &pricing.Error{Code: pricing.InvalidValue, Field: "keep", Message: "takes and a keep rate were both given", Accepted: []string{"one of takes and keep"}}
		}
	} else if r.Percentiles != "" {
		return pricing.Missing("keep", "percentiles of the number of attempts need a keep rate, such as 3 of 50")
	}
	switch {
	case r.Start != 0 && !r.ClipsPerDay.Valid:
		return pricing.Missing("clipsPerDay", "the day depends on the pace")
	case r.Start == 0 && r.ClipsPerDay.Valid:
		return pricing.Missing("start", "the day depends on when the clips begin")
	case r.Start != 0 && !r.Ceiling.Valid:
		return pricing.Missing("ceiling", "a pace is for the day on which a ceiling is reached")
	}
	return nil
}

// forecast multiplies: clips × price × takes.
func (b *Budget) forecast() {
	if b.Attempt == nil {
		return
	}
	n := b.Clips.Mul(b.Takes)
	scaled := func(v *pricing.Interval) *pricing.Interval {
		if v == nil {
			return nil
		}
		out := v.Mul(n)
		return &out
	}
	b.Forecast = &Forecast{Attempts: n, Dollars: scaled(b.Attempt.Dollars), Credits: scaled(b.Attempt.Credits)}
}

// yield divides: what there is by the price of a kept clip.
func (b *Budget) yield(r Request) error {
	if r.Have == nil {
		return nil
	}
	have, field, currency := r.Have.Dollars, "have.dollars", pricing.USD
	var price *pricing.Interval
	switch {
	case r.Have.Credits.Valid == r.Have.Dollars.Valid:
		return &pricing.Error{Code: pricing.InvalidValue, Field: "have", Message: "either credits or dollars belong here", Accepted: []string{"have.credits", "have.dollars"}}
	case r.Have.Credits.Valid:
		have, field = r.Have.Credits, "have.credits"
		if b.Attempt == nil || b.Attempt.Credits == nil {
			return pricing.Missing("creditsPerClip", "what credits buy needs a price in credits: "+pricesInWords)
		}
		price, currency = b.Attempt.Credits, b.Attempt.Currency
	default:
		var err error
		if price, err = b.dollars(); err != nil {
			return err
		}
	}
	n := pricing.MoneyNumber
	n.Name = field
	if err := n.Check(have); err != nil {
		return err
	}
	y := &Yield{Currency: currency, Have: pricing.Exactly(have.Decimal), PerKept: price.Mul(b.Takes)}
	if y.PerKept.Min.Sign() == 0 {
		return &pricing.Error{Code: pricing.InvalidValue, Field: field, Message: "at a price of 0 it buys any number of clips"}
	}
	fit := func(each pricing.Ratio) (exact, whole, left pricing.Ratio) {
		exact = y.Have.Div(each)
		whole = wholeDown(exact)
		return exact, whole, y.Have.Sub(whole.Mul(each))
	}
	y.Clips.Max, y.WholeAtBest, y.LeftAtBest = fit(y.PerKept.Min)
	if y.PerKept.Single() {
		y.Clips, y.Whole, y.Left = pricing.Point(y.Clips.Max), &y.WholeAtBest, &y.LeftAtBest
	} else if !y.PerKept.Open {
		exact, whole, left := fit(y.PerKept.Max)
		y.Clips.Min, y.Whole, y.Left = exact, &whole, &left
	}
	b.Yield = y
	return nil
}

// wholeDown is the largest whole number that is at most r, wholeUp the smallest
// that is at least r.
func wholeDown(r pricing.Ratio) pricing.Ratio {
	q := r.Rat()
	return pricing.Exactly(decimal.NewFromBigInt(new(big.Int).Div(q.Num(), q.Denom()), 0))
}

func wholeUp(r pricing.Ratio) pricing.Ratio {
	return pricing.Ratio{}.Sub(wholeDown(pricing.Ratio{}.Sub(r)))
}
