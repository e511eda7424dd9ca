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
		for _, path := range listed(t, "", "-f", `{{join .Imports "\n"}}`, own+name) {
			if rest, family := strings.CutPrefix(path, own); family && !slices.Contains(may, rest) {
				t.Errorf("%s imports %s", own+name, path)
			}
			if name != "/receipt" && slices.ContainsFunc([]string{"net/", "encoding/json", "html", "syscall/js"}, func(p string) bool { return strings.HasPrefix(path, p) }) {
				t.Errorf("%s imports %s", own+name, path)
			}
		}
	}
	for _, path := range listed(t, "", own+"/...") {
		name := strings.TrimPrefix(path, own)
		if _, known := imports[name]; !known && !strings.HasPrefix(name, "/cmd/") && !strings.HasPrefix(name, "/internal/") {
			t.Errorf("what may %s import?", path)
		}
	}
}

// A program that runs at the edge or in a browser is built without a table, so that
// it is the same whichever prices there are.
func TestProgramsHoldNoPrices(t *testing.T) {
	for _, program := range []string{"widget", "worker"} {
		for _, tags := range []string{"", "tinygo", "panicroute"} {
			deps := listed(t, "js", "-tags", tags, "-deps", "github.com/reelrate/reelrate/wasm/"+program)
			if slices.Contains(deps, own+"/rates") || !slices.Contains(deps, own+"/table") {
				t.Errorf("wasm/%s (%s) has prices, or cannot load them", program, tags)
			}
		}
	}
}

// listed is what go list says of the packages, for js/wasm or for this machine.
func listed(t *testing.T, system string, args ...string) []string {
	t.Helper()
	command := exec.Command("go", append([]string{"list"}, args...)...)
	if system != "" {
		command.Env = append(command.Environ(), "GOOS="+system, "GOARCH=wasm")
	}
	out, err := command.Output()
	if err != nil {
		t.Fatal(args, err)
	}
	return strings.Fields(string(out))
}
