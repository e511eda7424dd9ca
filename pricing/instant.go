package pricing

import "time"

// Instant is a moment in Unix seconds, UTC. The zero Instant means "open": no
// first or no last day was published.
type Instant int64

// ParseInstant reads "2026-09-24", the start of that day in UTC, or an RFC 3339
// moment such as "2026-09-24T12:00:00Z".
func ParseInstant(s string) (Instant, error) {
	layout := time.RFC3339
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1971 {
		return 0, &Error{Code: InvalidValue, Field: "asOf",
			Message:  "the date " + quoted(s) + " cannot be read",
			Accepted: []string{"a date such as 2026-09-24", "an RFC 3339 moment such as 2026-09-24T12:00:00Z"}}
	}
	return Instant(t.Unix()), nil
}

// InstantOf returns the moment t, to the second.
func InstantOf(t time.Time) Instant { return Instant(t.Unix()) }

// Day returns the start of i's day in UTC.
func (i Instant) Day() Instant { return i - i%secondsPerDay }

// String returns the date alone when i is the start of a day, RFC 3339
// otherwise, and "" for the open Instant.
func (i Instant) String() string { return string(i.append(nil)) }

func (i Instant) append(b []byte) []byte {
	switch {
	case i == 0:
		return b
	case i == i.Day():
		return i.time().AppendFormat(b, time.DateOnly)
	default:
		return i.time().AppendFormat(b, time.RFC3339)
	}
}

func (i Instant) time() time.Time { return time.Unix(int64(i), 0).UTC() }

const secondsPerDay = 24 * 60 * 60

// daysBetween counts whole days from a to b.
func daysBetween(a, b Instant) int64 { return int64(b.Day()-a.Day()) / secondsPerDay }
