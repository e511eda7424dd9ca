package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// creditsPage explains credits with examples that the engine works out.
type creditsPage struct {
	Small, Large *worked // one clip on the dearest and on the cheapest offer
	Kling, Pika  *worked // credits of two sellers
	Endpoint     *worked // credits without a price
	Takes        *worked
	Range        *worked
	Own          *worked
	Refusal      *refusal
}

// worked is one price with its arithmetic.
type worked struct {
	Title, Credits, Dollars, PerSecond string
	Reason                             string // why there are no dollars
	Steps                              []string
	Path                               string // of the model's page
	Standing                           string // "" for credits of one's own
}

// refusal is a question without an answer.
type refusal struct {
	Title, Code, Message string
	Instead              []string
}

func (e *edition) credits() (*creditsPage, error) {
	p := &creditsPage{}
	var failed error
	work := func(into **worked, seller, model, offer string, seconds int64, change func(*pricing.QuoteRequest)) {
		r := pricing.QuoteRequest{Shot: pricing.Shot{Seller: seller, Model: model, Seconds: decimalOf(seconds)}, Offer: offer, AsOf: e.on}
		if change != nil {
			change(&r)
		}
		q, err := e.table.Quote(r)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("example of %s/%s: %w", seller, model, err))
			return
		}
		*into = e.worked(q)
	}
	house := e.config.Start.Seller
	work(&p.Small, house, e.config.Start.Model, "starter", 8, nil)
	work(&p.Large, house, e.config.Start.Model, "agency", 8, nil)
	work(&p.Kling, "kling-app", "kling-3.0", "standard", 10, func(r *pricing.QuoteRequest) { r.Resolution, r.Audio = "1080p", "true" })
	work(&p.Pika, "pika-app", "pika-2.5", "standard", 10, func(r *pricing.QuoteRequest) { r.Resolution = "1080p" })
	work(&p.Endpoint, "endpoints", "veo3", "", 8, nil)
	work(&p.Takes, house, "kling-v2.1", "creator", 5, func(r *pricing.QuoteRequest) { r.Count, r.Takes = decimalOf(40), decimalOf(3) })
	work(&p.Range, "google-api", "veo-3.1-fast", "", 8, func(r *pricing.QuoteRequest) { r.Audio = "false" })
	// A clip of 50 credits on a plan of $30 for 3000 is the illustration of 001:19-33.
	work(&p.Own, "", "", "", 5, func(r *pricing.QuoteRequest) {
		r.Credits = decimalOf(50)
		r.Plan = &pricing.OwnPlan{Price: decimal.NewFromInt(30), Credits: decimal.NewFromInt(3000)}
	})
	if failed != nil {
		return nil, failed
	}

	_, err := e.table.Quote(pricing.QuoteRequest{Shot: pricing.Shot{Seller: "endpoints", Model: "wan/2-6-text-to-video", Resolution: "720p", Seconds: decimalOf(8)}, AsOf: e.on})
	var refused *pricing.Error
	if !errors.As(err, &refused) {
		return nil, fmt.Errorf("the example of a refusal was priced: %v", err)
	}
	p.Refusal = &refusal{Title: "wan/2-6-text-to-video, 720p, 8 s, " + e.seller("endpoints").Name, Code: string(refused.Code), Message: sentence(refused.Message)}
	for _, a := range refused.Alternatives {
		p.Refusal.Instead = append(p.Refusal.Instead, a.Display+": "+a.Shot.Model+", "+shotWords(&a.Shot))
	}
	return p, nil
}

func (e *edition) worked(q *pricing.Quote) *worked {
	w := &worked{Steps: q.Steps(), Reason: q.DollarsReason, Title: "Your own credits", Standing: q.Standing().Words()}
	if q.Model != nil {
		w.Title = strings.TrimSuffix(q.Model.Name+", "+shotWords(&q.Shot), ", ") + ", " + e.seller(q.Seller.ID).Name
		w.Path = modelPath(q.Seller.ID, q.Model.ID)
	}
	if q.Offer != nil && q.Offer.Offer != nil {
		w.Title += ", with " + q.Offer.Offer.Name
	}
	if !q.Currency.Dollars() {
		w.Credits = q.Currency.InWords(q.Price.Mul(q.Generations()))
	}
	if q.Dollars != nil {
		w.Dollars = almost(q.Precision) + pricing.USD.InWords(q.Dollars.Mul(q.Generations()))
		if v, ok := q.PerSecond(*q.Dollars); ok {
			w.PerSecond = fine(v)
		}
	}
	return w
}
