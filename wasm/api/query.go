package api

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
	"github.com/reelrate/reelrate/pricing/wire"
)

// mostParameters is more than any request has members.
const mostParameters = 64

// requestOf returns r as a request of the entry point: a POST's body as it came,
// or the query string and the path's names. Both mean the same, because the entry
// point takes any plain value as a string too.
func requestOf(w http.ResponseWriter, r *http.Request, op string) (wire.Input, *pricing.Error) {
	if r.Method == http.MethodPost {
		body, err := body(w, r, int64(most(op)))
		return wire.Input{JSON: body}, err
	}
	given, err := given(r)
	if err != nil {
		return wire.Input{}, err
	}
	return asked(given)
}

// given are the parameters of the query string and the names in the path.
func given(r *http.Request) ([]wire.Pair, *pricing.Error) {
	list, err := parameters(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	for _, name := range [...]string{"seller", "model"} {
		value := r.PathValue(name)
		if value == "" {
			continue
		}
		if slices.ContainsFunc(list, func(p wire.Pair) bool { return p.Name == name }) {
			return nil, badQuery(name, "the path already names the "+name)
		}
		list = append(list, wire.Pair{Name: name, Value: value})
	}
	return list, nil
}

// parameters are the names and values of a query string, decoded.
func parameters(raw string) ([]wire.Pair, *pricing.Error) {
	var list []wire.Pair
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
		list = append(list, wire.Pair{Name: name, Value: value})
	}
	return list, nil
}

// asked is the parameters as a request of the entry point: "seller=acme&plan.price=30"
// means {"plan":{"price":"30"},"seller":"acme"}.
//
// A parameter given twice or without a value is refused: with money at stake,
// picking one is worse than asking.
func asked(list []wire.Pair) (wire.Input, *pricing.Error) {
	in := wire.Pairs(list) // which sorts them
	whole := func(name string) bool {
		_, found := slices.BinarySearchFunc(list, name, func(p wire.Pair, name string) int { return strings.Compare(p.Name, name) })
		return found
	}
	for i, p := range list {
		outer, inner, nested := strings.Cut(p.Name, ".")
		switch {
		case !utf8.ValidString(p.Name):
			return in, badQuery("", "a parameter's name is not UTF-8")
		case outer == "" || nested && inner == "":
			return in, badQuery(p.Name, "a parameter needs a name")
		case i > 0 && list[i-1].Name == p.Name:
			return in, badQuery(p.Name, "this parameter is given more than once")
		case p.Value == "":
			return in, badQuery(p.Name, "this parameter has no value")
		case !utf8.ValidString(p.Value):
			return in, badQuery(p.Name, "this parameter's value is not UTF-8")
		case nested && whole(outer):
			return in, badQuery(p.Name, "this parameter is given both whole and in parts")
		}
	}
	return in, nil
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
