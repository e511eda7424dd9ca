package main

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func TestManifest(t *testing.T) {
	dist := fstest.MapFS{
		"table.json":       {Data: []byte(frozen.Table().Canonical)},
		"widget/a.wasm":    {Data: []byte("abc")},
		"site/assets/b.js": {Data: nil},
		"server":           {Data: []byte("abc")},
		"test/other":       {Data: []byte("not listed")},
	}
	text, err := manifest(dist, []string{"widget", "site", "server"})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Table struct{ Version, Digest string }
		Files map[string]entry
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	// The examples of FIPS 180-2: SHA-256 of "abc" and of nothing.
	abc := entry{3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
	none := entry{0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
	if len(got.Files) != 3 || got.Files["widget/a.wasm"] != abc || got.Files["server"] != abc || got.Files["site/assets/b.js"] != none {
		t.Errorf("got %s", text)
	}
	if got.Table.Digest != frozen.Table().Digest {
		t.Errorf("got %s", text)
	}
	if _, err := manifest(dist, []string{"worker"}); err == nil {
		t.Error("a folder that is missing is not missed")
	}
	delete(dist, "table.json")
	if _, err := manifest(dist, []string{"widget"}); err == nil {
		t.Error("a table that is missing is not missed")
	}
}
