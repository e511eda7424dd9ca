package table

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// reader is the codec that reads. Members come in the order of the canonical form,
// which is that of their names, so it never looks one up, and what is out of order,
// repeated or unknown is found where it stands. A text stays part of the input:
// nothing is copied but what has escapes.
type reader struct {
	in       string
	at       int
	elements []int // the lengths of the arrays that are still to be read
	path     [deepest]step
	depth    int
	err      *pricing.Error
}

// step is one on the way to a value, for an error: a member, and of an array the
// element, counted from 1.
type step struct {
	name    string
	element int
}

// deepest is more than the form nests.
const deepest = 16

// fail keeps the first fault; whatever comes after it does nothing.
func (r *reader) fail(message string, accepted ...string) {
	if r.err == nil {
		r.err = &pricing.Error{Code: pricing.InvalidTable, Field: r.where(), Message: message, Accepted: accepted}
		r.in = r.in[:r.at] // nothing more is read
	}
}

// where is the path as a request's would be written: "table.sellers.0.id".
func (r *reader) where() string {
	where := ""
	for _, s := range r.path[:r.depth+1] {
		if s.name == "" {
			break
		}
		if where != "" {
			where += "."
		}
		if where += s.name; s.element > 0 {
			where += "." + strconv.Itoa(s.element-1)
		}
	}
	return where
}

// first is the next byte, 0 at the end.
func (r *reader) first() byte {
	if r.at < len(r.in) {
		return r.in[r.at]
	}
	return 0
}

// take steps over the byte, if it is the next.
func (r *reader) take(b byte) bool {
	if r.first() != b {
		return false
	}
	r.at++
	return true
}

// member steps over the name of the member, if it comes next.
func (r *reader) member(name string) bool {
	at := r.at
	if r.first() == ',' {
		at++
	}
	end := at + len(name) + 3
	if end > len(r.in) || r.in[at+1:end-2] != name || r.in[at] != '"' || r.in[end-2] != '"' || r.in[end-1] != ':' || r.err != nil {
		return false
	}
	r.at = end
	r.path[r.depth] = step{name: name}
	return true
}

// needed is a member that has to be there.
func (r *reader) needed(name string) bool {
	if r.member(name) {
		return true
	}
	r.fail("the member " + name + " is needed here")
	return false
}

// open begins an object or an array.
func (r *reader) open(bracket byte) bool {
	if !r.take(bracket) {
		r.fail("there should be " + string(rune(bracket)) + " here")
		return false
	}
	return true
}

func (r *reader) object() bool {
	if !r.open('{') {
		return false
	}
	r.depth++
	r.path[r.depth] = step{}
	return true
}

func (r *reader) end(bracket byte) {
	if !r.take(bracket) && r.err == nil {
		r.fail("there is no member "+strconv.Quote(r.next())+" here", "the members of the format, sorted by name, each once")
	}
	if bracket == '}' {
		r.depth--
	}
}

// next is what stands where a member was expected, shortened.
func (r *reader) next() string {
	rest := strings.TrimLeft(r.in[r.at:], `,"`)
	rest = rest[:min(40, len(rest))]
	if end := strings.IndexByte(rest, '"'); end >= 0 {
		rest = rest[:end]
	}
	return strings.ToValidUTF8(rest, "")
}

func (r *reader) format() {
	var format int64
	if r.whole("format", &format); format != Format {
		r.fail("the table is of format "+strconv.FormatInt(format, 10), "format "+strconv.Itoa(Format))
	}
}

func (r *reader) part(name string, _, needed bool) bool {
	return (r.member(name) || needed && r.needed(name)) && r.object()
}

func (r *reader) list(name string, _ int) int {
	if !r.member(name) || !r.open('[') || len(r.elements) == 0 {
		return 0
	}
	n := r.elements[0]
	r.elements = r.elements[1:]
	return n
}

func (r *reader) element(i int) {
	r.path[r.depth].element = i + 1
	if i > 0 {
		r.take(',')
	}
	if !r.object() {
		r.depth++ // which end takes back
	}
}

func (r *reader) text(name string, v *string) {
	if r.member(name) {
		*v = r.textValue()
	}
}

func (r *reader) texts(name string, v *[]string) {
	if n := r.list(name, 0); n > 0 {
		*v = make([]string, n)
		for i := range *v {
			if i > 0 {
				r.take(',')
			}
			(*v)[i] = r.textValue()
		}
		r.end(']')
	}
}

