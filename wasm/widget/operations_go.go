//go:build js && wasm && !tinygo

package main

import "github.com/reelrate/reelrate/pricing/wire"

// operations are all that there are.
func operations() []wire.Operation { return wire.All() }
