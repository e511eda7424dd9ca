package api

import (
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// linesOf reads a picture as a browser does: its title and the lines on it. Its
// elements and attributes have to be among those that need no script, style
// sheet or other file.
func linesOf(t *testing.T, picture string) (title string, lines []string) {
	t.Helper()
	allowed := map[string]string{"svg": " width height role xmlns ", "title": "", "desc": "", "g": " fill font-family font-size ",
		"rect": " width height rx fill ", "path": " d fill ", "text": " x y textLength "}
	d, inside := xml.NewDecoder(strings.NewReader(picture)), ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			return title, lines
		}
		if err != nil {
			t.Fatalf("%v in %s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inside = token.Name.Local
			names, ok := allowed[inside]
			for _, attribute := range token.Attr {
				ok = ok && strings.Contains(names, " "+attribute.Name.Local+" ")
			}
			if !ok {
				t.Errorf("<%s> with %v", inside, token.Attr)
			}
		case xml.CharData:
			switch inside {
			case "title":
				title += string(token)
			case "text":
				lines = append(lines, string(token))
			}
		case xml.ProcInst, xml.Directive, xml.Comment:
			t.Errorf("%v", token)
		}
	}
}

// The prices are worked out by hand: 8 s × 60 credits, × $179 ÷ 5000 = $17.184;
// 40 × 3 of them $2062.08; tier 2 in 1080p for 15; 8 × about $0.10.
func TestBadge(t *testing.T) {
	for query, want := range map[string]string{
		"house/veo-3.svg?seconds=8":                                              "8 s of Veo 3 at House|480 credits|since Jan 2026",
		"house/veo-3.svg?seconds=8&offer=agency":                                 "8 s of Veo 3 at House|480 credits, $17.18 with Agency|since Jan 2026",
		"house/veo-3.svg?seconds=8&offer=agency&show=credits":                    "8 s of Veo 3 at House|480 credits|since Jan 2026",
		"house/veo-3.svg?seconds=8&offer=agency&show=dollars":                    "8 s of Veo 3 at House|$17.18 with Agency|since Jan 2026",
		"house/veo-3.svg?seconds=8&offer=agency&show=per-second-dollars":         "8 s of Veo 3 at House|$2.15 with Agency a second|since Jan 2026",
		"house/veo-3.svg?seconds=8&show=credits&count=40&takes=3":                "8 s of Veo 3 at House|480 credits|since Jan 2026",
		"house/veo-3.svg?seconds=8&offer=agency&count=40&takes=3":                "120 × 8 s of Veo 3 at House|57600 credits, $2062.08 with Agency|since Jan 2026",
		"house/veo-3.svg?seconds=8&asOf=2026-06-30":                              "8 s of Veo 3 at House|480 credits|since Jan 2026; priced for 30 Jun 2026",
		"house/veo-3.svg?seconds=8&plan.price=30&plan.credits=3000&show=dollars": "8 s of Veo 3 at House|$4.80 with own plan|since Jan 2026",
		"endpoints/wan/2-6-text-to-video.svg?resolution=720p&tier=2":             "wan/2-6-text-to-video (720p, tier 2) at Endpoint API (publisher not named)|60 credits|undated",
		"openai-api/sora-2.svg?seconds=8&resolution=720p":                        "8 s of Sora 2 (720p) at OpenAI API|≈ $0.80|known as of 1 Jun 2026, ends 24 Sep 2026",
		"endpoints/sora-2-text-to-video.svg?tier=2&resolution=1080p":             "sora-2-text-to-video (1080p, tier 2) at Endpoint API (publisher not named)|15 credits|undated",
	} {
		w := ask(t, "GET", "/badge/"+query, "", "")
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", query, w.Code, w.Body)
			continue
		}
		title, lines := linesOf(t, w.Body.String())
		parts := strings.Split(want, "|")
		if got := strings.Join(lines, "|"); got != want || title != parts[0]+": "+parts[1]+", "+parts[2] {
			t.Errorf("%s: got %s, %s", query, got, title)
		}
		for name, want := range map[string]string{
			"Content-Type": "image/svg+xml", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'",
			"Cross-Origin-Resource-Policy": "cross-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s: %s", query, name, got)
			}
		}
	}
}

