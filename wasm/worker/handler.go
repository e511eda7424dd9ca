// Command worker hosts the quote API of package api in two ways.
//
// Under js/wasm it is a Cloudflare Worker, through github.com/syumai/workers
// and a module entry of our own, index.mjs, which keeps one live program per
// isolate. The stock entry starts a program per request.
//
// Natively it is an ordinary server for the API and the built site on one port.
package main

import (
	"net/http"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/wasm/api"
)

// quotes is the API over the compiled-in table, by the host's clock.
var quotes http.Handler = api.New(pricing.Default(), time.Now)
