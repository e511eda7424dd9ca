package api

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

// requestOf returns r as a request of the JSON entry point: a POST's body as it
// came, or the query string and the path's names as one JSON object. Both mean
// the same, because the entry point takes any plain value as a string too.
func requestOf(w http.ResponseWriter, r *http.Request, op string) ([]byte, *pricing.Error) {
	if r.Method == http.MethodPost {
		return body(w, r, int64(pricing.MaxBytes(op)))
	}
	object, err := fromQuery(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"seller", "model"} {
		value := r.PathValue(name)
		if value == "" {
			continue
		}
		if _, given := object[name]; given {
			return nil, badQuery(name, "the path already names the "+name)
		}
		object[name] = value
	}
	request, _ := json.Marshal(object) // strings and objects of strings: cannot fail
	return request, nil
}

// fromQuery turns "seller=house&plan.price=30" into
// {"seller":"house","plan":{"price":"30"}}. One dot nests, which is all that
// requests need; a further dot stays in the name, and no member has one.
//
// A parameter given twice or without a value is refused: with money at stake,
// picking one is worse than asking.
func fromQuery(raw string) (map[string]any, *pricing.Error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, badQuery("", "the query string cannot be read")
	}
	object := make(map[string]any, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) { // in order, so that the same query names the same fault
		outer, inner, nested := strings.Cut(name, ".")
		given := values[name]
		switch {
		case !utf8.ValidString(name):
			return nil, badQuery("", "a parameter's name is not UTF-8")
		case outer == "" || nested && inner == "":
			return nil, badQuery(name, "a parameter needs a name")
		case len(given) > 1:
			return nil, badQuery(name, "this parameter is given more than once")
		case given[0] == "":
			return nil, badQuery(name, "this parameter has no value")
		case !utf8.ValidString(given[0]):
			return nil, badQuery(name, "this parameter's value is not UTF-8")
		}
		if !nested {
			object[name] = given[0]
			continue
		}
		if object[outer] == nil {
			object[outer] = map[string]any{}
		}
		members, ok := object[outer].(map[string]any)
		if !ok {
			return nil, badQuery(name, "this parameter is given both whole and in parts")
		}
		members[inner] = given[0]
	}
	return object, nil
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
