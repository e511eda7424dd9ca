package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// quoteVerb prices a shot.
type quoteVerb struct {
	AsOf day `placeholder:"DAY" help:"The day to price for; by default today."`
	compiledTable
	JSON   bool     `name:"json" help:"Print the API's answer, byte for byte."`
	Model  string   `arg:"" name:"seller/model" help:"Whose model."`
	Fields []string `arg:"" optional:"" name:"field=value" help:"As in a query to the API: seconds=5, offer=NAME, plan.price=10 …"`
}

func (quoteVerb) Help() string {
	text := `Exit status 1 if there is no price: then what would be accepted is told. With --json a refusal is
an answer too, in the words of the engine in a page.

`
	q := exampleQuote()
	if q == nil {
		return text + example("rates quote SELLER/MODEL seconds=5")
	}
	return text + example("rates quote "+q.Seller.ID+"/"+q.Model.ID+" seconds="+q.Shot.Seconds.Decimal.String())
}

func (v *quoteVerb) Run(t *tool) error {
	fields, err := v.fields()
	if err != nil {
		return err
	}
	table, err := v.open(t.now)
	if err != nil {
		return err
	}
	if v.JSON {
		answer, err := wire.Ask(wire.All(), table, "quote", wire.Pairs(fields), t.today())
		if _, failure := t.out.Write(answer.JSON); failure != nil {
			return failure
		}
		return refusal(err, fields)
	}
	request, err := wire.ParseQuote(wire.Pairs(fields), t.today())
	if err != nil {
		return refusal(err, fields)
	}
	q, err := table.Quote(request)
	if err != nil {
		return refusal(err, fields)
	}
	return printQuote(t.out, q)
}

// fields are the members of the request, each once.
func (v *quoteVerb) fields() ([]wire.Pair, error) {
	seller, model, ok := strings.Cut(v.Model, "/")
	if !ok {
		return nil, fmt.Errorf("%q is not SELLER/MODEL", v.Model)
	}
	given := append([]string{"seller=" + seller, "model=" + model}, v.Fields...)
	if v.AsOf != 0 {
		given = append(given, "asOf="+pricing.Instant(v.AsOf).String())
	}
	var fields []wire.Pair
	for _, f := range given {
		name, value, _ := strings.Cut(f, "=")
		switch {
		case name == "" || value == "" || !utf8.ValidString(f):
			return nil, fmt.Errorf("%q is not FIELD=VALUE", f)
		case slices.ContainsFunc(fields, func(p wire.Pair) bool { return p.Name == name }):
			return nil, fmt.Errorf("%s is given twice", name)
		case !v.JSON && (name == "everyOffer" || name == "history"):
			return nil, fmt.Errorf("%s is answered with --json alone", name)
		}
		fields = append(fields, wire.Pair{Name: name, Value: value})
	}
	return fields, nil
}

// refusal is why there is no price and what would be accepted. It is a finding if the
// request was understood, and otherwise an argument that is none.
func refusal(err error, fields []wire.Pair) error {
	e, ok := errors.AsType[*pricing.Error](err)
	if !ok {
		return err
	}
	about, given := string(e.Code), e.Field // the name of a field that there is none of
	if e.Field != "" {
		about += ", " + e.Field
	}
	named := func(p wire.Pair) bool { return p.Name == e.Field }
	if i := slices.IndexFunc(fields, named); i >= 0 && e.Code != pricing.UnknownField {
		given = fields[i].Value
	}
	text := "no price: " + e.Message + " (" + about + ")" + didYouMean(given, e.Accepted)
	if len(e.Accepted) > 0 {
		text += "\naccepted: " + strings.Join(e.Accepted, ", ")
	}
	for _, a := range e.Alternatives {
		text += "\npriced: " + a.Display + " (" + a.Why + ")"
	}
	if e.Refused() {
		return found("%s", text)
	}
	return errors.New(text)
}

// printQuote prints a price with what is needed to judge it.
func printQuote(out io.Writer, q *pricing.Quote) error {
	var b strings.Builder
	line := func(head, text string) {
		fmt.Fprintf(&b, "%-11s %s\n", head, pricing.Printable(text))
	}
	line("shot", shotOf(q))
	line("price", priceOf(q, ""))
	if n := q.Generations().Exact(); n != "1" {
		line(n+" of them", priceOf(q, "total-"))
	}
	for _, step := range q.Steps() {
		line("arithmetic", step)
	}
	if words := q.Standing().Words(); words != "" {
		line("standing", words)
	}
	for _, w := range q.Warnings {
		line("warning", w.Message)
	}
	for _, source := range sourcesOf(q) {
		line("source", source)
	}
	line("table", q.Table.Version+", for "+q.AsOf.Words())
	_, err := io.WriteString(out, b.String())
	return err
}

// shotOf is what was priced: "Film at Shop, 1080p, 8 s".
func shotOf(q *pricing.Quote) string {
	if q.Model == nil {
		return "credits of one's own"
	}
	what := q.Model.Name + " at " + q.Seller.Name
	if more := strings.TrimPrefix(q.Shot.Describe(), ", "); more != "" {
		what += ", " + more
	}
	return what
}

// priceOf is a figure in credits, if there are some, and in dollars, with what paid.
func priceOf(q *pricing.Quote, of string) string {
	var prices []string
	if credits, err := q.Show(of + "credits"); err == nil {
		prices = append(prices, credits)
	}
	if dollars, err := q.Show(of + "dollars"); err == nil {
		if q.Offer != nil && q.Offer.Offer != nil {
			dollars += " with " + q.Offer.Offer.Name
		}
		prices = append(prices, dollars)
	}
	return strings.Join(prices, ", ")
}

// sourcesOf are the documents that the price is from, each once with its places, and
// the pages that are sources themselves.
func sourcesOf(q *pricing.Quote) []string {
	if q.Rate == nil {
		return nil
	}
	var list []string
	last := ""
	for _, s := range q.Model.Cites(q.Rate.Sources) {
		switch place := placeOf(s); {
		case s.Document == "":
			list = append(list, s.URL)
		case s.Document == last:
			list[len(list)-1] += ", " + strings.TrimPrefix(place, "line ")
		default:
			list = append(list, or(q.Table.Document(s.Document).Title, s.Document)+", "+place)
		}
		last = s.Document
	}
	return list
}

// placeOf is where in its document a source is, in words.
func placeOf(s pricing.Source) string {
	if s.Place != "" {
		return s.Place
	}
	return "line " + strconv.Itoa(s.Line)
}
