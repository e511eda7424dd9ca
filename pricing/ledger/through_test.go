package ledger

import "github.com/reelrate/reelrate/pricing"

// Through is the JSON entry point, which imports this package: wire_test.go sets it.
var Through struct {
	Decode func(request []byte, asOf pricing.Instant) (Request, error)
	Handle func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error)
}
