package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// sourced checks that a part of a seller's file has a source, in the end. What the
// operator says of the house needs none.
func (c *checker) sourced(s *SellerFile, sources []Source, where ...any) {
	missing := len(sources) == 0 && !s.Seller.Owned && s.Seller.Kind != house
	if told := len(s.Seller.Sources) == 0 && len(where) > 1; missing && !told { // one for the file is enough
		c.bad("has no source: write source: {url: \"https://…\", known: \"2026-11-20\"} once for the file, "+
			"or sources: [{document: …, line: …}] here", where...)
	}
}

// cited checks every source in the data, wherever it stands: a price, a note and a
// finding cite alike.
func (c *checker) cited(data any, where ...any) {
	switch v := data.(type) {
	case []any:
		for i := range v {
			c.cited(v[i], append(slices.Clone(where), i)...)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			place := append(slices.Clone(where), key)
			switch list, _ := v[key].([]any); key {
			case "source":
				c.source(v[key], place...)
			case "sources":
				for i := range list {
					c.source(list[i], append(slices.Clone(place), i)...)
				}
			default:
				c.cited(v[key], place...)
			}
		}
	}
}

// source checks that a source is a place in a listed document, or a page and a day.
func (c *checker) source(data any, where ...any) {
	source, _ := data.(map[string]any)
	has := func(name string) bool { return source[name] != nil }
	at := func(name string) []any { return append(slices.Clone(where), name) }
	if known, is := source["known"].(string); is {
		c.known(known, at("known")...)
	}
	id, _ := source["document"].(string)
	switch {
	case !has("document") && !has("url"):
		c.bad("is no source: write url and known, or document and line", where...)
	case !has("document") && (has("line") || has("place")):
		c.bad("says where in a document, and not in which: write document too", where...)
	case !has("document") && !has("known"):
		c.bad(`has no known: write the day on which the page was seen, as in known: "2026-11-20"`, where...)
	case !has("document"):
	case !c.documents[id]:
		c.bad(c.noDocument(id), at("document")...)
	case has("known"):
		c.bad("goes with a url alone: when a document was true stands in table.yaml", at("known")...)
	case has("line") == has("place"):
		c.bad(`says where in the document by one of line: 12 and place: "page 3"`, where...)
	}
}

// noDocument says that a document is not listed, and how it would be.
func (c *checker) noDocument(id string) string {
	text := fmt.Sprintf("there is no document %q: ", id)
	if len(c.documents) > 0 {
		listed := slices.Sorted(maps.Keys(c.documents))
		return text + "table.yaml lists " + strings.Join(listed, ", ") + didYouMean(id, listed)
	}
	return text + fmt.Sprintf("write documents: [{id: %s, title: …, known: …}] in table.yaml", id)
}

// findings checks that every finding is about something.
func (c *checker) findings() {
	if c.book.findings == nil {
		return
	}
	c.file = c.book.findings
	c.cited(c.file.data)
	for i, f := range c.book.Findings {
		c.resolves(f.About, i, "about")
	}
}

// house checks what kind of seller it is: one at most is the operator's own.
func (c *checker) house(s *SellerFile) {
	switch {
	case s.Seller.Owned && s.Seller.Kind != house:
		c.bad("an owned seller is of kind house: leave kind out", "seller", "kind")
	case !s.Seller.Owned && s.Seller.Kind == house:
		c.bad("a seller of kind house is owned: leave owned out", "seller", "owned")
	case s.Seller.Kind == "":
		c.bad("lacks kind: platform, api, app, aggregator or self-hosted; or owned: true for the operator's own", "seller")
	case !s.Seller.Owned && c.file.has("operator"):
		c.bad("belongs to the operator's own seller, which says owned: true", "operator")
	case s.Seller.Owned && c.owned != "":
		c.bad("the operator's own seller is "+c.owned+" already: one is owned at most", "seller", "id")
	case s.Seller.Owned:
		c.owned = s.Seller.ID
	}
}
