package pricing

import (
	"bytes"
	"io"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"
)

// member is one member that a request may have, and where its value goes:
// exactly one of the targets is set.
type member struct {
	name    string
	text    *string
	number  *decimal.NullDecimal
	amount  *decimal.Decimal // as number, for members that are required
	flag    *bool
	instant *Instant
	object  func() []member // called when the member is present
	list    func() []member // called for each object of an array
	raw     func([]byte)    // called with the text of each value of an array
	most    int             // the longest list
	bounds  number          // what number and amount accept, for the message

	given   bool     // what was read: that the member is there and not null,
	said    string   // a plain value as a string,
	members []member // and the members of an object
}

func quoteMembers(r *QuoteRequest) []member {
	return append(shotMembers(&r.Shot), []member{
		{name: "credits", number: &r.Credits, bounds: creditsNumber},
		{name: "count", number: &r.Count, bounds: countNumber},
		{name: "takes", number: &r.Takes, bounds: takesNumber},
		{name: "offer", text: &r.Offer},
		{name: "everyOffer", flag: &r.EveryOffer},
		planMember(&r.Plan),
		{name: "history", flag: &r.History},
		{name: "asOf", instant: &r.AsOf},
	}...)
}

// shotMembers are the members of a request that describe a shot.
func shotMembers(s *Shot) []member {
	return []member{
		{name: "seller", text: &s.Seller},
		{name: "model", text: &s.Model},
		{name: "mode", text: &s.Mode},
		{name: "resolution", text: &s.Resolution},
		{name: "audio", text: &s.Audio},
		{name: "hdr", text: &s.HDR},
		{name: "quality", text: &s.Quality},
		{name: "batch", text: &s.Batch},
		{name: "seconds", number: &s.Seconds, bounds: secondsNumber},
		{name: "tier", number: &s.Tier, bounds: tierNumber},
		{name: "images", number: &s.Images, bounds: imagesNumber},
		{name: "inputImages", number: &s.InputImages, bounds: inputImagesNumber},
		{name: "inputSeconds", number: &s.InputSeconds, bounds: inputSecondsNumber},
		{name: "width", number: &s.Width, bounds: widthNumber},
		{name: "height", number: &s.Height, bounds: heightNumber},
		{name: "fps", number: &s.FPS, bounds: fpsNumber},
		{name: "gpuHours", number: &s.GPUHours, bounds: gpuHoursNumber},
	}
}

func decodeModels(request []byte, today Instant) (ModelsRequest, error) {
	r := ModelsRequest{AsOf: today}
	err := decode(request, []member{
		{name: "seller", text: &r.Seller},
		{name: "model", text: &r.Model},
		{name: "q", text: &r.Search},
		{name: "asOf", instant: &r.AsOf},
	})
	return r, err
}

func decodeOffers(request []byte, today Instant) (OffersRequest, error) {
	r := OffersRequest{AsOf: today}
	err := decode(request, []member{
		{name: "seller", text: &r.Seller},
		{name: "offer", text: &r.Offer},
		planMember(&r.Plan),
		{name: "promo", text: &r.Promo},
		{name: "bonus", object: func() []member {
			r.Bonus = &OwnBonus{}
			return []member{
				{name: "percent", amount: &r.Bonus.Percent},
				{name: "cap", amount: &r.Bonus.Cap},
			}
		}},
		{name: "month", number: &r.Month},
		{name: "newUser", text: &r.NewUser},
		{name: "asOf", instant: &r.AsOf},
	})
	return r, err
}

func planMember(plan **OwnPlan) member {
	return member{name: "plan", object: func() []member {
		*plan = &OwnPlan{}
		return []member{
			{name: "price", amount: &(*plan).Price},
			{name: "credits", amount: &(*plan).Credits},
		}
	}}
}

// decode reads one JSON object into the members. An empty request is an empty
// object. Nesting is bounded by the members themselves: an object or array
// where none belongs is an error before anything inside it is read.
func decode(request []byte, members []member) error {
	if len(bytes.TrimSpace(request)) == 0 {
		return nil
	}
	// What is wrong inside a raw value is left to whoever reads it; repeated
	// members of other objects are found by decodeObject.
	raw := slices.ContainsFunc(members, func(m member) bool { return m.raw != nil })
	d := jsontext.NewDecoder(bytes.NewReader(request), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(raw))
	if err := decodeObject(d, "", members); err != nil {
		return err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return &Error{Code: InvalidJSON, Message: "there is more after the JSON object"}
	}
	return nil
}

