package description

import (
	"cmp"
	"slices"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// shown are the shots that examples are about, chosen by rule from those with a price.
type shown struct {
	shot, other, clip, varying, paid *pricing.Quote // each nil where there is none
	refused, misspelled              *pricing.Shot
}

// choose looks at every model, the operator's own first. Of what is found, the first is
// shown, a price that its seller's offer pays before others.
func choose(t *pricing.Table, on pricing.Instant) *shown {
	s := &shown{}
	sellers := make([]*pricing.Seller, len(t.Sellers))
	for i := range t.Sellers {
		sellers[i] = &t.Sellers[i]
	}
	slices.SortStableFunc(sellers, func(a, b *pricing.Seller) int { return cmp.Compare(yes(b.Owned), yes(a.Owned)) })
	var exact []*pricing.Quote
	for _, seller := range sellers {
		for i := range seller.Models {
			q, refused := find(t, pricing.Shot{Seller: seller.ID, Model: seller.Models[i].ID}, on)
			if s.refused == nil {
				s.refused = refused
			}
			switch {
			case q == nil:
			case !q.Price.Single():
				s.varying = cmp.Or(s.varying, q)
			case decimalOf(q):
				exact = append(exact, q)
			}
		}
	}
	for _, q := range exact {
		if s.paid == nil {
			s.paid = withOffer(t, q)
		}
		if s.clip == nil && q.Shot.Seconds.Valid {
			s.clip = q
		}
	}
	s.rest(exact)
	return s
}

// decimalOf says whether six places are all that the price has, as a log can say it.
func decimalOf(q *pricing.Quote) bool { return q.Price.Min.Terminates(6) }

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rest chooses what depends on the other choices.
func (s *shown) rest(exact []*pricing.Quote) {
	if len(exact) == 0 {
		return
	}
	s.shot = exact[0]
	s.other = s.shot
	for _, better := range []func(*pricing.Quote) bool{
		func(q *pricing.Quote) bool { return q.Seller != s.shot.Seller && q.Shot.Resolution != "" },
		func(q *pricing.Quote) bool { return q.Model != s.shot.Model && q.Shot.Seconds.Valid },
		func(q *pricing.Quote) bool { return q.Model != s.shot.Model },
	} {
		if i := slices.IndexFunc(exact, better); i >= 0 {
			s.other = exact[i]
			break
		}
	}
	misspelled := s.shot.Shot
	misspelled.Model += "-x"
	s.misspelled = &misspelled
	s.refused = cmp.Or(s.refused, s.misspelled)
}

// find is a price of the model: for eight seconds, for what it takes as usual, or for the
// nearest shot that a refusal tells of. The shot that was refused so is one to show.
func find(t *pricing.Table, shot pricing.Shot, on pricing.Instant) (q *pricing.Quote, refused *pricing.Shot) {
	eight := shot
	eight.Seconds = decimal.NewNullDecimal(decimal.NewFromInt(8))
	for _, shot := range []pricing.Shot{eight, shot} {
		q, err := t.Quote(pricing.QuoteRequest{Shot: shot, AsOf: on})
		if err == nil {
			return q, refused
		}
		for _, a := range pricing.Typed(err).Alternatives {
			if q, err := t.Quote(pricing.QuoteRequest{Shot: a.Shot, AsOf: on}); err == nil && a.Shot.Model == shot.Model {
				return q, &shot
			}
		}
	}
	return nil, nil
}

// withOffer is the quote through a plan of its seller or else another offer, or nil.
func withOffer(t *pricing.Table, q *pricing.Quote) *pricing.Quote {
	all, err := t.Quote(pricing.QuoteRequest{Shot: q.Shot, EveryOffer: true, AsOf: q.AsOf})
	if err != nil {
		return nil
	}
	slices.SortStableFunc(all.Offers, func(a, b pricing.Payment) int {
		return cmp.Compare(yes(b.Offer.Kind == pricing.Plan), yes(a.Offer.Kind == pricing.Plan))
	})
	for _, offer := range all.Offers {
		paid, err := t.Quote(pricing.QuoteRequest{Shot: q.Shot, Offer: offer.Offer.ID, AsOf: q.AsOf})
		if err == nil && paid.Offer != nil {
			return paid
		}
	}
	return nil
}
