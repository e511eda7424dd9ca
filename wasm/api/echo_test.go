package api

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// unshown finds a character that a line of text must not have: a control
// character of C0, C1 or DEL, an end of a line or paragraph, one that turns the
// direction of the text, and what is no character.
func unshown(text string) (found string) {
	for _, r := range text {
		switch {
		case r < ' ', 0x7f <= r && r <= 0x9f, r == 0x2028, r == 0x2029, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069,
			r == 0xfeff, r == 0xfffe, r == 0xffff:
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// hostile are values that would start a line, colour a terminal, end an SVG or
// turn the text around.
var hostile = []string{
	"FREE! visit evil.example", "720p\nerror: none", "720p\r\n\r\nX: y", "\x1b[31m\x1b]0;owned\x07", "\x00", "a\x00b", "\x7f", "\u0085\u009b31m",
	"\u2028x\u2029y", "\u202e0001\u202c", "\u2066x\u2069", "\ufeff", "\ufffe\uffff", "<script>&\"'\x0b", "\t", "专业版", "é – “x” × 8",
	"\U000e0001\U0010ffff", "👩‍🎨",
}

// queries ask for prices with a hostile value in one place.
func queries() []string {
	var out []string
	for _, v := range hostile {
		v = url.QueryEscape(v)
		for _, base := range []string{"seller=house&model=veo-3&seconds=8", "seller=endpoints&model=sora-2-text-to-video&tier=1&resolution=720p", "seller=openai-api&model=sora-2&seconds=8"} {
			for _, name := range []string{"seller", "model", "mode", "resolution", "quality", "audio", "seconds", "offer", "asOf", "takes", "plan.price", "show"} {
				given, _ := url.ParseQuery(base)
				given.Del(name)
				out = append(out, given.Encode()+"&"+name+"="+v)
			}
			out = append(out, base+"&"+v+"=1", base+"&plan."+v+"=1", base+"&"+v+"=1&"+v+"=2")
		}
	}
	return out
}

// strangeTable has hostile texts of its own, as no checked table has.
func strangeTable() *pricing.Table {
	one := pricing.Fixed{Coef: 1}
	at := pricing.Fixed{Coef: 1, Exp: -1}
	return &pricing.Table{
		Version: "v\n1\x1b", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 90,
		Sellers: []pricing.Seller{{ID: "house", Name: "Ho\u202euse\n\x1b[31m\x00\ufffe", Owned: true, Currency: pricing.USD, Models: []pricing.Model{
			{ID: "veo-3", Name: "Veo\r\n3\u009b", Medium: "video", ModesMatch: pricing.Any, WholeSeconds: true,
				Rates: []pricing.Rate{{ID: "house/veo-3/a", Unit: pricing.Second, Per: one, Amount: pricing.Range{Min: at, Max: at}}}},
			{ID: "sora-2", Name: "S\u2028o", Medium: "video", ModesMatch: pricing.Any, Unpriced: "no\nprice\x07"},
		}}},
	}
}

func tables() map[string]*pricing.Table {
	return map[string]*pricing.Table{"the table": frozen.Table(), "a strange one": strangeTable()}
}

// get asks as a client does that sends any bytes, so without the checks of httptest.
func get(table *pricing.Table, path, query, accept string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	New(table, day, receipt.Keys{}).ServeHTTP(w, &http.Request{Method: "GET", Host: "prices.example",
		URL: &url.URL{Path: path, RawQuery: query}, Header: http.Header{"Accept": {accept}}})
	return w
}

// A price in plain text is one line, and a refusal is lines that say what each
// is: what a caller wrote begins none and moves no cursor.
func checkText(t *testing.T, table *pricing.Table, query string) {
	t.Helper()
	w := get(table, "/v1/quote", query, "text/plain")
	text := w.Body.String()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if !strings.HasSuffix(text, "\n") || w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%s: %v %q", query, w.Header(), text)
	}
	if w.Code == http.StatusOK && len(lines) != 1 {
		t.Errorf("%s: %d lines: %q", query, len(lines), text)
	}
	for i, line := range lines {
		if found := unshown(line); found != "" {
			t.Errorf("%s: %s in %q", query, found, text)
		}
		begins := regexp.MustCompile(`^(error|no price): `)
		if i > 0 {
			begins = regexp.MustCompile(`^(accepted|priced): `)
		}
		if w.Code != http.StatusOK && !begins.MatchString(line) {
			t.Errorf("%s: line %d of %q", query, i, text)
		}
	}
	if strings.Count(text, "\naccepted: ") > 1 {
		t.Errorf("%s: %q", query, text)
	}
}

// checkPicture reads the badge at the address, if it is one, as a browser does.
func checkPicture(t *testing.T, table *pricing.Table, path, query string) {
	t.Helper()
	w := get(table, path, query, "image/svg+xml")
	if w.Header().Get("Content-Type") != "image/svg+xml" {
		return
	}
	for d := xml.NewDecoder(strings.NewReader(w.Body.String())); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%q?%s: %v in %q", path, query, err, w.Body)
		}
		if text, ok := token.(xml.CharData); ok && unshown(string(text)) != "" {
			t.Errorf("%q?%s: %s in %q", path, query, unshown(string(text)), w.Body)
		}
	}
	if found := unshown(w.Body.String()); found != "" {
		t.Errorf("%q?%s: %s in %q", path, query, found, w.Body)
	}
}

