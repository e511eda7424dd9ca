package budget

import (
	"encoding/json"
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/answers"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// plan answers a budget request in JSON, as the answer's JSON.
func budgetOf(t *testing.T, table *pricing.Table, request string) (map[string]any, *pricing.Error) {
	t.Helper()
	body, err := Through.Handle(table, "budget", []byte(request), made.Day(t, "2026-06-15"))
	var e *pricing.Error
	if errors.As(err, &e) {
		return nil, e
	}
	var answer map[string]any
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return answer, nil
}

// What the questions of a budget come to, worked out by hand.
func TestBudgetList(t *testing.T) {
	for _, c := range []struct {
		name, request string
		want          map[string]string
	}{
		// 003:76-78, 130, 136: 100 × 10 × 0.70 × 3 = 2100; 1500 ÷ 21 = 71.4.
		{"a ceiling leaves clips unmade", `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500}`, map[string]string{
			"forecast.dollars.exact": "2100", "forecast.attempts.value": "300", "perKeptClip.dollars.exact": "21",
			"ceiling.uncapped.exact": "2100", "ceiling.capped.exact": "1500", "ceiling.overBy.exact": "600", "ceiling.over": "true", "ceiling.overAtBest": "true",
			"ceiling.fits.clips": "71", "ceiling.fits.dollars.exact": "1491", "ceiling.fits.all": "false", "ceiling.fits.runsOut": "", "ceiling.fitsAtBest": "",
		}},
		{"under the ceiling", `{"clips":250,"seconds":8,"dollarsPerSecond":"0.25","takes":2,"ceiling":1000}`, map[string]string{
			"ceiling.over": "false", "ceiling.overBy.exact": "0", "ceiling.capped.exact": "1000", "ceiling.fits.clips": "250", "ceiling.fits.all": "true",
		}},
		{"a ceiling of nothing", `{"clips":1,"dollarsPerClip":"0.45","ceiling":0}`, map[string]string{
			"ceiling.over": "true", "ceiling.capped.exact": "0", "ceiling.fits.clips": "0", "ceiling.fits.dollars.exact": "0",
		}},
		{"a price of nothing", `{"clips":7,"dollarsPerClip":0,"ceiling":0}`, map[string]string{
			"forecast.dollars.exact": "0", "ceiling.over": "false", "ceiling.fits.clips": "7", "ceiling.fits.all": "true",
		}},
		{"an average of takes", `{"clips":10,"seconds":10,"dollarsPerSecond":"0.70","takes":"1.5"}`, map[string]string{"forecast.dollars.exact": "105", "forecast.attempts.value": "15"}},
		{"no clips", `{"clips":0,"seconds":8,"dollarsPerSecond":"0.75","takes":3,"ceiling":100}`, map[string]string{"forecast.dollars.exact": "0", "ceiling.over": "false", "ceiling.fits.clips": "0", "ceiling.fits.all": "true"}},
		{"a ceiling without a number of clips", `{"dollarsPerClip":"0.45","ceiling":10}`, map[string]string{
			"forecast": "", "ceiling.uncapped": "", "ceiling.over": "", "ceiling.fits.clips": "22", "ceiling.fits.dollars.exact": "99/10",
		}},

		// 000:105: 8 s at $0.10 to $0.15; × 3 × 100.
		{"a range", `{"clips":100,"seller":"google-api","model":"veo-3.1-fast","seconds":8,"takes":3,"ceiling":300}`, map[string]string{
			"forecast.dollars.min": "240.000000", "forecast.dollars.max": "360.000000", "forecast.dollars.exact": "",
			"forecast.dollarsAtBest.cents": "240.00", "forecast.dollarsAtWorst.cents": "360.00",
			"ceiling.capped.min": "240.000000", "ceiling.capped.max": "300.000000", "ceiling.overBy.min": "0.000000", "ceiling.overBy.max": "60.000000",
			"ceiling.over": "true", "ceiling.overAtBest": "false",
			"ceiling.fits.clips": "83", "ceiling.fits.dollars.exact": "1494/5", // 83 × 3.60
			"ceiling.fitsAtBest.clips": "100", "ceiling.fitsAtBest.all": "true",
			"rates.0.id": "google-api/veo-3.1-fast/no-audio",
		}},
		{"a range of one's own", `{"clips":10,"seconds":8,"dollarsPerSecond":"0.10","dollarsPerSecondMax":"0.15","ceiling":9}`, map[string]string{
			"forecast.dollars.min": "8.000000", "forecast.dollars.max": "12.000000", "ceiling.fits.clips": "7", "ceiling.fitsAtBest.clips": "10", "ceiling.overAtBest": "false",
		}},
		{"a range up to the ceiling", `{"clips":10,"dollarsPerClip":1,"dollarsPerClipMax":2,"ceiling":20}`, map[string]string{
			"ceiling.over": "false", "ceiling.overBy.exact": "0", "ceiling.fits.clips": "10", "ceiling.fits.all": "true",
		}},
		{"a range over the ceiling at both ends", `{"clips":10,"dollarsPerClip":1,"dollarsPerClipMax":2,"ceiling":9}`, map[string]string{
			"ceiling.over": "true", "ceiling.overAtBest": "true", "ceiling.capped.exact": "9", "ceiling.overBy.min": "1.000000", "ceiling.overBy.max": "11.000000",
			"ceiling.fits.clips": "4", "ceiling.fits.dollars.exact": "8", "ceiling.fitsAtBest.clips": "9",
		}},
		// 003:108: from $0.32 per generation.
		{"a floor under the ceiling", `{"clips":9,"seller":"luma-api","model":"dream-machine-api","ceiling":3}`, map[string]string{
			"forecast.dollars.min": "2.880000", "forecast.dollars.max": "", "forecast.dollarsAtWorst": "", "ceiling.over": "", "ceiling.overAtBest": "false",
			"ceiling.capped.max": "3.000000", "ceiling.overBy.max": "", "ceiling.fits": "", "ceiling.fitsAtBest.clips": "9",
		}},
		{"a floor over the ceiling", `{"clips":10,"seller":"luma-api","model":"dream-machine-api","ceiling":3}`, map[string]string{
			"ceiling.over": "true", "ceiling.overAtBest": "true", "ceiling.overBy.min": "0.200000", "ceiling.capped.exact": "3",
		}},
		{"a shot in credits and an offer", `{"clips":10,"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`, map[string]string{
			"forecast.credits.value": "4800", "forecast.dollars.exact": "4296/25", "attempt.offer.id": "agency", // 480 × 179 ÷ 5000 × 10
		}},
		{"a shot in credits alone", `{"clips":10,"seller":"house","model":"veo-3","seconds":8}`, map[string]string{
			"forecast.credits.value": "4800", "forecast.dollars": "", "forecast.dollarsAtBest": "",
			"attempt.dollarsReason": "no offer was given, and the price of a credit depends on it",
		}},
		{"one's own credits and plan", `{"clips":2,"seconds":5,"creditsPerSecond":10,"plan":{"price":30,"credits":3000}}`, map[string]string{
			"forecast.credits.value": "100", "forecast.dollars.exact": "1",
		}},

		// 21 dollars a kept clip; 2.5 a day: clips 1, 2 on the first day, 3 to 5 on
		// the second; clip 71 on day 29 (28.4), clip 72 on day 29 (28.8).
		{"the day it runs out", `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500,"start":"2026-07-01","clipsPerDay":"2.5"}`, map[string]string{
			"ceiling.fits.lastPaid": "2026-07-29", "ceiling.fits.runsOut": "2026-07-29", "ceiling.fits.runsOutThisMonth": "true",
		}},
		{"a clip a day", `{"clips":100,"dollarsPerClip":1,"ceiling":"31.50","start":"2026-07-01","clipsPerDay":1}`, map[string]string{
			"ceiling.fits.clips": "31", "ceiling.fits.lastPaid": "2026-07-31", "ceiling.fits.runsOut": "2026-08-01", "ceiling.fits.runsOutThisMonth": "false",
		}},
		{"the first clip is too dear", `{"clips":5,"dollarsPerClip":2,"ceiling":1,"start":"2026-07-01T10:00:00Z","clipsPerDay":"0.5"}`, map[string]string{
			"ceiling.fits.clips": "0", "ceiling.fits.lastPaid": "", "ceiling.fits.runsOut": "2026-07-02",
		}},
		{"it does not run out", `{"clips":5,"dollarsPerClip":2,"ceiling":10,"start":"2026-07-01","clipsPerDay":2}`, map[string]string{
			"ceiling.fits.lastPaid": "2026-07-03", "ceiling.fits.runsOut": "", "ceiling.fits.runsOutThisMonth": "", "ceiling.fits.reason": "the ceiling pays for every clip",
		}},
		// 36,525 days from 1 July 2026 on: 36,524 days later, a hundred years with 24 leap days.
		{"the last day that is looked at", `{"dollarsPerClip":1,"ceiling":36525,"start":"2026-07-01","clipsPerDay":1}`, map[string]string{
			"ceiling.fits.lastPaid": "2126-07-01", "ceiling.fits.runsOut": "", "ceiling.fits.reason": "more than a hundred years away",
		}},
		{"not in our time", `{"dollarsPerClip":"0.01","ceiling":1000000,"start":"2026-07-01","clipsPerDay":1}`, map[string]string{
			"ceiling.fits.lastPaid": "", "ceiling.fits.runsOut": "", "ceiling.fits.reason": "more than a hundred years away",
		}},

		// 003:76-80: 12 × 10 × 3 = 360; 660 ÷ 360 = 11/6.
		{"what a plan yields", `{"have":{"credits":660},"creditsPerSecond":12,"seconds":10,"takes":3}`, map[string]string{
			"yield.perKeptClip.exact": "360", "yield.keptClips.exact": "11/6", "yield.whole": "1", "yield.leftOver.exact": "300", "yield.wholeAtBest": "1",
		}},
		{"what credits yield at the house", `{"have":{"credits":2000},"seller":"house","model":"veo-3","seconds":8}`, map[string]string{
			"yield.have.display": "2000 credits", "yield.keptClips.exact": "25/6", "yield.whole": "4", "yield.leftOver.exact": "80",
		}},
		{"what dollars yield", `{"have":{"dollars":100},"dollarsPerClip":"0.45","keep":{"kept":3,"of":50}}`, map[string]string{
			"yield.perKeptClip.exact": "15/2", "yield.keptClips.exact": "40/3", "yield.whole": "13", "yield.leftOver.exact": "5/2",
		}},
		{"what dollars yield in a range", `{"have":{"dollars":10},"dollarsPerClip":2,"dollarsPerClipMax":3}`, map[string]string{
			"yield.keptClips.min": "3.333333", "yield.keptClips.max": "5", "yield.whole": "3", "yield.leftOver.exact": "1", "yield.wholeAtBest": "5", "yield.leftOverAtBest.exact": "0",
		}},
		{"what dollars yield at a floor", `{"have":{"dollars":5},"seller":"luma-api","model":"dream-machine-api"}`, map[string]string{
			"yield.keptClips.min": "0", "yield.keptClips.max": "15.625", "yield.whole": "", "yield.leftOver": "", "yield.wholeAtBest": "15",
		}},
		{"nothing to spend", `{"have":{"credits":0},"creditsPerClip":80}`, map[string]string{"yield.whole": "0", "yield.keptClips.exact": "0"}},

		// 003:94: fifty candidates to publish three, at $0.45. The percentiles were
		// worked out with Python's fractions.
		{"as many clips and attempts as percentiles are worked out for", `{"keep":{"kept":1,"of":10},"clips":2000,"percentiles":"10,20,30,40,50"}`, map[string]string{
			"keep.percentiles.0.percent": "10", "keep.percentiles.3.percent": "40", "keep.reason": "",
		}},
		{"a clip too many for percentiles", `{"keep":{"kept":1,"of":2},"clips":2001}`, map[string]string{"keep.percentiles.0": "no keep.percentiles.0"}},
		{"an attempt too many for percentiles", `{"keep":{"kept":1,"of":20001},"clips":1}`, map[string]string{"keep.percentiles.0": "no keep.percentiles.0"}},
		{"a keep rate", `{"keep":{"kept":3,"of":50},"dollarsPerClip":"0.45","clips":3,"percentiles":"50,99.9,90"}`, map[string]string{
			"takes.exact": "50/3", "keep.sample.exact": "45/2", "keep.perKeptClip.exact": "15/2", "keep.expected.attempts.exact": "50", "keep.expected.dollars.exact": "45/2",
			"keep.percentiles.0.percent": "50", "keep.percentiles.0.attempts": "45",
			"keep.percentiles.1.percent": "90", "keep.percentiles.1.attempts": "88", "keep.percentiles.1.dollars.exact": "198/5",
			"keep.percentiles.2.percent": "99.9", "keep.percentiles.2.attempts": "183", "keep.percentiles.3": "no keep.percentiles.3", "keep.reason": "",
		}},
		{"a keep rate without a price", `{"keep":{"kept":1,"of":3},"clips":10}`, map[string]string{
			"keep.sample": "", "keep.expected.attempts.exact": "30", "keep.expected.dollars": "", "keep.percentiles.0.attempts": "40", "keep.percentiles.0.dollars": "", "forecast": "",
		}},
		{"a keep rate without a number of clips", `{"keep":{"kept":3,"of":50},"dollarsPerClip":"0.45"}`, map[string]string{"keep.expected": "", "keep.percentiles.0": "no keep.percentiles.0", "keep.reason": "clips was not given"}},
		{"everything is kept", `{"keep":{"kept":50,"of":50},"clips":7}`, map[string]string{"takes.exact": "1", "keep.percentiles.0.attempts": "7"}},
		{"too many for percentiles", `{"keep":{"kept":1,"of":1000000},"clips":1}`, map[string]string{"keep.expected.attempts.exact": "1000000", "keep.percentiles.0": "no keep.percentiles.0",
			"keep.reason": "percentiles are worked out for at most 2000 clips and 20000 expected attempts"}},

		{"the last cent", `{"gate":{"spent":95,"job":5},"ceiling":100}`, map[string]string{
			"gate.allow": "true", "gate.spend.allow": "true", "gate.spend.remaining.exact": "5", "gate.spend.remainingAfter.exact": "0", "gate.spend.reason": "", "gate.takes": "", "ceiling": "",
		}},
		{"a cent too much", `{"gate":{"spent":"95.01","job":5},"ceiling":100}`, map[string]string{
			"gate.allow": "false", "gate.spend.remaining.cents": "4.99", "gate.spend.remainingAfter.cents": "4.99", "gate.spend.reason": "the job costs more than remains",
		}},
		{"over already", `{"gate":{"spent":101,"job":0},"ceiling":100}`, map[string]string{"gate.allow": "false", "gate.spend.remaining.cents": "-1.00"}},
		{"the job is a shot", `{"gate":{"spent":0},"ceiling":"7.00","seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10}`, map[string]string{
			"gate.allow": "true", "gate.spend.job.exact": "7", "gate.spend.remainingAfter.exact": "0",
		}},
		{"the dearest price decides", `{"gate":{"spent":0},"ceiling":1,"seller":"google-api","model":"veo-3.1-fast","seconds":8}`, map[string]string{
			"gate.allow": "false", "gate.spend.reason": "at its dearest price the job costs more than remains", "gate.spend.remainingAfter.exact": "1",
		}},
		{"a range that fits", `{"gate":{"spent":0},"ceiling":2,"seller":"google-api","model":"veo-3.1-fast","seconds":8}`, map[string]string{
			"gate.allow": "true", "gate.spend.remainingAfter.min": "0.800000", "gate.spend.remainingAfter.max": "1.200000",
		}},
		{"the cheapest price is what remains", `{"gate":{"spent":"0.20"},"ceiling":1,"seller":"google-api","model":"veo-3.1-fast","seconds":8}`, map[string]string{
			"gate.allow": "false", "gate.spend.reason": "at its dearest price the job costs more than remains", "gate.spend.remaining.exact": "4/5",
		}},
		{"the cheapest price is more than remains", `{"gate":{"spent":"0.21"},"ceiling":1,"seller":"google-api","model":"veo-3.1-fast","seconds":8}`, map[string]string{
			"gate.allow": "false", "gate.spend.reason": "the job costs more than remains",
		}},
		{"a floor is not let through", `{"gate":{"spent":0},"ceiling":100,"seller":"luma-api","model":"dream-machine-api"}`, map[string]string{
			"gate.allow": "false", "gate.spend.reason": "the price of the job has no published upper end",
		}},
		{"the last attempt", `{"gate":{"attempt":3,"maxAttempts":3}}`, map[string]string{"gate.allow": "true", "gate.takes.allow": "true", "gate.takes.left": "0", "gate.spend": ""}},
		{"one attempt more", `{"gate":{"attempt":4,"maxAttempts":3}}`, map[string]string{"gate.allow": "false", "gate.takes.allow": "false", "gate.takes.left": "0"}},
		{"one gate of two", `{"gate":{"spent":0,"job":1,"attempt":2,"maxAttempts":1},"ceiling":5}`, map[string]string{
			"gate.allow": "false", "gate.spend.allow": "true", "gate.takes.allow": "false",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, e := budgetOf(t, frozen.Table(), c.request)
			if e != nil {
				t.Fatal(e)
			}
			for path, want := range c.want {
				if got := answers.Member(answer, path); got != want {
					t.Errorf("%s: got %s, want %s", path, got, want)
				}
			}
		})
	}
}

func TestBudgetRefusals(t *testing.T) {
	for _, c := range []struct {
		request string
		code    pricing.Code
		field   string
	}{
		{`{}`, pricing.MissingParameter, "clips"},
		{`{"dollarsPerClip":1}`, pricing.MissingParameter, "clips"},
		{`{"clips":"1.5","dollarsPerClip":1}`, pricing.InvalidValue, "clips"},
		{`{"clips":1000001,"dollarsPerClip":1}`, pricing.InvalidValue, "clips"},
		{`{"clips":1,"takes":"0.5","dollarsPerClip":1}`, pricing.InvalidValue, "takes"},
		{`{"clips":1,"ceiling":1}`, pricing.MissingParameter, "dollarsPerSecond"},
		{`{"ceiling":1}`, pricing.MissingParameter, "dollarsPerSecond"},
		{`{"clips":1,"dollarsPerSecond":1,"ceiling":1}`, pricing.MissingParameter, "seconds"},
		{`{"clips":1,"dollarsPerSecond":1,"seconds":0}`, pricing.InvalidSeconds, "seconds"},
		{`{"clips":1,"dollarsPerSecond":1,"seconds":3601}`, pricing.InvalidSeconds, "seconds"},
		{`{"clips":1,"dollarsPerSecond":-1,"seconds":1}`, pricing.InvalidValue, "dollarsPerSecond"},
		{`{"clips":1,"dollarsPerSecondMax":1,"seconds":1}`, pricing.MissingParameter, "dollarsPerSecond"},
		{`{"clips":1,"dollarsPerClipMax":1}`, pricing.MissingParameter, "dollarsPerClip"},
		{`{"clips":1,"dollarsPerClip":2,"dollarsPerClipMax":1}`, pricing.InvalidValue, "dollarsPerClipMax"},
		{`{"clips":1,"dollarsPerClip":2,"dollarsPerSecond":1,"seconds":1}`, pricing.InvalidValue, "dollarsPerClip"},
		{`{"clips":1,"dollarsPerSecond":1,"dollarsPerSecondMax":2,"creditsPerClip":1,"seconds":1}`, pricing.InvalidValue, "creditsPerClip"},
		{`{"clips":1,"creditsPerClip":2,"creditsPerSecond":1,"seconds":1}`, pricing.InvalidValue, "creditsPerClip"},
		{`{"clips":1,"dollarsPerClip":2,"dollarsPerSecondMax":3}`, pricing.MissingParameter, "dollarsPerSecond"},
		{`{"clips":1,"seconds":1,"dollarsPerSecond":2,"dollarsPerClipMax":3}`, pricing.InvalidValue, "dollarsPerClipMax"},
		{`{"clips":1,"dollarsPerClip":2,"seller":"house","model":"veo-3"}`, pricing.InvalidValue, "dollarsPerClip"},
		{`{"clips":1,"dollarsPerClip":2,"resolution":"720p"}`, pricing.InvalidValue, "dollarsPerClip"},
		{`{"clips":1,"dollarsPerClip":2,"plan":{"price":1,"credits":1}}`, pricing.OfferNotApplicable, "plan"},
		{`{"clips":1,"creditsPerClip":2,"plan":{"price":1,"credits":0}}`, pricing.InvalidValue, "plan.credits"},
		{`{"clips":1,"plan":{"price":1,"credits":1}}`, pricing.MissingParameter, "creditsPerClip"},
		{`{"clips":1,"creditsPerClip":2,"offer":"agency"}`, pricing.OfferNotApplicable, "offer"},
		{`{"clips":1,"seller":"house","model":"veo-9"}`, pricing.UnknownModel, "model"},
		{`{"clips":1,"model":"veo-3"}`, pricing.MissingParameter, "seller"},
		{`{"clips":1,"seller":"house","model":"veo-3","ceiling":1}`, pricing.MissingParameter, "offer"},
		{`{"clips":1,"creditsPerClip":2,"ceiling":1}`, pricing.MissingParameter, "plan"},
		{`{"ceiling":1,"dollarsPerClip":0}`, pricing.InvalidValue, "ceiling"},
		{`{"clips":1,"dollarsPerClip":1,"start":"2026-07-01"}`, pricing.MissingParameter, "clipsPerDay"},
		{`{"clips":1,"dollarsPerClip":1,"ceiling":1,"clipsPerDay":1}`, pricing.MissingParameter, "start"},
		{`{"clips":1,"dollarsPerClip":1,"start":"2026-07-01","clipsPerDay":1}`, pricing.MissingParameter, "ceiling"},
		{`{"clips":1,"dollarsPerClip":1,"ceiling":1,"start":"soon","clipsPerDay":1}`, pricing.InvalidValue, "start"},
		{`{"clips":1,"dollarsPerClip":1,"ceiling":1,"start":"2026-07-01","clipsPerDay":0}`, pricing.InvalidValue, "clipsPerDay"},
		{`{"keep":{"kept":3}}`, pricing.MissingParameter, "keep.of"},
		{`{"keep":{"kept":0,"of":50}}`, pricing.InvalidValue, "keep.kept"},
		{`{"keep":{"kept":51,"of":50}}`, pricing.InvalidValue, "keep.kept"},
		{`{"keep":{"kept":1,"of":"2.5"}}`, pricing.InvalidValue, "keep.of"},
		{`{"keep":{"kept":3,"of":50},"takes":3}`, pricing.InvalidValue, "keep"},
		{`{"keep":{"kept":3,"of":50},"percentiles":"100"}`, pricing.InvalidValue, "percentiles"},
		{`{"keep":{"kept":3,"of":50},"percentiles":"0"}`, pricing.InvalidValue, "percentiles"},
		{`{"keep":{"kept":3,"of":50},"percentiles":"99.999"}`, pricing.InvalidValue, "percentiles"},
		{`{"keep":{"kept":3,"of":50},"percentiles":"1,2,3,4,5,6"}`, pricing.InvalidValue, "percentiles"},
		{`{"keep":{"kept":3,"of":50},"percentiles":"most"}`, pricing.InvalidValue, "percentiles"},
		{`{"clips":1,"dollarsPerClip":1,"percentiles":"50"}`, pricing.MissingParameter, "keep"},
		{`{"have":{}}`, pricing.InvalidValue, "have"},
		{`{"have":{"credits":1,"dollars":1},"dollarsPerClip":1}`, pricing.InvalidValue, "have"},
		{`{"have":{"credits":1},"dollarsPerClip":1}`, pricing.MissingParameter, "creditsPerClip"},
		{`{"have":{"credits":1}}`, pricing.MissingParameter, "creditsPerClip"},
		{`{"have":{"dollars":1},"seller":"house","model":"veo-3"}`, pricing.MissingParameter, "offer"},
		{`{"have":{"dollars":-1},"dollarsPerClip":1}`, pricing.InvalidValue, "have.dollars"},
		{`{"have":{"dollars":1},"dollarsPerClip":0}`, pricing.InvalidValue, "have.dollars"},
		{`{"gate":{}}`, pricing.MissingParameter, "gate.spent"},
		{`{"gate":{"job":1},"ceiling":1}`, pricing.MissingParameter, "gate.spent"},
		{`{"gate":{"spent":1,"job":1}}`, pricing.MissingParameter, "ceiling"},
		{`{"gate":{"spent":1},"ceiling":1}`, pricing.MissingParameter, "gate.job"},
		{`{"gate":{"spent":-1,"job":1},"ceiling":1}`, pricing.InvalidValue, "gate.spent"},
		{`{"gate":{"attempt":1}}`, pricing.MissingParameter, "gate.maxAttempts"},
		{`{"gate":{"maxAttempts":1}}`, pricing.MissingParameter, "gate.attempt"},
		{`{"gate":{"attempt":0,"maxAttempts":1}}`, pricing.InvalidValue, "gate.attempt"},
		{`{"gate":{"attempt":1,"maxAttempts":"1.5"}}`, pricing.InvalidValue, "gate.maxAttempts"},
	} {
		if answer, e := budgetOf(t, frozen.Table(), c.request); e == nil || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: got %v, %v, want %s at %q", c.request, answer["status"], e, c.code, c.field)
		}
	}
}

