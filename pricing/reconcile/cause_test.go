package reconcile

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// withShop is the published table and a seller of credits that has what no
// published row has: a bonus for its own plan, a price of several calls, and an
// old price with a first day.
func withShop(t testing.TB) *pricing.Table {
	table := withStudio(t)
	from := func(s string) pricing.Instant {
		i, err := pricing.ParseInstant(s)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	rate := func(id string, r pricing.Rate) pricing.Rate {
		r.ID = "zz-shop/" + id
		if r.Per == (pricing.Fixed{}) {
			r.Per = pricing.One
		}
		return r
	}
	model := func(id string, rates ...pricing.Rate) pricing.Model {
		return pricing.Model{ID: id, Name: id, Medium: "video", ModesMatch: pricing.Any, WholeSeconds: true, Rates: rates}
	}
	table.Sellers = append(table.Sellers, pricing.Seller{
		ID: "zz-shop", Name: "Shop", Aliases: []string{"The Shop"}, Currency: pricing.Currency{ID: "zz-credit", Name: "shop credit"},
		Offers: []pricing.Offer{
			{ID: "monthly", Name: "Monthly", Kind: pricing.Plan, Price: &pricing.Fixed{Coef: 10, Exp: 0}, Credits: &pricing.Fixed{Coef: 100, Exp: 0}},
			{ID: "small", Name: "Small", Kind: pricing.Pack, Price: &pricing.Fixed{Coef: 10, Exp: 0}, Credits: &pricing.Fixed{Coef: 50, Exp: 0}, Limits: pricing.Limits{Resolution: "480p"}},
		},
		Promos: []pricing.Promo{{ID: "double", Name: "Double", BonusPercent: pricing.Fixed{Coef: 100, Exp: 0}, CapCredits: pricing.Fixed{Coef: 5000, Exp: 0}, Months: 1, Readings: made.CapReadings}},
		Models: []pricing.Model{
			model("clip", rate("clip/now", pricing.Rate{Amount: made.Dollars(10, 0)})),
			model("third", rate("third/now", pricing.Rate{Amount: made.Dollars(10, 0), Per: pricing.Fixed{Coef: 3, Exp: 0}})),
			model("floor", rate("floor/now", pricing.Rate{Amount: pricing.Range{Min: pricing.Fixed{Coef: 5, Exp: 0}, Open: true}, Precision: pricing.Floor})),
			model("moved", rate("moved/now", pricing.Rate{Amount: made.Dollars(20, 0), From: from("2026-01-01")}),
				rate("moved/old", pricing.Rate{Amount: made.Dollars(10, 0), Status: pricing.Superseded, From: from("2025-06-01"), Until: from("2026-01-01")})),
			model("lengths", rate("lengths/now", pricing.Rate{Amount: made.Dollars(10, 0), Unit: pricing.Second}),
				rate("lengths/old", pricing.Rate{Amount: made.Dollars(30, 0), Unit: pricing.Clip, When: []pricing.Condition{made.Is(pricing.Seconds, "5")}, Status: pricing.Superseded})),
			model("sharp", rate("sharp/720p", pricing.Rate{Amount: made.Dollars(10, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}}),
				rate("sharp/1080p", pricing.Rate{Amount: made.Dollars(25, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}})),
			model("soon", rate("soon/now", pricing.Rate{Amount: made.Dollars(10, 0)}), rate("soon/sale", pricing.Rate{Amount: made.Dollars(6, 0), Replaces: "zz-shop/soon/now", From: from("2026-07-01")})),
		},
	})
	return table
}

// Every row is of 15 June 2026 unless it says otherwise. The words are those of
// the cause; the arithmetic in them was done by hand.
// Of a day with a former price alone, what is wrong with a row is told by that
// price: a member that it does not confirm, and not the date.
func TestAFormerPriceNamesTheMember(t *testing.T) {
	log := `[{"seller":"house","model":"sora-2-pro","submitted_at":"2025-11-03","credits_used":2,"inputSeconds":10}]`
	request, _ := json.Marshal(map[string]string{"log": log})
	body, err := Through.Handle(frozen.Table(), "reconcile", request, made.Day(t, "2026-11-25"))
	if err != nil || !strings.Contains(string(body), `"code":"option_not_stated","field":"inputSeconds"`) {
		t.Errorf("%v\n%.600s", err, body)
	}
}

func TestCausesInWords(t *testing.T) {
	const unknown = "no cause that is looked for gives exactly this amount; the price is "
	for _, c := range []struct {
		row  string
		r    Reconciler
		want string // outcome, cause and those that also fit
		why  string
	}{
		// Rounding. 480 × 179 ÷ 5000 = 17.184; 60 × 179 ÷ 5000 = 2.148; 10 × 59 ÷ 1500 = 59/150.
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","usd":17.18}`, Reconciler{}, "differs rounding", "the price, $17.184, is rounded to 2 places"},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","usd":17.19}`, Reconciler{}, "differs rounding", "the price, $17.184, is rounded up to 2 places"},
		{`{"seller":"house","model":"veo-3","seconds":1,"offer":"agency","usd":2.14}`, Reconciler{}, "differs rounding", "the price, $2.148, is rounded down to 2 places"},
		{`{"seller":"house","model":"sora-2","seconds":1,"offer":"creator","usd":0.393333}`, Reconciler{}, "matches", ""},
		{`{"seller":"house","model":"sora-2","seconds":1,"offer":"creator","usd":0.39333}`, Reconciler{}, "differs rounding", "the price, $0.393333 (59/150 rounded), is rounded to 5 places"},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"creator","usd":18.864}`, Reconciler{}, "differs rounding",
			"the price of a credit, $0.039333 (59/1500 rounded), is rounded to 4 places and then multiplied by 480"},
		// 000:76: 5 s cost 0.71, a second 0.142; 5 × 0.14.
		{`{"seller":"luma-api","model":"ray-2","resolution":"720p","audio":"no","seconds":5,"usd":0.70}`, Reconciler{}, "differs rounding",
			"the price of a second, $0.142, is rounded to 2 places and then multiplied by 5"},
		// 10 credits for 3 calls. A bill in credits is not rounded to 6 places, as data in dollars is.
		{`{"seller":"zz-shop","model":"third","credits":3.33}`, Reconciler{}, "differs rounding", "the price, 3.333333 credits, is rounded to 2 places"},
		{`{"seller":"zz-shop","model":"third","credits":4}`, Reconciler{}, "differs rounding", "the price, 3.333333 credits, is rounded up to 0 places"},
		// Nothing is what no rounding is said to make of a price, here of 0.625 credits a second.
		{`{"seller":"endpoints","model":"veo3_lite","credits":0}`, Reconciler{}, "differs unknown", "no cause that is looked for gives exactly this amount; the price is 5 credits"},
		{`{"seller":"zz-shop","model":"third","credits":3.333333}`, Reconciler{}, "differs unknown", unknown + "3.333333 credits"},
		// A bill in credits does not depend on what a credit costs: 480 × 0.04 = 19.2 is no rounding of it.
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","credits":19.2}`, Reconciler{}, "differs unknown", unknown + "480 credits"},

		// All attempts on one row. 002:25: 9 each.
		{`{"seller":"endpoints","model":"veo3_fast","attempt":2,"credits":18}`, Reconciler{}, "differs retry", "all 2 attempts are billed: 2 × 9 credits = 18 credits"},
		{`{"seller":"endpoints","model":"veo3_fast","attempt":2,"credits":27}`, Reconciler{}, "differs unknown", unknown + "9 credits"},
		{`{"seller":"house","model":"veo-3","seconds":8,"attempt":2,"usd":17.18}`, Reconciler{}, "unpriced", "missing_parameter offer"},

		// What pays: the row's own offer, then the reconciler's for its own seller alone, then the one way to buy.
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","usd":17.184}`, Reconciler{Seller: "house", Offer: "creator"}, "matches", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"usd":18.88}`, Reconciler{Seller: "house", Offer: "creator"}, "matches", ""},
		{`{"seller":"runway-api","model":"gen-4","seconds":10,"usd":1.20}`, Reconciler{Seller: "house", Offer: "agency"}, "matches", ""},
		{`{"seller":"zz-shop","model":"clip","resolution":"480p","offer":"none","usd":2}`, Reconciler{}, "unpriced", "option_not_stated resolution"},
		{`{"seller":"zz-shop","model":"clip","offer":"none","usd":2}`, Reconciler{}, "unpriced", "unknown_offer offer"},
		{`{"seller":"zz-shop","model":"sharp","resolution":"720p","offer":"small","usd":2}`, Reconciler{}, "unpriced", "offer_limit offer"},

		// A bonus on the plan: 10 × 10 ÷ (100 + 100) = 0.50. It is no way to pay with a plan of one's own, nor in credits.
		{`{"seller":"zz-shop","model":"clip","offer":"monthly","usd":1}`, Reconciler{}, "matches", ""},
		{`{"seller":"zz-shop","model":"clip","offer":"monthly","usd":0.5}`, Reconciler{}, "differs promo", "it is the price with the bonus of Double"},
		{`{"seller":"zz-shop","model":"clip","usd":0.5}`, Reconciler{Plan: &pricing.OwnPlan{Price: pricing.Parsed("10").Decimal, Credits: pricing.Parsed("100").Decimal}}, "differs unknown", unknown + "$1"},
		{`{"seller":"zz-shop","model":"clip","offer":"monthly","credits":0.5}`, Reconciler{}, "differs unknown", unknown + "10 credits"},
		{`{"seller":"zz-shop","model":"clip","offer":"monthly","resolution":"4K","usd":1}`, Reconciler{}, "unpriced", "option_not_stated resolution"},
		{`{"seller":"zz-shop","model":"clip","offer":"monthly","resolution":"8K","usd":1}`, Reconciler{}, "malformed", "invalid_value resolution"},

		// Promotional rates: 0.10 a second, 0.06 in June.
		{`{"seller":"zz-studio","model":"promo","seconds":5,"usd":0.5}`, Reconciler{}, "differs promo", "it is the ordinary price; the promotional one holds on 2026-06-15"},
		{`{"date":"2026-07-15","seller":"zz-studio","model":"promo","seconds":5,"usd":0.3}`, Reconciler{}, "differs promo",
			"it is a promotional price that does not hold on 2026-07-15 (from 2026-06-01 until 2026-07-01)"},
		{`{"date":"2026-07-15","seller":"zz-studio","model":"promo","seconds":5,"usd":0.4}`, Reconciler{}, "differs unknown", unknown + "$0.50"},
		{`{"seller":"zz-shop","model":"soon","credits":6}`, Reconciler{}, "differs promo", "it is a promotional price that does not hold on 2026-06-15 (from 2026-07-01)"},

		// Earlier rows. 003:39: 0.70 from June on, 0.50 for 1024p; 000:61: 0.50 before. 000:37: 80 flat.
		{`{"date":"2026-06-01","seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10,"usd":5}`, Reconciler{}, "differs stale_table resolution",
			"it is the price under an earlier row (from 2026-01 until 2026-06-01)"},
		{`{"seller":"house","model":"sora-2","seconds":10,"credits":80}`, Reconciler{}, "differs stale_table", "it is the price under an earlier row (until 2026-01)"},
		{`{"seller":"house","model":"sora-2","mode":"text-to-video","seconds":10,"credits":80}`, Reconciler{}, "unpriced", "option_not_stated mode"},
		{`{"seller":"zz-shop","model":"lengths","seconds":5,"credits":30}`, Reconciler{}, "differs stale_table", "it is the price under an earlier row"},
		{`{"seller":"zz-shop","model":"lengths","seconds":10,"credits":30}`, Reconciler{}, "differs unknown", unknown + "100 credits"},
		{`{"date":"2025-05-31","seller":"zz-shop","model":"moved","credits":10}`, Reconciler{}, "differs stale_table", "it is the price under an earlier row (from 2025-06-01 until 2026-01-01)"},
		{`{"date":"2025-05-31","seller":"zz-shop","model":"moved","credits":11}`, Reconciler{}, "unpriced", "not_yet_priced asOf"},
		{`{"date":"2025-06-01","seller":"zz-shop","model":"moved","credits":10}`, Reconciler{}, "matches", ""},
		{`{"date":"2025-12-31","seller":"zz-shop","model":"moved","credits":10}`, Reconciler{}, "matches", ""},

		// The least that is billed, and the shortest length on sale. 000:93: 5 and 10 s; 10 s cost 0.56.
		{`{"seller":"zz-studio","model":"short","seconds":3,"usd":0.3}`, Reconciler{}, "differs minimum", "the least that is billed, 5 s, was not applied"},
		{`{"seller":"zz-studio","model":"short","seconds":3,"usd":0.4}`, Reconciler{}, "differs unknown", unknown + "$0.50"},
		{`{"seller":"kling-api","model":"kling-v2.1","quality":"standard","seconds":8,"usd":0.56}`, Reconciler{}, "differs minimum", "it is the price of 10 s, the shortest length on sale that holds 8 s"},
		{`{"seller":"kling-api","model":"kling-v2.1","quality":"standard","seconds":8,"usd":0.6}`, Reconciler{}, "unpriced", "option_not_published seconds"},

		// Another resolution, where only the rates say which there are. 76,81: 0.71 and 5 × 0.02 for sound.
		{`{"seller":"zz-shop","model":"sharp","resolution":"720p","credits":25}`, Reconciler{}, "differs resolution", "it is the price at 1080p; the log says 720p"},
		{`{"seller":"zz-shop","model":"sharp","credits":25}`, Reconciler{}, "differs resolution", "it is the price at 1080p; the log does not say"},
		{`{"seller":"luma-api","model":"ray-2","resolution":"720p","seconds":5,"usd":0.81}`, Reconciler{}, "differs audio", "it is the price with audio on; the log does not say"},

		// No cause, with a published price that is the amount by chance or not. 002:15: 11 and 22; 002:28: 45, 89, 133.
		{`{"seller":"endpoints","model":"kling/v2-1-standard","seconds":5,"credits":22}`, Reconciler{}, "differs unknown", unknown + "11 credits. It is the price with 10 s"},
		{`{"seller":"endpoints","model":"wan/2-6-text-to-video","resolution":"1080p","tier":2,"credits":133}`, Reconciler{}, "differs unknown", unknown + "89 credits. It is the price with tier 3"},
		{`{"seller":"endpoints","model":"wan/2-6-text-to-video","resolution":"1080p","tier":1,"credits":90}`, Reconciler{}, "differs unknown", unknown + "45 credits. It is twice the price"},
		{`{"seller":"endpoints","model":"wan/2-6-text-to-video","resolution":"1080p","tier":2,"credits":90}`, Reconciler{}, "differs unknown", unknown + "89 credits"},
		// 003:39: about 0.10 a second; 000:105: 0.10 to 0.15.
		{`{"seller":"openai-api","model":"sora-2","resolution":"720p","seconds":8,"usd":0.9}`, Reconciler{}, "differs unknown", unknown + "$0.80, which its source gives as approx"},
		{`{"seller":"google-api","model":"veo-3.1-fast","seconds":8,"usd":0.7}`, Reconciler{}, "differs unknown", unknown + "$0.80–$1.20, which its source gives as range"},

		// The maker's API ends on 24 September 2026 (003:25, 154). 003:39: about 0.10 a second, 0.70 for Pro at 1080p;
		// 000:59, 61: 0.10 and 0.50 before. What is billed after the end has no price, so nothing is expected.
		{`{"date":"2026-09-23","seller":"openai-api","model":"sora-2","seconds":8,"usd":0.8}`, Reconciler{}, "matches", ""},
		{`{"date":"2026-09-24","seller":"openai-api","model":"sora-2","seconds":8,"usd":0.8}`, Reconciler{}, "differs sunset",
			"Sora 2 ended at OpenAI API on 2026-09-24, before this job; it is the price that held until then"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2","seconds":8,"usd":0.8}`, Reconciler{}, "differs sunset",
			"Sora 2 ended at OpenAI API on 2026-09-24, before this job; it is the price that held until then"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10,"usd":7}`, Reconciler{}, "differs sunset",
			"Sora 2 Pro ended at OpenAI API on 2026-09-24, before this job; it is the price that held until then"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10,"usd":5}`, Reconciler{}, "differs sunset",
			"Sora 2 Pro ended at OpenAI API on 2026-09-24, before this job; it is the price under an earlier row (from 2026-01 until 2026-06-01)"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2","seconds":8,"usd":0.77}`, Reconciler{}, "unpriced", "sunset model"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2","seconds":8,"status":"failed","usd":0.8}`, Reconciler{}, "unpriced", "sunset model"},
		{`{"date":"2026-10-09","seller":"openai-api","model":"sora-2","seconds":8,"status":"failed","usd":0}`, Reconciler{}, "matches", ""},

		// A seller that does not say whether it goes on is billed as the table says (000:163: 10 a second; 80 flat before),
		// and whatever is wrong may come of the maker's end.
		{`{"date":"2026-10-09","seller":"house","model":"sora-2","seconds":8,"credits":80}`, Reconciler{}, "matches", ""},
		{`{"date":"2026-09-23","seller":"house","model":"sora-2","seconds":8,"credits":79}`, Reconciler{}, "differs unknown", unknown + "80 credits"},
		{`{"date":"2026-09-24","seller":"house","model":"sora-2","seconds":8,"credits":79}`, Reconciler{}, "differs unknown", unknown + "80 credits; the vendor's own Sora 2 ended on 2026-09-24"},
		{`{"date":"2026-10-09","seller":"house","model":"sora-2","seconds":10,"credits":80}`, Reconciler{}, "differs stale_table",
			"it is the price under an earlier row (until 2026-01); the vendor's own Sora 2 ended on 2026-09-24"},
		// 002:33-34: jobs that fail are refunded. 002:18: tier 1 at 720p costs 5.
		{`{"date":"2026-10-09","seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1,"status":"failed","credits":5}`, Reconciler{}, "differs refund_missing",
			"the job failed, is billed at its full price, and Endpoint API (publisher not named) says that it refunds it; the vendor's own Sora 2 ended on 2026-09-24"},
	} {
		var outcome, because string
		c.r.Table, c.r.AsOf = withShop(t), made.Day(t, "2026-06-15")
		c.r.Each = func(u *CheckedUsage) error {
			outcome, because = string(u.Outcome), u.Because
			if u.Cause != "" {
				outcome += " " + string(u.Cause)
			}
			for _, also := range u.AlsoFits {
				outcome += " " + string(also)
			}
			if u.Err != nil {
				because = string(u.Err.Code) + " " + u.Err.Field
			}
			return nil
		}
		if _, err := c.r.Read(strings.NewReader(c.row)); err != nil {
			t.Errorf("%s: %v", c.row, err)
		}
		if outcome != c.want || because != c.why {
			t.Errorf("%s:\n got %s: %s\nwant %s: %s", c.row, outcome, because, c.want, c.why)
		}
	}
}

