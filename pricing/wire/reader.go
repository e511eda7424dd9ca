package wire

import (
	"strings"
	"unicode/utf8"
)

// reader takes one JSON text apart, token by token and strictly (RFC 7493), as
// package jsontext does, which the tests compare it with. That one costs each
// request a dozen allocations; here nothing is copied but what has escapes.
type reader struct {
	text string
	at   int
	said *[]said // when not nil, gets every plain value that is read
}

// said is a plain value as it was read and where: {"plan.price", "30"}.
type said struct{ path, value string }

// next is the first byte of the next token, 0 at the end.
func (r *reader) next() byte {
	for ; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// take steps over the next byte if it is c.
func (r *reader) take(c byte) bool {
	if r.next() != c {
		return false
	}
	r.at++
	return true
}

// token reads a plain value or the bracket that opens another. Its kind is its
// first byte: a quote, n, t, f, a digit, a minus or the bracket. What is not a
// token has the kind 0.
func (r *reader) token() (kind byte, value string) {
	kind = r.next()
	start := r.at
	switch kind {
	case '{', '[':
		r.at++
	case '"':
		return r.quoted()
	case 'n':
		return r.word(kind, "null")
	case 't':
		return r.word(kind, "true")
	case 'f':
		return r.word(kind, "false")
	default:
		if !r.number() {
			return 0, ""
		}
	}
	return kind, r.text[start:r.at]
}

func (r *reader) word(kind byte, word string) (byte, string) {
	if !strings.HasPrefix(r.text[r.at:], word) {
		return 0, ""
	}
	r.at += len(word)
	return kind, word
}

// number steps over -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
func (r *reader) number() bool {
	digits := func() bool {
		start := r.at
		for r.at < len(r.text) && '0' <= r.text[r.at] && r.text[r.at] <= '9' {
			r.at++
		}
		return r.at > start
	}
	one := func(of string) bool {
		if r.at == len(r.text) || strings.IndexByte(of, r.text[r.at]) < 0 {
			return false
		}
		r.at++
		return true
	}
	one("-")
	if !one("0") && !digits() {
		return false
	}
	if one(".") && !digits() {
		return false
	}
	if one("eE") {
		one("+-")
		return digits()
	}
	return true
}

// quoted reads a string.
func (r *reader) quoted() (kind byte, value string) {
	start := r.at
	plain := r.skipString()
	text := r.text[start:r.at]
	if plain {
		return '"', text[1 : len(text)-1]
	}
	if len(text) < 2 || text[len(text)-1] != '"' { // it has no end
		return 0, ""
	}
	value, ok := unquoted(text[1 : len(text)-1])
	if !ok {
		return 0, ""
	}
	return '"', value
}

// skipString steps over a string, to the end if it has none, and reports
// whether it stands for itself.
func (r *reader) skipString() (plain bool) {
	plain = true
	for r.at++; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return plain
		case c == '\\':
			r.at++
			plain = false
		case c < ' ' || c >= utf8.RuneSelf:
			plain = false
		}
	}
	r.at = len(r.text)
	return false
}

// raw takes the next value of an array as it stands, whatever is wrong inside:
// all up to the comma or the bracket that ends it.
func (r *reader) raw() string {
	r.next()
	start, depth := r.at, 0
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case '"':
			r.skipString()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return r.text[start:r.at]
			}
			depth--
		case ',':
			if depth == 0 {
				return r.text[start:r.at]
			}
		}
		r.at++
	}
	return r.text[start:]
}