// enoughSlowly adds up the binomial distribution in fractions.
func enoughSlowly(k, n int64, p, share *big.Rat) bool {
	fails := new(big.Rat)
	q := new(big.Rat).Sub(big.NewRat(1, 1), p)
	for i := range k {
		term := new(big.Rat).SetInt(new(big.Int).Binomial(n, i))
		for range i {
			term.Mul(term, p)
		}
		for range n - i {
			term.Mul(term, q)
		}
		fails.Add(fails, term)
	}
	return new(big.Rat).Sub(big.NewRat(1, 1), fails).Cmp(share) >= 0
}

func TestAttemptsAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for range 200 {
		b := 1 + r.Int64N(12)
		a := 1 + r.Int64N(b)
		k := 1 + r.Int64N(6)
		share := big.NewRat(1+r.Int64N(99), 100)
		p := big.NewRat(a, b)
		want := k
		for !enoughSlowly(k, want, p, share) {
			want++
		}
		rate := keeping{p.Num().Int64(), p.Denom().Int64()}
		if got := rate.attempts(k, []*big.Rat{share}); got[0] != want {
			t.Errorf("%d kept at %s with a chance of %s: got %d attempts, want %d", k, p, share, got[0], want)
		}
	}
	// Chances that are met exactly, which no rounding can decide.
	for _, c := range []struct {
		a, b, k int64
		share   *big.Rat
		want    int64
	}{
		{1, 2, 1, big.NewRat(3, 4), 2},     // 1 − 1/4
		{1, 2, 2, big.NewRat(1, 2), 3},     // 4 of 8
		{1, 10, 1, big.NewRat(19, 100), 2}, // 1 − 0.81
		{1, 5, 1, big.NewRat(61, 125), 3},  // 1 − (4/5)³
		{1, 2, 1, big.NewRat(1023, 1024), 10},
	} {
		rate := keeping{c.a, c.b}
		if got := rate.attempts(c.k, []*big.Rat{c.share}); got[0] != c.want {
			t.Errorf("%d kept at %d/%d with a chance of exactly %s: got %d, want %d", c.k, c.a, c.b, c.share, got[0], c.want)
		}
	}
}

