package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/syumai/workers"
)

// instrumented is replaced in the builds that tests kill.
var instrumented = func(quotes http.Handler) http.Handler { return quotes }

// main hands the API to the module entry and stays: the next request finds the
// program as this one leaves it. Nothing runs between requests.
func main() {
	if err := start(); err != nil {
		fmt.Fprintln(os.Stderr, "reelrate:", err)
		os.Exit(1)
	}
	workers.Ready()
	select {}
}

func start() error {
	t, err := givenTable()
	if err != nil {
		return err
	}
	quotes, err := newAPI(t)
	if err != nil {
		return err
	}
	lane.handler = instrumented(quotes)
	workers.ServeNonBlock(whole(lane.handler))
	return nil
}

// givenTable loads the compiled table, a Uint8Array that the module entry leaves
// beside the library's binding.
func givenTable() (*pricing.Table, error) {
	context, err := safejs.Global().Get("context")
	if err != nil {
		return nil, err
	}
	array, err := context.Get("table")
	if err != nil {
		return nil, err
	}
	length, err := array.Length()
	if err != nil {
		return nil, err
	}
	text := make([]byte, length)
	if _, err := safejs.CopyBytesToGo(text, array); err != nil {
		return nil, err
	}
	return table.Load(text)
}
