package description

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// Site is where the description is published: the table and the day that its examples are
// of, its address, and the API that answers them.
type Site struct {
	Table *pricing.Table
	On    pricing.Instant
	Base  string
	API   http.Handler
}

// Describe is the document with examples of the site's table and the API's answers to
// them. What the table has nothing for is left out.
func (s Site) Describe(document Object) (Object, error) {
	v, err := s.values()
	if err != nil {
		return nil, err
	}
	filled, err := v.examples(document)
	if err != nil {
		return nil, err
	}
	whole, _ := filled.(Object)
	return whole, s.answer(whole)
}

// examples fills in all that is called examples: a list of values, or named objects. One
// that the table has nothing for is left out, and so is what then has none.
func (v values) examples(at any) (any, error) {
	var errs []error
	switch at := at.(type) {
	case Object:
		var out Object
		for _, m := range at {
			var err error
			if m.Name == "examples" {
				m.Value, err = v.kept(m.Value)
			} else {
				m.Value, err = v.examples(m.Value)
			}
			errs = append(errs, err)
			if !empty(m) {
				out = append(out, m)
			}
		}
		return out, errors.Join(errs...)
	case []any:
		out := make([]any, len(at))
		for i := range at {
			var err error
			out[i], err = v.examples(at[i])
			errs = append(errs, err)
		}
		return out, errors.Join(errs...)
	}
	return at, nil
}

// kept are the examples that the table has something for.
func (v values) kept(examples any) (any, error) {
	var errs []error
	switch examples := examples.(type) {
	case Object:
		var out Object
		for _, m := range examples {
			value, has, err := v.fill(m.Value)
			errs = append(errs, err)
			if has {
				out = append(out, Member{m.Name, value})
			}
		}
		return out, errors.Join(errs...)
	case []any:
		var out []any
		for _, e := range examples {
			value, has, err := v.fill(e)
			errs = append(errs, err)
			if has {
				out = append(out, value)
			}
		}
		return out, errors.Join(errs...)
	}
	return nil, fmt.Errorf("examples are a list or an object, not %v", examples)
}

// empty says whether the member is of examples that there are none of.
func empty(m Member) bool {
	if m.Name != "examples" {
		return false
	}
	object, _ := m.Value.(Object)
	list, _ := m.Value.([]any)
	return len(object)+len(list) == 0
}

var placeholder = regexp.MustCompile(`\{\{(.*?)\}\}`)

// fill puts values in the place of the placeholders of one example. has is false where
// the table has nothing for one of them.
func (v values) fill(at any) (filled any, has bool, err error) {
	switch at := at.(type) {
	case string:
		return v.text(at)
	case Object:
		var out Object
		for _, m := range at {
			value := m.Value
			spliced := placeholder.MatchString(m.Name)
			if spliced {
				value = m.Name
			}
			value, has, err := v.fill(value)
			if !has || err != nil {
				return nil, false, err
			}
			if !spliced {
				out = append(out, Member{m.Name, value})
			} else if members, is := value.(Object); is {
				out = append(out, members...)
			} else {
				return nil, false, fmt.Errorf("the member %q is no object", m.Name)
			}
		}
		return out, true, nil
	case []any:
		out := make([]any, len(at))
		for i := range at {
			if out[i], has, err = v.fill(at[i]); !has || err != nil {
				return nil, false, err
			}
		}
		return out, true, nil
	}
	return at, true, nil
}

// text fills in a text. One that is a placeholder alone becomes its value, which may be
// an object.
func (v values) text(text string) (filled any, has bool, err error) {
	has = true
	value := func(found string) any {
		name := strings.Trim(found, "{}")
		value, known := v[name]
		if !known {
			err = errors.Join(err, fmt.Errorf("%q: there is no placeholder %q", text, name))
		}
		has = has && value != nil
		return value
	}
	if placeholder.FindString(text) == text && text != "" {
		filled = value(text)
		return filled, has && err == nil, err
	}
	filled = placeholder.ReplaceAllStringFunc(text, func(found string) string {
		s, isText := value(found).(string)
		if !isText && has {
			err = errors.Join(err, fmt.Errorf("%q: %s is no text", text, found))
		}
		return s
	})
	return filled, has && err == nil, err
}

// answer gives each example of an answer the one that the API has for its x-request.
// The body of a POST is the request example of the same name.
func (s Site) answer(document Object) error {
	var errs []error
	each := func(where, status string, response, bodies Object) {
		kinds := response.Object("content")
		for k := range kinds {
			content := kinds[k].Value.(Object)
			for i, m := range content {
				if m.Name != "examples" {
					continue
				}
				var err error
				if content[i].Value, err = s.answers(status, m.Value.(Object), bodies); err != nil {
					errs = append(errs, fmt.Errorf("%s, %s: %w", where, status, err))
				}
			}
			kinds[k].Value = slices.DeleteFunc(content, empty)
		}
	}
	for _, path := range document.Object("paths") {
		for _, operation := range path.Value.(Object) {
			of, _ := operation.Value.(Object) // the parameters of a path are none
			bodies := of.Object("requestBody").Object("content").Object("application/json").Object("examples")
			for _, response := range of.Object("responses") {
				each(operation.Name+" "+path.Name, response.Name, response.Value.(Object), bodies)
			}
		}
	}
	for _, m := range document.Object("components").Object("responses") {
		response := m.Value.(Object)
		schema := response.Object("content").Object("application/problem+json").Object("schema")
		each(m.Name, fmt.Sprint(schema.Object("properties").Object("status").Get("const")), response, nil)
	}
	return errors.Join(errs...)
}

// answers puts the answers into the examples. One whose body has been left out goes as well.
func (s Site) answers(status string, examples, bodies Object) (Object, error) {
	var out Object
	for _, m := range examples {
		example := m.Value.(Object)
		method, target, _ := strings.Cut(example.Text("x-request"), " ")
		var body []byte
		if method == http.MethodPost {
			given := bodies.Object(m.Name).Get("value")
			if given == nil {
				continue
			}
			var err error
			if body, err = JSON(given); err != nil {
				return nil, err
			}
		}
		got, text, err := s.ask(method, target, body, "")
		if err != nil {
			return nil, err
		}
		if status != fmt.Sprint(got) {
			return nil, fmt.Errorf("%s %s %s is answered with %d: %s", method, target, body, got, text)
		}
		out = append(out, Member{m.Name, append(slices.Clone(example), Member{"value", json.RawMessage(text)})})
	}
	return out, nil
}

// ask asks the API itself, without a network.
func (s Site) ask(method, target string, body []byte, accept string) (status int, text []byte, err error) {
	r, err := http.NewRequest(method, target, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Host = strings.TrimPrefix(strings.TrimPrefix(s.Base, "https://"), "http://")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	w := &written{header: http.Header{}, status: http.StatusOK}
	s.API.ServeHTTP(w, r)
	return w.status, w.Bytes(), nil
}

// written is an answer that is kept.
type written struct {
	bytes.Buffer
	header http.Header
	status int
}

func (w *written) Header() http.Header    { return w.header }
func (w *written) WriteHeader(status int) { w.status = status }