// At any size the number found is enough and one less is not, by the exact
// comparison.
func TestAttemptsAtTheBounds(t *testing.T) {
	shares := []*big.Rat{big.NewRat(1, 1_000_000), big.NewRat(1, 2), big.NewRat(9, 10), big.NewRat(999_999, 1_000_000)}
	for _, c := range []struct{ a, b, k int64 }{{3, 50, 100}, {1, 100, 10}, {1, 10, 500}, {999_999, 1_000_000, 1000}, {1, 1000, 1}} {
		rate := keeping{c.a, c.b}
		for i, n := range rate.attempts(c.k, shares) {
			if !rate.enough(n, c.k, shares[i]) || n > c.k && rate.enough(n-1, c.k, shares[i]) {
				t.Errorf("%d kept at %d/%d: %d attempts are not the least for %s", c.k, c.a, c.b, n, shares[i])
			}
		}
	}
	// The bounds that are added up stay beside the true value.
	down, up := bound{mantissa: 1 << 63, exponent: -63}, bound{mantissa: 1 << 63, exponent: -63, up: true}
	exact := big.NewRat(1, 1)
	value := func(b bound) *big.Rat {
		v := new(big.Rat).SetInt(new(big.Int).SetUint64(b.mantissa))
		shift := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), uint(max(b.exponent, -b.exponent))))
		if b.exponent < 0 {
			return v.Quo(v, shift)
		}
		return v.Mul(v, shift)
	}
	r := rand.New(rand.NewPCG(4, 2))
	for range 300 {
		x, y := 1+r.Int64N(1<<40), 1+r.Int64N(1<<40)
		down, up = down.times(x, y), up.times(x, y)
		exact.Mul(exact, big.NewRat(x, y))
		if value(down).Cmp(exact) > 0 || value(up).Cmp(exact) < 0 || down.mantissa>>63 != 1 || up.mantissa>>63 != 1 {
			t.Fatalf("%s is not between %s and %s", exact, value(down), value(up))
		}
	}
}

