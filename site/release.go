package main

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/reelrate/reelrate/pricing"
)

// release is one version of the custom elements: what /embed/v1.2.3/ serves and
// what the npm package holds: code and an engine, and no prices. Once it is
// recorded as published its bytes are fixed, because somebody's page may name
// their hashes. The table goes on beside it, and is no part of its version.
type release struct {
	Version   string
	Published bool
	record
	files   []file // under /embed/v1.2.3/
	library []file // in the npm package alone
}

// record is what published.json keeps of a version: the compiler that its engine
// was made with, and the hash of every file as browsers write it.
type record struct {
	Go    string            `json:"go"`
	Files map[string]string `json:"files"`
}

// integrity is a file's hash as a script tag and fetch take it.
func integrity(content []byte) string {
	sum := sha512.Sum384(content)
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// newRelease builds the version that package.json names and holds it against
// what has been published.
func newRelease(in inputs) (*release, error) {
	var described struct{ Version string }
	text, err := fs.ReadFile(sources, "embed/package.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &described); err != nil {
		return nil, fmt.Errorf("site/embed/package.json: %w", err)
	}
	engine, err := os.ReadFile(in.engine)
	if err != nil {
		return nil, err
	}
	r := &release{Version: described.Version, files: []file{{"engine.wasm", engine}},
		record: record{Go: runtime.Version(), Files: map[string]string{"engine.wasm": integrity(engine)}}}
	// Each after those whose hashes it holds.
	for _, name := range []string{"answering", "reelrate", "frame-host"} {
		script, err := r.bundle(in, "site/embed/"+name+".mjs", nil)
		if err != nil {
			return nil, err
		}
		r.files = append(r.files, file{name + ".js", script})
		r.Files[name+".js"] = integrity(script)
	}
	library, err := r.bundle(in, "site/embed/define.mjs", map[string]string{"site/embed/fetched.mjs": "site/embed/bundled.mjs"})
	if err != nil {
		return nil, err
	}
	r.library = append(r.library, file{"elements.js", library})
	listed, err := r.list(r.Version)
	if err != nil {
		return nil, err
	}
	manifest, err := fs.ReadFile(sources, "embed/custom-elements.json")
	r.files = append(r.files, listed, file{"custom-elements.json", manifest})
	return r, err
}

// list is integrity.json: the record of a version beside its files.
func (r record) list(version string) (file, error) {
	text, err := json.MarshalIndent(struct {
		Version string `json:"version"`
		record
	}{version, r}, "", "  ")
	return file{"integrity.json", append(text, '\n')}, err
}

// bundle makes one file of a module, its styles and the compiler's half of the
// engine. What that half takes for the global object is a scope of its own: two
// versions in one page, or a page with names of its own, do not meet.
//
// A file that replaces sources is for bundlers and people, so it is not minified.
func (r *release) bundle(in inputs, entry string, replaced map[string]string) ([]byte, error) {
	alias := in.alias()
	maps.Copy(alias, replaced)
	minify := replaced == nil
	built, err := esbuild(api.BuildOptions{
		EntryPoints: []string{entry},
		Inject:      []string{"site/embed/scope.mjs"},
		Define: map[string]string{"globalThis": "engineScope",
			"ENGINE_INTEGRITY": fmt.Sprintf("%q", r.Files["engine.wasm"]), "ANSWERING_INTEGRITY": fmt.Sprintf("%q", r.Files["answering.js"])},
		Outdir:            "/embed",
		MinifySyntax:      minify,
		MinifyWhitespace:  minify,
		MinifyIdentifiers: minify,
		TreeShaking:       api.TreeShakingTrue,
		Plugins:           []api.Plugin{fromSources(alias, in.elementSource, map[string]api.Loader{".css": api.LoaderText, ".json": api.LoaderJSON})},
	})
	if err != nil {
		return nil, err
	}
	return built.OutputFiles[0].Contents, nil
}

// elementSource reads a source of the elements. Styles are minified here, as they
// end up in a string.
func (in inputs) elementSource(name string) ([]byte, error) {
	text, err := in.source(name)
	if err != nil || path.Ext(name) != ".css" {
		return text, err
	}
	result := api.Transform(string(text), api.TransformOptions{Loader: api.LoaderCSS, MinifySyntax: true, MinifyWhitespace: true, Engines: browsers})
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", name, result.Errors[0].Text)
	}
	return bytes.TrimSpace(result.Code), nil
}

// readPublished reads the record of every version that has been published.
func readPublished(name string) (map[string]record, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	published := map[string]record{}
	if err := json.Unmarshal(text, &published); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return published, nil
}

