package pricing_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	pricing.Through.Quote = wire.ParseQuote
	pricing.Through.Estimate = wire.DecodeEstimate
	pricing.Through.Compare = wire.DecodeCompare
	pricing.Through.Offers = wire.DecodeOffers
	pricing.Through.Handle = wire.Handle
}
