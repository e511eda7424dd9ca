package ledger

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// ledgerSellers are three sellers that differ in what they do with failures.
var ledgerSellers = &pricing.Table{Version: "test", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 90, Sellers: []pricing.Seller{
	{ID: "bills", Name: "Bills", Currency: pricing.Currency{ID: "bill-credit"}, Failure: &pricing.FailurePolicy{ProviderFailure: pricing.Billed, Timeout: pricing.Billed}},
	{ID: "refunds", Name: "Refunds", Currency: pricing.Currency{ID: "refund-credit"}, Failure: &pricing.FailurePolicy{ProviderFailure: pricing.Refunded}},
	{ID: "silent", Name: "Silent", Currency: pricing.Currency{ID: "silent-credit"}},
}}

// The life of a charge, event by event. Every case starts with 100 credits; the
// sums are done by hand: balance/held/charged/refunded.
func TestLedger(t *testing.T) {
	const submit = `{"event":"submit","job":"a","credits":10}`
	for _, c := range []struct {
		name, seller, events, want string
		rejected                   string // event:code of each
	}{
		{"nothing happens", "refunds", ``, "100/0/0/0", ""},
		{"submit holds", "refunds", submit, "90/10/0/0", ""},
		{"complete charges", "refunds", submit + `,{"event":"end","job":"a","status":"completed"}`, "90/0/10/0", ""},
		{"SUCCEEDED charges", "refunds", submit + `,{"event":"status","job":"a","status":"SUCCEEDED"}`, "90/0/10/0", ""},
		{"capture charges", "refunds", submit + `,{"event":"capture","job":"a"}`, "90/0/10/0", ""},
		{"status 2 refunds", "refunds", submit + `,{"event":"end","job":"a","status":2}`, "100/0/0/10", ""},
		{"FAILED refunds", "refunds", submit + `,{"event":"end","job":"a","status":"FAILED"}`, "100/0/0/10", ""},
		{"a bill of failures charges", "bills", submit + `,{"event":"end","job":"a","status":"failed"}`, "90/0/10/0", ""},
		{"an unpublished policy holds", "silent", submit + `,{"event":"end","job":"a","status":"failed"}`, "90/10/0/0", ""},
		{"a timeout is not published here", "refunds", submit + `,{"event":"end","job":"a","status":"timeout"}`, "90/10/0/0", ""},
		{"a cancellation is not published here", "refunds", submit + `,{"event":"end","job":"a","status":"CANCELED"}`, "90/10/0/0", ""},
		{"moderation is published nowhere", "bills", submit + `,{"event":"end","job":"a","status":"moderated"}`, "90/10/0/0", ""},
		{"a timeout that is billed", "bills", submit + `,{"event":"end","job":"a","status":"timed_out"}`, "90/0/10/0", ""},
		{"a held charge may still be refunded", "silent", submit + `,{"event":"end","job":"a","status":"failed"},{"event":"refund","job":"a"}`, "100/0/0/10", ""},
		{"an end that is not status 2 keeps the charge", "refunds", submit + `,{"event":"end","job":"a","status":"1"}`, "90/0/10/0", ""},
		{"the same number where no rule is published", "silent", submit + `,{"event":"end","job":"a","status":"1"}`, "90/10/0/0", "2:unknown_status"},
		{"a number that may not be the end", "refunds", submit + `,{"event":"status","job":"a","status":"1"}`, "90/10/0/0", "2:unknown_status"},
		{"a word that nobody explains", "refunds", submit + `,{"event":"end","job":"a","status":"exploded"}`, "90/10/0/0", "2:unknown_status"},
		{"in_progress moves nothing", "refunds", submit + `,{"event":"status","job":"a","status":"in_progress"}`, "90/10/0/0", ""},
		{"in_progress is no end", "refunds", submit + `,{"event":"end","job":"a","status":"in_progress"}`, "90/10/0/0", "2:invalid_value"},

		{"a job id twice", "refunds", submit + `,` + submit, "90/10/0/0", "2:duplicate_job"},
		{"status 2 twice", "refunds", submit + `,{"event":"end","job":"a","status":2},{"event":"end","job":"a","status":2}`, "100/0/0/10", "3:already_refunded"},
		{"a refund seen twice", "refunds", submit + `,{"event":"refund","job":"a"},{"event":"refund","job":"a"}`, "100/0/0/10", "3:already_refunded"},
		{"capture after refund", "refunds", submit + `,{"event":"end","job":"a","status":2},{"event":"capture","job":"a"}`, "100/0/0/10", "3:already_refunded"},
		{"completed twice, by webhook and by poll", "refunds", submit + `,{"event":"end","job":"a","status":"completed"},{"event":"end","job":"a","status":"completed"}`, "90/0/10/0", "3:already_charged"},
		{"failed after completed", "refunds", submit + `,{"event":"end","job":"a","status":"completed"},{"event":"end","job":"a","status":2}`, "90/0/10/0", "3:already_charged"},
		{"a refund of a charge", "refunds", submit + `,{"event":"end","job":"a","status":"completed"},{"event":"refund","job":"a"}`, "100/0/0/10", ""},
		{"more than there is", "refunds", `{"event":"submit","job":"a","credits":101}`, "100/0/0/0", "1:insufficient_balance"},
		{"all there is", "refunds", `{"event":"submit","job":"a","credits":100}`, "0/100/0/0", ""},
		{"the second does not fit", "refunds", `{"event":"submit","job":"a","credits":60},{"event":"submit","job":"b","credits":60},{"event":"submit","job":"c","credits":40}`, "0/100/0/0", "2:insufficient_balance"},
		{"a job that was never submitted", "refunds", `{"event":"end","job":"a","status":2}`, "100/0/0/0", "1:unknown_job"},

		{"creditsUsed overrides the quote", "refunds", `{"event":"submit","job":"a","quoted":89,"creditsUsed":90}`, "10/90/0/0", ""},
		{"creditsUsed overrides the credits", "refunds", `{"event":"submit","job":"a","credits":89,"creditsUsed":90}`, "10/90/0/0", ""},
		{"creditsUsed comes at the end, higher", "refunds", submit + `,{"event":"end","job":"a","status":"completed","creditsUsed":12}`, "88/0/12/0", ""},
		{"creditsUsed comes at the end, lower", "refunds", submit + `,{"event":"end","job":"a","status":"completed","creditsUsed":7}`, "93/0/7/0", ""},
		{"creditsUsed comes at the end, too high", "refunds", submit + `,{"event":"end","job":"a","status":"completed","creditsUsed":101}`, "90/10/0/0", "2:insufficient_balance"},
		{"creditsUsed comes on the way, all there is", "refunds", submit + `,{"event":"status","job":"a","status":"in_progress","creditsUsed":100}`, "0/100/0/0", ""},
		{"creditsUsed comes on the way, too high", "refunds", submit + `,{"event":"status","job":"a","status":"in_progress","creditsUsed":101}`, "90/10/0/0", "2:insufficient_balance"},
		{"a refund of what was used", "refunds", submit + `,{"event":"end","job":"a","status":2,"creditsUsed":12}`, "100/0/0/12", ""},
		{"fractions are exact", "refunds", `{"event":"submit","job":"a","credits":"0.1"},{"event":"submit","job":"b","credits":"0.2"}`, "99.7/0.3/0/0", ""},

		{"an amount is needed", "refunds", `{"event":"submit","job":"a"}`, "100/0/0/0", "1:missing_parameter"},
		{"a job is needed", "refunds", `{"event":"submit","credits":1}`, "100/0/0/0", "1:missing_parameter"},
		{"a status is needed", "refunds", submit + `,{"event":"end","job":"a"}`, "90/10/0/0", "2:missing_parameter"},
		{"a negative amount", "refunds", `{"event":"submit","job":"a","credits":-1}`, "100/0/0/0", "1:invalid_value"},
		{"no such event", "refunds", submit + `,{"event":"chargeback","job":"a"}`, "90/10/0/0", "2:invalid_value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Through.Decode([]byte(`{"seller":"`+c.seller+`","balance":100,"events":[`+c.events+`]}`), 0)
			if err != nil {
				t.Fatal(err)
			}
			l, err := Replay(ledgerSellers, r)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join([]string{pricing.Plain(l.Balance), pricing.Plain(l.Held), pricing.Plain(l.Charged), pricing.Plain(l.Refunded)}, "/")
			if got != c.want {
				t.Errorf("balance/held/charged/refunded %s, want %s", got, c.want)
			}
			var rejected []string
			for _, x := range l.Rejected {
				rejected = append(rejected, strconv.Itoa(x.Event)+":"+string(x.Err.Code))
			}
			if got := strings.Join(rejected, " "); got != c.rejected {
				t.Errorf("rejected %q, want %q", got, c.rejected)
			}
		})
	}
}

