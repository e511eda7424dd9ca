package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

const lintHelp = `usage: rates lint-docs [--fix] [--as-of DAY] [--table TABLE] PATH…

Finds prices that stand in Markdown, MDX and HTML beside a statement of what they
are the price of, and fails where the rate table says otherwise. --fix writes what
the table says. A folder is searched for .md, .markdown, .mdx, .html and .htm, but
for node_modules, dist and whatever begins with a dot.

A price is marked in one of these ways. In Markdown and HTML

    <!-- reelrate seller=house model=veo-3 seconds=8 -->480 credits<!-- /reelrate -->

in MDX, which has no such comments

    {/* reelrate seller=house model=veo-3 seconds=8 plan=agency */}$17.18{/* /reelrate */}

and anywhere, as what our elements show before their script runs or without one

    <reelrate-price seller="house" model="veo-3" seconds="8">480 credits</reelrate-price>
    <reelrate-calculator seller="house" model="veo-3" seconds="8">8 s of Veo 3: 480 credits</reelrate-calculator>

A price in the alternative text of a badge or in the title of a frame is checked as well

    ![Veo 3, 8 s: 480 credits](https://…/badge/house/veo-3.svg?seconds=8)

Fields are the members of a quote request, with hyphens: seller, model, seconds,
tier, resolution, audio, input-images, count, takes, as-of … "plan" is the offer
that pays for credits; plan-price and plan-credits are a plan of one's own. "show"
chooses one figure: credits, dollars, total-credits, total-dollars,
per-second-credits, per-second-dollars. Without it the total may stand there in
credits, in dollars or, as our element writes it, in both: 480 credits ($17.18).
A value with spaces is quoted.

What is shown as code is left out, and so is an element whose attributes the site's
program fills in. Where a Markdown line begins with a comment, Markdown takes all of
the line for HTML: put a word before it.

In GitHub Actions:

    name: prices
    on:
      pull_request:
      schedule: [{cron: "17 5 * * 1"}]  # the table changes without the docs
    jobs:
      prices:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v5
          - uses: actions/setup-go@v6
            with: {go-version: stable}
          - run: go run github.com/reelrate/reelrate/pricing/cmd/rates@main lint-docs docs README.md

The table is the one that the tool was built with. To check against that of a
running site, fetch it first: curl -fsSo table.json https://…/v1/rates, and then
--table table.json.

`

// mostDoc bounds a document, in bytes.
const mostDoc = 4 << 20

var docKinds = map[string]markup{".md": markdown, ".markdown": markdown, ".mdx": markdown, ".html": htmlText, ".htm": htmlText}

// lintDocs compares the marked prices of documents with the table, and fails if
// any differs or cannot be read.
func lintDocs(out io.Writer, args []string, now time.Time) error {
	l := &linter{out: out, table: standard(), day: pricing.InstantOf(now).Day()}
	flags := flag.NewFlagSet("rates lint-docs", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprint(out, lintHelp); flags.PrintDefaults() }
	flags.BoolVar(&l.fix, "fix", false, "write the table's price where another stands")
	asOf := flags.String("as-of", "", "the `day` of marks without one; today by default")
	table := flags.String("table", "", "the rate `table`, a folder of YAML or a compiled table; by default the one compiled in")
	var paths []string
	for rest := args; ; rest = flags.Args()[1:] { // flags may stand behind paths
		err := flags.Parse(rest)
		switch {
		case errors.Is(err, flag.ErrHelp):
			return nil
		case err != nil:
			return err
		}
		if flags.NArg() == 0 {
			break
		}
		paths = append(paths, flags.Arg(0))
	}
	if len(paths) == 0 {
		return errors.New("usage: rates lint-docs [--fix] [--as-of DAY] [--table TABLE] PATH…; rates lint-docs --help says how a price is marked")
	}
	var err error
	if *asOf != "" {
		if l.day, err = pricing.ParseInstant(*asOf); err != nil {
			return fmt.Errorf("--as-of: %w", err)
		}
	}
	if *table != "" {
		if l.table, err = openTable(*table); err != nil {
			return err
		}
	}
	for _, path := range paths {
		if err := l.walk(path); err != nil {
			return err
		}
	}
	return l.summary()
}

type linter struct {
	out   io.Writer
	table *pricing.Table
	day   pricing.Instant
	fix   bool

	docs, prices, wrong, unread, fixed, computed int
}

