package pricing

import (
	"slices"
	"strings"
)

// roundingRule is what every answer with money in it keeps to, in its own words.
const roundingRule = "half-away-from-zero; dollars 6 places, cents 2"

// askedQuote is a quote request with its members as they were read.
type askedQuote struct {
	QuoteRequest
	members []member
}

func decodeAsked(request []byte, today Instant) (askedQuote, error) {
	r := askedQuote{QuoteRequest: QuoteRequest{AsOf: today}}
	members := quoteMembers(&r.QuoteRequest)
	err := decode(request, members)
	// The members point into this r, so they are for reading what was said.
	r.members = members
	return r, err
}

// answerQuote answers one quote request. An error leaves w as it was.
func (w *writer) answerQuote(a *Answer, t *Table, request []byte) error {
	return answer(a, request, decodeAsked,
		func(r askedQuote) (*Quote, error) { return t.Quote(r.QuoteRequest) },
		func(r askedQuote, q *Quote) {
			if q.Model != nil {
				a.Sunset = q.Model.Sunset
			}
			w.quote(q, r.members)
		})
}

// request writes the canonical request: the members that were given, sorted by
// name, every plain value as the string it was read as, and the date that was
// answered for. Sent again on any later day, it has the same answer as long as
// the table is the same.
func (w *writer) request(members []member, asOf Instant) {
	if i := index(members, "asOf"); !members[i].given {
		members[i].given, members[i].said = true, asOf.String()
	}
	w.key("request")
	w.given(members)
}

func (w *writer) given(members []member) {
	var given []*member
	for i := range members {
		if members[i].given {
			given = append(given, &members[i])
		}
	}
	slices.SortFunc(given, func(a, b *member) int { return strings.Compare(a.name, b.name) })
	w.open('{')
	for _, m := range given {
		if m.object != nil {
			w.key(m.name)
			w.given(m.members)
		} else {
			w.str(m.name, m.said)
		}
	}
	w.close('}')
}
