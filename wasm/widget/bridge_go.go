//go:build js && wasm && !tinygo

package main

import (
	"time"

	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

func main() {
	if err := register(safejs.Global()); err != nil {
		panic(err)
	}
	select {} // the function lives as long as the page
}

// register sets global.reelrate and then calls global.reelrateReady, if the
// page has set one.
func register(global safejs.Value) error {
	fn, err := safejs.FuncOf(call)
	if err != nil {
		return err
	}
	if err := global.Set("reelrate", fn); err != nil {
		return err
	}
	ready, err := global.Get("reelrateReady")
	if err != nil || ready.Type() != safejs.TypeFunction {
		return err
	}
	_, err = ready.Invoke()
	return err
}

// call is the JavaScript side of answer. Anything but two strings is the
// caller's mistake and gets the entry point's own answer to an unknown
// operation. A number after them is the moment to answer for in Unix seconds,
// instead of today, and a function after that gets the rows of reconcile.
//
// The operation "load" has the bytes of the table instead of a request: decoded to
// a text, what is not UTF-8 would be another table.
func call(_ safejs.Value, args []safejs.Value) any {
	var operation, request string
	if len(args) == 2 && args[1].Type() == safejs.TypeObject {
		if operation, _ = args[0].String(); operation == "load" {
			return load(args[1])
		}
		operation = ""
	}
	if len(args) >= 2 && args[0].Type() == safejs.TypeString && args[1].Type() == safejs.TypeString {
		operation, _ = args[0].String() // of a string: cannot fail
		request, _ = args[1].String()
	}
	today := pricing.InstantOf(time.Now()).Day()
	if len(args) > 2 && args[2].Type() == safejs.TypeNumber {
		seconds, _ := args[2].Int() // of a number: cannot fail
		today = pricing.Instant(seconds)
	}
	h := engine
	if len(args) > 3 && args[3].Type() == safejs.TypeFunction && operation == "reconcile" {
		h = inParts(args[3])
	}
	return answer(h, operation, request, today)
}

// inParts asks reconcile for its rows in parts, which a JavaScript function gets.
func inParts(part safejs.Value) handle {
	return func(t *pricing.Table, _ string, request []byte, today pricing.Instant) ([]byte, error) {
		return wire.ReconcileInParts(t, request, today, func(p wire.Part) {
			if _, err := part.Invoke(p.Rows, string(p.Lines), string(p.CSV)); err != nil {
				panic(err) // answer says that something went wrong
			}
		})
	}
}

// load takes a Uint8Array with the table.
func load(array safejs.Value) string {
	length, err := array.Length()
	text := make([]byte, max(length, 0))
	if err == nil {
		_, err = safejs.CopyBytesToGo(text, array)
	}
	if err != nil {
		return string(wire.Failure(&pricing.Error{Code: pricing.InvalidTable, Message: "the table is not an array of bytes"}))
	}
	return string(loaded(text))
}

// answer asks h. A panic must not leave the function: it would end the program for
// the whole page.
func answer(h handle, operation, request string, today pricing.Instant) (json string) {
	defer func() {
		if cause := recover(); cause != nil {
			println("reelrate: panic in", operation, text(cause)) // to the console, without package fmt
			json = `{"status":"invalid","error":{"code":"internal","field":"","message":"the request could not be answered","accepted":[],"alternatives":[]}}`
		}
	}()
	return string(asked(h, operation, []byte(request), today))
}

func text(cause any) string {
	switch cause := cause.(type) {
	case error:
		return cause.Error()
	case string:
		return cause
	}
	return "unknown"
}
