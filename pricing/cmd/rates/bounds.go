package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	lexer "github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// Bounds of one file of a table. The parser's time grows with the square of a
// mapping's keys and of its depth, and its stack with the depth, so a file beyond
// them is refused before it is parsed. The largest file of the default table has
// 36 kB, 5,500 tokens, 25 keys in a mapping and 6 levels.
const (
	mostBytes  = 4 << 20
	mostTokens = 200_000
	mostKeys   = 1_000
	mostDepth  = 32
	mostPrices = 10_000 // of a seller, with every cell of its grids: each is held against the others
	mostTold   = 100    // problems that are told
)

// readBounded reads a file of a table.
func readBounded(dir fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(dir, name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is no file that can be read to its end")
	}
	if err != nil {
		return nil, err
	}
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	if err == nil && len(text) > mostBytes {
		err = fmt.Errorf("is longer than %d MiB, and no table is that long", mostBytes>>20)
	}
	return text, err
}

// plain is a text whose characters are all of a kind that YAML allows.
func plain(text []byte) error {
	if !utf8.Valid(text) {
		return errors.New("is not UTF-8")
	}
	for i, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
			return fmt.Errorf("is not a text: its byte %d is 0x%02x", i, c)
		}
	}
	return nil
}

// refused are the parts of YAML that no table needs. Without aliases a short file
// says no more than it shows.
var refused = map[token.Type]string{
	token.AnchorType:     "an anchor (&) is not read here: write the value where it belongs",
	token.AliasType:      "an alias (*) is not read here: write the value where it belongs",
	token.MergeKeyType:   "a merge key (<<) is not read here: write the value where it belongs",
	token.TagType:        "a tag (!) is not read here: write the plain value",
	token.MappingKeyType: "a key after a question mark is not read here: write key: value",
	token.DirectiveType:  "a directive (%) is not read here",
}

// tooMuch is where a file is more than a table can be, and why.
type tooMuch struct {
	line int
	says string
}

// tokensOf takes a YAML text apart, and stops at the first token that is too much.
func tokensOf(text string) (token.Tokens, *tooMuch) {
	var scan lexer.Scanner
	scan.Init(text)
	var all token.Tokens
	nest := nesting{}
	for {
		some, err := scan.Scan()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		for _, t := range some {
			all.Add(t)
			says := refused[t.Type]
			if says == "" && len(all) > mostTokens {
				says = fmt.Sprintf("has more than %d words and signs, and no table has: divide it", mostTokens)
			}
			if says == "" {
				says = nest.enter(t)
			}
			if says != "" {
				return nil, &tooMuch{t.Position.Line, says}
			}
		}
	}
}

// nesting follows how deep a text is nested, from the columns of its keys and
// dashes and from its brackets, without building anything.
type nesting struct {
	flow      int // brackets that are open
	documents int
	blocks    []block // mappings and sequences that are open, from the outside
	key       int     // the column of the token before
}

type block struct{ column, keys int }

// enter says what is too much at the token, "" if nothing is.
func (n *nesting) enter(t *token.Token) string {
	column := n.key
	n.key = t.Position.Column
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		n.flow++
	case token.SequenceEndType, token.MappingEndType:
		n.flow = max(n.flow-1, 0)
	case token.DocumentHeaderType:
		if n.documents++; n.documents > 1 {
			return "is not one YAML document"
		}
	case token.SequenceEntryType:
		n.at(t.Position.Column)
	case token.MappingValueType:
		if n.flow > 0 {
			break
		}
		if b := n.at(column); b.keys == mostKeys {
			return fmt.Sprintf("a mapping has more than %d keys", mostKeys)
		} else {
			b.keys++
		}
	}
	if len(n.blocks)+n.flow > mostDepth {
		return fmt.Sprintf("is nested more than %d deep", mostDepth)
	}
	return ""
}

// at is the block of the column, opened if it is new, and closes those within it.
func (n *nesting) at(column int) *block {
	for len(n.blocks) > 0 && n.blocks[len(n.blocks)-1].column > column {
		n.blocks = n.blocks[:len(n.blocks)-1]
	}
	if len(n.blocks) == 0 || n.blocks[len(n.blocks)-1].column < column {
		n.blocks = append(n.blocks, block{column: column})
	}
	return &n.blocks[len(n.blocks)-1]
}
