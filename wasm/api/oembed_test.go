package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// embed asks for the embedding of address at a host, with more parameters, and
// holds the answer against the document.
func embed(t *testing.T, host, address, more string) (embedding, *httptest.ResponseRecorder) {
	t.Helper()
	h := New(frozen.Table(), day, receipt.Keys{})
	r := httptest.NewRequest("GET", "/oembed?url="+url.QueryEscape(address)+more, nil)
	r.Host = host
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := spec().check(r, w); err != nil {
		t.Errorf("%s%s\n%d %s\n%v", address, more, w.Code, w.Body, err)
	}
	var e embedding
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
	}
	return e, w
}

// The titles are worked out by hand from the price list: 8 s × 60 credits of
// Veo 3, 480 × $179 ÷ 5000 = $17.184 with Agency; tier 2 in 1080p for 15.
func TestEmbeddingSaysThePrice(t *testing.T) {
	for query, want := range map[string]string{
		"?seller=house&model=veo-3&seconds=8":                                       "8 s of Veo 3 at House: 480 credits (since Jan 2026)",
		"?seller=house&model=veo-3&seconds=8&offer=agency&count=40&takes=3":         "8 s of Veo 3 at House: 480 credits, $17.18 with Agency (since Jan 2026)",
		"?seller=house&model=veo-3&seconds=8&asOf=2026-06-30":                       "8 s of Veo 3 at House: 480 credits (since Jan 2026; priced for 30 Jun 2026)",
		"?seller=house&model=veo-3&seconds=8&plan.price=30&plan.credits=3000":       "8 s of Veo 3 at House: 480 credits, $4.80 with own plan (since Jan 2026)",
		"?seller=endpoints&model=sora-2-text-to-video&tier=2&resolution=1080p":      "sora-2-text-to-video (1080p, tier 2) at Endpoint API (publisher not named): 15 credits (undated)",
		"?seller=openai-api&model=sora-2&seconds=8&resolution=720p&asOf=2026-06-01": "8 s of Sora 2 (720p) at OpenAI API: ≈ $0.80 (known as of 1 Jun 2026, ends 24 Sep 2026; priced for 1 Jun 2026)",
		"?seller=minimax-api&model=hailuo-02&seconds=10&resolution=768p":            "10 s of Hailuo-02 (768p) at MiniMax API: ≈ $0.45 (known as of Jan 2026, stale)",
		"":                                       "Reelrate calculator",
		"#house":                                 "Reelrate calculator",
		"?seller=house&model=veo-3&seconds=0":    "Reelrate calculator",
		"?seller=house&seller=house&model=veo-3": "Reelrate calculator",
		"?credits=50&plan.price=30&plan.credits=10": "Reelrate calculator",
		"?utm_source=feed":                          "Reelrate calculator",
		// The table that a link was made with is no member of the shot.
		"?seller=house&model=veo-3&seconds=8&table=2026-01-01": "8 s of Veo 3 at House: 480 credits (since Jan 2026)",
		"?table=2026-01-01":                         "Reelrate calculator",
		"embed/?seller=house&model=veo-3&seconds=8": "8 s of Veo 3 at House: 480 credits (since Jan 2026)",
		"models/house/veo-3/":                       "8 s of Veo 3 at House: 480 credits (since Jan 2026)",
		"models/endpoints/sora-2-text-to-video/":    "sora-2-text-to-video (720p, tier 1) at Endpoint API (publisher not named): 5 credits (undated)",
	} {
		e, w := embed(t, "prices.example", "https://prices.example/"+query, "")
		if e.Title != want {
			t.Errorf("%s: got %d %q, want %q", query, w.Code, e.Title, want)
		}
	}
}

