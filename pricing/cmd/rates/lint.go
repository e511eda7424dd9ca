package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
)

// mostDoc bounds a document, in bytes.
const mostDoc = 4 << 20

var docKinds = map[string]markup{".md": markdown, ".markdown": markdown, ".mdx": markdown, ".html": htmlText, ".htm": htmlText}

func (v *lintVerb) Run(t *tool) error {
	l := &linter{out: t.out, day: v.AsOf.or(t.today()), fix: v.Fix}
	var err error
	if l.table, err = v.open(t.now); err != nil {
		return err
	}
	for _, path := range v.Paths {
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
	return found("%s", strings.Join(failures, "; "))
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
