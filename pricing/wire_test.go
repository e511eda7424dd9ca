package pricing_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	pricing.Through.Table = frozen.Table()
	pricing.Through.Quote = func(request []byte, today pricing.Instant) (pricing.QuoteRequest, error) {
		return wire.ParseQuote(wire.Input{JSON: request}, today)
	}
	pricing.Through.Estimate = func(request []byte, today pricing.Instant) (pricing.EstimateRequest, error) {
		return wire.DecodeEstimate(wire.Input{JSON: request}, today)
	}
	pricing.Through.Compare = func(request []byte, today pricing.Instant) (pricing.CompareRequest, error) {
		return wire.DecodeCompare(wire.Input{JSON: request}, today)
	}
	pricing.Through.Offers = func(request []byte, today pricing.Instant) (pricing.OffersRequest, error) {
		return wire.DecodeOffers(wire.Input{JSON: request}, today)
	}
	pricing.Through.Handle = wire.Handle
}
