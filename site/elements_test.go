package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// configWith is the frozen list's site.yaml with more lines.
func configWith(t *testing.T, more string) (*config, error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(frozenRates, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := write(folder, []file{{"site.yaml", append(text, more...)}}); err != nil {
		t.Fatal(err)
	}
	return readConfig(folder)
}

func TestPrefixes(t *testing.T) {
	for _, test := range []struct{ yaml, prefix, script string }{
		{"", "reelrate", "/embed/v1/reelrate.js"},
		{"elements: {prefix: reelrate}\n", "reelrate", "/embed/v1/reelrate.js"},
		{"elements: {prefix: acme}\n", "acme", "/embed/v1/reelrate.js?prefix=acme"},
		{"elements: {prefix: a1}\n", "a1", "/embed/v1/reelrate.js?prefix=a1"},
	} {
		c, err := configWith(t, test.yaml)
		if err != nil {
			t.Fatal(err)
		}
		if e := c.Elements; e.Prefix != test.prefix || e.Script("v1") != test.script {
			t.Errorf("%q: %s, %s", test.yaml, e.Prefix, e.Script("v1"))
		}
	}
	for _, prefix := range []string{"Acme", "1acme", "acme-video", "a_b", "é", `""x`, "a b"} {
		_, err := configWith(t, "elements: {prefix: '"+prefix+"'}\n")
		if err == nil || !strings.Contains(err.Error(), "site.yaml: elements: prefix: ") {
			t.Errorf("%s: %v", prefix, err)
		}
	}
}

// A site that has a prefix of its own hands out its own elements, in every line and with
// the address of their script; the npm package's are called as ever.
func TestBuilderWithPrefix(t *testing.T) {
	c, err := configWith(t, "elements: {prefix: acme}\n")
	if err != nil {
		t.Fatal(err)
	}
	release := releaseOf(t, given(t, "engine", nil))
	files, err := render(frozen.Table(), c, &assets{embed: release}, description.Object{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.path != "docs/embed.html" {
			continue
		}
		page := pageOf(t, string(f.content))
		for snippet := range page.all("code[data-pattern]") {
			line := snippet.raw()
			npm := strings.Contains(line, "npm install")
			if npm != strings.Contains(line, "<reelrate-") || npm && strings.Contains(line, "acme") {
				t.Error(line)
			}
			script := `https://reelrate.example/embed/v1/reelrate.js?prefix=acme"`
			if strings.Contains(line, "/reelrate.js") && !strings.Contains(line, script) {
				t.Error(line)
			}
			if strings.Contains(line, "isCustomElement") && !strings.Contains(line, `startsWith("acme-")`) {
				t.Error(line)
			}
		}
		builder := page.first(t, `div[class="builder"]`)
		for name, want := range map[string]string{"data-prefix": "acme", "data-script": "/embed/v1/reelrate.js?prefix=acme",
			"data-exact": "/embed/v" + release.Version + "/reelrate.js?prefix=acme", "data-major": "v1"} {
			if got := builder.attr(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		for _, element := range []string{"acme-calculator#preview", "acme-price#sample"} {
			if !page.has(element) {
				t.Errorf("the page has no %s", element)
			}
		}
		return
	}
	t.Error("there is no page")
}
