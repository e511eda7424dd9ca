package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// currency is the id and name of what a seller charges in.
func currency(s *SellerFile) (id, name string) {
	if m, ok := s.Seller.Currency.(map[string]any); ok {
		return fmt.Sprint(m["id"]), fmt.Sprint(m["name"])
	}
	return "USD", "US dollar"
}

// amount reads "0.28", {min, max} or {from}.
func amount(v any) (least, most string, open bool) {
	m, ok := v.(map[string]any)
	if !ok {
		s, _ := v.(string)
		return s, s, false
	}
	if from, ok := m["from"].(string); ok {
		return from, "", true
	}
	least, _ = m["min"].(string)
	most, _ = m["max"].(string)
	return least, most, false
}

// fixed reads an exact decimal: digits with an optional point, no exponent, at
// most 18 digits in all.
func fixed(s string) (pricing.Fixed, error) {
	whole, fraction, _ := strings.Cut(s, ".")
	digits := whole + fraction
	coef, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(digits) > 18 || whole == "" || strings.HasSuffix(s, ".") || strings.ContainsAny(s, "+-_") {
		return pricing.Fixed{}, fmt.Errorf("%q is not an exact decimal such as 0.084", s)
	}
	exp := -len(fraction)
	for exp < 0 && coef%10 == 0 {
		coef, exp = coef/10, exp+1
	}
	return pricing.Fixed{Coef: coef, Exp: int32(exp)}, nil
}

// when reads conditions, in the order in which the engine checks dimensions.
func when(m map[string]any) ([]pricing.Condition, error) {
	var out []pricing.Condition
	for _, d := range pricing.Dims {
		v, ok := m[d.String()]
		if !ok {
			continue
		}
		c := pricing.Condition{Dim: d}
		switch v := v.(type) {
		case map[string]any:
			c.Match = pricing.Within
			for key, bound := range map[string]*int64{"over": &c.Over, "upTo": &c.UpTo} {
				if v[key] == nil {
					continue
				}
				n, err := strconv.ParseInt(fmt.Sprint(v[key]), 10, 64)
				if err != nil || n <= 0 {
					return nil, fmt.Errorf("%s.%s is not a whole number above 0", d, key)
				}
				*bound = n
			}
			if c.UpTo != 0 && c.UpTo <= c.Over {
				return nil, fmt.Errorf("%s has no values", d)
			}
		case []any:
			c.Match = pricing.OneOf
			for _, value := range v {
				c.Values = append(c.Values, fmt.Sprint(value))
			}
		default:
			switch s := fmt.Sprint(v); s {
			case "any":
				c.Match = pricing.Any
			case "unknown":
			default:
				c.Match, c.Values = pricing.OneOf, []string{s}
			}
		}
		out = append(out, c)
	}
	for key := range m {
		if !slices.ContainsFunc(pricing.Dims[:], func(d pricing.Dim) bool { return d.String() == key }) {
			return nil, fmt.Errorf("there is no dimension %q", key)
		}
	}
	return out, nil
}

// instant reads a date that the check has accepted; "" is open.
func instant(s string) pricing.Instant {
	if s == "" {
		return 0
	}
	i, err := pricing.ParseInstant(s)
	if err != nil {
		panic(err)
	}
	return i
}

// date reads a moment, a day, or a month, which begins on its first day.
func date(s string) (at pricing.Instant, month bool) {
	return instant(firstDay(s)), len(s) == len("2026-01")
}

// firstDay is the first day of a month; any other date stays as it is.
func firstDay(date string) string {
	if len(date) == len("2026-01") {
		return date + "-01"
	}
	return date
}

// optional reads a decimal that the check has accepted, nil for "".
func optional(s string) *pricing.Fixed {
	if s == "" {
		return nil
	}
	f := mustFixed(s)
	return &f
}

func mustFixed(s string) pricing.Fixed {
	f, err := fixed(s)
	if err != nil {
		panic(err)
	}
	return f
}

