package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/reelrate/reelrate/pricing"
)

// The files of a folder that are no seller's.
const (
	tableName    = "table.yaml"
	findingsName = "findings.yaml"
	siteName     = "site.yaml" // the site's own, which the table knows nothing of; see sitecheck.go
)

// load reads every YAML file, checks its shape and its meaning, and lists what is
// wrong in order of file and line.
func load(dir fs.FS) (*Book, []Problem) {
	book := &Book{}
	names, err := fs.Glob(dir, "*.yaml")
	if err != nil || len(names) == 0 {
		return nil, []Problem{{File: ".", Message: "there are no YAML files"}}
	}
	var problems []Problem
	for _, name := range names {
		if name != siteName {
			problems = append(problems, book.read(dir, name)...)
		}
	}
	if len(problems) == 0 && len(book.Sellers) == 0 {
		problems = []Problem{{File: ".", Message: "there is no seller's file: write one, named after the seller's id"}}
	}
	if len(problems) == 0 {
		problems = book.complete()
	}
	if len(problems) == 0 {
		problems = book.meaning()
	}
	sort.SliceStable(problems, func(i, j int) bool {
		if problems[i].File != problems[j].File {
			return problems[i].File < problems[j].File
		}
		return problems[i].Line < problems[j].Line
	})
	return book, problems[:min(len(problems), mostTold+1)]
}

// read adds one file to the book.
func (b *Book) read(dir fs.FS, name string) []Problem {
	f, problems := parse(dir, name)
	if len(problems) > 0 {
		return problems
	}
	if problems := check(f, formOf(name), f.data); len(problems) > 0 {
		return problems
	}
	if where := unprintable(f.data, nil); where != nil {
		return []Problem{f.at("has a line break or another character that is none of a text; "+
			"long text is written with >-", where...)}
	}
	var err error
	switch s := (&SellerFile{file: f}); name {
	case tableName:
		b.Table.file, err = f, yaml.NodeToValue(f.body, &b.Table)
	case findingsName:
		b.findings, err = f, yaml.NodeToValue(f.body, &b.Findings)
	default:
		err = yaml.NodeToValue(f.body, s)
		if want := strings.TrimSuffix(path.Base(name), ".yaml"); err == nil && s.Seller.ID != want {
			return []Problem{f.at("is not the name of the file, "+want, "seller", "id")}
		}
		b.Sellers = append(b.Sellers, s)
	}
	if err != nil {
		return []Problem{{File: name, Message: err.Error()}}
	}
	return nil
}

// parse reads one file as YAML.
func parse(dir fs.FS, name string) (*file, []Problem) {
	text, err := readBounded(dir, name)
	if err == nil {
		err = plain(text)
	}
	if err != nil {
		return nil, []Problem{{File: name, Message: err.Error()}}
	}
	tokens, much := tokensOf(string(text))
	if much != nil {
		return nil, []Problem{{File: name, Line: much.line, Message: much.says}}
	}
	parsed, err := parser.Parse(tokens, 0)
	if wrong, is := errors.AsType[*yaml.SyntaxError](err); is {
		return nil, []Problem{{File: name, Line: wrong.Token.Position.Line, Message: notYAML(wrong.Message)}}
	}
	if err != nil || len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		return nil, []Problem{{File: name, Message: fmt.Sprintf("is not one YAML document: %v", err)}}
	}
	f := &file{name: name, body: parsed.Docs[0].Body}
	if err := yaml.NodeToValue(f.body, &f.data); err != nil {
		return nil, []Problem{{File: name, Message: err.Error()}}
	}
	return f, nil
}

// twice is what the parser says of a key that a mapping has twice.
var twice = regexp.MustCompile(`^mapping key ("[^"]*") already defined at \[(\d+):\d+\]$`)

// notYAML says what the parser found.
func notYAML(message string) string {
	if m := twice.FindStringSubmatch(message); m != nil {
		return m[1] + " is given twice, in line " + m[2] + " too: write it once"
	}
	return "is not YAML: " + message
}

// unprintable leads to a text that cannot stand in one line of a page or of a
// terminal, nil if there is none. Whatever reads a table relies on that.
func unprintable(v any, where []any) []any {
	switch v := v.(type) {
	case string:
		if pricing.Printable(v) != v {
			return where
		}
	case []any:
		for i := range v {
			if found := unprintable(v[i], append(slices.Clip(where), i)); found != nil {
				return found
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if found := unprintable(v[name], append(slices.Clip(where), name)); found != nil {
				return found
			}
		}
	}
	return nil
}
