package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/budget"
	"github.com/reelrate/reelrate/pricing/purchase"
)

// estimatePage is the list of shots, and an example of it that is priced before
// any script runs.
type estimatePage struct {
	Lines    int    // the most of one estimate
	Sentence string // how shots are said
	Rows     []estimated
	Seller   string
	Total    string
	PerClip  string
	Buys     []shownPurchase
	Ceiling  *ceilingExample
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

func (e *edition) estimate() (*estimatePage, error) {
	p := &estimatePage{Lines: pricing.MaxLines}
	if len(e.config.Example) == 0 {
		p.startLine(&e.config.Start)
		return p, e.forScript(p)
	}
	est, err := e.estimateOf(p)
	if err != nil {
		return nil, err
	}
	if err := e.exampleLines(p, est); err != nil {
		return nil, err
	}
	return p, e.forScript(p)
}

// startLine is what the page shows of a request where site.yaml has no example: ten of
// the start shot.
func (p *estimatePage) startLine(start *startShot) {
	p.Sentence = "10 clips of " + cmp.Or(start.Seconds, usualLength) + " s"
	p.request([]string{requestLine(append(slices.Clone(start.shot), [2]string{"count", "10"}))})
}

// request is the estimate as the API takes it.
func (p *estimatePage) request(lines []string) {
	p.Request = "{\n  \"lines\": [\n" + strings.Join(lines, ",\n") + "\n  ]\n}"
}

func requestLine(of [][2]string) string {
	var list []string
	for _, m := range of {
		list = append(list, m[0], m[1])
	}
	return "    {" + members(list...) + "}"
}

// estimateOf prices the example, and says it in words, as a request and as a link.
func (e *edition) estimateOf(p *estimatePage) (*pricing.Estimate, error) {
	r := pricing.EstimateRequest{AsOf: e.on}
	var parts []string
	link := url.Values{}
	for _, x := range e.config.Example {
		line, err := x.line()
		if err != nil {
			return nil, inSite("example: "+x.Name, err)
		}
		r.Lines = append(r.Lines, line)
		shot := x.members()[2:] // without its seller and model
		words := []string{x.Name, x.Seller + "/" + x.Model, x.Count, x.Takes}
		for _, m := range shot {
			words = append(words, m[0]+":"+m[1])
		}
		link.Add("line", strings.Join(words, "~"))
		of := append([][2]string{{"label", x.Name}}, x.members()...)
		parts = append(parts, requestLine(append(of, [2]string{"count", x.Count}, [2]string{"takes", x.Takes})))
		p.Sentence += choose(p.Sentence != "", " and ", "") + x.Count + " " + inSentence(x.Name) + choose(strings.HasSuffix(x.Name, "s"), "", " clips") + choose(x.Seconds != "", " of "+x.Seconds+" s", "")
	}
	p.request(parts)
	link.Set("v", "1")
	p.Link = "?" + link.Encode()
	est, err := e.table.Estimate(r)
	if err != nil {
		return nil, inSite("example", err)
	}
	return est, nil
}

// exampleLines shows the example, which has to be paid in one currency.
func (e *edition) exampleLines(p *estimatePage, est *pricing.Estimate) error {
	for i := range est.Lines {
		x := &est.Lines[i]
		if x.Err != nil {
			return inSite("example: "+x.Label, x.Err)
		}
		q := x.Quote
		if err := living(q); err != nil {
			return inSite("example: "+x.Label, err)
		}
		p.Rows = append(p.Rows, estimated{Name: x.Label, Model: q.Model.Name, Path: modelPath(q.Seller.ID, q.Model.ID), Shot: shotWords(&q.Shot),
			Count: q.Count.Exact(), Takes: q.Takes.Exact(), Each: q.Currency.InWords(q.Price), Total: q.Currency.InWords(q.Price.Mul(q.Generations())), Standing: q.Standing().Words()})
	}
	if len(est.Totals) != 1 {
		return inSite("example", errors.New("its lines are paid in several currencies: accepted are lines in dollars, or in credits of one seller"))
	}
	total := &est.Totals[0]
	p.Total, p.PerClip = total.Currency.InWords(total.Amount), total.Currency.InWords(total.PerKeptClip(total.Amount))
	if total.Seller == nil {
		return nil
	}
	if s := e.seller(total.Seller.ID); s != nil {
		p.Seller = s.Name
	}
	if !total.Amount.Single() {
		return nil // what a range costs to buy is a range
	}
	return e.exampleBuys(p, total)
}

// inSentence is a name inside a sentence: "hero shots", but "B-roll".
func inSentence(name string) string {
	if len(name) > 1 && 'a' <= name[1] && name[1] <= 'z' {
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

// exampleBuys works out what to buy for the example, and what a ceiling leaves. What
// cannot be bought, is not shown.
func (e *edition) exampleBuys(p *estimatePage, total *pricing.Total) error {
	need := total.Amount.Max.Round(6)
	for plans := range int64(2) {
		b, err := purchase.Find(e.table, purchase.Request{Seller: total.Seller.ID, Credits: pricing.Valid(need), Plans: decimalOf(plans), AsOf: e.on})
		var refused *pricing.Error
		if errors.As(err, &refused) && refused.Refused() {
			continue
		}
		if err != nil {
			return inSite("example", err)
		}
		p.Buys = append(p.Buys, shownPurchase{Plans: choose(plans == 0, "Bought once", "With one month of a plan"), Buy: bundleWords(&b.Fewest),
			Price: pricing.USD.InWords(pricing.Point(b.Fewest.Price)), Steps: b.Steps(),
			Need: b.Fewest.Left.Exact() + " credits left over",
			Link: "/v1/purchase?" + query([2]string{"seller", total.Seller.ID}, [2]string{"credits", need.String()}, [2]string{"plans", strconv.FormatInt(plans, 10)})})
		if plans == 0 && e.config.Ceiling != "" {
			if p.Ceiling, err = e.underCeiling(b.Fewest.Price); err != nil {
				return inSite("ceiling", err)
			}
		}
	}
	return nil
}

// underCeiling is what the ceiling leaves of one purchase.
func (e *edition) underCeiling(price pricing.Ratio) (*ceilingExample, error) {
	ceiling, err := number("ceiling", e.config.Ceiling)
	if err != nil {
		return nil, err
	}
	spend := pricing.Valid(price.Round(6))
	plan, err := budget.Plan(e.table, budget.Request{Own: budget.OwnPrice{DollarsPerClip: spend}, Clips: decimalOf(1), Ceiling: ceiling,
		Gate: &budget.Gating{Spent: decimalOf(0), Job: spend}, AsOf: e.on})
	if err != nil {
		return nil, err
	}
	return &ceilingExample{pricing.USD.InWords(pricing.Point(plan.Ceiling.Ceiling)), pricing.USD.InWords(plan.Gate.Spend.After)}, nil
}

// forScript writes what the page's script needs to know of the site.
func (e *edition) forScript(p *estimatePage) error {
	var names [][2]string // in order
	for _, s := range e.sellers {
		names = append(names, [2]string{s.ID, s.Name})
	}
	start := map[string]string{"seller": "", "model": ""}
	for _, m := range e.config.Start.shot {
		start[m[0]] = m[1]
	}
	for _, x := range []struct {
		to    *string
		value any
	}{{&p.Sellers, names}, {&p.Presets, append([]preset{}, e.config.Presets...)}, {&p.Example, append([]preset{}, e.config.Example...)}, {&p.Start, start}} {
		text, err := json.Marshal(x.value)
		if err != nil {
			return err
		}
		*x.to = string(text)
	}
	return nil
}
