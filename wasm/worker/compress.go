//go:build !js

package main

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// encoded ends the entity tag of an answer in gzip: it is other bytes, so it
// needs another strong tag.
const encoded = "-gzip"

// compressed gives the API's longer answers in gzip to clients that take it, as
// the edge does. The site's files are compressed when they are built.
func compressed(h http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.SuffixETag(encoded), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // the options above are all there are
	}
	return wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tags := strings.Join(r.Header.Values("If-None-Match"), ",")
		if strings.Contains(tags, encoded+`"`) {
			r.Header.Set("If-None-Match", strings.ReplaceAll(tags, encoded+`"`, `"`))
			w = &confirming{w}
		}
		h.ServeHTTP(w, r)
	}))
}

// confirming answers who asks about the compressed bytes with their tag.
type confirming struct{ http.ResponseWriter }

func (c *confirming) WriteHeader(status int) {
	if tag := c.Header().Get("ETag"); status == http.StatusNotModified {
		c.Header().Set("ETag", strings.TrimSuffix(tag, `"`)+encoded+`"`)
	}
	c.ResponseWriter.WriteHeader(status)
}
