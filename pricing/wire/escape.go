package wire

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Package jsontext reads and writes texts as these two functions do, which the tests
// compare them with; it would make the program of a page 1.5 KB larger, for two calls.

// The letters of short escapes and what they stand for.
const escapes, escaped = `"\bfnrt/`, "\"\\\b\f\n\r\t/"

// appendQuoted appends s as a JSON text. What is not UTF-8 becomes U+FFFD.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s { // U+FFFD for what is not UTF-8
		i := strings.IndexRune(escaped[:7], r)
		switch {
		case i >= 0:
			b = append(b, '\\', escapes[i])
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// unquoted is what the inside of a JSON text stands for; not ok is one that is not
// as RFC 8259 and 7493 have it, such as half of a surrogate pair.
func unquoted(s string) (text string, ok bool) {
	if !utf8.ValidString(s) {
		return "", false
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < ' ' || c == '"':
			return "", false
		case c != '\\':
			b = append(b, c)
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		if short := strings.IndexByte(escapes, s[i]); short >= 0 {
			b = append(b, escaped[short])
			continue
		}
		r, ok := unit(s[i:])
		if i += 4; utf16.IsSurrogate(r) {
			low, whole := rune(0), strings.HasPrefix(s[min(i+1, len(s)):], `\`)
			if whole {
				low, whole = unit(s[i+2:])
			}
			r = utf16.DecodeRune(r, low)
			i, ok = i+6, whole && r != utf8.RuneError
		}
		if !ok {
			return "", false
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b), true
}

// unit is the UTF-16 unit of an escape's "u" and four digits.
func unit(s string) (r rune, ok bool) {
	if len(s) < 5 || s[0] != 'u' {
		return 0, false
	}
	for _, c := range []byte(s[1:5]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20) // which makes small letters of capitals
		if digit < 0 || c < '0' {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}
