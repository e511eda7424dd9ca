package main

import (
	"testing"

	"github.com/reelrate/reelrate/wasm/api/description"
)

// Every code that the API has is documented, once, and nothing else is.
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
	// Those of the API's description, whose own test compares them with the sources.
	declared := map[string]bool{}
	described, err := description.Read("../wasm/api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	schemas := described.Object("components").Object("schemas")
	for _, v := range append(schemas.Object("Code").List("anyOf"), schemas.Object("Refusal")) {
		for _, code := range v.(description.Object).List("enum") {
			declared[code.(string)] = true
		}
	}
	if len(declared) < 30 {
		t.Fatalf("only %d codes were found in the description", len(declared))
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
