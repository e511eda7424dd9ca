package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// calculator is the calculator's state at build time: the form with the start
// shot, and its price. Both are whole and true before and without any script.
type calculator struct {
	Start   startShot
	Sellers []choice
	Models  []choice
	Offers  []choice
	Max     int64
	API     string // path and query of the same request
	Answer  answer
	Presets []shortcut
}

// shortcut is a preset as the page links it.
type shortcut struct{ Name, Note, Words, Link string }

type choice struct {
	Value, Name string
	Chosen      bool
}

// answer is a quote in the words that the page shows. The script fills the same
// places from the engine's answers; see scripts/calculator/answer.mjs.
type answer struct {
	Shot, Credits, Dollars, With string
	Standing                     standing
	CreditsPerSecond, PerSecond  string
	Generations                  string
	TotalCredits, Total          string
	Beware                       string // the model may not be sold any more
	Steps                        []string
	Warnings                     []string
	Cites                        []cite
	Offers                       []paid
}

// paid is the start shot's price through one offer.
type paid struct {
	ID, Name, Terms, PerCredit, PerSecond, Dollars string
	Share                                          string // of the dearest, in percent, for the bar
	Chosen                                         bool
}

func newCalculator(t *pricing.Table, c *config, sellers []*shownSeller, on pricing.Instant) (*calculator, error) {
	seconds, err := decimal.NewFromString(c.Start.Seconds)
	if err != nil {
		return nil, fmt.Errorf("site.yaml: start.seconds: %w", err)
	}
	shot := pricing.Shot{Seller: c.Start.Seller, Model: c.Start.Model}
	shot.Seconds.Decimal, shot.Seconds.Valid = seconds, true
	q, err := t.Quote(pricing.QuoteRequest{Shot: shot, Offer: c.Start.Offer, EveryOffer: true, AsOf: on})
	if err != nil {
		return nil, fmt.Errorf("site.yaml: start: %w", err)
	}
	if err := living(q); err != nil {
		return nil, fmt.Errorf("site.yaml: start: %w", err)
	}
	if q.Offer == nil || q.Currency.Dollars() {
		return nil, fmt.Errorf("site.yaml: start: %s does not sell credits through offers", q.Seller.Name)
	}
	calc := &calculator{Start: c.Start, Max: t.MaxSeconds}
	var name string
	for _, s := range sellers {
		if len(s.Models) > 0 {
			calc.Sellers = append(calc.Sellers, choice{s.ID, s.Name, s.ID == q.Seller.ID})
		}
		if s.ID == q.Seller.ID {
			name = s.Name
		}
	}
	for i := range q.Seller.Models {
		m := &q.Seller.Models[i]
		calc.Models = append(calc.Models, choice{m.ID, m.Name, m.ID == q.Model.ID})
	}
	for _, p := range q.Offers {
		calc.Offers = append(calc.Offers, choice{p.Offer.ID, p.Offer.Name + ": " + offerWords(p.Offer), p.Offer == q.Offer.Offer})
	}
	calc.API = "/v1/quote?" + query([2]string{"seller", q.Seller.ID}, [2]string{"model", q.Model.ID}, [2]string{"seconds", c.Start.Seconds},
		[2]string{"count", "1"}, [2]string{"takes", "1"}, [2]string{"offer", c.Start.Offer})
	calc.Answer = describeAnswer(t, q, name)
	for _, p := range c.Presets {
		s, err := p.shortcut(t, on)
		if err != nil {
			return nil, fmt.Errorf("site.yaml: presets: %s: %w", p.Name, err)
		}
		calc.Presets = append(calc.Presets, s)
	}
	return calc, nil
}

// shortcut links a preset, which has to have a price and a model that is still to
// be had.
func (p *preset) shortcut(t *pricing.Table, on pricing.Instant) (shortcut, error) {
	line, err := p.line()
	if err != nil {
		return shortcut{}, err
	}
	q, err := t.Quote(pricing.QuoteRequest{Shot: line.Shot, Count: line.Count, Takes: line.Takes, AsOf: on})
	if err != nil {
		return shortcut{}, err
	}
	if err := living(q); err != nil {
		return shortcut{}, err
	}
	words := p.Count + " × " + shotWords(&line.Shot) + ", " + q.Model.Name // as given: what is assumed goes without saying
	if p.Takes != "1" {
		words += ", " + p.Takes + " takes"
	}
	link := query([2]string{"seller", p.Seller}, [2]string{"model", p.Model}, [2]string{"seconds", p.Seconds},
		[2]string{"count", p.Count}, [2]string{"takes", p.Takes})
	return shortcut{p.Name, p.Note, words, "?" + link}, nil
}

func describeAnswer(t *pricing.Table, q *pricing.Quote, seller string) answer {
	usd := pricing.USD
	a := answer{
		Shot:        q.Model.Name + ", " + q.Shot.Seconds.Decimal.String() + " s, " + seller,
		Credits:     q.Currency.InWords(q.Price),
		Dollars:     usd.InWords(*q.Dollars),
		With:        "with " + q.Offer.Offer.Name,
		Standing:    stands(q.Standing()),
		Generations: "1 clip × 1 take",
		Steps:       q.Steps(),
	}
	if q.Rate.Known == q.Offer.Offer.Known {
		a.Cites = dated(cites(t, append(slices.Clone(q.Model.Cites(q.Rate.Sources)), q.Offer.Offer.Sources...)), q.Rate.Known)
	} else {
		a.Cites = append(dated(cites(t, q.Model.Cites(q.Rate.Sources)), q.Rate.Known), dated(cites(t, q.Offer.Offer.Sources), q.Offer.Offer.Known)...)
	}
	if v, ok := q.PerSecond(q.Price); ok {
		dollars, _ := q.PerSecond(*q.Dollars)
		a.CreditsPerSecond, a.PerSecond = q.Currency.InWords(v), fine(dollars)
	}
	a.TotalCredits, a.Total = q.Currency.InWords(q.Price.Mul(q.Generations())), usd.InWords(q.Dollars.Mul(q.Generations()))
	var others []pricing.Warning
	a.Beware, others = unsure(q.Warnings)
	for _, w := range others {
		a.Warnings = append(a.Warnings, sentence(w.Message))
	}
	most := q.Offers[0].Pays(q.Price).Max
	for i := range q.Offers {
		if v := q.Offers[i].Pays(q.Price).Max; v.Cmp(most) > 0 {
			most = v
		}
	}
	for i := range q.Offers {
		p := &q.Offers[i]
		v := p.Pays(q.Price)
		line := paid{ID: p.Offer.ID, Name: p.Offer.Name, Terms: offerWords(p.Offer),
			PerCredit: fine(pricing.Point(p.PerCredit())), Dollars: usd.InWords(v),
			Share:  v.Max.Mul(pricing.Whole(100)).Div(most).Round(1).String(),
			Chosen: p.Offer == q.Offer.Offer}
		if perSecond, ok := q.PerSecond(v); ok {
			line.PerSecond = fine(perSecond)
		}
		a.Offers = append(a.Offers, line)
	}
	return a
}

// plural is "1 model", "9 models".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// currencyWords is what a seller charges in, for a heading.
func currencyWords(s *shownSeller) string {
	if s.Currency.Dollars() {
		return "in US dollars"
	}
	return "in " + strings.TrimSuffix(s.Currency.Name, "s") + "s"
}
