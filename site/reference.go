package main

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/wasm/api/description"
	"github.com/reelrate/reelrate/wasm/api/layout"
	"github.com/yuin/goldmark"
)

// reference is the page /docs/api, made of the API's description.
type reference struct {
	Title, Summary string
	Intro          template.HTML
	Sections       []refSection
	Groups         []refGroup
	Statuses       []refStatus
	Shapes         []refShape
}

type refSection struct {
	ID, Title string
	Text      template.HTML
}

type refGroup struct {
	Name, Title string
	Text        template.HTML
	Paths       []refPath
}

// refPath is a path with what its GET and its POST take. They answer the same.
type refPath struct {
	ID, Path, Summary string
	Methods           []string
	Text              template.HTML
	Parameters        []refMember // of the path, the query and the headers
	Body              []refMember // of a POST, where there is no GET that takes the same
	AlsoPost          bool
	Answer            string // the name of its shape
	Examples          []refExample
	Statuses          []refStatus
}

type refMember struct {
	Name, In, Type string
	Required       bool
	Shape          string // what the type links to
	Text           template.HTML
}

type refExample struct{ Title, Curl, Answer string }

type refStatus struct {
	Status string
	Text   template.HTML
	Codes  []string
}

type refShape struct {
	Name    string
	Text    template.HTML
	Members []refMember
}

// refMaker makes a reference of a document. Base is where curl finds the API.
type refMaker struct {
	doc  description.Object
	base string
}

func newReference(doc description.Object, base string) (*reference, error) {
	m := refMaker{doc, base}
	info := doc.Object("info")
	intro, sections := m.sections(info.Text("description"))
	r := &reference{Title: info.Text("title"), Summary: info.Text("summary"), Intro: intro, Sections: sections}
	for _, tag := range doc.List("tags") {
		t := tag.(description.Object)
		r.Groups = append(r.Groups, refGroup{Name: t.Text("name"), Title: capital(t.Text("name")), Text: m.markdown(t.Text("description"))})
	}
	for _, item := range doc.Object("paths") {
		p, tag, err := m.path(item.Name, item.Value.(description.Object))
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(r.Groups, func(g refGroup) bool { return g.Name == tag })
		if i < 0 {
			return nil, fmt.Errorf("%s has the tag %q, which the document does not have", item.Name, tag)
		}
		r.Groups[i].Paths = append(r.Groups[i].Paths, p)
	}
	r.Statuses = m.problems()
	r.Shapes = m.shapes()
	return r, nil
}

func capital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}

// sections divides a description at its second-level headings.
func (m refMaker) sections(text string) (template.HTML, []refSection) {
	parts := regexp.MustCompile(`(?m)^## `).Split(text, -1)
	var out []refSection
	for _, part := range parts[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		out = append(out, refSection{strings.ToLower(strings.ReplaceAll(name, " ", "-")), name, m.markdown(rest)})
	}
	return m.markdown(parts[0]), out
}

// markdown renders a description. Goldmark leaves HTML out unless it is told
// otherwise, and the text is the repository's own.
func (m refMaker) markdown(text string) template.HTML {
	var b bytes.Buffer
	if err := goldmark.Convert([]byte(text), &b); err != nil {
		panic(err) // a bytes.Buffer: cannot fail
	}
	return template.HTML(b.String())
}

// inline is markdown without the paragraph around it.
func (m refMaker) inline(text string) template.HTML {
	s := strings.TrimSpace(string(m.markdown(text)))
	if strings.Count(s, "<p>") == 1 {
		s = strings.TrimSuffix(strings.TrimPrefix(s, "<p>"), "</p>")
	}
	return template.HTML(s)
}

