package pricing_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// A file of a price list leaves out what goes without saying. The oracle fills that in
// for itself, as it does everything: none of this is how the table's own tool does it.

// sellersOf reads the sellers' files of a folder, with nothing left out.
func sellersOf(folder string) (sellers []*sellerYAML, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no rates in %s: %v", folder, err)
	}
	for _, name := range files {
		if slices.Contains([]string{"table.yaml", "findings.yaml", "site.yaml"}, filepath.Base(name)) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var y sellerYAML
		if err := yaml.Unmarshal(text, &y); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		y.unfold()
		sellers = append(sellers, &y)
	}
	return sellers, nil
}

// tableOf reads what a folder says of all sellers, or else what goes for any.
func tableOf(folder string) (t tableYAML, err error) {
	for _, name := range []string{"cmd/rates/standard.yaml", filepath.Join(folder, "table.yaml")} {
		var own tableYAML
		text, err := os.ReadFile(name)
		if err == nil {
			err = yaml.Unmarshal(text, &own)
		}
		if err != nil && !os.IsNotExist(err) {
			return t, err
		}
		if own.Resolutions != nil {
			t.Resolutions = own.Resolutions
		}
		if own.Policy.Seconds.Max != "" {
			t.Policy = own.Policy
		}
	}
	return t, nil
}

func (y *sellerYAML) unfold() {
	y.Seller.Name = first(y.Seller.Name, y.Seller.ID)
	var rates []rateYAML
	for _, r := range y.Rates {
		rates = append(rates, r.cells(r.Amount, r.Grid)...)
	}
	y.Rates = rates
	for i := range rates {
		r := &rates[i]
		for _, other := range rates {
			if other.takesOver(y.Seller.ID, r) && (r.Until == "" || moment(other.From) < moment(r.Until)) {
				r.Until = other.From
			}
		}
	}
	for i := range y.Models {
		y.Models[i].unfold(rates)
	}
	for i := range y.Offers {
		y.Offers[i].Name = first(y.Offers[i].Name, y.Offers[i].ID)
	}
}

// cells are the rows of the amounts that are left under these conditions.
func (r rateYAML) cells(amount any, grid []string) (rows []rateYAML) {
	if len(grid) > 0 {
		table := amount.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(table)) {
			if table[key] == nil {
				continue
			}
			cell := r
			cell.When = maps.Clone(r.When)
			if cell.When == nil {
				cell.When = map[string]any{}
			}
			cell.When[grid[0]] = key
			rows = append(rows, cell.cells(table[key], grid[1:])...)
		}
		return rows
	}
	r.Amount = amount
	if r.ID == "" || r.Grid != nil {
		r.ID = r.name()
	}
	if r.Precision == "" {
		r.Precision = "exact"
		if ends, two := amount.(map[string]any); two {
			r.Precision = "range"
			if _, open := ends["from"]; open {
				r.Precision = "floor"
			}
		}
	}
	for i := range r.Modifiers {
		r.Modifiers[i].Precision = first(r.Modifiers[i].Precision, "exact")
	}
	return []rateYAML{r}
}

// name is the id of a row without one: its values, one after the other, and its first day.
func (r rateYAML) name() string {
	var parts []string
	for _, member := range []string{"mode", "resolution", "audio", "hdr", "quality", "batch", "tier", "seconds"} {
		for _, value := range among(member, r.When[member]).only {
			switch member {
			case "audio", "hdr", "batch":
				value = map[string]string{"true": member, "false": "no-" + member}[value]
			case "tier":
				value = "tier-" + value
			case "seconds":
				value += "s"
			}
			parts = append(parts, strings.ToLower(value))
		}
	}
	if r.ID != "" {
		parts = append([]string{r.ID}, parts...)
	}
	if len(parts) == 0 {
		parts = []string{"price"}
	}
	if r.From != "" {
		parts = append(parts, "from", r.From)
	}
	return strings.Join(parts, "-")
}

// takesOver reports whether the row begins after the other, for the same shots.
func (r rateYAML) takesOver(seller string, other *rateYAML) bool {
	quoted := func(status string) bool { return status == "" || status == "current" }
	if r.Model != other.Model || !quoted(r.Status) || !quoted(other.Status) || moment(r.From) <= moment(other.From) {
		return false
	}
	path := seller + "/" + r.Model + "/"
	return r.Replaces != path+other.ID && other.Replaces != path+r.ID && r.conditions() == other.conditions()
}

// conditions are those of the row in one spelling.
func (r rateYAML) conditions() string {
	var all []string
	for member, v := range r.When {
		values := among(member, v).only
		if bounds, pixels := v.(map[string]any); pixels {
			values = []string{fmt.Sprint(bounds["over"], "-", bounds["upTo"])}
		}
		all = append(all, member+" "+strings.Join(slices.Sorted(slices.Values(values)), " "))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func (m *modelYAML) unfold(rates []rateYAML) {
	m.Name = first(m.Name, m.ID)
	rows, images := 0, 0
	free := map[string]int{}
	options := map[string]any{}
	note := func(when map[string]any) {
		for member, v := range when {
			if member == "pixels" {
				continue
			}
			listed, _ := options[member].([]any)
			for _, value := range among(member, v).only {
				listed = append(listed, value)
			}
			if options[member] = listed; listed == nil {
				options[member] = "unknown"
			}
		}
	}
	for _, r := range rates {
		if r.Model != m.ID {
			continue
		}
		rows++
		if r.Unit == "image" {
			images++
		}
		note(r.When)
		for _, f := range r.Modifiers {
			note(f.If)
		}
		for _, member := range r.Independent {
			free[member]++
		}
	}
	for member, n := range free {
		if n == rows && options[member] == nil {
			options[member] = "any"
		}
	}
	if m.Options == nil {
		m.Options = options
	}
	if m.Medium == "" && rows > 0 && images == rows {
		m.Medium = "image"
	}
	if value, alone := m.DefaultSeconds.(string); alone {
		m.DefaultSeconds = map[string]any{"value": value}
	}
}

// normally is the length that a request has which gives none.
func (m *modelYAML) normally() string {
	length, _ := m.DefaultSeconds.(map[string]any)
	value, _ := length["value"].(string)
	return value
}
