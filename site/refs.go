package main

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// ref names a source in short: "000:61", a document and its line, or a page's host.
type ref struct{ Words, URL string } // the address where no document is named

// refs names sources in short, each once.
func refs(sources []pricing.Source) []ref {
	var out []ref
	for _, s := range sources {
		r := ref{Words: s.Document + whereIn(s, ":", ", ")}
		if s.Document == "" {
			link, ok := webPage(s.URL)
			if !ok {
				continue
			}
			r = ref{link.host, s.URL}
		}
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// whereIn is the place in a document behind its name, "" where none is given.
func whereIn(s pricing.Source, line, place string) string {
	switch {
	case s.Line > 0:
		return line + strconv.Itoa(s.Line)
	case s.Place != "":
		return place + s.Place
	}
	return ""
}

// cite is a document with the places that bear on a number, or a page of the web.
type cite struct {
	Title string // of the document, "" where there is none
	Lines string // "line 39", "lines 39, 44", "page 3"
	Known string // in words, where it is not said beside
	Links []link // the vendor's pages that the document names; without one, the page itself
}

type link struct {
	URL, Name string
	host      string
}

// cites gathers sources by document, in the order of their first mention.
func cites(t *pricing.Table, sources []pricing.Source) []cite {
	var out []cite
	lines, places := map[string][]int{}, map[string][]string{}
	for _, s := range sources {
		page, linked := webPage(s.URL)
		if s.Document == "" {
			known := slices.ContainsFunc(out, func(c cite) bool { return c.Title == "" && c.Links[0].URL == s.URL })
			if linked && !known {
				out = append(out, cite{Links: []link{page}})
			}
			continue
		}
		name := title(t, s.Document)
		i := slices.IndexFunc(out, func(c cite) bool { return c.Title == name })
		if i < 0 {
			i = len(out)
			out = append(out, cite{Title: name})
		}
		if s.Line > 0 && !slices.Contains(lines[name], s.Line) {
			lines[name] = append(lines[name], s.Line)
		}
		if s.Place != "" && !slices.Contains(places[name], s.Place) {
			places[name] = append(places[name], s.Place)
		}
		if linked && !slices.ContainsFunc(out[i].Links, func(l link) bool { return l.URL == s.URL }) {
			out[i].Links = append(out[i].Links, page)
		}
	}
	for i := range out {
		all := append([]string{linesInWords(lines[out[i].Title])}, places[out[i].Title]...)
		out[i].Lines = strings.TrimPrefix(strings.Join(all, ", "), ", ")
	}
	return out
}

// linesInWords is "line 39", "lines 39, 44", or "".
func linesInWords(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	slices.Sort(numbers)
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Itoa(n)
	}
	return choose(len(words) > 1, "lines ", "line ") + strings.Join(words, ", ")
}

// webPage is a link to an address of the web.
func webPage(address string) (link, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return link{}, false
	}
	return link{address, u.Host + strings.TrimSuffix(u.Path, "/"), u.Host}, true
}

// dated says of each citation when it is of.
func dated(list []cite, known string) []cite {
	for i := range list {
		list[i].Known = dateWords(known)
	}
	return list
}

func title(t *pricing.Table, document string) string {
	for _, d := range t.Documents {
		if d.ID == document {
			return d.Title
		}
	}
	return document
}
