package budget_test

import (
	"github.com/reelrate/reelrate/pricing/budget"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	budget.Through.Decode = wire.DecodeBudget
	budget.Through.Handle = wire.Handle
}
