package main

import "fmt"

// didYouMean suggests the name that is nearest to a given one, "" if none is near.
func didYouMean(given string, names []string) string {
	best, least := "", 3 // as far as a flag's name may be off
	for _, name := range names {
		if d := distance(given, name); d > 0 && d < least {
			best, least = name, d
		}
	}
	if best == "" || 2*least > len(given) {
		return ""
	}
	return fmt.Sprintf(", did you mean %q?", best)
}

// distance is how many letters have to be changed, dropped or added.
func distance(a, b string) int {
	to := []rune(b)
	row := make([]int, len(to)+1) // of the letters of a so far to the first j of b
	for j := range row {
		row[j] = j
	}
	for _, x := range a {
		above := row[0]
		row[0]++
		for j, y := range to {
			change := above
			if x != y {
				change++
			}
			above = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
