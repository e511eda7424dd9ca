package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
)

// retireVerb ends a model, or some of its prices.
type retireVerb struct {
	chosen
	On   string `required:"" placeholder:"DAY" help:"The first day on which it is not sold."`
	Text string `help:"Why, in a sentence that customers read."`
	seen
}

func (retireVerb) Help() string {
	return `Writes into the seller's file that the model is not sold from the day on: with --when that the
prices for these conditions end, otherwise that the model does. The table is checked and compiled.
If it has problems they are printed, and nothing is written.

` + example("rates retire "+exampleModel()+" --on 2031-01-01")
}

func (v *retireVerb) Run(t *tool) error {
	on, err := theDay("--on", v.On)
	if err != nil {
		return err
	}
	source := &v.seen
	if len(v.When) > 0 {
		if v.Text != "" || v.Source != "" || v.Known != "" {
			return errors.New("--text, --source and --known are for the end of a model: a price has no more than its last day")
		}
		source = nil
	}
	c, err := v.begin(t, source)
	if err != nil {
		return err
	}
	s, m := c.seller, c.model
	if s.Seller.Owned && on < t.today() {
		return errors.New("--on: it has been sold until today, so it ends today or later")
	}
	if len(v.When) > 0 {
		return v.prices(t, c, on)
	}
	if m.Sunset != nil {
		return fmt.Errorf("%s ends on %s already: change sunset in %s", v.Model, m.Sunset.On, s.file.name)
	}
	end := yaml.MapSlice{pair("on", v.On), pair("text", or(v.Text, s.Seller.Name+" ends "+m.Name))}
	i := slices.IndexFunc(s.Models, func(o Model) bool { return o.ID == m.ID })
	if err := c.editor.set("models", i, "sunset", withSources(end, c.sources)); err != nil {
		return err
	}
	return c.finish(t)
}

// prices ends the rates of the model that hold before the day.
func (v *retireVerb) prices(t *tool, c *change, on pricing.Instant) error {
	s := c.seller
	rates, err := v.holding(c, on-1)
	if err != nil {
		return err
	}
	var rows []int
	for _, r := range rates {
		stays := func(o Rate) bool { return o.row == r.row && !v.meets(&o) }
		switch {
		case s.file.has(r.at("until")...):
			return fmt.Errorf("%s ends on %s already: change until in %s", s.fullID(r), r.Until, s.file.name)
		case r.Until != "":
			return fmt.Errorf("a price that follows %s on %s is announced: take its row out of %s first", s.fullID(r), r.Until, s.file.name)
		case slices.ContainsFunc(s.Rates, stays):
			return fmt.Errorf("%s stands in a grid with prices that stay: write it as a row of its own", s.fullID(r))
		case !slices.Contains(rows, r.row):
			rows = append(rows, r.row)
		}
	}
	for i := len(rows) - 1; i >= 0; i-- { // from the last, so that places above stay
		if err := c.editor.set("rates", rows[i], "until", v.On); err != nil {
			return err
		}
	}
	return c.finish(t)
}
