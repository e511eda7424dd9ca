package api

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// request asks for target at the moment now, with pairs of header and value.
func request(now time.Time, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	New(frozen.Table(), func() time.Time { return now }, receipt.Keys{}).ServeHTTP(w, r)
	return w
}

const price = "/v1/quote?seller=house&model=veo-3&seconds=8"

// A price without a date of its own is never kept past midnight UTC.
func TestFreshness(t *testing.T) {
	noon := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	midnight := noon.Add(12 * time.Hour)
	for _, test := range []struct {
		name, method, target string
		now                  time.Time
		want                 string
	}{
		{"by the clock", "GET", price, noon, "public, max-age=60"},
		{"a minute and a second before midnight", "GET", price, midnight.Add(-61 * time.Second), "public, max-age=60"},
		{"a minute before", "GET", price, midnight.Add(-60 * time.Second), "public, max-age=59"},
		{"two seconds before", "GET", price, midnight.Add(-2 * time.Second), "public, max-age=1"},
		{"the last second", "GET", price, midnight.Add(-time.Millisecond), "public, max-age=0"},
		{"the first second", "GET", price, midnight, "public, max-age=60"},
		{"in another zone", "GET", price, midnight.Add(-10 * time.Second).In(time.FixedZone("UTC+14", 14*60*60)), "public, max-age=9"},
		{"dated by the caller", "GET", price + "&asOf=2026-07-01", midnight.Add(-time.Second), "public, max-age=300"},
		{"a refusal", "GET", price + "000", noon, "no-store"},
		{"the table", "GET", "/v1/rates", noon, "public, max-age=60"},
		{"the table by its name", "GET", "/v1/rates/" + frozen.Table().Digest, noon, "public, max-age=31536000, immutable"},
		{"no such table", "GET", "/v1/rates/sha256:0", noon, "no-store"},
		{"the state now", "GET", "/healthz", noon, "no-store"},
		{"headers alone", "HEAD", price, noon, "public, max-age=60"},
	} {
		if got := request(test.now, test.method, test.target).Header().Get("Cache-Control"); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	post := ask(t, "POST", "/v1/quote", "application/json", `{"seller":"house","model":"veo-3","seconds":8}`)
	if got := post.Header().Get("Cache-Control"); post.Code != http.StatusOK || got != "no-store" {
		t.Errorf("POST: got %d %q", post.Code, got)
	}
}

// The same question has the same tag; another question, another day or another
// answer has another.
func TestEntityTags(t *testing.T) {
	tag := func(now time.Time, target string) string {
		w := request(now, "GET", target)
		if w.Code != http.StatusOK || len(w.Header().Get("ETag")) < 3 {
			t.Fatalf("%s: %d, ETag %s", target, w.Code, w.Header().Get("ETag"))
		}
		return w.Header().Get("ETag")
	}
	today := tag(day(), price)
	for name, same := range map[string]string{
		"later the same day": tag(day().Add(20*time.Minute), price),
		"the date given":     tag(day().AddDate(0, 1, 0), price+"&asOf=2026-07-01"),
		"in another order":   tag(day(), "/v1/quote?seconds=8&model=veo-3&seller=house"),
	} {
		if same != today {
			t.Errorf("%s: %s, want %s", name, same, today)
		}
	}
	for name, other := range map[string]string{
		"the next day":  tag(day().Add(24*time.Hour), price),
		"two takes":     tag(day(), price+"&takes=2"),
		"another path":  tag(day(), "/v1/models"),
		"another shot":  tag(day(), "/v1/quote?seller=house&model=veo-3&seconds=7"),
		"another offer": tag(day(), price+"&offer=agency"),
	} {
		if other == today {
			t.Errorf("%s: the same tag", name)
		}
	}
}

func TestRevalidation(t *testing.T) {
	tag := request(day(), "GET", price).Header().Get("ETag")
	for _, test := range []struct {
		name, method string
		held         []string
		want         int
	}{
		{"nothing", "GET", nil, http.StatusOK},
		{"another", "GET", []string{`"0"`}, http.StatusOK},
		{"this", "GET", []string{tag}, http.StatusNotModified},
		{"this, headers alone", "HEAD", []string{tag}, http.StatusNotModified},
		{"this, weakened by a proxy", "GET", []string{"W/" + tag}, http.StatusNotModified},
		{"one of several", "GET", []string{`"0", ` + tag}, http.StatusNotModified},
		{"one of several, split by the host", "GET", []string{`"0"`, " " + tag}, http.StatusNotModified},
		{"any", "GET", []string{"*"}, http.StatusNotModified},
	} {
		var headers []string
		for _, h := range test.held {
			headers = append(headers, "If-None-Match", h)
		}
		w := request(day(), test.method, price, headers...)
		if w.Code != test.want || w.Header().Get("ETag") != tag {
			t.Errorf("%s: got %d, ETag %s", test.name, w.Code, w.Header().Get("ETag"))
		}
		if w.Code == http.StatusNotModified && (w.Body.Len() > 0 || w.Header().Get("Cache-Control") == "") {
			t.Errorf("%s: a 304 with %d bytes and Cache-Control %q", test.name, w.Body.Len(), w.Header().Get("Cache-Control"))
		}
	}
	if w := request(day().Add(24*time.Hour), "GET", price, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("yesterday's price was confirmed: %d", w.Code)
	}
}

// What is published under a digest has that digest.
func TestTableUnderItsDigest(t *testing.T) {
	digest := frozen.Table().Digest
	w := request(day(), "GET", "/v1/rates/"+digest)
	if sum := fmt.Sprintf("sha256:%x", sha256.Sum256(w.Body.Bytes())); w.Code != http.StatusOK || sum != digest {
		t.Errorf("got %d, %s", w.Code, sum)
	}
	inForce := request(day(), "GET", "/v1/rates")
	if inForce.Header().Get("ETag") == "" || inForce.Header().Get("Content-Location") != "/v1/rates/"+digest || inForce.Body.String() != frozen.Table().Canonical {
		t.Errorf("the one in force: %v %.200s", inForce.Header(), inForce.Body)
	}
}

// A model that ends says when (RFC 8594): the vendor stops Sora 2 on 24 September.
func TestSunset(t *testing.T) {
	june := time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)
	w := request(june, "GET", "/v1/quote?seller=openai-api&model=sora-2&seconds=8&resolution=720p")
	if got := w.Header().Get("Sunset"); got != "Thu, 24 Sep 2026 00:00:00 GMT" {
		t.Errorf("Sunset: %q", got)
	}
	if w := request(june, "GET", price); w.Code != http.StatusOK || w.Header().Get("Sunset") != "" {
		t.Errorf("a model that does not end: %d %q", w.Code, w.Header().Get("Sunset"))
	}
}
