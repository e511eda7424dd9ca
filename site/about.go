package main

import "github.com/reelrate/reelrate/pricing"

// aboutPage is what the site says of its own numbers, counted from the table.
type aboutPage struct {
	Rates, Former, Formulas int
	Disputed, Approximate   int
	Stale                   int64 // days after which a price is called stale
	Max                     int64 // seconds
	Disputes                []dispute
	Findings                []findingsOf
	Found                   int
	Upstream                bool // some seller sells on what another makes
	On                      string
	Example                 bool   // /credits has an example of a refusal
	Reference               string // how a line of a document is named, "" where none is
}

// dispute is two published statements that cannot both be true.
type dispute struct {
	Title, Path, Amount, Text string
	Refs                      []ref
}

func (e *edition) about() (*aboutPage, error) {
	p := &aboutPage{Stale: e.table.StaleAfterDays, Max: e.table.MaxSeconds, On: dateWords(e.on.Day().String())}
	for _, s := range e.sellers {
		for i := range s.Models {
			m := &s.Models[i]
			p.Upstream = p.Upstream || m.Upstream != ""
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
				if p.Reference == "" {
					p.Reference = firstLine(r.Sources)
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
	p.Example = e.refusal() != nil
	var err error
	p.Findings, p.Found, err = e.findings()
	return p, err
}

// firstLine is the first of the sources that is a line of a document, in short.
func firstLine(sources []pricing.Source) string {
	for _, s := range sources {
		if s.Document != "" && s.Line > 0 {
			return refs([]pricing.Source{s})[0].Words
		}
	}
	return ""
}
