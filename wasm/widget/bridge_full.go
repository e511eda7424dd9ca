//go:build js && wasm && !tinygo && !page

package main

import (
	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	// Hands the rows of a log to a JavaScript function.
	inParts = func(part safejs.Value) handle {
		return func(t *pricing.Table, _ string, request []byte, today pricing.Instant) ([]byte, error) {
			return wire.ReconcileInParts(t, request, today, func(p wire.Part) {
				if _, err := part.Invoke(p.Rows, string(p.Lines), string(p.CSV)); err != nil {
					panic(err) // answer says that something went wrong
				}
			})
		}
	}
}