// What stays held says why, and what was decided by a policy names it.
func TestLedgerSaysWhy(t *testing.T) {
	for _, c := range []struct{ seller, status, want string }{
		{"silent", "failed", "whether Silent bills or refunds it is not published"},
		{"refunds", "timeout", "timed_out: whether Refunds bills or refunds it is not published"},
		{"bills", "moderated", "is not published"},
		{"refunds", "2", "the seller refunds it"},
		{"bills", "failed", "the seller bills it"},
		{"refunds", "7", "only status 2 is published as refunded"},
	} {
		s, _ := ledgerSellers.Seller(c.seller)
		l := NewLedger(ledgerSellers, s, pricing.Whole(5), 0)
		for _, e := range []*Event{{Kind: "submit", Job: "a", Credits: pricing.Parsed("5")}, {Kind: "end", Job: "a", Status: c.status}} {
			if err := l.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		if got := l.Jobs[0].Why; !strings.Contains(got, c.want) {
			t.Errorf("%s, status %s: %q does not say %q", c.seller, c.status, got, c.want)
		}
	}
}

// The quote is kept beside creditsUsed; the difference is flagged also when two
// of them cancel out.
func TestLedgerQuoteDelta(t *testing.T) {
	for _, c := range []struct {
		events   string
		delta    string // "" for none
		mismatch bool
	}{
		{`{"event":"submit","job":"a","credits":10}`, "", false},
		{`{"event":"submit","job":"a","quoted":89}`, "", false},
		{`{"event":"submit","job":"a","quoted":89,"creditsUsed":89}`, "0", false},
		{`{"event":"submit","job":"a","quoted":89,"creditsUsed":90}`, "1", true},
		{`{"event":"submit","job":"a","quoted":9,"creditsUsed":10},{"event":"submit","job":"b","quoted":10,"creditsUsed":9}`, "0", true},
		{`{"event":"submit","job":"a","quoted":9},{"event":"end","job":"a","status":"completed","creditsUsed":8}`, "-1", true},
		// 002:26: veo3 costs 63 credits.
		{`{"event":"submit","job":"a","shot":{"model":"veo3"},"creditsUsed":64}`, "1", true},
	} {
		r, err := Through.Decode([]byte(`{"seller":"endpoints","balance":100,"events":[`+c.events+`]}`), made.Day(t, "2026-06-15"))
		if err != nil {
			t.Fatal(err)
		}
		l, err := Replay(frozen.Table(), r)
		if err != nil || len(l.Rejected) > 0 {
			t.Fatal(c.events, err, l.Rejected)
		}
		delta, mismatch := l.QuoteDelta()
		got := ""
		if delta != nil {
			got = delta.Exact()
		}
		if got != c.delta || mismatch != c.mismatch {
			t.Errorf("%s: delta %q, mismatch %v; want %q, %v", c.events, got, mismatch, c.delta, c.mismatch)
		}
	}
}

// A shot at another seller, one without a price and one with a range hold nothing.
func TestLedgerShots(t *testing.T) {
	for _, c := range []struct {
		seller, shot string
		want         pricing.Code
	}{
		{"endpoints", `{"model":"veo3"}`, ""},
		{"endpoints", `{"seller":"house","model":"veo-3"}`, pricing.OfferNotApplicable},
		{"endpoints", `{"model":"sora-2-text-to-video","seconds":8}`, pricing.DurationNotPublished},
		{"google-api", `{"model":"veo-3.1-fast","seconds":8}`, pricing.NotPriced},
	} {
		r, err := Through.Decode([]byte(`{"seller":"`+c.seller+`","balance":100,"events":[{"event":"submit","job":"a","shot":`+c.shot+`}]}`), made.Day(t, "2026-06-15"))
		if err != nil {
			t.Fatal(err)
		}
		l, err := Replay(frozen.Table(), r)
		if err != nil {
			t.Fatal(err)
		}
		got := pricing.Code("")
		if len(l.Rejected) > 0 {
			got = l.Rejected[0].Err.Code
		}
		if got != c.want || got == "" && pricing.Plain(l.Held) != "63" || got != "" && l.Held.Sign() != 0 {
			t.Errorf("%s %s: %q, held %s; want %q", c.seller, c.shot, got, pricing.Plain(l.Held), c.want)
		}
	}
}

// Whatever happens, no credit appears or is lost, no job is given back twice,
// and a rejected event changes nothing.
func TestLedgerKeepsItsBalance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := ledgerSellers.Seller(rapid.SampledFrom([]string{"bills", "refunds", "silent"}).Draw(t, "seller"))
		opening := pricing.Whole(rapid.Int64Range(0, 50).Draw(t, "opening"))
		l := NewLedger(ledgerSellers, s, opening, 0)
		maybe := func(name string) decimal.NullDecimal {
			if !rapid.Bool().Draw(t, "has "+name) {
				return decimal.NullDecimal{}
			}
			return pricing.Valid(decimal.New(rapid.Int64Range(-1, 300).Draw(t, name), -1))
		}
		refunds := map[string]int{}
		for range rapid.IntRange(0, 30).Draw(t, "events") {
			e := &Event{
				Kind:   rapid.SampledFrom([]string{"submit", "submit", "status", "end", "capture", "refund", ""}).Draw(t, "kind"),
				Job:    rapid.SampledFrom([]string{"a", "b", "c", ""}).Draw(t, "job"),
				Status: rapid.SampledFrom([]string{"queued", "in_progress", "completed", "failed", "2", "1", "CANCELED", "timeout", "moderated", "?", ""}).Draw(t, "status"),
			}
			e.Credits, e.Quoted, e.CreditsUsed = maybe("credits"), maybe("quoted"), maybe("creditsUsed")
			before, jobs, refunded := *l, len(l.Jobs), l.Refunded
			err := l.Apply(e)
			if err != nil {
				if _, ok := err.(*pricing.Error); !ok {
					t.Fatalf("not an *Error: %v", err)
				}
				if l.Balance.Cmp(before.Balance) != 0 || l.Held.Cmp(before.Held) != 0 || l.Charged.Cmp(before.Charged) != 0 || len(l.Jobs) != jobs {
					t.Fatalf("%v was rejected and changed the ledger: %v", e, err)
				}
			}
			if l.Refunded.Cmp(refunded) != 0 {
				refunds[e.Job]++
			}
			if sum := l.Balance.Add(l.Held).Add(l.Charged); sum.Cmp(opening) != 0 || l.Balance.Sign() < 0 || l.Held.Sign() < 0 || l.Charged.Sign() < 0 {
				t.Fatalf("after %v: %s + %s + %s is not %s", e, pricing.Plain(l.Balance), pricing.Plain(l.Held), pricing.Plain(l.Charged), pricing.Plain(opening))
			}
		}
		for job, n := range refunds {
			if n > 1 {
				t.Fatalf("job %s was given back %d times", job, n)
			}
		}
	})
}

