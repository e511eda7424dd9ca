package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// call asks the handler and holds the answer against the document.
func call(t *testing.T, h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if method == "POST" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := spec().check(r, w); err != nil {
		t.Errorf("%s %s %.200s\n%d %.600s\n%v", method, target, body, w.Code, w.Body, err)
	}
	return w
}

// Every model at every seller, with every shot that its cells name, today and
// on days on which prices begin and end: no answer is beyond the document.
func TestEveryShotFitsTheDocument(t *testing.T) {
	h := New(frozen.Table(), day, receipt.Keys{})
	priced := 0
	for _, shot := range shots(t) {
		for _, more := range []string{"&asOf=2025-01-01", "", "&asOf=2026-09-24", "&everyOffer=true&history=true&count=3&takes=2"} {
			if call(t, h, "GET", "/v1/quote?"+shot+more, "").Code == http.StatusOK {
				priced++
			}
		}
		call(t, h, "GET", "/v1/budget?"+shot+"&clips=10&ceiling=50&clipsPerDay=2&start=2026-07-01&have.dollars=30&gate.spent=1", "")
		call(t, h, "GET", "/v1/advice?"+shot, "")
	}
	if priced < 200 {
		t.Errorf("only %d prices among the answers", priced)
	}
}

// The requests of the vectors, at every seller that has a model of the name.
func TestVectorsFitTheDocument(t *testing.T) {
	text, err := os.ReadFile("../../pricing/testdata/seed-vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Input map[string]any `json:"input"`
		} `json:"vectors"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	h, priced := New(frozen.Table(), day, receipt.Keys{}), 0
	for _, vector := range file.Vectors {
		query := url.Values{}
		for name, value := range vector.Input {
			if _, plain := value.(string); plain && spec().Components.Parameters[name] != nil {
				query.Set(name, fmt.Sprint(value))
			}
		}
		if !query.Has("model") {
			continue
		}
		for i := range frozen.Table().Sellers {
			query.Set("seller", frozen.Table().Sellers[i].ID)
			if call(t, h, "GET", "/v1/quote?"+query.Encode(), "").Code == http.StatusOK {
				priced++
			}
		}
	}
	if priced < 50 {
		t.Errorf("only %d of the vectors have a price", priced)
	}
}

// The operations whose answers have many forms.
func TestAnswersFitTheDocument(t *testing.T) {
	h := New(frozen.Table(), day, receipt.Keys{})
	for _, target := range []string{
		"/v1/models", "/v1/models?asOf=2025-01-01", "/v1/models?asOf=2027-01-01", "/v1/models/house", "/v1/models/house/",
		"/v1/models/house/veo-3", "/v1/models/endpoints/wan/2-6-text-to-video", "/v1/models/openai-api/sora-2",
		"/v1/offers", "/v1/offers?plan.price=30&plan.credits=3000", "/v1/offers?promo=aivc/first-month-bonus",
		"/v1/offers?seller=house&bonus.percent=50&bonus.cap=5000&month=2&newUser=false",
		"/v1/rates", "/v1/rates/" + frozen.Table().Digest, "/.well-known/jwks.json", "/healthz",
		"/v1/compare?seconds=8&market=all&offers=all", "/v1/compare?seconds=5&needs=hdr,editing&market=all", "/v1/compare?seconds=10&resolution=1080p",
		"/v1/compare?seconds=8&needs=dialogue&market=all&asOf=2026-09-23", "/v1/compare?seconds=8&needs=dialogue&market=all&asOf=2026-09-24", "/v1/models?asOf=2026-09-24",
		"/v1/purchase?credits=0", "/v1/purchase?credits=1200&plans=1", "/v1/purchase?credits=1300&plans=1&months=3&packsLast=true&limits.starter=0",
		"/v1/purchase?credits=999999999", "/v1/purchase?seller=kling-app&credits=100&plans=1",
		"/v1/budget?keep.kept=3&keep.of=50&percentiles=50,99&dollarsPerClip=0.45", "/v1/budget?keep.kept=1&keep.of=1000000",
		"/v1/budget?creditsPerClip=50&have.credits=5000&clips=7", "/v1/budget?creditsPerSecond=10&seconds=8&plan.price=30&plan.credits=3000&ceiling=5&clips=100",
		"/v1/budget?dollarsPerSecond=0.1&dollarsPerSecondMax=0.2&seconds=8&clips=50&ceiling=30&start=2026-07-01&clipsPerDay=0.5&gate.spent=25&gate.attempt=4&gate.maxAttempts=3",
		"/v1/advice", "/v1/advice?region=EU&asOf=2026-09-01", "/v1/advice?purpose=hero", "/v1/quote?credits=50", "/v1/quote?credits=50&plan.price=30&plan.credits=3000",
	} {
		get := call(t, h, "GET", target, "")
		if get.Code != http.StatusOK {
			t.Errorf("GET %s: %d %s", target, get.Code, get.Body)
		}
		tag := get.Header().Get("ETag")
		if tag == "" && target != "/healthz" {
			t.Errorf("GET %s has no ETag", target)
		}
		head := call(t, h, "HEAD", target, "")
		if head.Code != get.Code || head.Header().Get("ETag") != tag {
			t.Errorf("HEAD %s: %d %s", target, head.Code, head.Header().Get("ETag"))
		}
		if tag != "" && call(t, h, "GET", target, "", "If-None-Match", tag).Code != http.StatusNotModified {
			t.Errorf("GET %s with its tag is not a 304", target)
		}
		if call(t, h, "OPTIONS", target, "").Code != http.StatusNoContent {
			t.Errorf("OPTIONS %s", target)
		}
		if call(t, h, "DELETE", target, "").Code != http.StatusMethodNotAllowed {
			t.Errorf("DELETE %s", target)
		}
	}
	for _, test := range []struct{ path, body string }{
		{"/v1/quote", `{"seller":"house","model":"veo-3","seconds":8,"audio":true,"plan":null}`},
		{"/v1/quotes", `{"quotes":[{"seller":"house","model":"veo-3"},{"colour":1},{"seller":"nosuch"},{}]}`},
		{"/v1/estimate", `{"lines":[{"seller":"house","model":"veo-3","project":"a","client":"b","label":"c"},{"seller":"nosuch"},{"seller":"openai-api","model":"sora-2","seconds":8,"resolution":"720p"},
			{"seller":"aggregators","model":"kling-3.0","seconds":5}],"reality":{"failureRate":"0.1","timeoutRate":"0.02","duplicateRate":"0.01","generationSeconds":90}}`},
		{"/v1/compare", `{"seconds":"8","resolution":"720p"}`},
		{"/v1/purchase", `{"credits":700,"limits":{"starter":0,"pro":"1"},"plans":1}`},
		{"/v1/budget", `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","clips":10,"keep":{"kept":1,"of":3},"gate":{"spent":10},"ceiling":40}`},
		{"/v1/advice", `{"seller":"house","model":"veo-3","purpose":"hero"}`},
		{"/v1/ledger", `{"seller":"endpoints","balance":50,"events":[{"event":"submit","job":"a","credits":10,"quoted":8},{"event":"status","job":"a","status":"processing"},
			{"event":"end","job":"a","status":"completed","creditsUsed":9},{"event":"refund","job":"a"},{"event":"submit","job":"a","credits":1},{"event":"submit","job":"b","credits":100},
			{"event":"end","job":"c","status":"failed"},{"event":"submit","job":"d","credits":1},{"event":"status","job":"d","status":"nonsense"}]}`},
		{"/v1/reconcile", `{"log":"job_id,submitted_at,seller,model,seconds,status,credits_used,project,client,colour\n1,2026-06-01,house,veo-3,8,completed,480,p,c,red\n1,2026-06-01,house,veo-3,8,completed,480,p,c,red\n2,2026-06-01,house,veo-3,8,failed,480,,,\n3,2026-06-01,house,veo-3,8,running,480,,,\n4,2026-06-01,house,nosuch,8,completed,480,,,\n5,x,house,veo-3,8,completed,480,,,\n6,,house,veo-3,8,,481,,,\n","csv":true,"list":"all","offer":"agency","seller":"house"}`},
		{"/v1/reconcile", `{"log":"[{\"job_id\":1,\"seller\":\"openai-api\",\"model\":\"sora-2\",\"seconds\":8,\"resolution\":\"720p\",\"usd\":\"0.80\"}]","most":"0"}`},
		{"/v1/reconcile", `{"log":"[{\"submitted_at\":\"2026-10-09\",\"seller\":\"openai-api\",\"model\":\"sora-2\",\"seconds\":8,\"resolution\":\"720p\",\"usd\":\"0.80\"}]"}`},
	} {
		if w := call(t, h, "POST", test.path, test.body); w.Code != http.StatusOK {
			t.Errorf("POST %s: %d %s", test.path, w.Code, w.Body)
		}
		call(t, h, "OPTIONS", test.path, "")
		call(t, h, "PUT", test.path, test.body)
	}
}

