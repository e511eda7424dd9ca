package main

import (
	"fmt"
	"net/http"
	"os"

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
	quotes, err := newAPI()
	if err != nil {
		return err
	}
	lane.handler = instrumented(quotes)
	workers.ServeNonBlock(whole(lane.handler))
	return nil
}
