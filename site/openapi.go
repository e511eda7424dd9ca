package main

import (
	"fmt"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/wasm/api"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// withExamples is the API's description with examples of the table, on the day of its
// version, as an API without a signing key answers them.
func withExamples(d description.Object, t *pricing.Table, on pricing.Instant, base string) (description.Object, error) {
	asked := api.New(t, func() time.Time { return time.Unix(int64(on), 0).UTC() }, receipt.Keys{})
	d, err := description.Site{Table: t, On: on, Base: base, API: asked}.Describe(d)
	if err != nil {
		return nil, fmt.Errorf("the examples of the API: %w", err)
	}
	return d, nil
}
