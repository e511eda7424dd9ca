package pricing

import "sync"

// What an answer says of a rate, an offer or a model is the same on every day,
// and half of a quote's answer is that. It is written once and then kept, which
// no answer shows: the generated table never changes.
var kept sync.Map // *Rate, *Offer, *Model, *Table → JSON

// once writes what belongs to one thing of the table, by write or as write wrote
// it before.
func (w *writer) once(t *Table, of any, write func()) {
	if t != &generated { // a test's, which may change
		write()
		return
	}
	if json, ok := kept.Load(of); ok {
		w.raw(json.(string))
		return
	}
	w.b = separated(w.b, 0)
	start := len(w.b)
	write()
	kept.Store(of, string(w.b[start:]))
}
