package table

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// ParseVersion reads the version of a table: the day on which it last changed
// and, where it changed more than once on that day, which of the changes it is:
// "2026-11-25", "2026-11-25.2". Versions sort by the day and then by the change.
func ParseVersion(version string) (day pricing.Instant, change int, ok bool) {
	date, count, counted := strings.Cut(version, ".")
	day, err := pricing.ParseInstant(date)
	if err != nil || day.String() != date || day != day.Day() {
		return 0, 0, false
	}
	if !counted {
		return day, 1, true
	}
	n, ok := pricing.Digits(count)
	change = int(n)
	return day, change, ok && change > 1 && strconv.Itoa(change) == count
}
