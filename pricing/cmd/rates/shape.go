package main

import (
	"errors"
	"io/fs"

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
		problems = append(problems, f.at(leaf.ErrorKind.LocalizedString(english), where...))
	}
	return problems
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
