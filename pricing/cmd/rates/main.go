// Command rates is the operator's tool for the rate table.
//
//	rates check                      the YAML against its schema and its meaning, and the compiled table against the YAML
//	rates compile [-o FILE] DIR      the table of a folder of YAML as the one file that hosts carry; the version changes with the content alone
//	rates digest                     print the version and digest of the table
//	rates list [seller]              print every price with its date and source
//	rates diff OLD NEW               every row that differs, on whatever day, and what that does to a price; rates diff alone says what counts
//	rates replay OLD NEW USAGE       a usage log priced under both tables
//	rates margins [--floor P] [--as-of DAY] [--what-if PROMO]
//	                                 every price of the house on a day beside every cost, what is below the floor, and what cannot be compared
//	rates reconcile [--all] [--csv] FILE
//	                                 a usage log in CSV or JSON against the table: what differs, why, and the cost by model, project, client
//	rates key [FILE] | key --switch FILE
//	                                 a new key to sign quotes with, after those of FILE; or sign with its last
//	rates verify --keys JWKS [--at TIME] [--table TABLE] FILE
//	                                 check a signed quote: its signature, its price, whether it still holds
//	rates lint-docs [--fix] [--as-of DAY] PATH…
//	                                 prices written by hand in Markdown, MDX and HTML against the table
//
// Run it from the root of the repository: go run ./pricing/cmd/rates check
package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
)

// ratesDir is the default table, from the root of the repository.
const ratesDir = "pricing/rates"

func main() {
	if err := run(os.Args[1:]); err != nil {
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

func run(args []string) error {
	verb := ""
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	switch verb {
	case "check":
		return check(os.Stdout)
	case "compile":
		return compileVerb(os.Stdout, args, time.Now())
	case "digest":
		return digest(os.Stdout)
	case "list":
		return list(os.Stdout, args)
	case "diff":
		return diff(os.Stdout, args)
	case "replay":
		return replay(os.Stdout, args)
	case "margins":
		return margins(os.Stdout, args)
	case "reconcile":
		return reconcileLog(os.Stdout, args)
	case "key":
		return newKey(os.Stdout, args)
	case "verify":
		return verify(os.Stdout, args, time.Now())
	case "lint-docs":
		return lintDocs(os.Stdout, args, time.Now())
	}
	return fmt.Errorf("usage: rates check | compile [-o FILE] DIR | digest | list [seller] | diff OLD NEW | replay OLD NEW USAGE | margins [--floor P] | reconcile [--all] [--csv] FILE | key [--switch] [FILE] | verify --keys JWKS FILE | lint-docs [--fix] PATH…")
}

// standard is the table that the tool was built with, and the hosts of its build. Tests
// have another.
var standard = rates.Default

// check prints every problem of the table, or one line that there is none. The
// compiled table is held to what it says and not to its version, which is that of
// the day on which it came to say it.
func check(out io.Writer) error {
	c, problems := compileFolder(ratesDir, time.Now())
	switch {
	case len(problems) > 0:
	case !c.kept:
		problems = []Problem{{File: compiledName, Message: "is not what the YAML compiles to: run rates compile " + ratesDir}}
	}
	if len(problems) > 0 {
		return problemsOf(out, problems)
	}
	fmt.Fprintf(out, "rate table %s: %d sellers, %d rates, %d offers; %s\n",
		c.table.Version, len(c.book.Sellers), c.book.count(func(s *SellerFile) int { return len(s.Rates) }),
		c.book.count(func(s *SellerFile) int { return len(s.Offers) }), c.table.Digest)
	return nil
}

// sound loads the table for a verb that needs a correct one.
func sound() (*Book, error) {
	book, problems := load(os.DirFS(ratesDir))
	if len(problems) > 0 {
		return nil, fmt.Errorf("%v\nand %d more: run rates check", problems[0], len(problems)-1)
	}
	return book, nil
}

func digest(out io.Writer) error {
	c, problems := compileFolder(ratesDir, time.Now())
	if len(problems) > 0 {
		return problemsOf(out, problems)
	}
	fmt.Fprintln(out, c.table.Version, c.table.Digest)
	return nil
}
