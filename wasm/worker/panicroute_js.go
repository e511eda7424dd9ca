//go:build panicroute

package main

import (
	"encoding/json"
	"net/http"
	"runtime"
	"sync/atomic"
)

// This build exists for the tests of the module entry. /v1/panic ends the
// program from inside a handler, past the API's own recovery; /v1/grow makes it
// hold more memory than it may keep; /v1/state tells how many requests this
// program has had, which shows whether it is the same one, and what it holds.
func init() {
	var served atomic.Int64
	var held [][]byte
	instrumented = func(quotes http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			count := served.Add(1)
			switch r.URL.Path {
			case "/v1/panic":
				panic("as asked")
			case "/v1/grow":
				held = append(held, make([]byte, 80<<20))
			case "/v1/state":
				var memory runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&memory)
				json.NewEncoder(w).Encode(map[string]int64{
					"served": count, "goroutines": int64(runtime.NumGoroutine()), "held": int64(len(held)), "bytes": int64(memory.Sys), "objects": int64(memory.HeapObjects),
				})
			default:
				quotes.ServeHTTP(w, r)
			}
		})
	}
}
