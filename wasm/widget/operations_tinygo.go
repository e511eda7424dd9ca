//go:build js && wasm && tinygo

package main

import "github.com/reelrate/reelrate/pricing/wire"

// operations are those that pages ask of the engine that they load first.
func operations() []wire.Operation {
	return []wire.Operation{wire.Quote, wire.Models, wire.Offers, wire.Estimate, wire.Compare, wire.Purchase, wire.Budget}
}
