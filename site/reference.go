package main

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

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
	doc  object
	base string
}

func newReference(doc object, base string) (*reference, error) {
	m := refMaker{doc, base}
	info := doc.object("info")
	intro, sections := m.sections(info.text("description"))
	r := &reference{Title: info.text("title"), Summary: info.text("summary"), Intro: intro, Sections: sections}
	for _, tag := range doc.list("tags") {
		t := tag.(object)
		r.Groups = append(r.Groups, refGroup{Name: t.text("name"), Title: capital(t.text("name")), Text: m.markdown(t.text("description"))})
	}
	for _, item := range doc.object("paths") {
		p, tag, err := m.path(item.name, item.value.(object))
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(r.Groups, func(g refGroup) bool { return g.Name == tag })
		if i < 0 {
			return nil, fmt.Errorf("%s has the tag %q, which the document does not have", item.name, tag)
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

func (m refMaker) path(path string, item object) (refPath, string, error) {
	get, post := item.object("get"), item.object("post")
	main := get
	if main == nil {
		main = post
	}
	p := refPath{Path: path, ID: main.text("operationId"), Summary: main.text("summary"), Text: m.markdown(main.text("description")), AlsoPost: get != nil && post != nil}
	for _, method := range []string{"get", "head", "post", "options"} {
		if item.object(method) != nil {
			p.Methods = append(p.Methods, strings.ToUpper(method))
		}
	}
	for _, v := range get.list("parameters") {
		parameter := m.doc.resolve(v)
		member := m.member(parameter.text("name"), parameter.get("schema"))
		member.In, member.Required = parameter.text("in"), parameter.get("required") == true
		if text := parameter.text("description"); text != "" {
			member.Text = m.inline(text)
		}
		p.Parameters = append(p.Parameters, member)
	}
	if get == nil {
		p.Body = m.members(post.object("requestBody").object("content").object("application/json").get("schema"))
	}
	answer := main.object("responses").object("200").object("content").object("application/json")
	ref := answer.object("schema").text("$ref")
	p.Answer = ref[strings.LastIndexByte(ref, '/')+1:]
	for _, operation := range []object{get, post} {
		examples, err := m.examples(operation)
		if err != nil {
			return p, "", fmt.Errorf("%s: %w", path, err)
		}
		p.Examples = append(p.Examples, examples...)
	}
	p.Statuses = m.statuses(get, post)
	return p, main.list("tags")[0].(string), nil
}

// examples are an operation's answers with the request of each.
func (m refMaker) examples(operation object) ([]refExample, error) {
	var out []refExample
	bodies := operation.object("requestBody").object("content").object("application/json").object("examples")
	for _, e := range operation.object("responses").object("200").object("content").object("application/json").object("examples") {
		answer := e.value.(object)
		method, target, _ := strings.Cut(answer.text("x-request"), " ")
		curl := "curl '" + m.base + target + "'"
		if method == "POST" {
			body, err := toJSON(bodies.object(e.name).get("value"))
			if err != nil {
				return nil, err
			}
			curl = "curl " + m.base + target + " \\\n  -H 'Content-Type: application/json' \\\n  -d '" + string(body) + "'"
		}
		text, err := toJSON(answer.get("value"))
		if err != nil {
			return nil, err
		}
		const width = 100
		out = append(out, refExample{answer.text("summary"), curl, string(layout.Append(nil, text, width, 0))})
	}
	return out, nil
}

// statuses are those of both operations, each once, in order.
func (m refMaker) statuses(operations ...object) []refStatus {
	var out []refStatus
	for _, operation := range operations {
		for _, answer := range operation.object("responses") {
			if !slices.ContainsFunc(out, func(s refStatus) bool { return s.Status == answer.name }) {
				out = append(out, refStatus{Status: answer.name, Text: m.inline(m.doc.resolve(answer.value).text("description"))})
			}
		}
	}
	slices.SortFunc(out, func(a, b refStatus) int { return strings.Compare(a.Status, b.Status) })
	return out
}

// problems are the statuses of errors with the codes that each can have.
func (m refMaker) problems() []refStatus {
	var out []refStatus
	for _, answer := range m.doc.object("components").object("responses") {
		response := answer.value.(object)
		members := response.object("content").object("application/problem+json").object("schema").object("properties")
		if members == nil {
			continue
		}
		code := m.doc.resolve(members.get("code"))
		status := refStatus{Status: fmt.Sprint(members.object("status").get("const")), Text: m.inline(response.text("description"))}
		for _, c := range append(code.list("enum"), code.get("const")) {
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
	for _, s := range m.doc.object("components").object("schemas") {
		schema := s.value.(object)
		if schema.text("type") != "object" || strings.HasSuffix(s.name, "Request") || len(schema.object("properties")) == 0 {
			continue
		}
		out = append(out, refShape{s.name, m.markdown(schema.text("description")), m.members(schema)})
	}
	slices.SortFunc(out, func(a, b refShape) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// members lists the members of an object, those of its parts included, and
// those of an object within it under a dotted name.
func (m refMaker) members(v any) []refMember {
	schema := m.doc.resolve(v)
	var out []refMember
	for _, part := range schema.list("allOf") {
		out = append(out, m.members(part)...)
	}
	required := schema.list("required")
	for _, p := range schema.object("properties") {
		member := m.member(p.name, p.value)
		member.Required = slices.Contains(required, any(p.name))
		out = append(out, member)
		inner, prefix := m.inner(p.value)
		for _, deep := range m.members(inner) {
			deep.Name = p.name + prefix + deep.Name
			out = append(out, deep)
		}
	}
	return out
}

// inner is the unnamed object within a value: itself, what is in its list, or
// its form that is not null.
func (m refMaker) inner(v any) (schema object, prefix string) {
	schema, _ = v.(object)
	switch {
	case schema.text("$ref") != "":
		return nil, ""
	case schema.text("type") == "object":
		return schema, "."
	case schema.text("type") == "array":
		if item := schema.object("items"); item.text("$ref") == "" {
			inner, rest := m.inner(item)
			return inner, "[]" + rest
		}
	case len(schema.list("anyOf")) > 0:
		return m.inner(schema.list("anyOf")[0])
	}
	return nil, ""
}

func (m refMaker) member(name string, v any) refMember {
	schema := m.doc.resolve(v)
	kind, shape := m.kind(v)
	text := schema.text("description")
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
	schema := m.doc.resolve(v)
	switch kind := schema.get("type").(type) {
	case string:
		if kind == "array" {
			inner, shape := m.kind(schema.get("items"))
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
	for _, part := range schema.list("anyOf") {
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
	schema, _ := v.(object)
	name, ok := strings.CutPrefix(schema.text("$ref"), "#/components/schemas/")
	if !ok || strings.HasSuffix(name, "Request") {
		return ""
	}
	if target := m.doc.resolve(schema); target.text("type") != "object" || len(target.object("properties")) == 0 {
		return ""
	}
	return name
}

// bounds says what the schema accepts beside its type.
func (m refMaker) bounds(schema object) string {
	least, most := schema.get("minimum"), schema.get("maximum")
	var said []string
	switch {
	case schema.get("exclusiveMinimum") != nil && most != nil:
		said = append(said, fmt.Sprintf("Above %v, at most %v.", schema.get("exclusiveMinimum"), most))
	case least != nil && most != nil:
		said = append(said, fmt.Sprintf("%v to %v.", least, most))
	}
	var values []string
	for _, v := range schema.list("enum") {
		if s, ok := v.(string); ok {
			values = append(values, "`"+s+"`")
		}
	}
	if len(values) > 0 && len(values) < 12 {
		said = append(said, "One of "+strings.Join(values, ", ")+".")
	}
	if v := schema.get("default"); v != nil {
		said = append(said, fmt.Sprintf("`%v` if not given.", v))
	}
	return strings.Join(said, " ")
}