// What is embedded is the same shot of the same site, in one frame.
func TestEmbeddingFrame(t *testing.T) {
	for _, test := range []struct{ host, address, source string }{
		{"prices.example", "https://prices.example", "https://prices.example/embed/"},
		{"prices.example", "https://prices.example/", "https://prices.example/embed/"},
		{"prices.example", "https://prices.example/?", "https://prices.example/embed/"},
		{"prices.example", "HTTPS://Prices.Example:443/?model=veo-3#calculator", "https://prices.example/embed/?model=veo-3"},
		{"Prices.example:443", "https://prices.example/?model=veo-3", "https://prices.example/embed/?model=veo-3"},
		{"prices.example:8443", "https://prices.example:8443/", "https://prices.example:8443/embed/"},
		{"localhost:8787", "http://localhost:8787/?seconds=8", "http://localhost:8787/embed/?seconds=8"},
		{"127.0.0.1:8787", "http://127.0.0.1:8787/", "http://127.0.0.1:8787/embed/"},
		{"[::1]:8787", "http://[::1]:8787/", "http://[::1]:8787/embed/"},
		{"prices.example", "https://prices.example/?model=wan%2F2-6-text-to-video&mode=a+b&x=%26%3D%22", "https://prices.example/embed/?model=wan%2F2-6-text-to-video&mode=a+b&x=%26%3D%22"},
		{"prices.example", "https://prices.example/embed/?seller=house&model=veo-3&table=2026-01-01", "https://prices.example/embed/?seller=house&model=veo-3&table=2026-01-01"},
		{"prices.example", "https://prices.example/models/house/veo-3/", "https://prices.example/embed/?seller=house&model=veo-3"},
		{"prices.example", "https://prices.example/models/house/veo-3?utm_source=feed&table=2026-01-01#sources", "https://prices.example/embed/?seller=house&model=veo-3&table=2026-01-01"},
		{"prices.example", "https://prices.example/models/endpoints/wan/2-6-text-to-video/", "https://prices.example/embed/?seller=endpoints&model=wan%2F2-6-text-to-video&resolution=720p&tier=1"},
		{"prices.example", "https://prices.example/models/openai-api/sora-2/", "https://prices.example/embed/?seller=openai-api&model=sora-2&resolution=720p&seconds=4"}, // the shortest of 4, 8 and 12 s
	} {
		e, w := embed(t, test.host, test.address, "")
		if got := framed(e.HTML)["src"]; got != test.source {
			t.Errorf("%s at %s: got %q, want %q (%d)", test.address, test.host, got, test.source, w.Code)
		}
		if want := strings.TrimSuffix(test.source[:strings.Index(test.source, "/embed/")], "/") + "/"; e.ProviderURL != want {
			t.Errorf("%s: provider_url %q, want %q", test.address, e.ProviderURL, want)
		}
	}
	e, _ := embed(t, "prices.example", "https://prices.example/?seller=house&model=veo-3&seconds=8", "")
	for name, want := range map[string]string{
		"title": e.Title, "width": "640", "loading": "lazy", "style": "border:0;max-width:100%",
		"sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox",
	} {
		if got := framed(e.HTML)[name]; got != want {
			t.Errorf("%s=%q, want %q", name, got, want)
		}
	}
	if e.Version != "1.0" || e.Type != "rich" || e.ProviderName != "Reelrate" || e.CacheAge != 60 {
		t.Errorf("%+v", e)
	}
}

// framed is what a browser makes of the HTML of an embedding: the attributes of its
// one frame, nil if there is anything else.
func framed(embedding string) map[string]string {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(embedding), body)
	if err != nil || len(nodes) != 1 || nodes[0].Data != "iframe" || nodes[0].FirstChild != nil {
		return nil
	}
	attributes := map[string]string{}
	for _, a := range nodes[0].Attr {
		attributes[a.Key] = a.Val
	}
	return attributes
}

