package main

import (
	"regexp"
	"strings"
)

// field is one name=value of a marker.
type field struct {
	name, value string
	at, valueAt int
	computed    bool // made by the site's program: nobody can know it here
}

// readFields reads name="value" pairs from i on until one of the ends or, where
// none is given, to the end of the text.
func readFields(text string, i int, ends ...string) (fields []field, after int, end string) {
	ending := func() bool {
		for _, e := range ends {
			if strings.HasPrefix(text[i:], e) {
				after, end = i+len(e), e
				return true
			}
		}
		return false
	}
	isSpace := func() bool { return strings.IndexByte(" \t\r\n\f", text[i]) >= 0 }
	for {
		for i < len(text) && isSpace() {
			i++
		}
		if i >= len(text) || ending() {
			return fields, max(after, i), end
		}
		f := field{at: i}
		for i++; i < len(text) && !isSpace() && text[i] != '=' && !ending(); {
			i++
		}
		after, end = 0, ""
		f.name = text[f.at:i]
		if i < len(text) && text[i] == '=' {
			f.value, f.valueAt, f.computed, i = readValue(text, i+1, len(ends) > 0)
		}
		fields = append(fields, f)
	}
}

var jsxLiteral = regexp.MustCompile(`^(?:"([^"]*)"|'([^']*)'|([0-9]+(?:\.[0-9]+)?|true|false))$`)

// readValue reads one value: in quotation marks, in the braces of JSX, or bare.
func readValue(text string, i int, inTag bool) (value string, at int, computed bool, after int) {
	rest := text[i:]
	switch {
	case rest == "":
		return "", i, false, i
	case rest[0] == '"' || rest[0] == '\'':
		value, _, closed := strings.Cut(rest[1:], rest[:1])
		after = i + 1 + len(value)
		if closed {
			after++
		}
		return value, i + 1, madeElsewhere(value), after
	case rest[0] == '{' && inTag:
		depth := 0
		for n := range len(rest) {
			switch rest[n] {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth == 0 {
				m := jsxLiteral.FindStringSubmatch(strings.TrimSpace(rest[1:n]))
				if m == nil {
					return "", i, true, i + n + 1
				}
				return m[1] + m[2] + m[3], i, false, i + n + 1
			}
		}
		return "", i, true, len(text)
	}
	ends := " \t\r\n\f"
	if inTag {
		ends += ">"
	}
	n := strings.IndexAny(rest, ends)
	if n < 0 {
		n = len(rest)
	}
	return rest[:n], i, madeElsewhere(rest[:n]), i + n
}

// madeElsewhere reports whether a site's generator fills the value in.
func madeElsewhere(value string) bool {
	return strings.Contains(value, "{{") || strings.Contains(value, "{%") || strings.Contains(value, "${")
}
