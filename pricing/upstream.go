package pricing

import "strings"

// Upstream is the maker's own model behind one that its seller sells on; nil
// where none is known.
func (t *Table) Upstream(m *Model) *Model {
	if m.Upstream == "" {
		return nil
	}
	_, up := t.modelAt(m.Upstream)
	return up
}

// UpstreamEnded reports whether the maker of the model has ended it by the day
// and its seller has not said whether it goes on: what is asked for it may be the
// price of something that nobody sells any more. Of a seller that says that it
// ends with its maker, the model has a [Model.Sunset] of its own.
func (t *Table) UpstreamEnded(m *Model, on Instant) bool {
	up := t.Upstream(m)
	return up != nil && m.Continues == NotStated && up.Sunset != 0 && on >= up.Sunset
}

// afterItsMaker is 1 for a model that may have ended with its maker, else 0: such
// a model stands after those that live.
func (t *Table) afterItsMaker(m *Model, on Instant) int {
	if t.UpstreamEnded(m, on) {
		return 1
	}
	return 0
}

// upstreamDoubt says that the maker ends the model and what its seller says of
// that, if it says so in the words of Continues.
func (t *Table) upstreamDoubt(s *Seller, m *Model, says Tri, on Instant) []Warning {
	up := t.Upstream(m)
	if up == nil || up.Sunset == 0 || m.Continues != says {
		return nil
	}
	message := "the vendor's own " + up.Name + ends(on, up.Sunset) + up.Sunset.String()
	if says == Yes {
		return []Warning{{UpstreamContinued, "model", message + "; " + s.Name + " says that it goes on selling it"}}
	}
	return []Warning{{UpstreamSunset, "model", message + "; whether " + s.Name + " goes on selling it is not published"}}
}

// ends is the verb of an end, seen from the day.
func ends(on, end Instant) string {
	if on >= end {
		return " ended on "
	}
	return " ends on "
}

// modelAt finds a model by <seller>/<model>, nil where there is none.
func (t *Table) modelAt(id string) (*Seller, *Model) {
	seller, model, _ := strings.Cut(id, "/")
	s := Find(t.Sellers, seller, func(s *Seller) string { return s.ID })
	if s == nil {
		return nil, nil
	}
	return s, Find(s.Models, model, func(m *Model) string { return m.ID })
}
