package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
)

const examplesHost = "reelrate.example"

// described is openapi.yaml with the examples of a table.
func described(t *pricing.Table) (description.Object, error) {
	d, err := description.Read("openapi.yaml")
	if err != nil {
		return nil, err
	}
	on, _, _ := table.ParseVersion(t.Version)
	return description.Site{Table: t, On: on, Base: "https://" + examplesHost, API: onItsDay(t)}.Describe(d)
}

// onItsDay is the API on the day that the table's version names.
func onItsDay(t *pricing.Table) *API {
	on, _, _ := table.ParseVersion(t.Version)
	return New(t, func() time.Time { return time.Unix(int64(on), 0).UTC() }, receipt.Keys{})
}

// example is an Example Object of OpenAPI, of an answer with the request that it is to.
type example struct {
	summary, request string // "GET /v1/quote?seller=…"
	status           int
	body, answer     string // the body is "" for none
}

// examples are all example answers of the document. The body of a POST is the request
// example of the same name.
func (d *document) examples() (all []example) {
	type named = map[string]any
	add := func(answer any, status string, bodies named) {
		content, _ := answer.(named)["content"].(named)
		for _, kind := range content {
			examples, _ := kind.(named)["examples"].(named)
			for name, v := range examples {
				e := example{}
				e.summary, _ = v.(named)["summary"].(string)
				e.request, _ = v.(named)["x-request"].(string)
				e.status, _ = strconv.Atoi(status)
				e.answer = asJSON(v.(named)["value"])
				if request, ok := bodies[name].(named); ok {
					e.body = asJSON(request["value"])
				}
				all = append(all, e)
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
				add(answer, status, bodies)
			}
		}
	}
	for _, answer := range root["components"].(named)["responses"].(named) {
		content, _ := answer.(named)["content"].(named)
		for _, kind := range content {
			properties, _ := kind.(named)["schema"].(named)["properties"].(named)
			if properties != nil {
				add(answer, properties["status"].(named)["const"].(json.Number).String(), nil)
			}
		}
	}
	return all
}

func asJSON(v any) string {
	text, _ := json.Marshal(v) // of JSON: cannot fail
	return string(text)
}

// alone is a table of one seller, without what the operator says beside prices.
func alone(t *testing.T, seller string) *pricing.Table {
	t.Helper()
	other, err := table.Load([]byte(frozen.Table().Canonical))
	if err != nil {
		t.Fatal(err)
	}
	other.Routing, other.Rules, other.Spending = nil, nil, nil
	other.Sellers = slices.DeleteFunc(other.Sellers, func(s pricing.Seller) bool { return s.ID != seller })
	for i := range other.Sellers[0].Models {
		m := &other.Sellers[0].Models[i] // a maker that is not there
		m.Upstream, m.Continues, m.ContinuedBy = "", pricing.NotStated, nil
	}
	loaded, err := table.Load(table.Encode(other))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// Whatever table a site is built from, the document is valid, its examples fit their
// schemas, and each answer is what the API answers. A table of one seller may have no
// house, no plans, no lengths, no range, nothing that is priced.
func TestExamplesOfAnyTable(t *testing.T) {
	tables := map[string]*pricing.Table{"all": frozen.Table()}
	for _, s := range frozen.Table().Sellers {
		tables[s.ID] = alone(t, s.ID)
	}
	for name, table := range tables {
		t.Run(name, func(t *testing.T) {
			whole, err := described(table)
			if err != nil {
				t.Fatal(err)
			}
			d, err := parseDocument(whole)
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Validate(context.Background()); err != nil {
				t.Error(err)
			}
			checkValues(t, d)
			all := d.examples()
			for _, e := range all {
				checkExample(t, d, table, e)
			}
			if few := 3; len(all) < few { // a budget, a plan of one's own, and that the service answers
				t.Errorf("%d examples", len(all))
			}
			if text, _ := description.JSON(whole); bytes.Contains(text, []byte("{{")) {
				t.Error("a placeholder is left")
			}
		})
	}
}

// checkExample asks the API again.
func checkExample(t *testing.T, d *document, table *pricing.Table, e example) {
	t.Helper()
	method, target, ok := strings.Cut(e.request, " ")
	if !ok || e.summary == "" {
		t.Fatalf("%v: no summary, or no request such as GET /v1/offers", e)
	}
	r := httptest.NewRequest(method, target, strings.NewReader(e.body))
	r.Host = examplesHost
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		if e.body == "" {
			t.Errorf("%s: no request example of the same name", e.request)
		}
	}
	if !strings.Contains(target+e.body, "asOf") && target != "/healthz" && e.status == http.StatusOK {
		t.Errorf("%s: an example needs a date of its own", e.request)
	}
	w := httptest.NewRecorder()
	onItsDay(table).ServeHTTP(w, r)
	if w.Code != e.status {
		t.Fatalf("%s: got %d, documented with %d: %s", e.request, w.Code, e.status, w.Body)
	}
	var want any
	if err := json.Unmarshal(w.Body.Bytes(), &want); err != nil || asJSON(want) != e.answer {
		t.Errorf("%s: the answer is\n%s\nnot\n%s", e.request, w.Body, e.answer)
	}
	if err := d.check(r, w); err != nil {
		t.Errorf("%s: %v", e.request, err)
	}
}

