package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/shopspring/decimal"
)

// A frame to begin with where a price counts pixels, whole frames a second, and how
// many questions of the engine are answered before a shot is given up.
const (
	usualWidth, usualHeight, usualRate = "1280", "720", "24"
	mostQuestions                      = 12
)

// usualShot is a shot that the cell prices, as members of a request, with those that
// are wanted, and its quote on every offer, nil where it is refused. What the cell's
// own conditions leave open, the engine asks for, and gets the first value that it
// accepts, or a usual one.
func usualShot(t *pricing.Table, d *pricing.ModelOnDay, r *pricing.Rate, wanted [][2]string) (members [][2]string, q *pricing.Quote) {
	members = slices.Clone(wanted)
	for _, m := range slices.Concat([][2]string{{"seller", d.Seller.ID}, {"model", d.Model.ID}}, shotMembers(t, d.Model, r)) {
		if !named(members, m[0]) {
			members = append(members, m)
		}
	}
	for range mostQuestions {
		shot, err := shotFrom(members)
		if err != nil {
			return members, nil
		}
		q, refused := t.QuoteAlone(pricing.QuoteRequest{Shot: shot, EveryOffer: true, AsOf: d.AsOf})
		switch {
		case refused == nil:
			return members, q
		case refused.Code != pricing.MissingParameter || named(members, refused.Field):
			return members, nil
		}
		members = append(members, [2]string{refused.Field, usualValue(d.Model, refused)})
	}
	return members, nil
}

func named(members [][2]string, name string) bool {
	return slices.ContainsFunc(members, func(m [2]string) bool { return m[0] == name })
}

// usualValue answers the engine's question for a member.
func usualValue(m *pricing.Model, asked *pricing.Error) string {
	switch asked.Field {
	case "seconds":
		return usualSeconds(m)
	case "width":
		return usualWidth
	case "height":
		return usualHeight
	case "fps":
		return usualRate
	case "gpuHours", "images", "inputImages", "inputSeconds":
		return "1"
	}
	if len(asked.Accepted) > 0 {
		return asked.Accepted[0]
	}
	return ""
}

// frameOf is a frame whose pixels the condition accepts: one that a resolution of the
// table stands for or, where none does, a square.
func frameOf(t *pricing.Table, c pricing.Condition) (width, height int64) {
	accepts := func(w, h int64) bool { return w > 0 && c.Accepts(strconv.FormatInt(w*h, 10)) }
	for _, raster := range t.Resolutions {
		if accepts(raster.Width, raster.Height) {
			return raster.Width, raster.Height
		}
	}
	side := int64(1)
	for side*side <= c.Over {
		side++
	}
	if c.UpTo > 0 {
		for (side+1)*(side+1) <= c.UpTo {
			side++
		}
	}
	return side, side
}

// shotFrom reads members of a request as a shot.
func shotFrom(members [][2]string) (pricing.Shot, error) {
	var s pricing.Shot
	all := binding.ShotMembers(&s)
	for _, m := range members {
		i := binding.Index(all, m[0])
		if i < 0 {
			return s, fmt.Errorf("a shot has no %s", m[0])
		}
		switch to := all[i].To.(type) {
		case *string:
			*to = m[1]
		case *decimal.NullDecimal:
			var err error
			if *to, err = number(m[0], m[1]); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

// number reads a member's number.
func number(name, text string) (decimal.NullDecimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return decimal.NullDecimal{}, fmt.Errorf("%s: %q is no number", name, text)
	}
	return decimal.NullDecimal{Decimal: d, Valid: true}, nil
}
