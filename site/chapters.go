package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// chapter is a page of its own beside the calculator: comparison, models, plans …
type chapter struct {
	path string // its address: "/plans", "/models/"
	page string // its template
	own  any    // what this page alone prints
}

// file is where the hosts look for the address.
func (c chapter) file() string {
	name := strings.TrimPrefix(c.path, "/")
	if strings.HasSuffix(c.path, "/") {
		return name + "index.html"
	}
	return name + ".html"
}

// edition is what all chapters are made of: the table on its day, as the site's
// public sellers show it.
type edition struct {
	table   *pricing.Table
	config  *config
	sellers []*shownSeller
	on      pricing.Instant
}

// chapters lists the pages in the order of the sitemap, those that there is something
// to say on.
func (e *edition) chapters(has contents, changes *changesPage, embed *release) ([]chapter, error) {
	models, err := e.models()
	if err != nil {
		return nil, err
	}
	var out []chapter
	for _, c := range [...]struct {
		path, page string
		there      bool
		own        func() (any, error)
	}{
		{"/estimate", "estimate.html", has.Models, of(e.estimate)},
		{"/compare", "compare.html", has.Videos, of(e.comparison)},
		{"/models/", "models.html", has.Models, func() (any, error) { return models, nil }},
		{"/plans", "plans.html", has.Plans, of(e.plans)},
		{"/changes", "changes.html", true, func() (any, error) { return changes, nil }},
		{"/credits", "credits.html", has.Credits, of(e.credits)},
		{"/reconcile", "reconcile.html", has.Models, of(e.reconcile)},
		{"/about", "about.html", true, of(e.about)},
		{"/docs/embed", "builder.html", has.Start, func() (any, error) { return e.builder(models, embed) }},
	} {
		if !c.there {
			continue
		}
		own, err := c.own()
		if err != nil {
			return nil, err
		}
		out = append(out, chapter{c.path, c.page, own})
	}
	for _, s := range models.Sellers {
		for _, m := range s.Models {
			out = append(out, chapter{m.Path, "model.html", m})
		}
	}
	return out, nil
}

func of[T any](make func() (T, error)) func() (any, error) {
	return func() (any, error) { return make() }
}

// renderChapters writes every chapter, the feed, and the sitemap where the site
// knows its origin.
func renderChapters(p page, e *edition) ([]file, error) {
	changes := e.changes()
	chapters, err := e.chapters(p.Has, changes, p.Assets.embed)
	if err != nil {
		return nil, err
	}
	feed, err := e.feed(changes)
	if err != nil {
		return nil, err
	}
	files := []file{{strings.TrimPrefix(changes.Feed, "/"), feed}}
	paths := []string{"/"}
	cards := []card{p.Card}
	for _, c := range chapters {
		p := p
		p.Path, p.Own = c.path, c.own
		if m, ok := c.own.(*modelPage); ok {
			p.Card = m.card()
			cards = append(cards, p.Card)
		}
		content, err := execute(c.page, p)
		if err != nil {
			return nil, err
		}
		files = append(files, file{c.file(), content})
		if r, ok := c.own.(*reconcilePage); ok {
			files = append(files, file{exampleName, []byte(r.Example)})
		}
		paths = append(paths, c.path)
	}
	if e.config.Origin() == "" {
		return files, nil
	}
	sitemap, err := e.sitemap(append(paths, "/docs/api", "/docs/errors"))
	if err != nil {
		return nil, err
	}
	pictures, err := paint(cards, e.config, dateWords(e.on.Day().String()))
	return append(append(files, file{"sitemap.xml", sitemap}), pictures...), err
}

// seller is the public seller with the id, nil if the site does not show it.
func (e *edition) seller(id string) *shownSeller {
	i := slices.IndexFunc(e.sellers, func(s *shownSeller) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return e.sellers[i]
}

// modelPath is the address of a model's page. Ids hold nothing that an address
// would have to escape; a slash in one makes a folder.
func modelPath(seller, model string) string { return "/models/" + seller + "/" + model + "/" }

// place is an entry of the navigation.
type place struct {
	Path, Name string
	Here       bool
}

// Places is the navigation of the page: of what there is.
func (p page) Places() []place {
	var out []place
	for _, x := range [...]struct {
		place
		there bool
	}{
		{place{Path: "/estimate", Name: "Estimate"}, p.Has.Models},
		{place{Path: "/compare", Name: "Compare"}, p.Has.Videos},
		{place{Path: "/models/", Name: "Models"}, p.Has.Models},
		{place{Path: "/plans", Name: "Plans"}, p.Has.Plans},
		{place{Path: "/credits", Name: "Credits"}, p.Has.Credits},
		{place{Path: "/docs/embed", Name: "Embed"}, p.Has.Start},
		{place{Path: "/docs/api", Name: "API"}, true},
	} {
		if x.there {
			x.Here = x.Path == p.Path
			out = append(out, x.place)
		}
	}
	return out
}
