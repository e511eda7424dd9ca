//go:build !js

package main

import (
	"io/fs"
	"net/http"
	"strings"
)

// published answers with the tables that the site keeps under their digests, as the
// edge does. The API has the one in force, and the problem for those that are not
// there.
func published(pages *site, quotes http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hex, named := strings.CutPrefix(r.PathValue("digest"), "sha256:")
		name := "v1/rates/" + hex + ".json"
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		if _, err := fs.Stat(pages.files, name); err != nil || !named || !reads || !isHex(hex) {
			quotes.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag")
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("ETag", `W/"`+hex+`"`) // the compressed form has it, too
		pages.send(w, r, name)
	})
}

func isHex(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }
