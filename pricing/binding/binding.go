// Package binding says which members a request has and where their values go. The JSON
// of a request and the columns of a usage log are read by the same lists.
package binding

import (
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Member is one member that a request may have.
type Member struct {
	Name   string
	To     target
	Bounds *pricing.Bound // what a number accepts, for the message
	Seen   bool
}

// target is where a value goes, one of
//
//	*string, *bool, *Instant, *decimal.NullDecimal
//	*decimal.Decimal   for a number that is required
//	func() []Member    an object: called when it is there, for its members
//	List, RawList      an array
//	*LogText           the one text that may be long
type target any

// LogText is a usage log, the one text of a request that may be long.
type LogText string

// List is an array of at most so many objects; Of gives the members of the next.
type List struct {
	Most int
	Of   func() []Member
}

// RawList is an array of at most so many values, passed on as they stand.
type RawList struct {
	Most int
	Pass func(value string)
}

// ShotMembers are the members of a request that describe a shot, and more.
func ShotMembers(s *pricing.Shot, more ...Member) []Member {
	all := [...]Member{
		{Name: "seller", To: &s.Seller},
		{Name: "model", To: &s.Model},
		{Name: "mode", To: &s.Mode},
		{Name: "resolution", To: &s.Resolution},
		{Name: "audio", To: &s.Audio},
		{Name: "hdr", To: &s.HDR},
		{Name: "quality", To: &s.Quality},
		{Name: "batch", To: &s.Batch},
		{Name: "seconds", To: &s.Seconds, Bounds: &pricing.SecondsNumber},
		{Name: "tier", To: &s.Tier, Bounds: &pricing.TierNumber},
		{Name: "images", To: &s.Images, Bounds: &pricing.ImagesNumber},
		{Name: "inputImages", To: &s.InputImages, Bounds: &pricing.InputImagesNumber},
		{Name: "inputSeconds", To: &s.InputSeconds, Bounds: &pricing.InputSecondsNumber},
		{Name: "width", To: &s.Width, Bounds: &pricing.WidthNumber},
		{Name: "height", To: &s.Height, Bounds: &pricing.HeightNumber},
		{Name: "fps", To: &s.FPS, Bounds: &pricing.FpsNumber},
		{Name: "gpuHours", To: &s.GPUHours, Bounds: &pricing.GpuHoursNumber},
	}
	return append(append(make([]Member, 0, len(all)+len(more)), all[:]...), more...)
}

// PlanMember is the caller's own plan, which is made when the member is there.
func PlanMember(plan **pricing.OwnPlan) Member {
	return Member{Name: "plan", To: func() []Member {
		*plan = &pricing.OwnPlan{}
		return []Member{
			{Name: "price", To: &(*plan).Price},
			{Name: "credits", To: &(*plan).Credits},
		}
	}}
}

// Required reports whether the member has to be there.
func (m *Member) Required() bool {
	_, required := m.To.(*decimal.Decimal)
	return required
}

// longestText bounds every string of a request.
const longestText = 200

// Assign reads a plain value into the member. The path names it in the error.
func (m *Member) Assign(path, value string) error {
	if len(value) > longestText {
		return &pricing.Error{Code: pricing.InvalidValue, Field: path, Message: pricing.Quoted(value) + " is too long", Accepted: []string{"at most 200 bytes"}}
	}
	switch to := m.To.(type) {
	case *string:
		*to = value
	case *bool:
		if value != "true" && value != "false" {
			return &pricing.Error{Code: pricing.InvalidValue, Field: path, Message: pricing.Quoted(value) + " is neither yes nor no", Accepted: []string{"true", "false"}}
		}
		*to = value == "true"
	case *pricing.Instant:
		instant, err := pricing.ParseInstant(value)
		if err != nil {
			return err
		}
		*to = instant
	case *decimal.NullDecimal:
		n, ok := pricing.ParseNumber(value)
		if !ok {
			return m.notNumber(path, value)
		}
		*to = decimal.NullDecimal{Decimal: n, Valid: true}
	case *decimal.Decimal:
		n, ok := pricing.ParseNumber(value)
		if !ok {
			return m.notNumber(path, value)
		}
		*to = n
	}
	return nil
}

func (m *Member) notNumber(path, value string) error {
	e := &pricing.Error{Code: pricing.InvalidValue, Field: path, Message: pricing.Quoted(value) + " is not a number in plain decimal notation",
		Accepted: []string{"digits with an optional point, such as 8 or 0.5, at most 12 before it and 9 after it"}}
	if m.Bounds != nil && m.Bounds.Name != "" && m.Bounds.Most > 0 {
		e.Accepted = []string{m.Bounds.Accepts()}
	}
	if m.Name == "seconds" {
		e.Code = pricing.InvalidSeconds
	}
	return e
}

// Index is the place of the member with the name, -1 if there is none.
func Index(members []Member, name string) int {
	for i := range members {
		if members[i].Name == name {
			return i
		}
	}
	return -1
}

// Names are those of the members, in their order.
func Names(members []Member) []string {
	out := make([]string, len(members))
	for i := range members {
		out[i] = members[i].Name
	}
	return out
}

// Short keeps a name from outside from making an answer long.
func Short(name string) string {
	const most = 60
	if len(name) > most {
		return strings.ToValidUTF8(name[:most], "") // without half a letter
	}
	return name
}
