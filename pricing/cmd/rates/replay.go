package main

import (
	"flag"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/margin"
	"github.com/reelrate/reelrate/pricing/reconcile"
)

// replay prices a usage log under two tables, by model and by project.
func replay(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	asOf := flags.String("as-of", "", "price every row on this day; by default each on its own date")
	format := flags.String("format", "", "csv or json; by default the log's first character decides")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 3 {
		return fmt.Errorf("usage: rates replay [--as-of DATE] [--format csv|json] OLD NEW USAGE, the tables each a folder of YAML or a compiled table")
	}
	r := margin.Replay{Format: reconcile.LogFormat(*format), Today: pricing.InstantOf(time.Now()).Day()}
	var err error
	if *asOf != "" {
		if r.AsOf, err = pricing.ParseInstant(*asOf); err != nil {
			return err
		}
	}
	if r.Old, err = openTable(flags.Arg(0)); err != nil {
		return err
	}
	if r.New, err = openTable(flags.Arg(1)); err != nil {
		return err
	}
	log, err := openLog(flags.Arg(2))
	if err != nil {
		return err
	}
	defer log.Close()
	replayed, err := r.Read(log)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
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
	fmt.Fprintf(out, "%d rows, %d without a price in both tables, %d malformed\n", replayed.Rows, replayed.Unpriced, replayed.Malformed)
	return nil
}
