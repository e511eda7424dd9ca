package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

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
