// Package rates is the default rate table. It is authored as YAML in this folder,
// one file for each seller, and compiled by cmd/rates into table.json, which every
// host carries byte for byte.
package rates

import (
	_ "embed"
	"fmt"
	"os"
	"sync"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

//go:embed table.json
var text []byte

// Default is the table, loaded once. It is shared: do not change it.
func Default() *pricing.Table { return loaded() }

var loaded = sync.OnceValue(func() *pricing.Table {
	t, err := table.Load(text)
	if err != nil {
		panic(err) // a test has loaded the same bytes
	}
	return t
})

// Open loads a compiled table from a file; "" is the default one. An error names the
// file.
func Open(file string) (*pricing.Table, error) {
	if file == "" {
		return Default(), nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t, err := table.Load(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return t, nil
}
