package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// object is a JSON object whose members keep the order in which the document
// has them, for readers.
type object []member

type member struct {
	name  string
	value any // object, []any, string, number, bool or nil
}

// get returns the member's value, nil when there is none.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

func (o object) object(name string) object { v, _ := o.get(name).(object); return v }
func (o object) list(name string) []any    { v, _ := o.get(name).([]any); return v }
func (o object) text(name string) string   { v, _ := o.get(name).(string); return v }

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := toJSON(m.name)
		if err != nil {
			return nil, err
		}
		value, err := toJSON(m.value)
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

// toJSON is json.Marshal without its escapes for HTML.
func toJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// readOpenAPI reads the API's description with the examples that it refers to,
// which lie in files beside it, and without what only its authors need (x-shared).
func readOpenAPI(name string) (object, error) {
	v, err := readYAML(name)
	if err != nil {
		return nil, err
	}
	document, ok := v.(object)
	if !ok {
		return nil, fmt.Errorf("%s is not an object", name)
	}
	document = slices.DeleteFunc(document, func(m member) bool { return m.name == "x-shared" })
	whole, err := withFiles(document, filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	return whole.(object), nil
}

// readYAML reads YAML, and so JSON too, with members in their order.
func readYAML(name string) (any, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var v any
	if err := yaml.UnmarshalWithOptions(text, &v, yaml.UseOrderedMap()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return ordered(v), nil
}

// ordered turns the YAML reader's maps into objects. Of a member that is there
// twice, merged and written out, the one written out stays.
func ordered(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		var o object
		for _, item := range v {
			m := member{fmt.Sprint(item.Key), ordered(item.Value)}
			if i := slices.IndexFunc(o, func(other member) bool { return other.name == m.name }); i >= 0 {
				o[i] = m
			} else {
				o = append(o, m)
			}
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = ordered(v[i])
		}
		return list
	}
	return v
}

// withFiles puts the content of a file where the document refers to it.
func withFiles(v any, folder string) (any, error) {
	var err error
	switch v := v.(type) {
	case object:
		if ref := v.text("$ref"); ref != "" && !strings.HasPrefix(ref, "#") {
			return readYAML(filepath.Join(folder, filepath.FromSlash(ref)))
		}
		for i := range v {
			if v[i].value, err = withFiles(v[i].value, folder); err != nil {
				return nil, err
			}
		}
	case []any:
		for i := range v {
			if v[i], err = withFiles(v[i], folder); err != nil {
				return nil, err
			}
		}
	}
	return v, nil
}

// resolve follows a reference within the document. What stands beside it, such
// as a description of its own, comes first.
func (o object) resolve(v any) object {
	at, _ := v.(object)
	ref, ok := strings.CutPrefix(at.text("$ref"), "#/")
	if !ok {
		return at
	}
	target := o
	for name := range strings.SplitSeq(ref, "/") {
		target = target.object(strings.NewReplacer("~1", "/", "~0", "~").Replace(name))
	}
	out := slices.DeleteFunc(slices.Clone(at), func(m member) bool { return m.name == "$ref" })
	for _, m := range o.resolve(target) {
		if out.get(m.name) == nil {
			out = append(out, m)
		}
	}
	return out
}
