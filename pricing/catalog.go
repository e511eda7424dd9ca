package pricing

import (
	"slices"
	"strings"
)

// ModelsRequest selects models; empty fields select all.
type ModelsRequest struct {
	Seller string // id, name or alias
	Model  string // id, name or alias, at the seller or, without one, at any
	Search string // part of an id, name, alias or family
	AsOf   Instant
}

// ModelOnDay is a model of a seller with its prices on a day.
type ModelOnDay struct {
	Table    *Table
	Seller   *Seller
	Model    *Model
	State    State
	AsOf     Instant
	Cells    []*Rate
	Warnings []Warning
}

// State says whether a model has a price on the day.
type State string

const (
	Available State = "available"
	AtSunset  State = "sunset"   // ended by the day
	Unpriced  State = "unpriced" // named by the source without a usable price
	NotYet    State = "not_yet"  // no price that may be quoted is known to hold so early
	Ended     State = "ended"    // the last known price no longer holds
)

// Models lists the models selected, in order of seller and model id. A named
// seller or model that does not exist is refused with the closest names.
func (t *Table) Models(r ModelsRequest) ([]ModelOnDay, error) {
	only := ""
	if r.Seller != "" {
		s, err := t.Seller(r.Seller)
		if err != nil {
			return nil, err
		}
		if only = s.ID; r.Model != "" {
			if _, err := s.Model(r.Model); err != nil {
				return nil, t.withAlternatives(QuoteRequest{Shot: Shot{Seller: r.Seller, Model: r.Model}, AsOf: r.AsOf}, err)
			}
		}
	}
	var out []ModelOnDay
	for i := range t.Sellers {
		s := &t.Sellers[i]
		if only != "" && s.ID != only {
			continue
		}
		for j := range s.Models {
			m := &s.Models[j]
			if r.Model != "" && m.ID != r.Model && !Named(Fold(r.Model), m.ID, m.Name, m.Aliases) || !m.found(r.Search) {
				continue
			}
			out = append(out, t.onDay(s, m, r.AsOf))
		}
	}
	if len(out) == 0 && r.Model != "" && r.Seller == "" {
		return nil, &Error{Code: UnknownModel, Field: "model",
			Message: "no seller has a model " + Quoted(r.Model), Accepted: closest(r.Model, t.modelIDs())}
	}
	return out, nil
}

func (t *Table) modelIDs() []string {
	var ids []string
	for i := range t.Sellers {
		for j := range t.Sellers[i].Models {
			if id := t.Sellers[i].Models[j].ID; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (m *Model) found(search string) bool {
	folded := Fold(search)
	if folded == "" {
		return search == ""
	}
	return strings.Contains(Fold(m.ID), folded) || strings.Contains(Fold(m.Name), folded) || strings.Contains(Fold(m.Family), folded) ||
		slices.ContainsFunc(m.Aliases, func(a string) bool { return strings.Contains(Fold(a), folded) })
}

// stateOf is the state of a model that has no price for the reason of the code.
func stateOf(c Code) State {
	switch c {
	case Sunset:
		return AtSunset
	case NotYetPriced:
		return NotYet
	case NoLongerPriced:
		return Ended
	default:
		return Unpriced
	}
}

// onDay collects what is known of the model on the day.
func (t *Table) onDay(s *Seller, m *Model, on Instant) ModelOnDay {
	d := ModelOnDay{Table: t, Seller: s, Model: m, AsOf: on, State: Available}
	cells, err := InForce(nil, s, m, on)
	if err != nil {
		d.State = stateOf(Typed(err).Code)
		return d
	}
	d.Cells, d.Warnings = cells, t.upstreamDoubt(s, m, NotStated, on)
	for _, r := range cells {
		for _, w := range t.doubts(s, m, r, on) {
			if !slices.Contains(d.Warnings, w) {
				d.Warnings = append(d.Warnings, w)
			}
		}
	}
	return d
}