// hold compares a release with what was published under its version.
func (r *release) hold(published map[string]record) error {
	before, ok := published[r.Version]
	if !ok {
		return nil
	}
	r.Published = true
	names := slices.Concat(slices.Collect(maps.Keys(before.Files)), slices.Collect(maps.Keys(r.Files)))
	slices.Sort(names)
	for _, name := range names {
		if before.Files[name] != r.Files[name] {
			return fmt.Errorf("embed: %s differs from the %s that was published as %s (with %s; this is %s): raise the version in site/embed/package.json",
				name, name, r.Version, before.Go, r.Go)
		}
	}
	return nil
}

// publishAs records the release as published, for good.
func (r *release) publishAs(name string, published map[string]record) error {
	r.Published = true
	published[r.Version] = r.record
	text, err := json.MarshalIndent(published, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o644)
}

// earlierReleases reads the other published versions from a folder that has one
// folder for each, such as unpacked npm packages, and checks every byte.
func earlierReleases(folder, current string, published map[string]record) ([]file, error) {
	var out []file
	for _, version := range slices.Sorted(maps.Keys(published)) {
		if version == current {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(published[version].Files)) {
			if !filepath.IsLocal(name) || !filepath.IsLocal(version) {
				return nil, fmt.Errorf("embed: %q of version %q is no file name", name, version)
			}
			content, err := os.ReadFile(filepath.Join(folder, version, name))
			if err != nil {
				return nil, fmt.Errorf("embed: version %s has been published and has to stay: %w", version, err)
			}
			if integrity(content) != published[version].Files[name] {
				return nil, fmt.Errorf("embed: %s of version %s in %s is not what was published", name, version, folder)
			}
			out = append(out, file{"embed/v" + version + "/" + name, content})
		}
		listed, err := published[version].list(version)
		if err != nil {
			return nil, err
		}
		out = append(out, file{"embed/v" + version + "/" + listed.path, listed.content})
	}
	return out, nil
}

// served is the release as files of the site: under its exact version, and what
// pages name also under the moving one, as small modules that lead there, so that
// a script and its engine are never of two versions.
func (r *release) served() []file {
	var out []file
	for _, f := range r.files {
		out = append(out, file{"embed/v" + r.Version + "/" + f.path, f.content})
		exact := "../v" + r.Version + "/" + f.path
		switch f.path {
		case "reelrate.js":
			out = append(out, file{"embed/" + r.Major() + "/" + f.path, []byte(strings.ReplaceAll(movingElements, "EXACT", exact))})
		case "frame-host.js":
			out = append(out, file{"embed/" + r.Major() + "/" + f.path, []byte("export * from \"" + exact + "\";\n")})
		}
	}
	return out
}

// movingElements is reelrate.js of the moving version. Its address says how the elements'
// names begin, which the exact file it takes cannot see: that registers nothing itself.
const movingElements = `import { define } from "EXACT?prefix=";

export * from "EXACT?prefix=";

try {
  define(new URL(import.meta.url).searchParams.get("prefix") ?? undefined);
} catch (error) {
  console.warn(error); // no name begins so
  define();
}
`

// Major is the moving version: v1 of 1.2.3.
func (r *release) Major() string {
	major, _, _ := strings.Cut(r.Version, ".")
	return "v" + major
}

// headers are the rules of a static host for the release, the earlier ones and the
// current table. Only what is recorded as published may be kept for ever.
func (r *release) headers(published map[string]record) string {
	var b strings.Builder
	rule := func(path, cache string) {
		fmt.Fprintf(&b, "\n/embed/%s\n  Access-Control-Allow-Origin: *\n  Cache-Control: %s\n", path, cache)
	}
	rule(r.Major()+"/*", "public, max-age=300")
	rule("table.json", "public, max-age=300")
	rule("tables.json", "public, max-age=300")
	if !r.Published {
		rule("v"+r.Version+"/*", "public, no-cache")
	}
	for _, version := range slices.Sorted(maps.Keys(published)) {
		rule("v"+version+"/*", forever)
	}
	return b.String()
}

// pack writes the npm package as npm pack wants it. One file registers the
// elements, one only has their classes, and one is what a script tag takes from
// a CDN. The table of the day serves where the site's own cannot be had.
func (r *release) pack(folder string, t *pricing.Table) error {
	out := slices.Concat(r.files, r.library, []file{{"index.js", []byte(npmIndex)}, {"table.json", []byte(t.Canonical)}})
	for _, pattern := range []string{"*.json", "*.md", "*.d.ts"} {
		names, err := fs.Glob(sources, "embed/"+pattern)
		if err != nil {
			return err
		}
		for _, name := range names {
			if name == "embed/published.json" {
				continue
			}
			content, err := fs.ReadFile(sources, name)
			if err != nil {
				return err
			}
			out = append(out, file{path.Base(name), content})
		}
	}
	return write(folder, out)
}

const npmIndex = `// Registers the elements; elements.js has their classes alone.

import { define } from "./elements.js";

export * from "./elements.js";

define();
`
