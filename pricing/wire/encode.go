package wire

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

// writer appends JSON. It puts the commas; the caller balances the brackets.
type writer struct{ b []byte }

// separated is b with room for n more bytes, after the comma before what comes
// next. What writes often stores into that room: TinyGo's append is a call even
// for one byte. Like all that appends here it works on the slice and leaves
// storing it to the caller, once.
func separated(b []byte, n int) []byte {
	if cap(b)-len(b) <= n {
		b = slices.Grow(b, n+1)
	}
	if end := len(b); end > 0 {
		switch b[end-1] {
		case '{', '[', ':', ',':
		default:
			b = b[:end+1]
			b[end] = ','
		}
	}
	return b
}

func (w *writer) open(c byte) {
	b := separated(w.b, 1)
	n := len(b)
	b = b[:n+1]
	b[n] = c
	w.b = b
}

func (w *writer) close(c byte) { w.b = append(w.b, c) }

//go:noinline
func (w *writer) key(name string) {
	b := separated(w.b, len(name)+3)
	n := len(b)
	b = b[:n+len(name)+3]
	b[n] = '"'
	n += 1 + copy(b[n+1:], name)
	b[n], b[n+1] = '"', ':'
	w.b = b
}

//go:noinline
func (w *writer) text(s string) {
	b := separated(w.b, len(s)+2)
	n := len(b)
	b = b[:n+1+len(s)]
	b[n] = '"'
	copy(b[n+1:], s)
	w.b = b
	w.quoteFrom(n + 1)
}

// bytes is text, for what is appended elsewhere first.
func (w *writer) bytes(s []byte) {
	b := append(separated(w.b, len(s)+2), '"')
	start := len(b)
	w.b = append(b, s...)
	w.quoteFrom(start)
}

