package main

import (
	"encoding/json"
	"github.com/reelrate/reelrate/wasm/api/description"
	"strings"
	"testing"
)

// The published description is one document: examples inside, nothing that is
// only for its authors, and open to other origins.
func TestOpenAPIIsPublishedWhole(t *testing.T) {
	text := read(t, "openapi.json")
	for _, unwanted := range []string{"x-shared", "{{", `"<<"`} {
		if strings.Contains(text, unwanted) {
			t.Errorf("openapi.json has %s", unwanted)
		}
	}
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Responses map[string]struct {
				Content map[string]struct {
					Examples map[string]struct{ Value json.RawMessage }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.0" || len(document.Paths) < 15 {
		t.Errorf("OpenAPI %s with %d paths", document.OpenAPI, len(document.Paths))
	}
	quote := document.Paths["/v1/quote"]["get"].Responses
	if !strings.Contains(string(quote["200"].Content["application/json"].Examples["plan"].Value), `"value":"3.040000"`) {
		t.Error("the example of a quote is not in it: 64 × $19 ÷ 400 = $3.04")
	}
	for _, status := range []string{"200", "304", "400", "406", "422", "429", "500", "503"} { // its own and the shared ones
		if _, ok := quote[status]; !ok {
			t.Errorf("GET /v1/quote without %s", status)
		}
	}
	if headers := read(t, "_headers"); !strings.Contains(headers, "/openapi.json\n  Access-Control-Allow-Origin: *\n") {
		t.Errorf("_headers: %s", headers)
	}
}

// The page shows every operation of the document with its members, an example
// that can be pasted, and each status with its codes.
func TestReferencePage(t *testing.T) {
	page := readPage(t, "docs/api.html")
	document, err := description.Read("../wasm/api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range document.Object("paths") {
		operation := item.Value.(description.Object).Object("get")
		if operation == nil {
			operation = item.Value.(description.Object).Object("post")
		}
		shown := page.first(t, "#"+operation.Text("operationId"))
		codes, shapes := map[string]bool{}, 0
		for code := range shown.all("code") {
			codes[code.raw()] = true
		}
		for a := range shown.all("a[href]") {
			if strings.HasPrefix(a.attr("href"), "#shape-") {
				shapes++
			}
		}
		if !codes[item.Name] {
			t.Errorf("%s: its address is not there", item.Name)
		}
		if summary := operation.Text("summary"); !strings.Contains(shown.raw(), summary) {
			t.Errorf("%s: no %s", item.Name, summary)
		}
		if shapes == 0 && !strings.HasSuffix(item.Name, ".svg") { // a picture has no members
			t.Errorf("%s: no members", item.Name)
		}
		for _, p := range operation.List("parameters") {
			if name := document.Resolve(p).Text("name"); !codes[name] {
				t.Errorf("%s: no parameter %s", item.Name, name)
			}
		}
	}
	for _, test := range []struct{ id, want string }{
		{"getQuote", "curl 'https://reelrate.example/v1/quote?seller=house&model=kling-v2.1&seconds=8&offer=explorer&asOf=2026-11-21'"},
		{"getQuote", `"value": "3.040000"`},
		{"postEstimate", "lines[].seconds"},
		{"postEstimate", `-d '{"asOf":"2026-11-21","lines":[`},
		{"shape-Quote", "perSecond.dollars"},
		{"receipts", "RFC 7797"},
	} {
		if shown := page.first(t, "#"+test.id).raw(); !strings.Contains(shown, test.want) {
			t.Errorf("%s: no %s", test.id, test.want)
		}
	}
	if !page.first(t, "#statuses").has(`a[href="/docs/errors#too_large"]`) {
		t.Error("no link to a code")
	}
}
