package main

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// thing is a row of a table that two tables are compared by: the table's own
// settings, a seller, a model, a rate, an offer or a promo.
type thing struct {
	kind, id    string
	value       reflect.Value // a struct of package pricing
	from, until pricing.Instant
	// seller and local are the parts of the id of a model or an offer.
	seller, local string
}

func (t *thing) name() string { return strings.TrimSpace(t.kind + " " + t.id) }

// settings are what a table says of all its prices.
type settings struct {
	MaxSeconds, StaleAfterDays int64
	Resolutions                []pricing.Raster
}

// things lists the rows of a table in its order. A name that is taken twice is an
// error, since one of the two would never be seen.
func things(t *pricing.Table) ([]thing, error) {
	all := []thing{{kind: "table", value: reflect.ValueOf(settings{t.MaxSeconds, t.StaleAfterDays, t.Resolutions})}}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		add := func(kind, id string, value any, from, until pricing.Instant) {
			full := id
			if kind != "rate" && kind != "seller" {
				full = s.ID + "/" + id
			}
			all = append(all, thing{kind, full, reflect.ValueOf(value), from, until, s.ID, id})
		}
		add("seller", s.ID, *s, 0, 0)
		for j := range s.Models {
			m := &s.Models[j]
			add("model", m.ID, *m, 0, m.Sunset)
			for k := range m.Rates {
				add("rate", m.Rates[k].ID, m.Rates[k], m.Rates[k].From, m.Rates[k].Until)
			}
		}
		for j := range s.Offers {
			add("offer", s.Offers[j].ID, s.Offers[j], s.Offers[j].From, s.Offers[j].Until)
		}
		for j := range s.Promos {
			add("promo", s.Promos[j].ID, s.Promos[j], 0, 0)
		}
	}
	seen := map[string]bool{}
	for i := range all {
		if seen[all[i].name()] {
			return nil, fmt.Errorf("the table has two of %s", all[i].name())
		}
		seen[all[i].name()] = true
	}
	return all, nil
}

// unpriced are the fields that no price depends on, and the rows that are things
// of their own. Every other field counts, those that are added later as well.
var unpriced = []string{"ID", "Place", "Name", "Aliases", "Sources", "Note", "Notes", "Text", "SunsetText", "Reproduces", "Conflicts", "Gaps",
	"Models", "Rates", "Offers", "Promos"}

// counts reports whether a field is one that is compared; what a package keeps to
// itself is not data.
func counts(f reflect.StructField) bool {
	return f.IsExported() && !slices.Contains(unpriced, f.Name)
}

// fieldChange is one field that differs. Percent is nil unless it is one number.
type fieldChange struct {
	name, old, new string
	percent        *pricing.Ratio
}

// changed lists the fields in which two rows of one kind differ.
func changed(old, new reflect.Value) []fieldChange {
	var out []fieldChange
	for i := range new.NumField() {
		name := new.Type().Field(i).Name
		if !counts(new.Type().Field(i)) {
			continue
		}
		if was, is := words(old.Field(i)), words(new.Field(i)); was != is {
			out = append(out, fieldChange{lowered(name), was, is, percentOf(old.Field(i), new.Field(i))})
		}
	}
	return out
}

// percentOf is by how much a number changed.
func percentOf(old, new reflect.Value) *pricing.Ratio {
	was, ok1 := number(old)
	is, ok2 := number(new)
	if !ok1 || !ok2 || was.Sign() == 0 {
		return nil
	}
	p := is.Sub(was).Mul(pricing.Whole(100)).Div(was)
	return &p
}

func number(v reflect.Value) (pricing.Ratio, bool) {
	switch n := v.Interface().(type) {
	case pricing.Fixed:
		return n.Ratio(), true
	case *pricing.Fixed:
		if n != nil {
			return n.Ratio(), true
		}
	case pricing.Range:
		if p := n.Interval(); p.Single() {
			return p.Min, true
		}
	case int64:
		return pricing.Whole(n), true
	}
	return pricing.Ratio{}, false
}

// words writes a value so that two that mean different prices read differently.
func words(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case pricing.Range:
		return x.Interval().Spread(func(r pricing.Ratio) string { return r.Round(18).String() })
	case pricing.Tri:
		return [...]string{"", "no", "yes"}[x]
	case pricing.Members:
		return strings.Join(x.Names(), "/")
	case bool:
		return map[bool]string{true: "yes"}[x] // no is what is not said
	case pricing.Condition:
		return x.Dim.String() + "=" + conditionWords(x)
	case fmt.Stringer:
		if v.Kind() != reflect.Pointer || !v.IsNil() {
			return x.String()
		}
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return words(v.Elem())
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = words(v.Index(i))
		}
		return strings.Join(parts, ", ")
	case reflect.Struct:
		return "{" + strings.Join(fieldWords(v), ", ") + "}"
	case reflect.String:
		return v.String()
	case reflect.Int64:
		return strings.TrimPrefix(strconv.FormatInt(v.Int(), 10), "0") // 0 says nothing
	default:
		return fmt.Sprint(v.Interface())
	}
}

// fieldWords writes the fields that say something.
func fieldWords(v reflect.Value) []string {
	var out []string
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !counts(f) {
			continue
		}
		if s := words(v.Field(i)); s != "" {
			out = append(out, lowered(f.Name)+" "+s)
		}
	}
	return out
}

func conditionWords(c pricing.Condition) string {
	switch c.Match {
	case pricing.Any:
		return "any"
	case pricing.OneOf:
		return strings.Join(c.Values, "/")
	case pricing.Within:
		words := "over " + strconv.FormatInt(c.Over, 10)
		if c.UpTo != 0 {
			words += " up to " + strconv.FormatInt(c.UpTo, 10)
		}
		return words
	default:
		return "unknown"
	}
}

// lowered is the field's name as the YAML writes it.
func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }
