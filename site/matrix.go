package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// matrix is what the operator's own prices come to on each offer.
type matrix struct {
	Seconds string // the length of all the shots, "" where they differ
	Offers  []pricing.PricedOffer
	Rows    []matrixRow
	Models  int

	BySecond bool // all of them are
}

// matrixRow is one price: its usual shot on every offer.
type matrixRow struct {
	ID, Name, State, Page, Link string
	For                         string // what the price is for
	Shot                        string // what is priced, where that is not the same in each row
	Rate, Credits               string
	Extras                      []string // what is charged beside the rate
	Dollars                     []string // by offer, "–" where it does not pay for the shot
}

// matrix prices the usual shot of each price in force on each offer; nil where
// nothing is sold in credits that have a price.
func (s *shownSeller) matrix(t *pricing.Table, models []pricing.ModelOnDay, offers *pricing.OfferList) *matrix {
	m := &matrix{BySecond: true}
	for _, o := range offers.Offers {
		if o.Priced {
			m.Offers = append(m.Offers, o)
		}
	}
	if len(m.Offers) == 0 || s.Currency.Dollars() {
		return nil
	}
	same := true
	for i := range models {
		d := &models[i]
		first := true
		for _, r := range d.Cells {
			members, q := usualShot(t, d, r, nil)
			if q == nil {
				continue // it stands on the model's page, with the reason
			}
			line := s.matrixRow(m, d, r, q)
			line.Link = "?" + query(members...)
			seconds := pricing.Text(q.Shot.Seconds)
			same = same && (m.Seconds == "" || m.Seconds == seconds) && seconds != ""
			m.Seconds = seconds
			m.Rows = append(m.Rows, line)
			m.Models += choose(first, 1, 0)
			first = false
			m.BySecond = m.BySecond && r.Unit == pricing.Second
		}
	}
	if len(m.Rows) == 0 {
		return nil
	}
	for i := range m.Rows {
		if same {
			m.Rows[i].Shot = ""
		}
	}
	m.Seconds = choose(same, m.Seconds, "")
	return m
}

func (s *shownSeller) matrixRow(m *matrix, d *pricing.ModelOnDay, r *pricing.Rate, q *pricing.Quote) matrixRow {
	line := matrixRow{ID: d.Model.ID, Name: d.Model.Name, Page: modelPath(s.ID, d.Model.ID), Shot: shotWords(&q.Shot), Extras: extraWords(s.Currency, r),
		Rate: almost(r.Precision) + d.CellInWords(r), Credits: almost(q.Precision) + q.Currency.InWords(q.Price)}
	line.For = unlessNamed(line.Name, cellWords(r))
	if i := slices.IndexFunc(s.Rows, func(w row) bool { return w.ID == d.Model.ID && w.First }); i >= 0 {
		line.State = s.Rows[i].State
	}
	for _, o := range m.Offers {
		dollars := "–"
		if i := slices.IndexFunc(q.Offers, func(p pricing.Payment) bool { return p.Offer == o.Offer }); i >= 0 {
			dollars = almost(q.Precision) + pricing.USD.InWords(q.Offers[i].Pays(q.Price))
		}
		line.Dollars = append(line.Dollars, dollars)
	}
	return line
}

// Priced are the rows of what has a price now.
func (s *shownSeller) Priced() []row {
	return slices.DeleteFunc(slices.Clone(s.Rows), func(r row) bool { return r.Ended || len(r.Prices) == 0 })
}

// Unpriced are the models without a price now.
func (s *shownSeller) Unpriced() []row {
	return slices.DeleteFunc(slices.Clone(s.Rows), func(r row) bool { return !r.Ended && len(r.Prices) > 0 })
}

// Told is what the row is for, where its name does not say it.
func (r row) Told() string { return unlessNamed(r.Name, r.For) }

func unlessNamed(name, what string) string {
	if strings.Contains(name, what) {
		return ""
	}
	return what
}
