// Package description makes the API's description, openapi.yaml, into the document that is
// published: with examples that the API gives of a table.
package description

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// Object is a JSON object whose members keep the order in which the document
// has them, for readers.
type Object []Member

type Member struct {
	Name  string
	Value any // Object, []any, string, number, bool or nil
}

// Get returns the member's value, nil when there is none.
func (o Object) Get(name string) any {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

func (o Object) Object(name string) Object { v, _ := o.Get(name).(Object); return v }
func (o Object) List(name string) []any    { v, _ := o.Get(name).([]any); return v }
func (o Object) Text(name string) string   { v, _ := o.Get(name).(string); return v }

func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := JSON(m.Name)
		if err != nil {
			return nil, err
		}
		value, err := JSON(m.Value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// JSON is json.Marshal without its escapes for HTML.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// Resolve follows a reference within the document. What stands beside it, such
// as a description of its own, comes first.
func (o Object) Resolve(v any) Object {
	at, _ := v.(Object)
	ref, ok := strings.CutPrefix(at.Text("$ref"), "#/")
	if !ok {
		return at
	}
	target := o
	for name := range strings.SplitSeq(ref, "/") {
		target = target.Object(strings.NewReplacer("~1", "/", "~0", "~").Replace(name))
	}
	out := slices.DeleteFunc(slices.Clone(at), func(m Member) bool { return m.Name == "$ref" })
	for _, m := range o.Resolve(target) {
		if out.Get(m.Name) == nil {
			out = append(out, m)
		}
	}
	return out
}
