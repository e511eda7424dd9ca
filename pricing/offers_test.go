package pricing

import (
	"slices"
	"strings"
	"testing"
)

func offersOf(t *testing.T, request string) (*OfferList, *Error) {
	t.Helper()
	r, err := Through.Offers([]byte(request), day(t, "2026-06-15"))
	var list *OfferList
	if err == nil {
		list, err = Default().Offers(r)
	}
	if err != nil {
		return nil, err.(*Error)
	}
	return list, nil
}

// Dollars per credit: price ÷ credits of each offer (000:20-29, 003:55,66,86,158).
func TestPricePerCredit(t *testing.T) {
	want := map[string]string{
		"house/starter": "3/50", "house/booster": "7/125", "house/pro": "13/250", "house/studio": "6/125",
		"house/explorer": "19/400", "house/creator": "59/1500", "house/agency": "179/5000",
		"runway-api/api-credits": "1/100", "runway-app/standard": "3/125", "runway-app/pro": "7/450",
		"kling-app/standard": "233/22000", "kling-app/pro": "2599/300000", "kling-app/premier": "6499/800000", "kling-app/ultra": "9/1300",
		"pika-app/basic": "0", "pika-app/standard": "1/70", "pika-app/pro": "7/460", "pika-app/fancy": "19/1200",
	}
	list, e := offersOf(t, `{}`)
	if e != nil {
		t.Fatal(e)
	}
	for _, o := range list.Offers {
		id := o.Seller.ID + "/" + o.Offer.ID
		switch {
		case !o.Priced && want[id] != "":
			t.Errorf("%s has no price per credit: %s", id, o.Reason)
		case o.Priced && o.PerCredit().Exact() != want[id]:
			t.Errorf("%s: %s a credit, want %s", id, o.PerCredit().Exact(), want[id])
		case !o.Priced && o.Reason == "":
			t.Errorf("%s has neither a price per credit nor a reason", id)
		}
		delete(want, id)
	}
	if len(want) > 0 {
		t.Errorf("not listed: %v", want)
	}
	if len(list.Promos) != 1 || list.Promos[0].Seller.ID != "aivc" {
		t.Errorf("promos: %+v", list.Promos)
	}
	var without []string
	for _, s := range list.Without {
		without = append(without, s.ID)
	}
	if want := "aivc endpoints genmo-app luma-app"; strings.Join(without, " ") != want {
		t.Errorf("without offers: %v, want %s", without, want)
	}
}

func TestOffersOfOneSeller(t *testing.T) {
	list, e := offersOf(t, `{"seller":"pika-app"}`)
	if e != nil || len(list.Offers) != 4 || len(list.Promos) != 0 || len(list.Without) != 0 {
		t.Errorf("Pika: %+v, %v", list, e)
	}
	list, e = offersOf(t, `{"seller":"kling-app","offer":"Premier"}`)
	if e != nil || len(list.Offers) != 1 || list.Offers[0].Offer.ID != "premier" || !list.Offers[0].Approximate() {
		t.Errorf("Kling Premier: %+v, %v", list, e)
	}
	basic, _ := offersOf(t, `{"seller":"pika-app","offer":"basic"}`)
	if l := basic.Offers[0].Offer.Limits; l.Resolution != "480p" || l.Watermark != Yes || l.CommercialUse != No {
		t.Errorf("limits of Pika Basic: %+v", l)
	}
}

