package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// margins prints every price of the house on every offer beside every cost it
// may have, per second, and fails on any gross margin below the floor that is
// not a declared loss leader.
func margins(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("margins", flag.ContinueOnError)
	floorText := flags.String("floor", "0", "least gross margin in percent")
	asOf := flags.String("as-of", time.Now().UTC().Format(time.DateOnly), "the day on which loss leaders must still be accepted")
	losses := flags.Bool("losses", false, "print only the cells below the floor")
	if err := flags.Parse(args); err != nil {
		return err
	}
	limit, err := decimal.NewFromString(*floorText)
	if err != nil {
		return fmt.Errorf("--floor %q is not a percentage such as 20 or 12.5", *floorText)
	}
	on, err := pricing.ParseInstant(*asOf)
	if err != nil {
		return err
	}
	book, err := sound()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(book.Sellers, func(s *SellerFile) bool { return len(s.Operator.Costs) > 0 })
	if i < 0 {
		return fmt.Errorf("no seller declares operator.costs")
	}
	return book.margins(out, book.Sellers[i], pricing.Exactly(limit), on, *losses)
}

func (b *Book) margins(out io.Writer, house *SellerFile, floor pricing.Ratio, on pricing.Instant, losses bool) error {
	table := b.table()
	var bases []pricing.CostBasis
	for _, c := range house.Operator.Costs {
		bases = append(bases, pricing.CostBasis(c))
	}
	cells, err := table.Margins(house.Seller.ID, bases, firstPromo(&table))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "MODEL\tOFFER\tBESIDE\tMATCH\tREVENUE/S\tCOST/S\tPROFIT/S\tMARKUP %\tGROSS MARGIN %\tPRICE/COST %\tBREAK-EVEN $/CREDIT\t")
	below, declared := 0, 0
	for i := range cells {
		c := &cells[i]
		verdict := ""
		if c.GrossMargin().Cmp(floor) < 0 {
			if l := house.Operator.accepts(c, on); l != nil {
				declared++
				verdict = "loss leader until " + l.Until + ": " + l.Reason
			} else {
				below++
				verdict = "BELOW THE FLOOR"
			}
		} else if losses {
			continue
		}
		m := c.Margin
		offer, beside := c.Offer.ID, c.Rate
		if c.Bonus != nil {
			offer += " + " + pricing.Exactly(c.Bonus.Percent.Round(2)).Exact() + "% bonus"
		}
		if c.Audio {
			beside += " + audio"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c.Model, offer, beside, c.Match,
			places(m.Revenue, 6), places(m.Cost, 6), places(pricing.Interval{Min: m.Worst, Max: m.Best}, 6),
			percent(m.Markup), percent(m.GrossMargin), percent(m.PriceToCost), m.BreakEvenCreditPrice.Round(6), verdict)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d cells, %d declared loss leaders, %d below the floor of %s %%\n", len(cells), declared, below, floor.Round(2))
	if below > 0 {
		return fmt.Errorf("%d cells below the floor", below)
	}
	return nil
}

// firstPromo is the table's one promo, applied as a what-if.
func firstPromo(t *pricing.Table) *pricing.Promo {
	for i := range t.Sellers {
		if len(t.Sellers[i].Promos) > 0 {
			return &t.Sellers[i].Promos[0]
		}
	}
	return nil
}

// accepts returns the declaration that accepts the cell's loss on the day.
func (o *Operator) accepts(c *pricing.MarginCell, on pricing.Instant) *LossLeader {
	for i := range o.LossLeaders {
		l := &o.LossLeaders[i]
		if l.Model == c.Model && l.Rate == c.Rate && l.Promo == (c.Bonus != nil) &&
			slices.Contains(l.Offers, c.Offer.ID) && on < instant(l.Until) {
			return l
		}
	}
	return nil
}

func places(v pricing.Interval, n int32) string {
	if v.Single() {
		return v.Min.Round(n).StringFixed(n)
	}
	return v.Min.Round(n).StringFixed(n) + "…" + v.Max.Round(n).StringFixed(n)
}

func percent(p *pricing.Ratio) string {
	if p == nil {
		return "range"
	}
	return p.Round(2).StringFixed(2)
}
