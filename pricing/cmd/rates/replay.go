package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/margin"
	"github.com/reelrate/reelrate/pricing/reconcile"
)

// replayVerb prices a usage log under two tables, by model and by project.
type replayVerb struct {
	AsOf   day    `placeholder:"DAY" help:"Price every row on this day; by default each on its own."`
	Format string `placeholder:"FORMAT" help:"csv or json; by default the log's first character decides."`
	Old    string `arg:"" help:"A folder of YAML or a compiled table."`
	New    string `arg:"" help:"Another."`
	Usage  string `arg:"" help:"The log, in CSV or JSON; - is standard input."`
}

func (replayVerb) Help() string { return example("rates replay old.json new.json usage.csv") }

func (v *replayVerb) Run(t *tool) error {
	r := margin.Replay{Format: reconcile.LogFormat(v.Format), Today: t.today(), AsOf: pricing.Instant(v.AsOf)}
	var err error
	if r.Old, err = openTable(v.Old, t.now); err != nil {
		return err
	}
	if r.New, err = openTable(v.New, t.now); err != nil {
		return err
	}
	log, err := openLog(v.Usage)
	if err != nil {
		return err
	}
	defer log.Close()
	replayed, err := r.Read(log)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, part := range []struct {
		head   string
		groups []margin.ReplayGroup
	}{{"MODEL", replayed.Models}, {"PROJECT", replayed.Projects}, {"TOTAL", replayed.Totals}} {
		fmt.Fprintf(w, "%s\tCURRENCY\tROWS\tOLD\tNEW\tCHANGE\n", part.head)
		for i := range part.groups {
			g := &part.groups[i]
			percent := "range"
			if p := g.Percent(); p != nil {
				percent = signed(p)
			}
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", pricing.Printable(g.Name), g.Currency.ID, g.Rows, price(g.Currency, &g.Old, ""), price(g.Currency, &g.New, ""), percent)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d rows, %d without a price in both tables, %d malformed\n", replayed.Rows, replayed.Unpriced, replayed.Malformed)
	return nil
}