// stated is a yes or no that may not be published.
func stated(yes *bool) pricing.Tri {
	switch {
	case yes == nil:
		return pricing.NotStated
	case *yes:
		return pricing.Yes
	default:
		return pricing.No
	}
}

// lookup returns the index of the name in the list, which the schema has
// already checked.
func lookup[T ~uint8](name string, names ...string) T {
	i := slices.Index(names, name)
	if i < 0 {
		panic("no such name: " + name)
	}
	return T(i)
}

// unit is the one of the name, which the schema has already checked.
func unit(s string) pricing.Unit {
	u := pricing.Call
	for u.String() != s {
		u++
	}
	return u
}

func precision(s string) pricing.Precision {
	return lookup[pricing.Precision](s, "exact", "approx", "estimated", "range", "floor")
}

// billing reads a policy; what is not published is unknown.
func billing(s string) pricing.Billing {
	if s == "" {
		return pricing.BillingUnknown
	}
	return lookup[pricing.Billing](s, "unknown", "refund", "bill")
}

// says reads an answer; nothing said is unknown.
func says(s string) pricing.Tri {
	if s == "" {
		return pricing.NotStated
	}
	return lookup[pricing.Tri](s, "unknown", "no", "yes")
}

func sources(list []Source) []pricing.Source {
	var out []pricing.Source
	for _, s := range list {
		out = append(out, pricing.Source{Document: s.Document, Line: s.Line, Place: s.Place, URL: s.URL})
	}
	return out
}

func conflicts(list []Conflict) []pricing.Conflict {
	var out []pricing.Conflict
	for _, c := range list {
		out = append(out, pricing.Conflict{Text: c.Text, Amount: c.Amount, Rate: c.Rate, Sources: sources(c.Sources)})
	}
	return out
}

func gaps(list []Gap) []pricing.Gap {
	var out []pricing.Gap
	for _, g := range list {
		out = append(out, pricing.Gap{Field: g.Field, Text: g.Text, Sources: sources(g.Sources)})
	}
	return out
}

// table converts the book to what the engine reads.
func (b *Book) table() pricing.Table {
	t := pricing.Table{Version: b.Table.Version, StaleAfterDays: b.Table.Policy.StaleAfterDays}
	t.MaxSeconds, _ = strconv.ParseInt(b.Table.Policy.Seconds.Max, 10, 64)
	for _, d := range b.Table.Documents {
		t.Documents = append(t.Documents, pricing.Document{ID: d.ID, Title: d.Title, Known: d.Known})
	}
	for _, r := range b.Table.Resolutions {
		t.Resolutions = append(t.Resolutions, pricing.Raster{Name: r.ID, Width: r.Width, Height: r.Height})
	}
	for _, c := range b.Table.Capabilities {
		t.Capabilities = append(t.Capabilities, pricing.Capability{ID: c.ID, Name: c.Name})
	}
	for _, r := range b.Table.Routing {
		t.Routing = append(t.Routing, pricing.Route{Need: r.Need, Constraint: r.Constraint, Name: r.Name, Vendor: r.Vendor, Models: r.Models, Sources: sources(r.Sources)})
	}
	for _, r := range b.Table.Rules {
		t.Rules = append(t.Rules, pricing.Rule{ID: r.ID, From: instant(r.From), Text: r.Text, Sources: sources(r.Sources)})
	}
	for _, s := range b.Table.Spending {
		t.Spending = append(t.Spending, pricing.Spending{Purpose: s.Purpose, More: s.Spend == "more", Text: s.Text, Sources: sources(s.Sources)})
	}
	for _, s := range b.Sellers {
		t.Sellers = append(t.Sellers, s.convert())
	}
	slices.SortFunc(t.Sellers, func(a, b pricing.Seller) int { return strings.Compare(a.ID, b.ID) })
	endWithTheirMaker(&t)
	return t
}

