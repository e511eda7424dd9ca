//go:build !js

package pricing_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const own = "github.com/reelrate/reelrate/pricing"

// imports are those of package pricing's family that each of it may have.
var imports = map[string][]string{
	"":           {},
	"/binding":   {""},
	"/table":     {""},
	"/rates":     {"", "/table"},
	"/purchase":  {"", "/binding"},
	"/budget":    {""},
	"/ledger":    {""},
	"/reconcile": {"", "/binding"},
	"/margin":    {"", "/reconcile"}, // to read the log that it replays
	"/wire":      {"", "/binding", "/purchase", "/budget", "/ledger", "/reconcile", "/margin"},
	"/receipt":   {},
}

// Arrows run one way: numbers and prices, what can be asked of them, the entry
// point, the hosts. What the engine knows nothing of it does not import.
func TestArrows(t *testing.T) {
	for name, may := range imports {
		for _, path := range listed(t, "-f", `{{join .Imports "\n"}}`, own+name) {
			if rest, family := strings.CutPrefix(path, own); family && !slices.Contains(may, rest) {
				t.Errorf("%s imports %s", own+name, path)
			}
			if name != "/receipt" && slices.ContainsFunc([]string{"net/", "encoding/json", "html", "syscall/js"}, func(p string) bool { return strings.HasPrefix(path, p) }) {
				t.Errorf("%s imports %s", own+name, path)
			}
		}
	}
	for _, path := range listed(t, own+"/...") {
		name := strings.TrimPrefix(path, own)
		if _, known := imports[name]; !known && !strings.HasPrefix(name, "/cmd/") && !strings.HasPrefix(name, "/internal/") {
			t.Errorf("what may %s import?", path)
		}
	}
}

// listed is what go list says of the packages.
func listed(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatal(args, err)
	}
	return strings.Fields(string(out))
}
