package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// overlaps finds two current rates that price the same shot on the same date.
func (c *checker) overlaps(s *SellerFile) {
	conditions := make([][]pricing.Condition, len(s.Rates))
	faulty := make([]error, len(s.Rates))
	for i := range s.Rates {
		conditions[i], faulty[i] = when(s.Rates[i].When)
	}
	for i := range s.Rates {
		for j := range i {
			a, b := &s.Rates[j], &s.Rates[i]
			if a.Model != b.Model || !quotable(a) || !quotable(b) || apart(a.From, a.Until, b.From, b.Until) {
				continue
			}
			if a.Replaces == s.fullID(b) || b.Replaces == s.fullID(a) {
				continue
			}
			if faulty[j] == nil && faulty[i] == nil && !pricing.Disjoint(conditions[j], conditions[i]) {
				c.bad("prices the same shot on the same date as "+s.fullID(a)+": "+apartBy(s.fullID(a), conditions[j], conditions[i]),
					b.at("when")...)
			}
		}
	}
}

func quotable(r *Rate) bool { return r.Status == "" || r.Status == "current" }

// apart reports whether two periods share no moment.
func apart(from1, until1, from2, until2 string) bool {
	before := func(until, from string) bool {
		u, err1 := pricing.ParseInstant(firstDay(until))
		f, err2 := pricing.ParseInstant(firstDay(from))
		return err1 == nil && err2 == nil && u <= f
	}
	return before(until1, from2) || before(until2, from1)
}

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
