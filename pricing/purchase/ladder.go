package purchase

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/reelrate/reelrate/pricing"
)

// pack is an offer that may be bought any number of times, in whole numbers.
type pack struct {
	credits, price int64
	offer          int // index in Purchase.Offers
}

// ladder knows what packs, each bought any number of times, cost at least for
// at least so many credits.
//
// Write e(t) for the least price of packs that hold exactly t credits and b for
// the pack with the best price per credit, the largest where several have it.
// Three facts make a short table of e enough for any need.
//
//  1. Only a window matters. e(t) ≥ t × price(b) ÷ credits(b), and ⌈u ÷
//     credits(b)⌉ of b hold at least u. So what holds at least u at the least
//     price holds less than u + credits(b).
//
//  2. The table repeats once, for as many consecutive t as the largest other
//     pack has credits, every cheapest purchase of exactly t contains b. For
//     take a larger t with a cheapest purchase without b, and remove its packs
//     one by one. No pack is larger than the stretch, so what remains falls
//     into the stretch at some point. It is cheapest for what it holds, or the
//     whole could be made cheaper; and it has no b, which contradicts the
//     stretch. So from there on the cheapest purchases of t are exactly those of
//     t − credits(b) with one more b.
//
//  3. It comes to that. Among the running sums of credits(b) other packs two
//     leave the same remainder when divided by credits(b); the packs between
//     them can be replaced by b for less. So a cheapest purchase has fewer than
//     credits(b) other packs, and beyond credits(b) × the largest other pack
//     each contains b.
//
// "Cheapest" is by price. Where another pack has b's price per credit, it is by
// price and then by number of packs, which makes b the best alone again; but
// then the number of purchases that tie in price does not repeat, and is known
// within the table only.
type ladder struct {
	packs []pack // fewest credits first; credits in units
	unit  int64  // the greatest common divisor of all credits
	best  int    // b
	alone bool   // no other pack has b's price per credit

	// For exactly t units: the least price, or noPrice; the fewest packs that
	// have it; and how many purchases have it.
	price, count []int64
	ways         []uint64
	rungs        []rung
	repeats      int64 // from here on the table repeats; 0 = not within the table
}

// rung is the cheapest way to hold at least some units: its price, the fewest
// and the most units at that price, and how many purchases have it.
type rung struct {
	price, fewest, most int64
	ways                uint64
}

const (
	noPrice   = math.MaxInt64
	uncounted = math.MaxUint64

	// longestLadder bounds memory, at 72 bytes each. The table of the packs
	// known today repeats within 50 units.
	longestLadder = 1 << 17
	// countedLadder is how far purchases are counted that do not repeat.
	countedLadder = 1 << 14
)

// newLadder builds the table for needs of up to most credits. It returns nil
// for no packs and false if the table would be too long.
func newLadder(packs []pack, most int64) (*ladder, bool) {
	if len(packs) == 0 {
		return nil, true
	}
	l := &ladder{packs: slices.Clone(packs), alone: true}
	pricing.SortStable(l.packs, func(a, b pack) int { return cmp.Compare(a.credits, b.credits) })
	for _, p := range l.packs {
		l.unit = pricing.Gcd(l.unit, p.credits)
	}
	for i := range l.packs {
		l.packs[i].credits /= l.unit
		switch c := l.packs[i].compareRate(l.packs[l.best]); {
		case c < 0:
			l.best, l.alone = i, true
		case c == 0 && i != l.best:
			l.best, l.alone = i, false
		}
	}
	if !l.climb(most/l.unit + 1) {
		return nil, false
	}
	l.countWays()
	l.rest()
	return l, true
}

// climb fills price and count until the table repeats or covers every need of
// up to most units.
func (l *ladder) climb(most int64) bool {
	period := l.packs[l.best].credits
	stretch := int64(1) // the largest other pack
	for i, p := range l.packs {
		if i != l.best {
			stretch = max(stretch, p.credits)
		}
	}
	end := most + period // by fact 1, what a need of most can use
	counted := min(end, countedLadder)
	l.price, l.count = []int64{0}, []int64{0}
	withBest := []bool{false} // whether every cheapest purchase of t contains b, also if there is none
	run := int64(0)
	for t := int64(1); t <= end; t++ {
		if t > longestLadder {
			return false
		}
		price, count, contained := int64(noPrice), int64(0), true
		for i := range l.packs {
			below := t - l.packs[i].credits
			if below < 0 || l.price[below] == noPrice {
				continue
			}
			p, n, has := l.price[below]+l.packs[i].price, l.count[below]+1, i == l.best || withBest[below]
			switch {
			case p < price, p == price && !l.alone && n < count:
				price, count, contained = p, n, has
			case p == price && (l.alone || n == count):
				count, contained = min(count, n), contained && has
			}
		}
		l.price, l.count, withBest = append(l.price, price), append(l.count, count), append(withBest, contained)
		if l.repeats != 0 {
			continue
		}
		if run++; !contained {
			run = 0
		}
		if run == stretch {
			l.repeats = t - stretch + 1
			end = min(end, l.repeats+2*period)
			if !l.alone {
				end = max(end, counted)
			}
		}
	}
	return true
}

