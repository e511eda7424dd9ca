package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/table"
)

// prices is a rate table with its compiled form, which is what every engine loads.
type prices struct {
	*pricing.Table
	text []byte
}

// readTable reads a compiled table, or takes the default one where none is named.
func readTable(name string) (*prices, error) {
	if name == "" {
		return &prices{rates.Default(), []byte(rates.JSON())}, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := table.Load(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &prices{t, text}, nil
}

// hex is the digest without the name of its method.
func (p *prices) hex() string { return strings.TrimPrefix(p.Digest, "sha256:") }

// asset is the table as the pages load it.
func (p *prices) asset() file { return file{"assets/table-" + p.hex()[:16] + ".json", p.text} }

// usualTables is where the published tables are kept, if anywhere.
const usualTables = "pricing/rates/published"

// publishedTables are all tables that have been published and now, each under its
// digest: whoever has an answer can look up the prices that it is from. A folder
// that nobody named may be missing.
func publishedTables(folder string, now *prices) ([]file, error) {
	out := []file{{"v1/rates/" + now.hex() + ".json", now.text}}
	named := folder != ""
	if !named {
		folder = usualTables
	}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) && !named {
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
		sum := sha256.Sum256(text)
		if want := hex.EncodeToString(sum[:]) + ".json"; e.Name() != want {
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
