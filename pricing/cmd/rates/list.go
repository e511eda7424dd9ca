package main

import (
	"fmt"
	"strconv"
	"text/tabwriter"
)

// listVerb prints every price with its dates and first source.
type listVerb struct {
	authored
	Seller string `arg:"" optional:"" help:"Whose prices; by default those of all."`
}

func (listVerb) Help() string {
	return "Offers follow the rates of their seller.\n\n" + example("rates list")
}

func (v *listVerb) Run(t *tool) error {
	book, err := v.sound()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RATE\tAMOUNT\tUNIT\tPRECISION\tSTATUS\tKNOWN\tFROM\tUNTIL\tSOURCE")
	known := false
	for _, s := range book.Sellers {
		if v.Seller != "" && s.Seller.ID != v.Seller {
			continue
		}
		known = true
		id, _ := currency(s)
		for i := range s.Rates {
			r := &s.Rates[i]
			least, most, open := amount(r.Amount)
			switch {
			case open:
				least = "from " + least
			case least != most:
				least += "–" + most
			}
			if r.Per != "" {
				least += " per " + r.Per
			}
			fmt.Fprintf(w, "%s\t%s %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.fullID(r), least, id, r.Unit, r.Precision,
				or(r.Status, "current"), or(r.Known, "undated"), or(r.From, "–"), or(r.Until, "–"), firstOf(r.Sources))
		}
		for _, o := range s.Offers {
			fmt.Fprintf(w, "%s/%s\t$%s for %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", s.Seller.ID, o.ID, or(o.Price, "?"), or(o.Credits, "?"), o.Kind,
				or(o.Precision, "exact"), "offer", or(o.Known, "undated"), or(o.From, "–"), or(o.Until, "–"), firstOf(o.Sources))
		}
	}
	if !known {
		return book.noSeller(v.Seller)
	}
	return w.Flush()
}

// firstOf is where the first source is: DOCUMENT:LINE, DOCUMENT, PLACE or the page.
func firstOf(sources []Source) string {
	if len(sources) == 0 {
		return "–"
	}
	switch s := sources[0]; {
	case s.Document == "":
		return s.URL
	case s.Place != "":
		return s.Document + ", " + s.Place
	default:
		return s.Document + ":" + strconv.Itoa(s.Line)
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
