package main

import "github.com/reelrate/reelrate/pricing"

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
	members, q := usualShot(e.table, &pricing.ModelOnDay{Table: e.table, Seller: s.Seller, Model: m, AsOf: on}, r, nil)
	shot, err := shotFrom(members)
	if err == nil && q == nil {
		q, err = e.table.Quote(pricing.QuoteRequest{Shot: shot, EveryOffer: true, AsOf: on})
	}
	if err != nil {
		return nil, err
	}
	x := &example{Shot: shotWords(&q.Shot), Steps: q.Steps(), Price: q.Currency.InWords(q.Price), Reason: q.DollarsReason, Link: "/?" + query(members...)}
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
