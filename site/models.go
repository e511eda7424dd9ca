package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
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
	Seller    *shownSeller
	Model     *pricing.Model
	Path      string
	State     string // why it has no price now, or what is about to end
	Ended     bool
	Prices    string   // in a few words, for the index and the page's description
	Standing  standing // of the first of them
	Facts     []fact
	Cells     []cell // in force, or the last that were
	Former    []cell
	Formulas  []cell // published ways to compute, which nothing is quoted from
	Example   *example
	NoExample string // why there is none, where there are prices
	Doubts    []doubt
	Cites     []cite
	Same      []sibling
	Product   *product // for search engines; nil where nothing of it would be true
}

// fact is one line of what is known beside prices.
type fact struct {
	Name, Text string
	Link       string // a page that the text names, or ""
}

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
		sources = append(sources, m.Cites(r.Sources)...)
	}
	for _, r := range ratesOf(s.Seller, m) {
		switch {
		case slices.Contains(current.Cells, r):
		case r.Status == pricing.Informational:
			p.Formulas = append(p.Formulas, e.cell(s, &current, r))
			sources = append(sources, m.Cites(r.Sources)...)
		default:
			p.Former = append(p.Former, e.cell(s, &current, r))
			sources = append(sources, m.Cites(r.Sources)...)
		}
	}
	for _, g := range m.Gaps {
		sources = append(sources, g.Sources...)
	}
	sources = append(sources, m.ContinuedBy...)
	p.Cites = cites(e.table, sources)
	for i := range p.Cites {
		p.Cites[i].Known = e.documentDate(p.Cites[i].Title)
	}
	p.Prices = pricesInWords(p.Cells)
	if len(current.Cells) > 0 {
		p.Standing = stands(onDay(&current, e.on).CellStanding(current.Cells[0]))
		p.Example, err = e.example(s, m, current.Cells[0], current.AsOf)
		var refused *pricing.Error
		if errors.As(err, &refused) {
			p.NoExample = strings.TrimSuffix(sentence(refused.Message), ".")
		} else if err != nil {
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
					price := other.Prices + ", " + other.Standing.Words
					if len(other.Cells) == 0 {
						price = strings.ToLower(other.State[:1]) + other.State[1:]
					}
					m.Same = append(m.Same, sibling{other.Seller.Name + ": " + other.Model.Name, other.Path, price})
				}
			}
		}
	}
}

// Money says what the seller charges in.
func (s *shownSeller) Money() string { return currencyWords(s) }
