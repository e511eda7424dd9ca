package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// A quote and a refusal in plain text. The prices are those of TestBadge.
func TestPlainText(t *testing.T) {
	h := New(frozen.Table(), day, receipt.Keys{})
	for _, c := range []struct {
		query  string
		status int
		want   string
	}{
		{"seller=house&model=veo-3&seconds=8", 200, "8 s of Veo 3 at House: 480 credits (since Jan 2026)\n"},
		{"seller=house&model=veo-3&seconds=8&offer=agency&count=40&takes=3", 200,
			"8 s of Veo 3 at House: 480 credits, $17.18 with Agency; 120 of them: 57600 credits, $2062.08 with Agency (since Jan 2026)\n"},
		{"credits=50&plan.price=30&plan.credits=3000&asOf=2026-06-30", 200, "Credits of one's own: 50 credits, $0.50 with own plan\n"},
		{"seller=openai-api&model=sora-2&seconds=8&resolution=720p", 200, "8 s of Sora 2 (720p) at OpenAI API: ≈ $0.80 (known as of 1 Jun 2026, ends 24 Sep 2026)\n"},
		{"seller=house&model=veo-3&seconds=0", 422,
			"no price: \"0\" is not accepted (invalid_seconds, seconds)\naccepted: a whole number from 1 to 60\npriced: 480 credits (8 s)\n"},
		{"seller=house&model=veo-3&second=8", 400, "error: there is no member \"second\" (unknown_field, second)\naccepted: seller, model,"},
		{"seller=house&seller=house", 400, "error: this parameter is given more than once (invalid_query, seller)\n"},
	} {
		w := call(t, h, "GET", "/v1/quote?"+c.query, "", "Accept", "text/plain")
		if w.Code != c.status || !strings.HasPrefix(w.Body.String(), c.want) || c.status == 200 && w.Body.String() != c.want {
			t.Errorf("%s: got %d %s", c.query, w.Code, w.Body)
		}
		if h := w.Header(); h.Get("Content-Type") != "text/plain; charset=utf-8" || h.Get("Vary") != "Accept" || (h.Get("ETag") != "") != (c.status == 200) {
			t.Errorf("%s: %v", c.query, h)
		}
	}
	w := call(t, h, "POST", "/v1/quote", `{"seller":"house","model":"veo-3","seconds":8}`, "Accept", "text/*")
	if w.Body.String() != "8 s of Veo 3 at House: 480 credits (since Jan 2026)\n" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("POST: %d %s", w.Code, w.Body)
	}
	// Who takes anything gets JSON, as ever, and its tag is another.
	w = call(t, h, "GET", "/v1/quote?seller=house&model=veo-3&seconds=8", "", "Accept", "text/plain")
	again := call(t, h, "GET", "/v1/quote?seller=house&model=veo-3&seconds=8", "", "Accept", "*/*", "If-None-Match", w.Header().Get("ETag"))
	if again.Code != http.StatusOK || again.Header().Get("Content-Type") != "application/json" {
		t.Errorf("*/*: %d %s", again.Code, again.Header().Get("Content-Type"))
	}
	// Other paths have no text but of their errors.
	if w := call(t, h, "GET", "/v1/models/nobody", "", "Accept", "text/plain, */*;q=0.1"); !strings.HasPrefix(w.Body.String(), "error: there is no seller") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := call(t, h, "GET", "/v1/offers", "", "Accept", "text/plain"); w.Code != http.StatusNotAcceptable || !strings.HasPrefix(w.Body.String(), "error: ") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
