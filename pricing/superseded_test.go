package pricing

import "testing"

// The flat prices of 000:37–43 and 213–215 held before those per second of
// January 2026. A request for a day on which they held is told so, and that they
// are not quoted: "no price is known" would not be true.
func TestARefusalNamesThePriceThatHeldThen(t *testing.T) {
	for model, flat := range map[string]string{
		"sora-2": "80", "sora-2-pro": "80", "luma-ray3": "40", "kling-v2.1": "35", "veo-3": "30",
		"minimax-hailuo-02": "15", "wan-draft": "5", "wan-pro": "5", "mochi-1": "30",
	} {
		m, err := Default().Sellers[houseIndex(t)].Model(model)
		if err != nil {
			t.Fatal(err)
		}
		_, e := ask(t, Default(), `{"seller":"house","model":"`+model+`","seconds":8,"asOf":"2025-06-01"}`)
		want := "no price of " + m.Name + " at House is quoted before 2026-01: " + flat + " credits per call held then, a former price, which is kept as history and never quoted"
		if e == nil || e.Code != NotYetPriced || e.Message != want || len(e.Accepted) != 1 || e.Accepted[0] != "a date from 2026-01-01" {
			t.Errorf("%s: %v, want %s", model, e, want)
		}
	}
}

func TestFormerPricesInARefusal(t *testing.T) {
	former := func(coef int64, from, until string) Rate {
		r := Rate{Unit: Call, Amount: usd(coef, 0), Status: Superseded, Until: day(t, until)}
		if from != "" {
			r.From = day(t, from)
		}
		return r
	}
	current := Rate{Unit: Second, Amount: usd(1, 0), From: day(t, "2026-03-01")}
	for _, c := range []struct {
		name  string
		rates []Rate
		want  string
	}{
		{"none", []Rate{current}, "no price of Model at Seller is known before 2026-03-01"},
		{"one that had ended", []Rate{former(5, "", "2025-01-01"), current}, "no price of Model at Seller is known before 2026-03-01"},
		{"one that had not begun", []Rate{former(5, "2026-01-01", "2026-03-01"), current}, "no price of Model at Seller is known before 2026-03-01"},
		{"one that held", []Rate{former(4, "", "2025-01-01"), former(5, "2025-01-01", "2026-03-01"), current},
			"no price of Model at Seller is quoted before 2026-03-01: $5 per call held then, a former price, which is kept as history and never quoted"},
		{"three that held", []Rate{former(5, "", "2026-03-01"), current, former(6, "", "2026-03-01"), former(7, "", "2026-02-01")},
			"no price of Model at Seller is quoted before 2026-03-01: $5 per call and 2 more held then, former prices, which are kept as history and never quoted"},
		{"a formula is no price", []Rate{{Unit: Megapixel, Amount: usd(1, 0), Status: Informational}, current}, "no price of Model at Seller is known before 2026-03-01"},
	} {
		_, e := ask(t, oneModel("video", c.rates...), `{"seller":"s","model":"m","seconds":8,"asOf":"2025-06-01"}`)
		if e == nil || e.Code != NotYetPriced || e.Message != c.want {
			t.Errorf("%s: %v, want %s", c.name, e, c.want)
		}
	}
	// A table from elsewhere may hold nothing but former prices.
	_, e := ask(t, oneModel("video", former(5, "", "2026-03-01")), `{"seller":"s","model":"m","seconds":8,"asOf":"2025-06-01"}`)
	if e == nil || e.Code != NotPriced || e.Message != "Seller has no usable price for Model: none of its rows may be quoted" {
		t.Errorf("former prices alone: %v", e)
	}
}

func houseIndex(t *testing.T) int {
	t.Helper()
	for i := range Default().Sellers {
		if Default().Sellers[i].ID == "house" {
			return i
		}
	}
	t.Fatal("no house")
	return 0
}