// Each problem that the document has, at each operation that has it.
func TestProblemsFitTheDocument(t *testing.T) {
	h := New(frozen.Table(), day, receipt.Keys{})
	long := strings.Repeat(" ", 64<<10+1)
	for path, item := range spec().Paths.Map() {
		path = strings.NewReplacer("{seller}", "house", "{model}", "veo-3", "{digest}", "sha256:0").Replace(path)
		if item.Get != nil {
			call(t, h, "GET", path+"?colour=red", "")
			call(t, h, "GET", path+"?asOf=2026&asOf=2026", "")
			call(t, h, "GET", path+"?asOf=yesterday", "")
			call(t, h, "HEAD", path+"?colour=red", "")
			call(t, h, "GET", path, "", "Accept", "text/html")
		}
		if item.Post != nil {
			for _, body := range []string{``, `{`, `[]`, `{"colour":1}`, `{"asOf":{}}`, `{"asOf":"yesterday"}`, `{"seller":"nosuch"}`, `{} {}`, "{\"a\":\"\xff\"}", `{"seller":1,"seller":2}`} {
				if w := call(t, h, "POST", path, body); w.Code/100 == 2 && path != "/v1/advice" && path != "/v1/budget" {
					t.Errorf("POST %s %s: %d", path, body, w.Code)
				}
			}
			call(t, h, "POST", path+"?a=b", `{}`)
			if path != "/v1/reconcile" {
				if w := call(t, h, "POST", path, long); w.Code != http.StatusRequestEntityTooLarge {
					t.Errorf("POST %s with 64 KiB and a byte: %d", path, w.Code)
				}
			}
			if w := call(t, h, "POST", path, `{}`, "Content-Type", "text/plain"); w.Code != http.StatusUnsupportedMediaType {
				t.Errorf("POST %s of text/plain: %d", path, w.Code)
			}
			if w := call(t, h, "POST", path, `{}`, "Accept", "text/html"); w.Code != http.StatusNotAcceptable {
				t.Errorf("POST %s accepting text/html: %d", path, w.Code)
			}
		}
		call(t, h, "PATCH", path, "")
	}
	for _, target := range []string{"/", "/v1", "/v2/quote", "/v1/models/nosuch", "/v1/models/house/nosuch", "/v1/rates/sha256:0", "/v1/quote/"} {
		if w := call(t, h, "GET", target, ""); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: %d", target, w.Code)
		}
	}
	if w := call(t, h, "POST", "/v1/quotes", `{"quotes":[`+strings.Repeat(`{},`, 100)+`{}]}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("101 quotes: %d", w.Code)
	}
	if w := call(t, h, "POST", "/v1/reconcile", `{"log":"`+strings.Repeat(`x\n`, 1<<10)+`"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a log without columns: %d", w.Code)
	}
	calls := 0
	broken := New(frozen.Table(), func() time.Time {
		if calls++; calls == 1 {
			panic("as asked")
		}
		return day()
	}, receipt.Keys{})
	if w := call(t, broken, "GET", "/v1/offers", ""); w.Code != http.StatusInternalServerError {
		t.Errorf("a panic: %d", w.Code)
	}
}

