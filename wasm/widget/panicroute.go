//go:build js && wasm && panicroute

package main

import (
	"os"

	"github.com/reelrate/reelrate/pricing"
)

// This build exists for the loader's test: the operation "exit" ends the
// program in the middle of a call, as running out of memory would.
func init() {
	engine = func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error) {
		if operation == "exit" {
			os.Exit(2)
		}
		return pricing.Handle(t, operation, request, today)
	}
}
