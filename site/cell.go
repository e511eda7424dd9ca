package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// cell is one published price.
type cell struct {
	ID                 string
	For, Silent        string // what it is for, and what its source does not say
	Amount             string
	PerSecond, Dollars string // in the seller's currency; in dollars where credits have one price
	Reason             string // why there is no price per second
	Certainty          string // "about", "a range" …, or ""
	Modifiers          []string
	Standing           standing
	Holds              string
	Refs               []string
	Doubts             []doubt
	Link               string // query that prices it in the calculator, or ""
}

// cell describes one row of the table.
func (e *edition) cell(s *shownSeller, d *pricing.ModelOnDay, r *pricing.Rate) cell {
	c := cell{ID: r.ID, Amount: almost(r.Precision) + d.CellInWords(r), Standing: rowStands(r), Holds: holdsWords(r.From, r.Until), Refs: lines(r.Sources)}
	if slices.Contains(d.Cells, r) {
		c.Standing = cellStands(d, r, e.on)
		c.Standing.Date = dateWords(r.Known) // since when it holds has a column of its own
	}
	c.For, c.Silent = rateWords(r)
	if length := lengthWords(r); length != "" {
		c.For = strings.TrimSuffix(length+", "+c.For, ", ")
	}
	perSecond, reason := d.CellPerSecond(r)
	switch {
	case reason == "":
		c.PerSecond = almost(r.Precision) + amount(s.Currency, perSecond)
		c.Dollars = s.inDollars(perSecond, r.Precision, d.AsOf, e.table)
	case reason != "not a video":
		c.Reason = "length not published"
	}
	c.Certainty = map[pricing.Precision]string{
		pricing.Approx: "the source says “about”", pricing.Estimated: "the source’s estimate",
		pricing.Ranged: "a range as published", pricing.Floor: "a lowest price, without an upper end",
	}[r.Precision]
	for i := range r.Modifiers {
		c.Modifiers = append(c.Modifiers, modifierWords(s.Currency, &r.Modifiers[i]))
	}
	for _, x := range r.Conflicts {
		c.Doubts = append(c.Doubts, doubt{"Disputed", x.Text, refs(x.Sources)})
	}
	for _, g := range r.Gaps {
		c.Doubts = append(c.Doubts, doubt{"Not published", g.Text, refs(g.Sources)})
	}
	if r.Note != "" {
		c.Doubts = append(c.Doubts, doubt{Label: "Note", Text: r.Note})
	}
	if r.Reproduces != "" {
		c.Doubts = append(c.Doubts, doubt{Label: "Agrees with the listed prices", Text: r.Reproduces})
	}
	if r.Status == pricing.Current && d.AsOf == e.on && d.State == pricing.Available {
		c.Link = "/" + query(s.ID, d.Model, r)
	}
	return c
}

// holdsWords says from when to when a price holds, "" where neither is known.
func holdsWords(from, until pricing.Instant) string {
	day := func(i pricing.Instant) string { return dateWords(i.Day().String()) }
	switch {
	case from != 0 && until != 0:
		return day(from) + " – " + day(until-1)
	case from != 0:
		return "since " + day(from)
	case until != 0:
		return "until " + day(until-1)
	default:
		return ""
	}
}

// lines names sources in short, each line once.
func lines(sources []pricing.Source) []string {
	var out []string
	for _, s := range sources {
		if ref := s.Document + ":" + strconv.Itoa(s.Line); !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	return out
}

// pricesInWords is the first price and how many more there are.
func pricesInWords(cells []cell) string {
	switch len(cells) {
	case 0:
		return ""
	case 1:
		return cells[0].Amount
	default:
		return cells[0].Amount + " and " + strconv.Itoa(len(cells)-1) + " more"
	}
}

// documentDate is the date of the document with the title, in words.
func (e *edition) documentDate(title string) string {
	for _, d := range e.table.Documents {
		if d.Title == title {
			return dateWords(d.Known)
		}
	}
	return ""
}
