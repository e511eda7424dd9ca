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
	return w.finish(t, err, asOf)
}

// finish returns what was written or, for an error, an answer that says it.
func (w *writer) finish(t *Table, err error, asOf Instant) ([]byte, error) {
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
		return answer(request, today, decodeQuote, t.Quote, func(_ QuoteRequest, q *Quote) { w.quote(q) })
	case "models":
		return answer(request, today, decodeModels, t.Models, func(r ModelsRequest, m []ModelOnDay) { w.models(t, m, r.AsOf) })
	case "offers":
		return answer(request, today, decodeOffers, t.Offers, func(r OffersRequest, l *OfferList) { w.offers(t, l, r.AsOf) })
	case "estimate":
		return answer(request, today, decodeEstimate, t.Estimate, func(_ EstimateRequest, e *Estimate) { w.estimate(e) })
	case "compare":
		return answer(request, today, decodeCompare, t.Compare, func(_ CompareRequest, c *Comparison) { w.comparison(c) })
	case "purchase":
		return answer(request, today, t.decodePurchase, t.Purchase, func(_ PurchaseRequest, p *Purchase) { w.purchase(p) })
	case "budget":
		return answer(request, today, decodeBudget, t.Budget, func(_ BudgetRequest, b *Budget) { w.budget(b) })
	case "advice":
		return answer(request, today, decodeAdvice, t.Advise, func(_ AdviceRequest, a *Advice) { w.advice(a) })
	case "ledger":
		return answer(request, today, decodeLedger, t.Ledger, func(_ LedgerRequest, l *Ledger) { w.ledger(l) })
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

// answer decodes a request, computes its answer and writes it. The date it
// returns is the request's own, for the answer to a refusal.
func answer[R interface{ day() Instant }, A any](request []byte, today Instant,
	decode func([]byte, Instant) (R, error), compute func(R) (A, error), write func(R, A),
) (Instant, error) {
	r, err := decode(request, today)
	if err != nil {
		return today, err
	}
	a, err := compute(r)
	if err != nil {
		return r.day(), err
	}
	write(r, a)
	return today, nil
}

func (r QuoteRequest) day() Instant    { return r.AsOf }
func (r ModelsRequest) day() Instant   { return r.AsOf }
func (r OffersRequest) day() Instant   { return r.AsOf }
func (r EstimateRequest) day() Instant { return r.AsOf }
func (r CompareRequest) day() Instant  { return r.AsOf }
func (r PurchaseRequest) day() Instant { return r.AsOf }
func (r BudgetRequest) day() Instant   { return r.AsOf }
func (r AdviceRequest) day() Instant   { return r.AsOf }
func (r LedgerRequest) day() Instant   { return r.AsOf }
