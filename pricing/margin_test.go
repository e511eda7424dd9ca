package pricing

import (
	"strings"
	"testing"
)

// Revenue beside cost, worked out by hand: 5 credits of WAN Pro at 720p.
func TestMargin(t *testing.T) {
	for _, c := range []struct {
		name, request         string
		revenue, worst, best  string
		markup, gross, toCost string // percent to 2 places, "" for none
		loss, breakEven       bool
	}{
		{"a profit", `{"seller":"house","model":"sora-2","seconds":1,"offer":"starter","cost":{"min":"0.10","max":"0.10"}}`,
			"3/5", "1/2", "1/2", "500.00", "83.33", "600.00", false, false},
		{"a loss", `{"seller":"house","model":"wan-pro","seconds":1,"offer":"agency","cost":{"min":"0.25","max":"0.25"}}`,
			"179/1000", "-71/1000", "-71/1000", "-28.40", "-39.66", "71.60", true, false},
		{"neither", `{"seller":"house","model":"wan-pro","seconds":1,"plan":{"price":"0.05","credits":1},"cost":{"min":"0.25","max":"0.25"}}`,
			"1/4", "0", "0", "0.00", "0.00", "100.00", false, true},
		{"with a bonus", `{"seller":"house","model":"wan-draft","seconds":1,"offer":"agency","bonusCredits":2500,"cost":{"min":"0.05","max":"0.05"}}`,
			"179/3750", "-17/7500", "-17/7500", "-4.53", "-4.75", "95.47", true, false},
		{"a range of prices and costs", `{"credits":30,"creditPrice":{"min":"0.045","max":"0.060"},"cost":{"min":"3.00","max":"6.00"}}`,
			"27/20", "-93/20", "-6/5", "", "", "", true, false},
		{"a range of costs alone", `{"credits":80,"creditPrice":{"min":"0.05","max":"0.05"},"cost":{"min":"4","max":"5"}}`,
			"4", "-1", "0", "", "", "", true, false},
		{"a cost of nothing", `{"credits":1,"creditPrice":{"min":"0.05","max":"0.05"},"cost":{"min":"0","max":"0"}}`,
			"1/20", "1/20", "1/20", "", "100.00", "", false, false},
	} {
		r, err := decodeMargin([]byte(c.request), day(t, "2026-06-15"))
		if err != nil {
			t.Fatal(c.name, err)
		}
		m, err := Default().Margin(r)
		if err != nil {
			t.Fatal(c.name, err)
		}
		percent := func(p *Ratio) string {
			if p == nil {
				return ""
			}
			return p.Round(2).StringFixed(2)
		}
		got := [...]string{m.Revenue.Min.Exact(), m.Worst.Exact(), m.Best.Exact(), percent(m.Markup), percent(m.GrossMargin), percent(m.PriceToCost)}
		if want := [...]string{c.revenue, c.worst, c.best, c.markup, c.gross, c.toCost}; got != want {
			t.Errorf("%s: got %v, want %v", c.name, got, want)
		}
		if m.Loss() != c.loss || m.BreakEven() != c.breakEven {
			t.Errorf("%s: loss %v, break-even %v", c.name, m.Loss(), m.BreakEven())
		}
	}
	for request, want := range map[string]string{
		`{"seller":"house","model":"veo-3","cost":{"min":1,"max":1}}`: "missing_parameter offer",
		`{"seller":"house","model":"veo-9","cost":{"min":1,"max":1}}`: "unknown_model model",
	} {
		_, err := HandleOperator(Default(), "margin", []byte(request), day(t, "2026-06-15"))
		if e, ok := err.(*Error); !ok || string(e.Code)+" "+e.Field != want {
			t.Errorf("%s: got %v, want %s", request, err, want)
		}
	}
	// What costs nothing has no markup: 480 × 0.0358 = 17.184.
	body, err := HandleOperator(Default(), "margin", []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","cost":{"min":0,"max":0}}`), day(t, "2026-06-15"))
	if want := `"markupPercent":null,"grossMarginPercent":{"value":"100.00","exact":"100"},"priceToCostPercent":null`; err != nil || !strings.Contains(string(body), want) {
		t.Errorf("no cost: %v\n%s\nwant %s", err, body, want)
	}
	if _, e := handle(t, "margin", `{}`); e == nil || e.Code != UnknownOperation {
		t.Errorf("the public entry point answers margin: %v", e)
	}
}

// Every offer that is paid for beside a vendor's rate, plans once more with the
// bonus. The house charges 2 credits a second, for $5 per 100 or $10 per 250; a
// vendor $0.02 a second, or $0.50 for 5 s and $0.02 more a second with sound.
func TestMarginsOfEveryOffer(t *testing.T) {
	rate := func(id string, r Rate) Rate {
		r.ID = id
		r.Per = one
		return r
	}
	sound, fidelity := []Condition{is(Audio, "true")}, []Condition{is(HDR, "true")}
	offer := func(id string, kind OfferKind, price, credits *Fixed) Offer {
		return Offer{ID: id, Name: id, Kind: kind, Price: price, Credits: credits}
	}
	table := &Table{Sellers: []Seller{
		{ID: "h", Name: "House", Currency: Currency{ID: "h-credit"}, Models: []Model{
			{ID: "m", Medium: "video", Rates: []Rate{
				rate("h/m/old", Rate{Unit: Second, Amount: usd(9, 0), Status: Superseded}), rate("h/m/call", Rate{Unit: Call, Amount: usd(50, 0)}), rate("h/m/now", Rate{Unit: Second, Amount: usd(2, 0)})}},
			{ID: "flat", Medium: "video", Rates: []Rate{rate("h/flat/now", Rate{Unit: Call, Amount: usd(2, 0)})}}},
			Offers: []Offer{offer("free", Free, &Fixed{0, 0}, &Fixed{50, 0}), offer("pack", Pack, &Fixed{5, 0}, &Fixed{100, 0}), offer("secret", Pack, nil, &Fixed{1, 0}),
				offer("unlimited", Plan, &Fixed{95, 0}, nil), offer("trial", Trial, &Fixed{1, 0}, &Fixed{50, 0}), offer("plan", Plan, &Fixed{10, 0}, &Fixed{250, 0})}},
		{ID: "v", Name: "Vendor", Currency: USD, Models: []Model{{ID: "x", Medium: "video", Rates: []Rate{
			rate("v/x/second", Rate{Unit: Second, Amount: usd(2, -2)}),
			rate("v/x/clip", Rate{Unit: Clip, Amount: usd(5, -1), When: []Condition{is(Seconds, "5")}, Modifiers: []Modifier{
				{If: sound, Op: Multiply, Unit: Second, Amount: Fixed{2, 0}}, {If: sound, Op: Add, Unit: Call, Amount: Fixed{1, 0}},
				{If: fidelity, Op: Add, Unit: Second, Amount: Fixed{5, -2}}, {If: sound, Op: Add, Unit: Second, Amount: Fixed{2, -2}}}}),
			rate("v/x/lengths", Rate{Unit: Clip, Amount: usd(5, -1), When: []Condition{is(Seconds, "5", "10")}}),
			rate("v/x/any", Rate{Unit: Clip, Amount: usd(5, -1)}),
			rate("v/x/call", Rate{Unit: Call, Amount: usd(5, -1), When: []Condition{is(Seconds, "5")}})}}}},
		{ID: "w", Name: "Other credits", Currency: Currency{ID: "w-credit"}, Models: []Model{{ID: "y", Medium: "video", Rates: []Rate{rate("w/y/second", Rate{Unit: Second, Amount: usd(2, -2)})}}}},
	}}
	half := &Promo{ID: "half", BonusPercent: Fixed{50, 0}, CapCredits: Fixed{5000, 0}, Months: 1, Readings: capReadings}
	for _, c := range []struct {
		name  string
		basis CostBasis
		promo *Promo
		want  string // offer, "+" for the bonus, revenue and cost of a second, gross margin
	}{
		{"a rate per second", CostBasis{Model: "m", Rate: "v/x/second"}, nil, "pack 1/10 1/50 80; plan 2/25 1/50 75"},
		// 2 × 10 ÷ 375 = 4/75; (4/75 − 1/50) ÷ (4/75) = 62.5 %.
		{"with a bonus", CostBasis{Model: "m", Rate: "v/x/second"}, half, "pack 1/10 1/50 80; plan 2/25 1/50 75; plan+ 4/75 1/50 125/2"},
		{"a clip of 5 s", CostBasis{Model: "m", Rate: "v/x/clip"}, nil, "pack 1/10 1/10 0; plan 2/25 1/10 -25"},
		{"with sound", CostBasis{Model: "m", Rate: "v/x/clip", Audio: true}, nil, "pack 1/10 3/25 -20; plan 2/25 3/25 -50"},
		{"sound that has no price", CostBasis{Model: "m", Rate: "v/x/second", Audio: true}, nil, "not_priced rate"},
		{"a clip of either length", CostBasis{Model: "m", Rate: "v/x/lengths"}, nil, "not_priced rate"},
		{"a clip of no length", CostBasis{Model: "m", Rate: "v/x/any"}, nil, "not_priced rate"},
		{"a call", CostBasis{Model: "m", Rate: "v/x/call"}, nil, "not_priced rate"},
		{"a rate in credits", CostBasis{Model: "m", Rate: "w/y/second"}, nil, "not_priced rate"},
		{"no such rate", CostBasis{Model: "m", Rate: "v/x/none"}, nil, "not_priced rate"},
		{"no such seller", CostBasis{Model: "m", Rate: "nobody/x/none"}, nil, "not_priced rate"},
		{"a price per call", CostBasis{Model: "flat", Rate: "v/x/second"}, nil, "not_priced rate"},
		{"no such model", CostBasis{Model: "none", Rate: "v/x/second"}, nil, "unknown_model model"},
	} {
		cells, err := table.Margins("h", []CostBasis{c.basis}, c.promo)
		var got []string
		for _, cell := range cells {
			name := cell.Offer.ID
			if cell.Bonus != nil {
				name += "+"
			}
			got = append(got, name+" "+cell.Margin.Revenue.Min.Exact()+" "+cell.Margin.Cost.Min.Exact()+" "+cell.GrossMargin().Exact())
		}
		if e, ok := err.(*Error); ok {
			got = append(got, string(e.Code)+" "+e.Field)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}
