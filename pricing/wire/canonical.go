package wire

import (
	"slices"
	"strings"
	"sync"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// roundingRule is what every answer with money in it keeps to, in its own words.
const roundingRule = "half-away-from-zero; dollars 6 places, cents 2"

// askedQuote is a quote request with what it said.
type askedQuote struct {
	pricing.QuoteRequest
	said []said
}

// form is a request with the members that go into it. Their list is longer to make
// than most requests are to read, so a form is used again.
type form struct {
	r       pricing.QuoteRequest
	members []binding.Member
}

var forms = sync.Pool{New: func() any {
	f := new(form)
	f.members = quoteMembers(&f.r)
	return f
}}

func decodeAsked(request Input, today pricing.Instant) (askedQuote, error) {
	f := forms.Get().(*form)
	defer forms.Put(f)
	f.r = pricing.QuoteRequest{AsOf: today}
	for i := range f.members {
		f.members[i].Seen = false
	}
	said := make([]said, 0, 8)
	err := request.decode(f.members, &said)
	return askedQuote{f.r, said}, err
}

var Quote = Operation{"quote", MaxRequestBytes, answerQuote}

// answerQuote answers one quote request. An error leaves the writer as it was.
func answerQuote(c *call) error {
	r, err := decodeAsked(c.request, 0)
	if err != nil {
		return err
	}
	c.date(&r.AsOf)
	q, err := c.table.Quote(r.QuoteRequest)
	if err != nil {
		return err
	}
	if q.Model != nil {
		c.Sunset = q.Model.Sunset
	}
	c.quote(q, r.said)
	return nil
}

// request writes the canonical request: the members that were given, sorted by
// name, every plain value as the string it was read as, and the date that was
// answered for. Sent again on any later day, it has the same answer as long as
// the table is the same.
func (w *writer) request(given []said, asOf pricing.Instant) {
	if !slices.ContainsFunc(given, func(s said) bool { return s.path == "asOf" }) {
		given = append(given, said{"asOf", asOf.String()})
	}
	for i := range given { // few, and SortFunc would be 1,191 bytes more to load
		for j := i; j > 0 && given[j].path < given[j-1].path; j-- {
			given[j], given[j-1] = given[j-1], given[j]
		}
	}
	w.key("request")
	w.open('{')
	inside := ""
	for _, s := range given {
		outer, inner, nested := strings.Cut(s.path, ".")
		if !nested {
			outer, inner = "", outer
		}
		if outer != inside && inside != "" {
			w.close('}')
		}
		if outer != inside && outer != "" {
			w.key(outer)
			w.open('{')
		}
		inside = outer
		w.str(inner, s.value)
	}
	if inside != "" {
		w.close('}')
	}
	w.close('}')
}

// ParseQuote reads a request of the operation "quote". Today is its date if it
// has none of its own.
func ParseQuote(request Input, today pricing.Instant) (pricing.QuoteRequest, error) {
	r, err := decodeAsked(request, today)
	return r.QuoteRequest, err
}
