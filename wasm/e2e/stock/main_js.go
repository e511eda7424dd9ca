// Command stock serves the same API through the entry that syumai/workers
// generates, which starts a program for every request. ./build.sh bench
// measures our entry against it.
package main

import (
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api"
	"github.com/syumai/workers"
)

func main() {
	workers.Serve(api.New(frozen.Table(), time.Now, receipt.Keys{}))
}
