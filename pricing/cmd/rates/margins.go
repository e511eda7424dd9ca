package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/margin"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/shopspring/decimal"
)

// marginsVerb sets every rate of the house that holds on the day, on every offer,
// beside each declared cost.
type marginsVerb struct {
	authored
	AsOf   day        `placeholder:"DAY" help:"The day; by default today."`
	Floor  percentage `placeholder:"PERCENT" help:"The least gross margin, in percent; by default 0."`
	Losses bool       `help:"Print only what is below the floor."`
	WhatIf string     `placeholder:"SELLER/PROMO" help:"Try another seller's promotion on the plans."`
}

func (marginsVerb) Help() string {
	return `Prints every rate of the house that holds on the day, on every offer, beside each declared cost
whose conditions it shares; then each rate, offer and cost that is not compared, with the reason. A
cost that has ended is that of its last day and marked; so are stale, undated and disputed ones. A
promotion of another seller is nothing that the house sells: --what-if tries one on its plans.

Exit status 1 if a gross margin is below the floor, is no accepted loss and rests on a cost that is
in force. On ended costs such margins are marked and counted.

` + example("rates margins --floor 20")
}

// percentage is the value of --floor.
type percentage struct{ pricing.Ratio }

func (p *percentage) UnmarshalText(text []byte) error {
	d, err := decimal.NewFromString(string(text))
	if err != nil || d.Exponent() > 3 || d.Exponent() < -6 || d.Abs().Cmp(decimal.New(1, 6)) > 0 {
		return fmt.Errorf("%q is not a percentage such as 20 or 12.5", text)
	}
	p.Ratio = pricing.Exactly(d)
	return nil
}

// marginsCommand is the verb with its day.
type marginsCommand struct {
	floor  pricing.Ratio
	on     pricing.Instant
	losses bool
	whatIf string
}

func (v *marginsVerb) Run(t *tool) error {
	c := marginsCommand{v.Floor.Ratio, v.AsOf.or(t.today()), v.Losses, v.WhatIf}
	book, err := v.sound()
	if err != nil {
		return err
	}
	below, houses := 0, 0
	for _, s := range book.Sellers {
		if !s.Seller.Owned && len(s.Operator.Costs) == 0 {
			continue
		}
		houses++
		n, err := c.print(t.out, book, s)
		if err != nil {
			return err
		}
		below += n
	}
	switch {
	case houses == 0:
		return errors.New("no seller is owned and none declares operator.costs")
	case below > 0:
		return found("%d cells below the floor", below)
	}
	return nil
}

