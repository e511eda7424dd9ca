package main

import "github.com/reelrate/reelrate/pricing"

// aboutPage is what the site says of its own numbers, counted from the table.
type aboutPage struct {
	Rates, Former, Formulas int
	Disputed, Approximate   int
	Stale                   int64 // days after which a price is called stale
	Max                     int64 // seconds
	Disputes                []dispute
	On                      string
}

// dispute is two published statements that cannot both be true.
type dispute struct{ Title, Path, Amount, Text, Refs string }

func (e *edition) about() *aboutPage {
	p := &aboutPage{Stale: e.table.StaleAfterDays, Max: e.table.MaxSeconds, On: dateWords(e.on.Day().String())}
	for _, s := range e.sellers {
		for i := range s.Models {
			m := &s.Models[i]
			d := pricing.ModelOnDay{Table: e.table, Seller: s.Seller, Model: m}
			for j := range m.Rates {
				r := &m.Rates[j]
				switch r.Status {
				case pricing.Current:
					p.Rates++
				case pricing.Superseded:
					p.Former++
				default:
					p.Formulas++
				}
				if r.Precision != pricing.Exact {
					p.Approximate++
				}
				if len(r.Conflicts) > 0 {
					p.Disputed++
				}
				for _, c := range r.Conflicts {
					p.Disputes = append(p.Disputes, dispute{m.Name + ", " + s.Name, modelPath(s.ID, m.ID), almost(r.Precision) + d.CellInWords(r), sentence(c.Text), refs(c.Sources)})
				}
			}
		}
	}
	return p
}
