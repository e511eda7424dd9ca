package purchase_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/purchase"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	purchase.Through.Decode = func(t *pricing.Table, request []byte, today pricing.Instant) (purchase.Request, error) {
		return wire.DecodePurchase(t, wire.Input{JSON: request}, today)
	}
	purchase.Through.Handle = wire.Handle
}
