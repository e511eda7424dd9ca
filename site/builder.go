package main

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
)

// builderPage makes the lines that put a price into somebody's page. Here they
// are made for the start shot, so that they can be copied without a script; with
// one they are made again for any shot, from the same patterns.
type builderPage struct {
	Sellers   []builderSeller
	Start     startShot
	Words     string // of the start shot
	Price     string
	Version   string // of the elements
	Major     string
	Prefix    string        // of the elements' names
	Script    string        // address of the script, of the newest of its major
	Exact     string        // and under its exact version
	Integrity string        // of the latter
	Preview   template.HTML // the calculator of the start shot
	Sample    template.HTML // its price in a sentence
	Ways      []way
	Hosts     []docsHost
}

// The page's own elements, in the words of builder.yaml.
const (
	preview = `<{prefix}-calculator id="preview" {attributes} loading="eager">{words}: {price}. ` +
		`Without JavaScript the calculator is this line, on your page as well.</{prefix}-calculator>`
	sample = `<{prefix}-price id="sample" {attributes} loading="eager">{words} = {price}</{prefix}-price>`
)

// builderSeller is a seller with a shot of it that has a price, as a query.
type builderSeller struct {
	choice
	Shot string
}

// way is one of the ways to show a price.
type way struct {
	ID      string `yaml:"id"`
	Title   string `yaml:"title"`
	Text    string `yaml:"text"`
	Pattern string `yaml:"lines"` // to be copied, with {names} in it
	Made    string `yaml:"-"`     // of the pattern, for the start shot
}

// docsHost is a tool that docs are written with, and what its author writes.
type docsHost struct {
	Name  string `yaml:"name"`
	Text  string `yaml:"text"`
	Files []struct {
		Name    string `yaml:"name"`
		Pattern string `yaml:"lines"`
		Made    string `yaml:"-"`
	} `yaml:"files"`
}

func (e *edition) builder(models *modelsPage, r *release) (*builderPage, error) {
	text, err := pages.ReadFile("pages/builder.yaml")
	if err != nil {
		return nil, err
	}
	start := e.config.Start
	p := &builderPage{Start: start}
	var read struct {
		Ways  []way      `yaml:"ways"`
		Hosts []docsHost `yaml:"hosts"`
	}
	if err := yaml.UnmarshalWithOptions(text, &read, yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("builder.yaml: %w", err)
	}
	p.Ways, p.Hosts = read.Ways, read.Hosts
	if r != nil {
		p.Version, p.Major, p.Integrity = r.Version, r.Major(), r.Files["reelrate.js"]
	}
	own := e.config.Elements
	p.Prefix, p.Script, p.Exact = own.Prefix, own.Script(p.Major), own.Script("v"+p.Version)
	for _, s := range models.Sellers {
		if shot := s.priced(); shot != "" {
			p.Sellers = append(p.Sellers, builderSeller{choice{s.ID, s.Name, s.ID == start.Seller}, shot})
		}
	}
	line, err := (&preset{Seller: start.Seller, Model: start.Model, Seconds: start.Seconds, Count: "1", Takes: "1"}).line()
	if err != nil {
		return nil, err
	}
	q, err := e.table.Quote(pricing.QuoteRequest{Shot: line.Shot, Offer: start.Offer, AsOf: e.on})
	if err != nil {
		return nil, err
	}
	p.Words, p.Price = start.Seconds+" s "+q.Model.Name, q.Currency.InWords(q.Price)+" ("+fine(*q.Dollars)+")"
	p.fill(e.config.BaseURL)
	return p, nil
}

// priced is a shot of the seller that has a price, as a query.
func (s *sellerModels) priced() string {
	for _, m := range s.Models {
		for _, c := range m.Cells {
			if c.Link != "" {
				return strings.TrimPrefix(c.Link, "/?")
			}
		}
	}
	return ""
}

// fill makes the lines of the start shot; scripts/builder/lines.mjs does the same for
// others.
func (p *builderPage) fill(origin string) {
	s := p.Start
	query := query([2]string{"seller", s.Seller}, [2]string{"model", s.Model}, [2]string{"seconds", s.Seconds}, [2]string{"offer", s.Offer})
	fill := strings.NewReplacer(
		"{origin}", origin, "{major}", p.Major, "{prefix}", p.Prefix, "{address}", origin+p.Script,
		"{script}", `src="`+origin+p.Script+`"`,
		"{attributes}", `seller="`+s.Seller+`" model="`+s.Model+`" seconds="`+s.Seconds+`" plan="`+s.Offer+`"`,
		"{marks}", "seller="+s.Seller+" model="+s.Model+" seconds="+s.Seconds+" plan="+s.Offer,
		"{query}", query, "{link}", strings.ReplaceAll(url.QueryEscape(origin+"/?"+query), "+", "%20"), "{queryHTML}", html.EscapeString(query), "{badge}", s.Seller+"/"+s.Model+".svg?seconds="+s.Seconds+"&offer="+s.Offer,
		"{words}", html.EscapeString(p.Words), "{price}", html.EscapeString(p.Price))
	p.Preview, p.Sample = template.HTML(fill.Replace(preview)), template.HTML(fill.Replace(sample))
	for i := range p.Ways {
		p.Ways[i].Made = fill.Replace(p.Ways[i].Pattern)
	}
	for i := range p.Hosts {
		for j := range p.Hosts[i].Files {
			f := &p.Hosts[i].Files[j]
			f.Made = fill.Replace(f.Pattern)
		}
	}
}
