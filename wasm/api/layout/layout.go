// Package layout writes JSON for people: the examples of the API's description
// and of its reference.
package layout

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Append writes JSON text after b, its members in their order and a value on one
// line where that fits within width. Further lines are indented by so many
// spaces. It panics where text is not JSON.
func Append(b, text []byte, width, indent int) []byte {
	text = bytes.TrimSpace(text)
	if len(text)+indent <= width || text[0] != '{' && text[0] != '[' {
		return append(b, spaced(text)...)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	open, _ := d.Token()
	b = append(b, open.(json.Delim).String()...)
	for first := true; d.More(); first = false {
		if !first {
			b = append(b, ',')
		}
		b = append(b, "\n"+strings.Repeat(" ", indent+2)...)
		if open == json.Delim('{') {
			name, _ := d.Token()
			b = append(append(b, String(name.(string))...), ": "...)
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			panic(err)
		}
		b = Append(b, value, width, indent+2)
	}
	closing, _ := d.Token()
	return append(b, "\n"+strings.Repeat(" ", indent)+closing.(json.Delim).String()...)
}

// String writes s as JSON without the escapes for HTML.
func String(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(s) // a string: cannot fail
	return strings.TrimSpace(b.String())
}

// spaced is compact JSON with a space after commas and colons.
func spaced(v []byte) string {
	var b strings.Builder
	text, escaped := false, false
	for _, c := range v {
		b.WriteByte(c)
		switch {
		case escaped:
			escaped = false
		case text && c == '\\':
			escaped = true
		case c == '"':
			text = !text
		case !text && (c == ',' || c == ':'):
			b.WriteByte(' ')
		}
	}
	return b.String()
}
