package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
)

// rowsOf are the rows of the one model of a table, in order: id, from and until.
func rowsOf(t *testing.T, rows string) (got []string, problems []Problem) {
	t.Helper()
	c, problems := compile(folder(map[string]string{
		"s.yaml": "seller: {id: s, owned: true}\nmodels: [{id: m}]\nrates:\n" + rows}), nil, noon(t, "2026-11-26"))
	if len(problems) > 0 {
		return nil, problems
	}
	for _, r := range c.table.Sellers[0].Models[0].Rates {
		got = append(got, fmt.Sprintf("%s %s..%s", strings.TrimPrefix(r.ID, "s/m/"), r.Since(), r.Ends()))
	}
	return got, nil
}

// A later row with the same conditions takes over on its from.
func TestTakingOver(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"one after the other", `  - {model: m, unit: second, amount: "1"}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}`,
			"price ..2026-12-01, price-from-2026-12-01 2026-12-01.."},
		{"written the other way round", `  - {model: m, unit: second, amount: "2", from: "2026-12-01"}
  - {model: m, unit: second, amount: "1"}`,
			"price-from-2026-12-01 2026-12-01.., price ..2026-12-01"},
		{"in a month", `  - {model: m, unit: second, amount: "1", from: "2026-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12"}`,
			"price-from-2026-01 2026-01..2026-12, price-from-2026-12 2026-12.."},
		{"a chain of three", `  - {model: m, unit: second, amount: "1"}
  - {model: m, unit: second, amount: "3", from: "2027-02-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}`,
			"price ..2026-12-01, price-from-2027-02-01 2027-02-01.., price-from-2026-12-01 2026-12-01..2027-02-01"},
		{"an end before", `  - {model: m, unit: second, amount: "1", until: "2026-11-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}`,
			"price ..2026-11-01, price-from-2026-12-01 2026-12-01.."},
		{"an end after", `  - {model: m, unit: second, amount: "1", until: "2027-11-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}`,
			"price ..2026-12-01, price-from-2026-12-01 2026-12-01.."},
		{"an end on the day", `  - {model: m, unit: second, amount: "1", until: "2026-12-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12"}`,
			"price ..2026-12-01, price-from-2026-12 2026-12.."},
		{"another unit", `  - {model: m, unit: second, amount: "1"}
  - {model: m, unit: clip, amount: "9", from: "2026-12-01"}`,
			"price ..2026-12-01, price-from-2026-12-01 2026-12-01.."},
		{"other conditions", `  - {model: m, unit: second, amount: "1", when: {resolution: 720p}}
  - {model: m, unit: second, amount: "2", when: {resolution: 1080p}, from: "2026-12-01"}`,
			"720p .., 1080p-from-2026-12-01 2026-12-01.."},
		{"in another order", `  - {model: m, unit: second, amount: "1", when: {resolution: [720p, 1080p], audio: "true"}}
  - {model: m, unit: second, amount: "2", when: {audio: ["true"], resolution: [1080p, 720p]}, from: "2026-12-01"}`,
			"720p-1080p-audio ..2026-12-01, 1080p-720p-audio-from-2026-12-01 2026-12-01.."},
		{"a cell of a grid", `  - {model: m, unit: second, grid: [resolution], amount: {720p: "1", 1080p: "2"}}
  - {model: m, unit: second, amount: "3", when: {resolution: 1080p}, from: "2026-12-01"}`,
			"720p .., 1080p ..2026-12-01, 1080p-from-2026-12-01 2026-12-01.."},
		{"a row that stands in for another", `  - {model: m, unit: second, amount: "2"}
  - {model: m, unit: second, amount: "1", replaces: s/m/price, from: "2026-12-01", until: "2027-01-01"}`,
			"price .., price-from-2026-12-01 2026-12-01..2027-01-01"},
		{"history", `  - {model: m, unit: second, amount: "1", status: superseded}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}`,
			"price .., price-from-2026-12-01 2026-12-01.."},
		{"the same day", `  - {model: m, unit: second, amount: "1", from: "2026-12-01"}
  - {model: m, id: b, unit: second, amount: "2", from: "2026-12"}`,
			"s.yaml:5: rates.1.when: prices the same shot on the same date as s/m/price-from-2026-12-01: their conditions and " +
				"their from " +
				"are the same; write a later from for the one that takes over, a condition of its own for each, or one row"},
		{"no day at all", `  - {model: m, unit: second, amount: "1"}
  - {model: m, unit: second, amount: "2"}`,
			`s.yaml:5: rates.1: the id "price" that follows from it is already taken: ` +
				`write an id, or the from on which it takes over`},
	} {
		got, problems := rowsOf(t, c.rows+"\n")
		text := strings.Join(got, ", ")
		if len(problems) > 0 {
			text = problems[0].String()
		}
		if text != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.name, text, c.want)
		}
	}
}

