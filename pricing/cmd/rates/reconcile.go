package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/reconcile"
)

// reconcileVerb checks a usage log row by row. It prints the rows that are not
// right, then the totals and the cost by model, project and client.
type reconcileVerb struct {
	Format string `placeholder:"FORMAT" help:"csv or json; by default the log's first character decides."`
	AsOf   day    `placeholder:"DAY" help:"The day of rows without a date; by default today."`
	Seller string `placeholder:"SELLER" help:"The seller of rows without one."`
	Offer  string `placeholder:"OFFER" help:"The offer that bought the seller's credits."`
	All    bool   `help:"Print the rows that are right, too."`
	CSV    bool   `name:"csv" help:"Print the rows as CSV and nothing else."`
	File   string `arg:"" help:"The log, in CSV or JSON; - is standard input."`
}

func (reconcileVerb) Help() string {
	return `Prints the rows that are not right and why, then the totals and the cost by model, project and
client. Exit status 1 if there is such a row.

` + example("rates reconcile usage.csv")
}

func (v *reconcileVerb) Run(t *tool) error {
	log, err := openLog(v.File)
	if err != nil {
		return err
	}
	defer log.Close()

	w := t.out
	if v.CSV {
		fmt.Fprint(w, reconcile.UsageCSVHeader)
	}
	r := reconcile.Reconciler{
		Table: standard(), Format: reconcile.LogFormat(v.Format), AsOf: v.AsOf.or(t.today()),
		Seller: v.Seller, Offer: v.Offer,
		Each: func(c *reconcile.CheckedUsage) error {
			right := c.Outcome == reconcile.UsageMatches || c.Outcome == reconcile.UsageOpen
			switch {
			case right && !v.All:
				return nil
			case v.CSV:
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
	if !v.CSV {
		if err := summary(w, checked); err != nil {
			return err
		}
	}
	if !checked.Clean() {
		return found("%d of %d rows differ, %d have no price, %d are malformed", checked.Outcomes[reconcile.UsageDiffers],
			checked.Rows(), checked.Outcomes[reconcile.UsageUnpriced], checked.Outcomes[reconcile.UsageMalformed])
	}
	return nil
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
