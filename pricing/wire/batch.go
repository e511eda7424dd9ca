package wire

import (
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// MaxQuotes is the most quote requests of one batch.
const MaxQuotes = 100

// The quotes operation: {"quotes": [{…a quote request…}, …], "asOf"} answers
//
//	{"status": "complete"|"incomplete", "results": […], "refused": n, "asOf", "table"}
//
// with one result for each request, in order: byte for byte the answer that the
// quote operation gives to it, be it a price, a refusal or what is malformed
// about it. A request without asOf takes the batch's. Refused counts the
// results without a price. Only a batch that cannot be taken apart is an error
// as a whole.
type quotesRequest struct {
	lines [][]byte // each as it was sent
	asOf  pricing.Instant
}

func decodeQuotes(request Input, today pricing.Instant) (quotesRequest, error) {
	r := quotesRequest{asOf: today}
	err := decode(request, []binding.Member{
		{Name: "quotes", To: binding.RawList{Most: MaxQuotes, Pass: func(line string) { r.lines = append(r.lines, []byte(line)) }}},
		{Name: "asOf", To: &r.asOf},
	})
	return r, err
}

// batch is the answered lines.
type batch struct {
	results writer
	refused int
	mixed   bool // a line was answered for another moment than the batch
}

func answerBatch(t *pricing.Table, r quotesRequest) (*batch, error) {
	if len(r.lines) == 0 {
		return nil, &pricing.Error{Code: pricing.InvalidValue, Field: "quotes",
			Message:  "0 quotes",
			Accepted: []string{"1 to " + strconv.Itoa(MaxQuotes) + " quotes"}}
	}
	b := &batch{}
	for _, line := range r.lines {
		a := Answer{AsOf: r.asOf}
		if err := answerQuote(&call{&b.results, &a, t, Input{JSON: line}}); err != nil {
			b.results.failure(t, pricing.Typed(err), a.AsOf)
			b.refused++
		}
		b.mixed = b.mixed || a.AsOf != r.asOf
	}
	return b, nil
}

func (w *writer) quotes(t *pricing.Table, b *batch, asOf pricing.Instant) {
	w.open('{')
	if b.refused == 0 {
		w.str("status", "complete")
	} else {
		w.str("status", "incomplete")
	}
	w.key("results")
	w.open('[')
	w.b = append(w.b, b.results.b...)
	w.close(']')
	w.key("refused")
	w.integer(b.refused)
	w.end(t, asOf)
}

var Quotes = Operation{"quotes", MaxRequestBytes, answerQuotes}

func answerQuotes(c *call) error {
	r, err := decodeQuotes(c.request, 0)
	return answered(c, err, &r.asOf, func() (*batch, error) { return answerBatch(c.table, r) }, func(b *batch) {
		c.quotes(c.table, b, c.AsOf)
		if b.mixed {
			c.AsOf = 0
		}
	})
}