func TestTextShowsWhatItEchoes(t *testing.T) {
	for _, table := range tables() {
		for _, query := range queries() {
			checkText(t, table, query)
		}
	}
}

func TestPicturesShowWhatTheyEcho(t *testing.T) {
	for _, table := range tables() {
		for _, query := range queries() {
			given, _ := url.ParseQuery(query)
			path := "/badge/" + given.Get("seller") + "/" + given.Get("model") + ".svg"
			given.Del("seller")
			given.Del("model")
			checkPicture(t, table, path, given.Encode())
		}
		for _, v := range hostile {
			checkPicture(t, table, "/badge/"+v+"/veo-3.svg", "seconds=8")
			checkPicture(t, table, "/badge/house/"+v+".svg", "seconds=8")
		}
	}
}

// What a person reads of an embedding and of a problem; a pointer, which a
// program reads, stays what was asked.
func TestEmbeddingsAndProblemsShowWhatTheyEcho(t *testing.T) {
	for name, table := range tables() {
		for _, query := range queries() {
			w := get(table, "/oembed", "url="+url.QueryEscape("https://prices.example/?"+query), "*/*")
			var e embedding
			if err := json.Unmarshal(w.Body.Bytes(), &e); err != nil {
				t.Fatalf("%s: %v %s", query, err, w.Body)
			}
			if found := unshown(e.Title) + unshown(e.HTML); found != "" {
				t.Errorf("%s, %s: %s in %q", name, query, found, w.Body)
			}
			if w = get(table, "/v1/quote", query, "application/json"); w.Code == http.StatusOK {
				continue
			}
			var p problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatalf("%s: %v %s", query, err, w.Body)
			}
			said := p.Detail
			for _, e := range p.Errors {
				said += e.Detail
			}
			if found := unshown(said); found != "" {
				t.Errorf("%s, %s: %s in %q", name, query, found, w.Body)
			}
		}
	}
	w := get(frozen.Table(), "/v1/quote", "seller=house&model=veo-3&colo%1Bur=red", "*/*")
	if code, pointer := problemOf(t, w); code != "unknown_field" || pointer != "/colo\x1bur" {
		t.Errorf("%s at %q", code, pointer)
	}
}

func FuzzText(f *testing.F) {
	for _, query := range queries()[:40] {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, table := range tables() {
			checkText(t, table, query)
		}
	})
}

func FuzzPicture(f *testing.F) {
	for _, query := range queries()[:40] {
		f.Add("house", "veo-3", query)
	}
	for _, v := range hostile {
		f.Add(v, v, "seconds=8")
	}
	f.Fuzz(func(t *testing.T, seller, model, query string) {
		for _, table := range tables() {
			checkPicture(t, table, "/badge/"+seller+"/"+model+".svg", query)
		}
	})
}
