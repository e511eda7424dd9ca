//go:build js && wasm && !tinygo && !page

package main

import (
	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
)

func init() {
	// Hands the rows of a log to a JavaScript function.
	inParts = func(part safejs.Value) handle {
		return func(t *pricing.Table, _ string, request []byte, today pricing.Instant) ([]byte, error) {
			return pricing.ReconcileInParts(t, request, today, func(p pricing.Part) {
				if _, err := part.Invoke(p.Rows, string(p.Lines), string(p.CSV)); err != nil {
					panic(err) // answer says that something went wrong
				}
			})
		}
	}
}
