package margin_test

import (
	"github.com/reelrate/reelrate/pricing/margin"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	margin.Through.Decode = wire.DecodeMargin
	margin.Through.Handle = wire.HandleOperator
}
