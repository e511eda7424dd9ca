package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/shopspring/decimal"
)

// quoted prices a request of the operation "quote", made at the moment now. It is
// dated when the request has a date of its own.
func (a *API) quoted(request wire.Input, now time.Time) (q *pricing.Quote, dated bool, err error) {
	r, err := wire.ParseQuote(request, 0) // 0, which no request can say
	if err != nil {
		return nil, false, err
	}
	if dated = r.AsOf != 0; !dated {
		r.AsOf = pricing.InstantOf(now).Day()
	}
	q, err = a.table.Quote(r)
	return q, dated, err
}

// shotInWords is what was priced: "8 s of Lyra 2 (1080p) at Acme".
func shotInWords(q *pricing.Quote) string {
	if q.Model == nil {
		return "Credits of one's own"
	}
	shot, what := q.Shot, q.Model.Name
	if shot.Seconds.Valid {
		what = shot.Seconds.Decimal.String() + " s of " + what
		shot.Seconds = decimal.NullDecimal{}
	}
	if more := shot.Describe(); more != "" {
		what += " (" + more + ")"
	}
	return what + " at " + q.Seller.Name
}

// priceInWords is the price of one generation, or with "total-" of all:
// "480 credits, $17.18 with Large".
func priceInWords(q *pricing.Quote, of string) string {
	var prices []string
	if credits, err := q.Show(of + "credits"); err == nil {
		prices = append(prices, credits)
	}
	if dollars, err := q.Show(of + "dollars"); err == nil {
		prices = append(prices, dollars+paidWith(q))
	}
	return strings.Join(prices, ", ")
}

// paidWith is what dollars for credits were worked out with: " with Large".
func paidWith(q *pricing.Quote) string {
	switch {
	case q.Offer == nil:
		return ""
	case q.Offer.Offer == nil:
		return " with own plan"
	}
	return " with " + q.Offer.Offer.Name
}

// standingInWords is how the price stands and, where the request has a day of
// its own, that day: "known as of 1 Jun 2026, stale; priced for 1 Sep 2026". It is
// "" for credits of one's own.
func standingInWords(q *pricing.Quote, dated bool) string {
	words := q.Standing().Words()
	if dated && words != "" {
		words += "; priced for " + q.AsOf.Words()
	}
	return words
}

// quoteInWords is a quote in one line.
func quoteInWords(q *pricing.Quote, dated bool) []byte {
	line := shotInWords(q) + ": " + priceInWords(q, "")
	if n := q.Generations().Exact(); n != "1" {
		line += "; " + n + " of them: " + priceInWords(q, "total-")
	}
	if stands := standingInWords(q, dated); stands != "" {
		line += " (" + stands + ")"
	}
	return []byte(printed(line))
}

// errorInWords is an error in a few lines: why, what would be accepted, and what
// has a price.
func errorInWords(e *pricing.Error, status int) []byte {
	kind := "error: "
	if status == http.StatusUnprocessableEntity {
		kind = "no price: "
	}
	about := string(e.Code)
	if e.Field != "" {
		about += ", " + e.Field
	}
	text := printed(kind + e.Message + " (" + about + ")")
	if len(e.Accepted) > 0 {
		text += printed("accepted: " + strings.Join(e.Accepted, ", "))
	}
	for _, alternative := range e.Alternatives {
		text += printed("priced: " + alternative.Display + " (" + alternative.Why + ")")
	}
	return []byte(text)
}

// printed is one line of plain text, whatever somebody has written into it.
func printed(line string) string { return pricing.Printable(line) + "\n" }

// markup makes a text one of HTML or XML, or the value of an attribute.
func markup(text string) string { return escape.Replace(pricing.Printable(text)) }

// escape is what markup consists of. Package html does the same and brings its
// table of entities along, 70 KB of a Worker.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
