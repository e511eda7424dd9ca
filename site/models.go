package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// modelsPage is the index of all models, by seller.
type modelsPage struct {
	Sellers []sellerModels
	Count   int
}

type sellerModels struct {
	*shownSeller
	Models []*modelPage
}

// modelPage is everything that is published of one model at one seller.
type modelPage struct {
	Seller   *shownSeller
	Model    *pricing.Model
	Path     string
	State    string // why it has no price now, or what is about to end
	Ended    bool
	Prices   string // in a few words, for the index and the page's description
	Facts    []fact
	Cells    []cell // in force, or the last that were
	Former   []cell
	Formulas []cell // published ways to compute, which nothing is quoted from
	Example  *example
	Doubts   []doubt
	Cites    []cite
	Same     []sibling
	Product  *product // for search engines; nil where nothing of it would be true
}

// fact is one line of what is known beside prices.
type fact struct {
	Name, Text string
	Link       string // a page that the text names, or ""
}

// cell is one published price.
type cell struct {
	ID                 string
	For, Silent        string // what it is for, and what its source does not say
	Amount             string
	PerSecond, Dollars string // in the seller's currency; in dollars where credits have one price
	Reason             string // why there is no price per second
	Certainty          string // "about", "a range" …, or ""
	Modifiers          []string
	AsOf, Holds        string
	Refs               []string
	Doubts             []doubt
	Disputed           bool
	Link               string // query that prices it in the calculator, or ""
}

// example is one price worked out by the engine.
type example struct {
	AsOf     string // the day, where the model has ended since
	Shot     string
	Steps    []string
	Price    string
	Dollars  string // "" with Reason
	Reason   string
	Warnings []string
	Link     string // query of the calculator
	Offers   []offerStep
}

// offerStep is the example's price through one offer.
type offerStep struct{ Name, Step, Dollars, PerSecond string }

// sibling is the same model at another seller.
type sibling struct{ Seller, Path, Price string }

// models describes every model of the public sellers.
func (e *edition) models() (*modelsPage, error) {
	page := &modelsPage{}
	for _, s := range e.sellers {
		days, err := e.table.Models(pricing.ModelsRequest{Seller: s.ID, AsOf: e.on})
		if err != nil {
			return nil, err
		}
		if len(days) == 0 {
			continue
		}
		group := sellerModels{shownSeller: s}
		for i := range days {
			m, err := e.model(s, &days[i])
			if err != nil {
				return nil, fmt.Errorf("%s/%s: %w", s.ID, days[i].Model.ID, err)
			}
			group.Models = append(group.Models, m)
			page.Count++
		}
		page.Sellers = append(page.Sellers, group)
	}
	page.joinFamilies()
	return page, nil
}

func (e *edition) model(s *shownSeller, d *pricing.ModelOnDay) (*modelPage, error) {
	m := d.Model
	p := &modelPage{Seller: s, Model: m, Path: modelPath(s.ID, m.ID), Facts: e.facts(s, m)}
	rows, err := s.rows(e.table, *d)
	if err != nil {
		return nil, err
	}
	p.State, p.Ended = rows[0].State, rows[0].Ended
	for _, r := range rows {
		for _, known := range r.Doubts {
			if known.Label == "Note" || known.Label == "Ended" || known.Label == "Beware" || known.Label == "Not published" {
				p.doubt(known)
			}
		}
	}

	current := *d
	if p.Ended { // its last prices, marked as what they are
		before, err := e.table.Models(pricing.ModelsRequest{Seller: s.ID, Model: m.ID, AsOf: m.Sunset - 1})
		if err != nil {
			return nil, err
		}
		current = before[0]
	}
	sources := slices.Clone(m.Sources)
	for _, r := range current.Cells {
		p.Cells = append(p.Cells, e.cell(s, &current, r))
		sources = append(sources, r.Sources...)
	}
	for _, r := range ratesOf(s.Seller, m) {
		switch {
		case slices.Contains(current.Cells, r):
		case r.Status == pricing.Informational:
			p.Formulas = append(p.Formulas, e.cell(s, &current, r))
			sources = append(sources, r.Sources...)
		default:
			p.Former = append(p.Former, e.cell(s, &current, r))
			sources = append(sources, r.Sources...)
		}
	}
	for _, g := range m.Gaps {
		sources = append(sources, g.Sources...)
	}
	p.Cites = cites(e.table, sources)
	for i := range p.Cites {
		p.Cites[i].AsOf = e.documentDate(p.Cites[i].Title)
	}
	p.Prices = pricesInWords(p.Cells)
	if len(current.Cells) > 0 {
		if p.Example, err = e.example(s, m, current.Cells[0], current.AsOf); err != nil {
			return nil, err
		}
	}
	p.Product = e.product(p, d)
	return p, nil
}

