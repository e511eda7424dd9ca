// Package rates is the default rate table. It is authored as YAML in this folder,
// one file for each seller, and compiled by cmd/rates into table.json, which every
// host carries byte for byte.
package rates

import (
	_ "embed"
	"sync"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

//go:embed table.json
var text string

// JSON is the compiled table, for hosts that hand it on.
func JSON() string { return text }

// Default is the table, loaded once. It is shared: do not change it.
func Default() *pricing.Table { return loaded() }

var loaded = sync.OnceValue(func() *pricing.Table {
	t, err := table.Load([]byte(text))
	if err != nil {
		panic(err) // a test has loaded the same bytes
	}
	return t
})