// endWithTheirMaker gives models whose sellers do not go on without the maker the
// maker's end for their own, unless they end before.
func endWithTheirMaker(t *pricing.Table) {
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for j := range s.Models {
			m := &s.Models[j]
			up := t.Upstream(m)
			if m.Continues != pricing.No || up == nil || up.Sunset == 0 || m.Sunset != 0 && m.Sunset <= up.Sunset {
				continue
			}
			maker, _, _ := strings.Cut(m.Upstream, "/")
			by, _ := t.Seller(maker)
			m.Sunset, m.SunsetText = up.Sunset, by.Name+" ends its "+up.Name+", and "+s.Name+" does not go on with it"
		}
	}
}

func (s *SellerFile) convert() pricing.Seller {
	id, name := currency(s)
	out := pricing.Seller{ID: s.Seller.ID, Name: s.Seller.Name, Vendor: s.Seller.Vendor, Kind: s.Seller.Kind,
		Aliases: s.Seller.Aliases, Currency: pricing.Currency{ID: id, Name: name},
		Owned: s.Seller.Owned, NoOffers: s.Seller.NoOffers, Sources: sources(s.Seller.Sources)}
	if f := s.Seller.Failure; f != nil {
		out.Failure = &pricing.FailurePolicy{ProviderFailure: billing(f.ProviderFailure), Timeout: billing(f.Timeout),
			Cancelled: billing(f.Cancelled), Note: f.Note, Sources: sources(f.Sources)}
	}
	if p := s.Seller.Polling; p != nil {
		out.Polling = &pricing.Polling{MinSeconds: mustFixed(p.MinSeconds), MaxSeconds: optional(p.MaxSeconds), Note: p.Note, Sources: sources(p.Sources)}
	}
	for i := range s.Models {
		out.Models = append(out.Models, s.model(&s.Models[i]))
	}
	slices.SortFunc(out.Models, func(a, b pricing.Model) int { return strings.Compare(a.ID, b.ID) })
	for i := range s.Offers {
		out.Offers = append(out.Offers, s.Offers[i].convert())
	}
	for _, p := range s.Promos {
		months, _ := strconv.ParseInt(p.Months, 10, 64)
		promo := pricing.Promo{ID: p.ID, Name: p.Name, BonusPercent: mustFixed(p.BonusPercent), CapCredits: mustFixed(p.CapCredits),
			Months: months, NewUsersOnly: p.NewUsersOnly, Known: p.Known, Sources: sources(p.Sources), Note: p.Note}
		for _, r := range p.Readings {
			promo.Readings = append(promo.Readings, pricing.Reading{ID: r.ID, Default: r.Default, Text: r.Text})
		}
		out.Promos = append(out.Promos, promo)
	}
	return out
}

func (s *SellerFile) model(m *Model) pricing.Model {
	options, _ := when(m.Options)
	out := pricing.Model{ID: m.ID, Name: m.Name, Aliases: m.Aliases, Family: m.Family, Medium: m.Medium,
		Options: options, WholeSeconds: m.SecondsRule == "whole", Capabilities: m.Capabilities,
		Upstream: m.Upstream, Continues: says(m.Continues.Value), ContinuedBy: sources(m.Continues.Sources), PricedAs: m.PricedAs, Unpriced: m.Unpriced,
		Gaps: gaps(m.Gaps), Sources: sources(m.Sources)}
	switch modes := m.Modes.(type) {
	case []any:
		out.ModesMatch = pricing.OneOf
		for _, mode := range modes {
			out.Modes = append(out.Modes, fmt.Sprint(mode))
		}
	case string:
		if modes == "any" {
			out.ModesMatch = pricing.Any
		}
	}
	if m.DefaultSeconds != nil {
		out.DefaultSeconds = m.DefaultSeconds.Value
	}
	if in := m.InputImages; in != nil {
		out.InputImages = &pricing.InputImages{SwitchesTo: in.SwitchesTo, Sources: sources(in.Sources)}
		if in.Max != nil {
			out.InputImages.Max = *in.Max
		}
	}
	if m.Sunset != nil {
		out.Sunset, out.SunsetText = instant(m.Sunset.On), m.Sunset.Text
	}
	for _, n := range m.Notes {
		out.Notes = append(out.Notes, n.Text)
	}
	for i := range s.Rates {
		if r := &s.Rates[i]; r.Model == m.ID {
			out.Rates = append(out.Rates, s.rate(r))
		}
	}
	return out
}

