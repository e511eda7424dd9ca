package main

import (
	"html"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// mark is one price in a document, with what it is the price of.
type mark struct {
	at       int // where the marker begins
	fields   []field
	element  string // reelrate-price or as the site calls it, whose other attributes are its own business; "" of a comment
	says     string // the price that stands there
	from, to int    // where it stands; a new one goes there between before and after
	before   string
	after    string
	problem  string // why the price cannot be read, or ""
}

// mostPrice bounds the text between two markers, in bytes. The longest price is
// shorter; what is longer is prose behind a closing marker that was forgotten.
const mostPrice = 100

// markup says in which of its two ways a document is read.
type markup int

const (
	htmlText markup = iota + 1
	markdown        // and MDX, whose comments are {/* … */}
)

// scanner goes through a document once, from left to right, and leaves out what
// is shown as code. It reads no more structure than that: what begins an indented
// code block in one Markdown is the body of an admonition in another.
type scanner struct {
	text  string
	kind  markup
	i     int
	marks []mark
}

// scan lists the marked prices of a document in their order.
func scan(text string, kind markup) []mark {
	s := &scanner{text: text, kind: kind}
	for s.i < len(text) {
		s.step()
	}
	return s.marks
}

func (s *scanner) step() {
	rest := s.text[s.i:]
	if s.kind == markdown {
		switch {
		case (s.i == 0 || s.text[s.i-1] == '\n') && s.fence(rest):
			return
		case rest[0] == '\\':
			s.i += 2
			return
		case rest[0] == '`':
			s.codeSpan(rest)
			return
		}
	}
	if body, after, ok := comment(rest, s.kind); ok {
		s.comment(body, s.i+after)
		return
	}
	switch {
	case rest[0] == '<':
		s.tag(rest)
	case strings.HasPrefix(rest, "![") && s.kind == markdown:
		s.image(rest)
	default:
		s.i++
	}
}

var fenceStart = regexp.MustCompile("^((?:[ \t]*(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]))*)[ \t]*(`{3,}|~{3,})([^\n]*)")

// fence passes over a fenced code block, which may stand in a list or a quotation.
func (s *scanner) fence(rest string) bool {
	m := fenceStart.FindStringSubmatch(rest)
	if m == nil || m[2][0] == '`' && strings.Contains(m[3], "`") {
		return false
	}
	quoted := strings.Contains(m[1], ">")
	s.i += len(m[0])
	for s.i < len(s.text) {
		s.i++ // the end of the line before
		line, _, _ := strings.Cut(s.text[s.i:], "\n")
		if quoted && !strings.HasPrefix(strings.TrimLeft(line, " \t"), ">") {
			return true
		}
		s.i += len(line)
		inside := strings.Trim(line, "> \t\r")
		if len(inside) >= len(m[2]) && strings.Trim(inside, m[2][:1]) == "" {
			return true
		}
	}
	return true
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// codeSpan passes over `code`, which ends within its paragraph or is none.
func (s *scanner) codeSpan(rest string) {
	ticks := len(rest) - len(strings.TrimLeft(rest, "`"))
	paragraph := rest
	if at := blankLine.FindStringIndex(rest); at != nil {
		paragraph = rest[:at[0]]
	}
	for i := ticks; i < len(paragraph); {
		at := strings.IndexByte(paragraph[i:], '`')
		if at < 0 {
			break
		}
		i += at
		n := len(paragraph[i:]) - len(strings.TrimLeft(paragraph[i:], "`"))
		i += n
		if n == ticks {
			s.i += i
			return
		}
	}
	s.i += ticks
}

// comment cuts a comment from the front of text.
func comment(text string, kind markup) (body string, after int, ok bool) {
	open, end := "<!--", "-->"
	if kind == markdown && strings.HasPrefix(text, "{/*") {
		open, end = "{/*", "*/}"
	}
	if !strings.HasPrefix(text, open) {
		return "", 0, false
	}
	body, _, ok = strings.Cut(text[len(open):], end)
	return body, len(open) + len(body) + len(end), ok
}

// comment reads a marker and the price behind it, or passes over any other comment.
func (s *scanner) comment(body string, after int) {
	start := s.i
	s.i = after
	switch words := strings.Fields(body); {
	case len(words) == 0:
		return
	case words[0] == "/reelrate":
		s.marks = append(s.marks, mark{at: start, problem: "this closes a price that was not opened"})
		return
	case words[0] != "reelrate":
		return
	}
	m := mark{at: start, from: after}
	offset := start + strings.Index(s.text[start:], "reelrate") + len("reelrate")
	m.fields, _, _ = readFields(s.text[:after-len("-->")], offset)
	next := len(s.text)
	for _, open := range []string{"<!--", "{/*"} {
		if at := strings.Index(s.text[after:next], open); at >= 0 {
			next = after + at
		}
	}
	closing, length, _ := comment(s.text[next:], s.kind)
	if strings.TrimSpace(closing) != "/reelrate" {
		m.problem = "a price begins here and has no closing marker, /reelrate in a comment of its own"
		s.marks = append(s.marks, m)
		return
	}
	s.i = next + length
	m.to = next
	s.add(m)
}

// add keeps a mark whose text goes from m.from to m.to.
func (s *scanner) add(m mark) {
	said := s.text[m.from:m.to]
	if strings.ContainsAny(said, "<>{}`") || len(said) > mostPrice || blankLine.MatchString(said) {
		m.problem = "here belongs the price and nothing else"
	}
	m.from += len(said) - len(strings.TrimLeftFunc(said, unicode.IsSpace))
	m.to = max(m.from, m.from+len(strings.TrimSpace(said)))
	m.says = s.text[m.from:m.to]
	s.marks = append(s.marks, m)
}

var tagStart = regexp.MustCompile(`^<([A-Za-z][-A-Za-z0-9]*)(?:[\s/>]|$)`)

// verbatim are the elements whose contents are not read as markup, or are shown as code.
var verbatim = map[string]bool{"code": true, "pre": true, "script": true, "style": true, "textarea": true, "title": true}

// isOurs reports whether a tag is the element that ends so: under our name for it, or
// under a site's own, which is told from a stranger's by the seller that it names.
func isOurs(name, ends string, fields []field) bool {
	return name == "reelrate"+ends || strings.HasSuffix(name, ends) && named(fields)["seller"].value != ""
}

// tag reads an element of ours and passes over any other tag.
func (s *scanner) tag(rest string) {
	m := tagStart.FindStringSubmatch(rest)
	if m == nil {
		s.i++
		return
	}
	name := strings.ToLower(m[1])
	start := s.i
	fields, after, end := readFields(s.text, start+1+len(m[1]), "/>", ">")
	switch {
	case end == "":
		s.i++
		return
	case isOurs(name, "-price", fields):
		s.price(mark{at: start, fields: fields, element: name}, after, end == "/>" && s.kind == markdown)
		return
	}
	s.i = after
	switch attribute := named(fields); {
	case name == "img":
		s.addressed(attribute["src"].value, attribute["alt"])
	case name == "iframe":
		s.addressed(attribute["src"].value, attribute["title"])
	case isOurs(name, "-calculator", fields):
		text, _, _ := strings.Cut(s.text[after:], "<")
		s.pricesIn(field{value: text, valueAt: after}, fields, name)
	}
	if verbatim[name] && end == ">" {
		if at := closingTag(s.text[after:], name); at >= 0 {
			s.i += at
		}
	}
}

// price reads the text of the element whose start tag ends at after.
func (s *scanner) price(m mark, after int, closed bool) {
	s.i = after
	if closed {
		m.from = len(strings.TrimRight(s.text[:after-len("/>")], " \t\r\n"))
		m.to, m.before, m.after = after, ">", "</"+m.element+">"
		s.marks = append(s.marks, m)
		return
	}
	length := closingTag(s.text[after:], m.element)
	if length < 0 {
		m.problem = "this <" + m.element + "> is not closed"
		s.marks = append(s.marks, m)
		return
	}
	s.i = after + length
	m.from, m.to = after, s.i
	if at := strings.LastIndex(s.text[m.from:m.to], " = "); at >= 0 { // "8 s First Video = 80 credits", as it shows it
		m.from += at + len(" = ")
	}
	s.add(m)
}

var badgeImage = regexp.MustCompile(`^!\[([^\]\[\n]*)\]\(<?([^)\s>]+)`)

func (s *scanner) image(rest string) {
	const open = len("![")
	if m := badgeImage.FindStringSubmatch(rest); m != nil {
		s.addressed(m[2], field{value: m[1], valueAt: s.i + open})
	}
	s.i += open
}

var (
	badgePath   = regexp.MustCompile(`/badge/([^/?#]+)/([^?#]+)\.svg$`)
	priceInText = regexp.MustCompile(`(?:≈ ?|from )*(?:\$[0-9.,]*[0-9](?:–\$[0-9.,]*[0-9])?|[0-9.,]*[0-9](?:–[0-9.,]*[0-9])? credits?)`)
)

// addressed reads the text that stands for one of our badges or frames. It need
// not name a price, but one that it names has to be that of the address.
func (s *scanner) addressed(address string, text field) {
	u, err := url.Parse(html.UnescapeString(address))
	if err != nil {
		return
	}
	query, err := url.ParseQuery(u.RawQuery)
	badge := badgePath.FindStringSubmatch(u.Path)
	if err != nil || badge == nil && (!strings.HasSuffix(u.Path, "/embed/") || len(query) == 0) {
		return
	}
	var fields []field
	if badge != nil {
		fields = []field{{name: "seller", value: badge[1], at: text.valueAt}, {name: "model", value: badge[2], at: text.valueAt}}
	}
	for _, member := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[member] {
			fields = append(fields, field{name: markerName(member), value: value, at: text.valueAt})
		}
	}
	s.pricesIn(text, fields, "")
}

// pricesIn keeps a mark for every price that a text names.
func (s *scanner) pricesIn(text field, fields []field, element string) {
	for _, price := range priceInText.FindAllStringIndex(text.value, -1) {
		from, to := text.valueAt+price[0], text.valueAt+price[1]
		s.marks = append(s.marks, mark{at: from, from: from, to: to, says: s.text[from:to], fields: fields, element: element})
	}
}

func named(fields []field) map[string]field {
	out := map[string]field{}
	for _, f := range fields {
		out[strings.ToLower(f.name)] = f
	}
	return out
}

// closingTag is where the next end tag of the element begins, or -1.
func closingTag(text, name string) int {
	for at := 0; ; {
		next := strings.Index(text[at:], "</")
		if next < 0 {
			return -1
		}
		at += next
		if found := text[at+len("</"):]; len(found) >= len(name) && strings.EqualFold(found[:len(name)], name) {
			return at
		}
		at += len("</")
	}
}