// Nothing that anybody writes into an address gets out of the frame's attributes.
func TestEmbeddingEscapes(t *testing.T) {
	const written = "height loading sandbox src style title width"
	names := func(embedding string) string { return strings.Join(slices.Sorted(maps.Keys(framed(embedding))), " ") }
	for _, query := range []string{
		`?model="><script>alert(1)</script>`,
		`?"onload="alert(1)=x`,
		`?a='%22%3E%3Cimg src=x onerror=alert(1)%3E`,
		"?a=%00%0A%FF",
		`?seller=house&model=veo-3&seconds=8&x=</iframe>`,
		"?javascript:alert(1)",
	} {
		e, w := embed(t, "prices.example", "https://prices.example/"+query, "")
		if w.Code != http.StatusOK || names(e.HTML) != written {
			t.Errorf("%s: %d %s", query, w.Code, e.HTML)
		}
		source, err := url.Parse(framed(e.HTML)["src"])
		if err != nil || source.Host != "prices.example" || source.Path != "/embed/" {
			t.Errorf("%s: leads to %s (%v)", query, source, err)
		}
	}
	// A host that can be sent and not be a host is refused or escaped.
	e, w := embed(t, `a"b'c&d.example`, `https://a"b'c&d.example/`, "")
	if w.Code == http.StatusOK && names(e.HTML) != written {
		t.Errorf("%d %s", w.Code, e.HTML)
	}
}

// problemOf is the code of a problem and the field at fault.
func problemOf(t *testing.T, w *httptest.ResponseRecorder) (code, field string) {
	t.Helper()
	var p problem
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || len(p.Errors) != 1 {
		t.Fatalf("%v\n%s", err, w.Body)
	}
	return string(p.Code), p.Errors[0].Pointer
}

// An address of somebody else is never put into a page under our name.
func TestOnlyThisSiteIsEmbedded(t *testing.T) {
	for _, address := range []string{
		"https://other.example/", "https://prices.example.other.example/", "https://other.example/?https://prices.example/",
		"http://prices.example/", "https://prices.example:8443/", "https://user@prices.example/", "https://user:word@prices.example/",
		"//prices.example/", "/", "?seller=house", "prices.example", "https:prices.example/", "javascript:alert(1)", "data:text/html,x",
		"https://prices.example/docs/api", "https://prices.example/models/", "https://prices.example/models/house/", "https://prices.example/models/house/veo-9/",
		"https://prices.example/models/nobody/veo-3/", "https://prices.example/modelsx/house/veo-3/", "https://prices.example/v1/quote?seller=house", "https://prices.example//",
		"https://prices.example/..", "https://prices.example/%2e", "https://prices.example\\@other.example/", "https://prices.example/\n", "https://prices.example/%zz", "%",
		"https://prices.example/?a=%zz", "https://prices.example/?a;b", "https://prices.example/?" + strings.Repeat("a&", 65),
	} {
		_, w := embed(t, "prices.example", address, "")
		if code, field := problemOf(t, w); w.Code != http.StatusNotFound || code != "not_embeddable" || field != "/url" {
			t.Errorf("%s: got %d %s %s", address, w.Code, code, field)
		}
	}
	// What a proxy or anybody else claims does not change the address.
	h := New(frozen.Table(), day, receipt.Keys{})
	r := httptest.NewRequest("GET", "/oembed?url=http%3A%2F%2Fprices.example%2F", nil)
	r.Host = "prices.example"
	r.Header.Set("X-Forwarded-Proto", "http")
	r.Header.Set("X-Forwarded-Host", "prices.example")
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusNotFound {
		t.Errorf("by X-Forwarded-Proto: %d", w.Code)
	}
}

// In a Worker the public address is the URL; there may be no Host.
func TestEmbeddingInAWorker(t *testing.T) {
	target, err := url.Parse("https://prices.example/oembed?url=https%3A%2F%2Fprices.example%2F")
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, &http.Request{Method: "GET", URL: target, Header: http.Header{}})
	if got := at(t, w.Body.Bytes(), "provider_url"); w.Code != http.StatusOK || got != "https://prices.example/" {
		t.Errorf("got %d %v", w.Code, got)
	}
}

