// Package wire is the one JSON entry point: an operation is a struct of functions, one to a
// file, and a host passes the list of those that it serves.
package wire

import (
	"slices"
	"strconv"
	"sync"

	"github.com/reelrate/reelrate/pricing"
)

// MaxRequestBytes is the longest request that Handle reads, but for reconcile,
// whose request carries a log of up to MaxLogBytes.
const (
	MaxRequestBytes = 64 << 10
	MaxLogBytes     = 5 << 20
)

// Operation is one thing that the entry point answers. A host is given the list of
// those that it serves, and its program has the code of no others.
type Operation struct {
	Name   string
	Most   int // the longest request
	Answer func(*call) error
}

// call is one request that is being answered.
type call struct {
	*writer
	*Answer
	table   *pricing.Table
	request Input
}

// Answer is what the entry point has to say beyond the bytes.
type Answer struct {
	JSON   []byte          // one JSON object, also when the error is not nil
	AsOf   pricing.Instant // the moment it was answered for; 0 for a batch with several
	Dated  bool            // the request gave asOf itself, so the answer does not change at midnight
	Sunset pricing.Instant // when the one model quoted or listed stops being sold; 0: not known, or not one model
}

// Handle is the JSON of [Ask] with all operations.
func Handle(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error) {
	a, err := Ask(All(), t, operation, Input{JSON: request}, today)
	return a.JSON, err
}

// Ask is the one JSON entry point, called alike by the browser and by the API:
// it reads a request of one of the operations and returns the answer. Today is
// the moment that a request without "asOf" is answered for; the package has no
// clock of its own.
//
// The answer is one JSON object, also when the error is not nil: then its
// status is "refused" (the request is understood and has no price) or "invalid"
// (it is malformed) and its error member says why. The error is an [*Error].
//
// Decoding is strict: a member that
// the operation does not have is an error that names it. A plain value may be
// written as a JSON string, number or boolean of the same text, so that a query
// string and a body mean the same; null means "not given".
func Ask(operations []Operation, t *pricing.Table, operation string, request Input, today pricing.Instant) (Answer, error) {
	w := writers.Get().(*writer)
	w.b = w.b[:0]
	a := Answer{AsOf: today}
	c := call{w, &a, t, request}
	a, err := a.finish(w, t, c.ask(operations, operation))
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
func (a *Answer) finish(w *writer, t *pricing.Table, err error) (Answer, error) {
	if err != nil {
		e := pricing.Typed(err)
		w.b = w.b[:0]
		w.failure(t, e, a.AsOf)
		err = e
	}
	a.JSON = w.b
	return *a, err
}

func (c *call) ask(operations []Operation, operation string) error {
	i := slices.IndexFunc(operations, func(o Operation) bool { return o.Name == operation })
	most := MaxRequestBytes
	if i >= 0 {
		most = operations[i].Most
	}
	if err := tooLarge(c.request.size(), most); err != nil {
		return err
	}
	if i < 0 {
		e := &pricing.Error{Code: pricing.UnknownOperation, Message: "there is no operation " + pricing.Quoted(operation)}
		for _, o := range operations {
			e.Accepted = append(e.Accepted, o.Name)
		}
		return e
	}
	return operations[i].Answer(c)
}

func tooLarge(size, most int) error {
	if size <= most {
		return nil
	}
	limit := strconv.Itoa(most) + " bytes"
	return &pricing.Error{Code: pricing.TooLarge, Message: "the request is longer than " + limit, Accepted: []string{"at most " + limit}}
}

// answered computes and writes the answer to a request that was read, with the
// error of reading it and the moment that it is asked for.
func answered[V any](c *call, err error, asOf *pricing.Instant, compute func() (V, error), write func(V)) error {
	if err != nil {
		return err
	}
	c.date(asOf)
	v, err := compute()
	if err != nil {
		return err
	}
	write(v)
	return nil
}

// date settles the moment that a request is answered for: its own, or today.
func (a *Answer) date(asOf *pricing.Instant) {
	if *asOf == 0 {
		*asOf = a.AsOf
		return
	}
	a.AsOf, a.Dated = *asOf, true
}
