package reconcile

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
)

// A row of a log that names no seller or model of the table has no price; it
// does not match that of another.
func TestReconcileKnowsNoOtherNames(t *testing.T) {
	row := func(seller, model string) string {
		csv := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		return "seller,model,seconds,submitted_at,credits_used\n" + csv(seller) + "," + csv(model) + ",8,2026-06-01,480\n"
	}
	if _, rows := reconcile(t, Reconciler{}, row("House", "VEO (3)")); rows[0].outcome != UsageMatches {
		t.Errorf("the name itself: %+v", rows)
	}
	for _, name := range []string{"house\x00", "h.o-u+s*e", "house+", "house\n", "ho\u200buse", "house\u202e", "\ufeffhouse", "H&ouse", "hоuse" /* a Cyrillic о */} {
		if strings.TrimSpace(name) == "house" {
			continue // what is around the value of a cell is not part of it
		}
		if _, rows := reconcile(t, Reconciler{}, row(name, "veo-3")); rows[0].outcome != UsageUnpriced || rows[0].cause != "unknown_seller seller" {
			t.Errorf("%q: %+v", name, rows[0])
		}
	}
	for _, name := range []string{"veo-3+", "Veo 3 专业版", "veo-3\x00", "v*e*o*3", "veo-3\u202e"} {
		if _, rows := reconcile(t, Reconciler{}, row("house", name)); rows[0].outcome != UsageUnpriced || rows[0].cause != "unknown_model model" {
			t.Errorf("%q: %+v", name, rows[0])
		}
	}
	// Nor is a column another's for what is beside its name.
	all, _ := reconcile(t, Reconciler{}, "seller,model,seconds,submitted_at,Credits Used,tier+\nhouse,veo-3,8,2026-06-01,480,1\n")
	if notes := strings.Join(all.Notes(), "\n"); all.Outcomes[UsageMatches] != 1 || !strings.Contains(notes, "not used: tier+") {
		t.Errorf("%v, notes %s", all.Outcomes, notes)
	}
}

// The span of a row is as exact as its source gives it.
func TestTheSpanOfARow(t *testing.T) {
	for _, c := range []struct {
		rate pricing.Rate
		span string
	}{
		{pricing.Rate{}, ""},
		{pricing.Rate{From: made.Day(t, "2026-02-01"), FromMonth: true}, " (from 2026-02)"},
		{pricing.Rate{From: made.Day(t, "2026-02-01"), Until: made.Day(t, "2026-11-01"), UntilMonth: true}, " (from 2026-02-01 until 2026-11)"},
		{pricing.Rate{Until: made.Day(t, "2026-11-01"), UntilMonth: true}, " (until 2026-11)"},
		{pricing.Rate{Until: made.Day(t, "2026-11-01T12:00:00Z")}, " (until 2026-11-01T12:00:00Z)"},
	} {
		if got := span(&c.rate); got != c.span {
			t.Errorf("got %q, want %q", got, c.span)
		}
	}
}
