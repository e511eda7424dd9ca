//go:build !js

package main

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func TestPublished(t *testing.T) {
	earlier := strings.Repeat("0af9", 16)
	files := maps.Clone(testSite(t).files.(fstest.MapFS))
	files["v1/rates/"+earlier+".json"] = &fstest.MapFile{Data: []byte("an earlier table")}
	files["v1/rates/notes.json"] = &fstest.MapFile{Data: []byte("no table")}
	pages, err := newSite(files)
	if err != nil {
		t.Fatal(err)
	}
	both := mount(testAPI(t), pages)
	for _, test := range []struct {
		name, method, target string
		status               int
		body, kind           string
	}{
		{"an earlier one", "GET", "/v1/rates/sha256:" + earlier, 200, "an earlier table", "application/json"},
		{"escaped", "GET", "/v1/rates/sha256%3A" + earlier, 200, "an earlier table", "application/json"},
		{"its headers", "HEAD", "/v1/rates/sha256:" + earlier, 200, "", "application/json"},
		{"the one in force", "GET", "/v1/rates/" + frozen.Table().Digest, 200, frozen.Table().Canonical, "application/json"},
		{"none", "GET", "/v1/rates/sha256:" + strings.Repeat("0", 64), 404, "unknown_table", "application/problem+json"},
		{"no digest", "GET", "/v1/rates/sha256:notes", 404, "unknown_table", "application/problem+json"},
		{"in capitals", "GET", "/v1/rates/sha256:" + strings.ToUpper(earlier), 404, "unknown_table", "application/problem+json"},
		{"the file itself", "GET", "/v1/rates/" + earlier + ".json", 404, "unknown_table", "application/problem+json"},
		{"written to", "POST", "/v1/rates/sha256:" + earlier, 405, "method_not_allowed", "application/problem+json"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := fetch(both, test.method, test.target)
			if w.Code != test.status || w.Header().Get("Content-Type") != test.kind || !strings.Contains(w.Body.String(), test.body) {
				t.Fatalf("got %d %s %.200s", w.Code, w.Header().Get("Content-Type"), w.Body)
			}
			kept := "public, max-age=31536000, immutable"
			if test.status != 200 {
				kept = "no-store"
			}
			if h := w.Header(); h.Get("Cache-Control") != kept || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("headers %v", h)
			}
		})
	}
	first := fetch(both, "GET", "/v1/rates/sha256:"+earlier)
	again := fetch(both, "GET", "/v1/rates/sha256:"+earlier, "If-None-Match", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("asked again: %d with %d bytes", again.Code, again.Body.Len())
	}
}
