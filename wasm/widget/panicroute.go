//go:build js && wasm && panicroute

package main

import (
	"os"

	"github.com/reelrate/reelrate/pricing"
)

// This build exists for the loader's test: the operation "exit" ends the
// program in the middle of a call, as running out of memory would, "panic" has
// a cause to report, and "recurse" fills the stack of a TinyGo program.
func init() {
	sound := engine
	engine = func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error) {
		switch operation {
		case "exit":
			os.Exit(2)
			panic("TinyGo's programs cannot exit")
		case "panic":
			panic("as asked")
		case "recurse":
			return recurse(request), nil
		}
		return sound(t, operation, request, today)
	}
}

//go:noinline
func recurse(b []byte) []byte { return append(recurse(append(b, '!')), '!') }
