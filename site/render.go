package main

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/wasm/api/description"
)

//go:embed pages
var pages embed.FS

// page is what every template gets.
type page struct {
	Config     *config
	Assets     *assets
	Version    string
	Digest     string
	House      *shownSeller
	Platforms  []*shownSeller
	Vendors    []*shownSeller
	Documents  []pricing.Document
	Calculator *calculator
	ErrorCodes []codeGroup
	Reference  *reference
	Has        contents
	Path       string // its address, "" where nobody should link to it
	Card       card   // the picture of it where it is linked
	Own        any    // what a chapter alone prints

	texts texts // of the operator
}

// contents says which pages there is something to say on: the others are not made,
// and nothing leads to them.
type contents struct {
	Models, Videos bool
	Credits        bool // some seller charges in credits
	Plans          bool // something is published of what they are bought with
	Own            bool // a seller of the operator's
	Start          bool // something has a price
}

func contentsOf(c *config, sellers []*shownSeller) contents {
	has := contents{Start: c.Start.Seller != ""}
	for _, s := range sellers {
		has.Models = has.Models || len(s.Models) > 0
		has.Credits = has.Credits || !s.Currency.Dollars()
		has.Plans = has.Plans || len(s.Seller.Offers) > 0 || len(s.Seller.Promos) > 0 || s.NoOffers != ""
		has.Own = has.Own || s.Owned
		has.Videos = has.Videos || s.films()
	}
	return has
}

// render executes the pages over the table and the API's description.
func render(t *pricing.Table, c *config, a *assets, described description.Object, texts texts) ([]file, error) {
	on, _, ok := table.ParseVersion(t.Version)
	if !ok {
		return nil, fmt.Errorf("the table's version %q is neither a day nor one of its changes", t.Version)
	}
	if err := c.complete(t, on); err != nil {
		return nil, err
	}
	sellers, err := c.sellers(t)
	if err != nil {
		return nil, err
	}
	p := page{Config: c, Assets: a, Version: t.Version, Digest: t.Digest, Documents: t.Documents, ErrorCodes: errorCodes, Has: contentsOf(c, sellers), texts: texts}
	for _, s := range sellers {
		if err := s.describe(t, on); err != nil {
			return nil, err
		}
		switch {
		case s.Owned:
			p.House = s
		case s.Kind == "platform" && len(s.Rows) > 0:
			p.Platforms = append(p.Platforms, s)
		default:
			p.Vendors = append(p.Vendors, s)
		}
	}
	if p.Calculator, err = newCalculator(t, c, sellers, on); err != nil {
		return nil, err
	}

	if described, err = withExamples(described, t, on, c.BaseURL); err != nil {
		return nil, err
	}
	if p.Reference, err = newReference(described, c.BaseURL); err != nil {
		return nil, err
	}
	published, err := description.JSON(described)
	if err != nil {
		return nil, err
	}

	files := []file{{"openapi.json", published}}
	p.Card = card{"/card.png", sentence(c.Title), "What each model costs, and where the number is from.", ""}
	for _, f := range [...]struct{ file, page, path string }{
		{"index.html", "index.html", "/"}, {"embed/index.html", "embed.html", ""},
		{"docs/errors.html", "errors.html", "/docs/errors"}, {"docs/api.html", "api.html", "/docs/api"}, {"404.html", "404.html", ""},
	} {
		p.Path = f.path
		content, err := execute(f.page, p)
		if err != nil {
			return nil, err
		}
		files = append(files, file{f.file, content})
	}
	more, err := renderChapters(p, &edition{t, c, sellers, on})
	if err != nil {
		return nil, err
	}
	files = append(files, more...)
	icon, err := fs.ReadFile(sources, "assets/favicon.svg")
	icon = bytes.ReplaceAll(icon, []byte(`fill="accent"`), []byte(`fill="`+c.Colours.Dark.Accent+`"`))
	return append(files, file{"favicon.svg", icon}, file{"robots.txt", c.Robots()}), err
}

// execute renders one page inside the layout, with the texts of the operator in place
// of the site's own.
func execute(name string, p page) ([]byte, error) {
	t, err := siteTemplate(name)
	if err != nil {
		return nil, err
	}
	if err := p.texts.into(t, name); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// siteTemplate is a page as the site has it.
func siteTemplate(name string) (*template.Template, error) {
	return template.New("layout.html").Funcs(functions).ParseFS(pages, "pages/layout.html", "pages/parts.html", "pages/pieces.html", "pages/"+name)
}

var functions = template.FuncMap{
	"digits": digits, "unit": unit, "sentence": sentence, "capital": capital, "plural": plural, "dateWords": dateWords, "currencyWords": currencyWords,
}
