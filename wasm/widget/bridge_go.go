//go:build js && wasm && !tinygo

package main

import (
	"time"

	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
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
func call(_ safejs.Value, args []safejs.Value) any {
	var operation, request string
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
	if inParts != nil && len(args) > 3 && args[3].Type() == safejs.TypeFunction && operation == "reconcile" {
		h = inParts(args[3])
	}
	return answer(h, operation, request, today)
}

// inParts is what asks reconcile for its rows in parts; the page's program has none.
var inParts func(part safejs.Value) handle

// answer asks h. The error that h returns beside its answer is for hosts with
// status codes; here the answer says it all. A panic must not leave the
// function: it would end the program for the whole page.
func answer(h handle, operation, request string, today pricing.Instant) (json string) {
	defer func() {
		if cause := recover(); cause != nil {
			println("reelrate: panic in", operation, text(cause)) // to the console, without package fmt
			json = `{"status":"invalid","error":{"code":"internal","field":"","message":"the request could not be answered","accepted":[],"alternatives":[]}}`
		}
	}()
	response, _ := h(table, operation, []byte(request), today)
	return string(response)
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
