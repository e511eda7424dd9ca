package rates_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func TestDefault(t *testing.T) {
	text, err := os.ReadFile("table.json")
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := table.Load(text)
	if err != nil {
		t.Fatal(err)
	}
	if one := rates.Default(); one != rates.Default() || one.Digest != loaded.Digest || one.Canonical != string(text) || one.Version != loaded.Version {
		t.Error("the default table is not the one in table.json, loaded once")
	}
}

// Another table is a file; one that cannot be loaded is an error.
func TestOpen(t *testing.T) {
	another := strings.ReplaceAll(frozen.Table().Canonical, `"amount":"60"`, `"amount":"61"`)
	file := filepath.Join(t.TempDir(), "table.json")
	for text, want := range map[string]string{another: "", another[:1000]: "invalid_table: "} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := rates.Open(file)
		switch {
		case want == "" && (err != nil || got.Digest == frozen.Table().Digest || got.Canonical != another):
			t.Errorf("got %v, %v", got, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), file)):
			t.Errorf("got %v, want %s of %s", err, want, file)
		}
	}
	if got, err := rates.Open(""); err != nil || got != rates.Default() {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := rates.Open(file + "x"); err == nil {
		t.Error("no file is no error")
	}
}
