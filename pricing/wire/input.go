package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// Input is what a caller gave: JSON, or the pairs of a query string ([Pairs]). A
// program that never makes the latter has no code for them.
type Input struct {
	JSON  []byte
	pairs pairs
	read  func(list pairs, members []binding.Member, told *[]said) error
}

// decode gives the members their values. Told, if not nil, gets every plain one.
func (in *Input) decode(members []binding.Member, told *[]said) error {
	if in.read != nil {
		return in.read(in.pairs, members, told)
	}
	return (&reader{text: string(in.JSON), said: told}).decode(members)
}

// size is how long it is.
func (in *Input) size() int {
	n := len(in.JSON)
	for _, p := range in.pairs {
		n += len(p.Name) + len(p.Value)
	}
	return n
}

func decode(in Input, members []binding.Member) error { return in.decode(members, nil) }

// missing is the error of the first member that has to be there and is not.
func missing(prefix string, members []binding.Member) error {
	for i := range members {
		if m := &members[i]; !m.Seen && m.Required() {
			return &pricing.Error{Code: pricing.MissingParameter, Field: prefix + m.Name, Message: "it is needed here"}
		}
	}
	return nil
}

func unknown(prefix, name string, members []binding.Member) error {
	return &pricing.Error{Code: pricing.UnknownField, Field: prefix + binding.Short(name),
		Message: "there is no member " + pricing.Quoted(name), Accepted: binding.Names(members)}
}

// wrongType is the error of a value of another JSON type than the member takes.
func wrongType(path string, m *binding.Member) error {
	e := &pricing.Error{Code: pricing.WrongType, Field: path, Message: "a plain value belongs here"}
	switch to := m.To.(type) {
	case func() []binding.Member:
		e.Message, e.Accepted = "a JSON object belongs here", binding.Names(to())
	case binding.List, binding.RawList:
		e.Message = "a JSON array belongs here"
	case *binding.LogText:
		e.Message = "the log is the text of a file"
	}
	return e
}
