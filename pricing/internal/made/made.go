// Package made makes tables and days, for tests of packages that import pricing.
package made

import (
	"os"
	"testing"

	"github.com/reelrate/reelrate/pricing"
)

// OneModel is a table with one seller in dollars and one model, for what a rate
// must be able to say although no published row needs it yet.
func OneModel(medium string, rates ...pricing.Rate) *pricing.Table {
	for i := range rates {
		rates[i].ID = "s/m/" + string(rune('a'+i))
		if rates[i].Per == (pricing.Fixed{}) {
			rates[i].Per = pricing.One
		}
		if rates[i].Known == "" {
			rates[i].Known = "2026-06-01"
		}
	}
	return &pricing.Table{
		Version: "test", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 90,
		Sellers: []pricing.Seller{{ID: "s", Name: "Seller", Currency: pricing.USD, Models: []pricing.Model{{
			ID: "m", Name: "Model", Medium: medium, ModesMatch: pricing.Any, WholeSeconds: true, Rates: rates,
		}}}},
		Resolutions: []pricing.Raster{{Name: "480p"}, {Name: "720p", Width: 1280, Height: 720},
			{Name: "1080p", Width: 1920, Height: 1080}, {Name: "4K", Width: 3840, Height: 2160}},
	}
}

// Dollars is an exact amount.
func Dollars(coef int64, exp int32) pricing.Range {
	f := pricing.Fixed{Coef: coef, Exp: exp}
	return pricing.Range{Min: f, Max: f}
}

// Is is the condition that a dimension has one of the values.
func Is(d pricing.Dim, values ...string) pricing.Condition {
	return pricing.Condition{Dim: d, Match: pricing.OneOf, Values: values}
}

// Day is a day as it is written.
func Day(t testing.TB, s string) pricing.Instant {
	t.Helper()
	i, err := pricing.ParseInstant(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// UsageCSV is a usage log, for tests of packages one folder below pricing.
func UsageCSV(t testing.TB) string {
	t.Helper()
	log, err := os.ReadFile("../testdata/usage.csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(log)
}

// CapReadings are what "up to so many credits" can mean; the first is the default.
var CapReadings = []pricing.Reading{{ID: "cap-on-bonus", Default: true}, {ID: "cap-on-total"}, {ID: "cap-on-base"}}
