package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// another is the default table with another version, and every name of a model in
// other words.
func another(t *testing.T, version string) []byte {
	t.Helper()
	other, err := table.Load([]byte(frozen.Table().Canonical))
	if err != nil {
		t.Fatal(err)
	}
	other.Version = version
	for i := range other.Sellers {
		for j := range other.Sellers[i].Models {
			other.Sellers[i].Models[j].Name += " again"
		}
	}
	return table.Encode(other)
}

// nameOf is what a published table is called, by the standard library's hash.
func nameOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]) + ".json"
}

// listOf is the folder of a price list with the table, and the frozen one's site.yaml.
func listOf(t *testing.T, text []byte) string {
	t.Helper()
	config, err := os.ReadFile(filepath.Join(frozenRates, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := write(folder, []file{{"table.json", text}, {"site.yaml", config}}); err != nil {
		t.Fatal(err)
	}
	return folder
}

// writeTable puts a table into a folder under a name.
func writeTable(t *testing.T, folder, name string, text []byte) string {
	t.Helper()
	if err := write(folder, []file{{name, text}}); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(folder, name)
}

// siteOf builds the site and the npm package, and reads all that is in them.
func siteOf(t *testing.T, in inputs) map[string]string {
	t.Helper()
	folder := t.TempDir()
	in.npm = filepath.Join(folder, "npm")
	if err := run(filepath.Join(folder, "site"), in); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		files[filepath.ToSlash(name)] = string(content)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// What differs between the sites of two tables are the table and what shows it:
// pages, pictures and the feed. No script, style or engine does, and no file of a
// version of the embed, so that a published one stays as it is.
func TestANewTableIsNoNewVersion(t *testing.T) {
	in := given(t, "engine", nil)
	first := siteOf(t, in)
	in.rates = listOf(t, another(t, "2031-01-02.3"))
	second := siteOf(t, in)

	shows := regexp.MustCompile(`\.(html|xml|png)$|^site/(manifest|openapi|embed/tables?|v1/rates/[0-9a-f]{64}|assets/table-[0-9a-f]{16})\.json$|^npm/table\.json$|^site/usage-example\.csv$`)
	code := 0
	for name := range first {
		name := strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz")
		if shows.MatchString(name) {
			continue
		}
		code++
		if second[name] != first[name] {
			t.Errorf("%s differs", name)
		}
	}
	for name := range second {
		if plain := strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz"); first[name] == "" && !shows.MatchString(plain) {
			t.Errorf("%s is there for one table alone", name)
		}
	}
	if code < 40 {
		t.Errorf("only %d files were compared", code)
	}
	for _, name := range []string{"site/embed/v1.0.0/engine.wasm", "site/embed/v1.0.0/reelrate.js", "site/embed/v1.0.0/integrity.json", "npm/engine.wasm", "npm/elements.js"} {
		if first[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	for _, name := range []string{"site/embed/table.json", "npm/table.json"} {
		if first[name] != frozen.Table().Canonical || second[name] == first[name] {
			t.Errorf("%s is not the site's own table", name)
		}
	}
	if _, found := first["site/embed/v1.0.0/table.json"]; found {
		t.Error("a version has a table")
	}
	page := pageOf(t, second["site/index.html"]).first(t, "[data-digest]")
	sum := sha256.Sum256([]byte(second["npm/table.json"]))
	digest := hex.EncodeToString(sum[:])
	for name, want := range map[string]string{
		"data-digest": "sha256:" + digest, "data-version": "2031-01-02.3",
		"data-table": "/assets/table-" + digest[:16] + ".json",
	} {
		if got := page.attr(name); got != want {
			t.Errorf("the page has %s=%q, want %q", name, got, want)
		}
	}
	if second["site/assets/table-"+digest[:16]+".json"] != second["npm/table.json"] {
		t.Error("the pages load another table")
	}
}

// The engine is on the site once, where one serves pages and usage files.
func TestOneEngineIsOneFile(t *testing.T) {
	engines := func(in inputs) int {
		built, err := bundle(in)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range built.files {
			if strings.HasSuffix(f.path, ".wasm") {
				n++
			}
		}
		return n
	}
	in := given(t, "engine", nil)
	if n := engines(in); n != 2 {
		t.Errorf("%d engines, want 2", n)
	}
	in.full = in.engine
	if n := engines(in); n != 1 {
		t.Errorf("%d engines, want 1", n)
	}
}

// Tables that have been published stay, each under its digest and as it was, and
// links find them by version.
func TestPublishedTables(t *testing.T) {
	old, older, folder := another(t, "2030-01-02"), []byte(`{"format":0,"prices":[]}`), listOf(t, []byte(frozen.Table().Canonical))
	for _, text := range [][]byte{old, older, []byte(frozen.Table().Canonical)} { // the current one may be there already
		writeTable(t, filepath.Join(folder, "published"), nameOf(text), text)
	}
	in := given(t, "engine", nil)
	in.rates = folder
	files := siteOf(t, in)
	for _, text := range [][]byte{[]byte(frozen.Table().Canonical), old, older} {
		if files["site/v1/rates/"+nameOf(text)] != string(text) {
			t.Errorf("%s is not as it was published", nameOf(text))
		}
	}
	var index map[string]string
	if err := json.Unmarshal([]byte(files["site/embed/tables.json"]), &index); err != nil {
		t.Fatal(err)
	}
	digest := func(text []byte) string { return "sha256:" + strings.TrimSuffix(nameOf(text), ".json") }
	if len(index) != 2 || index["2030-01-02"] != digest(old) || index[frozen.Table().Version] != digest([]byte(frozen.Table().Canonical)) {
		t.Errorf("the index is %v", index)
	}
}

func TestFaultyPublishedTables(t *testing.T) {
	now := frozen.Table()
	old, wrong := another(t, "2030-01-02"), strings.Repeat("0", 64)+".json"
	for want, files := range map[string][]file{
		"by its content it would be named " + nameOf(old): {{wrong, old}},
		"by its content it would be named":                {{"README.md", []byte("# Tables")}},
		"is no JSON":                                      {{nameOf([]byte("{")), []byte("{")}},
		"two published tables call themselves " + now.Version: {
			{nameOf(another(t, now.Version)), another(t, now.Version)}},
		"is a directory": {{"folder/x", old}},
	} {
		folder := listOf(t, []byte(now.Canonical))
		if err := write(filepath.Join(folder, "published"), files); err != nil {
			t.Fatal(err)
		}
		in := given(t, "engine", nil)
		in.rates = folder
		if err := run(filepath.Join(t.TempDir(), "site"), in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// A table that no engine would load makes no site.
func TestFaultyTable(t *testing.T) {
	in := given(t, "engine", nil)
	for _, text := range []string{`{"format":2,"table":{}}`, "{}", ""} {
		in.rates = listOf(t, []byte(text))
		err := run(filepath.Join(t.TempDir(), "site"), in)
		if err == nil || !strings.Contains(err.Error(), in.rates) {
			t.Errorf("%q: %v", text, err)
		}
	}
	in.rates = t.TempDir()
	if err := run(filepath.Join(t.TempDir(), "site"), in); err == nil {
		t.Error("a table that is not there")
	}
}

// Tables are for pages of anybody; what an address names by its digest never changes.
func TestHeadersOfTables(t *testing.T) {
	headers := read(t, "_headers")
	for _, want := range []string{
		"\n/embed/table.json\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=300\n",
		"\n/embed/tables.json\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=300\n",
		"\n/v1/rates/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=31536000, immutable\n",
	} {
		if strings.Count(headers, want) != 1 {
			t.Errorf("no %s", want)
		}
	}
	if !slices.ContainsFunc(strings.Split(headers, "\n"), func(line string) bool { return line == "/assets/*" }) {
		t.Error("no rule for assets")
	}
}
