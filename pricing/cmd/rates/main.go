// Command rates is the operator's tool for the rate table. Each verb is a file of its
// own; rates help lists them.
//
//	go run ./pricing/cmd/rates check
//
// Its exit status is 0 when all is well, 1 for a finding (what the verb was asked to
// look for is there) and 2 when it could not run. Findings are printed, errors go to
// standard error.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/reelrate/reelrate/pricing"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now())) }

const description = `The operator's tool for the rate table.

Exit status: 0 when all is well, 1 for a finding, 2 when it could not run.
rates VERB --help tells more of a verb.`

// verbs are what the tool can be asked, in the order of its help.
type verbs struct {
	HelpFlag  helpFlag      `name:"help" short:"h" help:"Tell what it does and takes."`
	Init      initVerb      `cmd:"" help:"Begin a price list of your own."`
	Check     checkVerb     `cmd:"" help:"Find what is wrong with the authored table and the compiled one."`
	Compile   compileVerb   `cmd:"" help:"Write the authored table as the one file that hosts carry."`
	Set       setVerb       `cmd:"" help:"Append a new price, from a day on."`
	Retire    retireVerb    `cmd:"" help:"End a model, or some of its prices."`
	Digest    digestVerb    `cmd:"" help:"Print the version and the digest of the authored table."`
	List      listVerb      `cmd:"" help:"Print every price with its dates and source."`
	Quote     quoteVerb     `cmd:"" help:"Price a shot."`
	Diff      diffVerb      `cmd:"" help:"Print what differs between two tables, and what that does to a price."`
	Replay    replayVerb    `cmd:"" help:"Price a usage log under two tables."`
	Margins   marginsVerb   `cmd:"" help:"Set the operator's own prices beside their costs."`
	Reconcile reconcileVerb `cmd:"" help:"Check a usage log against the table."`
	LintDocs  lintVerb      `cmd:"" help:"Check the prices that documents state."`
	Key       keyVerb       `cmd:"" help:"Make a key to sign quotes with, or sign with the newest."`
	Verify    verifyVerb    `cmd:"" help:"Check a signed quote."`
	Help      helpVerb      `cmd:"" help:"Tell what the tool or a verb does and takes."`
}

// tool is what every verb runs with.
type tool struct {
	out io.Writer
	now time.Time
}

// today is the day, in UTC.
func (t *tool) today() pricing.Instant { return pricing.InstantOf(t.now).Day() }

// finding is an error that says what a verb was asked to look for.
type finding struct{ error }

func found(format string, args ...any) error { return finding{fmt.Errorf(format, args...)} }

// run is the program: it returns the exit status.
func run(args []string, out, errs io.Writer, now time.Time) int {
	w := bufio.NewWriter(out)
	err := ask(w, args, now)
	if failure := w.Flush(); failure != nil {
		err = failure // whatever was found has not been told
	}
	if err == nil {
		return 0
	}
	fmt.Fprintln(errs, printable("rates: "+err.Error()))
	if _, is := errors.AsType[finding](err); is {
		return 1
	}
	return 2
}

// ask reads the arguments and runs their verb.
func ask(out io.Writer, args []string, now time.Time) error {
	parser, err := kong.New(&verbs{}, kong.Name("rates"), kong.Description(description), kong.Writers(out, out),
		kong.NoDefaultHelp(), kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true}))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(args, empty) {
		return errors.New("an argument is empty: is a variable of the shell unset?")
	}
	asked, err := parser.Parse(args)
	switch wrong, is := errors.AsType[*kong.ParseError](err); {
	case errors.Is(err, errHelped):
		return nil
	case is:
		return misused(wrong)
	}
	return asked.Run(&tool{out, now})
}

// empty is an argument that says nothing. None may, so that nothing is taken for its
// default because a variable was unset.
func empty(arg string) bool {
	return arg == "" || strings.HasPrefix(arg, "-") && strings.HasSuffix(arg, "=")
}

// misused says what is wrong with the arguments and where to read on.
func misused(e *kong.ParseError) error {
	help, says := "rates help", e.Error()
	if verb := e.Context.Selected(); verb != nil {
		help = "rates " + verb.Name + " --help"
		n := len(verb.Positional)
		if strings.HasPrefix(says, "unexpected argument") && n > 0 && verb.Positional[n-1].IsCumulative() {
			says += ": flags stand before or behind all of them"
		}
	} else if len(e.Context.Args) == 0 {
		says = "what is to be done?"
	}
	if flag, _, cut := strings.Cut(says, ": expected "); cut {
		says = flag + " needs a value"
	}
	return fmt.Errorf("%s\n%s tells what can be asked", says, help)
}

// printable is a text of several lines as a terminal may have it.
func printable(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = pricing.Printable(strings.ReplaceAll(line, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}
