package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/wire"
)

// siteCheck holds what site.yaml names to the prices: no site is built that shows a seller
// that is not there, or a shot that has no price on the table's day. What else
// stands in the file is package site's to check.
type siteCheck struct {
	file     *file
	table    *pricing.Table
	on       pricing.Instant
	problems []Problem
}

// checkSite lists what is wrong with the site.yaml of a list, if it has one.
func checkSite(dir fs.FS, t *pricing.Table) []Problem {
	if text, err := readBounded(dir, siteName); errors.Is(err, fs.ErrNotExist) || err == nil && strings.TrimSpace(string(text)) == "" {
		return nil
	}
	f, problems := parse(dir, siteName)
	if len(problems) > 0 {
		return problems
	}
	c := &siteCheck{file: f, table: t}
	c.on, _, _ = table.ParseVersion(t.Version)
	site, _ := f.data.(map[string]any)
	sellers, _ := site["sellers"].([]any)
	for i := range sellers {
		c.seller(sellers[i], i)
	}
	c.shot(site["start"], c.names, "start")
	for _, list := range []string{"presets", "example"} {
		shots, _ := site[list].([]any)
		for i := range shots {
			c.shot(shots[i], nil, list, i)
		}
	}
	return c.problems
}

func (c *siteCheck) seller(entry any, i int) {
	fields, _ := entry.(map[string]any)
	if id, ok := fields["id"].(string); ok {
		if _, refused := c.table.Seller(id); refused != nil {
			c.bad(refused, "sellers", i, "id")
		}
	}
}

// names are the refusals of a start shot that the site cannot mend by what it fills in.
func (*siteCheck) names(e *pricing.Error) bool {
	return slices.Contains([]pricing.Code{pricing.UnknownSeller, pricing.UnknownModel, pricing.UnknownOffer, pricing.Sunset,
		pricing.NotYetPriced, pricing.NoLongerPriced}, e.Code)
}

// shot asks for the price of an entry that names a model. A refusal is a problem if it
// counts; nil for each.
func (c *siteCheck) shot(entry any, counts func(*pricing.Error) bool, where ...any) {
	fields, _ := entry.(map[string]any)
	var pairs []wire.Pair
	for _, name := range []string{"seller", "model", "seconds", "mode", "resolution", "audio", "quality", "offer"} {
		if value, ok := fields[name]; ok && value != nil {
			pairs = append(pairs, wire.Pair{Name: name, Value: fmt.Sprint(value)})
		}
	}
	if fields["model"] == nil {
		return // which the site chooses
	}
	request, err := wire.ParseQuote(wire.Pairs(pairs), c.on)
	if err == nil {
		_, err = c.table.Quote(request)
	}
	if e, ok := errors.AsType[*pricing.Error](err); ok && (counts == nil || counts(e)) {
		c.bad(e, where...)
	}
}

// bad is a problem in the words of the engine, at the member that it names.
func (c *siteCheck) bad(e *pricing.Error, where ...any) {
	if c.file.has(append(slices.Clone(where), e.Field)...) {
		where = append(where, e.Field)
	}
	c.problems = append(c.problems, c.file.at(withAccepted(e), where...))
}
