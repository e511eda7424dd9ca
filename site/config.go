package main

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// config is the site.yaml of a price list: what an operator changes to make the site theirs.
type config struct {
	Brand       string         `yaml:"brand"`
	BaseURL     string         `yaml:"baseURL"`
	Title       string         `yaml:"title"`
	Description string         `yaml:"description"`
	Start       startShot      `yaml:"start"`
	Presets     []preset       `yaml:"presets"`
	Colours     colours        `yaml:"colours"`
	Example     []preset       `yaml:"example"`
	Sellers     []publicSeller `yaml:"sellers"`
	Elements    elements       `yaml:"elements"`
}

// startShot is what the calculator shows before anybody touches it.
type startShot struct {
	Seller  string `yaml:"seller"`
	Model   string `yaml:"model"`
	Seconds string `yaml:"seconds"`
	Offer   string `yaml:"offer"`
}

// preset is a common shot: a link in the calculator, a line of an estimate.
type preset struct {
	Name    string `yaml:"name" json:"name"`
	Note    string `yaml:"note" json:"note,omitempty"` // what it is for, in a few words
	Seller  string `yaml:"seller" json:"seller"`
	Model   string `yaml:"model" json:"model"`
	Seconds string `yaml:"seconds" json:"seconds"`
	Takes   string `yaml:"takes" json:"takes"`
	Count   string `yaml:"count" json:"count"`
}

// line is the preset as a line of an estimate.
func (p *preset) line() (pricing.Line, error) {
	l := pricing.Line{Shot: pricing.Shot{Seller: p.Seller, Model: p.Model}, Label: p.Name}
	for _, n := range [...]struct {
		text string
		to   *decimal.NullDecimal
	}{{p.Seconds, &l.Seconds}, {p.Count, &l.Count}, {p.Takes, &l.Takes}} {
		d, err := decimal.NewFromString(n.text)
		if err != nil {
			return l, err
		}
		*n.to = decimal.NullDecimal{Decimal: d, Valid: true}
	}
	return l, nil
}

// publicSeller is a seller that the site shows. A seller that is not listed is
// not shown, so that a new file in pricing/rates is published on purpose.
type publicSeller struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"` // instead of the table's name
	Note string `yaml:"note"` // a sentence under the heading
}

func readConfig(folder string) (*config, error) {
	text, err := os.ReadFile(filepath.Join(folder, "site.yaml"))
	if err != nil {
		return nil, err
	}
	c := &config{}
	if err := yaml.UnmarshalWithOptions(text, c, yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("site.yaml: %w", err)
	}
	if err := c.Colours.check(); err != nil {
		return nil, fmt.Errorf("site.yaml: %w", err)
	}
	if err := c.Elements.check(); err != nil {
		return nil, fmt.Errorf("site.yaml: %w", err)
	}
	return c, nil
}

// Origin is where the site is, for what may not be relative: the sitemap, the
// feed's link to itself, discovery. It is baseURL, or "" while that is under
// .example, which is nobody's (RFC 2606): a page must not send anybody to where
// nobody answers.
func (c *config) Origin() string {
	home, err := url.Parse(c.BaseURL)
	if err != nil || strings.HasSuffix(home.Hostname(), ".example") {
		return ""
	}
	return c.BaseURL
}

// Robots is robots.txt: everybody may read everything.
func (c *config) Robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if origin := c.Origin(); origin != "" {
		text += "Sitemap: " + origin + "/sitemap.xml\n"
	}
	return []byte(text)
}

// Discovery is the address at which oEmbed describes the page at path, or "".
func (c *config) Discovery(path string) string {
	if c.Origin() == "" {
		return ""
	}
	return c.Origin() + "/oembed?url=" + url.QueryEscape(c.Origin()+path)
}

// sellers resolves the public sellers against the table, in the order of the
// configuration.
func (c *config) sellers(t *pricing.Table) ([]*shownSeller, error) {
	var out []*shownSeller
	for _, p := range c.Sellers {
		s, err := t.Seller(p.ID)
		if err != nil {
			return nil, fmt.Errorf("site.yaml: %w", err)
		}
		name := s.Name
		if p.Name != "" {
			name = p.Name
		}
		out = append(out, &shownSeller{Seller: s, Name: name, Note: p.Note})
	}
	return out, nil
}
