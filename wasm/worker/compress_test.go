//go:build !js

package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestCompressed(t *testing.T) {
	const target = "/v1/quote?seller=house&model=veo-3&seconds=8&asOf=2026-07-01"
	api := testAPI(t)
	plain := fetch(api, "GET", target)
	packed := fetch(api, "GET", target, "Accept-Encoding", "gzip, br")
	if plain.Header().Get("Content-Encoding") != "" || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("plain %v, packed %v", plain.Header(), packed.Header())
	}
	reader, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(reader); err != nil || string(unpacked) != plain.Body.String() {
		t.Errorf("other bytes: %v", err)
	}
	if vary := strings.Join(packed.Header().Values("Vary"), ", "); !strings.Contains(vary, "Accept-Encoding") || !strings.HasSuffix(vary, "Accept") {
		t.Errorf("Vary: %s", vary)
	}

	// The two are different bytes, so each has a tag of its own, and each tag
	// is confirmed as it was given.
	tags := map[string]string{"plain": plain.Header().Get("ETag"), "packed": packed.Header().Get("ETag")}
	if tags["packed"] != strings.TrimSuffix(tags["plain"], `"`)+`-gzip"` {
		t.Errorf("tags %v", tags)
	}
	for name, tag := range tags {
		w := fetch(api, "GET", target, "Accept-Encoding", "gzip", "If-None-Match", `"other", `+tag)
		if w.Code != http.StatusNotModified || w.Header().Get("ETag") != tag || w.Body.Len() > 0 {
			t.Errorf("%s: got %d, ETag %s, want 304 with %s", name, w.Code, w.Header().Get("ETag"), tag)
		}
	}
	if w := fetch(api, "GET", "/healthz", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("a short answer was compressed")
	}
}
