//go:build js && wasm

// Command widget is the engine as a browser sees it: one synchronous function,
//
//	globalThis.reelrate(operation: string, request: string, today?: number, part?: (rows, lines, csv) => void): string
//
// over the JSON entry point of package pricing. The page draws; nothing here
// knows of a document, and nothing is marshalled value by value, so the numbers
// on a page are the API's numbers, byte for byte.
//
// Today is a moment in Unix seconds. A part is given to reconcile alone: it gets
// the rows of the log while they are read, as wire.ReconcileInParts has it.
//
// There are two bridges to JavaScript and loader.mjs knows both: standard Go's,
// over package safejs, and TinyGo's, over the program's memory, which makes a
// program of a tenth of the size. TinyGo builds what is released. What a page
// loads has neither reconcile nor table, by either compiler: with standard Go's
// that is the build tag page, see lean.sh.
//
// No goroutine starts per call. Package net/http is not linked: with it the
// program would be 0.68 MB larger after gzip.
package main

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/wire"
)

var engine handle = wire.Handle

var table = wire.Remembering(rates.Default())

type handle func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error)
