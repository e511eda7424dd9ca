package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every key that a file can have is explained in a sentence: an editor shows it.
func TestTheSchemaExplainsEveryKey(t *testing.T) {
	keys := 0
	var walk func(node any, where string)
	walk = func(node any, where string) {
		switch node := node.(type) {
		case []any:
			for i := range node {
				walk(node[i], fmt.Sprint(where, "/", i))
			}
		case map[string]any:
			properties, _ := node["properties"].(map[string]any)
			if _, form := node["additionalProperties"]; form {
				for _, key := range slices.Sorted(maps.Keys(properties)) {
					keys++
					if text := explained(properties[key]); !strings.HasSuffix(text, ".") || len(text) < 12 {
						t.Errorf("%s: %s is explained by %q", where, key, text)
					}
				}
			}
			for _, key := range slices.Sorted(maps.Keys(node)) {
				walk(node[key], where+"/"+key)
			}
		}
	}
	walk(schema().document, "")
	if keys < 150 {
		t.Errorf("only %d keys", keys)
	}
}

// explained is what the schema says of a key: beside it, or of what it refers to.
func explained(property any) string {
	node, _ := property.(map[string]any)
	if text, is := node["description"].(string); is {
		return text
	}
	if ref, is := node["$ref"].(string); is {
		return explained(follow(schema().document, strings.Split(strings.TrimPrefix(ref, "#/"), "/")))
	}
	return ""
}

// An editor has the schema alone, which tells the files apart by what they say.
func TestTheSchemaOfAnEditor(t *testing.T) {
	defs := []string{"tableFile", "sellerFile", "findingsFile"}
	for _, form := range defs {
		if explained(follow(schema().document, []string{"$defs", form})) == "" {
			t.Errorf("%s is not explained", form)
		}
	}
	for text, want := range map[string]string{
		"seller: {id: x}\n": sellerForm, "documents: []\n": tableForm, "[]\n": findingsForm,
	} {
		f, problems := parse(folder(map[string]string{"x.yaml": text}), "x.yaml")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if problems := check(f, want, f.data); len(problems) > 0 {
			t.Errorf("%s: %v", text, problems)
		}
	}
}
