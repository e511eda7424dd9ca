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
	PerSecond, Dollars string   // in the seller's currency; in dollars where credits have one price
	Reason             string   // why there is no price per second
	Certainty          string   // "about", "a range" …, or ""
	Extras             []string // what is charged beside the amount
	Standing           standing
	Holds              string
	Refs               []ref
	Doubts             []doubt
	Link               string // query that prices it in the calculator, or ""
}

// cell describes one row of the table.
func (e *edition) cell(s *shownSeller, d *pricing.ModelOnDay, r *pricing.Rate) cell {
	c := cell{ID: r.ID, Amount: almost(r.Precision) + d.CellInWords(r), Standing: rowStands(r), Holds: holdsWords(r), Refs: refs(d.Model.Cites(r.Sources))}
	if slices.Contains(d.Cells, r) {
		c.Standing = cellStands(d, r, e.on)
		if c.Standing.Date = dateWords(r.Known); s.Owned && r.Known == "" {
			c.Standing.Date = said.Own
		} // since when it holds has a column of its own
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
	default:
		c.Reason = noSecond(r, reason)
	}
	c.Certainty = certainty(r)
	c.Extras = extraWords(s.Currency, r)
	for _, x := range r.Conflicts {
		c.Doubts = append(c.Doubts, doubt{"Disputed", x.Text, refs(x.Sources)})
	}
	for _, g := range r.Gaps {
		c.Doubts = append(c.Doubts, doubt{"Not published", g.Text, refs(d.Model.Cites(g.Sources))})
	}
	if r.Note != "" {
		c.Doubts = append(c.Doubts, doubt{Label: "Note", Text: r.Note})
	}
	if r.Reproduces != "" {
		c.Doubts = append(c.Doubts, doubt{Label: "Agrees with the listed prices", Text: r.Reproduces})
	}
	if r.Status == pricing.Current && d.AsOf == e.on && d.State == pricing.Available {
		if link := address(e.table, d, r); link != "" {
			c.Link = "/" + link
		}
	}
	return c
}

// certainty says how exact the amount is, "" where it is.
func certainty(r *pricing.Rate) string {
	var words []string
	switch v := r.Amount.Interval(); {
	case v.Open:
		words = append(words, "a lowest price, without an upper end")
	case !v.Single():
		words = append(words, "a range as published")
	}
	switch r.Precision {
	case pricing.Approx:
		words = append(words, "the source says “about”")
	case pricing.Estimated:
		words = append(words, "the source’s estimate")
	}
	return strings.Join(words, ", ")
}

// holdsWords says from when to when a price holds, "" where neither is known. A
// month stands for itself: which of its days was the first or the last, no source
// says.
func holdsWords(r *pricing.Rate) string {
	from, until := dateWords(dayOf(r.From, r.FromMonth)), dateWords(dayOf(r.Until-1, false))
	if r.UntilMonth {
		until = dateWords(r.Ends())
	}
	switch {
	case r.From != 0 && r.Until != 0:
		return from + " – " + until
	case r.From != 0:
		return "since " + from
	case r.Until != 0:
		return "until " + until
	default:
		return ""
	}
}

// dayOf is the day of a moment, or the month alone where no more is known.
func dayOf(i pricing.Instant, month bool) string {
	day := i.Day().String()
	if month {
		return day[:len("2026-01")]
	}
	return day
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

// noSecond is why a row has no price per second, "" where nobody expects one.
func noSecond(r *pricing.Rate, reason string) string {
	switch {
	case reason == "not a video":
		return ""
	case r.Unit == pricing.Token || r.Unit == pricing.Megapixel:
		return "depends on the frames"
	default:
		return "length not published"
	}
}
