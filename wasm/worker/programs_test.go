//go:build !js

package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// A program that runs at the edge or in a browser is built without a table, so that
// it is the same whichever prices there are.
func TestProgramsHoldNoPrices(t *testing.T) {
	const own = "github.com/reelrate/reelrate/"
	for _, program := range []string{"widget", "worker"} {
		for _, tags := range []string{"", "tinygo", "panicroute"} {
			command := exec.Command("go", "list", "-tags", tags, "-deps", own+"wasm/"+program)
			command.Env = append(command.Environ(), "GOOS=js", "GOARCH=wasm")
			out, err := command.Output()
			if err != nil {
				t.Fatal(command, err)
			}
			deps := strings.Fields(string(out))
			if slices.Contains(deps, own+"pricing/rates") || !slices.Contains(deps, own+"pricing/table") {
				t.Errorf("wasm/%s (%s) has prices, or cannot load them", program, tags)
			}
		}
	}
}
