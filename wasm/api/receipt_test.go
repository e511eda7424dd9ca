package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func signing(t *testing.T) (*API, receipt.Keys) {
	t.Helper()
	key, err := receipt.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	keys := receipt.Keys{Keys: []receipt.Key{key}}
	return New(frozen.Table(), day, keys), keys
}

func serve(a *API, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w
}

func TestSignedQuote(t *testing.T) {
	a, keys := signing(t)
	w := serve(a, price)
	r, err := receipt.OpenDetached(w.Header().Get("Reelrate-Signature"), w.Body.Bytes(), keys)
	if err != nil {
		t.Fatal(err)
	}
	if !r.IssuedAt.Equal(day()) || !r.ValidUntil.Equal(day().Add(receipt.Validity)) {
		t.Errorf("from %s until %s", r.IssuedAt, r.ValidUntil)
	}
	if unsigned := ask(t, "GET", price, "", ""); unsigned.Body.String() != w.Body.String() || unsigned.Header().Get("ETag") != w.Header().Get("ETag") {
		t.Error("the signature changed the body or its tag")
	}
	// Who asks again has a price for as long again.
	if again := serve(a, price, "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Header().Get("Reelrate-Signature") == "" {
		t.Errorf("got %d, signature %q", again.Code, again.Header().Get("Reelrate-Signature"))
	}
}

func TestReceiptAsOneDocument(t *testing.T) {
	a, keys := signing(t)
	w := serve(a, price, "Accept", "application/jose+json")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/jose+json" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("got %d %v", w.Code, w.Header())
	}
	r, err := receipt.Open(w.Body.Bytes(), keys)
	if err != nil {
		t.Fatal(err)
	}
	if want := serve(a, price).Body.String(); string(r.Quote) != want {
		t.Errorf("got  %s\nwant %s", r.Quote, want)
	}
}

// One signature holds for every line of a batch.
func TestSignedBatch(t *testing.T) {
	a, keys := signing(t)
	r := httptest.NewRequest("POST", "/v1/quotes", strings.NewReader(`{"quotes":[{"seller":"house","model":"veo-3","seconds":8},{"seller":"nobody"}]}`))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	if _, err := receipt.OpenDetached(w.Header().Get("Reelrate-Signature"), w.Body.Bytes(), keys); w.Code != http.StatusOK || err != nil {
		t.Errorf("got %d (%v)", w.Code, err)
	}
}

// A signature promises a price now; that of another day is none.
func TestOtherDaysAreNotSigned(t *testing.T) {
	a, _ := signing(t)
	for query, signed := range map[string]bool{"": true, "&asOf=2026-07-01": true, "&asOf=2026-06-30": false, "&asOf=2026-07-02": false, "&asOf=2026-07-01T12:00:00Z": false} {
		if w := serve(a, price+query); w.Code != http.StatusOK || (w.Header().Get("Reelrate-Signature") != "none") != signed {
			t.Errorf("%s: %d %s", query, w.Code, w.Header().Get("Reelrate-Signature"))
		}
		w := serve(a, price+query, "Accept", "application/jose+json")
		if signed != (w.Code == http.StatusOK) {
			t.Errorf("%s: %d", query, w.Code)
		}
		if !signed && (w.Code != http.StatusUnprocessableEntity || at(t, w.Body.Bytes(), "accepted").([]any)[0] != "2026-07-01") {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
		}
	}
	for body, signed := range map[string]bool{
		`{"quotes":[{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-07-01"}]}`:                                                true,
		`{"quotes":[{"seller":"house","model":"veo-3","seconds":8},{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-06-30"}]}`: false,
		`{"asOf":"2026-06-30","quotes":[{"seller":"house","model":"veo-3","seconds":8}]}`:                                                false,
	} {
		r := httptest.NewRequest("POST", "/v1/quotes", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		if w.Code != http.StatusOK || (w.Header().Get("Reelrate-Signature") != "none") != signed {
			t.Errorf("%s: %d %s", body, w.Code, w.Header().Get("Reelrate-Signature"))
		}
	}
}

// Only a price is signed: a refusal, a list or an estimate obliges nobody.
func TestWhatIsNotSigned(t *testing.T) {
	a, _ := signing(t)
	for _, target := range []string{price + "000", "/v1/models", "/v1/purchase?credits=4000"} {
		if w := serve(a, target); w.Header().Get("Reelrate-Signature") != "" {
			t.Errorf("%s: %d %s", target, w.Code, w.Header().Get("Reelrate-Signature"))
		}
	}
}

func TestPublishedKeysHaveNoPrivateHalf(t *testing.T) {
	a, keys := signing(t)
	w := serve(a, "/.well-known/jwks.json")
	got, err := receipt.ParseKeys(w.Body.Bytes())
	if err != nil || len(got.Keys) != 1 || got.Keys[0].D != "" || got.Keys[0].X != keys.Keys[0].X {
		t.Errorf("got %s (%v)", w.Body, err)
	}
	if at(t, serve(a, "/healthz").Body.Bytes(), "signing") != true {
		t.Error("healthz does not say that it signs")
	}
}

// Without a key the API says that it does not sign.
func TestWithoutKey(t *testing.T) {
	w := ask(t, "GET", price, "", "")
	if got := w.Header().Get("Reelrate-Signature"); got != "none" {
		t.Errorf("got %q", got)
	}
	if w := ask(t, "GET", "/.well-known/jwks.json", "", ""); w.Body.String() != `{"keys":[]}` {
		t.Errorf("keys %s", w.Body)
	}
	if at(t, ask(t, "GET", "/healthz", "", "").Body.Bytes(), "signing") != false {
		t.Error("healthz says that it signs")
	}
	w = request(day(), "GET", price, "Accept", "application/jose+json")
	if accepted, _ := at(t, w.Body.Bytes(), "accepted").([]any); w.Code != http.StatusNotAcceptable || fmt.Sprint(accepted) != "[application/json text/plain]" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestNotAcceptable(t *testing.T) {
	w := request(day(), "GET", "/v1/offers", "Accept", "text/html")
	if w.Code != http.StatusNotAcceptable || at(t, w.Body.Bytes(), "code") != "not_acceptable" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	if got := request(day(), "GET", price).Header().Get("Vary"); got != "Accept" {
		t.Errorf("Vary: %q", got)
	}
}
