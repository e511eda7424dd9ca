package rates_test

import (
	"testing"

	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/table"
)

func TestDefault(t *testing.T) {
	loaded, err := table.Load([]byte(rates.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	if one := rates.Default(); one != rates.Default() || one.Digest != loaded.Digest || one.Canonical != rates.JSON() || one.Version != loaded.Version {
		t.Error("the default table is not the one in table.json, loaded once")
	}
}
