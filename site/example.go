package main

import (
	"errors"
	"fmt"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// example is one price worked out by the engine.
type example struct {
	Day      string // that it is priced for, where the model has ended since
	Shot     string
	Steps    []string
	Price    string
	Dollars  string // "" with Reason
	Reason   string
	Warnings []string
	Link     string // query of the calculator
	Offers   []offerStep
}

// offerStep is the example's price through one offer.
type offerStep struct{ Name, Step, Dollars, PerSecond string }

// example prices the cell's own shot on the day, on every offer of the seller.
func (e *edition) example(s *shownSeller, m *pricing.Model, r *pricing.Rate, on pricing.Instant) (*example, error) {
	shot, err := shotOf(s.ID, m, r)
	if err != nil {
		return nil, err
	}
	q, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, EveryOffer: true, AsOf: on})
	if err != nil {
		return nil, err
	}
	x := &example{Shot: shotWords(&q.Shot), Steps: q.Steps(), Price: q.Currency.InWords(q.Price), Reason: q.DollarsReason, Link: "/" + address(s.ID, m, r)}
	if on != e.on {
		day := on.Day().String()
		x.Day = dateWords(day)
		x.Link += "&asOf=" + day
	}
	if q.Dollars != nil && !q.Currency.Dollars() {
		x.Dollars = pricing.USD.InWords(*q.Dollars)
	}
	for _, w := range q.Warnings {
		// What was to be said on another day is over; of the maker's end the model's own doubts tell.
		if on == e.on && w.Code != pricing.UpstreamSunset && w.Code != pricing.UpstreamContinued {
			x.Warnings = append(x.Warnings, sentence(w.Message))
		}
	}
	if q.Offer != nil {
		return x, nil // the only way to pay is part of the steps
	}
	for i := range q.Offers {
		o := q.Offers[i].Offer
		paid, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, Offer: o.ID, AsOf: on})
		if err != nil {
			return nil, err
		}
		steps := paid.Steps()
		line := offerStep{Name: o.Name, Step: steps[len(steps)-1], Dollars: pricing.USD.InWords(*paid.Dollars)}
		if perSecond, ok := paid.PerSecond(*paid.Dollars); ok {
			line.PerSecond = fine(perSecond)
		}
		x.Offers = append(x.Offers, line)
	}
	return x, nil
}

// shotOf is the shot of shotMembers.
func shotOf(seller string, m *pricing.Model, r *pricing.Rate) (pricing.Shot, error) {
	shot := pricing.Shot{Seller: seller, Model: m.ID}
	var failed error
	for _, member := range shotMembers(m, r) {
		text := map[string]*string{"mode": &shot.Mode, "resolution": &shot.Resolution, "audio": &shot.Audio, "hdr": &shot.HDR, "quality": &shot.Quality}[member[0]]
		if text != nil {
			*text = member[1]
			continue
		}
		number := map[string]*decimal.NullDecimal{"seconds": &shot.Seconds, "tier": &shot.Tier, "gpuHours": &shot.GPUHours}[member[0]]
		if number == nil {
			return shot, fmt.Errorf("no example can be given with %s", member[0])
		}
		d, err := decimal.NewFromString(member[1])
		failed = errors.Join(failed, err)
		*number = decimal.NullDecimal{Decimal: d, Valid: true}
	}
	return shot, failed
}
