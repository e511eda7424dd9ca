// Package table reads and writes the compiled form of a rate table: one JSON text
// in RFC 8785 canonical form, the same bytes for every host, whose SHA-256 is the
// digest that answers name. cmd/rates compiles it from YAML; [Load] is the only
// way that the engine gets its prices.
package table

import (
	"strconv"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

// Format is the version of the compiled form. A text of another is refused.
const Format = 1

// Most is the longest text that Load reads.
const Most = 16 << 20

// Encode writes the table's compiled form. What it writes of a table that is not
// sound is refused by [Load].
func Encode(t *pricing.Table) []byte {
	w := &writer{out: []byte{'{'}}
	file(w, t)
	w.end('}')
	return w.out
}

// Load reads a compiled table, whole or not at all: what is returned can be asked
// anything. Every error is a [*pricing.Error] with the code [pricing.InvalidTable],
// whose Field is the place in the text: "table.sellers.3.models.0.rates.2.amount".
func Load(text []byte) (*pricing.Table, error) {
	t := &pricing.Table{Canonical: string(text)}
	if err := read(t.Canonical, t); err != nil {
		return nil, err
	}
	t.Digest = Digest(t.Canonical)
	place(t)
	return t, nil
}

// place numbers the rows.
func place(t *pricing.Table) {
	next := func(place *int) {
		t.Rows++
		*place = t.Rows
	}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for j := range s.Offers {
			next(&s.Offers[j].Place)
		}
		for j := range s.Models {
			m := &s.Models[j]
			next(&m.Place)
			for k := range m.Rates {
				next(&m.Rates[k].Place)
			}
		}
	}
}

func read(text string, t *pricing.Table) *pricing.Error {
	r := &reader{in: text}
	switch {
	case len(text) > Most:
		r.fail("the table is longer than is read", "at most "+strconv.Itoa(Most)+" bytes")
	case !utf8.ValidString(text):
		r.fail("the table is not UTF-8")
	}
	r.elements = countElements(r.in)
	if r.object() {
		file(r, t)
		r.end('}')
	}
	if r.at < len(r.in) {
		r.fail("there is more after the table")
	}
	if r.err == nil {
		check(&r.trail, t)
	}
	return r.err
}