// countWays counts the purchases of each least price. Pack by pack, so that the
// order in which packs are bought does not make another purchase.
func (l *ladder) countWays() {
	price := make([]int64, len(l.price))
	for t := range price {
		price[t] = noPrice
	}
	price[0] = 0
	l.ways = make([]uint64, len(l.price))
	l.ways[0] = 1
	for _, p := range l.packs {
		for t := p.credits; t < int64(len(price)); t++ {
			below := t - p.credits
			if price[below] == noPrice {
				continue
			}
			switch q := price[below] + p.price; {
			case q < price[t]:
				price[t], l.ways[t] = q, l.ways[below]
			case q == price[t]:
				l.ways[t] = addWays(l.ways[t], l.ways[below])
			}
		}
	}
}

// rest turns "exactly t" into "at least t", from the top down.
func (l *ladder) rest() {
	l.rungs = make([]rung, len(l.price))
	above := rung{price: noPrice}
	for t := len(l.price) - 1; t >= 0; t-- {
		switch p := l.price[t]; {
		case p == noPrice:
		case p < above.price:
			above = rung{p, int64(t), int64(t), l.ways[t]}
		case p == above.price:
			above.fewest, above.ways = int64(t), addWays(above.ways, l.ways[t])
		}
		l.rungs[t] = above
	}
}

// atLeast is the cheapest way to hold at least so many units.
func (l *ladder) atLeast(units int64) rung {
	b := &l.packs[l.best]
	if units+b.credits < int64(len(l.rungs)) {
		return l.rungs[units]
	}
	below, times := l.reduce(units)
	r := l.rungs[below]
	r.price += times * b.price
	r.fewest += times * b.credits
	r.most += times * b.credits
	if !l.alone {
		r.ways = uncounted
	}
	return r
}

// reduce takes whole periods off t, which is beyond the table.
func (l *ladder) reduce(t int64) (below, times int64) {
	period := l.packs[l.best].credits
	times = (t - l.repeats) / period
	return t - times*period, times
}

// buy adds to counts how often each offer is bought for exactly the units: the
// fewest packs, and of those the most of the largest.
func (l *ladder) buy(units int64, counts []int64) {
	if units >= int64(len(l.price)) {
		var times int64
		units, times = l.reduce(units)
		counts[l.packs[l.best].offer] += times
	}
	for i := len(l.packs) - 1; units > 0; {
		below := units - l.packs[i].credits
		if below >= 0 && l.price[below] != noPrice &&
			l.price[below]+l.packs[i].price == l.price[units] && l.count[below]+1 == l.count[units] {
			counts[l.packs[i].offer]++
			units = below
			continue
		}
		i--
	}
}

// compareRate compares prices per credit.
func (p pack) compareRate(q pack) int { return compareProducts(p.price, q.credits, q.price, p.credits) }

// compareProducts compares a × b with c × d, none of which is negative.
func compareProducts(a, b, c, d int64) int {
	hi1, lo1 := bits.Mul64(uint64(a), uint64(b))
	hi2, lo2 := bits.Mul64(uint64(c), uint64(d))
	switch {
	case hi1 < hi2 || hi1 == hi2 && lo1 < lo2:
		return -1
	case hi1 > hi2 || hi1 == hi2 && lo1 > lo2:
		return 1
	}
	return 0
}

// addWays and mulWays stay at uncounted once they do not fit.
func addWays(a, b uint64) uint64 {
	if sum, carry := bits.Add64(a, b, 0); carry == 0 {
		return sum
	}
	return uncounted
}

func mulWays(a, b uint64) uint64 {
	if hi, lo := bits.Mul64(a, b); hi == 0 && a != uncounted && b != uncounted {
		return lo
	}
	return uncounted
}
