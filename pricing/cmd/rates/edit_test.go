package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
)

const edited = `# äöü
seller: {id: shop}
rates:
  # of the first
  - {id: ä, amount: "6"} # tail
  # of the second
  -
    id: b
    # within
    amount: "7"

  - {id: c,
     amount: "8"}
  # foot

# about the offers
offers:
- a: "1"
  b: {
   c: "2" }
`

func editorOf(t *testing.T, text string) *editor {
	t.Helper()
	e, err := newEditor(fstest.MapFS{"shop.yaml": {Data: []byte(text)}}, "shop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What is added stands behind the last, and nothing else changes.
func TestAddKeepsTheFile(t *testing.T) {
	row := yaml.MapSlice{{Key: "id", Value: "d"}, {Key: "when", Value: map[string]any{"audio": "true"}}, {Key: "amount", Value: "9"}}
	for list, at := range map[string][2]string{
		"rates":  {"     amount: \"8\"}\n", "  - {id: d, when: {audio: \"true\"}, amount: \"9\"}\n"},
		"offers": {"   c: \"2\" }\n", "- {id: d, when: {audio: \"true\"}, amount: \"9\"}\n"},
	} {
		for _, text := range []string{edited, strings.ReplaceAll(edited, "\n", "\r\n"), strings.TrimSuffix(edited, "\n")} {
			e := editorOf(t, text)
			if err := e.add(list, row); err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(edited, at[0], at[0]+at[1], 1)
			if strings.Contains(text, "\r") {
				want = strings.ReplaceAll(want, "\n", "\r\n")
			}
			if e.text() != want {
				t.Errorf("%s:\n%s", list, e.text())
			}
		}
	}
}

// A row that is too long for a line has a line for each key.
func TestAddOfALongRow(t *testing.T) {
	e := editorOf(t, edited)
	long := strings.Repeat("x", 70)
	if err := e.add("rates", yaml.MapSlice{{Key: "id", Value: long}, {Key: "when", Value: map[string]any{"quality": long}}}); err != nil {
		t.Fatal(err)
	}
	if want := "     amount: \"8\"}\n  - id: " + long + "\n    when: {quality: " + long + "}\n  # foot\n"; !strings.Contains(e.text(), want) {
		t.Error(e.text())
	}
}

func TestSetKeepsTheFile(t *testing.T) {
	for i, at := range [][2]string{
		{`{id: ä, amount: "6"} # tail`, `{id: ä, amount: "6", until: "2026-12-01"} # tail`},
		{"    amount: \"7\"\n", "    amount: \"7\"\n    until: \"2026-12-01\"\n"},
		{`     amount: "8"}`, `     amount: "8", until: "2026-12-01"}`},
	} {
		e := editorOf(t, edited)
		if err := e.set("rates", i, "until", "2026-12-01"); err != nil {
			t.Fatal(err)
		}
		if want := strings.Replace(edited, at[0], at[1], 1); e.text() != want {
			t.Errorf("%d:\n%s", i, e.text())
		}
	}
}

// A list that has no lines of its own is not guessed at.
func TestEditRefuses(t *testing.T) {
	for text, list := range map[string]string{"rates: [{a: 1}]\nb: 1\n": "rates", "rates: []\nb: 1\n": "rates", "a: 1\nb: 1\n": "rates"} {
		if err := editorOf(t, text).add(list, nil); err == nil || !strings.Contains(err.Error(), "write it so") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := newEditor(fstest.MapFS{"x.yaml": {Data: []byte("{a: 1}\n")}}, "x.yaml"); err == nil {
		t.Error("flow")
	}
}
