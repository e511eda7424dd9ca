package pricing

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Shot is what is to be generated. Only Seller and Model are always needed; the
// table says which other fields decide the price, and a refusal names them.
// An empty string or an invalid number means "not given".
type Shot struct {
	Seller, Model string
	Mode          string // text-to-video, image-to-video, text-to-image, image-to-image
	Resolution    string // one of the table's names, "720p", or "1280x720"
	Audio         string // "true" or "false", as are HDR and Batch
	HDR           string
	Quality       string // the seller's own quality tier, "standard" or "pro"
	Batch         string
	Seconds       decimal.NullDecimal // length of the generated clip
	Tier          decimal.NullDecimal // 1-based position in a published list of unnamed durations
	Images        decimal.NullDecimal // images to generate, 1 if not given
	InputImages   decimal.NullDecimal
	InputSeconds  decimal.NullDecimal // seconds of input video
	Width         decimal.NullDecimal // pixels
	Height        decimal.NullDecimal
	FPS           decimal.NullDecimal // frames per second
	GPUHours      decimal.NullDecimal
}

// Bound is a numeric field of a request and what it accepts.
type Bound struct {
	Name     string
	Least    int64
	Most     int64
	Whole    bool
	Positive bool // greater than 0, for a field that takes fractions
}

// The bounds are ours: they keep a slip of the keyboard from becoming a bill,
// and arithmetic short. No source publishes any.
var (
	SecondsNumber      = Bound{Name: "seconds", Least: 1, Whole: true} // most is Table.MaxSeconds
	TierNumber         = Bound{Name: "tier", Least: 1, Most: 20, Whole: true}
	ImagesNumber       = Bound{Name: "images", Least: 1, Most: 1000, Whole: true}
	InputImagesNumber  = Bound{Name: "inputImages", Least: 0, Most: 1000, Whole: true}
	InputSecondsNumber = Bound{Name: "inputSeconds", Least: 0, Most: 3600}
	WidthNumber        = Bound{Name: "width", Least: 1, Most: 16384, Whole: true}
	HeightNumber       = Bound{Name: "height", Least: 1, Most: 16384, Whole: true}
	FpsNumber          = Bound{Name: "fps", Least: 0, Most: 240, Positive: true}
	GpuHoursNumber     = Bound{Name: "gpuHours", Least: 0, Most: 100000, Positive: true}
	CountNumber        = Bound{Name: "count", Least: 1, Most: 1000000, Whole: true}
	TakesNumber        = Bound{Name: "takes", Least: 1, Most: 1000, Whole: true}
	MoneyNumber        = Bound{Name: "price", Least: 0, Most: 1000000000}
	CreditsNumber      = Bound{Name: "credits", Least: 0, Most: 1000000000, Positive: true}
)

// Check returns an error that says what the field accepts.
func (n Bound) Check(v decimal.NullDecimal) *Error {
	if !v.Valid {
		return nil
	}
	d := Exactly(v.Decimal)
	switch {
	case n.Whole && !d.Terminates(0),
		n.Positive && d.Sign() <= 0,
		d.Cmp(Whole(n.Least)) < 0,
		d.Cmp(Whole(n.Most)) > 0:
		code := InvalidValue
		if n.Name == "seconds" {
			code = InvalidSeconds
		}
		return &Error{Code: code, Field: n.Name,
			Message:  Quoted(v.Decimal.String()) + " is not accepted",
			Accepted: []string{n.Accepts()}}
	}
	return nil
}

// Accepts says the bounds in words: "a whole number from 1 to 20".
func (n Bound) Accepts() string {
	kind := "a number"
	if n.Whole {
		kind = "a whole number"
	}
	from := " from " + strconv.FormatInt(n.Least, 10)
	if n.Positive {
		from = " above 0"
	}
	return kind + from + " to " + strconv.FormatInt(n.Most, 10)
}

// Check validates every number of the shot and settles its resolution.
func (s *Shot) Check(t *Table) *Error {
	seconds := SecondsNumber
	seconds.Most = t.MaxSeconds
	for _, f := range [...]struct {
		*Bound
		value *decimal.NullDecimal
	}{
		{&seconds, &s.Seconds}, {&TierNumber, &s.Tier}, {&ImagesNumber, &s.Images},
		{&InputImagesNumber, &s.InputImages}, {&InputSecondsNumber, &s.InputSeconds},
		{&WidthNumber, &s.Width}, {&HeightNumber, &s.Height}, {&FpsNumber, &s.FPS}, {&GpuHoursNumber, &s.GPUHours},
	} {
		if !f.value.Valid {
			continue
		}
		if err := f.Check(*f.value); err != nil {
			return err
		}
	}
	for _, b := range [...]struct{ name, value string }{{"audio", s.Audio}, {"hdr", s.HDR}, {"batch", s.Batch}} {
		if _, err := YesOrNo(b.name, b.value); err != nil {
			return err
		}
	}
	return s.frame(t)
}

