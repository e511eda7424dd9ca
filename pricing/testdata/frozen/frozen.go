// Package frozen is the rate table on which the engine is tested: the default table
// as it was on the day that its version names, with the YAML that it was compiled
// from. Its prices never change, so what tests expect of them holds for ever, while
// an operator changes the default table as the market does.
//
// A new form of the YAML or of the compiled table is the one reason to touch a file
// of this folder: the same prices, written in the new form.
package frozen

import (
	_ "embed"
	"sync"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

//go:embed table.json
var text []byte

// Table is that table, loaded once. It is shared: do not change it.
func Table() *pricing.Table { return loaded() }

var loaded = sync.OnceValue(func() *pricing.Table {
	t, err := table.Load(text)
	if err != nil {
		panic(err)
	}
	return t
})
