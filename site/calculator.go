package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// calculator is the calculator's state at build time: the form with the start
// shot, and its price. Both are whole and true before and without any script.
type calculator struct {
	Start   startShot
	Sellers []choice
	Models  []choice
	Asks    []question // what else the start shot says
	Offers  []choice
	Count   string // what is counted: "Clips"
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

// question is a member of the start shot beside its length: one of a list or, without
// one, a value.
type question struct {
	Name, Label string
	Choices     []choice
	Value       string
}

// answer is a quote in the words that the page shows. The script fills the same
// places from the engine's answers; see scripts/calculator/answer.mjs.
type answer struct {
	Shot, Credits, Dollars, With string
	Reason                       string // why there are no dollars
	Standing                     standing
	CreditsPerSecond, PerSecond  string
	NoSecond                     string // why there is no price per second
	Mark                         string // before a sum that is approximate
	Generations                  string
	TotalCredits, Total          string
	Beware                       string // the model may not be sold any more
	Steps                        []string
	Warnings                     []string
	Cites                        []cite
	Offers                       []paid
	Refusal                      string // why there is no price at all
}

// paid is the start shot's price through one offer.
type paid struct {
	ID, Name, Terms, PerCredit, PerSecond, Dollars string
	Share                                          string // of the dearest, in percent, for the bar
	Chosen                                         bool
}

// newCalculator is nil where the site shows no model.
func newCalculator(t *pricing.Table, c *config, sellers []*shownSeller, on pricing.Instant) (*calculator, error) {
	calc := &calculator{Start: c.Start, Max: t.MaxSeconds}
	for _, s := range sellers {
		if len(s.Models) > 0 {
			calc.Sellers = append(calc.Sellers, choice{s.ID, s.Name, s.ID == c.Start.Seller})
		}
	}
	if len(calc.Sellers) == 0 {
		return nil, nil
	}
	var err error
	if c.Start.Seller == "" {
		err = calc.refuse(t, sellers, on)
	} else {
		err = calc.price(t, c, sellers, on)
	}
	if err != nil {
		return nil, err
	}
	for _, p := range c.Presets {
		s, err := p.shortcut(t, on)
		if err != nil {
			return nil, inSite("presets: "+p.Name, err)
		}
		calc.Presets = append(calc.Presets, s)
	}
	return calc, nil
}

// price shows the start shot.
func (calc *calculator) price(t *pricing.Table, c *config, sellers []*shownSeller, on pricing.Instant) error {
	q, err := c.Start.quote(t, on)
	if err == nil && !c.Start.anyhow {
		err = living(q)
	}
	if err != nil {
		return inSite("start", err)
	}
	calc.choose(q.Seller, q.Model)
	calc.Asks = asks(q.Model, c.Start.shot)
	for _, p := range q.Offers {
		calc.Offers = append(calc.Offers, choice{p.Offer.ID, p.Offer.Name + ": " + offerWords(p.Offer), p.Offer.ID == c.Start.Offer})
	}
	request := append(slices.Clone(c.Start.shot), [2]string{"count", "1"}, [2]string{"takes", "1"})
	if c.Start.Offer != "" {
		request = append(request, [2]string{"offer", c.Start.Offer})
	}
	calc.API = "/v1/quote?" + query(request...)
	calc.Answer = describeAnswer(t, q, sellerNamed(sellers, q.Seller.ID))
	return nil
}

// refuse shows the first model, and why nothing has a price.
func (calc *calculator) refuse(t *pricing.Table, sellers []*shownSeller, on pricing.Instant) error {
	i := slices.IndexFunc(sellers, func(s *shownSeller) bool { return len(s.Models) > 0 })
	s := sellers[i]
	m := &s.Models[0]
	calc.Sellers[0].Chosen = true
	calc.choose(s.Seller, m)
	calc.Start.Seller, calc.Start.Model = s.ID, m.ID
	calc.API = "/v1/quote?" + query([2]string{"seller", s.ID}, [2]string{"model", m.ID})
	_, err := t.Quote(pricing.QuoteRequest{Shot: pricing.Shot{Seller: s.ID, Model: m.ID}, AsOf: on})
	var refused *pricing.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("nothing has a price to begin with, but %s/%s: %v", s.ID, m.ID, err)
	}
	calc.Answer = answer{Shot: "No price", Refusal: sentence(refused.Message)}
	return nil
}

// choose lists the models of the seller.
func (calc *calculator) choose(s *pricing.Seller, chosen *pricing.Model) {
	for i := range s.Models {
		m := &s.Models[i]
		calc.Models = append(calc.Models, choice{m.ID, m.Name, m.ID == chosen.ID})
	}
	calc.Count = capital(nounOf(chosen)) + "s"
}

