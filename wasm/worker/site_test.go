//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"

func testSite(t *testing.T) *site {
	t.Helper()
	file := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), ModTime: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)}
	}
	s, err := newSite(fstest.MapFS{
		"index.html":            file("home"),
		"404.html":              file("missing"),
		"docs/index.html":       file("docs"),
		"about.html":            file("about"),
		"assets/engine.wasm":    file("\x00asm engine"),
		"assets/engine.wasm.br": file("br"),
		"assets/engine.wasm.gz": file("gz"),
		"assets/page.css":       file("css"),
		"assets/page.css.gz":    file("gz"),
		"_headers":              file("/*\n  Content-Security-Policy: " + policy + "\n\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"),
		".secret":               file("secret"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func fetch(s http.Handler, method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestSite(t *testing.T) {
	s := testSite(t)
	for _, test := range []struct {
		name, target, accept string
		status               int
		body, kind, encoding string
	}{
		{"home", "/", "", 200, "home", "text/html; charset=utf-8", ""},
		{"a folder", "/docs/", "", 200, "docs", "text/html; charset=utf-8", ""},
		{"a page without its ending", "/about", "", 200, "about", "text/html; charset=utf-8", ""},
		{"a program", "/assets/engine.wasm", "", 200, "\x00asm engine", "application/wasm", ""},
		{"as brotli", "/assets/engine.wasm", "gzip, deflate, br", 200, "br", "application/wasm", "br"},
		{"as gzip", "/assets/engine.wasm", "gzip", 200, "gz", "application/wasm", "gzip"},
		{"brotli refused", "/assets/engine.wasm", "br;q=0, gzip;q=0.5", 200, "gz", "application/wasm", "gzip"},
		{"no brotli there", "/assets/page.css", "br, gzip", 200, "gz", "text/css; charset=utf-8", "gzip"},
		{"nothing compressed there", "/", "br, gzip", 200, "home", "text/html; charset=utf-8", ""},
		{"missing", "/nosuch", "", 404, "missing", "text/html; charset=utf-8", ""},
		{"the host's own file", "/_headers", "", 404, "missing", "text/html; charset=utf-8", ""},
		{"a hidden file", "/.secret", "", 404, "missing", "text/html; charset=utf-8", ""},
		{"above the folder", "/../site.go", "", 404, "missing", "text/html; charset=utf-8", ""},
		{"a file is no folder", "/about/", "", 404, "missing", "text/html; charset=utf-8", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := fetch(s, "GET", test.target, "Accept-Encoding", test.accept)
			if w.Code != test.status || w.Body.String() != test.body {
				t.Errorf("got %d %q, want %d %q", w.Code, w.Body, test.status, test.body)
			}
			if got := w.Header().Get("Content-Type"); got != test.kind {
				t.Errorf("Content-Type %q, want %q", got, test.kind)
			}
			if got := w.Header().Get("Content-Encoding"); got != test.encoding {
				t.Errorf("Content-Encoding %q, want %q", got, test.encoding)
			}
			if got := w.Header().Get("Content-Security-Policy"); got != policy {
				t.Errorf("Content-Security-Policy %q", got)
			}
			head := fetch(s, "HEAD", test.target, "Accept-Encoding", test.accept)
			if head.Code != w.Code || head.Body.Len() != 0 {
				t.Errorf("HEAD: %d with %d bytes", head.Code, head.Body.Len())
			}
		})
	}
}

func TestSiteKeepsHashedFiles(t *testing.T) {
	s := testSite(t)
	if got := fetch(s, "GET", "/assets/page.css").Header().Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("an asset: %q", got)
	}
	if got := fetch(s, "GET", "/").Header().Get("Cache-Control"); got != "public, max-age=0, must-revalidate" {
		t.Errorf("the home page: %q", got)
	}
	if got := fetch(s, "GET", "/assets/nosuch.css").Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("a missing asset: %q, want it asked for again", got)
	}
}

func TestSiteRevalidates(t *testing.T) {
	w := fetch(testSite(t), "GET", "/assets/engine.wasm", "Accept-Encoding", "br", "If-Modified-Since", "Wed, 01 Jul 2026 00:00:00 GMT")
	if w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("got %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestSiteRedirectsToFolder(t *testing.T) {
	w := fetch(testSite(t), "GET", "/docs?lang=en")
	if w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != "/docs/?lang=en" {
		t.Errorf("got %d to %s", w.Code, w.Header().Get("Location"))
	}
}

func TestSiteIsReadOnly(t *testing.T) {
	w := fetch(testSite(t), "POST", "/")
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("got %d, Allow %s", w.Code, w.Header().Get("Allow"))
	}
}

func TestSiteNeedsItsFiles(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no page":    {"_headers": {Data: []byte("/*\n  A: b\n")}},
		"no headers": {"index.html": {}},
		"bad header": {"index.html": {}, "_headers": {Data: []byte("/*\n  nonsense\n")}},
	} {
		if _, err := newSite(files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The link for oEmbed describes the shot of the address, whatever stands in it.
func TestSharedPage(t *testing.T) {
	const link = `<link rel="alternate" type="application/json+oembed" href="https://p.example/oembed?url=https%3A%2F%2Fp.example%2F`
	page := &fstest.MapFile{Data: []byte("<!doctype html>" + link + `" title="x"><p>"`)}
	s, err := newSite(fstest.MapFS{"index.html": page, "embed/index.html": page, "plans.html": page, "404.html": page, "_headers": {Data: []byte("/*\n  A: b\n")}})
	if err != nil {
		t.Fatal(err)
	}
	const rest = "%3Fmodel%3Dveo-3%26x%3D%2522%26y%3D%3C%22%3E"
	for target, want := range map[string]string{
		"/":                                "",
		"/?model=veo-3&x=%22&y=<\">":       rest,
		"/embed/?model=veo-3&x=%22&y=<\">": rest,
		"/plans?model=veo-3":               "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got, want := w.Body.String(), "<!doctype html>"+link+want+`" title="x"><p>"`; w.Code != 200 || got != want {
			t.Errorf("%s: %d %s, want %s", target, w.Code, got, want)
		}
		if got := w.Header().Get("Cache-Control"); got != "public, max-age=0, must-revalidate" {
			t.Errorf("%s: Cache-Control %q", target, got)
		}
	}
}

// A file is known by its content, however old it is and however it is sent.
func TestTagsOfFiles(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	s, err := newSite(fstest.MapFS{
		"index.html": file("home"), "table.json": file("one"), "table.json.gz": file("gz"), "more.json": file("more"),
		"_headers": file("/*\n  X: y\n"), "manifest.json": file(`{"table.json":{"path":"/table.json","bytes":3,"sha256":"ab12"}}`)})
	if err != nil {
		t.Fatal(err)
	}
	for _, accept := range []string{"", "gzip"} {
		if got := fetch(s, "GET", "/table.json", "Accept-Encoding", accept).Header().Get("ETag"); got != `W/"ab12"` {
			t.Errorf("%q: tag %s", accept, got)
		}
		if w := fetch(s, "GET", "/table.json", "Accept-Encoding", accept, "If-None-Match", `W/"ab12"`); w.Code != http.StatusNotModified {
			t.Errorf("%q: the same file has status %d", accept, w.Code)
		}
		if w := fetch(s, "GET", "/table.json", "Accept-Encoding", accept, "If-None-Match", `W/"cd"`); w.Code != http.StatusOK {
			t.Errorf("%q: another file has status %d", accept, w.Code)
		}
	}
	if got := fetch(s, "GET", "/more.json").Header().Get("ETag"); got != "" {
		t.Errorf("a file that the manifest does not know has tag %s", got)
	}
}
