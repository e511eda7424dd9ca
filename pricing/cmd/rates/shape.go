package main

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// shape is the JSON Schema that every YAML file has to satisfy; editors use the
// same one.
type shape struct{ schema *jsonschema.Schema }

func newShape(dir fs.FS) (*shape, error) {
	f, err := dir.Open("schema.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	document, err := jsonschema.UnmarshalJSON(f)
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
		where := make([]any, len(leaf.InstanceLocation))
		for i, step := range leaf.InstanceLocation {
			where[i] = step
		}
		problem := f.at(leaf.ErrorKind.LocalizedString(english), where...)
		if hint := anyHint(data, leaf.InstanceLocation); hint != "" {
			problem.Message = hint
		}
		if !slices.Contains(problems, problem) {
			problems = append(problems, problem)
		}
	}
	return problems
}

// anyHint says how a condition that is any is written, "" for another value.
func anyHint(data any, where []string) string {
	for _, step := range where {
		switch at := data.(type) {
		case map[string]any:
			data = at[step]
		case []any:
			i, _ := strconv.Atoi(step)
			data = at[i]
		}
	}
	if n := len(where); data == "any" && n >= 2 {
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
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var out []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		out = append(out, leaves(cause)...)
	}
	return out
}
