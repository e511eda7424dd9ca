package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/reelrate/reelrate/pricing/rates"
)

// The forms of the schema that the tool asks for by name.
const (
	tableForm    = "tableFile"
	sellerForm   = "sellerFile"
	findingsForm = "findingsFile"
	whenForm     = "when"
	amountForm   = "amount"
)

// formOf is the form of a file by its name. The schema itself tells the three apart by
// what they say, for editors.
func formOf(name string) string {
	switch name {
	case tableName:
		return tableForm
	case findingsName:
		return findingsForm
	}
	return sellerForm
}

// schemas is the document that the schema is, and its forms.
type schemas struct {
	document any
	forms    map[string]*jsonschema.Schema
}

// schemaAddress is a whole one, so that no folder is asked for.
const schemaAddress = "https://reelrate.example/schema.json"

var schema = sync.OnceValue(func() schemas {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(rates.Schema))
	if err != nil {
		panic(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaAddress, document); err != nil {
		panic(err)
	}
	s := schemas{document, map[string]*jsonschema.Schema{}}
	for _, form := range []string{tableForm, sellerForm, findingsForm, whenForm, amountForm} {
		s.forms[form] = c.MustCompile(schemaAddress + "#/$defs/" + form)
	}
	return s
})

// check lists where the data, which stands in the file under the path, departs from a
// form of the schema.
func check(f *file, form string, data any, where ...any) []Problem {
	err := schema().forms[form].Validate(data)
	invalid, is := errors.AsType[*jsonschema.ValidationError](err)
	if !is {
		if err != nil {
			return []Problem{{File: f.name, Message: err.Error()}}
		}
		return nil
	}
	w := wording{file: f, data: data, where: where}
	for _, at := range byPlace(w.leaves(invalid)) {
		if len(w.problems) > mostTold {
			break // each is looked up, and so many are not told
		}
		w.tell(at)
	}
	return w.problems
}

// byPlace gathers the errors of each value, in the order in which they come.
func byPlace(all []*jsonschema.ValidationError) [][]*jsonschema.ValidationError {
	var out [][]*jsonschema.ValidationError
	index := map[string]int{}
	for _, e := range all {
		place := strings.Join(e.InstanceLocation, "\x00")
		i, seen := index[place]
		if !seen {
			i = len(out)
			index[place] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], e)
	}
	return out
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

// under is the path of a value in its file.
func under(where []any, path []string) []any {
	out := slices.Clone(where)
	for _, step := range path {
		out = append(out, step)
	}
	return out
}
