package main

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// A page says of a price what is charged beside it, the least that is billed first.
func TestExtrasInWords(t *testing.T) {
	r := &pricing.Rate{Unit: pricing.Second, Minimum: &pricing.Fixed{Coef: 10}, Modifiers: []pricing.Modifier{
		{Op: pricing.Add, Amount: pricing.Fixed{Coef: 2, Exp: -2}, Unit: pricing.Second, If: []pricing.Condition{{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{"true"}}}},
	}}
	if got := strings.Join(extraWords(pricing.USD, r), "; "); got != "at least 10 s; + $0.02/s with audio" {
		t.Errorf("got %s", got)
	}
}

// A price that is known to hold since a month is not said to hold since a day.
func TestHoldsWords(t *testing.T) {
	for want, r := range map[string]pricing.Rate{
		"":                         {},
		"since Jan 2026":           {From: dayIs("2026-01-01"), FromMonth: true},
		"since 1 Jan 2026":         {From: dayIs("2026-01-01")},
		"until Jan 2026":           {Until: dayIs("2026-01-01"), UntilMonth: true},
		"until 31 Dec 2025":        {Until: dayIs("2026-01-01")},
		"Jan 2026 – 31 May 2026":   {From: dayIs("2026-01-01"), FromMonth: true, Until: dayIs("2026-06-01")},
		"Jan 2026 – Jun 2026":      {From: dayIs("2026-01-01"), FromMonth: true, Until: dayIs("2026-06-01"), UntilMonth: true},
		"15 Jan 2026 – 1 Jun 2026": {From: dayIs("2026-01-15"), Until: dayIs("2026-06-01T12:00:00Z")},
	} {
		if got := holdsWords(&r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestFine(t *testing.T) {
	exact := func(s string) pricing.Ratio { return pricing.Exactly(decimal.RequireFromString(s)) }
	for _, test := range []struct {
		name string
		v    pricing.Interval
		want string
	}{
		{"below a dollar, every place", pricing.Point(exact("0.084")), "$0.084"},
		{"at least cents", pricing.Point(exact("0.5")), "$0.50"},
		{"six places of what has no end", pricing.Point(exact("59").Div(exact("1500"))), "$0.039333"},
		{"from a dollar, cents", pricing.Point(exact("2.148")), "$2.15"},
		{"a range", pricing.Interval{Min: exact("0.07"), Max: exact("0.14")}, "$0.07–$0.14"},
		{"a floor", pricing.Interval{Min: exact("0.32"), Open: true}, "from $0.32"},
	} {
		if got := fine(test.v); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestConditionWords(t *testing.T) {
	for _, test := range []struct {
		name string
		c    pricing.Condition
		want string
	}{
		{"a value", pricing.Condition{Dim: pricing.Resolution, Match: pricing.OneOf, Values: []string{"720p"}}, "720p"},
		{"a feature", pricing.Condition{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{"true"}}, "with audio"},
		{"with and without", pricing.Condition{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{"true", "false"}}, ""},
		{"any", pricing.Condition{Dim: pricing.Audio, Match: pricing.Any}, ""},
		{"a length", pricing.Condition{Dim: pricing.Seconds, Match: pricing.OneOf, Values: []string{"5"}}, "5 s"},
		{"an area", pricing.Condition{Dim: pricing.Pixels, Match: pricing.Within, UpTo: 921600}, "up to 0.92 Mpx"},
		{"a larger area", pricing.Condition{Dim: pricing.Pixels, Match: pricing.Within, Over: 921600}, "above 0.92 Mpx"},
	} {
		if got := conditionWords(test.c); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
