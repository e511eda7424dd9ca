package pricing

import (
	"strings"
	"testing"
)

// The dates of a row in an answer are as exact as its source gives them.
func TestTheDatesOfARow(t *testing.T) {
	for _, c := range []struct {
		rate        Rate
		from, until string
	}{
		{Rate{}, "null", "null"},
		{Rate{From: day(t, "2026-02-01"), FromMonth: true}, `"2026-02"`, "null"},
		{Rate{From: day(t, "2026-02-01"), Until: day(t, "2026-11-01"), UntilMonth: true}, `"2026-02-01"`, `"2026-11"`},
		{Rate{Until: day(t, "2026-11-01"), UntilMonth: true}, "null", `"2026-11"`},
		{Rate{Until: day(t, "2026-11-01T12:00:00Z")}, "null", `"2026-11-01T12:00:00Z"`},
	} {
		c.rate.Unit, c.rate.Per, c.rate.Amount = Clip, one, usd(1, 0)
		w := &writer{}
		w.row(&Table{}, &Model{}, &c.rate)
		if want := `"from":` + c.from + `,"until":` + c.until + `,`; !strings.Contains(string(w.b), want) {
			t.Errorf("no %s in %s", want, w.b)
		}
	}
}
