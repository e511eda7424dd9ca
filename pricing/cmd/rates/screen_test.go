package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/wire"
)

// unscreened is what moves the cursor of a terminal or turns the text around.
var unscreened = regexp.MustCompile("[\x00-\x09\x0b-\x1f\x7f\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")

// hostile is text of somebody else that would write a line of its own.
const hostile = "x\x1b[2K\x1b]0;owned\x07\u009b31m\u202egnp\u202c\u2066\u2028\x00\x7f\nTOTAL: 0 rows differ"

// Whatever stands in a usage log, the tool prints its own lines and nothing of it
// that a terminal would obey.
func TestNothingOfALogReachesTheTerminal(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	row := map[string]any{"job_id": "a", "submitted_at": "2026-06-15", "seller": "house", "model": "veo-3", "seconds": "8", "status": "completed", "credits_used": "480", "project": "p"}
	var rows, names []any
	for _, name := range []string{"job_id", "request_id", "submitted_at", "seller", "model", "mode", "resolution", "quality", "audio", "seconds", "offer", "status",
		"credits_used", "usd", "attempt", "project", "client", "table", hostile, "prompt\x1b[2K"} {
		spoiled := map[string]any{}
		for k, v := range row {
			spoiled[k] = v
		}
		spoiled[name] = hostile
		rows = append(rows, spoiled)
		names = append(names, name)
	}
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	asJSON := write("log.json", string(text))
	header := write("log.csv", "\"job_id\x1b[2K\",submitted_at,seller,model,seconds,credits_used,\"\u202eproject\nx\"\na,2026-06-15,house,veo-3,8,480,p\n")
	for name, run := range map[string]func(out *strings.Builder) error{
		"reconcile":      func(out *strings.Builder) error { return ask(out, []string{"reconcile", "--all", asJSON}, time.Now()) },
		"reconcile, CSV": func(out *strings.Builder) error { return ask(out, []string{"reconcile", "--all", header}, time.Now()) },
		"replay": func(out *strings.Builder) error {
			return ask(out, []string{"replay", frozenFolder(t), frozenFolder(t), asJSON}, time.Now())
		},
		"another's format": func(out *strings.Builder) error {
			return ask(out, []string{"reconcile", "--format", hostile, asJSON}, time.Now())
		},
		"another's seller": func(out *strings.Builder) error {
			return ask(out, []string{"reconcile", "--seller", hostile, "--offer", hostile, asJSON}, time.Now())
		},
	} {
		var out strings.Builder
		err := run(&out)
		said := out.String()
		if err != nil {
			said += printable(err.Error()) + "\n"
		}
		if found := unscreened.FindString(said); found != "" {
			t.Errorf("%s: %q in %q", name, found, said)
		}
		if regexp.MustCompile(`(?m)^TOTAL: 0`).MatchString(said) || said == "" {
			t.Errorf("%s: a line of the log in\n%s", name, said)
		}
		if name == "reconcile" && strings.Count(said, "\nline ") != len(names)-1 {
			t.Errorf("%s: not %d lines of rows in\n%s", name, len(names), said)
		}
	}
}

// A document's name, marks and prices are somebody else's too.
func TestNothingOfADocumentReachesTheTerminal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a\x1b[2K\u202e.md")
	marks := []string{
		"seller=\"hou\x1bse\" model=veo-3 seconds=8", "seller=house model=\"veo\u202e\" seconds=8", "seller=house model=veo-3 seconds=8 res\x1bolution=x",
		"seller=house model=veo-3 seconds=\"8\x1b\"", "seller=house model=veo-3 seconds=8 resolution=\"\x1b[2K\"", "seller=house\x1b",
	}
	text := ""
	for _, m := range marks {
		text += "<!-- reelrate " + m + " -->\x1b[31m1\u202e<!-- /reelrate -->\n\n"
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err := ask(&out, []string{"lint-docs", path}, time.Now())
	if err == nil || strings.Count(out.String(), ".md:") != len(marks) {
		t.Errorf("%v\n%q", err, out.String())
	}
	if found := unscreened.FindString(out.String()); found != "" {
		t.Errorf("%q in %q", found, out.String())
	}
}

// What a key is called and what was asked stand in a receipt as its signer wrote them.
func TestNothingOfAReceiptReachesTheTerminal(t *testing.T) {
	folder := t.TempDir()
	key, err := receipt.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	key.ID = "k\u202e\u009b31m\nsigned by nobody"
	keys := receipt.Keys{Keys: []receipt.Key{key}}
	public, _ := json.Marshal(keys.Public())
	quote, err := wire.Handle(standard(), "quote", []byte(`{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-07-01"}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	issued := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for _, signed := range []string{string(quote), strings.ReplaceAll(string(quote), `"veo-3"`, `"veo-3`+"\u202e\u009b"+`"`), strings.ReplaceAll(string(quote), `"8"`, `"9"`)} {
		for name, text := range map[string]string{"jwks.json": string(public), "receipt": string(keys.Signer().Flattened([]byte(signed), issued))} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out strings.Builder
		err := ask(&out, []string{"verify", "--keys", filepath.Join(folder, "jwks.json"), filepath.Join(folder, "receipt")}, issued)
		if err != nil {
			out.WriteString(printable(err.Error()))
		}
		if found := unscreened.FindString(out.String()); found != "" || !strings.HasPrefix(out.String(), "signed      by the key k") || strings.Contains(out.String(), "\nsigned by nobody") {
			t.Errorf("%q in %q", found, out.String())
		}
	}
}

// A table of somebody else is refused where its texts are none.
func TestATableHasTextsThatCanBePrinted(t *testing.T) {
	for name, text := range map[string]string{"an escape": `Fi\u001blm`, "a line break": `Fi\nlm`, "an override": `Fi\u202elm`, "a break of C1": `Fi\u0085lm`, "no character": `Fi\uffffelm`} {
		seller := strings.Replace(smallSeller, "name: Film", `name: "`+text+`"`, 1)
		_, problems := load(small(t, smallTable, seller))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "shop.yaml:11: models.0.name: ") {
			t.Errorf("%s: %v", name, problems)
		}
		compiled, problems := compile(small(t, smallTable, smallSeller), nil, time.Now())
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		path := filepath.Join(t.TempDir(), "table.json")
		published := strings.Replace(string(compiled.text), `"name":"Film"`, `"name":"`+text+`"`, 1)
		if err := os.WriteFile(path, []byte(published), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := openTable(path, time.Now()); err == nil || !strings.Contains(err.Error(), "table.sellers.0.models.0.name: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What goes wrong is told in lines of its own, whatever it quotes.
func TestErrorsReachTheTerminalAsText(t *testing.T) {
	if got := printable(errors.New("a\tb\n\x1b[31m\u202e\r\n").Error()); got != "a    b\n\ufffd[31m\ufffd\ufffd\n" {
		t.Errorf("%q", got)
	}
}
