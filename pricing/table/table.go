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

// Encode writes the table's compiled form.
func Encode(t *pricing.Table) []byte {
	w := &writer{out: []byte{'{'}}
	file(w, t)
	w.end('}')
	return w.out
}

// Load reads a compiled table, whole or not at all: what is returned can be asked
// anything. Every error is a [*pricing.Error] with the code [pricing.InvalidTable],
// which names the place in the text.
func Load(text []byte) (*pricing.Table, error) {
	t, err := read(string(text))
	if err != nil {
		return nil, err
	}
	t.Canonical = string(text)
	t.Digest = Digest(t.Canonical)
	return t, nil
}

func read(text string) (*pricing.Table, error) {
	r := &reader{in: text}
	switch {
	case len(text) > Most:
		r.fail("the table is longer than " + strconv.Itoa(Most) + " bytes")
	case !utf8.ValidString(text):
		r.fail("the table is not UTF-8")
	}
	r.elements = countElements(r.in)
	t := &pricing.Table{}
	if r.object() {
		file(r, t)
		r.end('}')
	}
	if r.err == nil && r.at < len(text) {
		r.fail("there is more after the table")
	}
	if r.err == nil {
		check(r, t)
	}
	if r.err != nil {
		return nil, r.err
	}
	return t, nil
}

// file is the outermost object. The format comes first, so that a text of another
// one is called that and not faulty.
func file(c codec, t *pricing.Table) {
	c.format()
	if c.part("table", true, true) {
		whole(c, t)
		c.end('}')
	}
}
