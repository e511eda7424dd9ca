package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
)

// diff prints what costs something else in the table NEW than in OLD, at the
// default shot of every cell, and the price per credit of every offer. A table
// is a directory of YAML or a file of published JSON (GET /v1/rates); OLD may
// also be "superseded": the prices that NEW's own rows say they replaced.
func diff(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("diff", flag.ContinueOnError)
	asOf := flags.String("as-of", time.Now().UTC().Format(time.DateOnly), "the day on which both are priced")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		return fmt.Errorf("usage: rates diff [--as-of DATE] OLD NEW, each a directory of YAML or a published table; OLD may be superseded")
	}
	on, err := pricing.ParseInstant(*asOf)
	if err != nil {
		return err
	}
	table, err := openTable(flags.Arg(1))
	if err != nil {
		return err
	}
	var changes []pricing.Change
	if flags.Arg(0) == "superseded" {
		for i := range table.Sellers {
			more, err := table.Superseded(table.Sellers[i].ID, on)
			if err != nil {
				return err
			}
			changes = append(changes, more...)
		}
	} else {
		old, err := openTable(flags.Arg(0))
		if err != nil {
			return err
		}
		changes = table.Diff(old, on)
	}
	return printChanges(out, changes)
}

func printChanges(out io.Writer, changes []pricing.Change) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "WHAT\tSHOT\tOLD\tNEW\tCHANGE")
	for i := range changes {
		c := &changes[i]
		what, shot := c.Seller.ID+"/"+c.Offer, "per credit"
		if c.Model != nil {
			what, shot = c.Seller.ID+"/"+c.Model.ID, c.Shot.Describe()
		}
		percent := ""
		if c.Percent != nil {
			percent = c.Percent.Round(0).String() + " %"
			switch c.Percent.Sign() {
			case 0:
				percent = "same"
			case 1:
				percent = "+" + percent
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", what, shot, price(c.Currency, c.Old, c.OldReason), price(c.Currency, c.New, c.NewReason), percent)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d changes\n", len(changes))
	return nil
}

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

// openTable reads a table from a directory of YAML or a file of published JSON.
func openTable(name string) (*pricing.Table, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		book, problems := load(os.DirFS(name))
		if len(problems) > 0 {
			return nil, fmt.Errorf("%s: %v", name, problems[0])
		}
		t, err := book.named()
		return &t, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	book, err := publishedBook(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t, err := book.named()
	return &t, err
}

// publishedBook reads what GET /v1/rates answers, or the table alone, as it is
// under its digest. JSON is YAML, so the sellers
// of the published table are read by the same rules as the authored files.
func publishedBook(data []byte) (book *Book, err error) {
	var published struct {
		Table json.RawMessage `json:"table"`
	}
	if err := json.Unmarshal(data, &published); err != nil {
		return nil, err
	}
	if published.Table == nil {
		published.Table = data
	}
	var parts struct {
		Sellers []json.RawMessage `json:"sellers"`
	}
	if err := json.Unmarshal(published.Table, &parts); err != nil {
		return nil, err
	}
	if parts.Sellers == nil {
		return nil, fmt.Errorf("is not a published table: it has no member sellers")
	}
	// The conversion trusts what the check has accepted; a file from outside was
	// not checked.
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("is not a sound table: %v", cause)
		}
	}()
	book = &Book{}
	if err := json.Unmarshal(published.Table, &book.public); err != nil {
		return nil, err
	}
	if where := unprintable(book.public, nil); where != nil {
		return nil, fmt.Errorf("is not a sound table: %v holds a character that is none of a text", where)
	}
	if err := yaml.Unmarshal(published.Table, &book.Table); err != nil {
		return nil, err
	}
	for _, seller := range parts.Sellers {
		s := &SellerFile{}
		if err := yaml.Unmarshal(seller, s); err != nil {
			return nil, err
		}
		book.Sellers = append(book.Sellers, s)
	}
	if len(book.Sellers) == 0 || strings.TrimSpace(book.Table.Version) == "" {
		return nil, fmt.Errorf("is not a published table: it has no sellers or no version")
	}
	_ = book.table()
	return book, nil
}
