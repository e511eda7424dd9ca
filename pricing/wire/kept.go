package wire

import (
	"sync/atomic"

	"github.com/reelrate/reelrate/pricing"
)

// Remembering returns the table for a host that asks it again and again. What an
// answer says of a rate, an offer or a model is the same on every day, and half of
// a quote's answer is that, so it is written once and kept with the table that is
// returned. Every answer is the same, byte for byte.
func Remembering(t *pricing.Table) *pricing.Table {
	own := *t
	own.Kept = make([]atomic.Pointer[string], ofTable(&own)+1)
	return &own
}

// ofTable is the place of what is written of the table itself.
func ofTable(t *pricing.Table) int { return t.Rows + 1 }

// once writes what belongs to the row at the place, by write or as write wrote it
// before. A row without a place is that of no table that was loaded.
func (w *writer) once(t *pricing.Table, place int, write func()) {
	if place == 0 || place >= len(t.Kept) {
		write()
		return
	}
	kept := &t.Kept[place]
	if json := kept.Load(); json != nil {
		w.raw(*json)
		return
	}
	w.b = separated(w.b, 0)
	start := len(w.b)
	write()
	json := string(w.b[start:])
	kept.Store(&json)
}
