// Command start answers one quote and ends, for start.mjs to time.
package main

import (
	"os"

	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/wire"
)

func main() {
	request := `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`
	if _, err := wire.Handle(rates.Default(), "quote", []byte(request), 1781481600); err != nil {
		os.Exit(1)
	}
}
