package ledger_test

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/ledger"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	ledger.Through.Decode = func(request []byte, today pricing.Instant) (ledger.Request, error) {
		return wire.DecodeLedger(wire.Input{JSON: request}, today)
	}
	ledger.Through.Handle = wire.Handle
}