func TestJobStateOf(t *testing.T) {
	for word, want := range map[string]pricing.JobState{
		"": pricing.JobNotStated, "queued": pricing.JobQueued, "IN_QUEUE": pricing.JobQueued, "in_progress": pricing.JobInProgress, "In Progress": pricing.JobInProgress,
		"completed": pricing.JobCompleted, "SUCCEEDED": pricing.JobCompleted, "failed": pricing.JobFailed, "FAILED": pricing.JobFailed, "2": pricing.JobFailed, " 2 ": pricing.JobFailed,
		"status 2": pricing.JobFailed, "status: 2": pricing.JobFailed, "CANCELED": pricing.JobCanceled, "cancelled": pricing.JobCanceled, "timed out": pricing.JobTimedOut, "moderated": pricing.JobModerated,
	} {
		if got, known := pricing.JobStateOf(word); got != want || !known {
			t.Errorf("%q is %v, %v; want %v", word, got, known, want)
		}
	}
	for _, word := range []string{"1", "0", "3", "-2", "2.0", "22", "status 3", "done?", "失敗", "?"} {
		if got, known := pricing.JobStateOf(word); known {
			t.Errorf("%q is taken for %v", word, got)
		}
	}
}

// An unknown status is said not to be understood: of the words that are, sources
// print only eight, and timed_out and moderated are our own.
func TestAnUnknownStatusClaimsNoSource(t *testing.T) {
	balance := decimal.NewNullDecimal(decimal.NewFromInt(100))
	l, err := Replay(frozen.Table(), Request{Seller: "endpoints", Balance: balance, AsOf: made.Day(t, "2026-06-15"), Events: []Event{
		{Kind: "submit", Job: "a", Credits: balance}, {Kind: "end", Job: "a", Status: "exploded"}}})
	if err != nil || len(l.Rejected) != 1 {
		t.Fatalf("%+v, %v", l, err)
	}
	want := `"exploded" is no status that is understood; the charge stays as it is`
	if e := l.Rejected[0].Err; e.Code != pricing.UnknownStatus || e.Message != want || !slices.Contains(e.Accepted, "moderated") {
		t.Errorf("%v, want %s", e, want)
	}
}