// A number that a bound can hold is held, and any other is rounded towards the
// bound's side.
func TestBoundsAreTight(t *testing.T) {
	const high = 1 << 63
	for _, c := range []struct {
		name    string
		b       bound
		x, y    int64
		want    bound
		inFixed uint64 // in units of 2^-62
	}{
		{"1 × 1", bound{high, -63, true}, 1, 1, bound{high, -63, true}, 1 << 62},
		{"3 × 3 ÷ 9", bound{3 << 62, -62, true}, 3, 9, bound{high, -63, true}, 1 << 62},
		{"1 × 1 ÷ 3, below", bound{high, -63, false}, 1, 3, bound{0xaaaaaaaaaaaaaaaa, -65, false}, 1 << 62 / 3},
		// (1 − 2^-62) × (1 + 2^-62) = 1 − 2^-124, which is 1 from above.
		{"just below 1, above", bound{1<<64 - 4, -64, true}, 1<<62 + 1, 1 << 62, bound{high, -63, true}, 1 << 62},
		{"just below 1, below", bound{1<<64 - 4, -64, false}, 1<<62 + 1, 1 << 62, bound{1<<64 - 1, -64, false}, 1<<62 - 1},
		{"2^-70, below", bound{high, -133, false}, 1, 1, bound{high, -133, false}, 0},
		{"2^-70, above", bound{high, -133, true}, 1, 1, bound{high, -133, true}, 1},
	} {
		got := c.b.times(c.x, c.y)
		if got != c.want || got.fixed() != c.inFixed {
			t.Errorf("%s: got %+v, %d; want %+v, %d", c.name, got, got.fixed(), c.want, c.inFixed)
		}
	}
}

