package wire

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

func quoteMembers(r *pricing.QuoteRequest) []binding.Member {
	return binding.ShotMembers(&r.Shot, []binding.Member{
		{Name: "credits", To: &r.Credits, Bounds: &pricing.CreditsNumber},
		{Name: "count", To: &r.Count, Bounds: &pricing.CountNumber},
		{Name: "takes", To: &r.Takes, Bounds: &pricing.TakesNumber},
		{Name: "offer", To: &r.Offer},
		{Name: "everyOffer", To: &r.EveryOffer},
		binding.PlanMember(&r.Plan),
		{Name: "history", To: &r.History},
		{Name: "asOf", To: &r.AsOf},
	}...)
}

func decodeModels(request Input, today pricing.Instant) (pricing.ModelsRequest, error) {
	r := pricing.ModelsRequest{AsOf: today}
	err := decode(request, []binding.Member{
		{Name: "seller", To: &r.Seller},
		{Name: "model", To: &r.Model},
		{Name: "q", To: &r.Search},
		{Name: "asOf", To: &r.AsOf},
	})
	return r, err
}

// DecodeOffers reads a request of the operation "offers".
func DecodeOffers(request Input, today pricing.Instant) (pricing.OffersRequest, error) {
	r := pricing.OffersRequest{AsOf: today}
	err := decode(request, []binding.Member{
		{Name: "seller", To: &r.Seller},
		{Name: "offer", To: &r.Offer},
		binding.PlanMember(&r.Plan),
		{Name: "promo", To: &r.Promo},
		{Name: "bonus", To: func() []binding.Member {
			r.Bonus = &pricing.OwnBonus{}
			return []binding.Member{
				{Name: "percent", To: &r.Bonus.Percent},
				{Name: "cap", To: &r.Bonus.Cap},
			}
		}},
		{Name: "month", To: &r.Month},
		{Name: "newUser", To: &r.NewUser},
		{Name: "asOf", To: &r.AsOf},
	})
	return r, err
}

// decode reads one JSON object into the members. An empty request is an empty
// object. Nesting is bounded by the members themselves: an object or array
// where none belongs is an error before anything inside it is read.
func (r *reader) decode(members []binding.Member) error {
	if strings.TrimSpace(r.text) == "" {
		return nil
	}
	if err := r.object("", members); err != nil {
		return err
	}
	if r.next(); r.at < len(r.text) {
		return &pricing.Error{Code: pricing.InvalidJSON, Message: "there is more after the JSON object"}
	}
	return nil
}

func (r *reader) object(path string, members []binding.Member) error {
	switch kind, _ := r.token(); kind {
	case 0:
		return notJSON()
	case '{':
	default:
		return &pricing.Error{Code: pricing.WrongType, Field: path, Message: "a JSON object belongs here", Accepted: binding.Names(members)}
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
		i := binding.Index(members, name)
		if i < 0 {
			return unknown(prefix, name, members)
		}
		m := &members[i]
		if m.Seen || !r.take(':') {
			return notJSON()
		}
		m.Seen = true
		if err := r.value(prefix+name, m); err != nil {
			return err
		}
	}
	return missing(prefix, members)
}

// value reads the member's value.
func (r *reader) value(path string, m *binding.Member) error {
	switch to := m.To.(type) {
	case func() []binding.Member:
		if r.next() == 'n' {
			if kind, _ := r.token(); kind == 0 {
				return notJSON()
			}
			return nil
		}
		return r.object(path, to())
	case binding.List:
		return r.array(path, to.Most, func(path string) error { return r.object(path, to.Of()) })
	case binding.RawList:
		return r.array(path, to.Most, func(string) error {
			value := r.raw()
			if value == "" {
				return notJSON()
			}
			to.Pass(value)
			return nil
		})
	}
	kind, value := r.token()
	if log, ok := m.To.(*binding.LogText); ok && kind != 0 {
		if kind != '"' {
			return wrongType(path, m)
		}
		*log = binding.LogText(value)
		return nil
	}
	switch kind {
	case 0:
		return notJSON()
	case '{', '[':
		return wrongType(path, m)
	case 'n':
		if m.Required() {
			return &pricing.Error{Code: pricing.MissingParameter, Field: path, Message: "it is needed here"}
		}
		return nil
	}
	if r.said != nil {
		*r.said = append(*r.said, said{path, value})
	}
	return m.Assign(path, value)
}

// array reads an array; each reads one of its values.
func (r *reader) array(path string, most int, each func(path string) error) error {
	switch kind, _ := r.token(); kind {
	case 0:
		return notJSON()
	case '[':
	default:
		return &pricing.Error{Code: pricing.WrongType, Field: path, Message: "a JSON array belongs here"}
	}
	for i := 0; !r.take(']'); i++ {
		if i > 0 && !r.take(',') {
			return notJSON()
		}
		if i == most {
			return &pricing.Error{Code: pricing.InvalidValue, Field: path, Message: "the list is too long",
				Accepted: []string{"at most " + strconv.Itoa(most)}}
		}
		if err := each(path + "." + strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

func notJSON() error {
	return &pricing.Error{Code: pricing.InvalidJSON, Message: "the request is not one valid JSON object without repeated members", Accepted: []string{"a JSON object in UTF-8"}}
}
