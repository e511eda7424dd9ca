package main

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/reconcile"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// What each row of the example is there to show, by its line. All amounts were
// worked out from the documents: 8 s × 60 credits (000:167), 480 × $179 ÷ 5000 =
// $17.184 (000:29), 10 s × 10 credits against 80 flat (000:37), tier 2 of 720p
// for 10 and of 1080p for 15 (002:19), 9 for a clip of veo3_fast (002:25), 11 for
// 5 s and 22 for 10 s (002:15), $0.71 and 5 × $0.02 for audio (000:76, 81), $0.56
// for 10 s and nothing for 8 s (000:92), $0.10 a second (003:39).
var exampleRows = map[int]string{
	2: "matches", 3: "differs duplicate_submission 480", 4: "differs rounding -1/250", 5: "differs stale_table -20",
	6: "differs resolution 5", 7: "differs retry 9", 8: "differs refund_missing 10", 9: "differs unknown 11",
	10: "differs audio 1/10", 11: "differs minimum not known", 12: "differs failed_but_billed not known", 13: "matches",
	14: "open", 15: "unpriced", 16: "malformed",
}

func TestExampleOfAUsageFile(t *testing.T) {
	example := read(t, exampleName)
	if readPage(t, "reconcile.html").first(t, "pre#example").raw() != example {
		t.Error("the page shows another example than it offers")
	}
	day, err := pricing.ParseInstant("2026-06-30")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	r := reconcile.Reconciler{Table: frozen.Table(), AsOf: day, Each: func(c *reconcile.CheckedUsage) error {
		got := strings.TrimSpace(string(c.Outcome) + " " + string(c.Cause))
		if c.Outcome == reconcile.UsageDiffers {
			if c.Difference == nil {
				got += " not known"
			} else {
				got += " " + c.Difference.Exact()
			}
		}
		if got != exampleRows[c.Line] {
			t.Errorf("line %d: %s, want %s", c.Line, got, exampleRows[c.Line])
		}
		rows++
		return nil
	}}
	if _, err := r.Read(strings.NewReader(example)); err != nil || rows != len(exampleRows) {
		t.Errorf("%d rows, %v; want %d", rows, err, len(exampleRows))
	}
}

// The page needs a script, but not to say what it would do and how else it is done.
func TestReconcilePage(t *testing.T) {
	page := readPage(t, "reconcile.html")
	said := page.words()
	for _, want := range []string{
		"up to 5\u00a0MB and 100,000 rows", "needs JavaScript", "go run ./pricing/cmd/rates reconcile usage.csv", "https://reelrate.example/v1/reconcile",
		"15 rows, among them", "model always", "usd this or credits_used", "Also date , created_at , timestamp .",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, cause := range reconcile.Causes {
		if !page.has("#cause-" + string(cause)) {
			t.Errorf("the page has no words for %s", cause)
		}
	}
	agency := page.first(t, `option[value="agency"]`)
	if agency.attr("data-seller") != "house" || !strings.HasPrefix(agency.text(), "Agency: $179 a month") {
		t.Errorf("the offer is %s", agency.source(t))
	}
	worker := page.first(t, "[data-worker]").attr("data-worker")
	if !strings.HasPrefix(worker, "/assets/reconcile-worker-") {
		t.Errorf("the worker is %s", worker)
	}
	names := page.first(t, "[data-currencies]").attr("data-currencies")
	if !strings.Contains(names, `"endpoint-credit":"Endpoint credits"`) {
		t.Errorf("the currencies are %s", names)
	}
	if !readPage(t, "index.html").has(`a[href="/reconcile"]`) {
		t.Error("no page leads to it")
	}
}