func (r *reader) textValue() string {
	if !r.take('"') {
		r.fail("a text belongs here")
		return ""
	}
	start := r.at
	for {
		switch b := r.first(); {
		case b == '"':
			r.at++
			return r.in[start : r.at-1]
		case b == '\\':
			return r.escaped(start)
		case b < ' ':
			r.fail("a text is not closed")
			return ""
		}
		r.at++
	}
}

// escaped reads on a text that has escapes, from its beginning.
func (r *reader) escaped(start int) string {
	b := []byte(r.in[start:r.at])
	for {
		ch := r.first()
		r.at++
		switch {
		case ch == '"':
			return string(b)
		case ch == '\\':
			ch = r.escape()
		case ch < ' ':
			r.at--
			r.fail("a text is not closed")
			return ""
		}
		b = append(b, ch)
	}
}

// escape is what an escape stands for; the canonical form has no others.
func (r *reader) escape() byte {
	ch := r.first()
	r.at++
	if i := strings.IndexByte(escapes, ch); i >= 0 {
		return escaped[i]
	}
	if ch == 'u' && r.at+4 <= len(r.in) {
		n, err := strconv.ParseUint(r.in[r.at:r.at+4], 16, 8)
		if err == nil && n < ' ' {
			r.at += 4
			return byte(n)
		}
	}
	r.at = min(r.at, len(r.in))
	r.fail("the canonical form has no such escape")
	return 0
}

const escapes, escaped = `"\bfnrt`, "\"\\\b\f\n\r\t"

// whole numbers have at most nine digits.
func (r *reader) whole(name string, v *int64) {
	if !r.member(name) {
		return
	}
	start := r.at
	for b := r.first(); '0' <= b && b <= '9' && r.at < start+9; b = r.first() {
		*v = *v*10 + int64(b-'0')
		r.at++
	}
	if *v == 0 || r.in[start] == '0' {
		r.fail("a whole number above 0 belongs here")
	}
}

func (r *reader) truth(name string, v *bool) {
	t := pricing.NotStated
	r.tri(name, &t)
	*v = t == pricing.Yes
}

func (r *reader) tri(name string, v *pricing.Tri) {
	if !r.member(name) {
		return
	}
	switch rest := r.in[r.at:]; {
	case strings.HasPrefix(rest, "true"):
		r.at, *v = r.at+4, pricing.Yes
	case strings.HasPrefix(rest, "false"):
		r.at, *v = r.at+5, pricing.No
	default:
		r.fail("true or false belongs here")
	}
}

func (r *reader) enum(name string, _ uint8, names []string) uint8 {
	if !r.member(name) {
		return 0
	}
	text := r.textValue()
	for i := range names {
		if names[i] == text {
			return uint8(i)
		}
	}
	r.fail(strconv.Quote(text)+" is none of the names here", names...)
	return 0
}

func (r *reader) number(name string, v *pricing.Fixed) {
	if r.needed(name) {
		*v = r.numberValue()
	}
}

func (r *reader) optional(name string, v **pricing.Fixed) {
	if r.member(name) {
		f := r.numberValue()
		*v = &f
	}
}

func (r *reader) numberValue() pricing.Fixed {
	text := r.textValue()
	f, ok := pricing.ParseFixed(text)
	if !ok {
		r.fail(strconv.Quote(text)+" is not an exact decimal", pricing.FixedAccepted)
	}
	return f
}

func (r *reader) instant(name string, v *pricing.Instant) {
	if !r.member(name) {
		return
	}
	text := r.textValue()
	i, err := pricing.ParseInstant(text)
	if err != nil {
		r.fail(strconv.Quote(text) + " is not a date")
	}
	*v = i
}

// countElements says how many values each array of the text has, in the order in
// which the arrays begin, so that exactly the room for them is taken: what is
// thrown away is lost for good in TinyGo's program. Of a text that is not JSON the
// counts mean nothing, but that they add up to no more than an eighth of it.
func countElements(text string) []int {
	var all []int
	var open [2 * deepest]int // the arrays and objects around, an object being -1
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '[', '{':
			if depth+1 == len(open) {
				return nil
			}
			depth++
			if open[depth] = -1; text[i] == '[' {
				open[depth] = len(all)
				all = append(all, 1)
			}
		case ']', '}':
			depth = max(depth-1, 0)
		case ',':
			if n := open[depth]; depth > 0 && n >= 0 {
				all[n]++
			}
		}
	}
	return all
}
