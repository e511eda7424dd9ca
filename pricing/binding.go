package pricing

import (
	"strings"

	"github.com/shopspring/decimal"
)

// member is one member that a request may have.
type member struct {
	name   string
	to     target
	bounds *number // what a number accepts, for the message
	seen   bool
}

// target is where a value goes, one of
//
//	*string, *bool, *Instant, *decimal.NullDecimal
//	*decimal.Decimal   for a number that is required
//	func() []member    an object: called when it is there, for its members
//	list, rawList      an array
//	*logText           the one text that may be long
type target any

type logText string

// list is an array of at most so many objects; of gives the members of the next.
type list struct {
	most int
	of   func() []member
}

// rawList is an array of at most so many values, passed on as they stand.
type rawList struct {
	most int
	pass func(value string)
}

// shotMembers are the members of a request that describe a shot, and more.
func shotMembers(s *Shot, more ...member) []member {
	all := [...]member{
		{name: "seller", to: &s.Seller},
		{name: "model", to: &s.Model},
		{name: "mode", to: &s.Mode},
		{name: "resolution", to: &s.Resolution},
		{name: "audio", to: &s.Audio},
		{name: "hdr", to: &s.HDR},
		{name: "quality", to: &s.Quality},
		{name: "batch", to: &s.Batch},
		{name: "seconds", to: &s.Seconds, bounds: &secondsNumber},
		{name: "tier", to: &s.Tier, bounds: &tierNumber},
		{name: "images", to: &s.Images, bounds: &imagesNumber},
		{name: "inputImages", to: &s.InputImages, bounds: &inputImagesNumber},
		{name: "inputSeconds", to: &s.InputSeconds, bounds: &inputSecondsNumber},
		{name: "width", to: &s.Width, bounds: &widthNumber},
		{name: "height", to: &s.Height, bounds: &heightNumber},
		{name: "fps", to: &s.FPS, bounds: &fpsNumber},
		{name: "gpuHours", to: &s.GPUHours, bounds: &gpuHoursNumber},
	}
	return append(append(make([]member, 0, len(all)+len(more)), all[:]...), more...)
}

func planMember(plan **OwnPlan) member {
	return member{name: "plan", to: func() []member {
		*plan = &OwnPlan{}
		return []member{
			{name: "price", to: &(*plan).Price},
			{name: "credits", to: &(*plan).Credits},
		}
	}}
}

func (m *member) required() bool {
	_, required := m.to.(*decimal.Decimal)
	return required
}

// longestText bounds every string of a request.
const longestText = 200

func (m *member) assign(path, value string) error {
	if len(value) > longestText {
		return &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is too long", Accepted: []string{"at most 200 bytes"}}
	}
	switch to := m.to.(type) {
	case *string:
		*to = value
	case *bool:
		if value != "true" && value != "false" {
			return &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is neither yes nor no", Accepted: []string{"true", "false"}}
		}
		*to = value == "true"
	case *Instant:
		instant, err := ParseInstant(value)
		if err != nil {
			return err
		}
		*to = instant
	case *decimal.NullDecimal:
		n, ok := parseNumber(value)
		if !ok {
			return m.notNumber(path, value)
		}
		*to = decimal.NullDecimal{Decimal: n, Valid: true}
	case *decimal.Decimal:
		n, ok := parseNumber(value)
		if !ok {
			return m.notNumber(path, value)
		}
		*to = n
	}
	return nil
}

func (m *member) notNumber(path, value string) error {
	e := &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is not a number in plain decimal notation",
		Accepted: []string{"digits with an optional point, such as 8 or 0.5, at most 12 before it and 9 after it"}}
	if m.bounds != nil && m.bounds.name != "" && m.bounds.most > 0 {
		e.Accepted = []string{m.bounds.accepts()}
	}
	if m.name == "seconds" {
		e.Code = InvalidSeconds
	}
	return e
}

func index(members []member, name string) int {
	for i := range members {
		if members[i].name == name {
			return i
		}
	}
	return -1
}

func names(members []member) []string {
	out := make([]string, len(members))
	for i := range members {
		out[i] = members[i].name
	}
	return out
}

// short keeps a name from outside from making an answer long.
func short(name string) string {
	const most = 60
	if len(name) > most {
		return strings.ToValidUTF8(name[:most], "") // without half a letter
	}
	return name
}