// What the rows of one cause come to, by hand from testdata/usage.csv.
func TestUsageCauses(t *testing.T) {
	all, _ := reconcile(t, Reconciler{Table: withStudio(t)}, made.UsageCSV(t))
	want := []struct {
		cause       Cause
		rows        int
		differences string // currency, billed and what of it is too much
	}{
		{CauseRefundMissing, 1, "endpoint-credit 10 10"},                // line 23
		{CauseFailedButBilled, 2, "USD 4/5 –; runway-api-credit 120 –"}, // 21 and 28
		{CauseDuplicate, 2, "endpoint-credit 68 68"},                    // 15 and 17: 63 + 5
		{CauseRetry, 2, "endpoint-credit 36 27"},                        // 19 and 20: 9 + 27, of which 9 was due
		{CauseRounding, 2, "USD 9011/250 -1/50"},                        // 8 and 9: 17.18 + 18.864; −0.004 − 0.016
		{CausePromo, 2, "USD 4/5 0"},                                    // 12 and 13: 0.50 + 0.30; 0.20 − 0.20
		{CauseStaleTable, 2, "USD 5 -2; house-credit 80 -20"},           // 10 and 11
		{CauseMinimum, 2, "USD 43/50 -1/5"},                             // 6 and 7: 0.56 + 0.30; line 6 has no price
		{CauseResolution, 1, "endpoint-credit 15 5"},                    // 4
		{CauseAudio, 1, "USD 81/100 1/10"},                              // 5
		{CauseUnknown, 2, "endpoint-credit 112 12"},                     // 25 and 26: 90 + 22; 1 + 11
	}
	if len(all.Causes) != len(want) {
		t.Fatalf("%d causes, want %d", len(all.Causes), len(want))
	}
	for i, w := range want {
		var differences []string
		for _, d := range all.Causes[i].Differences {
			tooMuch := "–"
			if d.Difference != nil {
				tooMuch = d.Difference.Exact()
			}
			differences = append(differences, d.Currency.ID+" "+d.Billed.Exact()+" "+tooMuch)
		}
		if got := strings.Join(differences, "; "); all.Causes[i].Cause != w.cause || all.Causes[i].Rows != w.rows || got != w.differences {
			t.Errorf("%s: %d rows, %s; want %s: %d rows, %s", all.Causes[i].Cause, all.Causes[i].Rows, got, w.cause, w.rows, w.differences)
		}
	}
}
