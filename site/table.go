package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

// hexOf is a table's digest without the name of its method.
func hexOf(t *pricing.Table) string { return strings.TrimPrefix(t.Digest, "sha256:") }

// tableAsset is the table as the pages load it.
func tableAsset(t *pricing.Table) file {
	return file{"assets/table-" + hexOf(t)[:16] + ".json", []byte(t.Canonical)}
}

// publishedTables are all tables that have been published and now, each under its
// digest: whoever has an answer can look up the prices that it is from. Before
// the first is published there is no folder.
func publishedTables(folder string, now *pricing.Table) ([]file, error) {
	out := []file{{"v1/rates/" + hexOf(now) + ".json", []byte(now.Canonical)}}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		if want := strings.TrimPrefix(table.Digest(string(text)), "sha256:") + ".json"; e.Name() != want {
			return nil, fmt.Errorf("%s is no published table: by its content it would be named %s", filepath.Join(folder, e.Name()), want)
		}
		if !json.Valid(text) {
			return nil, fmt.Errorf("%s is no JSON", filepath.Join(folder, e.Name()))
		}
		if f := (file{"v1/rates/" + e.Name(), text}); f.path != out[0].path {
			out = append(out, f)
		}
	}
	return out, nil
}

// tableIndex says which digest each version of the published tables has: links are
// made with a version. What has a form that this code does not know has none.
func tableIndex(tables []file) (file, error) {
	byVersion := map[string]string{}
	for _, f := range tables {
		var of struct{ Table struct{ Version string } }
		if json.Unmarshal(f.content, &of) != nil || of.Table.Version == "" {
			continue
		}
		digest := "sha256:" + strings.TrimSuffix(filepath.Base(f.path), ".json")
		if other := byVersion[of.Table.Version]; other != "" {
			both := []string{other, digest}
			slices.Sort(both)
			return file{}, fmt.Errorf("two published tables call themselves %s: %s and %s", of.Table.Version, both[0], both[1])
		}
		byVersion[of.Table.Version] = digest
	}
	text, err := json.Marshal(byVersion) // keys sorted
	return file{"embed/tables.json", append(text, '\n')}, err
}
