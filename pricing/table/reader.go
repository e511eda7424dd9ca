package table

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// reader is the codec that reads. Members come in the order of the canonical form,
// which is that of their names, so it never looks one up, and what is out of order,
// repeated or unknown is found where it stands. It reads that form and no other:
// what it accepts is what the writer would write again. A text stays part of the
// input: nothing is copied but what has escapes.
type reader struct {
	trail
	in       string
	at       int
	elements []int // the lengths of the arrays that are still to be read
}

// mostElements bounds an array, so that commas alone take no memory to speak of.
const mostElements = 4096

// fail keeps the first fault; whatever comes after it does nothing.
func (r *reader) fail(message string, accepted ...string) {
	r.fault("", message, accepted)
	r.in = r.in[:r.at] // nothing more is read
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
	if end > len(r.in) || r.in[at+1:end-2] != name || r.in[at] != '"' || r.in[end-2] != '"' || r.in[end-1] != ':' ||
		(r.in[r.at-1] == '{') != (at == r.at) { // a comma stands before all but the first
		return false
	}
	r.at = end
	r.steps[r.depth] = step{name: name}
	return true
}

// needed is a member that has to be there.
func (r *reader) needed(name string) bool {
	if r.member(name) {
		return true
	}
	r.steps[r.depth] = step{name: name}
	r.fail("is needed and is not there, or not where its name is sorted")
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

// object begins an object; end takes the step back.
func (r *reader) object() bool {
	is := r.open('{')
	r.depth++
	r.steps[r.depth] = step{}
	return is
}

func (r *reader) end(bracket byte) {
	if !r.take(bracket) {
		r.astray(bracket)
	}
	if bracket == '}' {
		r.depth--
	}
}

// astray says what stands where an object or an array should end.
func (r *reader) astray(bracket byte) {
	rest := strings.TrimPrefix(r.in[r.at:], ",")
	if bracket == '}' && strings.HasPrefix(rest, `"`) {
		name, _, _ := strings.Cut(rest[1:], `"`)
		if len(name) > 40 {
			name = strings.ToValidUTF8(name[:40], "")
		}
		r.steps[r.depth] = step{name: name}
		r.fail("there is no such member, or none in this place", "the members of the format, sorted by name, each once")
		return
	}
	if bracket == '}' {
		r.steps[r.depth] = step{}
	}
	r.fail("there should be " + string(rune(bracket)) + " here")
}

// format is the first thing to be read, so that a text of another format is called
// that and not faulty.
func (r *reader) format() {
	accepted := strconv.Itoa(Format)
	if !r.member("format") {
		r.steps[r.depth] = step{name: "format"}
		r.fail(`is needed and is not there: a compiled table begins with {"format":`+accepted, accepted)
		return
	}
	end := r.at
	for end < len(r.in) && r.in[end] != ',' && r.in[end] != '}' {
		end++
	}
	format := r.in[r.at:end]
	if format != accepted {
		r.fail("the table is of format "+quoted(format), accepted)
		return
	}
	r.at = end
}

func (r *reader) part(name string, _, needed bool) bool {
	if !r.member(name) && !(needed && r.needed(name)) {
		return false
	}
	if !r.object() {
		r.depth--
		return false
	}
	return true
}

func (r *reader) list(name string, _ int) int {
	if !r.member(name) || !r.open('[') {
		return 0
	}
	if len(r.elements) == 0 {
		r.fail("nests too deep")
		return 0
	}
	n := r.elements[0]
	r.elements = r.elements[1:]
	if n > mostElements {
		r.fail("has more elements than are read", "at most "+strconv.Itoa(mostElements))
		return 0
	}
	return n
}

func (r *reader) next(i int) {
	r.steps[r.depth].element = i + 1
	if i > 0 && !r.take(',') {
		r.fail("there should be , here")
	}
}

func (r *reader) element(i int) {
	r.next(i)
	r.object()
}

func (r *reader) text(name string, v *string) {
	if r.member(name) {
		*v = r.textValue()
	}
}

func (r *reader) texts(name string, v *[]string) {
	n := r.list(name, 0)
	if n == 0 {
		return
	}
	*v = make([]string, n)
	for i := range *v {
		r.next(i)
		(*v)[i] = r.textValue()
	}
	r.end(']')
}

func (r *reader) address(name string, v *string) {
	if r.member(name) {
		if *v = r.textValue(); !strings.HasPrefix(*v, "https://") {
			r.fail(quoted(*v)+" is not the address of a page", "https://…")
		}
	}
}

// textValue is a text of at least one character, each of which can be printed:
// whatever shows a table relies on that.
func (r *reader) textValue() string {
	if !r.take('"') {
		r.fail("a text belongs here")
		return ""
	}
	end, escaped, odd := r.at, false, false
	for ; end < len(r.in) && r.in[end] != '"'; end++ {
		switch b := r.in[end]; {
		case b == '\\':
			escaped = true
			end++
		case b < ' ' || b >= 0x7f:
			odd = true
		}
	}
	if end >= len(r.in) {
		r.fail("the text does not end")
		return ""
	}
	text := r.in[r.at:end]
	r.at = end + 1
	switch {
	case text == "":
		r.fail("a text has at least one character: where there is none the member is left out")
	case odd && pricing.Printable(text) != text:
		r.fail("has a line break or another character that is none of a text")
	case escaped:
		return r.unescaped(text)
	}
	return text
}

// unescaped takes the escapes out. Of those of the canonical form the two others
// are of characters that are none of a text.
func (r *reader) unescaped(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			if i++; text[i] != '"' && text[i] != '\\' {
				r.fail("has an escape that is none of a text", `\"`, `\\`)
				return ""
			}
		}
		b = append(b, text[i])
	}
	return string(b)
}

