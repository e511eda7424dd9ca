package reconcile_test

import (
	"github.com/reelrate/reelrate/pricing/reconcile"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	reconcile.Through.Handle = wire.Handle
}
