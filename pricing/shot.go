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

// number is a numeric field of a request and what it accepts.
type number struct {
	name     string
	least    int64
	most     int64
	whole    bool
	positive bool // greater than 0, for a field that takes fractions
}

// The bounds are ours: they keep a slip of the keyboard from becoming a bill,
// and arithmetic short. No source publishes any.
var (
	secondsNumber      = number{name: "seconds", least: 1, whole: true} // most is Table.MaxSeconds
	tierNumber         = number{name: "tier", least: 1, most: 20, whole: true}
	imagesNumber       = number{name: "images", least: 1, most: 1000, whole: true}
	inputImagesNumber  = number{name: "inputImages", least: 0, most: 1000, whole: true}
	inputSecondsNumber = number{name: "inputSeconds", least: 0, most: 3600}
	widthNumber        = number{name: "width", least: 1, most: 16384, whole: true}
	heightNumber       = number{name: "height", least: 1, most: 16384, whole: true}
	fpsNumber          = number{name: "fps", least: 0, most: 240, positive: true}
	gpuHoursNumber     = number{name: "gpuHours", least: 0, most: 100000, positive: true}
	countNumber        = number{name: "count", least: 1, most: 1000000, whole: true}
	takesNumber        = number{name: "takes", least: 1, most: 1000, whole: true}
	moneyNumber        = number{name: "price", least: 0, most: 1000000000}
	creditsNumber      = number{name: "credits", least: 0, most: 1000000000, positive: true}
)

// check returns an error that says what the field accepts.
func (n number) check(v decimal.NullDecimal) error {
	if !v.Valid {
		return nil
	}
	d := Exactly(v.Decimal)
	switch {
	case n.whole && !d.Terminates(0),
		n.positive && d.Sign() <= 0,
		d.Cmp(Whole(n.least)) < 0,
		d.Cmp(Whole(n.most)) > 0:
		code := InvalidValue
		if n.name == "seconds" {
			code = InvalidSeconds
		}
		return &Error{Code: code, Field: n.name,
			Message:  quoted(v.Decimal.String()) + " is not accepted",
			Accepted: []string{n.accepts()}}
	}
	return nil
}

func (n number) accepts() string {
	kind := "a number"
	if n.whole {
		kind = "a whole number"
	}
	from := " from " + strconv.FormatInt(n.least, 10)
	if n.positive {
		from = " above 0"
	}
	return kind + from + " to " + strconv.FormatInt(n.most, 10)
}

// check validates every number of the shot and settles its resolution.
func (s *Shot) check(t *Table) error {
	seconds := secondsNumber
	seconds.most = t.MaxSeconds
	for _, f := range [...]struct {
		*number
		value *decimal.NullDecimal
	}{
		{&seconds, &s.Seconds}, {&tierNumber, &s.Tier}, {&imagesNumber, &s.Images},
		{&inputImagesNumber, &s.InputImages}, {&inputSecondsNumber, &s.InputSeconds},
		{&widthNumber, &s.Width}, {&heightNumber, &s.Height}, {&fpsNumber, &s.FPS}, {&gpuHoursNumber, &s.GPUHours},
	} {
		if !f.value.Valid {
			continue
		}
		if err := f.check(*f.value); err != nil {
			return err
		}
	}
	for _, b := range [...]struct{ name, value string }{{"audio", s.Audio}, {"hdr", s.HDR}, {"batch", s.Batch}} {
		if b.value != "" && b.value != "true" && b.value != "false" {
			return &Error{Code: InvalidValue, Field: b.name,
				Message: quoted(b.value) + " is neither yes nor no", Accepted: []string{"true", "false"}}
		}
	}
	return s.frame(t)
}

// values are the shot's values by dimension, as a rate is to match them.
func (s *Shot) values() (values [len(Dims)]string) {
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
	return s.value(d)
}

// value returns the shot's value in one dimension, "" if not given.
func (s *Shot) value(d Dim) string {
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
		return text(s.Tier)
	case Seconds:
		return text(s.Seconds)
	default: // Pixels
		if s.Width.Valid && s.Height.Valid {
			return s.Width.Decimal.Mul(s.Height.Decimal).String()
		}
		return ""
	}
}

// set gives the shot a value in one dimension. Pixels cannot be set.
func (s *Shot) set(d Dim, value string) {
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
		s.Tier = parsed(value)
	case Seconds:
		s.Seconds = parsed(value)
	}
}

// frames is the number of frames: seconds × fps for a clip, 1 for an image.
func (s *Shot) frames(m *Model) (Ratio, error) {
	if m.Medium == "image" {
		return Whole(1), nil
	}
	if !s.Seconds.Valid {
		return Ratio{}, missing("seconds", "the price depends on the number of frames")
	}
	if !s.FPS.Valid {
		return Ratio{}, missing("fps", "the price depends on the number of frames")
	}
	return Exactly(s.Seconds.Decimal).Mul(Exactly(s.FPS.Decimal)), nil
}

// pixels is width × height × frames.
func (s *Shot) pixels(m *Model) (Ratio, error) {
	if !s.Width.Valid {
		return Ratio{}, missing("width", "the price depends on the number of pixels")
	}
	if !s.Height.Valid {
		return Ratio{}, missing("height", "the price depends on the number of pixels")
	}
	frames, err := s.frames(m)
	if err != nil {
		return Ratio{}, err
	}
	return frames.Mul(Exactly(s.Width.Decimal)).Mul(Exactly(s.Height.Decimal)), nil
}

func missing(field, why string) error { return refused(MissingParameter, field, why) }

func refused(code Code, field, why string, accepted ...string) error {
	return &Error{Code: code, Field: field, Message: why, Accepted: accepted}
}

// text is the canonical text of an optional number.
func text(d decimal.NullDecimal) string {
	switch {
	case !d.Valid:
		return ""
	case d.Decimal.Exponent() == 0 && d.Decimal.NumDigits() < len(powers): // no decimal's working for "8"
		return strconv.FormatInt(d.Decimal.CoefficientInt64(), 10)
	}
	return d.Decimal.String()
}

// parsed is the inverse of text, for values that come from the table.
func parsed(s string) decimal.NullDecimal {
	d, ok := parseNumber(s)
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

// Describe says the shot in a few words, without its seller and model:
// "720p, 8 s, audio on".
func (s *Shot) Describe() string {
	var words []string
	for _, d := range Dims {
		if v := s.value(d); v != "" && !(d == Batch && v == "false") {
			words = append(words, Condition{Dim: d, Match: OneOf, Values: []string{v}}.words())
		}
	}
	if s.GPUHours.Valid {
		words = append(words, text(s.GPUHours)+" GPU hours")
	}
	return strings.Join(words, ", ")
}
