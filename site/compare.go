package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// comparisonPage is the standard shot at every seller.
type comparisonPage struct {
	Seconds     string
	Resolution  string // "" for any
	Audio       string
	Made        string // what is said of the shot beside its length, in words
	Standard    string // the same as JSON for the script
	API         string // path and query of the same comparison
	Max         int64
	Resolutions []string
	Needs       []pricing.Capability
	Markets     []market
	Free        []freeOffer
	Unconfirmed []uncompared // with a price of which no source says that it is for the shot
	Others      []uncompared
	Sellers     string // names and markets of the public sellers by id, as JSON for the script
}

// market is one of the two products that never mix: an API, or an app for people.
type market struct {
	ID, Title, Intro string
	Top              string // the price of a second that a full bar stands for
	Rows             []compared
}

// compared is the shot at one model, paid for in one way.
type compared struct {
	Seller, Model, Path string
	For, Silent         string
	PerSecond, Clip     string
	Basis, Credits      string
	Low, High           string // ends of the bar in percent
	Open                bool
	Least               bool // no second is cheaper
	Standing            standing
	Known               string // as data has it, by which the script orders the rows
	SortSecond          string // dollars, by which the script orders the rows
	SortClip            string
	Cites               []cite
	Doubts              []doubt
	quote               *pricing.Quote
}

// uncompared is a model without a comparable price.
type uncompared struct{ Seller, Model, Path, Market, Reason string }

// freeOffer is something that costs nothing for a while.
type freeOffer struct{ Seller, Path, Text string }

func (e *edition) comparison() (*comparisonPage, error) {
	c, err := e.standard()
	if err != nil {
		return nil, err
	}
	shot := c.Shot
	p := &comparisonPage{Seconds: pricing.Text(shot.Seconds), Resolution: shot.Resolution, Audio: shot.Audio, Max: e.table.MaxSeconds, Needs: e.table.Capabilities, Resolutions: e.resolutions(),
		Markets: []market{
			{ID: pricing.MarketAPI, Title: "Through an API", Intro: "What a program pays, by use and without a seat."},
			{ID: pricing.MarketApp, Title: "In an app", Intro: "What a person pays in credits of a plan or pack. Each row names the one assumed, which is the seller’s cheapest by the credit."},
		}}
	shot.Seconds = decimal.NullDecimal{}
	p.Made = shotWords(&shot)
	for _, row := range c.Rows {
		s := e.seller(row.Quote.Seller.ID)
		if s == nil {
			continue
		}
		m := p.market(s)
		m.Rows = append(m.Rows, e.compared(s, &row))
	}
	for i := range p.Markets {
		p.Markets[i].scale()
	}
	p.Unconfirmed, p.Others = e.uncompared(c.Unconfirmed), e.uncompared(c.Others)
	p.Free = e.free()
	p.Markets = slices.DeleteFunc(p.Markets, func(m market) bool {
		return !slices.ContainsFunc(e.sellers, func(s *shownSeller) bool { return s.Market() == m.ID && s.films() })
	})
	type seller struct {
		Name   string `json:"name"`
		Market string `json:"market"`
	}
	sellers := map[string]seller{}
	for _, s := range e.sellers {
		sellers[s.ID] = seller{s.Name, s.Market()}
	}
	text, err := json.Marshal(sellers) // keys sorted
	if err != nil {
		return nil, err
	}
	p.Sellers = string(text)
	members := [][2]string{{"seconds", p.Seconds}, {"resolution", p.Resolution}, {"audio", p.Audio}}
	members = slices.DeleteFunc(members, func(m [2]string) bool { return m[1] == "" })
	p.API = "/v1/compare?" + query(append(slices.Clone(members), [2]string{"market", pricing.MarketAll})...)
	standard := map[string]string{}
	for _, m := range members {
		standard[m[0]] = m[1]
	}
	text, err = json.Marshal(standard)
	p.Standard = string(text)
	return p, err
}

