package pricing

import (
	"errors"
	"strconv"
	"sync"
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

// Answer is what the entry point has to say beyond the bytes.
type Answer struct {
	JSON   []byte  // one JSON object, also when the error is not nil
	AsOf   Instant // the moment it was answered for; 0 for a batch with several
	Dated  bool    // the request gave asOf itself, so the answer does not change at midnight
	Sunset Instant // when the one model quoted or listed stops being sold; 0: not known, or not one model
}

// Handle is the JSON of [Ask].
func Handle(t *Table, operation string, request []byte, today Instant) ([]byte, error) {
	a, err := Ask(t, operation, request, today)
	return a.JSON, err
}

// Ask is the one JSON entry point, called alike by the browser and by the API:
// it reads a request of the named operation and returns the answer. Today is
// the moment that a request without "asOf" is answered for; the package has no
// clock of its own.
//
// The answer is one JSON object, also when the error is not nil: then its
// status is "refused" (the request is understood and has no price) or "invalid"
// (it is malformed) and its error member says why. The error is an [*Error].
//
// Operations: quote, quotes, models, offers, estimate, compare, purchase,
// budget, advice, ledger, reconcile, table. Decoding is strict: a member that
// the operation does not have is an error that names it. A plain value may be
// written as a JSON string, number or boolean of the same text, so that a query
// string and a body mean the same; null means "not given".
func Ask(t *Table, operation string, request []byte, today Instant) (Answer, error) {
	w := writers.Get().(*writer)
	w.b = w.b[:0]
	a := Answer{AsOf: today}
	a, err := a.finish(w, t, a.ask(w, t, operation, request))
	if len(a.JSON) < 6<<10 {
		a.JSON = append(make([]byte, 0, len(w.b)), w.b...) // TinyGo's slices.Clone takes up to twice the room
		writers.Put(w)
	}
	return a, err
}

// writers have room for most answers, to be used again.
var writers = sync.Pool{New: func() any { return &writer{b: make([]byte, 0, 6<<10)} }}

// finish completes the answer with what was written or, for an error, with an
// answer that says it.
func (a *Answer) finish(w *writer, t *Table, err error) (Answer, error) {
	if err != nil {
		e := typed(err)
		w.b = w.b[:0]
		w.failure(t, e, a.AsOf)
		err = e
	}
	a.JSON = w.b
	return *a, err
}

// typed returns err as what it always is.
func typed(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Code: Internal, Message: "this should not have happened"}
}

func (a *Answer) ask(w *writer, t *Table, operation string, request []byte) error {
	if err := tooLarge(operation, request); err != nil {
		return err
	}
	switch operation {
	case "quote":
		return w.answerQuote(a, t, request)
	case "models":
		return answer(a, request, decodeModels, t.Models, func(r ModelsRequest, m []ModelOnDay) {
			if len(m) == 1 {
				a.Sunset = m[0].Model.Sunset
			}
			w.models(t, m, r.AsOf)
		})
	case "offers":
		return answer(a, request, decodeOffers, t.Offers, func(r OffersRequest, l *OfferList) { w.offers(t, l, r.AsOf) })
	case "estimate":
		return answer(a, request, decodeEstimate, t.Estimate, func(_ EstimateRequest, e *Estimate) { w.estimate(e) })
	case "compare":
		return answer(a, request, decodeCompare, t.Compare, func(_ CompareRequest, c *Comparison) { w.comparison(c) })
	case "purchase":
		return answer(a, request, t.decodePurchase, t.Purchase, func(_ PurchaseRequest, p *Purchase) { w.purchase(p) })
	case "budget":
		return answer(a, request, decodeBudget, t.Budget, func(_ BudgetRequest, b *Budget) { w.budget(b) })
	case "quotes", "advice", "ledger", "reconcile", "table":
		return a.askBeyondPage(w, t, operation, request)
	default:
		return &Error{Code: UnknownOperation, Message: "there is no operation " + quoted(operation),
			Accepted: []string{"quote", "quotes", "models", "offers", "estimate", "compare", "purchase", "budget", "advice", "ledger", "reconcile", "table"}}
	}
}

func tooLarge(operation string, request []byte) error {
	most := MaxBytes(operation)
	if len(request) <= most {
		return nil
	}
	limit := strconv.Itoa(most) + " bytes"
	return &Error{Code: TooLarge, Message: "the request is longer than " + limit, Accepted: []string{"at most " + limit}}
}

// answer decodes a request, computes its answer and writes it. What is answered
// is for the request's own date, a refusal too; a request that cannot be read
// has none.
func answer[R any, P interface {
	*R
	date() *Instant
}, A any](a *Answer, request []byte,
	decode func([]byte, Instant) (R, error), compute func(R) (A, error), write func(R, A),
) error {
	r, err := decode(request, 0) // 0, which no request can say: see date
	if err != nil {
		return err
	}
	a.date(P(&r).date())
	v, err := compute(r)
	if err != nil {
		return err
	}
	write(r, v)
	return nil
}

// date settles the moment that a request is answered for: its own, or today.
func (a *Answer) date(asOf *Instant) {
	if *asOf == 0 {
		*asOf = a.AsOf
		return
	}
	a.AsOf, a.Dated = *asOf, true
}

func (r *QuoteRequest) date() *Instant    { return &r.AsOf }
func (r *quotesRequest) date() *Instant   { return &r.asOf }
func (r *ModelsRequest) date() *Instant   { return &r.AsOf }
func (r *OffersRequest) date() *Instant   { return &r.AsOf }
func (r *EstimateRequest) date() *Instant { return &r.AsOf }
func (r *CompareRequest) date() *Instant  { return &r.AsOf }
func (r *PurchaseRequest) date() *Instant { return &r.AsOf }
func (r *BudgetRequest) date() *Instant   { return &r.AsOf }
func (r *AdviceRequest) date() *Instant   { return &r.AsOf }
func (r *LedgerRequest) date() *Instant   { return &r.AsOf }
