package api

import "github.com/reelrate/reelrate/pricing/wire"

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

// mostParameters is more than any request has members.
const mostParameters = 64

// requestOf returns r as a request of the JSON entry point: a POST's body as it
// came, or the query string and the path's names as one JSON object. Both mean
// the same, because the entry point takes any plain value as a string too.
func requestOf(w http.ResponseWriter, r *http.Request, op string) ([]byte, *pricing.Error) {
	if r.Method == http.MethodPost {
		return body(w, r, int64(most(op)))
	}
	given, err := given(r)
	if err != nil {
		return nil, err
	}
	return object(given)
}

// given are the parameters of the query string and the names in the path.
func given(r *http.Request) ([]parameter, *pricing.Error) {
	list, err := parameters(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	for _, name := range [...]string{"seller", "model"} {
		value := r.PathValue(name)
		if value == "" {
			continue
		}
		if slices.ContainsFunc(list, func(p parameter) bool { return p.name == name }) {
			return nil, badQuery(name, "the path already names the "+name)
		}
		list = append(list, parameter{name, value})
	}
	return list, nil
}

// parameter is one name=value of a query string, decoded.
type parameter struct{ name, value string }

func parameters(raw string) ([]parameter, *pricing.Error) {
	var list []parameter
	for raw != "" {
		var part string
		part, raw, _ = strings.Cut(raw, "&")
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err == nil {
			value, err = url.QueryUnescape(value)
		}
		if err != nil || strings.Contains(part, ";") { // some read ";" as "&", so it means nothing here
			return nil, badQuery("", "the query string cannot be read")
		}
		if len(list) == mostParameters {
			return nil, badQuery("", "the query string has more than "+strconv.Itoa(mostParameters)+" parameters")
		}
		list = append(list, parameter{name, value})
	}
	return list, nil
}

// object turns "seller=house&plan.price=30" into
// {"plan":{"price":"30"},"seller":"house"}. One dot nests, which is all that
// requests need; a further dot stays in the name, and no member has one.
//
// A parameter given twice or without a value is refused: with money at stake,
// picking one is worse than asking.
func object(list []parameter) ([]byte, *pricing.Error) {
	// In order, the parts of an object come together and the same query names the
	// same fault.
	slices.SortFunc(list, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	whole := func(name string) bool {
		_, found := slices.BinarySearchFunc(list, name, func(p parameter, name string) int { return strings.Compare(p.name, name) })
		return found
	}
	b := []byte{'{'}
	within := ""
	for i, p := range list {
		outer, inner, nested := strings.Cut(p.name, ".")
		switch {
		case !utf8.ValidString(p.name):
			return nil, badQuery("", "a parameter's name is not UTF-8")
		case outer == "" || nested && inner == "":
			return nil, badQuery(p.name, "a parameter needs a name")
		case i > 0 && list[i-1].name == p.name:
			return nil, badQuery(p.name, "this parameter is given more than once")
		case p.value == "":
			return nil, badQuery(p.name, "this parameter has no value")
		case !utf8.ValidString(p.value):
			return nil, badQuery(p.name, "this parameter's value is not UTF-8")
		case nested && whole(outer):
			return nil, badQuery(p.name, "this parameter is given both whole and in parts")
		}
		if !nested {
			outer, inner = "", p.name
		}
		if within != "" && within != outer {
			b = append(b, '}')
		}
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		if outer != "" && within != outer {
			b = append(appendString(b, outer), ':', '{')
		}
		within = outer
		b = appendString(append(appendString(b, inner), ':'), p.value)
	}
	if within != "" {
		b = append(b, '}')
	}
	return append(b, '}'), nil
}

// appendString writes s, which is UTF-8, as a JSON string.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// body reads a POST's JSON, no more of it than the entry point would accept.
func body(w http.ResponseWriter, r *http.Request, most int64) ([]byte, *pricing.Error) {
	if r.URL.RawQuery != "" {
		return nil, badQuery("", "a POST is read from its body alone: leave the query string out")
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, &pricing.Error{Code: unsupportedMediaType, Accepted: []string{"application/json"},
			Message: "the body must be application/json"}
	}
	if r.Body == nil { // a Worker's host gives none for an empty body
		return nil, nil
	}
	request, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &long):
		return nil, &pricing.Error{Code: pricing.TooLarge, Message: "the body is longer than " + strconv.FormatInt(most>>10, 10) + " KiB"}
	case err != nil:
		return nil, &pricing.Error{Code: unreadableBody, Message: "the body ended before it was complete"}
	}
	return request, nil
}

func badQuery(name, message string) *pricing.Error {
	return &pricing.Error{Code: invalidQuery, Field: name, Message: message}
}

// most is the longest body that the operation reads.
func most(op string) int {
	for _, o := range operations {
		if o.Name == op {
			return o.Most
		}
	}
	return wire.MaxRequestBytes
}