// The price is that of the day.
func TestThePriceOfTheDay(t *testing.T) {
	c, problems := compile(folder(map[string]string{"s.yaml": `seller: {id: s, owned: true}
models: [{id: m, defaultSeconds: "1", secondsRule: whole}]
rates:
  - {model: m, unit: second, amount: "1"}
  - {model: m, unit: second, amount: "3", from: "2027-01"}
  - {model: m, unit: second, amount: "2", from: "2026-12-01"}
`}), nil, noon(t, "2026-11-26"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for day, want := range map[string]string{
		"2026-11-30": "1", "2026-12-01": "2", "2026-12-31": "2", "2027-01-01": "3", "2030-01-01": "3",
	} {
		at, _ := pricing.ParseInstant(day)
		q, err := c.table.Quote(pricing.QuoteRequest{Shot: pricing.Shot{Seller: "s", Model: "m"}, AsOf: at})
		if err != nil || q.Dollars.Min.Exact() != want {
			t.Errorf("%s: %v, want %s", day, err, want)
		}
	}
}

// An id depends on no other row: what is appended renames nothing.
func TestIDsStayWhenRowsAreAppended(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for range 300 {
		rows, seen := "", map[string]bool{}
		var before []string
		for n := range 6 {
			when := fmt.Sprintf("{resolution: %s, audio: %q%s}", pick("720p", "1080p", "4K"), pick("true", "false", "unknown"),
				pick("", ", seconds: 5", ", seconds: [5, 10]", ", quality: Pro.Max"))
			from := pick("", `, from: "2026-12-01"`, fmt.Sprintf(`, from: "2027-%02d"`, n+1))
			if seen[when+from] {
				continue
			}
			seen[when+from] = true
			rows += fmt.Sprintf("  - {model: m, unit: clip, amount: %q, when: %s%s, status: superseded}\n",
				pick("1", "2"), when, from)
			got, problems := rowsOf(t, rows+"  - {id: now, model: m, unit: clip, amount: \"1\"}\n")
			if len(problems) > 0 {
				t.Fatal(rows, problems)
			}
			got = got[:len(got)-1]
			if len(before) > 0 && !slices.Equal(got[:len(before)], before) {
				t.Fatalf("%v, then %v", before, got)
			}
			before = got
		}
	}
}

func TestDerivedIDs(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{`unit: second, amount: "1"`, "price"},
		{`unit: second, amount: "1", from: "2026-12-01"`, "price-from-2026-12-01"},
		{`unit: second, amount: "1", from: "2026-12-01T08:30:00+01:00"`, "price-from-2026-12-01t08-30-00-01-00"},
		{`unit: second, amount: "1", when: {resolution: unknown}`, "price"},
		{`unit: clip, amount: "1", when: {seconds: [5, 10], audio: "false", tier: 2}`, "no-audio-tier-2-5s-10s"},
		{`unit: clip, amount: "1", when: {batch: "true", hdr: "false", quality: Pro.1}`, "no-hdr-pro.1-batch"},
		{`unit: token, pixelsPerToken: "9", amount: "1", when: {pixels: {over: 5, upTo: 90}}`, "over-5-up-to-90"},
		{`unit: clip, grid: [resolution], amount: {4K: "1"}, id: fast`, "fast-4k"},
		{`unit: clip, grid: [seconds], when: {mode: text-to-video}, amount: {5: "1"}, from: "2026-12"`,
			"text-to-video-5s-from-2026-12"},
	} {
		got, problems := rowsOf(t, "  - {model: m, "+c.row+"}\n")
		if len(problems) > 0 || !strings.HasPrefix(got[0], c.want+" ") {
			t.Errorf("%s: %v %v, want %s", c.row, got, problems, c.want)
		}
	}
}
