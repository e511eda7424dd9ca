package pricing

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Members is a set of the members of a request that describe what is to be
// generated, a bit for each. A quote accounts for every member that it was given:
// the price used it, or confirmed it, or the rate declares itself independent of
// it. Anything else is refused, because a member that changes nothing is a
// request that was not understood.
type Members uint16

// The first eight are the dimensions of the same names, in their order.
const (
	memberMode Members = 1 << iota
	memberResolution
	memberAudio
	memberHDR
	memberQuality
	memberBatch
	memberTier
	memberSeconds
	memberImages
	memberInputImages
	memberInputSeconds
	memberWidth
	memberHeight
	memberFPS
	memberGPUHours

	memberFrame = memberWidth | memberHeight
	// memberCounts are those that are no dimension and no part of a frame.
	memberCounts = memberImages | memberInputImages | memberInputSeconds | memberFPS | memberGPUHours
)

// MemberNames are the members as a request spells them, by bit.
var MemberNames = [...]string{"mode", "resolution", "audio", "hdr", "quality", "batch", "tier", "seconds",
	"images", "inputImages", "inputSeconds", "width", "height", "fps", "gpuHours"}

// MembersOf is the set of the named members, false if one of the names is none.
func MembersOf(names []string) (Members, bool) {
	var set Members
	for _, name := range names {
		i := slices.Index(MemberNames[:], name)
		if i < 0 {
			return 0, false
		}
		set |= 1 << i
	}
	return set, true
}

// Has reports whether all of the others are in the set.
func (m Members) Has(others Members) bool { return m&others == others }

// first is the name of the first member of a set that is not empty.
func (m Members) first() string { return MemberNames[bits.TrailingZeros16(uint16(m))] }

// Names lists the members of the set as a request spells them.
func (m Members) Names() []string {
	var out []string
	for i, name := range MemberNames {
		if m.Has(1 << i) {
			out = append(out, name)
		}
	}
	return out
}

// members are those that a condition on the dimension is about.
func (d Dim) members() Members {
	if d == Pixels {
		return memberFrame
	}
	return 1 << d
}

// Given is the set of the members that the shot has.
func (s *Shot) Given() Members {
	var set Members
	for i, given := range [...]bool{
		s.Mode != "", s.Resolution != "", s.Audio != "", s.HDR != "", s.Quality != "", s.Batch != "", s.Tier.Valid, s.Seconds.Valid,
		s.Images.Valid, s.InputImages.Valid, s.InputSeconds.Valid, s.Width.Valid, s.Height.Valid, s.FPS.Valid, s.GPUHours.Valid,
	} {
		if given {
			set |= 1 << i
		}
	}
	return set
}

// without is the shot without the members of the set.
func (s Shot) without(set Members) Shot {
	for d := Mode; d <= Seconds; d++ {
		if set.Has(d.members()) {
			s.Set(d, "")
		}
	}
	for i, n := range [...]*decimal.NullDecimal{&s.Images, &s.InputImages, &s.InputSeconds, &s.Width, &s.Height, &s.FPS, &s.GPUHours} {
		if set.Has(memberImages << i) {
			n.Valid = false
		}
	}
	return s
}

// counts are the members that a quantity of the unit is worked out from.
func (u Unit) counts(m *Model) Members {
	switch u {
	case Second:
		return memberSeconds
	case Image:
		return memberImages
	case Megapixel, Token:
		if m.Medium == "image" {
			return memberFrame
		}
		return memberFrame | memberSeconds | memberFPS
	case GPUHour:
		return memberGPUHours
	case InputSecond:
		return memberInputSeconds
	case ReferenceImage:
		return memberInputImages
	default: // Call, Clip
		return 0
	}
}

// uses are the members that the modifier works with once it applies. It counts
// no pixels and no hours, see [Quote.counted].
func (f *Modifier) uses(m *Model) Members {
	var set Members
	for i := range f.If {
		set |= f.If[i].Dim.members()
	}
	if f.Op != Multiply && f.Unit != Megapixel && f.Unit != Token && f.Unit != GPUHour {
		set |= f.Unit.counts(m)
	}
	return set
}

// confirms are the members whose values the conditions of the rate name, of a shot
// that has passed them. Ordinary processing is what a price without further words
// is for.
func (r *Rate) confirms() Members {
	set := memberBatch
	for i := range r.When {
		if c := &r.When[i]; c.Match == OneOf || c.Match == Within {
			set |= c.Dim.members()
		}
	}
	return set
}

// confirms are the members of the shot that the modes on sale confirm: the mode,
// and that a mode which takes no image is given none.
func (m *Model) confirms(s *Shot) Members {
	if m.ModesMatch == Unknown {
		return 0
	}
	set := memberMode
	if s.InputImages.Valid && s.InputImages.Decimal.IsZero() {
		for _, mode := range m.Modes {
			if !takesImage(mode) && (s.Mode == "" || s.Mode == mode) {
				set |= memberInputImages
			}
		}
	}
	return set
}

func takesImage(mode string) bool { return strings.HasPrefix(mode, "image-to-") }

// makesOfText reports whether all modes on sale begin with nothing but words.
func (m *Model) makesOfText() bool {
	return m.ModesMatch == OneOf && !slices.ContainsFunc(m.Modes, func(mode string) bool { return !strings.HasPrefix(mode, "text-to-") })
}

// same adds to a set what is the same thing under another name: the frame size to
// the resolution, and to a frame size that is given the resolution. Those of one
// shot agree, see [Shot.frame].
func (m Members) same(given Members) Members {
	switch {
	case m.Has(memberResolution):
		return m | memberFrame
	case m.Has(memberFrame) && given.Has(memberFrame):
		return m | memberResolution
	}
	return m
}

// takes are the members that the rate may have something to do with, for a shot
// that it prices.
func (r *Rate) takes(m *Model, s *Shot) Members {
	set := r.Unit.counts(m) | r.confirms() | r.Independent | m.confirms(s)
	for i := range r.Modifiers {
		set |= r.Modifiers[i].uses(m)
	}
	return set.same(s.Given())
}

// leaveOut is what is accepted of a member for which no value would be.
var leaveOut = []string{"leave it out"}

// account refuses the quote if it was given a member that its price neither used
// nor confirmed, and of which the rate does not declare itself independent.
func (q *Quote) account() *Error {
	q.Confirmed = q.Rate.confirms() | q.Model.confirms(&q.Shot)
	if len(q.Formulas) > 0 { // they are part of the answer
		q.Used |= Megapixel.counts(q.Model)
	}
	left := q.Given &^ (q.Used | q.Confirmed | q.Rate.Independent).same(q.Given)
	if left == 0 {
		return nil
	}
	field := left.first()
	if field == "images" {
		return refused(OptionNotStated, field, q.Model.Name+" is not priced by the image", "count="+Text(q.Shot.Images)+" instead of images")
	}
	return refused(OptionNotStated, field, "no source says what "+field+" does to the price of "+q.Model.Name, leaveOut...)
}
