package table

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// trail is the way to a value in the text, and the first fault that was found.
type trail struct {
	steps [deepest]step // from 1 on
	depth int
	err   *pricing.Error
}

// step is one on the way: a member, and of an array the element, counted from 1.
type step struct {
	name    string
	element int
}

// deepest is more than the form nests.
const deepest = 16

// fault keeps the first fault, under the name of a member of what the trail leads
// to, "" for the thing itself.
func (t *trail) fault(name, message string, accepted []string) {
	if t.err != nil {
		return
	}
	t.err = &pricing.Error{Code: pricing.InvalidTable, Field: t.field(name), Message: message, Accepted: accepted}
}

// field is the place as a request's would be written: "table.sellers.0.id".
func (t *trail) field(name string) string {
	field := ""
	for _, s := range append(t.steps[1:t.depth+1:t.depth+1], step{name: name}) {
		if s.name == "" {
			continue
		}
		if field != "" {
			field += "."
		}
		if field += s.name; s.element > 0 {
			field += "." + strconv.Itoa(s.element-1)
		}
	}
	if field == "" {
		return "table"
	}
	return field
}

// quoted is s as a message has it, shortened.
func quoted(s string) string {
	const most = 40
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strconv.Quote(s)
}