// What has no price is a picture that says so, but to who asks for something else.
func TestRefusedBadge(t *testing.T) {
	for _, c := range []struct {
		query  string
		status int
		says   string
	}{
		{"house/veo-3.svg?seconds=0", 422, `"0" is not accepted`},
		{"house/veo-9.svg?seconds=8", 404, `House has no model "veo-9"`},
		{"nobody/veo-3.svg", 404, `there is no seller "nobody"`},
		{"house/veo-3.svg?seconds=8&show=euros", 422, `"euros" is no figure of a quote`},
		{"house/veo-3.svg?seconds=8&show=dollars", 422, "the quote has no dollars: no offer was given, and the price of a credit depends on it"},
		{"house/veo-3.svg?seconds=8&show=", 400, "this parameter has no value"},
		{"house/veo-3.svg?show=credits&show=credits", 400, "this parameter is given more than once"},
		{"house/veo-3.svg?model=veo-3", 400, "the path already names the model"},
		{"house/veo-3.svg?colour=red", 400, `there is no member "colour"`},
		{"house/%3Cscript%3E&%22.svg", 404, `House has no model "<script>&\""`},
		{"house/" + strings.Repeat("x", 150) + ".svg", 404, `House has no model "` + strings.Repeat("x", 60) + `…"`},
		{"endpoints/sora-2-text-to-video.svg?resolution=720p&seconds=8", 422, "the source does not publish how long a clip of sora-2-text-to-video is, so it cannot be pr…"},
	} {
		w := ask(t, "GET", "/badge/"+c.query, "", "")
		_, lines := linesOf(t, w.Body.String())
		if got := strings.Join(lines, "|"); w.Code != c.status || got != "no price|"+c.says || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
			t.Errorf("%s: got %d %s %v", c.query, w.Code, got, w.Header())
		}
	}
	for _, path := range []string{"house/veo-3", "house/.svg", "house/veo-3.svg/"} {
		if w := ask(t, "GET", "/badge/"+path, "", ""); w.Code != 404 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for accept, kind := range map[string]string{
		"image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8": "image/svg+xml", // Chromium's <img>
		"application/json": "application/problem+json", "text/plain": "text/plain; charset=utf-8",
	} {
		r := httptest.NewRequest("GET", "/badge/house/veo-9.svg", nil)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		New(frozen.Table(), day, receipt.Keys{}).ServeHTTP(w, r)
		if err := spec().check(r, w); err != nil || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s: %v, %s", accept, err, w.Header().Get("Content-Type"))
		}
	}
}

// A badge is kept like the quote that it shows, and changes only with what it says:
// a price of 1 June is stale from 31 August, 91 days later.
func TestBadgeIsKept(t *testing.T) {
	now := time.Date(2026, 8, 30, 23, 59, 50, 0, time.UTC)
	const target = "/badge/runway-api/gen-4.svg?seconds=8"
	w := request(now, "GET", target)
	tag := w.Header().Get("ETag")
	if tag == "" || w.Header().Get("Cache-Control") != "public, max-age=9" {
		t.Errorf("%v", w.Header())
	}
	if w := request(now, "GET", target, "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("the same day: %d", w.Code)
	}
	if w := request(now.Add(10*time.Second), "GET", target, "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("the next day: %d", w.Code)
	}
	if w := request(now, "HEAD", target); w.Code != http.StatusOK || w.Header().Get("ETag") != tag || w.Body.Len() > 0 {
		t.Errorf("HEAD: %d", w.Code)
	}
	if w := request(now, "GET", target+"&asOf=2026-08-30"); w.Header().Get("Cache-Control") != "public, max-age=300" {
		t.Errorf("dated: %v", w.Header())
	}
}
