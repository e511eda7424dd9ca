package wire

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
)

// The dates of a row in an answer are as exact as its source gives them.
func TestTheDatesOfARow(t *testing.T) {
	for _, c := range []struct {
		rate        pricing.Rate
		from, until string
	}{
		{pricing.Rate{}, "null", "null"},
		{pricing.Rate{From: made.Day(t, "2026-02-01"), FromMonth: true}, `"2026-02"`, "null"},
		{pricing.Rate{From: made.Day(t, "2026-02-01"), Until: made.Day(t, "2026-11-01"), UntilMonth: true}, `"2026-02-01"`, `"2026-11"`},
		{pricing.Rate{Until: made.Day(t, "2026-11-01"), UntilMonth: true}, "null", `"2026-11"`},
		{pricing.Rate{Until: made.Day(t, "2026-11-01T12:00:00Z")}, "null", `"2026-11-01T12:00:00Z"`},
	} {
		c.rate.Unit, c.rate.Per, c.rate.Amount = pricing.Clip, pricing.One, made.Dollars(1, 0)
		w := &writer{}
		w.row(&pricing.Table{}, &pricing.Model{}, &c.rate)
		if want := `"from":` + c.from + `,"until":` + c.until + `,`; !strings.Contains(string(w.b), want) {
			t.Errorf("no %s in %s", want, w.b)
		}
	}
}