func TestEmbeddingFitsItsPlace(t *testing.T) {
	for more, want := range map[string][2]int64{
		"":                                    {embedWidth, embedHeight},
		"&maxwidth=320":                       {320, embedHeight},
		"&maxheight=200":                      {embedWidth, 200},
		"&maxwidth=1&maxheight=1":             {1, 1},
		"&maxwidth=999999999&maxheight=10000": {embedWidth, embedHeight},
		"&maxwidth=500&format=json&dnt=1&dnt=2&empty=": {500, embedHeight},
	} {
		e, w := embed(t, "prices.example", "https://prices.example/", more)
		if e.Width != want[0] || e.Height != want[1] {
			t.Errorf("%s: got %d %d×%d, want %v", more, w.Code, e.Width, e.Height, want)
		}
	}
}

func TestEmbeddingRefusals(t *testing.T) {
	const ours = "url=https%3A%2F%2Fprices.example%2F"
	for query, want := range map[string]struct {
		status      int
		code, field string
	}{
		"":                              {400, "invalid_query", "/url"},
		"url=":                          {400, "invalid_query", "/url"},
		"maxwidth=300":                  {400, "invalid_query", "/url"},
		ours + "&" + ours:               {400, "invalid_query", "/url"},
		ours + "&maxwidth=0":            {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=-1":           {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=1.5":          {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=1e3":          {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=640px":        {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=":             {400, "invalid_query", "/maxwidth"},
		ours + "&maxwidth=1&maxwidth=1": {400, "invalid_query", "/maxwidth"},
		ours + "&maxheight=1000000000":  {400, "invalid_query", "/maxheight"},
		ours + "&maxheight=٣":           {400, "invalid_query", "/maxheight"},
		ours + "&format=xml":            {501, "format_not_supported", "/format"},
		"url=https%3A%2F%2Fx%2F":        {404, "not_embeddable", "/url"},
	} {
		r := httptest.NewRequest("GET", "/oembed?"+query, nil)
		r.Host = "prices.example"
		w := httptest.NewRecorder()
		New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
		if err := spec().check(r, w); err != nil {
			t.Errorf("%s: %v", query, err)
		}
		code, field := problemOf(t, w)
		if w.Code != want.status || code != want.code || field != want.field || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: got %d %s %s, %s", query, w.Code, code, field, w.Header().Get("Cache-Control"))
		}
	}
}

// The title changes with what it says: a price of 1 June is stale from 31 August,
// 91 days later.
func TestEmbeddingCaching(t *testing.T) {
	const target = "https://prices.example/oembed?url=https%3A%2F%2Fprices.example%2F%3Fseller%3Drunway-api%26model%3Dgen-4%26seconds%3D8"
	midnight := time.Date(2026, 8, 31, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		now          time.Time
		more, policy string
		age          float64
	}{
		{midnight.Add(-time.Hour), "", "public, max-age=60", 60},
		{midnight.Add(-10 * time.Second), "", "public, max-age=9", 9},
		{midnight.Add(-10 * time.Second), "%26asOf%3D2026-07-01", "public, max-age=300", 300},
		{midnight.Add(-10 * time.Second), "%26asOf%3D1970-01-01", "public, max-age=9", 9}, // no price, no date in the title
	} {
		w := request(test.now, "GET", target+test.more)
		if got, age := w.Header().Get("Cache-Control"), at(t, w.Body.Bytes(), "cache_age"); got != test.policy || age != test.age {
			t.Errorf("%s %s: %s, cache_age %v", test.now, test.more, got, age)
		}
	}
	first := request(midnight.Add(-time.Hour), "GET", target)
	tag := first.Header().Get("ETag")
	if w := request(midnight.Add(-2*time.Hour), "GET", target, "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("the same day: %d", w.Code)
	}
	if w := request(midnight, "GET", target, "If-None-Match", tag); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "(known as of 1 Jun 2026, stale)") {
		t.Errorf("the next day: %d %s", w.Code, w.Body)
	}
	if w := request(midnight.Add(-time.Hour), "HEAD", target); w.Code != http.StatusOK || w.Header().Get("ETag") != tag || w.Body.Len() > 0 {
		t.Errorf("HEAD: %d %s", w.Code, w.Header().Get("ETag"))
	}
}
