package margin

import (
	"io"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/reconcile"
)

// Replay prices a usage log under two tables: what the same work would have
// cost before and after a change of prices.
type Replay struct {
	Old, New *pricing.Table
	Format   reconcile.LogFormat
	// AsOf is the day on which both tables price every row; 0 prices each row
	// as of its own date, so that only what was dated before it counts.
	AsOf pricing.Instant
	// Today dates the rows without a date of their own.
	Today pricing.Instant
}

// Replayed is the log under both tables. Rows that either table cannot price
// are counted and left out of both sums, so that the sums compare.
type Replayed struct {
	Rows, Unpriced, Malformed int
	Totals, Models, Projects  []ReplayGroup // by currency; and within it by model, by project
}

// ReplayGroup is the sum of some rows under both tables.
type ReplayGroup struct {
	Name     string // <seller>/<model>, a project or "" for the total
	Currency pricing.Currency
	Rows     int
	Old, New pricing.Interval
}

// Percent is (new − old) ÷ old × 100, nil for ranges.
func (g *ReplayGroup) Percent() *pricing.Ratio { return pricing.Change(g.Old, g.New) }

// Read replays the log row by row, holding one row at a time.
func (r *Replay) Read(log io.Reader) (*Replayed, error) {
	out := &Replayed{}
	reader := reconcile.Reconciler{Table: r.New, Format: r.Format, AsOf: r.Today, Each: func(c *reconcile.CheckedUsage) error {
		out.Rows++
		if c.Outcome == reconcile.UsageMalformed {
			out.Malformed++
			return nil
		}
		on := r.AsOf
		if on == 0 {
			on = c.SubmittedAt
		}
		if on == 0 {
			on = r.Today
		}
		before, err1 := r.Old.QuoteAlone(pricing.QuoteRequest{Shot: c.Shot, AsOf: on})
		after, err2 := r.New.QuoteAlone(pricing.QuoteRequest{Shot: c.Shot, AsOf: on})
		if err1 != nil || err2 != nil || before.Currency.ID != after.Currency.ID {
			out.Unpriced++
			return nil
		}
		out.Totals = replayed(out.Totals, "", before, after)
		out.Models = replayed(out.Models, after.Seller.ID+"/"+after.Model.ID, before, after)
		if c.Project != "" {
			out.Projects = replayed(out.Projects, c.Project, before, after)
		}
		return nil
	}}
	if _, err := reader.Read(log); err != nil {
		return nil, err
	}
	for _, groups := range [][]ReplayGroup{out.Totals, out.Models, out.Projects} {
		pricing.SortStable(groups, func(a, b ReplayGroup) int {
			return strings.Compare(a.Currency.ID+" "+a.Name, b.Currency.ID+" "+b.Name)
		})
	}
	return out, nil
}

func replayed(groups []ReplayGroup, name string, before, after *pricing.Quote) []ReplayGroup {
	i := slices.IndexFunc(groups, func(g ReplayGroup) bool { return g.Name == name && g.Currency.ID == after.Currency.ID })
	if i < 0 {
		return append(groups, ReplayGroup{name, after.Currency, 1, before.Price, after.Price})
	}
	g := &groups[i]
	g.Rows++
	g.Old, g.New = g.Old.Add(before.Price), g.New.Add(after.Price)
	return groups
}
