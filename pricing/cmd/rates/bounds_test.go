package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// numbered repeats a line with its number in it.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Each of these took the parser minutes, or all of the stack. They are refused by
// what is read before it is asked.
func TestWhatIsTooMuchIsNotParsed(t *testing.T) {
	deep := ""
	for i := range mostDepth + 1 {
		deep += strings.Repeat(" ", i) + "a:\n"
	}
	bomb := "a0: &a0 [x, x]\n" + numbered(40, "b%d: [*a0, *a0]\n")
	for _, c := range []struct{ name, text, says string }{
		{"400 kB of brackets", strings.Repeat("[", 400_000), "1: is nested more than 32 deep"},
		{"400 kB of braces", strings.Repeat("{a: ", 100_000), "1: is nested more than 32 deep"},
		{"dashes in dashes", strings.Repeat("- ", 200_000), "1: is nested more than 32 deep"},
		{"brackets and keys", strings.Repeat("[a: ", 100_000), "1: is nested more than 32 deep"},
		{"blocks in blocks", deep, "33: is nested more than 32 deep"},
		{"blocks, then brackets", "a:\n b:\n  c: " + strings.Repeat("[", 30), "3: is nested more than 32 deep"},
		{"300,000 keys", numbered(300_000, "k%d: 1\n"), "1001: a mapping has more than 1000 keys"},
		{"keys further in", "a:\n  - b: 1\n" + numbered(1001, "    k%d: 1\n"), "1002: a mapping has more than 1000 keys"},
		{"keys around others", numbered(1001, "k%d:\n  - {x: 1}\n"), "2001: a mapping has more than 1000 keys"},
		{"words", "a: [" + strings.Repeat("1, ", 150_000) + "]", "1: has more than 200000 words and signs"},
		{"documents", strings.Repeat("---\na: 1\n", 100_000), "3: is not one YAML document"},
		{"an alias bomb", bomb, "1: an anchor (&) is not read"},
		{"an alias of nothing", "a: *b\n", "1: an alias (*) is not read"},
		{"a merge", "a:\n  <<: {b: 1}\n", "2: a merge key (<<) is not read"},
		{"a tag", "a: !!binary x\n", "1: a tag (!) is not read"},
		{"a question", "? a\n: b\n", "1: a key after a question mark is not read"},
		{"a directive", "%YAML 1.2\n---\na: 1\n", "1: a directive (%) is not read"},
	} {
		tokens, much := tokensOf(c.text)
		if much == nil || !strings.HasPrefix(fmt.Sprintf("%d: %s", much.line, much.says), c.says) {
			t.Errorf("%s: %d tokens, %v", c.name, len(tokens), much)
			continue
		}
		problems := (&Book{}).read(small(t, smallTable, c.text), "shop.yaml")
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "shop.yaml:"+c.says) {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}

// What a table has of everything is far below the bounds, and much more is read.
func TestWhatIsNotTooMuch(t *testing.T) {
	deep := strings.Repeat("[", mostDepth-1) + strings.Repeat("]", mostDepth-1)
	for name, text := range map[string]string{
		"a thousand keys":             numbered(mostKeys, "k%d: 1\n"),
		"many mappings":               numbered(10_000, "- a: %d\n  b: [1, {c: 2}]\n"),
		"many flows after each other": "a:\n" + numbered(10_000, "  - {a: %d, b: []}\n"),
		"deep":                        "a: " + deep + "\nb: " + deep,
		"signs in texts":              "a: \"&x *y !z <<: [[[[\"\nb: >-\n  &x *y\n",
	} {
		if _, much := tokensOf(text); much != nil {
			t.Errorf("%s: %v", name, *much)
		}
	}
}

// Bytes that are no text of a table are refused unread.
func TestWhatIsNoTextIsNotRead(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"50 MB", "a: " + strings.Repeat("x", 50<<20), "shop.yaml: is longer than 4 MiB"},
		{"a program", "\x7fELF\x02\x01\x01\x00\x00", "shop.yaml: is not a text: its byte 0 is 0x7f"},
		{"an archive", "PK\x03\x04", "shop.yaml: is not a text: its byte 2 is 0x03"},
		{"Latin", "a: \xe9", "shop.yaml: is not UTF-8"},
		{"nothing", "", "shop.yaml: is not one YAML document"},
		{"a comment", "# a\n", "shop.yaml: is not one YAML document"},
	} {
		_, problems := load(small(t, smallTable, c.text))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.says) {
			t.Errorf("%s: %v", c.name, problems)
		}
	}
}

// A grid says more than it shows: its cells are counted before they are compared.
func TestAGridOfTooManyCells(t *testing.T) {
	row := "  - model: m\n    unit: clip\n    grid: [seconds]\n    amount:\n" + numbered(900, "      %d: \"1\"\n")
	before := time.Now()
	_, problems := load(folder(map[string]string{
		"s.yaml": "seller: {id: s, owned: true}\nmodels: [{id: m}]\nrates:\n" + strings.Repeat(row, 40)}))
	want := "s.yaml:4: rates: are more than 10000 prices: divide the seller"
	if len(problems) != 1 || problems[0].String() != want || time.Since(before) > 20*time.Second {
		t.Errorf("%v after %s", problems, time.Since(before))
	}
}

// As many problems are told as somebody reads.
func TestThousandsOfProblemsAreNotTold(t *testing.T) {
	row := smallSeller[strings.Index(smallSeller, "  - id: small"):strings.Index(smallSeller, "  - id: large")]
	rows := ""
	for i := range 200 { // each prices what every other does
		rows += strings.Replace(row, "id: small", fmt.Sprint("id: r", i), 1)
	}
	for name, seller := range map[string]string{
		"of shape":   strings.Replace(smallSeller, "aliases: [Film One]", "aliases: ["+strings.Repeat("1, ", 40_000)+"]", 1),
		"of meaning": strings.Replace(smallSeller, "rates:\n", "rates:\n"+rows, 1),
	} {
		_, problems := load(small(t, smallTable, seller))
		var out strings.Builder
		err := problemsOf(&out, problems)
		lines := strings.Count(out.String(), "\n")
		if err == nil || err.Error() != "more than 100 problems in the rate table" || lines != 100 || len(problems) > 101 {
			t.Errorf("%s: %v, %d lines of %d", name, err, lines, len(problems))
		}
	}
}