// conditioned is the row as the engine asks it which shots it is for.
func (r *Rate) conditioned() (pricing.Rate, error) {
	conditions, err := when(r.When)
	independent, _ := pricing.MembersOf(r.Independent)
	return pricing.Rate{When: conditions, Independent: independent, Unit: unit(r.Unit)}, err
}

func (s *SellerFile) rate(r *Rate) pricing.Rate {
	out, _ := r.conditioned()
	out.ID, out.Replaces, out.Known, out.Note, out.Reproduces = s.fullID(r), r.Replaces, r.Known, r.Note, r.Reproduces
	out.Per, out.Precision = pricing.Fixed{Coef: 1}, precision(r.Precision)
	out.Minimum, out.PixelsPerToken = optional(r.Minimum), optional(r.PixelsPerToken)
	out.Sources, out.Conflicts, out.Gaps = sources(r.Sources), conflicts(r.Conflicts), gaps(r.Gaps)
	out.From, out.FromMonth = date(r.From)
	out.Until, out.UntilMonth = date(r.Until)
	if r.Per != "" {
		out.Per = mustFixed(r.Per)
	}
	if r.Status != "" {
		out.Status = lookup[pricing.Status](r.Status, "current", "superseded", "informational")
	}
	least, most, open := amount(r.Amount)
	out.Amount = pricing.Range{Min: mustFixed(least), Open: open}
	if !open {
		out.Amount.Max = mustFixed(most)
	}
	for _, m := range r.Modifiers {
		out.Modifiers = append(out.Modifiers, m.convert())
	}
	return out
}

func (m *Modifier) convert() pricing.Modifier {
	conditions, _ := when(m.If)
	out := pricing.Modifier{If: conditions, Max: m.Max, MaxWaitHours: m.MaxWaitHours, Sources: sources(m.Sources), Note: m.Note}
	switch {
	case m.Add != "":
		out.Op, out.Amount, out.Unit = pricing.Add, mustFixed(m.Add), unit(m.Unit)
	case m.Multiply != "":
		out.Op, out.Amount = pricing.Multiply, mustFixed(m.Multiply)
	default:
		out.Op, out.Amount, out.Unit = pricing.Count, mustFixed(m.As), unit(m.Count)
	}
	if m.Precision != "" {
		out.Precision = precision(m.Precision)
	}
	return out
}

func (o *Offer) convert() pricing.Offer {
	out := pricing.Offer{ID: o.ID, Name: o.Name, Aliases: o.Aliases, Kind: lookup[pricing.OfferKind](o.Kind, "pack", "plan", "payg", "free", "trial"),
		Period: o.Period, Price: optional(o.Price), Credits: optional(o.Credits), Reason: o.Reason,
		Known: o.Known, Sources: sources(o.Sources), Note: o.Note,
		Conflicts: conflicts(o.Conflicts), Gaps: gaps(o.Gaps)}
	out.From, _ = date(o.From)
	out.Until, _ = date(o.Until)
	if o.Precision != "" {
		out.Precision = precision(o.Precision)
	}
	if o.Grant != nil {
		out.Grant = &pricing.Grant{Unit: o.Grant.Unit, Amount: mustFixed(o.Grant.Amount)}
	}
	if l := o.Limits; l != nil {
		out.Limits = pricing.Limits{Resolution: l.Resolution, Watermark: stated(l.Watermark), CommercialUse: stated(l.CommercialUse)}
	}
	return out
}
