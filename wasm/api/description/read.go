package description

import (
	"fmt"
	"os"
	"slices"

	"github.com/goccy/go-yaml"
)

// Read reads openapi.yaml, without what only its authors need (x-shared). Its
// placeholders are as they are written.
func Read(name string) (Object, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var v any
	if err := yaml.UnmarshalWithOptions(text, &v, yaml.UseOrderedMap()); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	document, ok := ordered(v).(Object)
	if !ok {
		return nil, fmt.Errorf("%s is not an object", name)
	}
	return slices.DeleteFunc(document, func(m Member) bool { return m.Name == "x-shared" }), nil
}

// ordered turns the YAML reader's maps into objects. Of a member that is there
// twice, merged and written out, the one written out stays.
func ordered(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		var o Object
		for _, item := range v {
			m := Member{fmt.Sprint(item.Key), ordered(item.Value)}
			if i := slices.IndexFunc(o, func(other Member) bool { return other.Name == m.Name }); i >= 0 {
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
