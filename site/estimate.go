package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/budget"
	"github.com/reelrate/reelrate/pricing/purchase"
	"github.com/shopspring/decimal"
)

// estimatePage is the list of shots, and an example of it that is priced before
// any script runs.
type estimatePage struct {
	Lines    int // the most of one estimate
	Sentence string
	Rows     []estimated
	Seller   string
	Total    string
	PerClip  string
	Buys     []shownPurchase
	Ceiling  ceilingExample
	Request  string // the same of the API, as JSON
	Link     string // query of this page

	// For the script, as JSON: ids and names of the public sellers, presets, the
	// example's lines, and the model of a shot that names none.
	Sellers, Presets, Example, Start string
}

// estimated is a line of the example.
type estimated struct{ Name, Model, Path, Shot, Count, Takes, Each, Total, Standing string }

// members are the members of a JSON object, of names and texts in turn.
func members(list ...string) string {
	var b []byte
	between := [...]string{", ", ": "} // members; a name and its text
	for i, text := range list {
		if i > 0 {
			b = append(b, between[i%2]...)
		}
		b, _ = jsontext.AppendQuote(b, text) // what is not UTF-8 is replaced
	}
	return string(b)
}

// ceilingExample sets the cheapest purchase beside a ceiling.
type ceilingExample struct{ Ceiling, Left string }

// exampleCeiling is a round sum in dollars that the example keeps to.
const exampleCeiling = 250

func (e *edition) estimate() (*estimatePage, error) {
	p := &estimatePage{Lines: pricing.MaxLines}
	r := pricing.EstimateRequest{AsOf: e.on}
	var parts []string
	link := url.Values{}
	for _, x := range e.config.Example {
		line, err := x.line()
		if err != nil {
			return nil, fmt.Errorf("site.yaml: example: %s: %w", x.Name, err)
		}
		r.Lines = append(r.Lines, line)
		link.Add("line", strings.Join([]string{x.Name, x.Seller + "/" + x.Model, x.Count, x.Takes, "seconds:" + x.Seconds}, "~"))
		parts = append(parts, "    {"+members("label", x.Name, "seller", x.Seller, "model", x.Model, "seconds", x.Seconds, "count", x.Count, "takes", x.Takes)+"}")
		p.Sentence += choose(p.Sentence != "", " and ", "") + x.Count + " " + inSentence(x.Name) + choose(strings.HasSuffix(x.Name, "s"), "", " clips") + " of " + x.Seconds + " s"
	}
	p.Request = "{\n  \"lines\": [\n" + strings.Join(parts, ",\n") + "\n  ]\n}"
	link.Set("v", "1")
	p.Link = "?" + link.Encode()

	est, err := e.table.Estimate(r)
	if err != nil {
		return nil, fmt.Errorf("site.yaml: example: %w", err)
	}
	if est.Refused > 0 || len(est.Totals) != 1 || est.Totals[0].Seller == nil || len(est.Totals[0].Offers) == 0 {
		return nil, errors.New("site.yaml: example: every line needs a price in credits of one seller that sells them through offers")
	}
	for i := range est.Lines {
		q := est.Lines[i].Quote
		if err := living(q); err != nil {
			return nil, fmt.Errorf("site.yaml: example: %s: %w", est.Lines[i].Label, err)
		}
		p.Rows = append(p.Rows, estimated{Name: est.Lines[i].Label, Model: q.Model.Name, Path: modelPath(q.Seller.ID, q.Model.ID), Shot: shotWords(&q.Shot),
			Count: q.Count.Exact(), Takes: q.Takes.Exact(), Each: q.Currency.InWords(q.Price), Total: q.Currency.InWords(q.Price.Mul(q.Generations())), Standing: q.Standing().Words()})
	}
	total := &est.Totals[0]
	p.Seller, p.Total = e.seller(total.Seller.ID).Name, total.Currency.InWords(total.Amount)
	p.PerClip = total.Currency.InWords(total.PerKeptClip(total.Amount))
	if err := e.exampleBuys(p, total); err != nil {
		return nil, err
	}
	return p, e.forScript(p)
}

// inSentence is a name inside a sentence: "hero shots", but "B-roll".
func inSentence(name string) string {
	if len(name) > 1 && 'a' <= name[1] && name[1] <= 'z' {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

// exampleBuys works out what to buy for the example, and what a ceiling leaves.
func (e *edition) exampleBuys(p *estimatePage, total *pricing.Total) error {
	need := decimal.NullDecimal{Decimal: total.Amount.Max.Round(6), Valid: true}
	for plans := range int64(2) {
		b, err := purchase.Find(e.table, purchase.Request{Seller: total.Seller.ID, Credits: need, Plans: decimalOf(plans), AsOf: e.on})
		if err != nil {
			return fmt.Errorf("site.yaml: example: %w", err)
		}
		p.Buys = append(p.Buys, shownPurchase{Plans: choose(plans == 0, "Bought once", "With one month of a plan"), Buy: bundleWords(&b.Fewest),
			Price: pricing.USD.InWords(pricing.Point(b.Fewest.Price)), Steps: b.Steps(),
			Need: b.Fewest.Left.Exact() + " credits left over",
			Link: "/v1/purchase?seller=" + total.Seller.ID + "&credits=" + need.Decimal.String() + "&plans=" + decimalOf(plans).Decimal.String()})
		if plans == 0 {
			spend := decimal.NullDecimal{Decimal: b.Fewest.Price.Round(6), Valid: true}
			budget, err := budget.Plan(e.table, budget.Request{Own: budget.OwnPrice{DollarsPerClip: spend}, Clips: decimalOf(1), Ceiling: decimalOf(exampleCeiling),
				Gate: &budget.Gating{Spent: decimalOf(0), Job: spend}, AsOf: e.on})
			if err != nil {
				return fmt.Errorf("site.yaml: example: %w", err)
			}
			p.Ceiling = ceilingExample{pricing.USD.InWords(pricing.Point(budget.Ceiling.Ceiling)), pricing.USD.InWords(budget.Gate.Spend.After)}
		}
	}
	return nil
}

// forScript writes what the page's script needs to know of the site.
func (e *edition) forScript(p *estimatePage) error {
	var names [][2]string // in order
	for _, s := range e.sellers {
		names = append(names, [2]string{s.ID, s.Name})
	}
	start := preset{Seller: e.config.Start.Seller, Model: e.config.Start.Model, Seconds: e.config.Start.Seconds}
	for _, x := range []struct {
		to    *string
		value any
	}{{&p.Sellers, names}, {&p.Presets, e.config.Presets}, {&p.Example, e.config.Example}, {&p.Start, start}} {
		text, err := json.Marshal(x.value)
		if err != nil {
			return err
		}
		*x.to = string(text)
	}
	return nil
}