// Values are the shot's values by dimension, as a rate is to match them.
func (s *Shot) Values() (values [len(Dims)]string) {
	for _, d := range Dims {
		values[d] = s.asked(d)
	}
	return values
}

// asked is the shot's value in one dimension, where a frame size without a name
// is a resolution of its own.
func (s *Shot) asked(d Dim) string {
	if d == Resolution && s.Resolution == "" && s.Width.Valid {
		return s.size()
	}
	return s.Value(d)
}

// Value returns the shot's value in one dimension, "" if not given.
func (s *Shot) Value(d Dim) string {
	switch d {
	case Mode:
		return s.Mode
	case Resolution:
		return s.Resolution
	case Audio:
		return s.Audio
	case HDR:
		return s.HDR
	case Quality:
		return s.Quality
	case Batch:
		return s.Batch
	case Tier:
		return Text(s.Tier)
	case Seconds:
		return Text(s.Seconds)
	default: // Pixels
		if s.Width.Valid && s.Height.Valid {
			return s.Width.Decimal.Mul(s.Height.Decimal).String()
		}
		return ""
	}
}

// Set gives the shot a value in one dimension. Pixels cannot be set.
func (s *Shot) Set(d Dim, value string) {
	switch d {
	case Mode:
		s.Mode = value
	case Resolution:
		s.Resolution = value
	case Audio:
		s.Audio = value
	case HDR:
		s.HDR = value
	case Quality:
		s.Quality = value
	case Batch:
		s.Batch = value
	case Tier:
		s.Tier = Parsed(value)
	case Seconds:
		s.Seconds = Parsed(value)
	}
}

// frames is the number of frames: seconds × fps for a clip, 1 for an image.
func (s *Shot) frames(m *Model) (Ratio, *Error) {
	if m.Medium == "image" {
		return Whole(1), nil
	}
	if !s.Seconds.Valid {
		return Ratio{}, Missing("seconds", "the price depends on the number of frames")
	}
	if !s.FPS.Valid {
		return Ratio{}, Missing("fps", "the price depends on the number of frames")
	}
	return Exactly(s.Seconds.Decimal).Mul(Exactly(s.FPS.Decimal)), nil
}

// pixels is width × height × frames.
func (s *Shot) pixels(m *Model) (Ratio, *Error) {
	if !s.Width.Valid {
		return Ratio{}, Missing("width", "the price depends on the number of pixels")
	}
	if !s.Height.Valid {
		return Ratio{}, Missing("height", "the price depends on the number of pixels")
	}
	frames, err := s.frames(m)
	if err != nil {
		return Ratio{}, err
	}
	return frames.Mul(Exactly(s.Width.Decimal)).Mul(Exactly(s.Height.Decimal)), nil
}

// Missing is the error of a field that has to be given, and why.
func Missing(field, why string) *Error { return refused(MissingParameter, field, why) }

func refused(code Code, field, why string, accepted ...string) *Error {
	return &Error{Code: code, Field: field, Message: why, Accepted: accepted}
}

// Text is the canonical text of an optional number.
func Text(d decimal.NullDecimal) string {
	switch {
	case !d.Valid:
		return ""
	case d.Decimal.Exponent() == 0 && d.Decimal.NumDigits() < len(powers): // no decimal's working for "8"
		return strconv.FormatInt(d.Decimal.CoefficientInt64(), 10)
	}
	return d.Decimal.String()
}

// Parsed is the inverse of text, for values that come from the table.
func Parsed(s string) decimal.NullDecimal {
	d, ok := ParseNumber(s)
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

// Describe says the shot in a few words, without its seller and model:
// "720p, 8 s, audio on".
func (s *Shot) Describe() string {
	var words []string
	for _, d := range Dims {
		if v := s.Value(d); v != "" && !(d == Batch && v == "false") {
			words = append(words, Condition{Dim: d, Match: OneOf, Values: []string{v}}.Words())
		}
	}
	if s.GPUHours.Valid {
		words = append(words, Text(s.GPUHours)+" GPU hours")
	}
	return strings.Join(words, ", ")
}
