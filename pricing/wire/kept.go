package wire

import (
	"sync"

	"github.com/reelrate/reelrate/pricing"
)

// Remembering returns the table for a host that asks it again and again. What an
// answer says of a rate, an offer or a model is the same on every day, and half of
// a quote's answer is that, so it is written once and kept with the table that is
// returned. Every answer is the same, byte for byte.
func Remembering(t *pricing.Table) *pricing.Table {
	own := *t
	own.Kept = new(sync.Map)
	return &own
}

// once writes what belongs to one thing of the table, by write or as write wrote
// it before.
func (w *writer) once(t *pricing.Table, of any, write func()) {
	if t.Kept == nil {
		write()
		return
	}
	if json, ok := t.Kept.Load(of); ok {
		w.raw(json.(string))
		return
	}
	w.b = separated(w.b, 0)
	start := len(w.b)
	write()
	t.Kept.Store(of, string(w.b[start:]))
}