// standard compares the shot that the page begins with. It is as long as site.yaml says
// or, where that says nothing, as the most models can be compared at: as the start shot
// or as one of the lengths that models list. Its resolution and audio are left open
// unless that leaves nothing to compare: then they are those of the model that brings
// the most others.
func (e *edition) standard() (*pricing.Comparison, error) {
	lengths := []string{e.config.Compare}
	if e.config.Compare == "" {
		lengths = append([]string{cmp.Or(e.config.Start.Seconds, usualLength)}, e.lengths()...)
	}
	var best *pricing.Comparison
	try := func(made pricing.Shot) error {
		for _, length := range lengths {
			seconds, err := number("seconds", length)
			if err != nil {
				return err
			}
			made.Seconds = seconds
			c, err := e.table.Compare(pricing.CompareRequest{Shot: made, Market: pricing.MarketAll, AsOf: e.on})
			if err != nil {
				return err
			}
			if best == nil || len(c.Rows) > len(best.Rows) {
				best = c
			}
		}
		return nil
	}
	if err := try(pricing.Shot{}); err != nil {
		return nil, inSite("compare", err)
	}
	if len(best.Rows) > 0 {
		return best, nil
	}
	tried := map[pricing.Shot]bool{}
	for _, q := range e.usualShots() {
		made := pricing.Shot{Resolution: q.Shot.Resolution, Audio: q.Shot.Audio}
		if tried[made] || q.Model.Medium != "video" {
			continue
		}
		tried[made] = true
		if err := try(made); err != nil {
			return nil, inSite("compare", err)
		}
	}
	return best, nil
}

// lengths are those that some model of the public sellers lists, or takes where none is
// given.
func (e *edition) lengths() []string {
	var out []string
	for _, s := range e.sellers {
		for i := range s.Models {
			m := &s.Models[i]
			for _, length := range append(pricing.ConditionOn(m.Options, pricing.Seconds).Values, m.DefaultSeconds) {
				if length != "" && m.Medium == "video" && !slices.Contains(out, length) {
					out = append(out, length)
				}
			}
		}
	}
	return out
}

// films reports whether the seller has a model that makes videos.
func (s *shownSeller) films() bool {
	return slices.ContainsFunc(s.Models, func(m pricing.Model) bool { return m.Medium == "video" })
}

// At lists the models whose price is said to be for the resolution, in words.
func (p *comparisonPage) At(resolution string) string {
	var out []string
	for _, m := range p.Markets {
		for _, r := range m.Rows {
			if r.quote.Shot.Resolution == resolution {
				out = append(out, r.Model+" at "+r.Seller)
			}
		}
	}
	return choose(len(out) == 0, "none", strings.Join(out, ", "))
}

// uncompared are those of the list that the public sellers have.
func (e *edition) uncompared(list []pricing.NotCompared) []uncompared {
	var out []uncompared
	for _, o := range list {
		if s := e.seller(o.Seller.ID); s != nil {
			out = append(out, uncompared{s.Name, o.Model.Name, modelPath(s.ID, o.Model.ID), s.Market(), sentence(o.Reason)})
		}
	}
	return out
}

// Without lists the models of the market that have no price for the shot.
func (p *comparisonPage) Without(market string) []uncompared { return in(market, p.Others) }

// Doubtful lists those with a price that no source confirms to be for it.
func (p *comparisonPage) Doubtful(market string) []uncompared { return in(market, p.Unconfirmed) }

func in(market string, list []uncompared) []uncompared {
	return slices.DeleteFunc(slices.Clone(list), func(o uncompared) bool { return o.Market != market })
}

// market is the one that the seller is in.
func (p *comparisonPage) market(s *shownSeller) *market {
	i := slices.IndexFunc(p.Markets, func(m market) bool { return m.ID == s.Market() })
	return &p.Markets[i]
}

func (e *edition) compared(s *shownSeller, row *pricing.ComparedPrice) compared {
	q := row.Quote
	perSecond, _ := q.PerSecond(*q.Dollars)
	c := compared{
		Seller: s.Name, Model: q.Model.Name, Path: modelPath(s.ID, q.Model.ID),
		PerSecond: almost(q.Precision) + fine(perSecond), Clip: almost(q.Precision) + pricing.USD.InWords(*q.Dollars),
		Standing: stands(q.Standing()), Known: q.Rate.Known, quote: q,
		SortSecond: perSecond.Min.Round(6).String(), SortClip: q.Dollars.Min.Round(6).String(),
	}
	// What was assumed because it is the only price is what the price is for.
	stated := q.Shot
	stated.Seconds = decimal.NullDecimal{}
	c.For = shotWords(&stated)
	_, c.Silent = rateWords(q.Rate)
	sources := slices.Clone(q.Model.Cites(q.Rate.Sources))
	if q.Offer != nil {
		c.Basis = q.Offer.Offer.Name
		c.Credits = q.Currency.InWords(q.Price)
		sources = append(sources, q.Offer.Offer.Sources...)
	}
	c.Cites = cites(e.table, sources)
	for _, w := range q.Warnings {
		c.Doubts = append(c.Doubts, doubt{Text: w.Message})
	}
	if as := q.Model.PricedAs; as != "" {
		c.Doubts = append(c.Doubts, doubt{Text: "priced as " + as + ", whose price profile it shares"})
	}
	return c
}

