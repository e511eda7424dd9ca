package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/reelrate/reelrate/pricing"
)

// setVerb appends a new price.
type setVerb struct {
	chosen
	Amount string `arg:"" help:"The new price, in the unit and the currency of the old one."`
	From   string `required:"" placeholder:"DAY" help:"The first day of the new price."`
	seen
}

func (setVerb) Help() string {
	return `Appends a row to the seller's file: that of the price which holds on the day, with the new amount.
It takes over on its day, and what is in the file stays as it is. The table is checked and
compiled. If it has problems they are printed, and nothing is written.

` + example("rates set "+exampleModel()+" 12 --from 2031-01-01")
}

func (v *setVerb) Run(t *tool) error {
	from, err := theDay("--from", v.From)
	if err != nil {
		return err
	}
	if _, err := fixed(v.Amount); err != nil {
		return fmt.Errorf("the amount %w", err)
	}
	c, err := v.begin(t, &v.seen)
	if err != nil {
		return err
	}
	if c.seller.Seller.Owned && from < t.today() {
		return errors.New("--from: quotes of your own price have been given until today, so a new one begins today or later")
	}
	rates, err := v.holding(c, from)
	if err != nil {
		return err
	}
	if len(rates) > 1 {
		return fmt.Errorf("%s has %d prices: say with --when which\naccepted: %s", v.Model, len(rates), each(rates))
	}
	if err := c.editor.add("rates", v.row(c, rates[0])); err != nil {
		return err
	}
	return c.finish(t)
}

// row is the rate with the new amount: what decides its price and what is not known of
// it stays, and what was said of the old amount goes.
func (v *setVerb) row(c *change, old *Rate) yaml.MapSlice {
	written := reach(c.seller.file.data, []string{"rates", strconv.Itoa(old.row)}) // of a cell its grid
	item := yaml.MapSlice{pair("model", old.Model)}
	if len(old.When) > 0 {
		item = append(item, pair("when", old.When))
	}
	for _, key := range []string{"independent", "unit", "per", "minimum", "pixelsPerToken", "modifiers", "gaps"} {
		if value, ok := written[key]; ok {
			item = append(item, pair(key, value))
		}
	}
	item = append(item, pair("amount", v.Amount), pair("from", v.From))
	return withSources(item, c.sources)
}

// seen is where and when a new price, or an end, was seen.
type seen struct {
	Source string `placeholder:"URL" help:"Where it was seen; needed unless the seller is you."`
	Known  string `placeholder:"DAY" help:"The day on which it was seen; by default today."`
}

// sources are where it was seen, none for the operator's own word.
func (v *seen) sources(t *tool, s *SellerFile) ([]Source, error) {
	switch {
	case v.Source == "" && v.Known != "":
		return nil, errors.New("--known goes with --source")
	case v.Source == "" && !s.Seller.Owned:
		return nil, fmt.Errorf("%s is not you: say where it was seen, --source URL", s.Seller.Name)
	case v.Source == "":
		return nil, nil
	case !strings.HasPrefix(v.Source, "https://"):
		return nil, fmt.Errorf("--source: %q is no address that begins with https://", v.Source)
	}
	known := or(v.Known, t.today().String())
	_, err := theDay("--known", known)
	return []Source{{URL: v.Source, Known: known}}, err
}

func withSources(item yaml.MapSlice, sources []Source) yaml.MapSlice {
	for _, s := range sources {
		item = append(item, pair("sources", []yaml.MapSlice{{pair("url", s.URL), pair("known", s.Known)}}))
	}
	return item
}

// theDay reads a day that stands behind a flag.
func theDay(flag, text string) (pricing.Instant, error) {
	at, err := pricing.ParseInstant(text)
	if err == nil && at.Day().String() != text {
		err = fmt.Errorf("%q is not a day such as 2026-12-01", text)
	}
	if e, ok := errors.AsType[*pricing.Error](err); ok {
		err = errors.New(e.Message)
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", flag, err)
	}
	return at, nil
}
