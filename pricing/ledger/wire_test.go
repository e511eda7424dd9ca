package ledger_test

import (
	"github.com/reelrate/reelrate/pricing/ledger"
	"github.com/reelrate/reelrate/pricing/wire"
)

func init() {
	ledger.Through.Decode = wire.DecodeLedger
	ledger.Through.Handle = wire.Handle
}