// shotWords says what of a shot was given, in the words of the tables.
func shotWords(s *pricing.Shot) string {
	var words []string
	for _, m := range [...][2]string{{"seconds", pricing.Text(s.Seconds)}, {"tier", pricing.Text(s.Tier)}, {"mode", s.Mode},
		{"resolution", s.Resolution}, {"audio", s.Audio}, {"hdr", s.HDR}, {"quality", s.Quality}, {"images", pricing.Text(s.Images)},
		{"inputImages", pricing.Text(s.InputImages)}, {"inputSeconds", pricing.Text(s.InputSeconds)},
		{"width", pricing.Text(s.Width)}, {"height", pricing.Text(s.Height)}, {"fps", pricing.Text(s.FPS)},
		{"gpuHours", pricing.Text(s.GPUHours)}} {
		if m[1] != "" {
			words = append(words, memberWords(m[0], m[1]))
		}
	}
	return strings.Join(words, ", ")
}

// scale draws the bars against the dearest second.
func (m *market) scale() {
	var top pricing.Ratio
	for _, r := range m.Rows {
		if end := r.perSecond().Max; !r.perSecond().Open && end.Cmp(top) > 0 {
			top = end
		}
	}
	for i := range m.Rows {
		r := &m.Rows[i]
		v := r.perSecond()
		percent := func(end pricing.Ratio) string {
			if top.Sign() == 0 {
				return "0" // lowest prices alone
			}
			return end.Mul(pricing.Whole(100)).Div(top).Round(1).String()
		}
		r.Low, r.High, r.Open = percent(v.Min), "100", v.Open
		r.Least = v.Min.Cmp(m.Rows[0].perSecond().Min) == 0
		if !v.Open {
			r.High = percent(v.Max.Sub(v.Min))
		}
	}
	m.Top = fine(pricing.Point(top))
}

func (c *compared) perSecond() pricing.Interval {
	v, _ := c.quote.PerSecond(*c.quote.Dollars)
	return v
}

// resolutions lists those that some model of the public sellers names, the small
// first.
func (e *edition) resolutions() []string {
	var out []string
	for _, s := range e.sellers {
		for i := range s.Models {
			for _, c := range s.Models[i].Options {
				if c.Dim != pricing.Resolution || c.Match != pricing.OneOf || s.Models[i].Medium != "video" {
					continue
				}
				for _, v := range c.Values {
					if !slices.Contains(out, v) {
						out = append(out, v)
					}
				}
			}
		}
	}
	lineCount := func(name string) int {
		if n, ok := strings.CutSuffix(name, "p"); ok {
			lines, _ := strconv.Atoi(n)
			return lines
		}
		k, _ := strconv.Atoi(strings.TrimSuffix(name, "K"))
		return 1000 * k
	}
	slices.SortFunc(out, func(a, b string) int { return lineCount(a) - lineCount(b) })
	return out
}

// free lists free tiers, trials and promotions, which no comparison counts.
func (e *edition) free() []freeOffer {
	var out []freeOffer
	for _, s := range e.sellers {
		for i := range s.Seller.Offers {
			if o := &s.Seller.Offers[i]; o.Kind == pricing.Free || o.Kind == pricing.Trial {
				row := s.Offers[i]
				out = append(out, freeOffer{s.Name, "/plans#" + s.ID, strings.TrimSuffix(o.Name+": "+row.Terms+"; "+row.Limits, "; ")})
			}
		}
		for _, p := range s.Promos {
			out = append(out, freeOffer{s.Name, "/plans#" + s.ID, p.Name + ": " + p.Terms})
		}
	}
	return out
}
