package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// edition is the table that the answers are of.
const edition = "../../testdata/frozen/table.json"

func TestVectorsCountFailures(t *testing.T) {
	dir := t.TempDir()
	name := dir + "/v.json"
	file := `{"vectors":[
	 {"id":"right","kind":"endpoint_credits","input":{"model":"veo3","mode":"text-to-video","duration_seconds":8},"expected":{"status":"ok","credits":"63"}},
	 {"id":"wrong","kind":"endpoint_credits","input":{"model":"veo3","mode":"text-to-video","duration_seconds":8},"expected":{"status":"ok","credits":"64"}},
	 {"id":"unsaid","kind":"endpoint_credits","input":{"model":"veo3","duration_seconds":8},"expected":{"colour":"blue"}},
	 {"id":"strange","kind":"weather","input":{},"expected":{}}]}`
	if err := os.WriteFile(name, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := vectors(&out, []string{"--table", edition, name}); err == nil {
		t.Error("failures did not fail the run")
	}
	for _, want := range []string{"wrong: credits: want 64, got 63\n", "unsaid: colour: ", "strange: unknown kind weather\n", "\n1 passed, 3 failed\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output lacks %q:\n%s", want, out.String())
		}
	}
}

// Every vector passes natively; the built artefacts are asked by ./build.sh test.
func TestSeedVectors(t *testing.T) {
	var out bytes.Buffer
	if err := vectors(&out, []string{"--table", edition, "../../testdata/seed-vectors.json"}); err != nil || !strings.HasSuffix(out.String(), "325 passed, 0 failed\n") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
