// Command start loads a table, answers one quote and ends, for start.mjs to time.
package main

import (
	"fmt"
	"os"

	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/wire"
)

func main() {
	if err := start(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "start:", err)
		os.Exit(1)
	}
}

func start(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	t, err := table.Load(text)
	if err != nil {
		return err
	}
	_, err = wire.Handle(t, "quote", []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`), 1781481600)
	return err
}
