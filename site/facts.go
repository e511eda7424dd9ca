package main

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// kinds says what a seller is.
var kinds = map[string]string{
	"api": "the maker’s API", "app": "the maker’s app for people",
	"aggregator": "a reseller", "self-hosted": "your own machines",
}

// facts lists what is known of the model beside its prices.
func (e *edition) facts(s *shownSeller, m *pricing.Model) []fact {
	var out []fact
	add := func(name, text, link string) {
		if text != "" {
			out = append(out, fact{name, text, link})
		}
	}
	add("Sold by", s.Name+choose(kinds[s.Kind] != "", ", "+kinds[s.Kind], ""), "/models/#"+s.ID)
	add("Charged in", choose(s.Currency.Dollars(), "US dollars", s.Currency.Name+"s"), "")
	add("Makes", choose(modes(m) != "", modes(m), m.Medium+choose(m.ModesMatch == pricing.Unknown, "; from what is not stated", "")), "")
	for _, c := range m.Options {
		add(optionName(c.Dim), optionWords(c), "")
	}
	if m.DefaultSeconds != "" {
		add("Usual length", m.DefaultSeconds+" s when none is given", "")
	}
	if in := m.InputImages; in != nil {
		words := choose(in.Max > 0, "up to "+strconv.FormatInt(in.Max, 10), "")
		if in.SwitchesTo != "" {
			words = strings.TrimPrefix(words+"; one or more switch to "+valueWords(pricing.Mode, in.SwitchesTo), "; ")
		}
		add("Input images", words, "")
	}
	var able []string
	for _, id := range m.Capabilities {
		for _, c := range e.table.Capabilities {
			if c.ID == id {
				able = append(able, strings.ToLower(c.Name[:1])+c.Name[1:])
			}
		}
	}
	add("Known for", strings.Join(able, ", "), "")
	if m.Sunset != 0 {
		add("Last day", dateWords((m.Sunset - 1).Day().String()), "")
	}
	if m.PricedAs != "" {
		add("Priced as", m.PricedAs, modelPath(s.ID, m.PricedAs))
	}
	if vendor, model, ok := strings.Cut(m.Upstream, "/"); ok && e.seller(vendor) != nil {
		add("Behind it", model+" of "+e.seller(vendor).Name, modelPath(vendor, model))
		if up := e.table.Upstream(m); up != nil && up.Sunset != 0 {
			add("After its end", map[pricing.Tri]string{pricing.NotStated: "not published whether the seller goes on", pricing.No: "the seller does not go on", pricing.Yes: "the seller goes on"}[m.Continues], "")
		}
	}
	if f := s.Failure; f != nil {
		add("Failed jobs", "failure of the provider: "+billingWords(f.ProviderFailure)+"; timeout: "+billingWords(f.Timeout)+"; cancelled: "+billingWords(f.Cancelled), "")
	}
	add("Also called", strings.Join(m.Aliases, ", "), "")
	return out
}

func billingWords(b pricing.Billing) string {
	switch b {
	case pricing.Refunded:
		return "refunded"
	case pricing.Billed:
		return "charged"
	default:
		return "not published"
	}
}

func optionName(d pricing.Dim) string {
	switch d {
	case pricing.Seconds:
		return "Lengths"
	case pricing.Resolution:
		return "Resolutions"
	case pricing.Tier:
		return "Length tiers"
	default:
		return capital(dimWords(d))
	}
}

// optionWords says what a dimension takes.
func optionWords(c pricing.Condition) string {
	switch c.Match {
	case pricing.Any:
		return "makes no difference to the price"
	case pricing.Unknown:
		return "not stated"
	case pricing.Within:
		return pixelWords(c)
	}
	if isFeature(c.Dim) && len(c.Values) == 2 {
		return "with and without"
	}
	if c.Dim == pricing.Seconds {
		return strings.Join(c.Values, ", ") + " s"
	}
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		words[i] = valueWords(c.Dim, v)
	}
	return strings.Join(words, ", ")
}
