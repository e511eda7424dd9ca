// Command vectors asks the engine worked questions and compares its answers with
// those that the files hold. It fails if any differs.
//
//	go run ./pricing/cmd/vectors [--via native|wasm|worker] [--table FILE] FILE…
//
// Run it from the root of the repository. The routes wasm and worker ask what
// ./build.sh build has built. Every route is given the compiled table that is asked
// about, a file named table.json; the default one if none is named.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

func main() {
	if err := vectors(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, printable(err.Error()))
		os.Exit(1)
	}
}

// printable is a text of several lines as a terminal may have it.
func printable(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = pricing.Printable(strings.ReplaceAll(line, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

// firstDay is the first day of a month; any other date stays as it is.
func firstDay(date string) string {
	if len(date) == len("2026-01") {
		return date + "-01"
	}
	return date
}
