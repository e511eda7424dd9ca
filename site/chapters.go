package main

import (
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// chapter is a page of its own beside the calculator: comparison, models, plans …
type chapter struct {
	path string // its address: "/plans", "/models/house/veo-3/"
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

// chapters lists the pages in the order of the sitemap.
func (e *edition) chapters(changes *changesPage, embed *release) ([]chapter, error) {
	comparison, err := e.comparison()
	if err != nil {
		return nil, err
	}
	models, err := e.models()
	if err != nil {
		return nil, err
	}
	builder, err := e.builder(models, embed)
	if err != nil {
		return nil, err
	}
	plans, err := e.plans()
	if err != nil {
		return nil, err
	}
	credits, err := e.credits()
	if err != nil {
		return nil, err
	}
	reconcile, err := e.reconcile()
	if err != nil {
		return nil, err
	}
	estimate, err := e.estimate()
	if err != nil {
		return nil, err
	}
	out := []chapter{
		{"/estimate", "estimate.html", estimate},
		{"/compare", "compare.html", comparison},
		{"/models/", "models.html", models},
		{"/plans", "plans.html", plans},
		{"/changes", "changes.html", changes},
		{"/credits", "credits.html", credits},
		{"/reconcile", "reconcile.html", reconcile},
		{"/about", "about.html", e.about()},
		{"/docs/embed", "builder.html", builder},
	}
	for _, s := range models.Sellers {
		for _, m := range s.Models {
			out = append(out, chapter{m.Path, "model.html", m})
		}
	}
	return out, nil
}

// renderChapters writes every chapter, the feed, and the sitemap where the site
// knows its origin.
func renderChapters(p page, e *edition) ([]file, error) {
	changes := e.changes()
	chapters, err := e.chapters(changes, p.Assets.embed)
	if err != nil {
		return nil, err
	}
	feed, err := e.feed(changes)
	if err != nil {
		return nil, err
	}
	example, err := sources.ReadFile("assets/" + exampleName)
	if err != nil {
		return nil, err
	}
	files := []file{{strings.TrimPrefix(changes.Feed, "/"), feed}, {exampleName, example}}
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

// places is the navigation of the page at path.
func places(path string) []place {
	out := []place{
		{Path: "/estimate", Name: "Estimate"},
		{Path: "/compare", Name: "Compare"},
		{Path: "/models/", Name: "Models"},
		{Path: "/plans", Name: "Plans"},
		{Path: "/credits", Name: "Credits"},
		{Path: "/docs/embed", Name: "Embed"},
		{Path: "/docs/api", Name: "API"},
	}
	for i := range out {
		out[i].Here = out[i].Path == path
	}
	return out
}