// print writes the margins of one seller and returns how many are too low.
func (c *marginsCommand) print(out io.Writer, book *Book, house *SellerFile) (below int, err error) {
	table := book.table()
	request := margin.MarginsRequest{Seller: house.Seller.ID, WhatIf: c.whatIf, AsOf: c.on}
	for _, k := range house.Operator.Costs {
		basis, err := k.basis()
		if err != nil {
			return 0, err
		}
		request.Costs = append(request.Costs, basis)
	}
	all, err := margin.All(&table, request)
	if err != nil {
		return 0, err
	}
	var count verdicts
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RATE\tOFFER\tBESIDE\tMATCH\tSHOT\tREVENUE\tCOST\tPROFIT\tPER\tMARKUP %\tGROSS MARGIN %\tPRICE/COST %\tBREAK-EVEN $/CREDIT\tDOUBTS\tVERDICT")
	for i := range all.Cells {
		cell := &all.Cells[i]
		verdict := count.judge(cell, house, c)
		if c.losses && verdict == "" {
			continue
		}
		m := cell.Margin
		fmt.Fprintln(w, strings.Join([]string{cell.Row, offerOf(cell), cell.Rate, cell.Match, shotWords(cell.Shot),
			places(m.Revenue, 6), places(m.Cost, 6), places(pricing.Interval{Min: m.Worst, Max: m.Best}, 6), per(cell),
			percent(m.Markup), percent(m.GrossMargin), percent(m.PriceToCost), breakEven(cell), or(doubtsOf(cell), "–"), or(verdict, "–")}, "\t"))
	}
	if len(all.Gaps) > 0 {
		fmt.Fprintln(w, "\nNOT COMPARED\tBESIDE\tREASON")
	}
	for _, g := range all.Gaps {
		fmt.Fprintf(w, "%s\t%s\t%s\n", g.Row, or(g.Cost, "–"), g.Reason)
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	fmt.Fprintf(out, "%d cells, %d declared loss leaders, %d below the floor of %s %%, %d on ended costs; %d not compared\n",
		len(all.Cells), count.declared, count.below, c.floor.Round(2), count.ended, len(all.Gaps))
	return count.below, nil
}

// basis is the cost as the engine takes it.
func (c *Cost) basis() (margin.CostBasis, error) {
	b := margin.CostBasis{Model: c.Model, Rate: c.Rate, Match: c.Match}
	shot, err := json.Marshal(c.Shot)
	if err != nil || c.Shot == nil {
		shot = []byte("{}")
	}
	request, err := wire.ParseQuote(wire.Input{JSON: shot}, 0)
	if err != nil {
		return b, fmt.Errorf("the shot of the cost %s: %w", c.Rate, err)
	}
	if b.Shot = request.Shot; c.Audio {
		b.Shot.Audio = "true"
	}
	return b, nil
}

// verdicts counts the margins below the floor.
type verdicts struct{ below, declared, ended int }

// judge says what is wrong with the cell, or "".
func (v *verdicts) judge(cell *margin.MarginCell, house *SellerFile, c *marginsCommand) string {
	if cell.GrossMargin().Cmp(c.floor) >= 0 {
		return ""
	}
	leader := house.Operator.accepts(cell, c.on)
	deeper := ""
	if leader != nil {
		if worst := pricing.Exactly(decimal.RequireFromString(leader.Worst)); cell.Margin.Worst.Cmp(worst) >= 0 {
			v.declared++
			return "loss leader until " + leader.Until + ": " + leader.Reason
		}
		deeper = ", deeper than the accepted " + leader.Worst
	}
	if cell.Ended != 0 {
		v.ended++
		return "BELOW THE FLOOR, on an ended cost" + deeper
	}
	v.below++
	return "BELOW THE FLOOR" + deeper
}

// accepts returns the declaration that accepts a loss of the cell on the day.
func (o *Operator) accepts(c *margin.MarginCell, on pricing.Instant) *LossLeader {
	for i := range o.LossLeaders {
		l := &o.LossLeaders[i]
		if l.Model == c.Model && l.Rate == c.Rate && l.Promo == (c.Bonus != nil) && c.Offer != nil &&
			slices.Contains(l.Offers, c.Offer.ID) && on < instant(l.Until) {
			return l
		}
	}
	return nil
}

// offerOf names what pays; a bonus that the house does not give is a what-if.
func offerOf(c *margin.MarginCell) string {
	if c.Offer == nil {
		return "dollars"
	}
	if c.Bonus == nil {
		return c.Offer.ID
	}
	bonus := c.Promo + ": +" + pricing.Exactly(c.Bonus.Percent.Round(2)).Exact() + "% credits"
	if c.WhatIf {
		return c.Offer.ID + ", what if " + bonus
	}
	return c.Offer.ID + " with " + bonus
}

func shotWords(s pricing.Shot) string {
	words := s.Describe()
	if s.FPS.Valid {
		words += ", " + s.FPS.Decimal.String() + " fps"
	}
	return or(strings.TrimPrefix(words, ", "), "–")
}

func per(c *margin.MarginCell) string {
	if c.PerSecond {
		return "s"
	}
	return "generation"
}

func breakEven(c *margin.MarginCell) string {
	if c.Offer == nil {
		return "–"
	}
	return c.Margin.BreakEvenCreditPrice.Round(6).String()
}

// ownChoice are the warnings about what the shot leaves open, which is ours.
var ownChoice = []pricing.WarningCode{pricing.DefaultSeconds, pricing.Assumed, pricing.UnlistedSeconds, pricing.LengthNotPublished}

// doubtsOf says what is doubtful about the cost, and about the rate of the house.
func doubtsOf(c *margin.MarginCell) string {
	var words []string
	add := func(s string) {
		if !slices.Contains(words, s) {
			words = append(words, s)
		}
	}
	if c.Ended != 0 {
		add("ended on " + c.Ended.String())
	}
	for _, w := range c.Doubts {
		switch {
		case slices.Contains(ownChoice, w.Code):
		case w.Code == pricing.Stale:
			add("stale (known " + c.Known + ")")
		case w.Field != "":
			add(spoken(w.Code) + ": " + w.Field)
		default:
			add(spoken(w.Code))
		}
	}
	for _, d := range c.Unstated {
		add("not stated: " + d)
	}
	for _, w := range c.RowDoubts {
		if !slices.Contains(ownChoice, w.Code) {
			add("the house's rate: " + spoken(w.Code))
		}
	}
	return strings.Join(words, "; ")
}

func spoken(c pricing.WarningCode) string { return strings.ReplaceAll(string(c), "_", " ") }

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