func TestBudgetSteps(t *testing.T) {
	answer, e := budgetOf(t, frozen.Table(), `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500,"gate":{"spent":1490,"job":21,"attempt":1,"maxAttempts":3},"have":{"dollars":100}}`)
	if e != nil {
		t.Fatal(e)
	}
	want := []string{
		"10 s × $0.70/s = $7 per attempt",
		"$7 × 3 takes = $21 per kept clip",
		"100 clips × $21 = $2100",
		"ceiling $1500: $600 over",
		"71 whole clips fit, for $1491",
		"$100 ÷ $21 = 4.761905 (100/21 rounded) kept clips",
		"$1490 + $21 is not ≤ $1500",
	}
	var got []string
	for _, s := range answer["steps"].([]any) {
		got = append(got, s.(string))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// What was read into ambiguous words is said where it matters, and only there.
func TestBudgetAssumptions(t *testing.T) {
	for request, want := range map[string][]string{
		`{"clips":1,"dollarsPerClip":1}`:             {"Takes are all attempts"},
		`{"clips":1,"dollarsPerClip":1,"ceiling":1}`: {"Takes are all attempts", "The ceiling is one amount"},
		`{"clips":1,"keep":{"kept":1,"of":2}}`:       {"Each attempt is kept with the same chance"},
		`{"gate":{"spent":0,"job":1},"ceiling":1}`:   {},
		`{"gate":{"attempt":1,"maxAttempts":1}}`:     {"That the limit of attempts counts the first one is our reading"},
	} {
		answer, e := budgetOf(t, frozen.Table(), request)
		if e != nil {
			t.Fatal(e)
		}
		got := answer["assumptions"].([]any)
		ok := len(got) == len(want)
		for i := 0; ok && i < len(want); i++ {
			ok = strings.HasPrefix(got[i].(string), want[i])
		}
		if !ok {
			t.Errorf("%s: got %v, want %v", request, got, want)
		}
	}
}

// BenchmarkEnough is the exact comparison at the largest numbers. It is asked
// only where the two rounded sums disagree; shares that are met exactly, where
// they have to, have far smaller numbers.
func BenchmarkEnough(b *testing.B) {
	for b.Loop() {
		keeping{1, 20_000}.enough(184_000, 1, big.NewRat(9999, 10_000))
	}
}

// The percentiles take at most a few milliseconds, at their bounds as well.
func BenchmarkBudget(b *testing.B) {
	on, _ := pricing.ParseInstant("2026-06-15")
	for _, c := range []struct{ name, request string }{
		{"ceiling", `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500}`},
		{"3 of 50 for 3 clips", `{"keep":{"kept":3,"of":50},"clips":3,"dollarsPerClip":"0.45"}`},
		{"3 of 50 for 600 clips", `{"keep":{"kept":3,"of":50},"clips":600}`},
		{"2000 clips in 20000 attempts", `{"keep":{"kept":1,"of":10},"clips":2000,"percentiles":"1,10,50,99,99.99"}`},
		{"a chance met exactly", `{"keep":{"kept":1,"of":2},"clips":2000,"percentiles":"50"}`},
		{"1 clip in 20000 attempts", `{"keep":{"kept":1,"of":20000},"clips":1,"percentiles":"99.99"}`},
	} {
		r, err := Through.Decode([]byte(c.request), on)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Plan(frozen.Table(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
