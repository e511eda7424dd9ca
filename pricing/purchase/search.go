package purchase

import (
	"math"
	"math/big"
	"slices"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// search is a purchase in whole numbers: credits and prices in the smallest
// decimal place that any of them has.
type search struct {
	p              *Purchase
	credits, price []int64 // of each offer, what it adds to the need and what it costs
	need           int64   // what is to be held
	months         int64   // how many months one search covers
	repeated       int64   // how often its result is bought
	creditPlaces   int32
	pricePlaces    int32
	choices        []choice
	packs          *ladder // nil for none
	reach          int64   // the largest need that may be asked for
	largest        int64   // the most credits of any offer
	rate           pack    // the best price per credit of any offer
}

// choice is a purchase of offers that cannot be bought any number of times: n
// of an offer beside what rest has.
type choice struct {
	credits, price, items int64
	ways                  uint64
	rest                  *choice
	offer                 int // index in Purchase.Offers
	n                     int64
}

// counts is how often the choice buys each offer.
func (c *choice) counts(offers int) []int64 {
	counts := make([]int64, offers)
	for ; c != nil; c = c.rest {
		counts[c.offer] += c.n
	}
	return counts
}

// mostChoices bounds the purchases of limited offers that are kept, and those
// that are looked at for one more offer.
const mostChoices = 1 << 14

// newSearch prepares the search. Over several months there are two cases.
//
// If the credits of packs last, one search covers all months: packs are bought
// for what the plans leave open, it does not matter when, and a plan adds at
// most the need of its month, because what it holds beyond is not assumed to
// last.
//
// If they do not, every month is the same search.
func newSearch(p *Purchase, rules []purchaseRule) (*search, error) {
	s := &search{p: p, months: 1, repeated: 1}
	lasting := p.PacksLast == pricing.Yes
	if lasting {
		s.months = p.Months
	} else {
		s.repeated = p.Months
	}
	if !s.scale(lasting) {
		return nil, &pricing.Error{Code: pricing.InvalidValue, Field: "credits", Message: "the amounts have too many digits to be searched exactly"}
	}
	if err := s.limited(rules); err != nil {
		return nil, err
	}
	var packs []pack
	for i, r := range rules {
		if r.buying == anyNumber {
			packs = append(packs, pack{credits: s.credits[i], price: s.price[i], offer: i})
		}
	}
	var ok bool
	if s.packs, ok = newLadder(packs, s.reach); !ok {
		return nil, tooManyCombinations("seller", "the packs of "+p.Seller.Name+" share too small a divisor")
	}
	return s, nil
}

func tooManyCombinations(field, why string) error {
	return &pricing.Error{Code: TooManyCombinations, Field: field, Message: "there are more combinations than are searched exactly: " + why}
}

// scale turns amounts into whole numbers and reports whether every sum that the
// search can meet fits.
func (s *search) scale(lasting bool) bool {
	need := s.p.need
	for i := range s.p.Offers {
		s.creditPlaces = max(s.creditPlaces, -s.p.Offers[i].Offer.Credits.Exp)
		s.pricePlaces = max(s.pricePlaces, -s.p.Offers[i].Offer.Price.Exp)
	}
	if lasting {
		s.creditPlaces = max(s.creditPlaces, -need.Exponent())
	}
	// Offers hold whole numbers of the smallest place, so a need between two of
	// them is the same as the upper one.
	monthly, ok := integer(need.Shift(s.creditPlaces).Ceil())
	if !ok || monthly > math.MaxInt64/256/s.months {
		return false
	}
	s.need = monthly * s.months
	var all big.Int // what can be spent
	for i := range s.p.Offers {
		offer := &s.p.Offers[i]
		credits, fits := integer(offer.Offer.Credits.Decimal().Shift(s.creditPlaces))
		price, fitsToo := integer(offer.Offer.Price.Decimal().Shift(s.pricePlaces))
		if !fits || !fitsToo || credits > math.MaxInt64/1_000_000 || price > math.MaxInt64/1_000_000 {
			return false
		}
		s.largest = max(s.largest, credits)
		if p := (pack{credits: credits, price: price}); i == 0 || p.compareRate(s.rate) < 0 {
			s.rate = p
		}
		if lasting && offer.Offer.Kind == pricing.Plan {
			credits = min(credits, monthly)
		}
		s.credits, s.price = append(s.credits, credits), append(s.price, price)
	}
	// The largest need is that of the last upgrade: see upgrades. What answers a
	// need holds at most one offer more.
	s.reach = s.need + 3*s.largest + 1
	for i := range s.credits {
		if s.credits[i] == 0 {
			continue // a plan in a month without need
		}
		times := new(big.Int).Add(big.NewInt(s.reach/s.credits[i]), big.NewInt(2+s.months))
		all.Add(&all, times.Mul(times, big.NewInt(s.price[i])))
	}
	return all.IsInt64() && all.Int64() < math.MaxInt64/4
}

func integer(d decimal.Decimal) (int64, bool) {
	if n := d.BigInt(); n.IsInt64() && d.IsInteger() {
		return n.Int64(), true
	}
	return 0, false
}

// limited lists the purchases of limited offers that can be part of a cheapest
// one.
func (s *search) limited(rules []purchaseRule) error {
	// By how many months a plan runs in. Plan by plan, so that the order of the
	// months does not make another purchase.
	running := make([][]choice, s.months+1)
	running[0] = []choice{{ways: 1}}
	for i, r := range rules {
		if r.buying != onePlan {
			continue
		}
		for m := range s.months {
			running[m+1] = s.merge(running[m+1], s.with(running[m], i, 1))
			if len(running[m+1]) > mostChoices {
				return tooManyCombinations("months", "the plans of each month")
			}
		}
	}
	for _, choices := range running {
		s.choices = s.merge(s.choices, choices)
	}
	for i, r := range rules {
		if r.buying != upToALimit {
			continue
		}
		most := min(r.most, s.reach/s.credits[i]+1)
		if (most+1)*int64(len(s.choices)) > mostChoices {
			return tooManyCombinations("limits", "how often each limited offer is bought")
		}
		before := s.choices
		for n := int64(1); n <= most; n++ {
			s.choices = s.merge(s.choices, s.with(before, i, n))
		}
	}
	return nil
}

// with adds n of the offer to each choice.
func (s *search) with(choices []choice, offer int, n int64) []choice {
	out := make([]choice, len(choices))
	for i := range choices {
		c := &choices[i]
		out[i] = choice{c.credits + n*s.credits[offer], c.price + n*s.price[offer], c.items + n, c.ways, c, offer, n}
	}
	return out
}

// merge joins two lists of choices, most credits first. Of choices with the same
// credits it keeps the cheapest. It drops each that costs more than one with
// more credits: whatever is bought beside it, the other does better.
func (s *search) merge(a, b []choice) []choice {
	out := make([]choice, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		from := &a
		if len(a) == 0 || len(b) > 0 && b[0].credits > a[0].credits {
			from = &b
		}
		c := (*from)[0]
		*from = (*from)[1:]
		last := len(out) - 1
		switch {
		case last < 0 || c.credits < out[last].credits && c.price <= out[last].price:
			out = append(out, c)
		case c.credits < out[last].credits || c.price > out[last].price:
		case c.price < out[last].price:
			out[last] = c
		default:
			ways := addWays(c.ways, out[last].ways)
			if c.items < out[last].items || c.items == out[last].items &&
				slices.Compare(c.counts(len(s.credits)), out[last].counts(len(s.credits))) > 0 {
				out[last] = c
			}
			out[last].ways = ways
		}
	}
	return out
}

// basket is one purchase: a choice, and so many units of packs.
type basket struct {
	price, credits int64
	choice         *choice
	units          int64
}

// bestBuy is the answer to a need: what has the least price, with the fewest and
// the most credits, and how many purchases have it.
type bestBuy struct {
	fewest, most basket
	ways         uint64
}

// cheapest finds what holds at least the need at the least price, false if
// nothing does.
func (s *search) cheapest(need int64) (best bestBuy, ok bool) {
	for i := range s.choices {
		c := &s.choices[i]
		low := basket{price: c.price, credits: c.credits, choice: c}
		high, ways := low, c.ways
		if c.credits < need {
			if s.packs == nil {
				continue
			}
			r := s.packs.atLeast((need - c.credits + s.packs.unit - 1) / s.packs.unit)
			if r.price == noPrice {
				continue
			}
			low.price += r.price
			low.units, low.credits = r.fewest, low.credits+r.fewest*s.packs.unit
			high.price = low.price
			high.units, high.credits = r.most, high.credits+r.most*s.packs.unit
			ways = mulWays(ways, r.ways)
		}
		switch {
		case !ok || low.price < best.fewest.price:
			best, ok = bestBuy{low, high, ways}, true
		case low.price == best.fewest.price:
			best.ways = addWays(best.ways, ways)
			if low.credits < best.fewest.credits || low.credits == best.fewest.credits && s.simpler(low, best.fewest) {
				best.fewest = low
			}
			if high.credits > best.most.credits || high.credits == best.most.credits && s.simpler(high, best.most) {
				best.most = high
			}
		}
	}
	return best, ok
}

// simpler orders baskets of the same price and credits: fewer items first, then
// more of the largest offer.
func (s *search) simpler(a, b basket) bool {
	x, y := s.counts(a), s.counts(b)
	if n := sum(x) - sum(y); n != 0 {
		return n < 0
	}
	return slices.Compare(x, y) > 0
}

func sum(counts []int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}

// counts is how often the basket buys each offer, in one search.
func (s *search) counts(b basket) []int64 {
	counts := b.choice.counts(len(s.credits))
	if b.units > 0 {
		s.packs.buy(b.units, counts)
	}
	return counts
}

// bundle states the basket in the seller's amounts, over all months.
func (s *search) bundle(b basket) Bundle {
	var out Bundle
	for i, n := range s.counts(b) {
		if n > 0 {
			item := BundleItem{s.p.Offers[i], n * s.repeated}
			out.Items = append(out.Items, item)
			out.Price = out.Price.Add(item.Price.Mul(pricing.Whole(item.Count)))
			out.Credits = out.Credits.Add(item.Credits.Mul(pricing.Whole(item.Count)))
		}
	}
	held := pricing.Exactly(decimal.New(b.credits, -s.creditPlaces)).Mul(pricing.Whole(s.repeated))
	out.Left = held.Sub(s.p.whole())
	out.Lapsed = out.Credits.Sub(held)
	return out
}

// Upgrades are looked for among so many next prices, and so many are listed.
const (
	stepsLookedAt = 100
	mostUpgrades  = 3
)

// upgrades finds what a little more money is well spent on. The steps are the
// next higher prices at which more credits can be held than from (each with the
// most credits at its price), as long as they hold at most the largest offer's
// credits more. A step is worthwhile if each credit more costs less than any
// offer sells it for; of several, each must be better than those before.
func (s *search) upgrades(from basket) []Upgrade {
	var out []Upgrade
	rate := s.rate
	base, at := s.bundle(from), from
	for range stepsLookedAt {
		next, ok := s.cheapest(at.credits + 1)
		if at = next.most; !ok || at.credits > from.credits+s.largest || len(out) == mostUpgrades {
			break
		}
		step := pack{credits: at.credits - from.credits, price: at.price - from.price}
		if step.compareRate(rate) >= 0 {
			continue
		}
		rate = step
		u := Upgrade{Bundle: s.bundle(at)}
		u.More = u.Price.Sub(base.Price)
		u.MoreHeld = pricing.Exactly(decimal.New(step.credits, -s.creditPlaces)).Mul(pricing.Whole(s.repeated))
		u.PerCredit = u.More.Div(u.MoreHeld)
		out = append(out, u)
	}
	return out
}
