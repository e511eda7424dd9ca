package table

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/reelrate/reelrate/pricing"
)

// writer is the codec that writes, in the canonical form of RFC 8785: members
// sorted by name, which is the order that form.go names them in, and no white
// space.
type writer struct{ out []byte }

func (w *writer) format() {
	format := int64(Format)
	w.whole("format", &format)
}

func (w *writer) member(name string, there bool) bool {
	if there {
		if w.out[len(w.out)-1] != '{' {
			w.out = append(w.out, ',')
		}
		w.out = append(appendText(w.out, name), ':')
	}
	return there
}

func (w *writer) part(name string, there, needed bool) bool {
	if !w.member(name, there || needed) {
		return false
	}
	w.out = append(w.out, '{')
	return true
}

func (w *writer) list(name string, n int) int {
	if w.member(name, n > 0) {
		w.out = append(w.out, '[')
	}
	return n
}

func (w *writer) element(i int) {
	if i > 0 {
		w.out = append(w.out, ',')
	}
	w.out = append(w.out, '{')
}

func (w *writer) end(bracket byte) { w.out = append(w.out, bracket) }

func (w *writer) text(name string, v *string) {
	if w.member(name, *v != "") {
		w.out = appendText(w.out, *v)
	}
}

func (w *writer) address(name string, v *string) { w.text(name, v) }

func (w *writer) texts(name string, v *[]string) {
	if w.list(name, len(*v)) == 0 {
		return
	}
	for i := range *v {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.out = appendText(w.out, (*v)[i])
	}
	w.end(']')
}

func (w *writer) whole(name string, v *int64) {
	if w.member(name, *v != 0) {
		w.out = strconv.AppendInt(w.out, *v, 10)
	}
}

func (w *writer) truth(name string, v *bool) {
	if w.member(name, *v) {
		w.out = append(w.out, "true"...)
	}
}

func (w *writer) tri(name string, v *pricing.Tri) {
	if w.member(name, *v != pricing.NotStated) {
		w.out = strconv.AppendBool(w.out, *v == pricing.Yes)
	}
}

func (w *writer) members(name string, v *pricing.Members) {
	names := v.Names()
	w.texts(name, &names)
}

func (w *writer) enum(name string, v uint8, names []string) uint8 {
	if w.member(name, v != 0) {
		w.out = appendText(w.out, names[v])
	}
	return v
}

func (w *writer) number(name string, v *pricing.Fixed) {
	w.member(name, true)
	w.out = appendText(w.out, v.String())
}

func (w *writer) optional(name string, v **pricing.Fixed) {
	if *v != nil {
		w.number(name, *v)
	}
}

func (w *writer) per(name string, v *pricing.Fixed) {
	if *v != one {
		w.number(name, v)
	}
}

func (w *writer) amount(name string, v *pricing.Range) {
	switch {
	case v.Open:
		w.part(name, true, true)
		w.number("from", &v.Min)
	case v.Min != v.Max:
		w.part(name, true, true)
		w.number("max", &v.Max)
		w.number("min", &v.Min)
	default:
		w.number(name, &v.Min)
		return
	}
	w.end('}')
}

func (w *writer) instant(name string, v *pricing.Instant, month *bool) {
	if !w.member(name, *v != 0) {
		return
	}
	text := v.String()
	if month != nil && *month {
		text = text[:len("2026-01")]
	}
	w.out = appendText(w.out, text)
}

// appendText writes a JSON string of what is UTF-8, as every text of a table is.
func appendText(b []byte, s string) []byte {
	b, _ = jsontext.AppendQuote(b, s)
	return b
}
