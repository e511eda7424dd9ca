package main

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// builderPage makes the lines that put a price into somebody's page. Here they
// are made for the start shot, so that they can be copied without a script; with
// one they are made again for any shot, from the same patterns.
type builderPage struct {
	Sellers   []builderSeller
	Start     startShot
	Words     string // of the start shot
	Badge     string // address of its picture, below that of all of them
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
	q, err := start.quote(e.table, e.on)
	if err != nil {
		return nil, err
	}
	p.Words, p.Price = wordsOf(q), q.Currency.InWords(q.Price)
	if q.Dollars != nil && !q.Currency.Dollars() {
		p.Price += " (" + fine(*q.Dollars) + ")"
	}
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
	members := s.shot
	if s.Offer != "" {
		members = append(slices.Clone(members), [2]string{"offer", s.Offer})
	}
	var attributes, marks []string
	for _, m := range members {
		name := choose(m[0] == "offer", "plan", m[0])
		attributes = append(attributes, name+`="`+html.EscapeString(m[1])+`"`)
		marks = append(marks, name+"="+m[1])
	}
	query := query(members...)
	p.Badge = badge(members)
	fill := strings.NewReplacer(
		"{origin}", origin, "{major}", p.Major, "{prefix}", p.Prefix, "{address}", origin+p.Script,
		"{script}", `src="`+origin+p.Script+`"`,
		"{attributes}", strings.Join(attributes, " "), "{marks}", strings.Join(marks, " "),
		"{query}", query, "{link}", strings.ReplaceAll(url.QueryEscape(origin+"/?"+query), "+", "%20"),
		"{queryHTML}", html.EscapeString(query), "{badge}", p.Badge,
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

// badge is the address of the picture of a price, below that of all of them.
func badge(members [][2]string) string {
	address := members[0][1] + "/" + members[1][1] + ".svg" // seller and model come first
	if len(members) > 2 {
		address += "?" + query(members[2:]...)
	}
	return address
}

// wordsOf is the shot with its length before the model, the rest behind.
func wordsOf(q *pricing.Quote) string {
	rest := q.Shot
	rest.Seconds = decimal.NullDecimal{}
	words := q.Model.Name
	if behind := shotWords(&rest); behind != "" {
		words += ", " + behind
	}
	if length := pricing.Text(q.Shot.Seconds); length != "" {
		words = length + " s " + words
	}
	return words
}
