//go:build panicroute

package main

import (
	"fmt"
	"net/http"
	"sync/atomic"
)

// This build exists for the tests of the module entry: GET /v1/panic ends the
// program from inside a handler, past the API's own recovery, and GET /v1/served
// tells how many requests this program has had, which shows whether it is the
// same one.
func init() {
	var served atomic.Int64
	instrumented = func(quotes http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			count := served.Add(1)
			switch r.URL.Path {
			case "/v1/panic":
				panic("as asked")
			case "/v1/served":
				fmt.Fprint(w, count)
			default:
				quotes.ServeHTTP(w, r)
			}
		})
	}
}
