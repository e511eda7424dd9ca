package pricing

import (
	"strconv"
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

func planMember(plan **OwnPlan) member {
	return member{name: "plan", to: func() []member {
		*plan = &OwnPlan{}
		return []member{
			{name: "price", to: &(*plan).Price},
			{name: "credits", to: &(*plan).Credits},
		}
	}}
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

func (m *member) required() bool {
	_, required := m.to.(*decimal.Decimal)
	return required
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

// parseNumber reads plain decimal notation of bounded size. Exponents are not
// accepted: "1e9" in a price is more likely a slip than a wish.
func parseNumber(s string) (decimal.Decimal, bool) {
	const mostBefore, mostAfter = 12, 9
	digits, after, point := 0, 0, false
	var n int64
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			n = n*10 + int64(c-'0')
			if point {
				after++
			} else {
				digits++
			}
		case c == '.' && !point && digits > 0:
			point = true
		case c == '-' && i == 0:
		default:
			return decimal.Decimal{}, false
		}
	}
	if digits == 0 || digits > mostBefore || after > mostAfter || point && after == 0 {
		return decimal.Decimal{}, false
	}
	d := decimal.New(n, -int32(after))
	if digits+after >= len(powers) { // n may have overflowed
		// By its two halves, each of which fits, and not by the decimal's own
		// parser, whose error messages bring all of package fmt to the browser.
		whole, fraction, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
		w, _ := Digits(whole) // 12 digits at most
		f, _ := Digits(fraction)
		d = decimal.New(w, 0).Add(decimal.New(f, -int32(after)))
	}
	if s[0] == '-' {
		d = d.Neg()
	}
	return d, true
}

func notJSON() error {
	return &Error{Code: InvalidJSON, Message: "the request is not one valid JSON object without repeated members", Accepted: []string{"a JSON object in UTF-8"}}
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
