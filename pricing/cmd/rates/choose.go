package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// chosen is a model of a price list, whose prices a verb changes.
type chosen struct {
	Model string            `arg:"" name:"seller/model" help:"Whose model."`
	When  map[string]string `placeholder:"NAME=VALUE" help:"A condition of the price, where the model has several; may be given again."`
	authored
}

// find finds the seller's file and its model.
func (c *chosen) find(b *Book) (*SellerFile, *Model, error) {
	seller, model, ok := strings.Cut(c.Model, "/")
	if !ok {
		return nil, nil, fmt.Errorf("%q is not SELLER/MODEL", c.Model)
	}
	i := slices.IndexFunc(b.Sellers, func(s *SellerFile) bool { return s.Seller.ID == seller })
	if i < 0 {
		return nil, nil, b.noSeller(seller)
	}
	s := b.Sellers[i]
	var names []string
	for i := range s.Models {
		if s.Models[i].ID == model {
			return s, &s.Models[i], nil
		}
		names = append(names, s.Models[i].ID)
	}
	return nil, nil, fmt.Errorf("%s has no model %q%s\naccepted: %s", seller, model, didYouMean(model, names), strings.Join(names, ", "))
}

// noSeller says that a list has no seller of the id.
func (b *Book) noSeller(id string) error {
	ids := make([]string, len(b.Sellers))
	for i, s := range b.Sellers {
		ids[i] = s.Seller.ID
	}
	return fmt.Errorf("there is no seller %q%s\naccepted: %s", id, didYouMean(id, ids), strings.Join(ids, ", "))
}

// holding are the rates of the model that hold on the day and meet the conditions.
func (v *chosen) holding(c *change, day pricing.Instant) ([]*Rate, error) {
	var dims []string
	for _, d := range pricing.Dims {
		dims = append(dims, d.String())
	}
	for name := range v.When {
		if !slices.Contains(dims, name) {
			return nil, fmt.Errorf("--when: there is no condition %q%s (accepted: %s)", name, didYouMean(name, dims), strings.Join(dims, ", "))
		}
	}
	var hold, met []*Rate
	for i := range c.seller.Rates {
		r := &c.seller.Rates[i]
		if r.Model != c.model.ID || !quotable(r) || r.Replaces != "" || !holds(r, day) {
			continue
		}
		hold = append(hold, r)
		if v.meets(r) {
			met = append(met, r)
		}
	}
	if as := c.model.PricedAs; as != "" {
		return nil, fmt.Errorf("%s is priced as %s/%s: change that", v.Model, c.seller.Seller.ID, as)
	}
	if len(met) == 0 {
		text := fmt.Sprintf("%s has no price on %s", v.Model, day.Words())
		if len(hold) > 0 {
			text = fmt.Sprintf("%s has no price for %s\naccepted: %s", v.Model, pairsOf(v.When), each(hold))
		}
		return nil, errors.New(text)
	}
	return met, nil
}

// holds reports whether the rate holds on the day.
func holds(r *Rate, day pricing.Instant) bool {
	from, _ := begin(r.From)
	until, _ := begin(r.Until)
	return from <= day && (until == 0 || day < until)
}

// meets reports whether the rate is for what --when names.
func (c *chosen) meets(r *Rate) bool {
	conditions, _ := when(r.When)
	for name, value := range c.When {
		if !slices.ContainsFunc(conditions, func(c pricing.Condition) bool { return c.Dim.String() == name && slices.Contains(c.Values, value) }) {
			return false
		}
	}
	return true
}

// each lists what tells rates apart.
func each(rates []*Rate) string {
	var list []string
	for _, r := range rates {
		if text := pairsOf(r.When); !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

// pairsOf are conditions as --when takes them.
func pairsOf[T any](conditions map[string]T) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(conditions)) {
		list = append(list, fmt.Sprintf("%s=%v", name, conditions[name]))
	}
	return cmp.Or(strings.Join(list, " "), "no condition")
}
