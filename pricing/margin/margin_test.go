package margin

import (
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/shopspring/decimal"
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
		r, err := Through.Decode([]byte(c.request), made.Day(t, "2026-06-15"))
		if err != nil {
			t.Fatal(c.name, err)
		}
		m, err := Of(frozen.Table(), r)
		if err != nil {
			t.Fatal(c.name, err)
		}
		percent := func(p *pricing.Ratio) string {
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
		_, err := Through.Handle(frozen.Table(), "margin", []byte(request), made.Day(t, "2026-06-15"))
		if e, ok := err.(*pricing.Error); !ok || string(e.Code)+" "+e.Field != want {
			t.Errorf("%s: got %v, want %s", request, err, want)
		}
	}
	// What costs nothing has no markup: 480 × 0.0358 = 17.184.
	body, err := Through.Handle(frozen.Table(), "margin", []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","cost":{"min":0,"max":0}}`), made.Day(t, "2026-06-15"))
	if want := `"markupPercent":null,"grossMarginPercent":{"value":"100.00","exact":"100"},"priceToCostPercent":null`; err != nil || !strings.Contains(string(body), want) {
		t.Errorf("no cost: %v\n%s\nwant %s", err, body, want)
	}
}

// A price without an upper end has no margin: no profit can be called the best.
func TestMarginOfAFloor(t *testing.T) {
	table := made.OneModel("image", pricing.Rate{Unit: pricing.Image, Amount: pricing.Range{Min: pricing.Fixed{Coef: 1, Exp: 0}, Open: true}, Precision: pricing.Floor})
	one := OwnRange{decimal.New(1, 0), decimal.New(1, 0)}
	_, err := Of(table, Request{QuoteRequest: pricing.QuoteRequest{Shot: pricing.Shot{Seller: "s", Model: "m"}, AsOf: made.Day(t, "2026-06-15")}, Cost: one})
	if e, ok := err.(*pricing.Error); !ok || e.Code != pricing.NotPriced || e.Field != "model" {
		t.Errorf("got %v, want not_priced model", err)
	}
}

// WAN Pro at true 720p loses on Studio and on every plan; WAN Draft at $0.09
// loses on Creator and Agency.
func TestMarginsOfTheHouse(t *testing.T) {
	margins, err := All(frozen.Table(), MarginsRequest{Seller: "house", AsOf: made.Day(t, "2026-06-15"), Costs: []CostBasis{
		{Model: "wan-pro", Rate: "replicate-fal/wan-2.1/720p"},
		{Model: "wan-draft", Rate: "replicate-fal/wan-2.1/480p"},
		{Model: "luma-ray3", Rate: "luma-api/ray-2/4k-5s", Shot: pricing.Shot{Audio: "true"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	loss := map[string]string{}
	for _, c := range margins.Cells {
		if c.Margin.Loss() {
			loss[c.Model+" "+c.Offer.ID] = c.Margin.Worst.Exact()
		}
	}
	want := map[string]string{
		"wan-pro studio": "-1/100", "wan-pro explorer": "-1/80", "wan-pro creator": "-4/75", "wan-pro agency": "-71/1000",
		"wan-draft creator": "-17/1500", "wan-draft agency": "-23/1250",
	}
	if len(loss) != len(want) {
		t.Errorf("losses %v, want %v", loss, want)
	}
	for cell, amount := range want {
		if loss[cell] != amount {
			t.Errorf("%s: got %s, want %s", cell, loss[cell], amount)
		}
	}
	// 0.96 ÷ 5 + 0.02 = 0.212.
	if got := margins.Cells[0].Margin.Cost.Min.Exact(); got != "53/250" {
		t.Errorf("Ray 2 at 4K with audio costs %s a second, want 53/250", got)
	}
}
