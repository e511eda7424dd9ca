package pricing

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
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
		case '{', '[', ':':
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
	// AppendQuote fails only on invalid UTF-8, which it replaces as it goes.
	w.b, _ = jsontext.AppendQuote(w.b[:start-1], string(w.b[start:]))
}

//go:noinline
func (w *writer) raw(s string) { w.b = append(separated(w.b, len(s)), s...) }

// str writes a member; opt writes null for "".
//
//go:noinline
func (w *writer) str(name, s string) { w.key(name); w.text(s) }

func (w *writer) opt(name, s string) {
	w.key(name)
	if s == "" {
		w.raw("null")
		return
	}
	w.text(s)
}

func (w *writer) integer(n int) { w.raw(strconv.Itoa(n)) }

func (w *writer) boolean(name string, v bool) { w.key(name); w.raw(strconv.FormatBool(v)) }

func (w *writer) null(name string) { w.key(name); w.raw("null") }

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
func (w *writer) figure(name string, c Currency, v Interval) {
	var small [32]byte
	least := c.appendAmount(small[:0], v.Min)
	single := v.Single()
	w.key(name)
	w.open('{')
	if single {
		w.digits("value", least)
	} else {
		w.null("value")
	}
	w.digits("min", least)
	switch {
	case single:
		w.digits("max", least)
	case v.Open:
		w.null("max")
	default:
		w.digits("max", c.appendAmount(small[:0], v.Max))
	}
	if single {
		w.digits("exact", v.Min.appendExact(small[:0]))
	} else {
		w.null("exact")
	}
	if c.Dollars() {
		if single {
			w.digits("cents", v.Min.appendFixed(small[:0], centPlaces))
		} else {
			w.null("cents")
		}
	}
	w.key("display")
	w.b = append(c.appendInWords(append(w.b, '"'), v), `"}`...)
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
func (w *writer) plain(name string, r Ratio) {
	var small [32]byte
	w.digits(name, appendPlain(small[:0], r))
}

// optFigure writes null when v is nil.
func (w *writer) optFigure(name string, c Currency, v *Interval) {
	if v == nil {
		w.null(name)
		return
	}
	w.figure(name, c, *v)
}

func (w *writer) sources(t *Table, sources []Source) {
	w.array("sources", len(sources), func(i int) {
		s := sources[i]
		w.open('{')
		w.str("document", s.Document)
		w.str("title", t.document(s.Document).Title)
		w.key("line")
		w.raw(strconv.Itoa(s.Line))
		w.opt("url", s.URL)
		w.close('}')
	})
}

func (w *writer) warnings(warnings []Warning) {
	w.array("warnings", len(warnings), func(i int) {
		w.open('{')
		w.str("code", string(warnings[i].Code))
		w.opt("field", warnings[i].Field)
		w.str("message", warnings[i].Message)
		w.close('}')
	})
}

// when writes conditions by dimension: a list of values, "any", "unknown", or
// bounds.
func (w *writer) when(name string, conditions []Condition) {
	w.key(name)
	w.open('{')
	for _, c := range conditions {
		switch c.Match {
		case Any:
			w.str(c.Dim.String(), "any")
		case Unknown:
			w.str(c.Dim.String(), "unknown")
		case OneOf:
			w.list(c.Dim.String(), c.Values)
		case Within:
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

func (w *writer) published(r Range) {
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

func (w *writer) seller(name string, s *Seller) {
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
func (w *writer) shot(name string, s *Shot) {
	w.key(name)
	w.open('{')
	for _, m := range [...]struct{ name, value string }{
		{"seller", s.Seller}, {"model", s.Model}, {"mode", s.Mode}, {"resolution", s.Resolution},
		{"audio", s.Audio}, {"hdr", s.HDR}, {"quality", s.Quality}, {"batch", s.Batch},
		{"seconds", text(s.Seconds)}, {"tier", text(s.Tier)}, {"images", text(s.Images)},
		{"inputImages", text(s.InputImages)}, {"inputSeconds", text(s.InputSeconds)},
		{"width", text(s.Width)}, {"height", text(s.Height)}, {"fps", text(s.FPS)}, {"gpuHours", text(s.GPUHours)},
	} {
		if m.value != "" {
			w.str(m.name, m.value)
		}
	}
	w.close('}')
}

// instant writes a moment, null for the open one.
func (w *writer) instant(name string, i Instant) {
	if i == 0 {
		w.null(name)
		return
	}
	w.key(name)
	w.b = append(i.append(append(w.b, '"')), '"')
}

// end writes the date and the table that every answer rests on, and closes it.
func (w *writer) end(t *Table, asOf Instant) {
	w.instant("asOf", asOf)
	w.key("table")
	w.open('{')
	w.str("version", t.Version)
	w.str("digest", t.Digest)
	w.close('}')
	w.close('}')
}

func (w *writer) failure(t *Table, e *Error, asOf Instant) {
	status := "invalid"
	if e.Refused() {
		status = "refused"
	}
	w.open('{')
	w.str("status", status)
	w.key("error")
	w.error(e)
	w.end(t, asOf)
}

// error writes an error as a value.
func (w *writer) error(e *Error) {
	w.open('{')
	w.str("code", string(e.Code))
	w.opt("field", e.Field)
	w.str("message", e.Message)
	w.list("accepted", e.Accepted)
	w.array("alternatives", len(e.Alternatives), func(i int) {
		a := &e.Alternatives[i]
		w.open('{')
		w.shot("shot", &a.Shot)
		w.str("display", a.Display)
		w.str("why", a.Why)
		w.close('}')
	})
	w.close('}')
}

func (w *writer) table(t *Table) {
	w.open('{')
	w.str("version", t.Version)
	w.str("digest", t.Digest)
	w.key("table")
	w.raw(t.Canonical)
	w.close('}')
}
