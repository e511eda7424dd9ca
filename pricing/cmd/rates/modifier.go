package main

import "strings"

// operations are the things that a modifier can do, one at a time, and the
// members that go with each.
var operations = []struct {
	name, needs, may string
}{
	{name: "add", needs: "unit", may: "max"},
	{name: "multiply", may: "maxWaitHours"},
	{name: "count", needs: "as"},
}

// oneOperation says what to write instead of a modifier that the schema refuses
// because it does nothing, several things, or one with a member of another. The
// member is the one at fault, "" for the modifier as a whole.
func oneOperation(modifier map[string]any) (member, message string) {
	has := func(name string) bool { _, ok := modifier[name]; return ok && name != "" }
	var does []string
	for _, o := range operations {
		if has(o.name) {
			does = append(does, o.name)
		}
	}
	switch len(does) {
	case 0:
		return "", "does nothing: write add with unit, multiply, or count with as"
	case 1:
	default:
		last := len(does) - 1
		return does[1], strings.Join(does[:last], ", ") + " and " + does[last] + ": write a modifier for each, in the order in which they apply"
	}
	for _, o := range operations {
		for _, name := range []string{o.needs, o.may} {
			if o.name != does[0] && has(name) {
				return name, name + " goes with " + o.name + ", not with " + does[0]
			}
		}
	}
	for _, o := range operations {
		if o.name == does[0] && o.needs != "" && !has(o.needs) {
			return "", o.name + " needs " + o.needs + " beside it"
		}
	}
	return "", "write add with unit, multiply, or count with as"
}
