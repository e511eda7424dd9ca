package purchase_test

import (
	"github.com/reelrate/reelrate/pricing/purchase"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	purchase.Through.Decode = wire.DecodePurchase
	purchase.Through.Handle = wire.Handle
}
