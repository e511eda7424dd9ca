package pricing

import (
	"errors"
	"strconv"
)

// MaxRequestBytes is the longest request that Handle reads, but for reconcile,
// whose request carries a log of up to MaxLogBytes.
const (
	MaxRequestBytes = 64 << 10
	MaxLogBytes     = 5 << 20
)

// MaxBytes is the longest request of the operation.
func MaxBytes(operation string) int {
	if operation == "reconcile" {
		return MaxLogBytes
	}
	return MaxRequestBytes
}

// Handle is the one JSON entry point, called alike by the browser and by the
// API: it reads a request of the named operation and returns the answer. Today
// is the moment that a request without "asOf" is answered for; the package has
// no clock of its own.
//
// The answer is one JSON object, also when the error is not nil: then its
// status is "refused" (the request is understood and has no price) or "invalid"
// (it is malformed) and its error member says why. The error is an [*Error].
//
// Operations: quote, models, offers, estimate, compare, purchase, budget, advice,
// ledger, reconcile, table. Decoding is strict: a member that
// the operation does not have is an error that names it. A plain value may be
// written as a JSON string, number or boolean of the same text, so that a query
// string and a body mean the same; null means "not given".
func Handle(t *Table, operation string, request []byte, today Instant) ([]byte, error) {
	w := &writer{b: make([]byte, 0, 2048)}
	asOf, err := t.handle(w, operation, request, today)
	if err == nil {
		return w.b, nil
	}
	var e *Error
	if !errors.As(err, &e) {
		e = &Error{Code: Internal, Message: "this should not have happened"}
	}
	w.b = w.b[:0]
	w.failure(t, e, asOf)
	return w.b, e
}

func (t *Table) handle(w *writer, operation string, request []byte, today Instant) (Instant, error) {
	if most := MaxBytes(operation); len(request) > most {
		limit := strconv.Itoa(most) + " bytes"
		return today, &Error{Code: TooLarge, Message: "the request is longer than " + limit, Accepted: []string{"at most " + limit}}
	}
	switch operation {
	case "quote":
		r, err := decodeQuote(request, today)
		if err != nil {
			return today, err
		}
		q, err := t.Quote(r)
		if err != nil {
			return r.AsOf, err
		}
		w.quote(q)
	case "models":
		r, err := decodeModels(request, today)
		if err != nil {
			return today, err
		}
		models, err := t.Models(r)
		if err != nil {
			return r.AsOf, err
		}
		w.models(t, models, r.AsOf)
	case "offers":
		r, err := decodeOffers(request, today)
		if err != nil {
			return today, err
		}
		list, err := t.Offers(r)
		if err != nil {
			return r.AsOf, err
		}
		w.offers(t, list, r.AsOf)
	case "advice":
		r, err := decodeAdvice(request, today)
		if err != nil {
			return today, err
		}
		a, err := t.Advise(r)
		if err != nil {
			return r.AsOf, err
		}
		w.advice(a)
	case "compare":
		r, err := decodeCompare(request, today)
		if err != nil {
			return today, err
		}
		c, err := t.Compare(r)
		if err != nil {
			return r.AsOf, err
		}
		w.comparison(c)
	case "estimate":
		r, err := decodeEstimate(request, today)
		if err != nil {
			return today, err
		}
		e, err := t.Estimate(r)
		if err != nil {
			return r.AsOf, err
		}
		w.estimate(e)
	case "budget":
		r, err := decodeBudget(request, today)
		if err != nil {
			return today, err
		}
		b, err := t.Budget(r)
		if err != nil {
			return r.AsOf, err
		}
		w.budget(b)
	case "purchase":
		r, err := decodePurchase(t, request, today)
		if err != nil {
			return today, err
		}
		p, err := t.Purchase(r)
		if err != nil {
			return r.AsOf, err
		}
		w.purchase(p)
	case "ledger":
		r, err := decodeLedger(request, today)
		if err != nil {
			return today, err
		}
		l, err := t.Ledger(r)
		if err != nil {
			return r.AsOf, err
		}
		w.ledger(l)
	case "reconcile":
		r, err := decodeReconcile(request, today)
		if err != nil {
			return today, err
		}
		if err := w.reconcile(t, &r); err != nil {
			return r.AsOf, err
		}
	case "table":
		if err := decode(request, nil); err != nil {
			return today, err
		}
		w.table(t)
	default:
		return today, &Error{Code: UnknownOperation, Message: "there is no operation " + quoted(operation),
			Accepted: []string{"quote", "models", "offers", "estimate", "compare", "purchase", "budget", "advice", "ledger", "reconcile", "table"}}
	}
	return today, nil
}
