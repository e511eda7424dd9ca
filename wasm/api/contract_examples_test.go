package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/layout"
)

var update = flag.Bool("update", false, "write the answers of examples/ anew, after a change of an answer; read the diff")

// example is a file of examples/: an Example Object of OpenAPI with the request
// that it answers. The body of a POST is the request example of the same name.
type example struct {
	Summary string          `json:"summary"`
	Request string          `json:"x-request"` // "GET /v1/quote?seller=house…"
	Value   json.RawMessage `json:"value"`
}

// examples calls yield for every example answer of the document with the name,
// the documented status and the body that is sent, "" for none.
func (d *document) examples(yield func(file string, status int, body string)) {
	type named = map[string]any
	used := map[string]bool{}
	visit := func(answer any, status string, bodies named) {
		content, _ := answer.(named)["content"].(named)
		for _, kind := range content {
			all, _ := kind.(named)["examples"].(named)
			for name, ref := range all {
				file, _ := ref.(named)["$ref"].(string)
				if used[file] {
					continue
				}
				used[file] = true
				body := ""
				if request, ok := bodies[name].(named); ok {
					text, _ := json.Marshal(request["value"])
					body = string(text)
				}
				code, _ := strconv.Atoi(status)
				yield(file, code, body)
			}
		}
	}
	root := d.raw.(named)
	for _, item := range root["paths"].(named) {
		for _, operation := range item.(named) {
			bodies := named{}
			if request, ok := operation.(named)["requestBody"].(named); ok {
				bodies, _ = request["content"].(named)["application/json"].(named)["examples"].(named)
			}
			for status, answer := range operation.(named)["responses"].(named) {
				visit(answer, status, bodies)
			}
		}
	}
	for _, answer := range root["components"].(named)["responses"].(named) {
		content, _ := answer.(named)["content"].(named)
		for _, kind := range content {
			properties, _ := kind.(named)["schema"].(named)["properties"].(named)
			if properties != nil {
				visit(answer, properties["status"].(named)["const"].(json.Number).String(), nil)
			}
		}
	}
}

// Every example in the document is what the handler answers, byte for byte but
// for the white space. Each has its date, so that the day does not change it, and is
// of the frozen table, so that a price does not.
func TestExamplesAreAnswered(t *testing.T) {
	checked := map[string]bool{}
	spec().examples(func(file string, status int, body string) {
		t.Run(file, func(t *testing.T) {
			checked[filepath.Base(file)] = true
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var e example
			if err := json.Unmarshal(text, &e); err != nil {
				t.Fatal(err)
			}
			method, target, ok := strings.Cut(e.Request, " ")
			if !ok || e.Summary == "" {
				t.Fatal("no summary, or no request such as GET /v1/offers")
			}
			r := httptest.NewRequest(method, target, strings.NewReader(body))
			r.Host = "reelrate.example" // as the examples have it
			if method == "POST" {
				if body == "" {
					t.Fatal("no request example of the same name")
				}
				r.Header.Set("Content-Type", "application/json")
			}
			if !strings.Contains(target+body, "asOf") && target != "/healthz" && status == 200 {
				t.Error("an example needs a date of its own")
			}
			w := httptest.NewRecorder()
			New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
			if *update {
				const width = 116
				text := "{\n  \"summary\": " + layout.String(e.Summary) + ",\n  \"x-request\": " + layout.String(e.Request) + ",\n  \"value\": "
				if err := os.WriteFile(file, append(layout.Append([]byte(text), w.Body.Bytes(), width, 2), "\n}\n"...), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if w.Code != status {
				t.Fatalf("got %d, documented with %d: %s", w.Code, status, w.Body)
			}
			var want bytes.Buffer
			if err := json.Compact(&want, e.Value); err != nil {
				t.Fatal(err)
			}
			if want.String() != w.Body.String() {
				t.Errorf("the answer is\n%s\nnot\n%s\nIf it is right: go test ./wasm/api -run TestExamples -update", w.Body, want.Bytes())
			}
			if err := spec().check(r, w); err != nil {
				t.Error(err)
			}
		})
	})
	files, err := filepath.Glob("examples/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, file := range files {
		if !checked[filepath.Base(file)] {
			t.Errorf("%s is in no answer of the document", file)
		}
	}
}

// Every operation that answers JSON shows an answer, but for those whose answer
// is shown at its GET, the table, which is 130 KB, and the keys, which are the
// host's.
func TestOperationsHaveExamples(t *testing.T) {
	without := map[string]bool{
		"postCompare": true, "postPurchase": true, "postBudget": true, "postAdvice": true,
		"getRates": true, "getRatesByDigest": true, "getKeys": true,
	}
	for path, item := range spec().Paths.Map() {
		for method, operation := range item.Operations() {
			if method != "GET" && method != "POST" || operation.OperationID == "getBadge" { // a picture
				continue
			}
			answer := operation.Responses.Status(200).Value.Content.Get("application/json")
			if has := len(answer.Examples) > 0; has == without[operation.OperationID] {
				t.Errorf("%s %s: has an example: %v", method, path, has)
			}
		}
	}
}
