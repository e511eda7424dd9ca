package main

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// element is an element of a page, or a whole page, as a browser without scripts
// reads it.
type element struct{ *html.Node }

// pageOf parses a page.
func pageOf(t *testing.T, content string) element {
	t.Helper()
	n, err := html.ParseWithOptions(strings.NewReader(content), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return element{n}
}

// readPage is a page of the built site.
func readPage(t *testing.T, name string) element {
	t.Helper()
	return pageOf(t, read(t, name))
}

var selector = regexp.MustCompile(`^([\w-]*)(?:#([^\[]+))?(?:\[([\w:-]+)(?:="(.*)")?\])?$`)

// all yields the elements inside that a selector is for, in the order of the page:
// name#id[attribute="value"], each part of which may be missing, and the value too.
func (e element) all(css string) iter.Seq[element] {
	part := selector.FindStringSubmatch(css)
	if part == nil {
		panic("no such selector: " + css)
	}
	given := strings.HasSuffix(css, `"]`)
	return func(yield func(element) bool) {
		for n := range e.Descendants() {
			inner := element{n}
			value, has := inner.lookup(part[3])
			if n.Type == html.ElementNode && (part[1] == "" || n.Data == part[1]) &&
				(part[2] == "" || inner.attr("id") == part[2]) &&
				(part[3] == "" || has && (!given || value == part[4])) && !yield(inner) {
				return
			}
		}
	}
}

// list is all of them.
func (e element) list(css string) []element { return slices.Collect(e.all(css)) }

// first is the first of them.
func (e element) first(t *testing.T, css string) element {
	t.Helper()
	for inner := range e.all(css) {
		return inner
	}
	t.Fatalf("no element %s", css)
	return element{}
}

// has reports whether there is one.
func (e element) has(css string) bool {
	for range e.all(css) {
		return true
	}
	return false
}

func (e element) lookup(name string) (value string, has bool) {
	for _, a := range e.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func (e element) attr(name string) string {
	value, _ := e.lookup(name)
	return value
}

// raw is all text inside, as it is spaced.
func (e element) raw() string {
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

var spaces = regexp.MustCompile(`\s+`)

func spaced(s string) string { return strings.TrimSpace(spaces.ReplaceAllString(s, " ")) }

// text is what a reader sees. The gaps in long numbers are markup alone, so
// elements go without a trace but for a space at the end of those that are named.
func (e element) text(spaceAfter ...string) string {
	var b strings.Builder
	e.write(&b, spaceAfter)
	return spaced(b.String())
}

func (e element) write(b *strings.Builder, spaceAfter []string) {
	if e.Type == html.TextNode {
		b.WriteString(e.Data)
	}
	for n := range e.ChildNodes() {
		element{n}.write(b, spaceAfter)
	}
	if e.Type == html.ElementNode && slices.Contains(spaceAfter, e.Data) {
		b.WriteByte(' ')
	}
}

// words is the text with a space wherever an element begins or ends, but for the
// gaps in long numbers.
func (e element) words() string {
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		b.WriteString(n.Data)
		if next := n.NextSibling; next == nil || (element{next}).attr("class") != "d3" {
			b.WriteByte(' ')
		}
	}
	return spaced(b.String())
}

// rows lists the table rows inside as text, cells joined by " | ".
func (e element) rows() []string {
	var out []string
	for row := range e.all("tr") {
		var cells []string
		for n := range row.ChildNodes() {
			if n.Data == "td" || n.Data == "th" {
				cells = append(cells, element{n}.text("div", "summary"))
			}
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

// source is the element as HTML, by which two are compared.
func (e element) source(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, e.Node); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// steps are the lines of a page's arithmetic, each with a semicolon.
func (e element) steps(t *testing.T) string {
	var b strings.Builder
	for line := range e.first(t, "#steps").all("li") {
		b.WriteString(line.text() + "; ")
	}
	return b.String()
}
