package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// day is the date all tests ask on: 1 July in UTC, though the host's calendar
// already shows the 2nd.
func day() time.Time {
	return time.Date(2026, 7, 2, 1, 30, 0, 0, time.FixedZone("UTC+2", 2*60*60))
}

func ask(t *testing.T, method, target, contentType, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	w := httptest.NewRecorder()
	New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
	if err := spec().check(r, w); err != nil {
		t.Error(err)
	}
	return w
}

// at reads one value out of a JSON answer: at(body, "credits", "value").
func at(t *testing.T, body []byte, path ...string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, body)
	}
	for _, name := range path {
		object, ok := v.(map[string]any)
		if !ok {
			t.Fatalf("no %s in %s", strings.Join(path, "."), body)
		}
		v = object[name]
	}
	return v
}

// Prices as the sources print them: what document 000 charges per second, what
// 002 charges per tier, and what 001 works out as its example.
func TestQuote(t *testing.T) {
	for _, test := range []struct {
		name, query string
		path        []string
		want        string
		why         string
	}{
		{"house per second", "seller=house&model=veo-3&seconds=8", []string{"credits", "value"}, "480", "60 credits a second × 8"},
		{"house per second, second model", "seller=house&model=sora-2-pro&seconds=12", []string{"credits", "value"}, "420", "35 × 12"},
		{"house exact", "seller=house&model=veo-3&seconds=8", []string{"status"}, "exact", "one published rate"},
		{"by tier", "seller=endpoints&model=sora-2-text-to-video&resolution=720p&tier=2", []string{"credits", "value"}, "10", "5, 10, 20 at 720p"},
		{"vendor dollars", "seller=openai-api&model=sora-2&seconds=8&resolution=720p&asOf=2026-06-01", []string{"dollars", "cents"}, "0.80", "$0.10 a second × 8"},
		{"own plan", "credits=50&plan.price=30&plan.credits=3000", []string{"dollars", "cents"}, "0.50", "50 credits at $30 ÷ 3,000"},
		{"today", "seller=house&model=veo-3&seconds=8", []string{"asOf"}, "2026-07-01", "the date in UTC"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := ask(t, "GET", "/v1/quote?"+test.query, "", "")
			if w.Code != http.StatusOK {
				t.Fatalf("got %d %s", w.Code, w.Body)
			}
			if got := at(t, w.Body.Bytes(), test.path...); got != test.want {
				t.Errorf("got %v, want %s: %s", got, test.want, test.why)
			}
		})
	}
}

func TestQueryAndBodyMeanTheSame(t *testing.T) {
	for _, test := range []struct{ query, body string }{
		{"seller=house&model=veo-3&seconds=8", `{"seller":"house","model":"veo-3","seconds":8}`},
		{"seller=house&model=veo-3&seconds=8&plan.price=30&plan.credits=3000",
			`{"seller":"house","model":"veo-3","seconds":"8","plan":{"price":"30","credits":3000}}`},
	} {
		get := ask(t, "GET", "/v1/quote?"+test.query, "", "")
		post := ask(t, "POST", "/v1/quote", "application/json; charset=utf-8", test.body)
		if get.Code != http.StatusOK || get.Body.String() != post.Body.String() {
			t.Errorf("GET %s\n%d %s\nPOST %s\n%d %s", test.query, get.Code, get.Body, test.body, post.Code, post.Body)
		}
	}
}

func TestReads(t *testing.T) {
	for _, test := range []struct {
		target string
		member string
	}{
		{"/v1/models", "models"},
		{"/v1/models?seller=house", "models"},
		{"/v1/models/house", "models"},
		{"/v1/models/house/", "models"},
		{"/v1/models/house/veo-3", "models"},
		{"/v1/models/endpoints/wan/2-6-text-to-video", "models"},
		{"/v1/models/endpoints/hailuo%2F02-text-to-video-pro", "models"},
		{"/v1/offers", "offers"},
		{"/v1/offers?seller=house", "offers"},
		{"/v1/rates", "table"},
		{"/healthz", "table"},
	} {
		t.Run(test.target, func(t *testing.T) {
			get := ask(t, "GET", test.target, "", "")
			if get.Code != http.StatusOK || at(t, get.Body.Bytes(), test.member) == nil {
				t.Fatalf("got %d %.300s", get.Code, get.Body)
			}
			head := ask(t, "HEAD", test.target, "", "")
			if head.Body.Len() != 0 || head.Code != get.Code {
				t.Errorf("HEAD: %d with %d bytes", head.Code, head.Body.Len())
			}
			for _, name := range []string{"Content-Type", "Content-Length", "ETag", "Cache-Control"} {
				if g, h := get.Header().Get(name), head.Header().Get(name); g != h {
					t.Errorf("HEAD %s: got %q, want %q", name, h, g)
				}
			}
		})
	}
}

// One model is listed under its own path, also when its name has a slash.
func TestModelPathNamesOneModel(t *testing.T) {
	w := ask(t, "GET", "/v1/models/endpoints/wan/2-6-text-to-video", "", "")
	models, _ := at(t, w.Body.Bytes(), "models").([]any)
	if len(models) != 1 {
		t.Fatalf("got %d models: %.300s", len(models), w.Body)
	}
	if id := models[0].(map[string]any)["id"]; id != "wan/2-6-text-to-video" {
		t.Errorf("got %v", id)
	}
}

func TestOpenToEveryOrigin(t *testing.T) {
	for _, target := range []string{"/v1/quote?seller=house&model=veo-3&seconds=8", "/v1/quote?seller=nosuch", "/nosuch"} {
		h := ask(t, "GET", target, "", "").Header()
		if h.Get("Access-Control-Allow-Origin") != "*" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", target, h)
		}
	}
	w := ask(t, "OPTIONS", "/v1/quote", "", "")
	if w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS, POST" ||
		!strings.Contains(w.Header().Get("Access-Control-Allow-Headers"), "Content-Type") {
		t.Errorf("preflight: %d %v", w.Code, w.Header())
	}
}

func BenchmarkQuote(b *testing.B) {
	handler := New(frozen.Table(), day, receipt.Keys{})
	r := httptest.NewRequest("GET", "/v1/quote?seller=house&model=veo-3&seconds=8", nil)
	for b.Loop() {
		handler.ServeHTTP(httptest.NewRecorder(), r)
	}
}