func (m refMaker) path(path string, item description.Object) (refPath, string, error) {
	get, post := item.Object("get"), item.Object("post")
	main := get
	if main == nil {
		main = post
	}
	p := refPath{Path: path, ID: main.Text("operationId"), Summary: main.Text("summary"), Text: m.markdown(main.Text("description")), AlsoPost: get != nil && post != nil}
	for _, method := range []string{"get", "head", "post", "options"} {
		if item.Object(method) != nil {
			p.Methods = append(p.Methods, strings.ToUpper(method))
		}
	}
	for _, v := range get.List("parameters") {
		parameter := m.doc.Resolve(v)
		member := m.member(parameter.Text("name"), parameter.Get("schema"))
		member.In, member.Required = parameter.Text("in"), parameter.Get("required") == true
		if text := parameter.Text("description"); text != "" {
			member.Text = m.inline(text)
		}
		p.Parameters = append(p.Parameters, member)
	}
	if get == nil {
		p.Body = m.members(post.Object("requestBody").Object("content").Object("application/json").Get("schema"))
	}
	answer := main.Object("responses").Object("200").Object("content").Object("application/json")
	ref := answer.Object("schema").Text("$ref")
	p.Answer = ref[strings.LastIndexByte(ref, '/')+1:]
	for _, operation := range []description.Object{get, post} {
		examples, err := m.examples(operation)
		if err != nil {
			return p, "", fmt.Errorf("%s: %w", path, err)
		}
		p.Examples = append(p.Examples, examples...)
	}
	p.Statuses = m.statuses(get, post)
	return p, main.List("tags")[0].(string), nil
}

// examples are an operation's answers with the request of each.
func (m refMaker) examples(operation description.Object) ([]refExample, error) {
	var out []refExample
	bodies := operation.Object("requestBody").Object("content").Object("application/json").Object("examples")
	for _, e := range operation.Object("responses").Object("200").Object("content").Object("application/json").Object("examples") {
		answer := e.Value.(description.Object)
		method, target, _ := strings.Cut(answer.Text("x-request"), " ")
		curl := "curl '" + m.base + target + "'"
		if method == "POST" {
			body, err := description.JSON(bodies.Object(e.Name).Get("value"))
			if err != nil {
				return nil, err
			}
			curl = "curl " + m.base + target + " \\\n  -H 'Content-Type: application/json' \\\n  -d '" + string(body) + "'"
		}
		text, err := description.JSON(answer.Get("value"))
		if err != nil {
			return nil, err
		}
		const width = 100
		out = append(out, refExample{answer.Text("summary"), curl, string(layout.Append(nil, text, width, 0))})
	}
	return out, nil
}

// statuses are those of both operations, each once, in order.
func (m refMaker) statuses(operations ...description.Object) []refStatus {
	var out []refStatus
	for _, operation := range operations {
		for _, answer := range operation.Object("responses") {
			if !slices.ContainsFunc(out, func(s refStatus) bool { return s.Status == answer.Name }) {
				out = append(out, refStatus{Status: answer.Name, Text: m.inline(m.doc.Resolve(answer.Value).Text("description"))})
			}
		}
	}
	slices.SortFunc(out, func(a, b refStatus) int { return strings.Compare(a.Status, b.Status) })
	return out
}

// problems are the statuses of errors with the codes that each can have.
func (m refMaker) problems() []refStatus {
	var out []refStatus
	for _, answer := range m.doc.Object("components").Object("responses") {
		response := answer.Value.(description.Object)
		members := response.Object("content").Object("application/problem+json").Object("schema").Object("properties")
		if members == nil {
			continue
		}
		code := m.doc.Resolve(members.Get("code"))
		status := refStatus{Status: fmt.Sprint(members.Object("status").Get("const")), Text: m.inline(response.Text("description"))}
		for _, c := range append(code.List("enum"), code.Get("const")) {
			if c != nil {
				status.Codes = append(status.Codes, c.(string))
			}
		}
		// Of several responses with a status, the one with all its codes.
		if i := slices.IndexFunc(out, func(s refStatus) bool { return s.Status == status.Status }); i < 0 {
			out = append(out, status)
		} else if len(status.Codes) > len(out[i].Codes) {
			out[i] = status
		}
	}
	slices.SortFunc(out, func(a, b refStatus) int { return strings.Compare(a.Status, b.Status) })
	return out
}

