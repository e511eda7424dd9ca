package main

import (
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// standing is how a price stands, in the engine's words, with their parts apart.
type standing struct {
	Words   string   // all of it: "known as of Jan 2026, stale"
	Date    string   // "known as of Jan 2026", "since Jan 2026", "undated"
	Undated bool     // Date is a doubt itself
	Doubts  []string // the others: "stale", "ended at its maker 24 Sep 2026"
}

func stands(s pricing.Standing) standing {
	words := s.Words()
	if rest, dateless := strings.CutPrefix(words, ", "); words == "" || dateless {
		words = strings.TrimSuffix(said.Own+", "+rest, ", ")
	}
	parts := strings.Split(words, ", ")
	return standing{words, parts[0], s.Undated, parts[1:]}
}

// Day is the date below a heading that says "known".
func (s standing) Day() string { return strings.TrimPrefix(s.Date, "known as of ") }

// cellStands is of one of a model's cells. It leaves out the seller's own end,
// which is said of the whole model.
func cellStands(d *pricing.ModelOnDay, r *pricing.Rate, on pricing.Instant) standing {
	s := onDay(d, on).CellStanding(r)
	s.Ends, s.Ended = 0, 0
	return stands(s)
}

// onDay is the model with its cells as they stand on another day: the last cells
// of one that has ended are of a day before.
func onDay(d *pricing.ModelOnDay, on pricing.Instant) *pricing.ModelOnDay {
	then := *d
	then.AsOf = on
	return &then
}

// rowStands is of a row that is out of force: whether it is stale is no question.
func rowStands(r *pricing.Rate) standing {
	return stands(pricing.Standing{Known: r.Known, Undated: r.Known == "", Disputed: len(r.Conflicts) > 0})
}