// whole numbers have at most nine digits, which is enough for the pixels of the
// largest frame.
func (r *reader) whole(name string, v *int64) {
	if !r.member(name) {
		return
	}
	start := r.at
	for b := r.first(); '0' <= b && b <= '9' && r.at <= start+9; b = r.first() {
		*v = *v*10 + int64(b-'0')
		r.at++
	}
	if *v == 0 || r.in[start] == '0' || r.at > start+9 {
		r.fail("a whole number belongs here", "1 to 999999999")
	}
}

func (r *reader) truth(name string, v *bool) {
	t := pricing.NotStated
	if r.tri(name, &t); t == pricing.No {
		r.fail("what is not so is left out", "true")
	}
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
		r.fail("is neither yes nor no", yesNo...)
	}
}

func (r *reader) members(name string, v *pricing.Members) {
	var names []string
	if r.texts(name, &names); names == nil {
		return
	}
	set, ok := pricing.MembersOf(names)
	again := set.Names()
	for i := range names {
		ok = ok && i < len(again) && names[i] == again[i]
	}
	if !ok {
		r.fail("are not members of a request in their order, each once", pricing.Members(1<<16-1).Names()...)
	}
	*v = set
}

func (r *reader) enum(name string, _ uint8, names []string) uint8 {
	if !r.member(name) {
		return 0
	}
	text := r.textValue()
	for i := 1; i < len(names); i++ {
		if names[i] == text {
			return uint8(i)
		}
	}
	message := noneOfThem
	if text == names[0] {
		message = " is what is left out"
	}
	r.fail(quoted(text)+message, names[1:]...)
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

func (r *reader) per(name string, v *pricing.Fixed) {
	*v = one
	if r.member(name) {
		if *v = r.numberValue(); *v == one {
			r.fail("one is left out")
		}
	}
}

func (r *reader) amount(name string, v *pricing.Range) {
	if !r.needed(name) {
		return
	}
	if r.first() != '{' {
		v.Min = r.numberValue()
		v.Max = v.Min
		return
	}
	r.object()
	if v.Open = r.member("from"); v.Open {
		v.Min = r.numberValue()
	} else {
		r.number("max", &v.Max)
		r.number("min", &v.Min)
	}
	r.end('}')
	if *v != (pricing.Range{}) && v.Min == v.Max {
		r.fail("a range has two ends")
	}
}

func (r *reader) numberValue() pricing.Fixed {
	text := r.textValue()
	f, ok := pricing.ParseFixed(text)
	if !ok || !plain(text) {
		r.fail(quoted(text)+" is not an exact decimal, written as short as it can be", pricing.FixedAccepted)
	}
	return f
}

// plain reports whether a decimal has no digit that could be left out.
func plain(decimal string) bool {
	whole, fraction, _ := strings.Cut(decimal, ".")
	return (whole == "0" || !strings.HasPrefix(whole, "0")) && !strings.HasSuffix(fraction, "0")
}

func (r *reader) instant(name string, v *pricing.Instant, month *bool) {
	if !r.member(name) {
		return
	}
	text := r.textValue()
	day := text
	if month != nil && len(text) == len("2026-01") {
		day, *month = text+"-01", true
	}
	var err error
	if *v, err = pricing.ParseInstant(day); err != nil || v.String() != day {
		r.fail(quoted(text)+" is not a date", "a date such as 2026-09-24", "a moment such as 2026-09-24T12:00:00Z")
	}
}

// countElements says how many values each array of the text has, in the order in
// which the arrays begin, so that exactly the room for them is taken: what is
// thrown away is lost for good in TinyGo's program. Of a text that is not JSON the
// counts mean nothing, and the reader finds out.
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
