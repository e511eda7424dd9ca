//go:build !js

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// site serves a folder of built files the way the static host at the edge does:
// "/" and "/folder/" are index.html, "/page" is page.html, what is missing is
// 404.html, and the headers of _headers go with everything.
//
// Where the build left file.br or file.gz beside a file, a client that takes
// that encoding gets it.
type site struct {
	files   fs.FS
	headers []rule
	hashes  map[string]string // SHA-256 of a file's content, by path, from the manifest that the build left
}

// asked is how long a page may be kept, as at the edge: kept, but asked about each time.
const asked = "public, max-age=0, must-revalidate"

func newSite(files fs.FS) (*site, error) {
	if _, err := fs.Stat(files, "index.html"); err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(files, "_headers")
	if err != nil {
		return nil, err
	}
	rules, err := parseHeaders(string(text))
	if err != nil {
		return nil, err
	}
	return &site{files, rules, hashes(files)}, nil
}

// hashes reads the manifest. Without one, files have their time alone to tell that
// they are the same.
func hashes(files fs.FS) map[string]string {
	var entries map[string]struct{ Path, SHA256 string }
	text, err := fs.ReadFile(files, "manifest.json")
	if err != nil || json.Unmarshal(text, &entries) != nil {
		return nil
	}
	out := map[string]string{}
	for _, e := range entries {
		out[strings.TrimPrefix(e.Path, "/")] = e.SHA256
	}
	return out
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	apply(s.headers, r.URL.Path, w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this page can only be read", http.StatusMethodNotAllowed)
		return
	}
	name, found := s.find(r.URL.Path)
	if !found {
		s.missing(w, r)
		return
	}
	if path.Base(name) == "index.html" && !strings.HasSuffix(r.URL.Path, "/") && path.Base(r.URL.Path) != "index.html" {
		// Relative links of a folder's page need its trailing slash.
		target := *r.URL
		target.Path = path.Dir("/"+name) + "/"
		http.Redirect(w, r, target.RequestURI(), http.StatusPermanentRedirect)
		return
	}
	if s.shared(w, r, name) {
		return
	}
	s.send(w, r, name)
}

// shared answers with a page of a shot that its address describes: its link for
// oEmbed's consumers gets the rest of the address, as at the edge.
func (s *site) shared(w http.ResponseWriter, r *http.Request, name string) bool {
	if r.URL.RawQuery == "" || name != "index.html" && name != "embed/index.html" {
		return false
	}
	page, err := fs.ReadFile(s.files, name)
	_, after, found := bytes.Cut(page, []byte(`type="application/json+oembed" href="`))
	if err != nil || !found {
		return false
	}
	at := len(page) - len(after) + bytes.IndexByte(after, '"')
	rest := url.QueryEscape("?" + r.URL.RawQuery)
	w.Header().Set("Content-Type", mediaType(name))
	w.Header().Set("Cache-Control", asked)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(slices.Concat(page[:at], []byte(rest), page[at:])))
	return true
}

// find returns the file that a URL path means. Names that begin with "_" or "."
// are the host's own and are not served.
func (s *site) find(urlPath string) (name string, found bool) {
	clean := strings.TrimPrefix(path.Clean("/"+urlPath), "/")
	for part := range strings.SplitSeq(clean, "/") {
		if strings.HasPrefix(part, "_") || strings.HasPrefix(part, ".") {
			return "", false
		}
	}
	candidates := []string{clean, clean + ".html", path.Join(clean, "index.html")}
	if clean == "" || strings.HasSuffix(urlPath, "/") {
		candidates = []string{path.Join(clean, "index.html")}
	}
	for _, name := range candidates {
		if info, err := fs.Stat(s.files, name); err == nil && info.Mode().IsRegular() {
			return name, true
		}
	}
	return "", false
}

// send answers with a file, or with its compressed sibling if there is one that
// the client takes. Conditional and range requests are net/http's.
func (s *site) send(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	h.Set("Vary", "Accept-Encoding")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", asked)
	}
	file, encoding := s.open(name, r.Header.Get("Accept-Encoding"))
	if file == nil {
		s.missing(w, r)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	content, seekable := file.(io.ReadSeeker)
	if err != nil || !seekable {
		s.missing(w, r)
		return
	}
	// The hash is of what all encodings have in common, which makes it a weak one.
	if hash := s.hashes[name]; hash != "" {
		h.Set("ETag", `W/"`+hash+`"`)
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	}
	http.ServeContent(w, r, "", info.ModTime(), content)
}

// open prefers the smallest form: brotli, then gzip, then the file itself.
func (s *site) open(name, accepted string) (file fs.File, encoding string) {
	for _, e := range []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}, {"", ""}} {
		if e.name != "" && !accepts(accepted, e.name) {
			continue
		}
		if file, err := s.files.Open(name + e.suffix); err == nil {
			return file, e.name
		}
	}
	return nil, ""
}

// accepts reports whether an Accept-Encoding names encoding and does not refuse
// it with q=0.
func accepts(header, encoding string) bool {
	for offer := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(offer), ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		q, given := strings.CutPrefix(strings.TrimSpace(params), "q=")
		return !given || strings.Trim(q, "0.") != ""
	}
	return false
}

func (s *site) missing(w http.ResponseWriter, r *http.Request) {
	page, err := fs.ReadFile(s.files, "404.html")
	if err != nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType("404.html"))
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(page)))
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		w.Write(page)
	}
}

// mediaTypes are those of the files a site has. The system's own table is not
// asked: it differs from machine to machine, and a browser compiles a program
// while it loads only as application/wasm.
var mediaTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
	".xml":         "application/xml",
}

func mediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
