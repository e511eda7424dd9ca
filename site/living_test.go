package main

import (
	"cmp"
	"os"
	"path/filepath"
	"testing"

	"github.com/reelrate/reelrate/pricing/rates"
)

// Whatever a price list and its site.yaml say, the site is built from them, and every
// model that is shown has a page with every rate of its own. Nothing here knows a price:
// an operator changes both files as the market does. The environment's RATES is the
// folder of another list than the default one, and absolute.
func TestLivingTable(t *testing.T) {
	list := cmp.Or(os.Getenv("RATES"), livingRates)
	folder := t.TempDir()
	if err := build(folder, t.TempDir(), list); err != nil {
		t.Fatal(err)
	}
	c, err := readConfig(list)
	if err != nil {
		t.Fatal(err)
	}
	prices, err := rates.Open(filepath.Join(list, "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	sellers, err := c.sellers(prices)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sellers {
		for _, m := range s.Models {
			name := filepath.Join(folder, "models", s.ID, filepath.FromSlash(m.ID), "index.html")
			content, err := os.ReadFile(name)
			if err != nil {
				t.Error(err)
				continue
			}
			page := pageOf(t, string(content))
			for _, r := range m.Rates {
				if !page.has("#" + r.ID) {
					t.Errorf("%s has no row of %s", name, r.ID)
				}
			}
		}
	}
}
