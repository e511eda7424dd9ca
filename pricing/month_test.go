package pricing

import (
	"strings"
	"testing"
)

// A row whose first and last day are known by their month alone holds from the
// first day of the one until the first day of the other, and what is said of it
// names no day that no source prints.
func TestAMonthIsNoDay(t *testing.T) {
	monthly := Rate{Unit: Second, Amount: usd(5, -2), From: day(t, "2026-02-01"), FromMonth: true, Until: day(t, "2026-05-01"), UntilMonth: true}
	table := oneModel("video", monthly, Rate{Unit: Second, Amount: usd(1, 0), From: day(t, "2026-05-01"), FromMonth: true, Until: day(t, "2026-07-15")})
	for on, want := range map[string]string{
		"2026-01-31": "not_yet_priced: asOf: no price of Model at Seller is known before 2026-02; accepted: a date from 2026-02-01",
		"2026-02-01": "1/20",
		"2026-04-30": "1/20",
		"2026-05-01": "1",
		"2026-07-15": "no_longer_priced: asOf: the last known price of Model at Seller ended on 2026-07-15; accepted: a date before 2026-07-15",
	} {
		q, e := ask(t, table, `{"seller":"s","model":"m","seconds":1,"asOf":"`+on+`"}`)
		got := ""
		if e != nil {
			got = string(e.Code) + ": " + e.Field + ": " + e.Message + "; accepted: " + strings.Join(e.Accepted, ", ")
		} else {
			got = q.Dollars.Min.Exact()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", on, got, want)
		}
	}
	ended := oneModel("video", monthly)
	_, e := ask(t, ended, `{"seller":"s","model":"m","seconds":1,"asOf":"2026-05-01"}`)
	if want := "the last known price of Model at Seller ended in 2026-05"; e == nil || e.Message != want || e.Accepted[0] != "a date before 2026-05-01" {
		t.Errorf("got %v, want %s", e, want)
	}
}

// The January report names no day (000:3): neither do the house's answers.
func TestTheHousesPricesAreOfAMonth(t *testing.T) {
	answer, err := Through.Handle(Default(), "quote", []byte(`{"seller":"house","model":"veo-3","seconds":8,"history":true}`), day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"from":"2026-01","until":null`, `"until":"2026-01"`} {
		if !strings.Contains(string(answer), want) {
			t.Errorf("no %s in %s", want, answer)
		}
	}
	if strings.Contains(string(answer), "2026-01-01") {
		t.Errorf("a day that no source prints: %s", answer)
	}
}