// shapes are the named objects of the document but for the requests, which the
// paths show themselves.
func (m refMaker) shapes() []refShape {
	var out []refShape
	for _, s := range m.doc.Object("components").Object("schemas") {
		schema := s.Value.(description.Object)
		if schema.Text("type") != "object" || strings.HasSuffix(s.Name, "Request") || len(schema.Object("properties")) == 0 {
			continue
		}
		out = append(out, refShape{s.Name, m.markdown(schema.Text("description")), m.members(schema)})
	}
	slices.SortFunc(out, func(a, b refShape) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// members lists the members of an object, those of its parts included, and
// those of an object within it under a dotted name.
func (m refMaker) members(v any) []refMember {
	schema := m.doc.Resolve(v)
	var out []refMember
	for _, part := range schema.List("allOf") {
		out = append(out, m.members(part)...)
	}
	required := schema.List("required")
	for _, p := range schema.Object("properties") {
		member := m.member(p.Name, p.Value)
		member.Required = slices.Contains(required, any(p.Name))
		out = append(out, member)
		inner, prefix := m.inner(p.Value)
		for _, deep := range m.members(inner) {
			deep.Name = p.Name + prefix + deep.Name
			out = append(out, deep)
		}
	}
	return out
}

// inner is the unnamed object within a value: itself, what is in its list, or
// its form that is not null.
func (m refMaker) inner(v any) (schema description.Object, prefix string) {
	schema, _ = v.(description.Object)
	switch {
	case schema.Text("$ref") != "":
		return nil, ""
	case schema.Text("type") == "object":
		return schema, "."
	case schema.Text("type") == "array":
		if item := schema.Object("items"); item.Text("$ref") == "" {
			inner, rest := m.inner(item)
			return inner, "[]" + rest
		}
	case len(schema.List("anyOf")) > 0:
		return m.inner(schema.List("anyOf")[0])
	}
	return nil, ""
}

func (m refMaker) member(name string, v any) refMember {
	schema := m.doc.Resolve(v)
	kind, shape := m.kind(v)
	text := schema.Text("description")
	if bounds := m.bounds(schema); bounds != "" {
		text = strings.TrimSpace(text + " " + bounds)
	}
	return refMember{Name: name, Type: kind, Shape: shape, Text: m.inline(text)}
}

// kind says the type in words, with the shape that it is or is a list of.
func (m refMaker) kind(v any) (words, shape string) {
	if name := m.shape(v); name != "" {
		return name, name
	}
	schema := m.doc.Resolve(v)
	switch kind := schema.Get("type").(type) {
	case string:
		if kind == "array" {
			inner, shape := m.kind(schema.Get("items"))
			if inner == "object" || inner == "string" {
				inner += "s"
			}
			return "list of " + inner, shape
		}
		return kind, ""
	case []any:
		var words []string
		for _, k := range kind {
			words = append(words, k.(string))
		}
		return strings.Join(words, " or "), ""
	}
	var parts []string
	for _, part := range schema.List("anyOf") {
		word, of := m.kind(part)
		if of != "" {
			shape = of
		}
		parts = append(parts, word)
	}
	if len(parts) > 0 {
		return strings.Join(slices.Compact(parts), " or "), shape
	}
	return "string", ""
}

// shape is the name of the object that v refers to, "" when it is none.
func (m refMaker) shape(v any) string {
	schema, _ := v.(description.Object)
	name, ok := strings.CutPrefix(schema.Text("$ref"), "#/components/schemas/")
	if !ok || strings.HasSuffix(name, "Request") {
		return ""
	}
	if target := m.doc.Resolve(schema); target.Text("type") != "object" || len(target.Object("properties")) == 0 {
		return ""
	}
	return name
}

// bounds says what the schema accepts beside its type.
func (m refMaker) bounds(schema description.Object) string {
	least, most := schema.Get("minimum"), schema.Get("maximum")
	var said []string
	switch {
	case schema.Get("exclusiveMinimum") != nil && most != nil:
		said = append(said, fmt.Sprintf("Above %v, at most %v.", schema.Get("exclusiveMinimum"), most))
	case least != nil && most != nil:
		said = append(said, fmt.Sprintf("%v to %v.", least, most))
	}
	var values []string
	for _, v := range schema.List("enum") {
		if s, ok := v.(string); ok {
			values = append(values, "`"+s+"`")
		}
	}
	if len(values) > 0 && len(values) < 12 {
		said = append(said, "One of "+strings.Join(values, ", ")+".")
	}
	if v := schema.Get("default"); v != nil {
		said = append(said, fmt.Sprintf("`%v` if not given.", v))
	}
	return strings.Join(said, " ")
}
