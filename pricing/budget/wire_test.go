package budget_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/budget"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	budget.Through.Decode = func(request []byte, today pricing.Instant) (budget.Request, error) {
		return wire.DecodeBudget(wire.Input{JSON: request}, today)
	}
	budget.Through.Handle = wire.Handle
}