// With a key a quote is signed, and with the right Accept it is a receipt.
func TestReceiptsFitTheDocument(t *testing.T) {
	h, _ := signing(t)
	const target = "/v1/quote?seller=house&model=veo-3&seconds=8"
	for _, answer := range []*httptest.ResponseRecorder{
		call(t, h, "GET", target, "", "Accept", "application/jose+json"),
		call(t, h, "POST", "/v1/quote", `{"seller":"house","model":"veo-3","seconds":8}`, "Accept", "application/jose+json, */*;q=0.1"),
	} {
		if kind := answer.Header().Get("Content-Type"); kind != "application/jose+json" {
			t.Errorf("got %s", kind)
		}
	}
	if signature := call(t, h, "GET", target, "").Header().Get("Reelrate-Signature"); !strings.Contains(signature, "..") {
		t.Errorf("Reelrate-Signature: %s", signature)
	}
	call(t, h, "HEAD", target, "")
	call(t, h, "POST", "/v1/quote", `{"seller":"house","model":"veo-3"}`)
	call(t, h, "POST", "/v1/quotes", `{"quotes":[{"seller":"house","model":"veo-3"}]}`)
	call(t, h, "GET", "/.well-known/jwks.json", "")
	call(t, h, "GET", "/healthz", "")
	if w := call(t, New(frozen.Table(), day, receipt.Keys{}), "GET", target, "", "Accept", "application/jose+json"); w.Code != http.StatusNotAcceptable {
		t.Errorf("a receipt without a key: %d", w.Code)
	}
}

// Close to midnight an undated answer is kept for less.
func TestCachingFitsTheDocument(t *testing.T) {
	for _, clock := range []string{"2026-07-01T23:59:59Z", "2026-07-01T23:59:30Z", "2026-07-01T00:00:00Z"} {
		now, err := time.Parse(time.RFC3339, clock)
		if err != nil {
			t.Fatal(err)
		}
		call(t, New(frozen.Table(), func() time.Time { return now }, receipt.Keys{}), "GET", "/v1/offers", "")
	}
}
