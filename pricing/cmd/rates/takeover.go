package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// takeOver ends every current row on the day on which a later one with the same
// conditions begins, unless it ends before. A change of price is so a row that is added.
func (s *SellerFile) takeOver() {
	same := map[string][]int{}
	for i := range s.Rates {
		r := &s.Rates[i]
		if conditions, err := when(r.When); err == nil && quotable(r) {
			key := r.Model + "\x00" + spelled(conditions)
			same[key] = append(same[key], i)
		}
	}
	for _, rows := range same {
		for _, i := range rows {
			for _, j := range rows {
				s.succeeds(&s.Rates[i], &s.Rates[j])
			}
		}
	}
}

// succeeds ends the row where the other begins, if that takes over from it.
func (s *SellerFile) succeeds(r, other *Rate) {
	from, ok1 := begin(r.From)
	begins, ok2 := begin(other.From)
	ends, ok3 := begin(r.Until)
	later := ok1 && ok2 && ok3 && begins > from && (ends == 0 || begins < ends)
	if later && r.Replaces != s.fullID(other) && other.Replaces != s.fullID(r) {
		r.Until = other.From
	}
}

// begin is the moment of a date, 0 of none.
func begin(date string) (pricing.Instant, bool) {
	if date == "" {
		return 0, true
	}
	at, err := pricing.ParseInstant(firstDay(date))
	return at, err == nil
}

// spelled are conditions in one spelling, whatever the order of their values.
func spelled(conditions []pricing.Condition) string {
	var b strings.Builder
	for _, c := range conditions {
		values := slices.Sorted(slices.Values(c.Values))
		for _, word := range append([]string{c.Dim.String(), fmt.Sprint(c.Over), fmt.Sprint(c.UpTo)}, values...) {
			b.WriteString(word + "\x00")
		}
		b.WriteString("\x00")
	}
	return b.String()
}
