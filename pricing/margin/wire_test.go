package margin_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/margin"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	margin.Through.Decode = func(request []byte, today pricing.Instant) (margin.Request, error) {
		return wire.DecodeMargin(wire.Input{JSON: request}, today)
	}
	margin.Through.Handle = wire.HandleOperator
}
