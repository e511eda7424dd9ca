package main

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// config is the site.yaml of a price list: what an operator changes to make the site
// theirs. All of it may be left out, and the file too: see complete.
type config struct {
	Brand       string         `yaml:"brand"`
	BaseURL     string         `yaml:"baseURL"`
	Title       string         `yaml:"title"`
	Description string         `yaml:"description"`
	Start       startShot      `yaml:"start"`
	Compare     string         `yaml:"compare"` // seconds of the shot that /compare begins with
	Presets     []preset       `yaml:"presets"`
	Colours     colours        `yaml:"colours"`
	Example     []preset       `yaml:"example"`
	Ceiling     string         `yaml:"ceiling"`   // dollars that the example is held against
	Purchases   []string       `yaml:"purchases"` // credits whose purchase /plans works out
	Sellers     []publicSeller `yaml:"sellers"`
	Elements    elements       `yaml:"elements"`

	folder string // of the price list
}

// startShot is what the calculator shows before anybody touches it.
type startShot struct {
	Seller     string `yaml:"seller"`
	Model      string `yaml:"model"`
	Seconds    string `yaml:"seconds"`
	Mode       string `yaml:"mode"`
	Resolution string `yaml:"resolution"`
	Audio      string `yaml:"audio"`
	Quality    string `yaml:"quality"`
	Offer      string `yaml:"offer"`

	shot   [][2]string // all its members, once it is completed
	anyhow bool        // it may have ended with its maker, as all may have that have a price
}

// preset is a common shot: a link in the calculator, a line of an estimate.
type preset struct {
	Name       string `yaml:"name" json:"name"`
	Note       string `yaml:"note" json:"note,omitempty"` // what it is for, in a few words
	Seller     string `yaml:"seller" json:"seller"`
	Model      string `yaml:"model" json:"model"`
	Seconds    string `yaml:"seconds" json:"seconds,omitempty"`
	Mode       string `yaml:"mode" json:"mode,omitempty"`
	Resolution string `yaml:"resolution" json:"resolution,omitempty"`
	Audio      string `yaml:"audio" json:"audio,omitempty"`
	Quality    string `yaml:"quality" json:"quality,omitempty"`
	Takes      string `yaml:"takes" json:"takes"`
	Count      string `yaml:"count" json:"count"`
}

// members are those of the shot that are given, in the order of an address.
func (p *preset) members() [][2]string {
	all := [...][2]string{{"seller", p.Seller}, {"model", p.Model}, {"seconds", p.Seconds}, {"mode", p.Mode},
		{"resolution", p.Resolution}, {"audio", p.Audio}, {"quality", p.Quality}}
	return slices.DeleteFunc(all[:], func(m [2]string) bool { return m[1] == "" })
}

// line is the preset as a line of an estimate.
func (p *preset) line() (pricing.Line, error) {
	shot, err := shotFrom(p.members())
	l := pricing.Line{Shot: shot, Label: p.Name}
	for _, n := range [...]struct {
		name, text string
		to         *decimal.NullDecimal
	}{{"count", p.Count, &l.Count}, {"takes", p.Takes, &l.Takes}} {
		if err == nil && n.text != "" {
			*n.to, err = number(n.name, n.text)
		}
	}
	return l, err
}

// publicSeller is a seller that the site shows. Where some are listed, one that is
// not is not shown, so that a new file of the price list is published on purpose.
type publicSeller struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"` // instead of the table's name
	Note string `yaml:"note"` // a sentence under the heading
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
	for i, p := range c.shown(t) {
		s, err := t.Seller(p.ID)
		if err != nil {
			return nil, inSite(fmt.Sprintf("sellers.%d.id", i+1), err)
		}
		out = append(out, &shownSeller{Seller: s, Name: cmp.Or(p.Name, s.Name), Note: p.Note})
	}
	return out, nil
}
