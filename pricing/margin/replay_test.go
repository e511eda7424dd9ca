package margin

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
)

// Two clips of 5 s and one of 10 s at $0.10 a second, then at $0.12: 2.00 and
// 2.40 in all.
func TestReplay(t *testing.T) {
	shop := func(cents int64) *pricing.Table {
		return made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(cents, -2)})
	}
	log := "job_id,submitted_at,seller,model,seconds,usd,project\n" +
		"1,2026-06-10,s,m,5,0.50,Spring\n" +
		"2,2026-06-11,s,m,5,0.50,Autumn\n" +
		"3,2026-06-12,s,m,10,1.00,Spring\n" +
		"4,2026-06-12,s,other,10,1.00,Spring\n" +
		"5,2026-06-12,s,m,many,1.00,Spring\n"
	r := Replay{Old: shop(10), New: shop(12), Today: made.Day(t, "2026-06-15")}
	got, err := r.Read(strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	if got.Rows != 5 || got.Unpriced != 1 || got.Malformed != 1 {
		t.Errorf("%d rows, %d unpriced, %d malformed; want 5, 1 and 1", got.Rows, got.Unpriced, got.Malformed)
	}
	check := func(g ReplayGroup, name string, rows int, old, new string) {
		t.Helper()
		if g.Name != name || g.Rows != rows || g.Old.Min.Exact() != old || g.New.Min.Exact() != new || g.Percent().Exact() != "20" {
			t.Errorf("got %q of %d rows: %s → %s, %s %%; want %q of %d: %s → %s, 20 %%",
				g.Name, g.Rows, g.Old.Min.Exact(), g.New.Min.Exact(), g.Percent().Exact(), name, rows, old, new)
		}
	}
	check(got.Totals[0], "", 3, "2", "12/5")
	check(got.Models[0], "s/m", 3, "2", "12/5")
	check(got.Projects[0], "Autumn", 1, "1/2", "3/5")
	check(got.Projects[1], "Spring", 2, "3/2", "9/5")
}

// Rows that only one of the tables can price, or that cost another currency in
// the other, are in neither sum.
func TestReplayOfWhatCannotBeCompared(t *testing.T) {
	both := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2)})
	more := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2)})
	extra := more.Sellers[0].Models[0]
	extra.ID, extra.Name = "extra", "Extra"
	more.Sellers[0].Models = append(more.Sellers[0].Models, extra)
	credits := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2)})
	credits.Sellers[0].Currency = pricing.Currency{ID: "s-credit", Name: "S credit"}
	log := "job_id,submitted_at,seller,model,seconds,usd\n1,2026-06-11,s,m,5,0.50\n2,2026-06-12,s,extra,5,0.50\n"
	for _, c := range []struct {
		name           string
		old, new       *pricing.Table
		unpriced, rows int
	}{
		{"the old table has less", both, more, 1, 1},
		{"the new table has less", more, both, 1, 1},
		{"neither has it", both, both, 1, 1},
		{"both have it", more, more, 0, 2},
		{"another currency", both, credits, 2, 0},
	} {
		r := Replay{Old: c.old, New: c.new, Today: made.Day(t, "2026-06-15")}
		got, err := r.Read(strings.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, g := range got.Totals {
			rows += g.Rows
		}
		if got.Unpriced != c.unpriced || rows != c.rows || got.Rows != 2 {
			t.Errorf("%s: %d of %d unpriced, %d compared; want %d and %d of 2", c.name, got.Unpriced, got.Rows, rows, c.unpriced, c.rows)
		}
	}
}

// A dated change counts only for rows from its day on, unless every row is
// priced on one day.
func TestReplayOnOneDay(t *testing.T) {
	old := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2)})
	dated := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2), Until: made.Day(t, "2026-06-12")},
		pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(20, -2), From: made.Day(t, "2026-06-12")})
	log := "job_id,submitted_at,seller,model,seconds,usd\n1,2026-06-11,s,m,5,0.50\n2,2026-06-12,s,m,5,0.50\n"
	for asOf, want := range map[string]string{"": "3/2", "2026-06-12": "2", "2026-06-11": "1"} {
		r := Replay{Old: old, New: dated, Today: made.Day(t, "2026-06-15")}
		if asOf != "" {
			r.AsOf = made.Day(t, asOf)
		}
		got, err := r.Read(strings.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		if new := got.Totals[0].New.Min.Exact(); new != want || got.Totals[0].Old.Min.Exact() != "1" {
			t.Errorf("as of %q: %s → %s, want 1 → %s", asOf, got.Totals[0].Old.Min.Exact(), new, want)
		}
	}
}
