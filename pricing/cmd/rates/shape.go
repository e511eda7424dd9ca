package main

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// shape is the JSON Schema that every YAML file has to satisfy; editors use the
// same one.
type shape struct{ schema *jsonschema.Schema }

func newShape(dir fs.FS) (*shape, error) {
	text, err := readBounded(dir, "schema.json")
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", document); err != nil {
		return nil, err
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		return nil, err
	}
	return &shape{s}, nil
}

// check lists where the data departs from the schema.
func (s *shape) check(f *file, data map[string]any) []Problem {
	err := s.schema.Validate(data)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		if err != nil {
			return []Problem{{File: f.name, Message: err.Error()}}
		}
		return nil
	}
	var problems []Problem
	english := message.NewPrinter(language.English)
	for _, leaf := range leaves(invalid) {
		if len(problems) > mostTold {
			break // each is looked up, and so many are not told
		}
		where := make([]any, len(leaf.InstanceLocation))
		for i, step := range leaf.InstanceLocation {
			where[i] = step
		}
		text := leaf.ErrorKind.LocalizedString(english)
		if isOperation(leaf) {
			var member string
			if member, text = oneOperation(reach(data, leaf.InstanceLocation)); member != "" {
				where = append(where, member)
			}
		} else if hint := anyHint(data, leaf.InstanceLocation); hint != "" {
			text = hint
		}
		if problem := f.at(text, where...); !slices.Contains(problems, problem) {
			problems = append(problems, problem)
		}
	}
	return problems
}

// isOperation reports whether the error is that a modifier is none of the three
// things that it can be. Its causes say what each of the three lacks, which is
// no help to one who wrote two.
func isOperation(e *jsonschema.ValidationError) bool {
	_, choice := e.ErrorKind.(*kind.OneOf)
	at := e.InstanceLocation
	return choice && len(at) > 1 && at[len(at)-2] == "modifiers"
}

// reach is the mapping that stands in the data under the path.
func reach(data any, path []string) map[string]any {
	mapping, _ := follow(data, path).(map[string]any)
	return mapping
}

// follow is what stands in the data under the path.
func follow(data any, path []string) any {
	for _, step := range path {
		switch v := data.(type) {
		case map[string]any:
			data = v[step]
		case []any:
			i, _ := strconv.Atoi(step)
			data = v[i]
		}
	}
	return data
}

// anyHint says how a condition that is any is written, "" for another value.
func anyHint(data any, where []string) string {
	if n := len(where); n >= 2 && follow(data, where) == "any" {
		switch member := where[n-1]; where[n-2] {
		case "when":
			return "any is no condition: a row whose price does not depend on " + member + " says independent: [" + member + "]"
		case "if":
			return "any is no condition: leave " + member + " out"
		}
	}
	return ""
}

// leaves are the errors without causes, which name the value at fault.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 || isOperation(e) {
		return []*jsonschema.ValidationError{e}
	}
	var out []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		out = append(out, leaves(cause)...)
	}
	return out
}
