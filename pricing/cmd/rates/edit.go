package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// editor changes the text of one YAML file. What it does not change keeps every byte:
// comments, layout and the order of keys.
type editor struct {
	name  string
	lines []string // each with its end
	root  *ast.MappingNode
	ends  string // of a line
}

// newEditor reads a file that load has accepted.
func newEditor(dir fs.FS, name string) (*editor, error) {
	text, err := readBounded(dir, name)
	if err != nil {
		return nil, err
	}
	e := &editor{name: name, ends: "\n"}
	if bytes.Contains(text, []byte("\r\n")) {
		e.ends = "\r\n"
	}
	plain := strings.ReplaceAll(string(text), "\r\n", "\n")
	if plain != "" && !strings.HasSuffix(plain, "\n") {
		plain += "\n"
	}
	parsed, err := parser.ParseBytes([]byte(plain), 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	root, ok := parsed.Docs[0].Body.(*ast.MappingNode)
	if !ok || root.IsFlowStyle {
		return nil, fmt.Errorf("%s: its keys do not stand on lines of their own: write them so", name)
	}
	e.root, e.lines = root, strings.SplitAfter(plain, "\n")
	e.lines = e.lines[:len(e.lines)-1]
	return e, nil
}

// text is the file as it is now.
func (e *editor) text() string {
	return strings.ReplaceAll(strings.Join(e.lines, ""), "\n", e.ends)
}

// list is the block sequence under a key of the file.
func (e *editor) list(key string) (*ast.SequenceNode, error) {
	list, ok := child(e.root, key).(*ast.SequenceNode)
	if !ok || list.IsFlowStyle || len(list.Values) == 0 {
		return nil, fmt.Errorf("%s: %s is no list with a line for each: write it so", e.name, key)
	}
	return list, nil
}

// add writes an element behind the last of the list under the key.
func (e *editor) add(key string, item yaml.MapSlice) error {
	list, err := e.list(key)
	if err != nil {
		return err
	}
	text, err := itemText(item, list.Start.Position.Column-1)
	if err == nil {
		at := e.endOf(key, list, len(list.Values)-1)
		e.lines = slices.Insert(e.lines, at, text)
	}
	return err
}

// set writes a key into an element of the list that lacks it.
func (e *editor) set(key string, index int, name string, value any) error {
	list, err := e.list(key)
	if err != nil {
		return err
	}
	item, ok := list.Values[index].(*ast.MappingNode)
	if !ok {
		return fmt.Errorf("%s: element %d of %s has no keys", e.name, index, key)
	}
	text, err := pairText(name, value)
	if err != nil {
		return err
	}
	if !item.IsFlowStyle {
		indent := strings.Repeat(" ", item.Values[0].Key.GetToken().Position.Column-1)
		e.lines = slices.Insert(e.lines, e.endOf(key, list, index), indent+text+"\n")
		return nil
	}
	end := item.End.Position
	line := []rune(e.lines[end.Line-1])
	if end.Column > len(line) || line[end.Column-1] != '}' {
		return fmt.Errorf("%s:%d: no } where one was read", e.name, end.Line)
	}
	before := strings.TrimRight(string(line[:end.Column-1]), " ")
	if !strings.HasSuffix(before, "{") && !strings.HasSuffix(before, ",") && strings.TrimSpace(before) != "" {
		before += ","
	}
	e.lines[end.Line-1] = before + " " + text + string(line[end.Column-1:])
	return nil
}

// endOf is the number of lines up to the end of an element: what stands between it
// and the next is above the next.
func (e *editor) endOf(key string, list *ast.SequenceNode, index int) int {
	end := len(e.lines)
	if index+1 < len(list.Values) {
		end = firstLine(list.Values[index+1]) - 1
	} else {
		for i, v := range e.root.Values {
			if v.Key.GetToken().Value == key && i+1 < len(e.root.Values) {
				end = e.root.Values[i+1].Key.GetToken().Position.Line - 1
			}
		}
	}
	for end > 0 {
		above := strings.TrimSpace(e.lines[end-1])
		if above != "" && above != "-" && !strings.HasPrefix(above, "#") {
			break
		}
		end--
	}
	return end
}

// firstLine is where an element begins.
func firstLine(node ast.Node) int {
	if m, ok := node.(*ast.MappingNode); ok && !m.IsFlowStyle {
		return m.Values[0].Key.GetToken().Position.Line
	}
	return node.GetToken().Position.Line
}

// itemText is an element of a list: on one line, or with a line for each key.
func itemText(item yaml.MapSlice, indent int) (string, error) {
	lead := strings.Repeat(" ", indent)
	flow, err := flowText(item)
	if err != nil {
		return "", err
	}
	if one := lead + "- " + flow + "\n"; len(one) <= 121 {
		return one, nil
	}
	var b strings.Builder
	for i, pair := range item {
		text, err := pairText(pair.Key.(string), pair.Value)
		if err != nil {
			return "", err
		}
		mark := "  "
		if i == 0 {
			mark = "- "
		}
		b.WriteString(lead + mark + text + "\n")
	}
	return b.String(), nil
}

func pairText(name string, value any) (string, error) {
	text, err := flowText(value)
	return name + ": " + text, err
}

// flowText is a value within a line.
func flowText(value any) (string, error) {
	text, err := yaml.MarshalWithOptions(value, yaml.Flow(true))
	return strings.TrimSpace(string(text)), err
}
