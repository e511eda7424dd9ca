package api

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func TestProblems(t *testing.T) {
	const price = "seller=house&model=veo-3"
	for _, test := range []struct {
		name                       string
		method, target, kind, body string
		status                     int
		code, pointer              string
	}{
		{"unknown model", "GET", "/v1/quote?seller=house&model=veo-33", "", "", 422, "unknown_model", "/model"},
		{"unknown seller", "GET", "/v1/quote?seller=haus&model=veo-3", "", "", 422, "unknown_seller", "/seller"},
		{"no seconds at all", "GET", "/v1/quote?" + price + "&seconds=0", "", "", 422, "invalid_seconds", "/seconds"},
		{"negative seconds", "GET", "/v1/quote?" + price + "&seconds=-8", "", "", 422, "invalid_seconds", "/seconds"},
		{"seconds are not a number", "GET", "/v1/quote?" + price + "&seconds=NaN", "", "", 422, "invalid_seconds", "/seconds"},
		{"a nested field", "GET", "/v1/quote?" + price + "&seconds=8&plan.price=-1&plan.credits=10", "", "", 422, "invalid_value", "/plan/price"},
		{"a length the source does not give", "GET", "/v1/quote?seller=endpoints&model=sora-2-text-to-video&resolution=720p&seconds=8", "", "", 422, "duration_not_published", "/seconds"},
		{"sunset", "GET", "/v1/quote?seller=openai-api&model=sora-2&seconds=8&resolution=720p&asOf=2026-09-24", "", "", 422, "sunset", ""},
		{"unknown parameter", "GET", "/v1/quote?" + price + "&colour=red", "", "", 400, "unknown_field", "/colour"},
		{"repeated parameter", "GET", "/v1/quote?" + price + "&seconds=8&seconds=9", "", "", 400, "invalid_query", "/seconds"},
		{"empty parameter", "GET", "/v1/quote?" + price + "&seconds=", "", "", 400, "invalid_query", "/seconds"},
		{"parameter without a name", "GET", "/v1/quote?" + price + "&=8", "", "", 400, "invalid_query", ""},
		{"half a nested name", "GET", "/v1/quote?" + price + "&plan.=8", "", "", 400, "invalid_query", "/plan/"},
		{"whole and in parts", "GET", "/v1/quote?" + price + "&plan=1&plan.price=2", "", "", 400, "invalid_query", "/plan/price"},
		{"a member with a slash", "GET", "/v1/quote?" + price + "&a~%2Fb=1", "", "", 400, "unknown_field", "/a~0~1b"},
		{"broken escape", "GET", "/v1/quote?" + price + "&seconds=%zz", "", "", 400, "invalid_query", ""},
		{"not UTF-8", "GET", "/v1/quote?" + price + "&mode=%ff", "", "", 400, "invalid_query", "/mode"},
		{"body is not JSON", "POST", "/v1/quote", "application/json", `{"seller":`, 400, "invalid_json", ""},
		{"no body", "POST", "/v1/quote", "application/json", ``, 422, "missing_parameter", "/seller"},
		{"unknown member", "POST", "/v1/quote", "application/json", `{"seller":"house","colour":1}`, 400, "unknown_field", "/colour"},
		{"a form", "POST", "/v1/quote", "application/x-www-form-urlencoded", `seller=house`, 415, "unsupported_media_type", ""},
		{"no media type", "POST", "/v1/quote", "", `{}`, 415, "unsupported_media_type", ""},
		{"too long", "POST", "/v1/quote", "application/json", strings.Repeat(" ", 64<<10+1), 413, "too_large", ""},
		{"body and query", "POST", "/v1/quote?seconds=8", "application/json", `{}`, 400, "invalid_query", ""},
		{"no such model, by path", "GET", "/v1/models/house/nosuch", "", "", 404, "unknown_model", "/model"},
		{"no such seller, by path", "GET", "/v1/models/nosuch/veo-3", "", "", 404, "unknown_seller", "/seller"},
		{"the path names the model", "GET", "/v1/models/house/veo-3?model=sora-2", "", "", 400, "invalid_query", "/model"},
		{"no such path", "GET", "/v1/prices", "", "", 404, "not_found", ""},
		{"no such seller alone", "GET", "/v1/models/nosuch", "", "", 404, "unknown_seller", "/seller"},
		{"models take no body", "POST", "/v1/models", "application/json", `{}`, 405, "method_not_allowed", ""},
		{"nothing is deleted", "DELETE", "/v1/quote", "", "", 405, "method_not_allowed", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := ask(t, test.method, test.target, test.kind, test.body)
			if w.Code != test.status {
				t.Fatalf("got %d, want %d: %s", w.Code, test.status, w.Body)
			}
			if kind := w.Header().Get("Content-Type"); kind != "application/problem+json" {
				t.Errorf("Content-Type %s", kind)
			}
			body := w.Body.Bytes()
			if got := at(t, body, "code"); got != test.code {
				t.Errorf("code %v, want %s: %s", got, test.code, body)
			}
			if got := at(t, body, "type"); got != "/docs/errors#"+test.code {
				t.Errorf("type %v", got)
			}
			if got := at(t, body, "status"); got != float64(test.status) {
				t.Errorf("status %v", got)
			}
			if at(t, body, "detail") == "" || at(t, body, "title") == "" || at(t, body, "asOf") == "" {
				t.Errorf("no words: %s", body)
			}
			if got := at(t, body, "table", "digest"); got != frozen.Table().Digest {
				t.Errorf("digest %v", got)
			}
			if test.pointer != "" {
				faults := at(t, body, "errors").([]any)
				if len(faults) != 1 || faults[0].(map[string]any)["pointer"] != test.pointer {
					t.Errorf("errors %v, want the pointer %s", faults, test.pointer)
				}
			}
		})
	}
}

