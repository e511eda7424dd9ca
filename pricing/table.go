package pricing

import (
	"slices"
	"strings"
	"sync/atomic"
)

// Table is the whole dated data set. It is authored as YAML, checked and compiled
// by cmd/rates, loaded by package table, and never changes while a program runs.
type Table struct {
	Version string
	// Digest is "sha256:" and the hex SHA-256 of Canonical.
	Digest string
	// Canonical is the compiled table that it was loaded from.
	Canonical      string
	Documents      []Document
	Resolutions    []Raster // every name of a resolution that there is
	MaxSeconds     int64    // the longest clip any rate is applied to
	StaleAfterDays int64    // a price known to hold longer ago than this warns
	Capabilities   []Capability
	Routing        []Route
	Rules          []Rule
	Spending       []Spending
	Sellers        []Seller // sorted by ID, as are the Models of each

	// Rows is how many models, rates and offers there are, and the last Place.
	Rows int
	// Kept is package wire's: what it has written of each row, by its Place, and of
	// the table itself; nil in a table that remembers nothing.
	Kept []atomic.Pointer[string]
}

// Capability is something that a model can do, by which a comparison filters.
type Capability struct{ ID, Name string }

// Seller finds a seller by id, name or alias. It returns [UnknownSeller] with
// the closest ids.
func (t *Table) Seller(name string) (*Seller, *Error) {
	if s := Find(t.Sellers, name, func(s *Seller) string { return s.ID }); s != nil {
		return s, nil
	}
	folded := Fold(name)
	for i := range t.Sellers {
		s := &t.Sellers[i]
		if Named(folded, s.ID, s.Name, s.Aliases) {
			return s, nil
		}
	}
	ids := make([]string, len(t.Sellers))
	for i := range t.Sellers {
		ids[i] = t.Sellers[i].ID
	}
	return nil, &Error{Code: UnknownSeller, Field: "seller",
		Message:  "there is no seller " + Quoted(name),
		Accepted: closest(name, ids)}
}

// House is the operator's own seller, nil if there is none.
func (t *Table) House() *Seller {
	for i := range t.Sellers {
		if t.Sellers[i].Owned {
			return &t.Sellers[i]
		}
	}
	return nil
}

// Model finds a model of the seller by id, name or alias. It returns
// [UnknownModel] with the closest ids.
func (s *Seller) Model(name string) (*Model, *Error) {
	if m := s.FindModel(name); m != nil {
		return m, nil
	}
	ids := make([]string, len(s.Models))
	for i := range s.Models {
		ids[i] = s.Models[i].ID
	}
	message := s.Name + " has no model " + Quoted(name)
	if len(ids) == 0 {
		message = s.Name + " publishes no price of a model"
	}
	return nil, &Error{Code: UnknownModel, Field: "model", Message: message, Accepted: closest(name, ids)}
}

// FindModel finds a model of the seller by id, name or alias, nil if there is none.
func (s *Seller) FindModel(name string) *Model {
	if m := Find(s.Models, name, func(m *Model) string { return m.ID }); m != nil {
		return m
	}
	folded := Fold(name)
	for i := range s.Models {
		m := &s.Models[i]
		if Named(folded, m.ID, m.Name, m.Aliases) {
			return m
		}
	}
	return nil
}

// Offer finds an offer of the seller by id, name or alias.
func (s *Seller) Offer(name string) (*Offer, *Error) {
	for i := range s.Offers {
		if s.Offers[i].ID == name {
			return &s.Offers[i], nil
		}
	}
	folded := Fold(name)
	for i := range s.Offers {
		o := &s.Offers[i]
		if Named(folded, o.ID, o.Name, o.Aliases) {
			return o, nil
		}
	}
	ids := make([]string, len(s.Offers))
	for i := range s.Offers {
		ids[i] = s.Offers[i].ID
	}
	message := s.Name + " has no offer " + Quoted(name)
	if len(ids) == 0 {
		message = s.Name + " sells no credits: " + s.NoOffers
	}
	if s.Currency.Dollars() {
		return nil, &Error{Code: OfferNotApplicable, Field: "offer",
			Message: s.Name + " charges in US dollars, so no credits are bought"}
	}
	return nil, &Error{Code: UnknownOffer, Field: "offer", Message: message, Accepted: ids}
}

// Rates returns the rows that price the model, which may be those of the model
// it is priced as.
func (s *Seller) Rates(m *Model) []Rate {
	if m.PricedAs == "" {
		return m.Rates
	}
	return s.FindModel(m.PricedAs).Rates
}

// Cites is where what the sources print was printed for the model: one that is
// priced as another has lines of its own, which say so.
func (m *Model) Cites(sources []Source) []Source {
	if m.PricedAs != "" {
		return m.Sources
	}
	return sources
}

// Document finds a source by its id. Of one that the table does not have, only the id
// is known.
func (t *Table) Document(id string) *Document {
	for i := range t.Documents {
		if t.Documents[i].ID == id {
			return &t.Documents[i]
		}
	}
	return &Document{ID: id}
}

// Find looks an id up in a slice sorted by id.
func Find[T any](sorted []T, id string, key func(*T) string) *T {
	low, high := 0, len(sorted)
	for low < high {
		mid := (low + high) / 2
		switch strings.Compare(key(&sorted[mid]), id) {
		case 0:
			return &sorted[mid]
		case -1:
			low = mid + 1
		default:
			high = mid
		}
	}
	return nil
}

// Named reports whether the folded name is the id, the name or an alias.
func Named(folded, id, name string, aliases []string) bool {
	if folded == "" {
		return false
	}
	return Fold(id) == folded || Fold(name) == folded ||
		slices.ContainsFunc(aliases, func(a string) bool { return Fold(a) == folded })
}

// Fold reduces a name to what tells it from others, so that "Lyra v2.1",
// "lyra-v2.1" and "Lyra_V2.1" are one: without its spaces and - _ . / ( ), and
// with its letters A to Z in lower case. Every other character stays and makes
// another name: "Lyra 2+" is not "Lyra 2".
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == ' ', r == '-', r == '_', r == '.', r == '/', r == '(', r == ')':
			return -1
		}
		return r
	}, s)
}

// unspaced is s without the spaces around it. Line breaks and tabs stay.
func unspaced(s string) string {
	for strings.HasPrefix(s, " ") {
		s = s[1:]
	}
	for strings.HasSuffix(s, " ") {
		s = s[:len(s)-1]
	}
	return s
}

// likeness is what a name has in common with the ids of a table: its letters and
// digits, in lower case. Two names of one likeness may well be two things.
func likeness(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, Fold(s))
}

// closest returns up to five of the ids, those most like the name first.
func closest(name string, ids []string) []string {
	const most, longest = 5, 64
	const within = -1 << 10 // a name that is part of the other is nearer than any that is not
	name = likeness(name)
	name = name[:min(longest, len(name))]
	type scored struct {
		id    string
		score int
	}
	all := make([]scored, len(ids))
	for i, id := range ids {
		like := likeness(id)
		all[i] = scored{id, distance(name, like)}
		if name != "" && (strings.Contains(like, name) || strings.Contains(name, like)) {
			all[i].score += within
		}
	}
	SortStable(all, func(a, b scored) int { return a.score - b.score })
	var out []string
	for _, s := range all[:min(most, len(all))] {
		out = append(out, s.id)
	}
	return out
}

// distance is the number of single-letter edits between a and b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(row[j]+1, row[j-1]+1, cost)
		}
	}
	return row[len(b)]
}
