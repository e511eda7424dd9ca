package pricing

import (
	"strconv"
	"strings"
)

func quoteMembers(r *QuoteRequest) []member {
	return shotMembers(&r.Shot, []member{
		{name: "credits", to: &r.Credits, bounds: &creditsNumber},
		{name: "count", to: &r.Count, bounds: &countNumber},
		{name: "takes", to: &r.Takes, bounds: &takesNumber},
		{name: "offer", to: &r.Offer},
		{name: "everyOffer", to: &r.EveryOffer},
		planMember(&r.Plan),
		{name: "history", to: &r.History},
		{name: "asOf", to: &r.AsOf},
	}...)
}

func decodeModels(request []byte, today Instant) (ModelsRequest, error) {
	r := ModelsRequest{AsOf: today}
	err := decode(request, []member{
		{name: "seller", to: &r.Seller},
		{name: "model", to: &r.Model},
		{name: "q", to: &r.Search},
		{name: "asOf", to: &r.AsOf},
	})
	return r, err
}

func decodeOffers(request []byte, today Instant) (OffersRequest, error) {
	r := OffersRequest{AsOf: today}
	err := decode(request, []member{
		{name: "seller", to: &r.Seller},
		{name: "offer", to: &r.Offer},
		planMember(&r.Plan),
		{name: "promo", to: &r.Promo},
		{name: "bonus", to: func() []member {
			r.Bonus = &OwnBonus{}
			return []member{
				{name: "percent", to: &r.Bonus.Percent},
				{name: "cap", to: &r.Bonus.Cap},
			}
		}},
		{name: "month", to: &r.Month},
		{name: "newUser", to: &r.NewUser},
		{name: "asOf", to: &r.AsOf},
	})
	return r, err
}

// decode reads one JSON object into the members. An empty request is an empty
// object. Nesting is bounded by the members themselves: an object or array
// where none belongs is an error before anything inside it is read.
func decode(request []byte, members []member) error {
	return (&reader{text: string(request)}).decode(members)
}

func (r *reader) decode(members []member) error {
	if strings.TrimSpace(r.text) == "" {
		return nil
	}
	if err := r.object("", members); err != nil {
		return err
	}
	if r.next(); r.at < len(r.text) {
		return &Error{Code: InvalidJSON, Message: "there is more after the JSON object"}
	}
	return nil
}

func (r *reader) object(path string, members []member) error {
	switch kind, _ := r.token(); kind {
	case 0:
		return notJSON()
	case '{':
	default:
		return &Error{Code: WrongType, Field: path, Message: "a JSON object belongs here", Accepted: names(members)}
	}
	prefix := path
	if prefix != "" {
		prefix += "."
	}
	for n := 0; !r.take('}'); n++ {
		if n > 0 && !r.take(',') {
			return notJSON()
		}
		kind, name := r.token()
		if kind != '"' {
			return notJSON()
		}
		i := index(members, name)
		if i < 0 {
			return &Error{Code: UnknownField, Field: prefix + short(name), Message: "there is no member " + quoted(name), Accepted: names(members)}
		}
		m := &members[i]
		if m.seen || !r.take(':') {
			return notJSON()
		}
		m.seen = true
		if err := r.value(prefix+name, m); err != nil {
			return err
		}
	}
	for i := range members {
		if m := &members[i]; !m.seen && m.required() {
			return &Error{Code: MissingParameter, Field: prefix + m.name, Message: "it is needed here"}
		}
	}
	return nil
}

// value reads the member's value.
func (r *reader) value(path string, m *member) error {
	switch to := m.to.(type) {
	case func() []member:
		if r.next() == 'n' {
			if kind, _ := r.token(); kind == 0 {
				return notJSON()
			}
			return nil
		}
		return r.object(path, to())
	case list:
		return r.array(path, to.most, func(path string) error { return r.object(path, to.of()) })
	case rawList:
		return r.array(path, to.most, func(string) error {
			value := r.raw()
			if value == "" {
				return notJSON()
			}
			to.pass(value)
			return nil
		})
	}
	kind, value := r.token()
	if log, ok := m.to.(*logText); ok && kind != 0 {
		if kind != '"' {
			return &Error{Code: WrongType, Field: path, Message: "the log is the text of a file"}
		}
		*log = logText(value)
		return nil
	}
	switch kind {
	case 0:
		return notJSON()
	case '{', '[':
		return &Error{Code: WrongType, Field: path, Message: "a plain value belongs here"}
	case 'n':
		if m.required() {
			return &Error{Code: MissingParameter, Field: path, Message: "it is needed here"}
		}
		return nil
	}
	if r.said != nil {
		*r.said = append(*r.said, said{path, value})
	}
	return m.assign(path, value)
}

// array reads an array; each reads one of its values.
func (r *reader) array(path string, most int, each func(path string) error) error {
	switch kind, _ := r.token(); kind {
	case 0:
		return notJSON()
	case '[':
	default:
		return &Error{Code: WrongType, Field: path, Message: "a JSON array belongs here"}
	}
	for i := 0; !r.take(']'); i++ {
		if i > 0 && !r.take(',') {
			return notJSON()
		}
		if i == most {
			return &Error{Code: InvalidValue, Field: path, Message: "the list is too long",
				Accepted: []string{"at most " + strconv.Itoa(most)}}
		}
		if err := each(path + "." + strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

func notJSON() error {
	return &Error{Code: InvalidJSON, Message: "the request is not one valid JSON object without repeated members", Accepted: []string{"a JSON object in UTF-8"}}
}