// walk lints a document, or every one in a folder.
func (l *linter) walk(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		if docKinds[strings.ToLower(filepath.Ext(path))] == 0 {
			return fmt.Errorf("%s: is not .md, .markdown, .mdx, .html or .htm", path)
		}
		return l.doc(path)
	}
	return filepath.WalkDir(path, func(at string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case at == path:
			return nil
		case entry.IsDir() && (name == "node_modules" || name == "dist" || strings.HasPrefix(name, ".")):
			return fs.SkipDir
		case entry.Type().IsRegular() && docKinds[strings.ToLower(filepath.Ext(name))] != 0:
			return l.doc(at)
		}
		return nil
	})
}

// doc lints one document.
func (l *linter) doc(path string) error {
	text, err := readDoc(path)
	if err != nil {
		return err
	}
	l.docs++
	kind := docKinds[strings.ToLower(filepath.Ext(path))]
	switch {
	case len(text) > mostDoc:
		l.find(path, "", 0, fmt.Sprintf("is longer than %d MiB and was not read", mostDoc>>20))
		l.unread++
		return nil
	case bytes.IndexByte(text, 0) >= 0: // not a text, whatever its name
		return nil
	}
	old := string(text)
	fixed, done := strings.Builder{}, 0
	for _, m := range scan(old, kind) {
		price, at := l.compare(path, old, kind, &m)
		if !at {
			continue
		}
		fixed.WriteString(old[done:m.from] + m.before + written(price, m.says, kind) + m.after)
		done = m.to
	}
	if done == 0 {
		return nil
	}
	fixed.WriteString(old[done:])
	return writeFile(path, []byte(fixed.String()))
}

// compare reports what is wrong with one mark, and its price if that is to be
// written.
func (l *linter) compare(path, text string, kind markup, m *mark) (price string, write bool) {
	l.prices++
	if m.problem != "" {
		l.unread++
		l.find(path, text, m.at, m.problem)
		return "", false
	}
	prices, err := m.prices(l.table, l.day)
	var bad *badField
	switch {
	case err == errComputed:
		l.computed++
		return "", false
	case errors.As(err, &bad):
		l.unread++
		l.find(path, text, bad.at, bad.reason)
		return "", false
	case err != nil:
		l.unread++
		l.find(path, text, m.at, err.Error())
		return "", false
	case slices.ContainsFunc(prices, func(price string) bool { return saysIt(m.says, price, kind) }):
		return "", false
	}
	price = meant(m.says, prices)
	says := "nothing stands here"
	if m.says != "" {
		says = fmt.Sprintf("says %q", strings.Join(strings.Fields(m.says), " "))
	}
	says += fmt.Sprintf(", the table says %q", price)
	if l.fix {
		l.fixed++
		says += ": fixed"
	} else {
		l.wrong++
	}
	l.find(path, text, m.from, says)
	return price, l.fix
}

// find prints a finding at an offset of the text, its column in characters.
func (l *linter) find(path, text string, at int, says string) {
	before := text[:at]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	fmt.Fprintf(l.out, "%s:%d:%d: %s\n", pricing.Printable(path), line, column, pricing.Printable(says))
}

func (l *linter) summary() error {
	if l.docs == 0 {
		return errors.New("there is no .md, .markdown, .mdx, .html or .htm here")
	}
	fmt.Fprintf(l.out, "marked prices: %d, documents: %d, rate table %s on %s", l.prices, l.docs, l.table.Version, l.day)
	for _, n := range []struct {
		n    int
		what string
	}{{l.fixed, "fixed"}, {l.computed, "filled in by the site's program and not checked"}} {
		if n.n > 0 {
			fmt.Fprintf(l.out, ", %d %s", n.n, n.what)
		}
	}
	fmt.Fprintln(l.out)
	var failures []string
	if l.wrong > 0 {
		failures = append(failures, fmt.Sprintf("%d not as in the table: --fix writes what it says", l.wrong))
	}
	if l.unread > 0 {
		failures = append(failures, fmt.Sprintf("%d that cannot be checked", l.unread))
	}
	if failures == nil {
		return nil
	}
	return errors.New(strings.Join(failures, "; "))
}

// readDoc reads a document, and one byte more than it may have.
func readDoc(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, mostDoc+1))
}
