package main

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// creditsPage explains credits with examples that are chosen from the table and that
// the engine works out. What the table has nothing of is left out.
type creditsPage struct {
	Dear, Cheap *worked // the start shot on the offer with the dearest and the cheapest credit
	Endless     *endless
	Pair        []*worked // the same length in credits of two sellers
	Unpriced    *worked   // credits without a price
	Takes       *worked
	Range       *worked
	Own         *worked
	OwnLink     string
	Refusal     *refusal
}

// worked is one price with its arithmetic.
type worked struct {
	Title, Credits, Dollars, PerSecond string
	Reason                             string // why there are no dollars
	Steps                              []string
	Path                               string // of the model's page
	Standing                           string // "" for credits of one's own
}

// endless is an offer whose price of a credit has no end, and what becomes of it when
// it is rounded: "1500 credits for $59", "$0.039333", "$0.0393".
type endless struct{ Offer, Each, Credits, Rounded, Price string }

// refusal is a question without an answer.
type refusal struct {
	Title, Code, Message string
	Instead              []string
}

// The caller's own credits of the example: any round numbers will do. And how often a
// shot is repeated.
const (
	ownCredits, ownSeconds, ownPrice, ownBought = 50, 5, 30, 3000

	exampleCount, exampleTakes = 10, 3
)

func (e *edition) credits() (*creditsPage, error) {
	p := &creditsPage{Refusal: e.refusal()}
	e.startShot(p)
	shots := e.usualShots()
	p.Pair = e.pair(shots)
	for _, q := range shots {
		if p.Unpriced == nil && q.Dollars == nil && q.Seller.NoOffers != "" {
			p.Unpriced = e.worked(q)
		}
		if p.Range == nil && !q.Price.Single() {
			p.Range = e.worked(q)
		}
	}
	own := pricing.QuoteRequest{Shot: pricing.Shot{Seconds: decimalOf(ownSeconds)}, Credits: decimalOf(ownCredits), AsOf: e.on,
		Plan: &pricing.OwnPlan{Price: decimal.NewFromInt(ownPrice), Credits: decimal.NewFromInt(ownBought)}}
	q, err := e.table.Quote(own)
	if err != nil {
		return nil, err
	}
	p.Own = e.worked(q)
	text := func(n int64) string { return strconv.FormatInt(n, 10) }
	p.OwnLink = "/?" + query([2]string{"credits", text(ownCredits)}, [2]string{"seconds", text(ownSeconds)},
		[2]string{"plan.price", text(ownPrice)}, [2]string{"plan.credits", text(ownBought)})
	return p, nil
}

// startShot works out the start shot on two offers, and repeated.
func (e *edition) startShot(p *creditsPage) {
	start := e.config.Start
	if start.Seller == "" {
		return
	}
	shot, err := shotFrom(start.shot)
	if err != nil {
		return
	}
	quote := func(offer string, count, takes int64) *pricing.Quote {
		q, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, Offer: offer, Count: decimalOf(count), Takes: decimalOf(takes), EveryOffer: true, AsOf: e.on})
		if err != nil {
			return nil
		}
		return q
	}
	q := quote(start.Offer, exampleCount, exampleTakes)
	if q == nil {
		return
	}
	p.Takes = e.worked(q)
	offers := slices.Clone(q.Offers)
	slices.SortStableFunc(offers, func(a, b pricing.Payment) int { return b.PerCredit().Cmp(a.PerCredit()) })
	if n := len(offers); n > 1 && offers[0].PerCredit().Cmp(offers[n-1].PerCredit()) != 0 {
		p.Dear, p.Cheap = e.worked(quote(offers[0].Offer.ID, 1, 1)), e.worked(quote(offers[n-1].Offer.ID, 1, 1))
	}
	for i := range q.Offers {
		if o := &q.Offers[i]; !o.PerCredit().Terminates(6) {
			price := strings.TrimSuffix(pricing.USD.InWords(pricing.Point(o.Price)), ".00")
			credits := pricing.Plain(o.Credits)
			p.Endless = &endless{credits + " credits for " + price, "$" + o.PerCredit().Round(6).String(), credits, "$" + o.PerCredit().Round(4).String(), price}
			return
		}
	}
}

