package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func noon(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	return at.Add(12 * time.Hour)
}

// The version changes when the content does, and only then: to the day, or to the
// next change of it. The same content is the same bytes.
func TestTheVersionOfATable(t *testing.T) {
	folder := t.TempDir()
	first := vendorSeller
	second := spoilt(t, vendorSeller, `"0.50", precision: exact`, `"0.60", precision: exact`)
	third := spoilt(t, vendorSeller, `"0.50", precision: exact`, `"0.70", precision: exact`)
	var before []byte
	for i, c := range []struct{ day, seller, version string }{
		{"2026-11-25", first, "2026-11-25"},
		{"2026-11-25", first, "2026-11-25"},
		{"2026-11-26", first, "2026-11-25"}, // another day alone changes nothing
		{"2026-11-27", second, "2026-11-27"},
		{"2026-11-27", third, "2026-11-27.2"},
		{"2026-11-27", second, "2026-11-27.3"}, // back is a change, too
		{"2026-11-27", second, "2026-11-27.3"},
		{"2026-11-26", first, "2026-11-27.4"}, // no version is before the last, whatever the clock says
		{"2026-11-28", third, "2026-11-28"},
	} {
		write(t, folder, map[string]string{"vendor.yaml": c.seller})
		var out strings.Builder
		if err := ask(&out, []string{"compile", "--rates", folder}, noon(t, c.day)); err != nil {
			t.Fatalf("%d: %v\n%s", i, err, out.String())
		}
		text, err := os.ReadFile(filepath.Join(folder, "table.json"))
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := table.Load(text)
		if err != nil {
			t.Fatal(err)
		}
		if loaded.Version != c.version {
			t.Errorf("%d: version %s, want %s", i, loaded.Version, c.version)
		}
		unchanged := strings.Contains(out.String(), "unchanged")
		if same := bytes.Equal(text, before); same != unchanged || same != (i > 0 && loadedVersion(t, before) == c.version) {
			t.Errorf("%d: the same bytes: %v, said: %s", i, same, out.String())
		}
		if !strings.HasPrefix(out.String(), "rate table "+c.version+" "+loaded.Digest+" ") {
			t.Errorf("%d: says %s", i, out.String())
		}
		before = text
	}
}

func loadedVersion(t *testing.T, text []byte) string {
	t.Helper()
	loaded, err := table.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Version
}

// A file of its own has a version of its own, and what is not a table is not
// overwritten.
func TestCompileToAFile(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, map[string]string{"vendor.yaml": vendorSeller})
	file := filepath.Join(folder, "out")
	run := func() error {
		return ask(&strings.Builder{}, []string{"compile", "-o", file, "--rates", folder}, noon(t, "2026-11-25"))
	}
	if err := run(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "table.json")); err == nil {
		t.Error("table.json was written, too")
	}
	if err := os.WriteFile(file, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(); err == nil {
		t.Error("what is not a table was overwritten")
	}
	if text, _ := os.ReadFile(file); string(text) != "{}" {
		t.Errorf("the file now says %s", text)
	}
	for _, args := range [][]string{{"compile", folder}, {"compile", "--rates", filepath.Join(folder, "nowhere")}} {
		if err := ask(&strings.Builder{}, args, noon(t, "2026-11-25")); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}

// What is wrong is told as check tells it, and what only the engine refuses under
// the name of its row.
func TestWhatCannotBeCompiled(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`amount: "10"`, `amount: "0"`, "shop.yaml:25: rates.0.amount: "},
		{"    secondsRule: listed", `    defaultSeconds: {value: "0", sources: [{document: "000", line: 2}]}`, "shop.yaml: defaultSeconds: the model film: the default length is a number above 0"},
		{`    unit: clip
    amount: "20"`, `    modifiers: [{multiply: "0", sources: [{document: "000", line: 4}]}]
    unit: clip
    amount: "20"`, "shop.yaml: modifiers.0.amount: the rate shop/film/large: is not above 0"},
		{`credits: "100"`, `credits: "0"`, "shop.yaml: credits: the offer pack: are not above 0"},
	} {
		_, problems := compile(small(t, smallTable, spoilt(t, smallSeller, c.from, c.to)), nil, noon(t, "2026-11-25"))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.want) {
			t.Errorf("%s: %v, want %s", c.to, problems, c.want)
		}
	}
}

// unplaced is the table without the numbers that its rows get when it is loaded.
func unplaced(t *pricing.Table) pricing.Table {
	got := *t
	got.Rows = 0
	for i := range got.Sellers {
		s := &got.Sellers[i]
		for j := range s.Offers {
			s.Offers[j].Place = 0
		}
		for j := range s.Models {
			s.Models[j].Place = 0
			for k := range s.Models[j].Rates {
				s.Models[j].Rates[k].Place = 0
			}
		}
	}
	return got
}

