package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// policy is what every page may do; who may frame it is added. The pages load
// nothing from elsewhere and hold no inline script or style, so the policy
// forbids both; "wasm-unsafe-eval" lets the engine be compiled and nothing else.
//
// us is 'self', or more where that means nothing.
func policy(us, ancestors string) string {
	return fmt.Sprintf("default-src 'none'; script-src %[1]s 'wasm-unsafe-eval'; style-src %[1]s; img-src %[1]s; connect-src %[1]s; form-action 'self'; base-uri 'none'; frame-ancestors %[2]s", us, ancestors)
}

// headers is the _headers file of a static host.
//
// Only the embedded calculator may be framed, by anybody. "!" takes the policy of
// the first rule away, as a browser obeys all the policies that it gets. In a
// sandboxed frame a page has no origin, so its script and engine are fetched as
// from elsewhere, which the assets have to allow. A host that isolates itself
// takes only frames that have an embedder policy too. And as WebKit takes 'self'
// for the page's origin, which such a frame has not, its policy names the site's,
// where that is known.
func headers(origin string) string {
	return `/*
  Content-Security-Policy: ` + policy("'self'", "'none'") + `
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff

/embed/*
  ! Content-Security-Policy
  Content-Security-Policy: ` + policy(strings.TrimSpace("'self' "+origin), "*") + `
  Cross-Origin-Embedder-Policy: require-corp
  Cross-Origin-Resource-Policy: cross-origin

/assets/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Cache-Control: ` + forever + `

/v1/rates/*
  Access-Control-Allow-Origin: *
  Cache-Control: ` + forever + `

/openapi.json
  Access-Control-Allow-Origin: *
`
}

// forever is how long a file may be kept whose address says what is in it.
const forever = "public, max-age=31536000, immutable"

// publish writes the files, each text and the engine also precompressed, the
// host's headers and a manifest. Files of an earlier build that are no longer
// part of the site are removed; others in the folder are left alone.
func publish(out string, files []file, headers string) error {
	listed, err := manifest(files)
	if err != nil {
		return err
	}
	files = append(files, file{"_headers", []byte(headers)}, file{manifestName, listed})
	files = append(files, compressed(files)...)

	previous := earlier(out)
	if err := write(out, files); err != nil {
		return err
	}
	for _, f := range files {
		previous = slices.DeleteFunc(previous, func(p string) bool { return p == f.path })
	}
	for _, p := range previous {
		for _, suffix := range []string{"", ".br", ".gz"} {
			if err := os.Remove(filepath.Join(out, filepath.FromSlash(p)+suffix)); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
	}
	return nil
}

// write puts files into a folder.
func write(folder string, files []file) error {
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

const manifestName = "manifest.json"

// entry is a file of the site in the manifest, which names it without its hash.
type entry struct {
	Path   string `json:"path"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func manifest(files []file) ([]byte, error) {
	entries := map[string]entry{}
	for _, f := range files {
		sum := sha256.Sum256(f.content)
		entries[logical(f.path)] = entry{"/" + f.path, len(f.content), hex.EncodeToString(sum[:])}
	}
	text, err := json.MarshalIndent(entries, "", "  ") // keys sorted
	return append(text, '\n'), err
}

// logical takes the hash out of an asset's name: assets/main-ABCD1234.js is
// main.js to whoever looks it up.
func logical(name string) string {
	rest, isAsset := strings.CutPrefix(name, "assets/")
	if !isAsset {
		return name
	}
	ext := path.Ext(rest)
	stem := strings.TrimSuffix(rest, ext)
	if dash := strings.LastIndexByte(stem, '-'); dash > 0 && stem[:dash] != "chunk" { // of chunks there are several
		stem = stem[:dash]
	}
	return stem + ext
}

// earlier lists the files that the manifest in out names.
func earlier(out string) []string {
	var entries map[string]entry
	text, err := os.ReadFile(filepath.Join(out, manifestName))
	if err != nil || json.Unmarshal(text, &entries) != nil {
		return nil // no earlier build
	}
	var paths []string
	for _, e := range entries {
		// A manifest from outside must not reach out of the folder.
		if p := strings.TrimPrefix(e.Path, "/"); filepath.IsLocal(filepath.FromSlash(p)) {
			paths = append(paths, p)
		}
	}
	return paths
}

// compressed returns a .br and a .gz for every file that gains by it. The
// engine is by far the largest, so the files are compressed side by side.
func compressed(files []file) []file {
	out := make([]file, 2*len(files))
	var work sync.WaitGroup
	for i, f := range files {
		switch path.Ext(f.path) {
		case ".html", ".css", ".js", ".svg", ".json", ".xml", ".wasm":
			level := brotli.BestCompression
			if len(f.content) > 1<<20 {
				level = largeLevel
			}
			work.Go(func() {
				out[2*i] = file{f.path + ".br", brotlied(f.content, level)}
				out[2*i+1] = file{f.path + ".gz", gzipped(f.content)}
			})
		}
	}
	work.Wait()
	return slices.DeleteFunc(out, func(f file) bool { return f.path == "" })
}

// largeLevel is the brotli level of standard Go's engines. Level 11 makes the
// page's 12 % smaller (789,846 bytes instead of 898,182) and takes 20 times as
// long, which is most of a minute on a busy machine, at each build.
const largeLevel = 9

func brotlied(content []byte, level int) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, level)
	w.Write(content) // a bytes.Buffer: cannot fail
	w.Close()
	return b.Bytes()
}

// gzipped leaves the time of the header unset, as the zero Header does, so that
// the same content is the same file.
func gzipped(content []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // a valid level: cannot fail
	w.Write(content)
	w.Close()
	return b.Bytes()
}