// usualShots quotes the first price of each model of the public sellers, in credits
// with the first offer that pays for it.
func (e *edition) usualShots() []*pricing.Quote {
	var out []*pricing.Quote
	for _, s := range e.sellers {
		models, err := e.table.Models(pricing.ModelsRequest{Seller: s.ID, AsOf: e.on})
		if err != nil {
			continue
		}
		for i := range models {
			for _, r := range models[i].Cells {
				members, q := usualShot(e.table, &models[i], r, nil)
				if q == nil || living(q) != nil {
					continue
				}
				if offer := firstOffer(q); offer != "" && q.Offer == nil {
					shot, _ := shotFrom(members) // which has a price
					if paid, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, Offer: offer, AsOf: e.on}); err == nil {
						q = paid
					}
				}
				out = append(out, q)
			}
		}
	}
	return out
}

// pair is the first two of the quotes that are of one length, in credits of two
// sellers, those of others before the operator's.
func (e *edition) pair(shots []*pricing.Quote) []*worked {
	paid := slices.DeleteFunc(slices.Clone(shots), func(q *pricing.Quote) bool {
		return q.Currency.Dollars() || q.Dollars == nil || q.Seconds.Sign() == 0
	})
	slices.SortStableFunc(paid, func(a, b *pricing.Quote) int {
		return cmp.Compare(choose(a.Seller.Owned, 1, 0), choose(b.Seller.Owned, 1, 0))
	})
	for i, a := range paid {
		for _, b := range paid[i+1:] {
			if a.Seller != b.Seller && a.Seconds.Cmp(b.Seconds) == 0 {
				return []*worked{e.worked(a), e.worked(b)}
			}
		}
	}
	return nil
}

// refusal is the first question about a model of the public sellers that cannot be
// answered but has others near it that can; without one, the first that cannot.
func (e *edition) refusal() *refusal {
	var first *refusal
	for _, s := range e.sellers {
		models, err := e.table.Models(pricing.ModelsRequest{Seller: s.ID, AsOf: e.on})
		if err != nil {
			continue
		}
		for i := range models {
			for _, shot := range unanswered(e.table, &models[i]) {
				_, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, AsOf: e.on})
				var refused *pricing.Error
				if !errors.As(err, &refused) {
					continue
				}
				r := &refusal{Title: strings.Join(append([]string{models[i].Model.Name}, shotWords(&shot), s.Name), ", "), Code: string(refused.Code), Message: sentence(refused.Message)}
				for _, a := range refused.Alternatives {
					r.Instead = append(r.Instead, a.Display+": "+a.Shot.Model+", "+shotWords(&a.Shot))
				}
				if len(r.Instead) > 0 {
					return r
				}
				if first == nil {
					first = r
				}
			}
		}
	}
	return first
}

// unanswered are shots that the model may well be asked for without a price: a length
// where only tiers are published, or one that its list of lengths does not have.
func unanswered(t *pricing.Table, d *pricing.ModelOnDay) []pricing.Shot {
	var out []pricing.Shot
	for _, r := range d.Cells {
		tiers := pricing.ConditionOn(r.When, pricing.Tier).Match == pricing.OneOf
		lengths := pricing.ConditionOn(r.When, pricing.Seconds)
		if !tiers && lengths.Match != pricing.OneOf {
			continue
		}
		shot := pricing.Shot{Seller: d.Seller.ID, Model: d.Model.ID, Resolution: first(pricing.ConditionOn(r.When, pricing.Resolution).Values)}
		asked := []decimal.NullDecimal{pricing.Parsed(usualLength)}
		if !tiers {
			asked = nil
			for seconds := int64(2); seconds <= t.MaxSeconds; seconds++ {
				asked = append(asked, decimalOf(seconds))
			}
		}
		for _, shot.Seconds = range asked {
			if _, err := t.QuoteAlone(pricing.QuoteRequest{Shot: shot, AsOf: d.AsOf}); err != nil {
				out = append(out, shot)
				break
			}
		}
	}
	return out
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func (e *edition) worked(q *pricing.Quote) *worked {
	w := &worked{Steps: q.Steps(), Reason: q.DollarsReason, Title: "Your own credits", Standing: q.Standing().Words()}
	if q.Model != nil {
		seller := q.Seller.Name
		if s := e.seller(q.Seller.ID); s != nil {
			seller = s.Name
		}
		w.Title = strings.TrimSuffix(q.Model.Name+", "+shotWords(&q.Shot), ", ") + ", " + seller
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
