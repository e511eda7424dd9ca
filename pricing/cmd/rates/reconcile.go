package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/reconcile"
)

// reconcile checks the usage log in a file, or on standard input for "-", row by
// row. It prints the rows that are not right, then the totals and the cost by
// model, project and client, and fails if there is any such row.
func reconcileLog(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("rates reconcile", flag.ContinueOnError)
	format := flags.String("format", "", "csv or json; by default the log's first character decides")
	asOf := flags.String("as-of", "", "the day of rows without a date; today by default")
	seller := flags.String("seller", "", "the seller of rows without one")
	offer := flags.String("offer", "", "the offer that bought the seller's credits")
	all := flags.Bool("all", false, "also print the rows that are right")
	asCSV := flags.Bool("csv", false, "print the rows as CSV and nothing else")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("usage: rates reconcile [--format csv|json] [--as-of DAY] [--seller S] [--offer O] [--all] [--csv] FILE")
	}
	day := pricing.InstantOf(time.Now()).Day()
	if *asOf != "" {
		var err error
		if day, err = pricing.ParseInstant(*asOf); err != nil {
			return err
		}
	}
	log, err := openLog(flags.Arg(0))
	if err != nil {
		return err
	}
	defer log.Close()

	w := bufio.NewWriter(out)
	defer w.Flush()
	if *asCSV {
		fmt.Fprint(w, reconcile.UsageCSVHeader)
	}
	r := reconcile.Reconciler{
		Table: standard(), Format: reconcile.LogFormat(*format), AsOf: day, Seller: *seller, Offer: *offer,
		Each: func(c *reconcile.CheckedUsage) error {
			right := c.Outcome == reconcile.UsageMatches || c.Outcome == reconcile.UsageOpen
			switch {
			case right && !*all:
				return nil
			case *asCSV:
				_, err := w.Write(c.AppendCSV(nil))
				return err
			}
			_, err := fmt.Fprintln(w, pricing.Printable(usageLine(c)))
			return err
		},
	}
	checked, err := r.Read(log)
	if err != nil {
		return err
	}
	if !*asCSV {
		if err := summary(w, checked); err != nil {
			return err
		}
	}
	if !checked.Clean() {
		return fmt.Errorf("%d of %d rows differ, %d have no price, %d are malformed", checked.Outcomes[reconcile.UsageDiffers],
			checked.Rows(), checked.Outcomes[reconcile.UsageUnpriced], checked.Outcomes[reconcile.UsageMalformed])
	}
	return nil
}

func openLog(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	return os.Open(name)
}

// usageLine says one row in words.
func usageLine(c *reconcile.CheckedUsage) string {
	line := fmt.Sprintf("line %d: ", c.Line)
	if c.Job != "" {
		line += fmt.Sprintf("%q: ", c.Job)
	}
	line += string(c.Outcome)
	if c.Err != nil {
		return line + ": " + c.Err.Error()
	}
	line += ": billed " + inWords(c.Currency, &c.Billed)
	if c.Expected != nil {
		line += ", expected " + c.Currency.InWords(*c.Expected)
	}
	if c.Cause != "" {
		line += ": " + string(c.Cause) + ": " + c.Because
	}
	if len(c.AlsoFits) > 0 {
		line += fmt.Sprintf(" (also fits: %s)", join(c.AlsoFits))
	}
	return line
}

func join(causes []reconcile.Cause) string {
	words := make([]string, len(causes))
	for i, c := range causes {
		words[i] = string(c)
	}
	return strings.Join(words, ", ")
}

// summary prints the totals, the causes and the cost sheet.
func summary(out io.Writer, r *reconcile.Reconciliation) error {
	fmt.Fprintf(out, "%d rows: %d match, %d differ, %d open, %d without a price, %d malformed; table %s\n", r.Rows(),
		r.Outcomes[reconcile.UsageMatches], r.Outcomes[reconcile.UsageDiffers], r.Outcomes[reconcile.UsageOpen],
		r.Outcomes[reconcile.UsageUnpriced], r.Outcomes[reconcile.UsageMalformed], r.Table.Version)
	for _, note := range r.Notes() {
		fmt.Fprintf(out, "note: %q\n", note)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nCAUSE\tROWS\tCURRENCY\tBILLED\tTOO MUCH")
	for _, c := range r.Causes {
		for _, d := range c.Differences {
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", c.Cause, c.Rows, d.Currency.ID, inWords(d.Currency, &d.Billed), inWords(d.Currency, d.Difference))
		}
	}
	fmt.Fprintln(w, "\nCURRENCY\tROWS\tBILLED\tEXPECTED\tTOO MUCH\tHELD\tBEYOND QUOTES")
	for _, t := range r.Totals {
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\t%s\t%s\n", t.Currency.ID, t.Rows, inWords(t.Currency, &t.Billed), t.Currency.InWords(t.Expected),
			inWords(t.Currency, &t.Difference), inWords(t.Currency, &t.Held), inWords(t.Currency, &t.QuoteDelta))
	}
	for _, g := range []struct {
		name string
		list []reconcile.UsageGroup
	}{{"MODEL", r.Models}, {"PROJECT", r.Projects}, {"CLIENT", r.Clients}} {
		fmt.Fprintf(w, "\n%s\tROWS\tCLIPS\tBILLED\tPER CLIP\tPER SECOND\tIN DOLLARS\tPER CLIP\tPER SECOND\n", g.name)
		for i := range g.list {
			u := &g.list[i]
			dollars := "–"
			if u.Undollared == 0 {
				dollars = inWords(pricing.USD, &u.Dollars)
			}
			name := "–"
			if u.Name != "" {
				name = fmt.Sprintf("%q", u.Name)
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", name, u.Rows, u.Clips, inWords(u.Currency, &u.Billed),
				inWords(u.Currency, u.PerClip()), inWords(u.Currency, u.PerSecond()), dollars,
				inWords(pricing.USD, u.DollarsPerClip()), inWords(pricing.USD, u.DollarsPerSecond()))
		}
	}
	return w.Flush()
}

// inWords is an amount for a person, "–" for none.
func inWords(c pricing.Currency, r *pricing.Ratio) string {
	if r == nil || c.ID == "" {
		return "–"
	}
	return c.InWords(pricing.Point(*r))
}
