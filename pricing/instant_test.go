package pricing

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// byTimePackage is what ParseInstant does, by package time.
func byTimePackage(s string) (Instant, bool) {
	layout := time.RFC3339
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, s)
	if err != nil || t.Year() < 1971 {
		return 0, false
	}
	return Instant(t.Unix()), true
}

func sameInstant(t interface{ Fatalf(string, ...any) }, s string) {
	want, ok := byTimePackage(s)
	got, err := ParseInstant(s)
	if got != want || (err == nil) != ok {
		t.Fatalf("%q: got %d, %v, want %d, %t", s, got, err, want, ok)
	}
	if got == 0 {
		return
	}
	layout := time.RFC3339
	if got == got.Day() {
		layout = time.DateOnly
	}
	if want := time.Unix(int64(got), 0).UTC().Format(layout); got.String() != want {
		t.Fatalf("%q is written %s, want %s", s, got, want)
	}
}

func TestInstantIsThatOfPackageTime(t *testing.T) {
	for day := Instant(366 * SecondsPerDay); day < 260*365*SecondsPerDay; day += SecondsPerDay {
		s := time.Unix(int64(day), 0).UTC().Format(time.DateOnly)
		sameInstant(t, s)
		sameInstant(t, s+"T23:59:59Z")
	}
	for _, s := range []string{
		"", "2026", "2026-02-29", "2028-02-29", "2100-02-29", "2000-02-29", "2026-02-30", "2026-04-31", "2026-00-10", "2026-13-10", "2026-01-00",
		"2026-1-010", "2026-01-1", "1970-12-31", "1971-01-01", "0000-01-01", "9999-12-31", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-24:60",
		"1971-01-01T00:00:00+24:00", "1970-12-31T23:59:59-24:00", "2026-01-01T1:02:03Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
		"2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00z", "2026-01-01t00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00,5Z",
		"2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.5", "2026-01-01T00:00:00.123456789123Z", "2026-01-01T00:00:00.5+01:00", "2026-01-01T00:00:00+0100",
		"2026-01-01T00:00:00+01:61", "2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00Z+01:00",
		"2026-01-01T00:00Z", "2026-01-01 00:00:00Z", "+026-01-01", "2026-+1-01", "2026-01-01T-1:00:00Z", "２026-01-01", "2026-01-01T0:0:0Z", "2026-01-01T9:00:00.Z",
		"2026-01-01T00:00:00Zx", "2026-01-01T00:00:0Z", "2026-01-01T::00:00Z", "2026-01-01T0::00:00Z",
	} {
		sameInstant(t, s)
	}
}

func TestInstantIsThatOfPackageTimeForAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(most int) int { return rapid.IntRange(0, most).Draw(t, "n") }
		pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "text") }
		s := fmt.Sprintf("%04d-%02d-%02d%s%0*d:%02d:%02d%s%s", 1900+n(8100), n(13), n(32), pick("T", "T", "T", " ", "t"), 1+n(1), n(25), n(61), n(61),
			pick("", "", ".5", ",25", ".", "."+fmt.Sprint(n(1<<40))), pick("Z", "Z", "", "z", fmt.Sprintf("%s%02d:%02d", pick("+", "-"), n(26), n(62))))
		if cut := n(3 * len(s)); cut < len(s) {
			s = s[:cut] + rapid.StringOf(rapid.SampledFrom([]rune("0129:-+.,TZ "))).Draw(t, "noise") + s[cut:]
		}
		sameInstant(t, s)
	})
}