// Everything that the engine reads comes back as the YAML says it.
func TestCompiledIsWhatTheYAMLSays(t *testing.T) {
	files := small(t, tableWithSources, strings.Replace(fullSeller, "  owned: false\n", sellerWithSources, 1))
	c, problems := compile(files, nil, noon(t, "2026-11-25"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := c.book.table()
	got := unplaced(c.table)
	want.Digest, want.Canonical = got.Digest, got.Canonical
	if a, b := listed(t, got), listed(t, want); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// listed is everything that a table holds; a list of nothing is none.
func listed(t *testing.T, table pricing.Table) string {
	t.Helper()
	text, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "[]", "null")
}

// What only the operator may see is not compiled: no text of it is in the file, but
// what the public part says as well.
func TestTheOperatorsPartIsNotCompiled(t *testing.T) {
	if n := secretsIn(t, frozenYAML, frozen.Table().Canonical); n < 10 {
		t.Errorf("%d texts are the operator's", n)
	}
	secretsIn(t, livingYAML, rates.Default().Canonical)
}

// secretsIn looks for the operator's texts of a folder in what it compiles to, and
// counts them.
func secretsIn(t *testing.T, folder, compiled string) (secrets int) {
	t.Helper()
	names, err := filepath.Glob(folder + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if filepath.Base(name) == findingsName {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]any
		if err := yaml.Unmarshal(text, &file); err != nil {
			t.Fatal(err)
		}
		operator := file["operator"]
		delete(file, "operator")
		public := strings.Join(texts(file), "\x00")
		for _, secret := range texts(operator) {
			if len(secret) < 12 || strings.Contains(public, secret) || regexp.MustCompile(`^[a-z0-9./-]+$`).MatchString(secret) {
				continue // a number, or the name of a model or a rate
			}
			secrets++
			if strings.Contains(compiled, secret) {
				t.Errorf("the compiled table says %q of %s", secret, name)
			}
		}
	}
	if strings.Contains(compiled, `"operator"`) {
		t.Errorf("what %s compiles to has an operator's part", folder)
	}
	return secrets
}

// texts are all texts of a YAML value.
func texts(v any) (all []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		for _, e := range v {
			all = append(all, texts(e)...)
		}
	case map[string]any:
		for _, e := range v {
			all = append(all, texts(e)...)
		}
	}
	return all
}

// A house may write anything into its part.
func TestAnOperatorsWordIsNotCompiled(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{"table.yaml": smallTable, "house.yaml": houseSeller, "vendor.yaml": vendorSeller} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	open, problems := compile(files, nil, noon(t, "2026-11-25"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	at := strings.Index(houseSeller, "operator:")
	files["house.yaml"] = &fstest.MapFile{Data: []byte(houseSeller[:at])}
	closed, problems := compile(files, nil, noon(t, "2026-11-25"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if string(open.text) != string(closed.text) {
		t.Error("the operator's part changes the compiled table")
	}
}

// What is committed is what the YAML compiles to.
func TestTheCompiledTableIsUpToDate(t *testing.T) {
	for folder, want := range map[string]*pricing.Table{livingYAML: rates.Default(), frozenFolder(t): frozen.Table()} {
		c, problems := compileFolder(folder, time.Now())
		if len(problems) > 0 {
			t.Fatal(folder, problems)
		}
		if !c.kept || string(c.text) != want.Canonical {
			t.Errorf("run rates compile %s", folder)
		}
	}
}

// check holds the compiled table to the YAML.
func TestCheckAndCompile(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, ratesDir)
	write(t, folder, map[string]string{"vendor.yaml": vendorSeller})
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module "+module+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder) // anywhere in the repository
	const check, compile = "check", "compile"
	says := func(verb, want string) {
		t.Helper()
		var out strings.Builder
		if err := ask(&out, []string{verb}, time.Now()); (err == nil) != strings.HasPrefix(want, "rate table ") || !strings.HasPrefix(out.String(), want) {
			t.Errorf("%v\n%s\nwant %s", err, out.String(), want)
		}
	}
	says(check, "table.json: is not what the YAML compiles to: run rates compile\n")
	says(compile, "rate table ")
	says(check, "rate table ")
	write(t, folder, map[string]string{"vendor.yaml": spoilt(t, vendorSeller, `"0.50", precision: exact`, `"0.60", precision: exact`)})
	says(check, "table.json: ")
	says(compile, "rate table ")
	says(check, "rate table ")
	if err := os.WriteFile(filepath.Join(folder, compiledName), []byte("<<<<<<< HEAD\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	says(check, "table.json: invalid_table: ")
}