func (p *modelPage) doubt(d doubt) {
	if !slices.ContainsFunc(p.Doubts, func(known doubt) bool { return known.Text == d.Text }) {
		p.Doubts = append(p.Doubts, d)
	}
}

// ratesOf returns every row that prices the model, in or out of force.
func ratesOf(s *pricing.Seller, m *pricing.Model) []*pricing.Rate {
	if m.PricedAs != "" {
		if as, err := s.Model(m.PricedAs); err == nil {
			m = as
		}
	}
	out := make([]*pricing.Rate, len(m.Rates))
	for i := range m.Rates {
		out[i] = &m.Rates[i]
	}
	return out
}

// cell describes one row of the table.
func (e *edition) cell(s *shownSeller, d *pricing.ModelOnDay, r *pricing.Rate) cell {
	c := cell{ID: r.ID, Amount: almost(r.Precision) + d.CellInWords(r), AsOf: dateWords(r.AsOf), Holds: holdsWords(r.From, r.Until), Refs: lines(r.Sources)}
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
		c.Disputed = true
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
			return dateWords(d.AsOf)
		}
	}
	return ""
}

// example prices the cell's own shot on the day, on every offer of the seller.
func (e *edition) example(s *shownSeller, m *pricing.Model, r *pricing.Rate, on pricing.Instant) (*example, error) {
	shot, err := shotOf(s.ID, m, r)
	if err != nil {
		return nil, err
	}
	q, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, EveryOffer: true, AsOf: on})
	if err != nil {
		return nil, err
	}
	x := &example{Shot: shotWords(&q.Shot), Steps: q.Steps(), Price: q.Currency.InWords(q.Price), Reason: q.DollarsReason, Link: "/" + query(s.ID, m, r)}
	if on != e.on {
		day := on.Day().String()
		x.AsOf = dateWords(day)
		x.Link += "&asOf=" + day
	}
	if q.Dollars != nil && !q.Currency.Dollars() {
		x.Dollars = pricing.USD.InWords(*q.Dollars)
	}
	for _, w := range q.Warnings {
		x.Warnings = append(x.Warnings, sentence(w.Message))
	}
	if q.Offer != nil {
		return x, nil // the only way to pay is part of the steps
	}
	for i := range q.Offers {
		o := q.Offers[i].Offer
		paid, err := e.table.Quote(pricing.QuoteRequest{Shot: shot, Offer: o.ID, AsOf: on})
		if err != nil {
			return nil, err
		}
		steps := paid.Steps()
		line := offerStep{Name: o.Name, Step: steps[len(steps)-1], Dollars: pricing.USD.InWords(*paid.Dollars)}
		if perSecond, ok := paid.PerSecond(*paid.Dollars); ok {
			line.PerSecond = fine(perSecond)
		}
		x.Offers = append(x.Offers, line)
	}
	return x, nil
}

// shotOf is the shot of shotMembers.
func shotOf(seller string, m *pricing.Model, r *pricing.Rate) (pricing.Shot, error) {
	shot := pricing.Shot{Seller: seller, Model: m.ID}
	var failed error
	for _, member := range shotMembers(m, r) {
		text := map[string]*string{"mode": &shot.Mode, "resolution": &shot.Resolution, "audio": &shot.Audio, "hdr": &shot.HDR, "quality": &shot.Quality}[member[0]]
		if text != nil {
			*text = member[1]
			continue
		}
		number := map[string]*decimal.NullDecimal{"seconds": &shot.Seconds, "tier": &shot.Tier, "gpuHours": &shot.GPUHours}[member[0]]
		if number == nil {
			return shot, fmt.Errorf("no example can be given with %s", member[0])
		}
		d, err := decimal.NewFromString(member[1])
		failed = errors.Join(failed, err)
		*number = decimal.NullDecimal{Decimal: d, Valid: true}
	}
	return shot, failed
}

// joinFamilies links the pages of one model at several sellers.
func (p *modelsPage) joinFamilies() {
	families := map[string][]*modelPage{}
	for _, s := range p.Sellers {
		for _, m := range s.Models {
			if m.Model.Family != "" {
				families[m.Model.Family] = append(families[m.Model.Family], m)
			}
		}
	}
	for _, family := range families {
		for _, m := range family {
			for _, other := range family {
				if other != m {
					price := other.Prices
					if other.State != "" {
						price = strings.TrimPrefix(price+"; "+strings.ToLower(other.State[:1])+other.State[1:], "; ")
					}
					m.Same = append(m.Same, sibling{other.Seller.Name + ": " + other.Model.Name, other.Path, price})
				}
			}
		}
	}
}

// Money says what the seller charges in.
func (s *shownSeller) Money() string { return currencyWords(s) }
