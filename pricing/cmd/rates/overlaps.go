package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// priced is a current row with what decides which shots it prices, and when.
type priced struct {
	*Rate
	when        []pricing.Condition
	from, until pricing.Instant
}

// overlaps finds two current rates that price the same shot on the same date.
func (c *checker) overlaps(s *SellerFile) {
	models := map[string][]priced{}
	for i := range s.Rates {
		r := &s.Rates[i]
		conditions, wrong := when(r.When)
		from, ok1 := begin(r.From)
		until, ok2 := begin(r.Until)
		if quotable(r) && wrong == nil && ok1 && ok2 { // what is faulty is told of the row
			models[r.Model] = append(models[r.Model], priced{r, conditions, from, until})
		}
	}
	for _, m := range s.Models {
		rows := models[m.ID]
		for i := range rows {
			if len(c.problems) > mostTold {
				return
			}
			for j := range i {
				if a, b := &rows[j], &rows[i]; a.meets(b) && a.Replaces != s.fullID(b.Rate) && b.Replaces != s.fullID(a.Rate) {
					name := s.fullID(a.Rate)
					c.bad("prices the same shot on the same date as "+name+": "+apartBy(name, a.when, b.when), b.at("when")...)
				}
			}
		}
	}
}

// meets reports whether some shot on some day has the price of both rows.
func (a *priced) meets(b *priced) bool {
	before := a.until != 0 && a.until <= b.from || b.until != 0 && b.until <= a.from
	return !before && !pricing.Disjoint(a.when, b.when)
}

func quotable(r *Rate) bool { return r.Status == "" || r.Status == "current" }

// apartBy says what would tell two rows apart that price one shot, the first by its name.
func apartBy(name string, first, second []pricing.Condition) string {
	if spelled(first) == spelled(second) {
		return "their conditions and their from are the same; write a later from for the one that takes over, " +
			"a condition of its own for each, or one row"
	}
	var here, there []string
	for _, d := range pricing.Dims {
		a, b := pricing.ConditionOn(first, d), pricing.ConditionOn(second, d)
		switch in, too := has(first, d), has(second, d); {
		case in && !too:
			here = append(here, d.String())
		case too && !in:
			there = append(there, d.String())
		case in && a.Match == b.Match && spelled([]pricing.Condition{a}) != spelled([]pricing.Condition{b}):
			return "both are for " + d.String() + strings.Join(shared(a, b), " and") + "; give that to one of them"
		}
	}
	var says []string
	if len(here) > 0 {
		says = append(says, "this row says nothing of "+strings.Join(here, " and "))
	}
	if len(there) > 0 {
		says = append(says, name+" says nothing of "+strings.Join(there, " and "))
	}
	return strings.Join(says, ", and ") + "; write different values of one condition in both, " +
		"or the same conditions and a later from for the one that takes over"
}

// shared are the values of two conditions on one dimension that both have, each with a
// space before it.
func shared(a, b pricing.Condition) (values []string) {
	for _, v := range a.Values {
		if slices.Contains(b.Values, v) {
			values = append(values, " "+v)
		}
	}
	return values
}

func has(conditions []pricing.Condition, d pricing.Dim) bool {
	for i := range conditions {
		if conditions[i].Dim == d {
			return true
		}
	}
	return false
}