// quoteFrom ends a text that began at start. Hardly any has something to escape.
func (w *writer) quoteFrom(start int) {
	ascii := true
	for _, c := range w.b[start:] {
		if c < ' ' || c == '"' || c == '\\' {
			w.escapeFrom(start)
			return
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if !ascii && !utf8.Valid(w.b[start:]) {
		w.escapeFrom(start)
		return
	}
	w.b = append(w.b, '"')
}

func (w *writer) escapeFrom(start int) {
	w.b = appendQuoted(w.b[:start-1], string(w.b[start:]))
}

//go:noinline
func (w *writer) raw(s string) { w.b = append(separated(w.b, len(s)), s...) }

// str writes a member; opt writes null for "". Hardly any text has something to
// escape, so it is copied once, with its name.
//
//go:noinline
func (w *writer) str(name, s string) {
	if !standsForItself(s) {
		w.key(name)
		w.text(s)
		return
	}
	b := separated(w.b, len(name)+len(s)+5)
	n := len(b)
	b = b[:n+len(name)+len(s)+5]
	b[n] = '"'
	n += 1 + copy(b[n+1:], name)
	b[n], b[n+1], b[n+2] = '"', ':', '"'
	n += 3 + copy(b[n+3:], s)
	b[n] = '"'
	w.b = b
}

// standsForItself reports whether a text is ASCII without anything to escape.
func standsForItself(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func (w *writer) opt(name, s string) {
	if s == "" {
		w.null(name)
		return
	}
	w.str(name, s)
}

// member writes a value that is JSON already.
//
//go:noinline
func (w *writer) member(name, json string) {
	b := separated(w.b, len(name)+len(json)+3)
	n := len(b)
	b = b[:n+len(name)+len(json)+3]
	b[n] = '"'
	n += 1 + copy(b[n+1:], name)
	b[n], b[n+1] = '"', ':'
	copy(b[n+2:], json)
	w.b = b
}

func (w *writer) integer(n int) { w.raw(strconv.Itoa(n)) }

func (w *writer) boolean(name string, v bool) { w.member(name, strconv.FormatBool(v)) }

func (w *writer) null(name string) { w.member(name, "null") }

func (w *writer) list(name string, values []string) {
	w.key(name)
	w.open('[')
	for _, v := range values {
		w.text(v)
	}
	w.close(']')
}

// array writes a member that is an array of n things.
func (w *writer) array(name string, n int, each func(i int)) {
	w.key(name)
	w.open('[')
	for i := range n {
		each(i)
	}
	w.close(']')
}

// figure writes an amount of a currency: value and exact when it is one value,
// min and max always, max null for a floor.
func (w *writer) figure(name string, c pricing.Currency, v pricing.Interval) {
	w.key(name)
	if v.Single() {
		w.b = appendFigure(c, w.b, v.Min)
		return
	}
	var small [32]byte
	w.open('{')
	w.null("value")
	w.digits("min", c.AppendAmount(small[:0], v.Min))
	if v.Open {
		w.null("max")
	} else {
		w.digits("max", c.AppendAmount(small[:0], v.Max))
	}
	w.null("exact")
	if c.Dollars() {
		w.null("cents")
	}
	w.key("display")
	w.b = append(c.AppendInWords(append(w.b, '"'), v), `"}`...)
}

// appendFigure appends the figure of one value. An answer has up to a dozen, so
// their digits are written once and their names in one piece with what is around.
func appendFigure(c pricing.Currency, b []byte, r pricing.Ratio) []byte {
	b = append(b, `{"value":"`...)
	start := len(b)
	b = c.AppendAmount(b, r)
	n := len(b)
	value := b[start:n]
	const min, max, exact = `","min":"`, `","max":"`, `","exact":"`
	b = slices.Grow(b, 2*len(value)+len(min+max+exact))
	b = b[:n+2*len(value)+len(min+max+exact)]
	n += copy(b[n:], min)
	n += copy(b[n:], value)
	n += copy(b[n:], max)
	n += copy(b[n:], value)
	copy(b[n:], exact)
	b = r.AppendExact(b)
	if c.Dollars() {
		b = r.AppendFixed(append(b, `","cents":"`...), pricing.CentPlaces)
	}
	b = append(b, `","display":"`...)
	return append(c.AppendInWords(b, pricing.Point(r)), `"}`...)
}

// digits writes a text that needs no escapes.
//
//go:noinline
func (w *writer) digits(name string, s []byte) {
	w.key(name)
	b := append(append(w.b, '"'), s...)
	w.b = append(b, '"')
}

// plain writes a quantity.
func (w *writer) plain(name string, r pricing.Ratio) {
	var small [32]byte
	w.digits(name, pricing.AppendPlain(small[:0], r))
}

// optFigure writes null when v is nil.
func (w *writer) optFigure(name string, c pricing.Currency, v *pricing.Interval) {
	if v == nil {
		w.null(name)
		return
	}
	w.figure(name, c, *v)
}

func (w *writer) sources(t *pricing.Table, sources []pricing.Source) {
	w.array("sources", len(sources), func(i int) {
		s := &sources[i]
		title := s.URL
		if s.Document != "" {
			title = t.Document(s.Document).Title
		}
		w.open('{')
		w.opt("document", s.Document)
		w.str("title", title)
		if s.Line != 0 {
			w.member("line", strconv.Itoa(s.Line))
		}
		if s.Place != "" {
			w.str("place", s.Place)
		}
		w.opt("url", s.URL)
		w.close('}')
	})
}

func (w *writer) warnings(warnings []pricing.Warning) {
	w.array("warnings", len(warnings), func(i int) {
		w.open('{')
		w.str("code", string(warnings[i].Code))
		w.opt("field", warnings[i].Field)
		w.str("message", warnings[i].Message)
		w.close('}')
	})
}

// members writes a set of members by name.
func (w *writer) members(name string, set pricing.Members) {
	w.key(name)
	w.open('[')
	for i, member := range pricing.MemberNames {
		if set.Has(1 << i) {
			w.text(member)
		}
	}
	w.close(']')
}

// when writes conditions by dimension: a list of values, "any", "unknown", or
// bounds.
func (w *writer) when(name string, conditions []pricing.Condition) {
	w.key(name)
	w.open('{')
	for _, c := range conditions {
		switch c.Match {
		case pricing.Any:
			w.str(c.Dim.String(), "any")
		case pricing.Unknown:
			w.str(c.Dim.String(), "unknown")
		case pricing.OneOf:
			w.list(c.Dim.String(), c.Values)
		case pricing.Within:
			w.key(c.Dim.String())
			w.open('{')
			w.str("over", strconv.FormatInt(c.Over, 10))
			upTo := ""
			if c.UpTo > 0 {
				upTo = strconv.FormatInt(c.UpTo, 10)
			}
			w.opt("upTo", upTo)
			w.close('}')
		}
	}
	w.close('}')
}

func (w *writer) published(r pricing.Range) {
	w.key("amount")
	w.open('{')
	w.str("min", r.Min.String())
	if r.Open {
		w.null("max")
	} else {
		w.str("max", r.Max.String())
	}
	w.close('}')
}

func (w *writer) seller(name string, s *pricing.Seller) {
	w.key(name)
	w.open('{')
	w.str("id", s.ID)
	w.str("name", s.Name)
	w.str("kind", s.Kind)
	w.opt("vendor", s.Vendor)
	w.str("currency", s.Currency.ID)
	w.close('}')
}

// shot writes the members of a request that describe the shot, in the order of
// the request, leaving out what was not given.
func (w *writer) shot(name string, s *pricing.Shot) {
	w.key(name)
	w.open('{')
	w.given("seller", s.Seller)
	w.given("model", s.Model)
	w.given("mode", s.Mode)
	w.given("resolution", s.Resolution)
	w.given("audio", s.Audio)
	w.given("hdr", s.HDR)
	w.given("quality", s.Quality)
	w.given("batch", s.Batch)
	w.given("seconds", pricing.Text(s.Seconds))
	w.given("tier", pricing.Text(s.Tier))
	w.given("images", pricing.Text(s.Images))
	w.given("inputImages", pricing.Text(s.InputImages))
	w.given("inputSeconds", pricing.Text(s.InputSeconds))
	w.given("width", pricing.Text(s.Width))
	w.given("height", pricing.Text(s.Height))
	w.given("fps", pricing.Text(s.FPS))
	w.given("gpuHours", pricing.Text(s.GPUHours))
	w.close('}')
}

func (w *writer) given(name, s string) {
	if s != "" {
		w.str(name, s)
	}
}

// instant writes a moment, null for the open one.
func (w *writer) instant(name string, i pricing.Instant) { w.monthOrDay(name, i, false) }

// monthOrDay writes a date as exactly as it is known, null for an open one.
func (w *writer) monthOrDay(name string, i pricing.Instant, month bool) {
	if i == 0 {
		w.null(name)
		return
	}
	w.key(name)
	w.b = append(pricing.AppendMonthOrDay(append(w.b, '"'), i, month), '"')
}

// end writes the date and the table that every answer rests on, and closes it.
func (w *writer) end(t *pricing.Table, asOf pricing.Instant) {
	w.instant("asOf", asOf)
	w.once(t, ofTable(t), func() {
		w.key("table")
		w.open('{')
		w.str("version", t.Version)
		w.str("digest", t.Digest)
		w.close('}')
	})
	w.close('}')
}

func (w *writer) failure(t *pricing.Table, e *pricing.Error, asOf pricing.Instant) {
	w.refusal(e)
	w.end(t, asOf)
}

// refusal opens the answer that says an error.
func (w *writer) refusal(e *pricing.Error) {
	status := "invalid"
	if e.Refused() {
		status = "refused"
	}
	w.open('{')
	w.str("status", status)
	w.key("error")
	w.error(e)
}

// error writes an error as a value.
func (w *writer) error(e *pricing.Error) {
	w.open('{')
	w.str("code", string(e.Code))
	w.opt("field", e.Field)
	w.str("message", pricing.Printable(e.Message))
	w.list("accepted", e.Accepted)
	w.key("alternatives")
	w.alternatives(e)
	w.close('}')
}

// Alternatives is the list of an error's alternatives as answers have it.
func Alternatives(e *pricing.Error) []byte {
	w := &writer{}
	w.alternatives(e)
	return w.b
}

func (w *writer) alternatives(e *pricing.Error) {
	w.open('[')
	for i := range e.Alternatives {
		a := &e.Alternatives[i]
		w.open('{')
		w.shot("shot", &a.Shot)
		w.str("display", a.Display)
		w.str("why", a.Why)
		w.close('}')
	}
	w.close(']')
}