// A refusal helps on: the models of a family that outlive a sunset one.
func TestRefusalCarriesAlternatives(t *testing.T) {
	w := ask(t, "GET", "/v1/quote?seller=openai-api&model=sora-2&seconds=8&resolution=720p&asOf=2026-09-24", "", "")
	if list, _ := at(t, w.Body.Bytes(), "alternatives").([]any); len(list) == 0 {
		t.Errorf("none: %s", w.Body)
	}
	if got := at(t, w.Body.Bytes(), "asOf"); got != "2026-09-24" {
		t.Errorf("asOf %v, want the date asked about", got)
	}
}

func TestMethodNotAllowedNamesMethods(t *testing.T) {
	w := ask(t, "PUT", "/v1/offers", "application/json", "{}")
	if got := w.Header().Get("Allow"); got != "GET, HEAD, OPTIONS" {
		t.Errorf("Allow: %s", got)
	}
}

// A Worker's host hands over no body at all when a POST has none.
func TestNilBody(t *testing.T) {
	r := httptest.NewRequest("POST", "/v1/quote", nil)
	r.Header.Set("Content-Type", "application/json")
	r.Body = nil
	w := httptest.NewRecorder()
	New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
	if w.Code != http.StatusUnprocessableEntity || at(t, w.Body.Bytes(), "code") != "missing_parameter" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestBrokenBody(t *testing.T) {
	r := httptest.NewRequest("POST", "/v1/quote", broken{})
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || at(t, w.Body.Bytes(), "code") != "unreadable_body" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// A defect is a bare 500: its cause is for the log.
func TestPanicIsAProblem(t *testing.T) {
	calls := 0
	clock := func() time.Time {
		if calls++; calls == 1 {
			panic("secret cause")
		}
		return day()
	}
	w := httptest.NewRecorder()
	New(frozen.Table(), clock, receipt.Keys{}).ServeHTTP(w, httptest.NewRequest("GET", "/v1/offers", nil))
	if w.Code != http.StatusInternalServerError || at(t, w.Body.Bytes(), "code") != "internal" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Errorf("the cause escaped: %s", w.Body)
	}
}
