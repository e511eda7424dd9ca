package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

func (c *checker) rate(s *SellerFile, r *Rate) {
	if id := s.fullID(r); c.ids["rate "+id] && (r.cell != nil || !c.file.has(r.at("id")...)) {
		c.bad(fmt.Sprintf("the id %q that follows from it is already taken: write an id, or the from on which it takes over", r.ID), r.at()...)
	} else {
		c.unique("rate", id, r.at("id")...)
	}
	c.sourced(s, r.Sources, r.at()...)
	c.known(r.Known, r.at("known")...)
	c.period(r.From, r.Until, r.at()...)
	least, most, open := amount(r.Amount)
	c.decimal(least, r.amountAt()...)
	if !open {
		c.decimal(most, r.amountAt()...)
	}
	low, err1 := fixed(least)
	high, err2 := fixed(most)
	if err1 == nil && err2 == nil && !open && low.Ratio().Cmp(high.Ratio()) > 0 {
		c.bad("min is more than max", r.amountAt()...)
	}
	switch single := !open && low == high; {
	case r.Precision == "floor" && !open:
		c.bad("a floor is {from: …}", r.amountAt()...)
	case open && r.Precision != "floor" && r.Precision != "approx":
		c.bad("a price without an upper end has precision floor or approx", r.at("precision")...)
	case r.Precision == "range" && single:
		c.bad("a range has min below max", r.amountAt()...)
	case !single && !open && !slices.Contains([]string{"range", "approx", "estimated"}, r.Precision):
		c.bad("two ends have precision range, approx or estimated", r.at("precision")...)
	}
	if low, err := fixed(least); err == nil && low.Coef <= 0 {
		c.bad("a price is more than 0", r.amountAt()...)
	}
	for _, f := range []struct{ name, value string }{{"per", r.Per}, {"minimum", r.Minimum}, {"pixelsPerToken", r.PixelsPerToken}} {
		if f.value != "" {
			c.decimal(f.value, r.at(f.name)...)
			if v, err := fixed(f.value); err == nil && v.Coef <= 0 {
				c.bad("must be more than 0", r.at(f.name)...)
			}
		}
	}
	if (r.Unit == "token") != (r.PixelsPerToken != "") {
		c.bad("goes with unit token, and only with it", r.at("pixelsPerToken")...)
	}
	c.resolves(r.Replaces, r.at("replaces")...)
	for j, k := range r.Conflicts {
		c.resolves(k.Rate, r.at("conflicts", j, "rate")...)
	}
	model := slices.IndexFunc(s.Models, func(m Model) bool { return m.ID == r.Model })
	if model < 0 {
		c.bad(fmt.Sprintf("there is no model %q", r.Model), r.at("model")...)
		return
	}
	c.declared(&s.Models[model], r.When, r.at("when")...)
	c.independent(&s.Models[model], r)
	for j, m := range r.Modifiers {
		c.applies(r, j)
		c.declared(&s.Models[model], m.If, r.at("modifiers", j, "if")...)
		for _, f := range []struct{ name, value string }{{"add", m.Add}, {"multiply", m.Multiply}, {"as", m.As}} {
			if f.value != "" {
				c.decimal(f.value, r.at("modifiers", j, f.name)...)
			}
		}
	}
}

// applies checks that some shot of the row has what a modifier asks for.
func (c *checker) applies(r *Rate, j int) {
	asked, err := when(r.Modifiers[j].If)
	row, wrong := r.conditioned()
	if err != nil || wrong != nil {
		return // told of the conditions
	}
	for _, a := range asked {
		if a.Match == pricing.OneOf && !slices.ContainsFunc(a.Values, row.ConditionOn(a.Dim).Accepts) {
			sold := a.Values
			if a.Dim == pricing.Audio || a.Dim == pricing.HDR || a.Dim == pricing.Batch {
				sold = []string{`"true"`, `"false"`}
			}
			c.bad(fmt.Sprintf("never applies, since the row is for no such shot: write when: {%s: [%s]}, all values that the row is for",
				a.Dim, strings.Join(sold, ", ")), r.at("modifiers", j, "if", a.Dim.String())...)
		}
	}
}

// declared checks that the conditions stay inside the model's declared sets.
func (c *checker) declared(m *Model, conditions map[string]any, where ...any) {
	used, err := when(conditions)
	if err != nil {
		c.bad(err.Error(), where...)
		return
	}
	options, err := when(m.Options)
	if err != nil {
		return // reported with the model
	}
	c.vocabulary(used, where...)
	for _, u := range used {
		if u.Match == pricing.Within {
			continue
		}
		place := append(slices.Clone(where), u.Dim.String())
		i := slices.IndexFunc(options, func(o pricing.Condition) bool { return o.Dim == u.Dim })
		if i < 0 {
			c.bad(m.ID+" declares no "+u.Dim.String()+" in options", place...)
			continue
		}
		for _, v := range u.Values {
			if options[i].Match != pricing.Any && !slices.Contains(options[i].Values, v) {
				c.bad(fmt.Sprintf("%q is not in the declared set of %s", v, m.ID), place...)
			}
		}
	}
}

// vocabulary checks that the table lists every resolution that is named.
func (c *checker) vocabulary(conditions []pricing.Condition, where ...any) {
	for _, condition := range conditions {
		if condition.Dim != pricing.Resolution {
			continue
		}
		for _, v := range condition.Values {
			if !c.resolutions[v] {
				c.bad(fmt.Sprintf("%q is not among the resolutions of table.yaml", v), append(slices.Clone(where), "resolution")...)
			}
		}
	}
}

// independent checks that the row depends on nothing that it declares itself
// independent of, and that it and its model say the same.
func (c *checker) independent(m *Model, r *Rate) {
	options, err := when(m.Options)
	if err != nil {
		return // reported with the model
	}
	for _, o := range options {
		if o.Match == pricing.Any && !slices.Contains(r.Independent, o.Dim.String()) {
			c.bad(fmt.Sprintf("%s says that no price depends on %s: the row says so too, independent: [%s]", m.ID, o.Dim, o.Dim), r.at("when")...)
		}
	}
	counts := map[string][]string{"second": {"seconds"}, "image": {"images"}, "megapixel": {"resolution", "seconds", "fps"}, "token": {"resolution", "seconds", "fps"},
		"gpuHour": {"gpuHours"}, "inputSecond": {"inputSeconds"}, "referenceImage": {"inputImages"}}
	for j, member := range r.Independent {
		place := r.at("independent", j)
		_, conditioned := r.When[member]
		switch {
		case conditioned:
			c.bad("stands in when too", place...)
		case slices.Contains(counts[r.Unit], member):
			c.bad("is what the unit "+r.Unit+" counts", place...)
		}
		for k, f := range r.Modifiers {
			_, decides := f.If[member]
			_, sized := f.If["pixels"]
			if decides || sized && member == "resolution" || slices.Contains(counts[f.Unit+f.Count], member) {
				c.bad(fmt.Sprintf("modifier %d depends on it", k), place...)
			}
		}
	}
}
