package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// complete fills in what site.yaml leaves out:
//
//   - sellers: all of the table, the operator's own first, then by name;
//   - brand: the operator's name, or that of the only seller, or "Prices";
//   - start: at the sellers in their order, the first model that has a price on the
//     day of the table and may not have ended with its maker, videos before images.
//     Of that model its first price, at its default length or the first that is
//     listed, paid with the first plan that pays for it or, without plans, the first
//     offer. A start that names only a seller, or a seller and a model, is completed
//     in the same way;
//   - compare: a length at which the most models can be compared;
//   - purchases: the credits of 1, 5, 10 and 25 start shots, if they are the operator's;
//   - presets, example: none.
//
// Where nothing has a price, there is no start.
func (c *config) complete(t *pricing.Table, on pricing.Instant) error {
	if _, err := c.sellers(t); err != nil {
		return err
	}
	c.Brand = cmp.Or(c.Brand, brandOf(t))
	c.BaseURL = cmp.Or(c.BaseURL, "https://prices.example")
	c.Title = cmp.Or(c.Title, "What each model costs")
	c.Description = cmp.Or(c.Description, "What each model costs, with the arithmetic, the source and the date of every price.")
	for _, list := range [...][]preset{c.Presets, c.Example} {
		for i := range list {
			list[i].Count, list[i].Takes = cmp.Or(list[i].Count, "1"), cmp.Or(list[i].Takes, "1")
		}
	}
	return c.begin(t, on)
}

// usualLength is a length in seconds to begin with where nothing names one.
const usualLength = "8"

func brandOf(t *pricing.Table) string {
	if house := t.House(); house != nil {
		return house.Name
	}
	if len(t.Sellers) == 1 {
		return t.Sellers[0].Name
	}
	return "Prices"
}

// shown lists the sellers that the site shows.
func (c *config) shown(t *pricing.Table) []publicSeller {
	if len(c.Sellers) > 0 {
		return c.Sellers
	}
	all := make([]*pricing.Seller, len(t.Sellers))
	for i := range t.Sellers {
		all[i] = &t.Sellers[i]
	}
	slices.SortStableFunc(all, func(a, b *pricing.Seller) int {
		if a.Owned != b.Owned {
			return choose(a.Owned, -1, 1)
		}
		return strings.Compare(a.Name, b.Name)
	})
	out := make([]publicSeller, len(all))
	for i, s := range all {
		out[i].ID = s.ID
	}
	return out
}

// begin completes the start shot.
func (c *config) begin(t *pricing.Table, on pricing.Instant) error {
	if c.Start.Seller == "" && (len(c.Start.members()) > 0 || c.Start.Offer != "") {
		return errors.New(siteFile + ": start.seller: is needed beside the others; or leave start out")
	}
	given := c.Start.Seller != ""
	for _, anyhow := range [...]bool{false, true} {
		c.Start.anyhow = anyhow
		found, err := c.find(t, on)
		if found || err != nil {
			return err
		}
		if given {
			return c.Start.fault(t, on)
		}
	}
	return nil
}

// find completes the start shot from the first model that fits it.
func (c *config) find(t *pricing.Table, on pricing.Instant) (bool, error) {
	for _, p := range c.shown(t) {
		if c.Start.Seller != "" && c.Start.Seller != p.ID {
			continue
		}
		models, err := t.Models(pricing.ModelsRequest{Seller: p.ID, Model: c.Start.Model, AsOf: on})
		if err != nil {
			return false, inSite(choose(c.Start.Model != "", "start.model", "start.seller"), err)
		}
		videosFirst(models)
		for i := range models {
			if start, ok := c.Start.at(t, &models[i]); ok {
				c.Start = start
				return true, nil
			}
		}
	}
	return false, nil
}

// videosFirst sorts videos, images and runs of a machine, each as they were.
func videosFirst(models []pricing.ModelOnDay) {
	slices.SortStableFunc(models, func(a, b pricing.ModelOnDay) int { return strings.Compare(b.Model.Medium, a.Model.Medium) })
}

// at is the start with what it leaves open filled in from the model's first price
// that has what it does say.
func (s startShot) at(t *pricing.Table, d *pricing.ModelOnDay) (startShot, bool) {
	for _, r := range d.Cells {
		members, q := usualShot(t, d, r, s.members())
		if q == nil || !s.anyhow && living(q) != nil {
			continue
		}
		out := startShot{Offer: s.Offer, shot: members, anyhow: s.anyhow}
		out.name(members)
		if out.Offer == "" {
			out.Offer = firstOffer(q)
		}
		if _, err := out.quote(t, d.AsOf); err == nil {
			return out, true
		}
	}
	return s, false
}

// firstOffer is the first plan that pays for the quote, or the first offer.
func firstOffer(q *pricing.Quote) string {
	for _, plan := range [...]bool{true, false} {
		for _, p := range q.Offers {
			if !plan || p.Offer.Kind == pricing.Plan {
				return p.Offer.ID
			}
		}
	}
	return ""
}

// members are those of the shot that the start gives.
func (s *startShot) members() [][2]string {
	p := preset{Seller: s.Seller, Model: s.Model, Seconds: s.Seconds, Mode: s.Mode, Resolution: s.Resolution, Audio: s.Audio, Quality: s.Quality}
	return p.members()
}

// name sets the fields that the members of a shot have.
func (s *startShot) name(members [][2]string) {
	for _, m := range members {
		field := map[string]*string{"seller": &s.Seller, "model": &s.Model, "seconds": &s.Seconds, "mode": &s.Mode,
			"resolution": &s.Resolution, "audio": &s.Audio, "quality": &s.Quality}[m[0]]
		if field != nil {
			*field = m[1]
		}
	}
}

// quote prices the start shot, on every offer too.
func (s *startShot) quote(t *pricing.Table, on pricing.Instant) (*pricing.Quote, error) {
	members := s.shot
	if members == nil {
		members = s.members()
	}
	shot, err := shotFrom(members)
	if err != nil {
		return nil, err
	}
	return t.Quote(pricing.QuoteRequest{Shot: shot, Offer: s.Offer, EveryOffer: true, AsOf: on})
}

// fault says why a start that site.yaml has cannot be shown.
func (s *startShot) fault(t *pricing.Table, on pricing.Instant) error {
	if s.Model == "" {
		return inSite("start.model", errors.New("no model of the seller "+s.Seller+" has a price on the day of the table: accepted is a model that has, or no start"))
	}
	whole := *s
	if models, err := t.Models(pricing.ModelsRequest{Seller: s.Seller, Model: s.Model, AsOf: on}); err == nil {
		for _, r := range models[0].Cells {
			if members, q := usualShot(t, &models[0], r, s.members()); q != nil {
				whole.shot = members // all but the offer has a price
				break
			}
		}
	}
	q, err := whole.quote(t, on)
	if err == nil {
		err = living(q)
	}
	if err == nil {
		err = errors.New("the seller " + s.Seller + " is not among the sellers that the site shows")
	}
	return inSite("start", err)
}
