package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// The pages and the scripts write these alike; shared/agree.test.mjs asks the scripts.
func TestPagesAndScriptsAgree(t *testing.T) {
	content, err := os.ReadFile("testdata/agree.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases struct {
		Values                          [][3]string
		Dates, Sentences, Digits, Units [][2]string
		Dollars                         []struct {
			Min   string
			Max   *string
			Words string
		}
		Offers []struct {
			Kind, Price, Credits, Period, Words string
			Approximate                         bool
		}
		Queries []struct {
			Members [][2]string
			Text    string
		}
	}
	if err := json.Unmarshal(content, &cases); err != nil {
		t.Fatal(err)
	}
	same := func(what string, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	dims := map[string]pricing.Dim{}
	for _, d := range pricing.Dims {
		dims[d.String()] = d
	}
	for _, c := range cases.Values {
		d, ok := dims[c[0]]
		if !ok {
			t.Errorf("%s is no dimension", c[0])
		}
		same(c[0]+" "+c[1], valueWords(d, c[1]), c[2])
	}
	for _, c := range cases.Dates {
		same(c[0], dateWords(c[0]), c[1])
	}
	for _, c := range cases.Sentences {
		same(c[0], sentence(c[0]), c[1])
	}
	for _, c := range cases.Digits {
		same(c[0], string(digits(c[0])), c[1])
	}
	for _, c := range cases.Units {
		same(c[0], string(unit(c[0])), c[1])
	}
	exact := func(s string) pricing.Ratio { return pricing.Exactly(decimal.RequireFromString(s)) }
	for _, c := range cases.Dollars {
		v := pricing.Interval{Min: exact(c.Min), Open: c.Max == nil}
		if c.Max != nil {
			v.Max = exact(*c.Max)
		}
		same(c.Min, fine(v), c.Words)
	}
	kinds := map[string]pricing.OfferKind{"plan": pricing.Plan, "pack": pricing.Pack, "payg": pricing.Payg}
	for _, c := range cases.Offers {
		o := &pricing.Offer{Kind: kinds[c.Kind], Price: inFull(c.Price), Credits: inFull(c.Credits), Period: c.Period}
		if c.Approximate {
			o.Precision = pricing.Approx
		}
		same(c.Words, offerWords(o), c.Words)
	}
	for _, c := range cases.Queries {
		same(c.Text, query(c.Members...), c.Text)
	}
}

// inFull is a decimal as a table holds it.
func inFull(s string) *pricing.Fixed {
	d := decimal.RequireFromString(s)
	return &pricing.Fixed{Coef: d.CoefficientInt64(), Exp: int32(d.Exponent())}
}
