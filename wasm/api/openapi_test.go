package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// document is openapi.yaml, with examples of the frozen table, twice: as kin-openapi reads it, for what is
// documented where, and as JSON, against whose schemas bodies are validated.
// The second is there because kin-openapi compiles a schema at each use.
type document struct {
	*openapi3.T
	raw      any
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	schemas  map[string]*jsonschema.Schema // by JSON pointer into raw
}

const documentURL = "https://reelrate.example/openapi.json"

// spec is read once for all tests.
var spec = sync.OnceValue(func() *document {
	whole, err := described(frozen.Table())
	if err != nil {
		panic(err)
	}
	d, err := parseDocument(whole)
	if err != nil {
		panic(err)
	}
	return d
})

func parseDocument(whole description.Object) (*document, error) {
	text, err := description.JSON(whole)
	if err != nil {
		return nil, err
	}
	read, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	raw, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	d := &document{T: read, raw: raw, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	d.compiler.AssertFormat()
	return d, d.compiler.AddResource(documentURL, raw)
}

// schema compiles the schema at the path of member names.
func (d *document) schema(path ...string) *jsonschema.Schema {
	pointer := ""
	for _, name := range path {
		pointer += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := d.schemas[pointer]; s != nil {
		return s
	}
	s, err := d.compiler.Compile(documentURL + "#" + strings.NewReplacer("%", "%25", "{", "%7B", "}", "%7D", "+", "%2B").Replace(pointer))
	if err != nil {
		panic(err)
	}
	d.schemas[pointer] = s
	return s
}

// at follows path through the document, references included, and returns what
// is there with the path that it has without them.
func (d *document) at(path ...string) (any, []string) {
	v, here := d.raw, []string{}
	for _, name := range path {
		object, _ := v.(map[string]any)
		v = object[name]
		here = append(here, name)
		for {
			object, _ := v.(map[string]any)
			ref, ok := object["$ref"].(string)
			if !ok || !strings.HasPrefix(ref, "#/") {
				break
			}
			v, here = d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
		}
	}
	return v, here
}

// route returns the documented path that answers p, "" when none does. The last
// parameter of a path takes slashes, as the model's does.
func (d *document) route(p string) string {
	if d.Paths.Value(p) != nil {
		return p
	}
	best := ""
	for template := range d.Paths.Map() {
		if !strings.Contains(template, "{") {
			continue
		}
		pattern := regexp.QuoteMeta(template)
		parts := regexp.MustCompile(`\\\{\w+\\\}`).Split(pattern, -1)
		expression := strings.Join(parts[:len(parts)-1], "[^/]+") + ".+" + parts[len(parts)-1]
		if regexp.MustCompile("^"+expression+"$").MatchString(p) && len(template) > len(best) {
			best = template
		}
	}
	if best == "/v1/models/{seller}" && strings.Contains(strings.Trim(strings.TrimPrefix(p, "/v1/models/"), "/"), "/") {
		return "/v1/models/{seller}/{model}"
	}
	return best
}

// check holds an answer against the document: its status, content type, headers
// and body.
func (d *document) check(r *http.Request, w *httptest.ResponseRecorder) error {
	where := []string{"components", "responses", "NotFound"}
	if path := d.route(r.URL.EscapedPath()); path != "" {
		where = []string{"paths", path, strings.ToLower(r.Method), "responses", strconv.Itoa(w.Code)}
		if operation, _ := d.at(where[:3]...); operation == nil {
			where = []string{"components", "responses", "MethodNotAllowed"}
		} else if answer, _ := d.at(where...); answer == nil { // "4XX"
			where[4] = strconv.Itoa(w.Code/100) + "XX"
		}
	}
	answer, where := d.at(where...)
	object, ok := answer.(map[string]any)
	if !ok {
		return fmt.Errorf("the status %d is not documented", w.Code)
	}
	if err := d.checkHeaders(where, object, w.Header()); err != nil {
		return err
	}
	content, _ := object["content"].(map[string]any)
	if r.Method == http.MethodHead {
		if w.Body.Len() > 0 {
			return fmt.Errorf("HEAD with %d bytes", w.Body.Len())
		}
		return nil
	}
	if content == nil {
		if w.Body.Len() > 0 {
			return fmt.Errorf("%d bytes where no body is documented", w.Body.Len())
		}
		return nil
	}
	kind, _, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
	if err != nil || content[kind] == nil {
		return fmt.Errorf("the content type %q is not documented", w.Header().Get("Content-Type"))
	}
	var body any = w.Body.String()
	if strings.HasSuffix(kind, "json") {
		if body, err = jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes())); err != nil {
			return fmt.Errorf("not JSON: %w", err)
		}
	}
	return brief(d.schema(append(where, "content", kind, "schema")...).Validate(body))
}

// brief is the deepest cause of a validation error, as the others repeat it.
func brief(err error) error {
	var e *jsonschema.ValidationError
	if !errors.As(err, &e) {
		return err
	}
	for len(e.Causes) > 0 {
		e = e.Causes[len(e.Causes)-1]
	}
	return e
}

