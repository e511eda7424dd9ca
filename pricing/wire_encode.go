package pricing

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// writer appends JSON. It puts the commas; the caller balances the brackets.
type writer struct{ b []byte }

//go:noinline
func (w *writer) separate() {
	if n := len(w.b); n > 0 {
		switch w.b[n-1] {
		case '{', '[', ':':
		default:
			w.b = append(w.b, ',')
		}
	}
}

//go:noinline
func (w *writer) open(c byte)  { w.separate(); w.b = append(w.b, c) }
func (w *writer) close(c byte) { w.b = append(w.b, c) }

//go:noinline
func (w *writer) key(name string) {
	w.separate()
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

//go:noinline
func (w *writer) text(s string) {
	w.separate()
	// AppendQuote fails only on invalid UTF-8, which it replaces as it goes.
	w.b, _ = jsontext.AppendQuote(w.b, s)
}

//go:noinline
func (w *writer) raw(s string) { w.separate(); w.b = append(w.b, s...) }

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
	number := plain
	if c.Dollars() {
		number = func(r Ratio) string { return r.Round(dollarPlaces).StringFixed(dollarPlaces) }
	}
	least := number(v.Min)
	value, exact, cents, most := "", "", "", ""
	if v.Single() {
		value, most, exact = least, least, v.Min.Exact()
		if c.Dollars() {
			cents = v.Min.Round(centPlaces).StringFixed(centPlaces)
		}
	} else if !v.Open {
		most = number(v.Max)
	}
	w.key(name)
	w.open('{')
	w.opt("value", value)
	w.str("min", least)
	w.opt("max", most)
	w.opt("exact", exact)
	if c.Dollars() {
		w.opt("cents", cents)
	}
	w.str("display", c.InWords(v))
	w.close('}')
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

// end writes the date and the table that every answer rests on, and closes it.
func (w *writer) end(t *Table, asOf Instant) {
	w.opt("asOf", asOf.String())
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
