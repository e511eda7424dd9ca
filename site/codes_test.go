package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Every code that the sources declare is documented, once, and nothing else is.
func TestEveryErrorCodeIsDocumented(t *testing.T) {
	documented := map[string]int{}
	for _, group := range errorCodes {
		for _, c := range group.Codes {
			documented[c.Code]++
			if c.Text == "" {
				t.Errorf("%s has no text", c.Code)
			}
		}
	}
	declared := map[string]bool{"unavailable": true, "rate_limited": true} // of wasm/worker/index.mjs
	pattern := regexp.MustCompile(`(?m)^\s*\w+\s+(?:pricing\.)?Code\s*= "(\w+)"`)
	for _, glob := range []string{"../pricing/*.go", "../wasm/api/*.go"} {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatal(glob, err)
		}
		for _, name := range files {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range pattern.FindAllSubmatch(source, -1) {
				declared[string(m[1])] = true
			}
		}
	}
	if len(declared) < 30 {
		t.Fatalf("only %d codes were found in the sources", len(declared))
	}
	for code := range declared {
		if documented[code] != 1 {
			t.Errorf("%s is documented %d times", code, documented[code])
		}
	}
	for code := range documented {
		if !declared[code] {
			t.Errorf("%s is documented and not declared", code)
		}
	}
}