// checkValues holds the examples of the named schemas and the bodies of requests against
// their schemas.
func checkValues(t *testing.T, d *document) {
	t.Helper()
	schemas, _ := d.at("components", "schemas")
	for name, s := range schemas.(map[string]any) {
		list, _ := s.(map[string]any)["examples"].([]any)
		for _, value := range list {
			if err := d.schema("components", "schemas", name).Validate(value); err != nil {
				t.Errorf("the example of %s: %v", name, brief(err))
			}
		}
	}
	for path, item := range d.Paths.Map() {
		if item.Post == nil {
			continue
		}
		content, where := d.at("paths", path, "post", "requestBody", "content", "application/json")
		examples, _ := content.(map[string]any)["examples"].(map[string]any)
		for name, e := range examples {
			if err := d.schema(append(where, "schema")...).Validate(e.(map[string]any)["value"]); err != nil {
				t.Errorf("%s: the body %s: %v", path, name, brief(err))
			}
		}
	}
}

// What the rules choose from the frozen table, in which the house has plans, the
// endpoint platform refunds, and aggregators ask from 7 to 14 cents a second.
func TestExamplesOfTheFrozenTable(t *testing.T) {
	all := map[string]example{}
	for _, e := range spec().examples() {
		all[e.request] = e
	}
	day := "asOf=" + frozen.Table().Version
	for request, want := range map[string]string{
		// 8 s at 8 credits a second, and 64 × $19 ÷ 400 = $3.04; 8 × $0.07 to $0.14
		"GET /v1/quote?seller=house&model=kling-v2.1&seconds=8&offer=explorer&" + day: `"3.040000"`,
		"GET /v1/quote?seller=aggregators&model=kling-3.0&seconds=8&" + day:           `"status":"range"`,
		"POST /v1/quotes":                        `"code":"unknown_model"`,
		"POST /v1/estimate":                      `"complete":true`,
		"POST /v1/ledger":                        `"stage":"refunded"`,
		"POST /v1/reconcile":                     `"status":"differs"`,
		"GET /v1/models/house/kling-v2.1?" + day: `"display":"8 credits/s"`,
	} {
		if e, ok := all[request]; !ok || !strings.Contains(e.answer, want) {
			t.Errorf("%s: there: %v, %s", request, ok, e.answer)
		}
	}
}

// The description names no seller, model or offer of any table, and no day.
func TestDescriptionIsOfNoTable(t *testing.T) {
	d, err := description.Read("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := description.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	vocabulary := map[string]bool{"house": true, "self-hosted": true, "trial": true} // kinds of sellers and offers
	names := func(list ...string) {
		for _, name := range list {
			word := regexp.MustCompile(`(?i)(^|[^\w-])` + regexp.QuoteMeta(name) + `($|[^\w-])`)
			if !vocabulary[strings.ToLower(name)] && word.Match(text) {
				t.Errorf("openapi.yaml has %q", name)
			}
		}
	}
	for _, s := range frozen.Table().Sellers {
		names(s.ID, s.Name)
		for _, m := range s.Models {
			names(m.ID, m.Name)
		}
		for _, o := range s.Offers {
			names(o.ID, o.Name)
		}
	}
	if found := regexp.MustCompile(`\b20\d\d-\d\d-\d\d`).Find(text); found != nil {
		t.Errorf("openapi.yaml has the day %s", found)
	}
}

// Every operation that answers JSON shows an answer, but for those whose answer
// is shown at its GET, the table, which is long, and the keys, which are the
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
