package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Problem is one thing wrong with the table.
type Problem struct {
	File    string
	Line    int // 0 = the whole file
	Field   string
	Message string
}

func (p Problem) String() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d", p.Line)
	}
	if p.Field != "" {
		s += ": " + p.Field
	}
	return s + ": " + p.Message
}

// file is one parsed YAML file, kept to say where a value stands.
type file struct {
	name string
	body ast.Node
	data any
}

// node is what is written under the path, nil if nothing is.
func (f *file) node(where ...any) ast.Node {
	node := f.body
	for _, step := range where {
		if node != nil {
			node = child(node, fmt.Sprint(step))
		}
	}
	return node
}

// has reports whether something is written under the path, if only null.
func (f *file) has(where ...any) bool { return f.node(where...) != nil }

// raw is the value under the path as it is spelled in the file.
func (f *file) raw(where ...any) string {
	if node := f.node(where...); node != nil {
		return node.GetToken().Value
	}
	return ""
}

// at returns a problem at the value that the path leads to, or at the nearest
// one above it that exists.
func (f *file) at(message string, where ...any) Problem {
	node, line, field := f.body, 0, make([]string, len(where))
	for i, step := range where {
		field[i] = fmt.Sprint(step)
		if node != nil {
			if node = child(node, field[i]); node != nil {
				line = node.GetToken().Position.Line
			}
		}
	}
	return Problem{File: f.name, Line: line, Field: strings.Join(field, "."), Message: message}
}

// child is the value under a key, or the element at an index.
func child(node ast.Node, step string) ast.Node {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == step {
				return v.Value
			}
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Values) {
			return n.Values[i]
		}
	}
	return nil
}