// The bonus of 001:24, 50 % up to 5 000 credits, under its three readings.
func TestBonus(t *testing.T) {
	const own = `"bonus":{"percent":"50","cap":"5000"}`
	for _, c := range []struct {
		request                  string
		credits, onTotal, onBase string
		perCredit                string
	}{
		{`{"plan":{"price":19,"credits":400},` + own + `}`, "200", "200", "200", "19/600"},
		{`{"plan":{"price":179,"credits":5000},` + own + `}`, "2500", "0", "2500", "179/7500"},
		{`{"plan":{"price":100,"credits":4000},` + own + `}`, "2000", "1000", "2000", "1/60"},
		{`{"plan":{"price":100,"credits":10000},` + own + `}`, "5000", "0", "2500", "1/150"},
		{`{"plan":{"price":100,"credits":20000},` + own + `}`, "5000", "0", "2500", "1/250"},
		{`{"plan":{"price":59,"credits":1500},` + own + `,"month":1,"newUser":true}`, "750", "750", "750", "59/2250"},
		{`{"plan":{"price":59,"credits":1500},` + own + `,"month":2}`, "0", "0", "0", "59/1500"},
		{`{"plan":{"price":59,"credits":1500},` + own + `,"newUser":false}`, "0", "0", "0", "59/1500"},
		{`{"plan":{"price":179,"credits":5000},"promo":"aivc/first-month-bonus"}`, "2500", "0", "2500", "179/7500"},
		{`{"plan":{"price":179,"credits":5000},"promo":"first-month-bonus"}`, "2500", "0", "2500", "179/7500"},
		{`{"plan":{"price":59,"credits":1500},"promo":"aivc/first-month-bonus","month":2}`, "0", "0", "0", "59/1500"},
		{`{"plan":{"price":59,"credits":1500},"promo":"aivc/first-month-bonus","newUser":false}`, "0", "0", "0", "59/1500"},
		{`{"seller":"house","offer":"agency",` + own + `}`, "2500", "0", "2500", "179/7500"},
	} {
		list, e := offersOf(t, c.request)
		if e != nil {
			t.Errorf("%s: %v", c.request, e)
			continue
		}
		b := list.Offers[0].Bonus
		if b == nil {
			t.Errorf("%s: no bonus", c.request)
			continue
		}
		got := map[string]string{}
		for _, r := range b.Readings {
			got[r.ID] = r.Credits.Exact()
		}
		if b.Credits.Exact() != c.credits || got["cap-on-bonus"] != c.credits || got["cap-on-total"] != c.onTotal || got["cap-on-base"] != c.onBase {
			t.Errorf("%s: %s credits, readings %v; want %s, %s on the total, %s on the base", c.request, b.Credits.Exact(), got, c.credits, c.onTotal, c.onBase)
		}
		if each := b.Price.Div(b.Total).Exact(); each != c.perCredit {
			t.Errorf("%s: %s a credit, want %s", c.request, each, c.perCredit)
		}
	}
}

func TestOfferRefusals(t *testing.T) {
	for request, want := range map[string]string{
		`{"offer":"starter"}`:                                         "missing_parameter seller",
		`{"seller":"hose"}`:                                           "unknown_seller seller",
		`{"seller":"house","offer":"gold"}`:                           "unknown_offer offer",
		`{"seller":"luma-app","offer":"gold"}`:                        "unknown_offer offer",
		`{"seller":"google-api","offer":"gold"}`:                      "offer_not_applicable offer",
		`{"plan":{"price":1,"credits":1},"seller":"house"}`:           "invalid_value plan",
		`{"plan":{"price":1,"credits":1},"offer":"starter"}`:          "invalid_value plan",
		`{"plan":{"price":-1,"credits":1}}`:                           "invalid_value plan.price",
		`{"plan":{"price":1,"credits":0}}`:                            "invalid_value plan.credits",
		`{"promo":"summer"}`:                                          "unknown_promo promo",
		`{"promo":"first-month-bonus","bonus":{"percent":1,"cap":1}}`: "invalid_value bonus",
		`{"bonus":{"percent":-1,"cap":1}}`:                            "invalid_value bonus.percent",
		`{"bonus":{"percent":10001,"cap":1}}`:                         "invalid_value bonus.percent",
		`{"bonus":{"percent":1,"cap":-1}}`:                            "invalid_value bonus.cap",
		`{"month":0}`:                                                 "invalid_value month",
		`{"month":1.5}`:                                               "invalid_value month",
		`{"newUser":"perhaps"}`:                                       "invalid_value newUser",
	} {
		_, e := offersOf(t, request)
		if e == nil {
			t.Errorf("%s: accepted", request)
		} else if got := string(e.Code) + " " + e.Field; got != want {
			t.Errorf("%s: got %s, want %s", request, got, want)
		}
	}
	_, e := offersOf(t, `{"seller":"house","offer":"gold"}`)
	if !slices.Contains(e.Accepted, "agency") || len(e.Accepted) != 7 {
		t.Errorf("accepted %v, want the house's seven offers", e.Accepted)
	}
}
