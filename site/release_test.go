package main

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// given are inputs whose engine is a few bytes, with a record of what has been
// published.
func given(t *testing.T, engine string, published map[string]record) inputs {
	t.Helper()
	folder := t.TempDir()
	in := inputs{rates: frozenRates, engine: filepath.Join(folder, "x.wasm"), full: filepath.Join(folder, "full.wasm"), exec: filepath.Join(folder, "y.js"), loader: filepath.Join(folder, "z.mjs"),
		openapi: "../wasm/api/openapi.yaml", published: filepath.Join(folder, "published.json")}
	text, err := json.Marshal(published)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{in.engine: engine, in.full: "full", in.exec: "globalThis.Go = class {};", in.loader: "export const load = () => {};", in.published: string(text)} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return in
}

func releaseOf(t *testing.T, in inputs) *release {
	t.Helper()
	r, err := newRelease(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The hash of three bytes, by `printf abc | openssl dgst -sha384 -binary | base64`.
func TestIntegrity(t *testing.T) {
	if got, want := integrity([]byte("abc")), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReleaseIsServed(t *testing.T) {
	r := releaseOf(t, given(t, "engine", nil))
	served := map[string]string{}
	for _, f := range r.served() {
		served[f.path] = string(f.content)
	}
	at := "embed/v" + r.Version + "/"
	var listed struct {
		Version string
		Files   map[string]string
	}
	if err := json.Unmarshal([]byte(served[at+"integrity.json"]), &listed); err != nil {
		t.Fatal(err)
	}
	if listed.Version != r.Version {
		t.Errorf("integrity.json is of version %s", listed.Version)
	}
	if got := slices.Sorted(maps.Keys(listed.Files)); !slices.Equal(got, []string{"answering.js", "engine.wasm", "frame-host.js", "reelrate.js"}) {
		t.Errorf("integrity.json lists %v", got)
	}
	for name, hash := range listed.Files {
		if got := integrity([]byte(served[at+name])); got != hash {
			t.Errorf("%s has %s, listed as %s", name, got, hash)
		}
	}
	for _, name := range []string{"answering.js", "engine.wasm"} {
		if !strings.Contains(served[at+"reelrate.js"], listed.Files[name]) {
			t.Errorf("reelrate.js does not check %s", name)
		}
	}
	for name, exact := range map[string]string{"reelrate.js": "reelrate.js?prefix=", "frame-host.js": "frame-host.js"} {
		if got, want := served["embed/v1/"+name], `export * from "../v`+r.Version+"/"+exact+"\";\n"; !strings.Contains(got, want) {
			t.Errorf("the moving %s is %q, want %q", name, got, want)
		}
	}
	if headers := r.headers(nil); strings.Contains(headers, "immutable") {
		t.Errorf("what is not published is kept for ever: %s", headers)
	}
}

// A published version is held to its bytes; another version may be anything.
func TestPublishedVersionIsFrozen(t *testing.T) {
	first := releaseOf(t, given(t, "engine", nil))
	list := filepath.Join(t.TempDir(), "published.json")
	if err := first.publishAs(list, map[string]record{}); err != nil {
		t.Fatal(err)
	}
	published, err := readPublished(list)
	if err != nil {
		t.Fatal(err)
	}

	same := releaseOf(t, given(t, "engine", published))
	if err := same.hold(published); err != nil || !same.Published {
		t.Errorf("the same files: published %v, %v", same.Published, err)
	}
	rule := "/embed/v" + first.Version + "/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=31536000, immutable\n"
	if headers := same.headers(published); strings.Count(headers, "/embed/v"+first.Version+"/*") != 1 || !strings.Contains(headers, rule) {
		t.Errorf("headers %s", headers)
	}

	in := given(t, "another engine", published)
	err = run(filepath.Join(t.TempDir(), "site"), in)
	if err == nil || !strings.Contains(err.Error(), "engine.wasm differs") || !strings.Contains(err.Error(), "raise the version") {
		t.Errorf("another engine under a published version: %v", err)
	}
	more := map[string]record{first.Version: {Files: maps.Clone(first.Files)}}
	more[first.Version].Files["words.js"] = integrity(nil)
	if err := same.hold(more); err == nil || !strings.Contains(err.Error(), "words.js differs") {
		t.Errorf("a published file that is gone: %v", err)
	}
	other := releaseOf(t, in)
	if err := other.hold(map[string]record{"0.9.0": first.record}); err != nil || other.Published {
		t.Errorf("another engine under a new version: published %v, %v", other.Published, err)
	}
}

// Earlier versions come from a folder, every byte as published, or the build fails.
func TestEarlierReleases(t *testing.T) {
	folder := t.TempDir()
	old := []file{{"0.9.0/engine.wasm", []byte("old engine")}, {"0.9.0/reelrate.js", []byte("old script")}}
	if err := write(folder, old); err != nil {
		t.Fatal(err)
	}
	published := map[string]record{"0.9.0": {Files: map[string]string{
		"engine.wasm": integrity([]byte("old engine")), "reelrate.js": integrity([]byte("old script"))}}}
	in := given(t, "engine", published)
	in.releases = folder
	site := filepath.Join(t.TempDir(), "site")
	if err := run(site, in); err != nil {
		t.Fatal(err)
	}
	for _, f := range old {
		got, err := os.ReadFile(filepath.Join(site, "embed", "v"+f.path))
		if err != nil || string(got) != string(f.content) {
			t.Errorf("%s is %q, %v", f.path, got, err)
		}
	}
	var listed struct {
		Version string
		record
	}
	text, err := os.ReadFile(filepath.Join(site, "embed/v0.9.0/integrity.json"))
	if err != nil || json.Unmarshal(text, &listed) != nil || listed.Version != "0.9.0" || !maps.Equal(listed.Files, published["0.9.0"].Files) {
		t.Errorf("integrity.json is %s, %v", text, err)
	}
	headers, err := os.ReadFile(filepath.Join(site, "_headers"))
	if err != nil || !strings.Contains(string(headers), "/embed/v0.9.0/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=31536000, immutable\n") {
		t.Errorf("headers %s, %v", headers, err)
	}

	for want, damage := range map[string]func() error{
		"is not what was published":              func() error { return os.WriteFile(filepath.Join(folder, "0.9.0/reelrate.js"), []byte("x"), 0o644) },
		"has been published and has to stay: op": func() error { return os.RemoveAll(filepath.Join(folder, "0.9.0")) },
	} {
		if err := write(folder, old); err != nil {
			t.Fatal(err)
		}
		if err := damage(); err != nil {
			t.Fatal(err)
		}
		if _, err := earlierReleases(folder, "1.0.0", published); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := earlierReleases(folder, "1.0.0", map[string]record{"../../etc": {Files: map[string]string{"passwd": ""}}}); err == nil || !strings.Contains(err.Error(), "is no file name") {
		t.Errorf("a version that leads elsewhere: %v", err)
	}
}

// The committed record is of whole versions: each names its compiler and the hashes
// of its files.
func TestPublishedRecord(t *testing.T) {
	published, err := readPublished("embed/published.json")
	if err != nil {
		t.Fatal(err)
	}
	for version, r := range published {
		if !strings.HasPrefix(r.Go, "go") || len(r.Files) < 3 {
			t.Errorf("%s: %+v", version, r)
		}
		for name, hash := range r.Files {
			if !strings.HasPrefix(hash, "sha384-") || len(hash) != len("sha384-")+64 {
				t.Errorf("%s: %s has %q", version, name, hash)
			}
		}
	}
}

// The package describes every part and custom property that the elements have.
func TestManifestOfElements(t *testing.T) {
	manifest, err := sources.ReadFile("embed/custom-elements.json")
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		Modules []struct {
			Declarations []struct {
				TagName                 string
				CSSParts, CSSProperties []struct{ Name string }
			}
		}
	}
	if err := json.Unmarshal(manifest, &described); err != nil {
		t.Fatal(err)
	}
	for _, d := range described.Modules[0].Declarations {
		shown := map[string]string{"reelrate-calculator": "embed/card", "reelrate-price": "embed/line"}[d.TagName]
		scripts, err := fs.Glob(sources, shown+"*.mjs")
		if err != nil {
			t.Fatal(err)
		}
		var used []string
		for _, name := range scripts {
			script, err := sources.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			used = append(used, matches(`\bpart(?:: | = )"([a-z-]+)"`, string(script))...)
		}
		slices.Sort(used)
		used = slices.Compact(used)
		var parts []string
		for _, p := range d.CSSParts {
			parts = append(parts, p.Name)
		}
		slices.Sort(parts)
		if !slices.Equal(parts, used) {
			t.Errorf("%s: described parts %v, used %v", d.TagName, parts, used)
		}
		style, err := sources.ReadFile(shown + ".css")
		if err != nil {
			t.Fatal(err)
		}
		var properties []string
		for _, p := range d.CSSProperties {
			properties = append(properties, p.Name)
		}
		slices.Sort(properties)
		if used := matches(`var\((--reelrate-[a-z-]+)`, string(style)); !slices.Equal(properties, used) {
			t.Errorf("%s: described properties %v, used %v", d.TagName, properties, used)
		}
	}
}

// matches returns what an expression's group matches, sorted, each once.
func matches(expression, text string) []string {
	var out []string
	for _, m := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}
