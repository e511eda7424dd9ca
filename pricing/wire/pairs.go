package wire

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/shopspring/decimal"
)

// Pair is a plain value and the member that it is for. One dot nests: plan.price
// is the member price of the object plan. A further dot belongs to the name.
type Pair struct{ Name, Value string }

type pairs []Pair

// Pairs is a request of names and values, each name once. It means what an object
// with the same members means. The list is sorted by name, so that the same
// request names the same fault in whatever order it is written.
func Pairs(list []Pair) Input {
	slices.SortFunc(list, func(a, b Pair) int { return strings.Compare(a.Name, b.Name) })
	return Input{pairs: list, read: readPairs}
}

func readPairs(list pairs, members []binding.Member, told *[]said) error {
	for at := 0; at < len(list); {
		name, _, nested := strings.Cut(list[at].Name, ".")
		i := binding.Index(members, name)
		if i < 0 {
			return unknown("", name, members)
		}
		m := &members[i]
		m.Seen = true
		inner, object := m.To.(func() []binding.Member)
		if nested != object {
			return wrongType(name, m)
		}
		end := at + 1
		if !nested {
			if err := assign(name, list[at].Value, m, told); err != nil {
				return err
			}
		} else {
			for end < len(list) && strings.HasPrefix(list[end].Name, name+".") {
				end++
			}
			if err := readInner(name+".", list[at:end], inner(), told); err != nil {
				return err
			}
		}
		at = end
	}
	return missing("", members)
}

// readInner reads the members of an object inside the request's.
func readInner(prefix string, list pairs, members []binding.Member, told *[]said) error {
	for _, p := range list {
		name := p.Name[len(prefix):]
		i := binding.Index(members, name)
		if i < 0 {
			return unknown(prefix, name, members)
		}
		members[i].Seen = true
		if err := assign(p.Name, p.Value, &members[i], told); err != nil {
			return err
		}
	}
	return missing(prefix, members)
}

func assign(path, value string, m *binding.Member, told *[]said) error {
	switch to := m.To.(type) {
	case func() []binding.Member, binding.List, binding.RawList:
		return wrongType(path, m)
	case *binding.LogText:
		*to = binding.LogText(value)
		return nil
	}
	if told != nil {
		*told = append(*told, said{path, value})
	}
	return m.Assign(path, value)
}

// ShotPairs are the members that the shot has, in the order of an answer's.
func ShotPairs(s *pricing.Shot) []Pair {
	var list []Pair
	for _, m := range binding.ShotMembers(s) {
		p := Pair{Name: m.Name}
		switch v := m.To.(type) {
		case *string:
			p.Value = *v
		case *decimal.NullDecimal:
			p.Value = pricing.Text(*v)
		}
		if p.Value != "" {
			list = append(list, p)
		}
	}
	return list
}
