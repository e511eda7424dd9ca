package pricing

import (
	"strconv"
	"strings"
	"time"
)

// Instant is a moment in Unix seconds, UTC. The zero Instant means "open": no
// first or no last day was published.
//
// Dates are read and written here and not by package time, which is a tenth of
// the program that a browser loads.
type Instant int64

// ParseInstant reads "2026-09-24", the start of that day in UTC, or an RFC 3339
// moment such as "2026-09-24T12:00:00Z".
func ParseInstant(s string) (Instant, error) {
	r := digits{rest: s, ok: true}
	year, month, day := parseDay(&r)
	i := startOf(year, month, day)
	if len(s) != len(time.DateOnly) {
		i += parseClock(&r)
	}
	if !r.ok || r.rest != "" || year < 1971 {
		return 0, &Error{Code: InvalidValue, Field: "asOf",
			Message:  "the date " + Quoted(s) + " cannot be read",
			Accepted: []string{"a date such as 2026-09-24", "an RFC 3339 moment such as 2026-09-24T12:00:00Z"}}
	}
	return i, nil
}

func parseDay(r *digits) (year, month, day int) {
	year = r.number(4, 0, 9999)
	r.take("-")
	month = r.number(2, 1, 12)
	r.take("-")
	day = r.number(2, 1, 31)
	if r.ok && day > 28 && day > int((startOf(year, month+1, 1)-startOf(year, month, 1))/SecondsPerDay) {
		r.ok = false
	}
	return year, month, day
}

// parseClock reads a time of day as package time does: an hour may be of one
// digit, a fraction of a second is dropped.
func parseClock(r *digits) Instant {
	r.take("T")
	width := 2
	if len(r.rest) > 1 && r.rest[1] == ':' {
		width = 1
	}
	of := r.number(width, 0, 23) * 3600
	r.take(":")
	of += r.number(2, 0, 59) * 60
	r.take(":")
	of += r.number(2, 0, 59)
	if len(r.rest) > 1 && (r.rest[0] == '.' || r.rest[0] == ',') && isDigit(r.rest[1]) {
		r.rest = strings.TrimLeft(r.rest[1:], "0123456789")
	}
	if r.rest == "Z" {
		r.rest = ""
		return Instant(of)
	}
	sign, west := "-", 1
	if strings.HasPrefix(r.rest, "+") {
		sign, west = "+", -1
	}
	r.take(sign)
	zone := r.number(2, 0, 24) * 3600
	r.take(":")
	zone += r.number(2, 0, 60) * 60
	return Instant(of + west*zone)
}

// digits takes a text apart from its beginning, as long as it is ok.
type digits struct {
	rest string
	ok   bool
}

func (d *digits) take(text string) {
	rest, ok := strings.CutPrefix(d.rest, text)
	d.rest, d.ok = rest, d.ok && ok
}

func (d *digits) number(width, least, most int) int {
	if len(d.rest) < width {
		d.ok = false
		return 0
	}
	n := 0
	for _, c := range []byte(d.rest[:width]) {
		d.ok = d.ok && isDigit(c)
		n = n*10 + int(c-'0')
	}
	d.rest = d.rest[width:]
	d.ok = d.ok && least <= n && n <= most
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Digits reads a whole number of at most 18 digits. Package strconv's readers
// compare errors, for which the program that browsers load would have reflection.
func Digits(s string) (n int64, ok bool) {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, s != "" && len(s) <= 18
}

// startOf is the start of a day of the Gregorian calendar. A month or a day
// beyond its last is one of the next, and the day 0 is the last of the month
// before.
func startOf(year, month, day int) Instant {
	// Years begin in March, so that the leap day is the last of its year.
	months := int64(year)*12 + int64(month) - 3
	y, m := months/12, months%12
	days := y*365 + y/4 - y/100 + y/400 + (m*153+2)/5 + int64(day) - 1
	return Instant(days-daysToEpoch) * SecondsPerDay
}

// daysToEpoch is from 1 March of the year 0 to 1 January 1970.
const daysToEpoch = 719468

// date is the inverse of startOf.
func (i Instant) date() (year, month, day int) {
	days := int64(i.Day())/SecondsPerDay + daysToEpoch
	// The year that a day count belongs to, by whole cycles of 400 years.
	cycle, d := days/146097, days%146097
	y := (d - d/1460 + d/36524 - d/146096) / 365
	d -= y*365 + y/4 - y/100
	m := (d*5 + 2) / 153
	day = int(d - (m*153+2)/5 + 1)
	m += 2 // counted from January
	return int(cycle*400 + y + m/12), int(m%12) + 1, day
}

// InstantOf returns the moment t, to the second.
func InstantOf(t time.Time) Instant { return Instant(t.Unix()) }

// Day returns the start of i's day in UTC.
func (i Instant) Day() Instant { return i - i%SecondsPerDay }

// String returns the date alone when i is the start of a day, RFC 3339
// otherwise, and "" for the open Instant.
func (i Instant) String() string { return string(i.append(nil)) }

func (i Instant) append(b []byte) []byte {
	if i == 0 {
		return b
	}
	year, month, day := i.date()
	b = append(strconv.AppendInt(b, int64(year), 10), "-00-00"...)
	put := func(end, n int) {
		for ; n > 0; n /= 10 {
			end--
			b[end] += byte(n % 10)
		}
	}
	put(len(b)-3, month)
	put(len(b), day)
	if i == i.Day() {
		return b
	}
	of := int(i - i.Day())
	b = append(b, "T00:00:00Z"...)
	put(len(b)-7, of/3600)
	put(len(b)-4, of/60%60)
	put(len(b)-1, of%60)
	return b
}

// AppendMonthOrDay appends an Instant as data has it, without the day where only
// its month is known.
func AppendMonthOrDay(b []byte, i Instant, month bool) []byte {
	b = i.append(b)
	if month {
		b = b[:len(b)-len("-01")]
	}
	return b
}

const SecondsPerDay = 24 * 60 * 60

// daysBetween counts whole days from a to b.
func daysBetween(a, b Instant) int64 { return int64(b.Day()-a.Day()) / SecondsPerDay }