func decodeObject(d *jsontext.Decoder, path string, members []member) error {
	start, err := d.ReadToken()
	if err != nil {
		return notJSON(err)
	}
	if start.Kind() != '{' {
		return &Error{Code: WrongType, Field: path, Message: "a JSON object belongs here", Accepted: names(members)}
	}
	seen := make([]bool, len(members))
	prefix := path
	if prefix != "" {
		prefix += "."
	}
	for {
		token, err := d.ReadToken()
		if err != nil {
			return notJSON(err)
		}
		if token.Kind() == '}' {
			break
		}
		name := token.String()
		i := index(members, name)
		if i < 0 {
			return &Error{Code: UnknownField, Field: prefix + short(name), Message: "there is no member " + quoted(name), Accepted: names(members)}
		}
		if seen[i] {
			return notJSON(nil)
		}
		seen[i] = true
		if err := members[i].read(d, prefix+name); err != nil {
			return err
		}
	}
	for i, m := range members {
		if m.amount != nil && !seen[i] {
			return &Error{Code: MissingParameter, Field: prefix + m.name, Message: "it is needed here"}
		}
	}
	return nil
}

// read reads the member's value.
func (m *member) read(d *jsontext.Decoder, path string) error {
	if m.object != nil {
		if d.PeekKind() == 'n' {
			if _, err := d.ReadToken(); err != nil {
				return notJSON(err)
			}
			return nil
		}
		m.given, m.members = true, m.object()
		return decodeObject(d, path, m.members)
	}
	if m.list != nil || m.raw != nil {
		return m.readList(d, path)
	}
	token, err := d.ReadToken()
	if err != nil {
		return notJSON(err)
	}
	switch token.Kind() {
	case '{', '[':
		return &Error{Code: WrongType, Field: path, Message: "a plain value belongs here"}
	case 'n':
		if m.amount != nil {
			return &Error{Code: MissingParameter, Field: path, Message: "it is needed here"}
		}
		return nil
	}
	m.given, m.said = true, token.String()
	return m.assign(path, m.said)
}

// readList reads an array.
func (m *member) readList(d *jsontext.Decoder, path string) error {
	start, err := d.ReadToken()
	if err != nil {
		return notJSON(err)
	}
	if start.Kind() != '[' {
		return &Error{Code: WrongType, Field: path, Message: "a JSON array belongs here"}
	}
	for i := 0; d.PeekKind() != ']'; i++ {
		if i == m.most {
			return &Error{Code: InvalidValue, Field: path, Message: "the list is too long",
				Accepted: []string{"at most " + strconv.Itoa(m.most)}}
		}
		if m.raw != nil {
			value, err := d.ReadValue()
			if err != nil {
				return notJSON(err)
			}
			m.raw(bytes.Clone(value))
			continue
		}
		if err := decodeObject(d, path+"."+strconv.Itoa(i), m.list()); err != nil {
			return err
		}
	}
	if _, err = d.ReadToken(); err != nil {
		return notJSON(err)
	}
	return nil
}

// longestText bounds every string of a request.
const longestText = 200

func (m *member) assign(path, value string) error {
	if len(value) > longestText {
		return &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is too long", Accepted: []string{"at most 200 bytes"}}
	}
	switch {
	case m.text != nil:
		*m.text = value
	case m.flag != nil:
		if value != "true" && value != "false" {
			return &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is neither yes nor no", Accepted: []string{"true", "false"}}
		}
		*m.flag = value == "true"
	case m.instant != nil:
		instant, err := ParseInstant(value)
		if err != nil {
			return err
		}
		*m.instant = instant
	default:
		n, ok := parseNumber(value)
		if !ok {
			e := &Error{Code: InvalidValue, Field: path, Message: quoted(value) + " is not a number in plain decimal notation",
				Accepted: []string{"digits with an optional point, such as 8 or 0.5, at most 12 before it and 9 after it"}}
			if m.bounds.name != "" && m.bounds.most > 0 {
				e.Accepted = []string{m.bounds.accepts()}
			}
			if m.name == "seconds" {
				e.Code = InvalidSeconds
			}
			return e
		}
		if m.amount != nil {
			*m.amount = n
		} else {
			*m.number = decimal.NullDecimal{Decimal: n, Valid: true}
		}
	}
	return nil
}

// parseNumber reads plain decimal notation of bounded size. Exponents are not
// accepted: "1e9" in a price is more likely a slip than a wish.
func parseNumber(s string) (decimal.Decimal, bool) {
	const mostBefore, mostAfter = 12, 9
	digits, after, point := 0, 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9' && point:
			after++
		case '0' <= c && c <= '9':
			digits++
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
	d, err := decimal.NewFromString(s)
	return d, err == nil
}

func notJSON(error) error {
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
		return name[:most]
	}
	return name
}
