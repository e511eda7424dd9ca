package main

import (
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// leaves are the errors without causes, which name the value at fault. Of several forms
// that would do they are those of the one that was meant.
func (w *wording) leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	_, choice := e.ErrorKind.(*kind.OneOf)
	if len(e.Causes) == 0 || choice && (isOperation(e) || w.isCells(e)) {
		return []*jsonschema.ValidationError{e}
	}
	var all [][]*jsonschema.ValidationError
	for _, cause := range e.Causes {
		all = append(all, w.leaves(cause))
	}
	if choice {
		all = w.likeliest(e, all)
	}
	return slices.Concat(all...)
}

// likeliest are the forms, each by its errors, that the value comes nearest to: of its
// type, or of one that it is easily written in, if one is, and with the fewest errors.
func (w *wording) likeliest(e *jsonschema.ValidationError, forms [][]*jsonschema.ValidationError,
) [][]*jsonschema.ValidationError {
	type form = []*jsonschema.ValidationError
	forms = unless(forms, func(errors form) bool { return isWord(errors[0]) })
	forms = unless(forms, func(errors form) bool {
		k, typed := errors[0].ErrorKind.(*kind.Type)
		return typed && len(errors[0].InstanceLocation) == len(e.InstanceLocation) &&
			w.quoting(k, follow(w.data, e.InstanceLocation), e.InstanceLocation) == ""
	})
	fewest := len(slices.MinFunc(forms, func(a, b form) int { return len(a) - len(b) }))
	return unless(forms, func(errors form) bool { return len(errors) > fewest })
}

// unless leaves out those that are such, unless all are.
func unless[T any](all []T, such func(T) bool) []T {
	if some := slices.DeleteFunc(slices.Clone(all), such); len(some) > 0 {
		return some
	}
	return all
}

// isWord reports whether the error is that a value is none of the words any and unknown.
func isWord(e *jsonschema.ValidationError) bool {
	switch k := e.ErrorKind.(type) {
	case *kind.Const:
		return k.Want == "unknown"
	case *kind.Enum:
		return !slices.ContainsFunc(k.Want, func(v any) bool { return v != "any" && v != "unknown" })
	}
	return false
}

// isOperation reports whether the error is that a modifier is none of the three
// things that it can be. Its causes say what each of the three lacks, which is
// no help to one who wrote two.
func isOperation(e *jsonschema.ValidationError) bool {
	at := e.InstanceLocation
	_, choice := e.ErrorKind.(*kind.OneOf)
	return choice && len(at) > 1 && at[len(at)-2] == "modifiers"
}

// isCells reports whether the error is that an amount is a grid where none was
// announced.
func (w *wording) isCells(e *jsonschema.ValidationError) bool {
	amount, is := follow(w.data, e.InstanceLocation).(map[string]any)
	return is && !ends(amount) && strings.HasSuffix(e.SchemaURL, "/$defs/"+amountForm)
}