// asks are the members of a shot that the form has no place for from the start.
func asks(m *pricing.Model, shot [][2]string) []question {
	var out []question
	for _, member := range shot {
		name, value := member[0], member[1]
		if name == "seller" || name == "model" || name == "seconds" {
			continue
		}
		q := question{Name: name, Label: said.Labels[name], Value: value}
		for _, d := range pricing.Dims {
			if d.String() != name {
				continue
			}
			values := pricing.ConditionOn(m.Options, d).Values
			if !slices.Contains(values, value) {
				values = []string{value}
			}
			for _, v := range values {
				q.Choices = append(q.Choices, choice{v, capital(valueWords(d, v)), v == value})
			}
		}
		out = append(out, q)
	}
	return out
}

func sellerNamed(sellers []*shownSeller, id string) string {
	for _, s := range sellers {
		if s.ID == id {
			return s.Name
		}
	}
	return id
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
	words := p.Count + " × " + strings.TrimPrefix(shotWords(&line.Shot)+", "+q.Model.Name, ", ") // as given: what is assumed goes without saying
	if p.Takes != "1" {
		words += ", " + p.Takes + " takes"
	}
	link := query(append(p.members(), [2]string{"count", p.Count}, [2]string{"takes", p.Takes})...)
	return shortcut{p.Name, p.Note, words, "?" + link}, nil
}

func describeAnswer(t *pricing.Table, q *pricing.Quote, seller string) answer {
	usd := pricing.USD
	a := answer{
		Shot:        strings.Join(slices.Concat([]string{q.Model.Name}, answerWords(&q.Shot), []string{seller}), ", "),
		Standing:    stands(q.Standing()),
		Generations: "1 " + nounOf(q.Model) + " × 1 take",
		Mark:        almost(q.Precision),
		Reason:      sentence(q.DollarsReason),
		NoSecond:    sentence(q.PerSecondReason),
		Dollars:     "–",
		Steps:       q.Steps(),
	}
	if !q.Currency.Dollars() {
		a.Credits = q.Currency.InWords(q.Price)
		a.TotalCredits = q.Currency.InWords(q.Price.Mul(q.Generations()))
	}
	if q.Dollars != nil {
		a.Dollars, a.Total = usd.InWords(*q.Dollars), usd.InWords(q.Dollars.Mul(q.Generations()))
	}
	if q.Offer != nil {
		a.With = "with " + q.Offer.Offer.Name
	}
	a.Cites = answerCites(t, q)
	if v, ok := q.PerSecond(q.Price); ok && !q.Currency.Dollars() {
		a.CreditsPerSecond = q.Currency.InWords(v)
	}
	if q.Dollars != nil {
		if v, ok := q.PerSecond(*q.Dollars); ok {
			a.PerSecond = fine(v)
		}
	}
	var others []pricing.Warning
	a.Beware, others = unsure(q.Warnings)
	for _, w := range others {
		a.Warnings = append(a.Warnings, sentence(w.Message))
	}
	a.Offers = onEveryOffer(q)
	return a
}

// answerWords is the shot in the order of an answer, as the script says it.
func answerWords(s *pricing.Shot) []string {
	var out []string
	for _, m := range membersOf(s)[2:] {
		out = append(out, memberWords(m[0], m[1]))
	}
	return out
}

// answerCites are the sources of the price, and of what it is paid with.
func answerCites(t *pricing.Table, q *pricing.Quote) []cite {
	rate := q.Model.Cites(q.Rate.Sources)
	switch {
	case q.Offer == nil:
		return dated(cites(t, rate), q.Rate.Known)
	case q.Rate.Known == q.Offer.Offer.Known:
		return dated(cites(t, append(slices.Clone(rate), q.Offer.Offer.Sources...)), q.Rate.Known)
	default:
		return append(dated(cites(t, rate), q.Rate.Known), dated(cites(t, q.Offer.Offer.Sources), q.Offer.Offer.Known)...)
	}
}

// onEveryOffer is the price of the quote through each offer that pays for it.
func onEveryOffer(q *pricing.Quote) []paid {
	var most pricing.Ratio
	for i := range q.Offers {
		if v := q.Offers[i].Pays(q.Price).Max; v.Cmp(most) > 0 {
			most = v
		}
	}
	var out []paid
	for i := range q.Offers {
		p := &q.Offers[i]
		v := p.Pays(q.Price)
		line := paid{ID: p.Offer.ID, Name: p.Offer.Name, Terms: offerWords(p.Offer),
			PerCredit: fine(pricing.Point(p.PerCredit())), Dollars: pricing.USD.InWords(v), Share: "0",
			Chosen: q.Offer != nil && p.Offer == q.Offer.Offer}
		if most.Sign() > 0 {
			line.Share = v.Max.Mul(pricing.Whole(100)).Div(most).Round(1).String()
		}
		if perSecond, ok := q.PerSecond(v); ok {
			line.PerSecond = fine(perSecond)
		}
		out = append(out, line)
	}
	return out
}

// nounOf is what is counted of a model.
func nounOf(m *pricing.Model) string {
	switch m.Medium {
	case "image":
		return "image"
	case "compute":
		return "run"
	default:
		return "clip"
	}
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