func (d *document) checkHeaders(where []string, answer map[string]any, h http.Header) error {
	headers, _ := answer["headers"].(map[string]any)
	for name := range headers {
		header, path := d.at(append(slices.Clone(where), "headers", name)...)
		value := h.Values(name)
		if len(value) == 0 {
			if header.(map[string]any)["required"] == true {
				return fmt.Errorf("the header %s is missing", name)
			}
			continue
		}
		if err := d.schema(append(path, "schema")...).Validate(strings.Join(value, ", ")); err != nil {
			return fmt.Errorf("the header %s: %w", name, brief(err))
		}
	}
	for _, name := range []string{"ETag", "Reelrate-Signature", "Sunset", "Retry-After", "Ratelimit-Policy", "Allow"} {
		documented := slices.ContainsFunc(slices.Collect(mapKeys(headers)), func(n string) bool { return strings.EqualFold(n, name) })
		if h.Get(name) != "" && !documented {
			return fmt.Errorf("the header %s is not documented", name)
		}
	}
	return nil
}

func mapKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range m {
			if !yield(name) {
				return
			}
		}
	}
}

// The document itself: well formed, and its examples fit its schemas.
func TestDocumentIsValid(t *testing.T) {
	if err := spec().Validate(context.Background()); err != nil {
		t.Fatal(err)
	}
	d := spec()
	for name := range d.Components.Schemas {
		d.schema("components", "schemas", name) // panics when it does not compile
	}
}

// Every route is documented with its methods, and nothing else is.
func TestRoutesAreDocumented(t *testing.T) {
	documented := spec().Paths.Map()
	seen := map[string]bool{}
	for _, route := range routes {
		path := strings.ReplaceAll(route.path, "...}", "}")
		if strings.HasPrefix(path, "/badge/") {
			path += ".svg" // which the router cannot say
		}
		seen[path] = true
		item := documented[path]
		if item == nil {
			t.Errorf("%s is not documented", path)
			continue
		}
		var methods []string
		for method := range item.Operations() {
			methods = append(methods, method)
		}
		slices.Sort(methods)
		if !slices.Equal(methods, route.method) {
			t.Errorf("%s: documented %v, answered %v", path, methods, route.method)
		}
	}
	for path := range documented {
		if !seen[path] {
			t.Errorf("%s is documented and not answered", path)
		}
	}
}

// The codes of the document are those of package pricing, of the API and of the
// Worker's entry, each once.
func TestCodesAreDocumented(t *testing.T) {
	declared := map[string]bool{"unavailable": true, "rate_limited": true} // of wasm/worker/index.mjs
	pattern := regexp.MustCompile(`(?m)^\s*\w+\s+(?:pricing\.)?Code\s*= "(\w+)"`)
	for _, glob := range []string{"*.go", "../../pricing/*.go", "../../pricing/*/*.go"} {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatal(glob, err)
		}
		for _, name := range files {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range pattern.FindAllSubmatch(source, -1) {
				declared[string(m[1])] = true
			}
		}
	}
	delete(declared, string(pricing.InvalidTable)) // a table is loaded before there is anything to ask
	documented := map[string]int{}
	count := func(values any) {
		for _, v := range values.([]any) {
			documented[v.(string)]++
		}
	}
	refusal, _ := spec().at("components", "schemas", "Refusal")
	count(refusal.(map[string]any)["enum"])
	code, _ := spec().at("components", "schemas", "Code")
	for _, part := range code.(map[string]any)["anyOf"].([]any)[1:] {
		count(part.(map[string]any)["enum"])
	}
	for c := range declared {
		if documented[c] != 1 {
			t.Errorf("%s is documented %d times", c, documented[c])
		}
	}
	for c := range documented {
		if !declared[c] {
			t.Errorf("%s is documented and not declared", c)
		}
	}
	// A code's status in the document is the one that problem.go gives it.
	for c, status := range statuses {
		if !strings.Contains(codesOf(t, status), `"`+string(c)+`"`) {
			t.Errorf("%s is not documented with status %d", c, status)
		}
	}
	for _, c := range refusal.(map[string]any)["enum"].([]any) {
		if e := (&pricing.Error{Code: pricing.Code(c.(string))}); !e.Refused() {
			t.Errorf("%s is documented as a refusal and is none", c)
		}
	}
}

// codesOf is the schemas of the code in every response with the status, as text.
func codesOf(t *testing.T, status int) string {
	t.Helper()
	all, _ := spec().at("components", "responses")
	text := ""
	for _, response := range all.(map[string]any) {
		content, _ := response.(map[string]any)["content"].(map[string]any)
		problem, _ := content["application/problem+json"].(map[string]any)
		schema, _ := problem["schema"].(map[string]any)
		members, _ := schema["properties"].(map[string]any)
		if members == nil {
			continue
		}
		if of, _ := members["status"].(map[string]any); fmt.Sprint(of["const"]) == strconv.Itoa(status) {
			codes, _ := json.Marshal(members["code"])
			text += string(codes)
		}
	}
	return text
}
