package main

import (
	"slices"
	"testing"

	"github.com/reelrate/reelrate/pricing"
)

// A source is a line of a document, a place in one, a document alone, a page of the
// web with or without one, or none at all.
func TestSourcesInWords(t *testing.T) {
	table := &pricing.Table{Documents: []pricing.Document{{ID: "list", Title: "The list", Known: "2026-11"}}}
	const page = "https://a.example/prices/"
	for _, c := range []struct {
		name    string
		sources []pricing.Source
		refs    []string
		cites   []string // title, places and links
	}{
		{"none", nil, nil, nil},
		{"lines", []pricing.Source{{Document: "list", Line: 9}, {Document: "list", Line: 3}}, []string{"list:9", "list:3"}, []string{"The list|lines 3, 9"}},
		{"a place", []pricing.Source{{Document: "list", Place: "page 3"}}, []string{"list, page 3"}, []string{"The list|page 3"}},
		{"a line and a place", []pricing.Source{{Document: "list", Line: 3}, {Document: "list", Place: "page 3"}}, []string{"list:3", "list, page 3"}, []string{"The list|line 3, page 3"}},
		{"a document alone", []pricing.Source{{Document: "list"}}, []string{"list"}, []string{"The list|"}},
		{"a line that cites a page", []pricing.Source{{Document: "list", Line: 3, URL: page}}, []string{"list:3"}, []string{"The list|line 3|a.example/prices"}},
		{"a page", []pricing.Source{{URL: page}, {URL: page}}, []string{"a.example"}, []string{"||a.example/prices"}},
		{"two pages of one host", []pricing.Source{{URL: page}, {URL: page + "api"}}, []string{"a.example", "a.example"}, []string{"||a.example/prices", "||a.example/prices/api"}},
		{"no address", []pricing.Source{{URL: "by telephone"}}, nil, nil},
	} {
		var short, long []string
		for _, r := range refs(c.sources) {
			short = append(short, r.Words)
		}
		for _, x := range cites(table, c.sources) {
			text := x.Title + "|" + x.Lines
			for _, l := range x.Links {
				text += "|" + l.Name
			}
			long = append(long, text)
		}
		if !slices.Equal(short, c.refs) || !slices.Equal(long, c.cites) {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, short, long, c.refs, c.cites)
		}
	}
}
