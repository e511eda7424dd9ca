package main

import (
	"errors"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// makersEnd is what to say in a list of a model that its maker ends while its
// seller does not say whether it goes on: "Its maker ended it 24 Sep 2026", or "".
func makersEnd(t *pricing.Table, m *pricing.Model, on pricing.Instant) string {
	up := t.Upstream(m)
	if up == nil || up.Sunset == 0 || m.Continues != pricing.NotStated {
		return ""
	}
	return "Its maker " + choose(on >= up.Sunset, "ended", "ends") + " it " + dateWords(up.Sunset.Day().String())
}

// living refuses a shot that stands where the site suggests one, if its model may
// have ended with its maker.
func living(q *pricing.Quote) error {
	t := q.Table
	if !t.UpstreamEnded(q.Model, q.AsOf) {
		return nil
	}
	up := t.Upstream(q.Model)
	id, _, _ := strings.Cut(q.Model.Upstream, "/")
	maker, err := t.Seller(id)
	if err != nil {
		return err
	}
	return errors.New(maker.Name + " ended its " + up.Name + " on " + up.Sunset.String() + ", and whether " + q.Seller.Name +
		" goes on with it is not known: choose another model, or say so under continues in " + q.Seller.ID + ".yaml")
}

// unsure is the doubt whether the model is still to be had, apart from the others.
func unsure(warnings []pricing.Warning) (doubt string, others []pricing.Warning) {
	if len(warnings) > 0 && warnings[0].Code == pricing.UpstreamSunset {
		return sentence(warnings[0].Message), warnings[1:]
	}
	return "", warnings
}
