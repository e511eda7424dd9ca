package main

import (
	_ "embed"
	"encoding/json"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
)

// said are the words that the scripts write as well. Both read them from words.json;
// testdata/agree.json holds what both have to make of them.
var said struct {
	Values map[string]map[string]string // by the name of a member: a form by each value, and "other" for the rest
	Labels map[string]string            // of what a form asks, by the name of the member
	Offers struct{ About, Credit, Period, Once, Credits string }
	Months [12]string

	Undated string
	Own     string // of a price of the operator's own that has no day
}

//go:embed words.json
var words []byte

func init() {
	if err := json.Unmarshal(words, &said); err != nil {
		panic(err) // a source of this program
	}
}

// dateWords writes the date of a statement: "Jan 2026", "1 Jun 2026", "undated".
func dateWords(known string) string {
	if t, err := time.Parse("2006-01", known); err == nil {
		return said.Months[t.Month()-1] + t.Format(" 2006")
	}
	if t, err := time.Parse(time.DateOnly, known); err == nil {
		return t.Format("2 ") + said.Months[t.Month()-1] + t.Format(" 2006")
	}
	if known == "" {
		return said.Undated
	}
	return known
}

// almost marks what its source gives as approximate.
func almost(p pricing.Precision) string {
	if p == pricing.Approx || p == pricing.Estimated {
		return said.Offers.About
	}
	return ""
}

// valueWords says one value of a shot: "8 s", "with audio".
func valueWords(d pricing.Dim, v string) string { return memberWords(d.String(), v) }

// memberWords says a member of a shot by its name.
func memberWords(name, value string) string {
	if name == pricing.Mode.String() {
		return strings.ReplaceAll(value, "-to-", " to ")
	}
	return strings.Replace(formOf(name, value), "{}", value, 1)
}

// formOf is what a member's value is put into.
func formOf(member, value string) string {
	forms, ok := said.Values[member]
	if !ok {
		return "{}"
	}
	if form, ok := forms[value]; ok {
		return form
	}
	return forms["other"]
}

// offerWords says what an offer costs and holds: "$179 a month, 5000 credits".
func offerWords(o *pricing.Offer) string {
	var parts []string
	if o.Price != nil {
		price := almost(o.Precision) + strings.TrimSuffix(fine(pricing.Point(o.Price.Ratio())), ".00")
		form := "{}"
		switch {
		case o.Kind == pricing.Payg && o.Credits != nil && o.Credits.String() == "1":
			return strings.Replace(said.Offers.Credit, "{}", price, 1)
		case o.Period != "":
			form = strings.Replace(said.Offers.Period, "{period}", o.Period, 1)
		case o.Kind == pricing.Pack:
			form = said.Offers.Once
		}
		parts = append(parts, strings.Replace(form, "{}", price, 1))
	}
	if o.Credits != nil {
		parts = append(parts, strings.Replace(said.Offers.Credits, "{}", o.Credits.String(), 1))
	}
	return strings.Join(parts, ", ")
}
