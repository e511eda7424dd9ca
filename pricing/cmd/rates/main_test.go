package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// The tables that tests read as YAML: the one that an operator changes, and the one
// with prices that tests know.
const (
	livingYAML = "../../rates"
	frozenYAML = "../../testdata/frozen"
)

// TestMain lets the tool have the frozen table for its own.
func TestMain(m *testing.M) {
	standard = frozen.Table
	os.Exit(m.Run())
}

// frozenFolder is the frozen table as a folder of the operator's, with the schema of
// today.
func frozenFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, from := range []string{frozenYAML + "/*.yaml", frozenYAML + "/" + compiledName, livingYAML + "/schema.json"} {
		names, err := filepath.Glob(from)
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s: %v", from, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, filepath.Base(name)), text, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return folder
}
