package main

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// The columns of the sheets that init reads, and what some of them may hold.
var (
	neededOfPrices   = []string{"model", "unit", "amount"}
	optionalOfPrices = []string{"name", "resolution", "audio", "mode", "default_seconds"}
	neededOfOffers   = []string{"id", "name", "kind", "price", "credits"}
	optionalOfOffers = []string{"currency", "period"}
	sheetUnits       = []string{"second", "clip", "image", "call"}
	sheetKinds       = []string{"pack", "plan"}
)

// The sheets of a folder that is begun without any.
var (
	//go:embed example/prices.csv
	examplePrices string
	//go:embed example/offers.csv
	exampleOffers string
)

// start is the price list of one seller that is begun: in its own credit if there are
// offers that sell it, in dollars otherwise.
type start struct {
	id, name       string
	prices, offers *sheet // offers may be nil
}

// files are the seller's file and site.yaml.
func (s *start) files() (map[string]string, error) {
	seller, err := s.seller()
	if err != nil {
		return nil, err
	}
	brand, err := pairText("brand", s.name)
	return map[string]string{s.id + ".yaml": seller, siteName: fmt.Sprintf(siteText, brand, s.id)}, err
}

const siteText = `# What makes the site yours. All else on it comes from the prices.
%s
# Where it will be, without a slash at the end.
baseURL: https://%s.example
# Left out, and taken from the prices: title, description, start (what the calculator shows first),
# presets, example (of an estimate), sellers (which are shown), colours, elements: {prefix: …}.
`

const sellerText = `# yaml-language-server: $schema=schema.json
# The prices of %s. An editor that reads the schema explains every key and completes it.
%s
`

func (s *start) seller() (string, error) {
	models, err := s.models()
	if err != nil {
		return "", err
	}
	rates, err := s.rates()
	if err != nil {
		return "", err
	}
	offers, err := s.bought()
	if err != nil {
		return "", err
	}
	head := yaml.MapSlice{{Key: "id", Value: s.id}, {Key: "name", Value: s.name}, {Key: "owned", Value: true}}
	if len(offers) > 0 {
		head = append(head, pair("currency", yaml.MapSlice{pair("id", s.id+"-credit"), pair("name", s.name+" credit")}))
	}
	seller, err := pairText("seller", head)
	text := fmt.Sprintf(sellerText, s.name, seller)
	for _, list := range []struct {
		key, says string
		items     []yaml.MapSlice
	}{
		{"models", "What is sold.", models},
		{"rates", "One price a row. A new price is a row of its own with a from: rates set appends it.", rates},
		{"offers", "What credits are bought with.", offers},
	} {
		if len(list.items) == 0 || err != nil {
			continue
		}
		text += "\n# " + list.says + "\n" + list.key + ":\n"
		for _, item := range list.items {
			one, failure := itemText(item, 2)
			text, err = text+one, failure
		}
	}
	return text, err
}

func pair(key string, value any) yaml.MapItem { return yaml.MapItem{Key: key, Value: value} }

var modelID = regexp.MustCompile(`^[a-z0-9]+([._/-][a-z0-9]+)*$`)

// models are the models of the prices, in the order in which they come. What two rows
// say of one model has to be the same.
func (s *start) models() ([]yaml.MapSlice, error) {
	var items []yaml.MapSlice
	first := map[string]*sheetRow{}
	for i := range s.prices.rows {
		row := &s.prices.rows[i]
		id := row.text("model")
		if !modelID.MatchString(id) {
			return nil, row.bad("model", "%q is no id: small letters and digits, with . _ / or - between them, such as %s", id, or(slugOf(id), "first-video"))
		}
		if before := first[id]; before != nil {
			for _, column := range []string{"name", "default_seconds"} {
				if a, b := before.text(column), row.text(column); b != "" && a != b {
					return nil, row.bad(column, "is %q, and in line %d of the same model %q", b, before.line, a)
				}
			}
			continue
		}
		first[id] = row
		item := yaml.MapSlice{pair("id", id)}
		if name := row.text("name"); name != "" {
			item = append(item, pair("name", name))
		}
		seconds, err := row.decimal("default_seconds")
		if err != nil {
			return nil, err
		}
		if seconds != "" {
			item = append(item, pair("defaultSeconds", seconds))
		}
		items = append(items, item)
	}
	return items, nil
}

// rates are the prices, each once.
func (s *start) rates() ([]yaml.MapSlice, error) {
	var items []yaml.MapSlice
	taken := map[string]int{}
	for i := range s.prices.rows {
		row := &s.prices.rows[i]
		unit, err := row.among("unit", sheetUnits...)
		if err != nil {
			return nil, err
		}
		amount, err := row.decimal("amount")
		if err != nil {
			return nil, err
		}
		when, err := row.conditions()
		if err != nil {
			return nil, err
		}
		about := fmt.Sprint(row.text("model"), when)
		if line := taken[about]; line > 0 {
			return nil, row.bad("model", "line %d has a price for the same already", line)
		}
		taken[about] = row.line
		item := yaml.MapSlice{pair("model", row.text("model"))}
		if len(when) > 0 {
			item = append(item, pair("when", when))
		}
		items = append(items, append(item, pair("unit", unit), pair("amount", amount)))
	}
	return items, nil
}

// conditions are what the price of a row is for.
func (r *sheetRow) conditions() (yaml.MapSlice, error) {
	var when yaml.MapSlice
	if mode := r.text("mode"); mode != "" {
		when = append(when, pair("mode", strings.ToLower(mode)))
	}
	if resolution := r.text("resolution"); resolution != "" {
		when = append(when, pair("resolution", spelledAs(resolution)))
	}
	audio, err := r.among("audio", "true", "false", "yes", "no")
	if audio != "" {
		yes := slices.Contains([]string{"true", "yes"}, audio)
		when = append(when, pair("audio", fmt.Sprint(yes)))
	}
	return when, err
}

// spelledAs is the name of a resolution as the table spells it.
func spelledAs(resolution string) string {
	for _, r := range standardTable().Resolutions {
		if strings.EqualFold(r.ID, resolution) {
			return r.ID
		}
	}
	return resolution
}

// bought are the offers, whose price is in dollars.
func (s *start) bought() ([]yaml.MapSlice, error) {
	if s.offers == nil {
		return nil, nil
	}
	var items []yaml.MapSlice
	for i := range s.offers.rows {
		row := &s.offers.rows[i]
		kind, err := row.among("kind", sheetKinds...)
		if err != nil {
			return nil, err
		}
		if currency := row.text("currency"); currency != "" && !strings.EqualFold(currency, "USD") {
			return nil, row.bad("currency", "%q is not USD, in which offers are priced", currency)
		}
		period, err := row.among("period", "month", "once")
		switch {
		case err != nil:
			return nil, err
		case kind == "plan" && period == "once", kind == "pack" && period == "month":
			return nil, row.bad("period", "a pack is bought once, a plan every month")
		}
		item := yaml.MapSlice{pair("id", row.text("id")), pair("name", row.text("name")), pair("kind", kind)}
		for _, column := range []string{"price", "credits"} {
			n, err := row.decimal(column)
			if err != nil {
				return nil, err
			}
			item = append(item, pair(column, n))
		}
		if kind == "plan" {
			item = append(item, pair("period", "month"))
		}
		items = append(items, item)
	}
	return items, nil
}
