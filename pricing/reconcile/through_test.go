package reconcile

import "github.com/reelrate/reelrate/pricing"

// Through is the JSON entry point, which imports this package: wire_test.go sets it.
var Through struct {
	Handle func(t *pricing.Table, operation string, request []byte, today pricing.Instant) ([]byte, error)
}
