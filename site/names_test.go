package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// generic are names of the frozen table that are words of the language, or of the
// trade, as well: the kinds of sellers and offers, "standard Go", an API's endpoints, a
// quality "such as standard or pro".
var generic = []string{"endpoints", "house", "pro", "self-hosted", "standard", "trial"}

// tableNames are the ids and names of everything that a table has: sellers, models and
// offers, but for those that are words anyway.
func tableNames(t *pricing.Table) []string {
	var out []string
	add := func(names ...string) {
		for _, name := range names {
			if name = strings.ToLower(name); !slices.Contains(generic, name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		add(s.ID, s.Name)
		for j := range s.Models {
			add(s.Models[j].ID, s.Models[j].Name)
		}
		for j := range s.Offers {
			add(s.Offers[j].ID, s.Offers[j].Name)
		}
	}
	return out
}

// anyOf finds one of the names as a word of its own, in either case.
func anyOf(names []string) *regexp.Regexp {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	return regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(` + strings.Join(quoted, "|") + `)(?:$|[^\pL\pN])`)
}

// The prices are data: no program, script, template or style of site, pricing and wasm
// names a seller, a model or an offer of the table, not even in a comment. Tests do.
func TestCodeNamesNothingOfTheTable(t *testing.T) {
	named := anyOf(tableNames(frozen.Table()))
	read := 0
	for _, folder := range []string{"../site", "../pricing", "../wasm"} {
		err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if slices.Contains([]string{"testdata", "node_modules", "e2e", "vectors", "internal"}, d.Name()) || name == "../pricing/rates/pages" {
					return filepath.SkipDir
				}
				return nil
			}
			test := strings.HasSuffix(name, "_test.go") || strings.Contains(name, ".test.")
			if test || !slices.Contains([]string{".go", ".mjs", ".js", ".ts", ".html", ".css"}, filepath.Ext(name)) {
				return nil
			}
			text, err := os.ReadFile(name)
			read++
			for i, line := range strings.Split(string(text), "\n") {
				if found := named.FindStringSubmatch(line); found != nil {
					t.Errorf("%s:%d names %s: %s", strings.TrimPrefix(name, "../"), i+1, found[1], strings.TrimSpace(line))
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 200 {
		t.Errorf("only %d files were read", read)
	}
}
