// Package rates holds the default table. Only native programs import it: an engine
// for a browser or the Worker is handed its table.
package rates

import (
	_ "embed"
	"sync"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

//go:embed table.json
var compiled []byte

// JSON is the compiled table. It is shared: do not change it.
func JSON() []byte { return compiled }

// Default is the same, loaded. It is shared: do not change it.
var Default = sync.OnceValue(func() *pricing.Table {
	t, err := table.Load(compiled)
	if err != nil {
		panic(err)
	}
	return t
})
