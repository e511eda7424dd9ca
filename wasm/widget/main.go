//go:build js && wasm

// Command widget is the engine as a browser sees it: one synchronous function,
//
//	globalThis.reelrate(operation: string, request: string, today?: number, part?: (rows, lines, csv) => void): string
//
// over the JSON entry point of package wire. The page draws; nothing here
// knows of a document, and nothing is marshalled value by value, so the numbers
// on a page are the API's numbers, byte for byte.
//
// The program holds no prices. Before the first request it is given the compiled
// table: one program serves every table, and a new table needs no new program.
//
// Today is a moment in Unix seconds. A part is given to reconcile alone: it gets
// the rows of the log while they are read, as wire.ReconcileInParts has it.
//
// There are two bridges to JavaScript and loader.mjs knows both: standard Go's,
// over package safejs, and TinyGo's, over the program's memory, which makes a
// program of a tenth of the size. TinyGo builds what is released: the operations
// that a page asks for at once. A page that wants another one loads standard Go's.
//
// No goroutine starts per call. Package net/http is not linked: with it the
// program would be 0.68 MB larger after gzip.
package main

import (
	"github.com/reelrate/reelrate/pricing"
	compiled "github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/wire"
)

type handle func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error)

// engine answers every request but those of a program without a table.
var engine handle = func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error) {
	a, err := wire.Ask(operations(), t, operation, wire.Input{JSON: request}, today)
	return a.JSON, err
}

// table is nil until one is loaded.
var table *pricing.Table

// loaded takes the compiled table, which its caller must not change afterwards,
// and says so or what is wrong with it.
func loaded(text []byte) []byte {
	t, err := compiled.Load(text)
	if err != nil {
		return wire.Failure(pricing.Typed(err))
	}
	table = wire.Remembering(t)
	return []byte(`{"status":"ok"}`)
}

// asked is the engine's answer. The error that an engine returns beside its answer
// is for hosts with status codes; here the answer says it all.
func asked(h handle, operation string, request []byte, today pricing.Instant) []byte {
	if table == nil {
		return wire.Failure(&pricing.Error{Code: pricing.InvalidTable, Message: "no table was loaded"})
	}
	answer, _ := h(table, operation, request, today)
	return answer
}
