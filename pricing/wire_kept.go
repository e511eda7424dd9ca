package pricing

import (
	"sync"
	"unsafe"
)

// Remembering returns the table for a host that asks it again and again. What an
// answer says of a rate, an offer or a model is the same on every day, and half of
// a quote's answer is that, so it is written once and kept with the table that is
// returned. Every answer is the same, byte for byte.
func (t *Table) Remembering() *Table {
	own := *t
	own.kept = &texts{of: map[uintptr]keptText{}}
	return &own
}

// texts are by the address of the thing that they are of. Package sync's own map
// takes any key, for which the program that browsers load would have reflection.
type texts struct {
	lock sync.RWMutex
	of   map[uintptr]keptText
}

// keptText holds on to its thing, so that nothing else comes to have the address.
type keptText struct {
	of   unsafe.Pointer
	json string
}

func (k *texts) get(of unsafe.Pointer) (string, bool) {
	k.lock.RLock()
	found, ok := k.of[uintptr(of)]
	k.lock.RUnlock()
	return found.json, ok
}

func (k *texts) put(of unsafe.Pointer, json string) {
	k.lock.Lock()
	k.of[uintptr(of)] = keptText{of, json}
	k.lock.Unlock()
}

// once writes what belongs to one thing of the table, by write or as write wrote
// it before.
func (w *writer) once(t *Table, of unsafe.Pointer, write func()) {
	if t.kept == nil {
		write()
		return
	}
	if json, ok := t.kept.get(of); ok {
		w.raw(json)
		return
	}
	w.b = separated(w.b, 0)
	start := len(w.b)
	write()
	t.kept.put(of, string(w.b[start:]))
}
