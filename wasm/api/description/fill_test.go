package description

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// echo answers a request with itself, and one that has "refuse" in it with 422.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body := new(strings.Builder)
	if r.Body != nil {
		r.Body = http.MaxBytesReader(w, r.Body, 1000)
		buffer := make([]byte, 1000)
		n, _ := r.Body.Read(buffer)
		body.Write(buffer[:n])
	}
	if strings.Contains(r.URL.String(), "refuse") {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	text, _ := JSON(Object{{"host", r.Host}, {"asked", r.URL.String()}, {"body", body.String()}})
	w.Write(text)
})

// describe fills in a document of the frozen table's site.
func describe(t *testing.T, yaml string) (string, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "openapi.yaml")
	if err := os.WriteFile(name, []byte(yaml), 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	on, _, _ := table.ParseVersion(frozen.Table().Version)
	d, err = Site{frozen.Table(), on, "https://prices.test", echo}.Describe(d)
	if err != nil {
		return "", err
	}
	text, err := JSON(d)
	return string(text), err
}

func TestPlaceholders(t *testing.T) {
	for _, test := range []struct{ name, yaml, want string }{
		{"in a list", `{examples: ["{{shot.model}}", 1920x1080]}`, `{"examples":["kling-v2.1","1920x1080"]}`},
		{"within a text", `{examples: ["/{{shot.path}}?{{shot.more}}"]}`, `{"examples":["/house/kling-v2.1?seconds=8"]}`},
		{"an object", `{examples: {a: {value: ["{{shot}}"]}}}`,
			`{"examples":{"a":{"value":[{"seller":"house","model":"kling-v2.1","seconds":"8"}]}}}`},
		{"members", `{examples: {a: {value: {label: B, "{{shot}}": here, count: 40}}}}`,
			`{"examples":{"a":{"value":{"label":"B","seller":"house","model":"kling-v2.1","seconds":"8","count":40}}}}`},
		{"elsewhere it is text", `{description: "{{shot}}"}`, `{"description":"{{shot}}"}`},
		{"only for authors", `{x-shared: {}, info: {}}`, `{"info":{}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := describe(t, test.yaml); got != test.want || err != nil {
				t.Errorf("got %s, %v; want %s", got, err, test.want)
			}
		})
	}
}

// What a table has nothing for leaves no trace: neither an empty list nor an answer whose
// request is gone.
func TestLeftOut(t *testing.T) {
	v := values{"none": nil, "some": "x"}
	document := Object{
		{"list", Object{{"type", "string"}, {"examples", []any{"{{none}}"}}}},
		{"part", Object{{"examples", []any{"{{none}}", "{{some}}", "{{some}}{{none}}"}}}},
		{"named", Object{{"examples", Object{
			{"a", Object{{"value", []any{"{{none}}"}}}}, {"b", Object{{"{{none}}", "here"}}},
		}}}},
	}
	filled, err := v.examples(document)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := JSON(filled)
	if want := `{"list":{"type":"string"},"part":{"examples":["x"]},"named":{}}`; string(text) != want {
		t.Errorf("got %s, want %s", text, want)
	}
}

const answered = `paths:
  /a:
    post:
      requestBody: {content: {application/json: {examples: {one: {value: {day: "{{day}}"}}}}}}
      responses: {"200": {content: {application/json: {examples: {
        one: {x-request: POST /a}, two: {x-request: POST /a}}}}}}
  /b:
    post:
      responses: {"200": {content: {application/json: {examples: {one: {x-request: POST /b}}}}}}
components:
  responses:
    Refused: {content: {application/problem+json: {
      schema: {properties: {status: {const: 422}}},
      examples: {no: {x-request: "GET /refuse?{{shot.query}}"}}}}}
`

func TestAnswers(t *testing.T) {
	got, err := describe(t, answered)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"/b":{"post":{"responses":{"200":{"content":{"application/json":{}}}}}}`,
		// The other has no body.
		`"one":{"x-request":"POST /a","value":{"host":"prices.test","asked":"/a","body":"{\"day\":\"2026-11-21\"}"}}}`,
		`"value":{"host":"prices.test","asked":"/refuse?seller=house&model=kling-v2.1&seconds=8","body":""}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

// Whoever writes the description hears of what is wrong in it.
func TestFaults(t *testing.T) {
	for _, test := range []struct{ name, yaml, want string }{
		{"unknown", `{examples: ["{{colour}}"]}`, `there is no placeholder "colour"`},
		{"unknown within", `{examples: ["a {{shot}} {{colour}}"]}`, `there is no placeholder "colour"`},
		{"an object within a text", `{examples: ["a {{shot}}"]}`, "is no text"},
		{"a text for members", `{examples: {a: {"{{day}}": here}}}`, "is no object"},
		{"another form", `{examples: 1}`, "examples are a list or an object"},
		{"another status", strings.Replace(answered, "POST /a", "POST /refuse", 1), "post /a, 200: POST /refuse"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, err := describe(t, test.yaml); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %s, %v; want %s", got, err, test.want)
			}
		})
	}
}
