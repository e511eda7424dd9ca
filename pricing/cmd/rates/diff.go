package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/margin"
)

// diffVerb prints what differs between two tables.
type diffVerb struct {
	AsOf     day    `placeholder:"DAY" help:"The day on which prices are compared; by default today."`
	ExitCode bool   `help:"Exit with status 1 if there is a change."`
	Old      string `arg:"" help:"A folder of YAML, a compiled table, or the word superseded."`
	New      string `arg:"" help:"A folder of YAML or a compiled table."`
}

func (diffVerb) Help() string {
	return `One line for each fact, its columns two spaces or more apart and none empty: what happened, to
which row, in which field or at which shot, before, after, by how many percent.

    added, removed   a rate, offer, promo, model or seller that only one has
    changed          a field of one that both have, or of what the table
                     allows (longest clip, frame sizes, days until stale);
                     each field has its line
    begins, ends     a row above that begins or ends after the day
    costs            what an added, removed or changed row does to a shot, or
                     to a credit of an offer, on the day or on the day on
                     which it begins or ends

A change is a row that was added, removed or changed, whatever the day: in its conditions,
amount, unit, per, minimum, modifiers, dates, precision, status, or in any other field except
names, aliases, notes, sources, gaps and conflicts. The last line counts the changes and begins
with their number.

A compiled table is what GET /v1/rates answers. With superseded as the old one, each superseded rate
of the new one is set beside the price of the day.

` + example("rates diff old.json new.json")
}

func (v *diffVerb) Run(t *tool) error {
	d := &differences{on: v.AsOf.or(t.today())}
	var err error
	if d.new, err = openTable(v.New, t.now); err != nil {
		return err
	}
	if v.Old == "superseded" {
		err = d.superseded()
	} else if d.old, err = openTable(v.Old, t.now); err == nil {
		err = d.compare()
	}
	if err != nil {
		return err
	}
	if err := d.print(t.out); err != nil || !v.ExitCode || d.count() == 0 {
		return err
	}
	return found("the tables differ")
}

// differences are the lines that rates diff prints, and how many rows differ.
type differences struct {
	old, new                *pricing.Table
	on                      pricing.Instant
	lines                   [][]string
	added, removed, changed int
}

func (d *differences) line(columns ...string) { d.lines = append(d.lines, columns) }

// compare goes through the rows of the new table, then those that it dropped.
func (d *differences) compare() error {
	before, err := things(d.old)
	if err != nil {
		return err
	}
	after, err := things(d.new)
	if err != nil {
		return err
	}
	for i := range after {
		t := &after[i]
		k := slices.IndexFunc(before, func(b thing) bool { return b.name() == t.name() })
		if k < 0 {
			d.added++
			d.line("added", t.name(), "", "", words(t.value), "")
			d.consequences(t)
		} else if fields := changed(before[k].value, t.value); len(fields) > 0 {
			d.changed++
			for _, f := range fields {
				d.line("changed", t.name(), f.name, f.old, f.new, signed(f.percent))
			}
			d.consequences(t)
		}
	}
	for i := range before {
		t := &before[i]
		if !slices.ContainsFunc(after, func(a thing) bool { return a.name() == t.name() }) {
			d.removed++
			d.line("removed", t.name(), "", words(t.value), "", "")
			d.effects(t)
		}
	}
	return nil
}

// consequences says when the row begins and ends, and what it does to a price.
func (d *differences) consequences(t *thing) {
	if t.from > d.on {
		d.line("begins", t.name(), t.from.String(), "", "", "")
	}
	if t.until > d.on {
		d.line("ends", t.name(), t.until.String(), "", "", "")
	}
	d.effects(t)
}

func (d *differences) effects(t *thing) {
	var all []margin.Effect
	switch t.kind {
	case "rate":
		all = margin.RateEffects(d.new, d.old, t.id, d.on)
	case "model":
		all = margin.ModelEffects(d.new, d.old, t.seller, t.local, d.on)
	case "offer":
		all = margin.OfferEffects(d.new, d.old, t.seller, t.local, d.on)
	}
	for i := range all {
		d.costs(t.name(), &all[i])
	}
}

func (d *differences) costs(name string, e *margin.Effect) {
	at := "one credit"
	if e.Shot.Model != "" {
		at = shotWords(e.Shot)
	}
	d.line("costs", name, at+" on "+e.On.String(), figure(e.Old), figure(e.New), signed(e.Percent))
}

func (d *differences) superseded() error {
	for i := range d.new.Sellers {
		all, err := margin.Superseded(d.new, d.new.Sellers[i].ID, d.on)
		if err != nil {
			return err
		}
		for j := range all {
			e := &all[j]
			d.costs("model "+e.Shot.Seller+"/"+e.Shot.Model, e)
			if e.Percent == nil || e.Percent.Sign() != 0 {
				d.changed++
			}
		}
	}
	return nil
}

func (d *differences) count() int { return d.added + d.removed + d.changed }

func (d *differences) print(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	if len(d.lines) > 0 {
		fmt.Fprintln(w, "WHAT\tROW\tFIELD OR SHOT\tOLD\tNEW\tCHANGE")
	}
	for _, line := range d.lines {
		for i := range line {
			line[i] = or(pricing.Printable(line[i]), "–") // no column is empty
		}
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	count := d.count()
	if count == 0 {
		fmt.Fprintln(out, "0 changes")
		return nil
	}
	fmt.Fprintf(out, "%d changes: %d added, %d removed, %d changed\n", count, d.added, d.removed, d.changed)
	return nil
}

// signed is a percentage with its sign and two places.
func signed(p *pricing.Ratio) string {
	switch {
	case p == nil:
		return ""
	case p.Sign() == 0:
		return "same"
	case p.Sign() > 0:
		return "+" + percent(p) + " %"
	default:
		return percent(p) + " %"
	}
}

func figure(f margin.Figure) string { return price(f.Currency, f.Amount, f.Reason) }

func price(c pricing.Currency, v *pricing.Interval, reason string) string {
	switch {
	case v != nil && c.Dollars():
		return "$" + places(*v, 6)
	case v != nil:
		return c.InWords(*v)
	case reason != "":
		return "– (" + reason + ")"
	default:
		return "–"
	}
}
