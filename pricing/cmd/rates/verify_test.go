package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

func TestVerify(t *testing.T) {
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var printed strings.Builder
	if err := ask(&printed, []string{"key"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	secret, err := receipt.ParseKeys([]byte(printed.String()))
	if err != nil {
		t.Fatalf("rates key prints %s: %v", printed.String(), err)
	}
	public, err := json.Marshal(secret.Public())
	if err != nil {
		t.Fatal(err)
	}
	keys := file("jwks.json", string(public))

	quote, err := wire.Handle(frozen.Table(), "quote", []byte(`{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-07-01"}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	issued := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	batch, err := wire.Handle(frozen.Table(), "quotes", []byte(`{"asOf":"2026-07-01","quotes":[
		{"seller":"house","model":"veo-3","seconds":8},{"seller":"house","model":"veo-9"},{"seller":"house","model":"veo-3","seconds":1}]}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	signer := secret.Signer()
	published := file("table.json", frozen.Table().Canonical)
	response := func(body []byte) string {
		return "HTTP/2 200 \r\ncontent-type: application/json\r\nreelrate-signature: " + signer.Detached(body, issued) + "\r\n\r\n" + string(body)
	}
	changed := func(old, new string) []byte {
		text := strings.Replace(string(quote), old, new, 1)
		if text == string(quote) {
			t.Fatalf("no %s in %s", old, quote)
		}
		return []byte(text)
	}
	for _, test := range []struct{ name, text, at, says, err string }{
		{"as one document", string(signer.Flattened(quote, issued)), "2026-07-01T12:15:00Z", "480 credits", ""},
		{"as curl -i prints it", response(quote), "2026-07-01T12:00:00Z", "480 credits", ""},
		{"a batch", response(batch), "2026-07-01T12:00:00Z", `"seconds":"8","seller":"house"}` + "\nprice       none, this line was refused\nprice       60 credits, recomputed", ""},
		{"a batch with a wrong line", response([]byte(strings.Replace(string(batch), `"60"`, `"61"`, 1))), "2026-07-01T12:00:00Z", "", "line 1: the table prices"},
		{"expired", response(quote), "2026-07-01T12:15:01Z", "holds       until 2026-07-01T12:15:00Z", "expired"},
		{"from the future", response(quote), "2026-07-01T11:59:59Z", "", "not yet issued"},
		{"altered on the way", strings.Replace(response(quote), "480 credits", "48 credits", 1), "2026-07-01T12:00:00Z", "", "does not fit"},
		{"signed, and wrong", response(changed(`"480"`, `"481"`)), "2026-07-01T12:00:00Z", "", "prices the same request otherwise"},
		{"of another table", response(changed(frozen.Table().Digest, "sha256:0")), "2026-07-01T12:00:00Z", "", "priced with table"},
		{"of a request without a price", response(changed(`"asOf":"2026-07-01","model":"veo-3"`, `"asOf":"2026-07-01","model":"veo-9"`)), "2026-07-01T12:00:00Z", "", "has no price"},
		{"unsigned", "HTTP/1.1 200 OK\r\n\r\n" + string(quote), "", "", "no Reelrate-Signature"},
		{"of a host without a key", "HTTP/1.1 200 OK\r\nReelrate-Signature: none\r\n\r\n" + string(quote), "", "", "does not sign"},
		{"nothing", "", "", "", "not a flattened JWS"},
		{"far too long", strings.Repeat(" ", 1<<20+1), "", "", "longer than any receipt"},
	} {
		var out strings.Builder
		args := []string{"verify", "--keys", keys, "--table", published, file("receipt", test.text)}
		if test.at != "" {
			args = append(args, "--at", test.at)
		}
		err := ask(&out, args, issued)
		if !strings.Contains(out.String(), test.says) {
			t.Errorf("%s: does not say %q:\n%s", test.name, test.says, out.String())
		}
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.err)
		}
	}

	good := file("good", string(signer.Flattened(quote, issued)))
	for _, test := range []struct {
		name string
		args []string
		err  string
	}{
		{"the table from its YAML", []string{"--keys", keys, "--table", frozenFolder(t), good}, ""},
		{"the table as published", []string{"--keys", keys, "--table", published, good}, ""},
		{"no keys", []string{good}, "--keys"},
		{"no file", []string{"--keys", keys}, "<file>"},
		{"keys that are none", []string{"--keys", good, good}, "no key"},
		{"a time that is none", []string{"--keys", keys, "--at", "noon", good}, "--at"},
	} {
		err := ask(&strings.Builder{}, append([]string{"verify"}, test.args...), issued)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.err)
		}
	}
}

// The two steps of a rotation, as the operator takes them.
func TestKey(t *testing.T) {
	print := func(args ...string) (receipt.Keys, string) {
		var out strings.Builder
		if err := ask(&out, append([]string{"key"}, args...), time.Now()); err != nil {
			t.Fatal(err)
		}
		set, err := receipt.ParseKeys([]byte(out.String()))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		return set, path
	}
	first, path := print()
	second, path := print(path)
	third, _ := print("--switch", path)
	if len(first.Keys) != 1 || len(second.Keys) != 2 || second.Keys[0] != first.Keys[0] {
		t.Fatalf("got %v, then %v", first, second)
	}
	if len(third.Keys) != 2 || third.Keys[0] != second.Keys[1] || third.Keys[1].X != first.Keys[0].X || third.Keys[1].D != "" {
		t.Errorf("switched to %v", third)
	}
	for _, args := range [][]string{{"--switch"}, {path, path}, {filepath.Join(t.TempDir(), "none")}, {"verify_test.go"}} {
		if err := ask(&strings.Builder{}, append([]string{"key"}, args...), time.Now()); err == nil {
			t.Errorf("%v: no error", args)
		}
	}
}
