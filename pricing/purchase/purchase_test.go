package purchase

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/answers"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// buy answers a purchase request in JSON.
func buy(t *testing.T, table *pricing.Table, request string) (*Purchase, *pricing.Error) {
	t.Helper()
	r, err := Through.Decode(table, []byte(request), made.Day(t, "2026-06-15"))
	var p *Purchase
	if err == nil {
		p, err = Find(table, r)
	}
	if err == nil {
		return p, nil
	}
	var e *pricing.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: not an *Error: %v", request, err)
	}
	return nil, e
}

// told is a bundle in short: "studio 1, creator 1: 179 for 4000, 0 left".
func told(b *Bundle) string {
	var items []string
	for _, i := range b.Items {
		items = append(items, i.Offer.ID+" "+strconv.FormatInt(i.Count, 10))
	}
	s := strings.Join(items, ", ") + ": " + b.Price.Exact() + " for " + b.Credits.Exact() + ", " + b.Left.Exact() + " left"
	if b.Lapsed.Sign() != 0 {
		s += ", " + b.Lapsed.Exact() + " lapsed"
	}
	return s
}

// The house sells 250 for $15, 500 for $28, 1000 for $52 and 2500 for $120
// (000:20-23), and by the month 400 for $19, 1500 for $59 and 5000 for $179
// (000:27-29). What is cheapest was worked out from that by hand.
func TestPurchaseList(t *testing.T) {
	for _, c := range []struct {
		name, request string
		fewest        string
		most          string // "" = the same
		combinations  uint64
		upgrades      string
	}{
		{"nothing", `{"credits":0}`, ": 0 for 0, 0 left", "", 1, ""},
		// 13 ÷ 250 = 0.052 is no better than a Studio's 0.048; 105 ÷ 2250 = 0.0467 is.
		{"one credit", `{"credits":1}`, "starter 1: 15 for 250, 249 left", "", 1, "$105 more buys 2250 more credits"},
		{"a fraction", `{"credits":"250.5"}`, "booster 1: 28 for 500, 499/2 left", "", 1, "$92 more buys 2000 more credits"},
		{"exactly a pack", `{"credits":250}`, "starter 1: 15 for 250, 0 left", "", 1, "$105 more buys 2250 more credits"},
		{"two packs", `{"credits":501}`, "booster 1, starter 1: 43 for 750, 249 left", "", 1, "$9 more buys 250 more credits"},
		// 104 + 15 = 119; a Studio is 120 and holds 250 more.
		{"a dollar more buys 250 more", `{"credits":2250}`, "pro 2, starter 1: 119 for 2250, 0 left", "", 1, "$1 more buys 250 more credits"},
		{"the best pack has no upgrade", `{"credits":2500}`, "studio 1: 120 for 2500, 0 left", "", 1, ""},
		{"a plan is the cheapest", `{"credits":1250,"plans":1}`, "creator 1: 59 for 1500, 250 left", "", 1, "$120 more buys 3500 more credits"},
		{"without a plan", `{"credits":1250,"plans":0}`, "pro 1, starter 1: 67 for 1250, 0 left", "", 1, "$53 more buys 1250 more credits"},
		// $139: Studio + Explorer, or Creator + Pro + Booster.
		{"two ways to spend $139", `{"credits":2900,"plans":1}`, "studio 1, explorer 1: 139 for 2900, 0 left", "creator 1, pro 1, booster 1: 139 for 3000, 100 left", 2, "$40 more buys 2000 more credits"},
		// $179: Creator + Studio, or Agency with 1,000 more.
		{"the larger plan for the same money", `{"credits":4000,"plans":1}`, "studio 1, creator 1: 179 for 4000, 0 left", "agency 1: 179 for 5000, 1000 left", 2, ""},
		{"one credit later there is no tie", `{"credits":4001,"plans":1}`, "agency 1: 179 for 5000, 999 left", "", 1, ""},
		{"many packs and a plan", `{"credits":40000,"plans":1}`, "agency 1, studio 14: 1859 for 40000, 0 left", "", 1, ""},
		// 179 + 399,998 × 120; the 5,000 of Agency leave 999,995,000 = 399,998 × 2500.
		{"a thousand million", `{"credits":1000000000,"plans":1}`, "agency 1, studio 399998: 47999939 for 1000000000, 0 left", "", 1, ""},
		{"a thousand million in packs", `{"credits":1000000000}`, "studio 400000: 48000000 for 1000000000, 0 left", "", 1, ""},
		{"an offer's name may be an alias of its seller", `{"seller":"House","credits":250}`, "starter 1: 15 for 250, 0 left", "", 1, "$105 more buys 2250 more credits"},

		{"no Starter", `{"credits":250,"limits":{"starter":0}}`, "booster 1: 28 for 500, 250 left", "", 1, "$92 more buys 2000 more credits"},
		{"one Studio at most", `{"credits":5000,"limits":{"studio":1}}`, "studio 1, pro 2, booster 1: 252 for 5000, 0 left", "", 1, ""},
		{"a limit lets a plan run for months", `{"credits":10000,"limits":{"agency":2}}`, "agency 2: 358 for 10000, 0 left", "", 1, ""},
		{"a limit leaves the other plans alone", `{"credits":6500,"plans":1,"limits":{"agency":1}}`, "agency 1, creator 1: 238 for 6500, 0 left", "", 1, ""},

		// Credit by credit at a cent.
		{"pay as you go", `{"seller":"runway-api","credits":1000000000}`, "api-credits 1000000000: 10000000 for 1000000000, 0 left", "", 1, ""},
		// Pika's larger plans are dearer per credit: 1/70, 7/460, 19/1200.
		{"a plan alone", `{"seller":"pika-app","credits":800,"plans":1}`, "pro 1: 35 for 2300, 1500 left", "", 1, ""},
		{"two seats because the caller says so", `{"seller":"pika-app","credits":800,"limits":{"standard":2}}`, "standard 2: 20 for 1400, 600 left", "", 1, ""},
		{"plans with cents", `{"seller":"kling-app","credits":661,"plans":1}`, "pro 1: 2599/100 for 3000, 2339 left", "", 1, "$154.01 more buys 23000 more credits"},

		// Creator each month and its 1,500 credits; 2,500 − 1,500 a month from
		// packs: 12 × 1000 = 12000 = 4 × 2500 + 2 × 1000, or 5 Studio at 600
		// against 584. Twelve Agency are 2148, all packs 12 × 120 = 1440.
		{"twelve months, packs last", `{"credits":2500,"plans":1,"months":12,"packsLast":true}`, "studio 4, creator 12, pro 2: 1292 for 30000, 0 left", "", 1, "$16 more buys 500 more credits"},
		// Each month Creator 59 and Pro 52; Agency is 68 more and holds 2,500 more.
		{"twelve months, packs do not last", `{"credits":2500,"plans":1,"months":12,"packsLast":false}`, "creator 12, pro 12: 1332 for 30000, 0 left", "", 1, "$816 more buys 30000 more credits"},
		// Explorer each month holds 400, of which 300 are needed: 38. A Booster
		// and a Starter are 43 and leave 150 that last.
		{"one month is one month", `{"credits":250,"months":1,"packsLast":true}`, "starter 1: 15 for 250, 0 left", "", 1, "$105 more buys 2250 more credits"},
		{"limits beyond any use", `{"credits":1,"limits":{"studio":1000,"pro":1000,"starter":1000,"booster":0}}`, "starter 1: 15 for 250, 249 left", "", 1, "$105 more buys 2250 more credits"},
		{"plan credits lapse", `{"credits":300,"plans":1,"months":2,"packsLast":true}`, "explorer 2: 38 for 800, 0 left, 200 lapsed", "", 1, "$5 more buys 150 more credits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, e := buy(t, frozen.Table(), c.request)
			if e != nil {
				t.Fatal(e)
			}
			if got := told(&p.Fewest); got != c.fewest {
				t.Errorf("fewest left over: got %s, want %s", got, c.fewest)
			}
			most := c.most
			if most == "" {
				most = c.fewest
			}
			if got := told(&p.Most); got != most {
				t.Errorf("most credits: got %s, want %s", got, most)
			}
			if p.Tie() != (c.most != "") {
				t.Errorf("tie: got %v", p.Tie())
			}
			if p.Combinations != c.combinations {
				t.Errorf("combinations: got %d, want %d", p.Combinations, c.combinations)
			}
			var upgrades []string
			for i := range p.Upgrades {
				upgrades = append(upgrades, p.Upgrades[i].Words())
			}
			if got := strings.Join(upgrades, "; "); got != c.upgrades {
				t.Errorf("upgrades: got %s, want %s", got, c.upgrades)
			}
		})
	}
}

// offered is one offer of a made-up seller.
type offered struct {
	credits, cents int64
	kind           pricing.OfferKind
	most           int64 // how often it may be bought; -1 = as the kind says
}

func shopOf(offers []offered) *pricing.Table {
	s := pricing.Seller{ID: "shop", Name: "Shop", Owned: true, Currency: pricing.Currency{ID: "token", Name: "token"}}
	for i, o := range offers {
		period := ""
		if o.kind == pricing.Plan {
			period = "month"
		}
		s.Offers = append(s.Offers, pricing.Offer{ID: "o" + strconv.Itoa(i), Name: "O" + strconv.Itoa(i), Kind: o.kind, Period: period,
			Price: &pricing.Fixed{Coef: o.cents, Exp: -2}, Credits: &pricing.Fixed{Coef: o.credits, Exp: 0}, Known: "2026-06-01"})
	}
	return &pricing.Table{Version: "test", Digest: "sha256:test", Canonical: "{}", StaleAfterDays: 90, Sellers: []pricing.Seller{s}}
}

// randomShop makes up prices that come close to each other, so that ties, dear
// large packs and useless offers are common.
func randomShop(r *rand.Rand, packs, plans int, largest int64) []offered {
	var out []offered
	cents := []int64{1, 100, 25}[r.IntN(3)]
	add := func(kind pricing.OfferKind) {
		o := offered{credits: 1 + r.Int64N(largest), kind: kind, most: -1}
		o.cents = max(1, o.credits*(80+r.Int64N(40))/100) * cents
		if len(out) > 0 && r.IntN(4) == 0 { // the same price per credit as the first, or its twin
			n := 1 + r.Int64N(2)
			o.credits, o.cents = out[0].credits*n, out[0].cents*n
		}
		out = append(out, o)
	}
	for range packs {
		add(pricing.Pack)
	}
	for range plans {
		add(pricing.Plan)
	}
	return out
}

// best is the answer of the slow search.
type slowBest struct {
	cents, low, high int64
	counts           []int64 // of low: fewest items, then most of the largest
	ways             uint64
}

// slowly goes through every purchase of at least need credits and keeps the
// cheapest. It buys none that would hold enough without one of its items.
func slowly(offers []offered, need, plans int64) (best slowBest, ok bool) {
	order := make([]int, len(offers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(offers[b].credits - offers[a].credits) })
	counts := make([]int64, len(offers))
	var visit func(i int, credits, cents, plansLeft int64)
	visit = func(i int, credits, cents, plansLeft int64) {
		if ok && cents > best.cents {
			return
		}
		if i == len(order) {
			if credits < need {
				return
			}
			switch {
			case !ok || cents < best.cents:
				best, ok = slowBest{cents, credits, credits, slices.Clone(counts), 1}, true
				return
			case cents == best.cents:
				best.ways++
				best.high = max(best.high, credits)
				if credits < best.low || credits == best.low && (sum(counts) < sum(best.counts) || sum(counts) == sum(best.counts) && slices.Compare(counts, best.counts) > 0) {
					best.low, best.counts = credits, slices.Clone(counts)
				}
			}
			return
		}
		o := offers[order[i]]
		most := o.most
		if most < 0 && o.kind == pricing.Plan {
			most = plansLeft
		}
		for n := int64(0); most < 0 || n <= most; n++ {
			counts[i] = n
			left := plansLeft
			if o.kind == pricing.Plan && o.most < 0 {
				left -= n
			}
			visit(i+1, credits+n*o.credits, cents+n*o.cents, left)
			if credits+n*o.credits >= need {
				break
			}
		}
		counts[i] = 0
	}
	visit(0, 0, 0, plans)
	return best, ok
}

// withoutTwins drops packs that another equals, as the engine does.
func withoutTwins(offers []offered) []offered {
	var out []offered
	for _, o := range offers {
		if o.kind == pricing.Plan || o.most >= 0 || !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

func TestPurchaseAgainstEveryCombination(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	ties := 0
	for range 3000 {
		offers := withoutTwins(randomShop(r, r.IntN(5), r.IntN(4), 30))
		if len(offers) == 0 {
			continue
		}
		plans, limits := r.Int64N(2), ""
		for i := range offers {
			if r.IntN(5) == 0 {
				offers[i].most = r.Int64N(4)
				limits += fmt.Sprintf(`,"o%d":%d`, i, offers[i].most)
			}
		}
		offers = slices.Clip(offers)
		table := shopOf(offers)
		for range 6 {
			need := r.Int64N(150)
			request := fmt.Sprintf(`{"credits":%d,"plans":%d,"limits":{%s}}`, need, plans, strings.TrimPrefix(limits, ","))
			want, ok := slowly(offers, need, plans)
			p, e := buy(t, table, request)
			if !ok || e != nil {
				if ok || e == nil || e.Code != OutOfReach && e.Code != pricing.OfferNotPriced {
					// With nothing to buy, nothing is needed either.
					if !(need == 0 && e != nil) {
						t.Fatalf("%v %s: got %v, %v", offers, request, p, e)
					}
				}
				continue
			}
			checkPurchase(t, fmt.Sprint(offers, request), p, want, need, 1)
			if want.low != want.high {
				ties++
			}
		}
	}
	if ties < 100 {
		t.Errorf("only %d ties: the cases do not test much", ties)
	}
}

func checkPurchase(t *testing.T, name string, p *Purchase, want slowBest, need, times int64) {
	t.Helper()
	price := pricing.Fixed{Coef: want.cents * times, Exp: -2}.Ratio()
	if p.Fewest.Price.Cmp(price) != 0 || p.Most.Price.Cmp(price) != 0 {
		t.Fatalf("%s: price %s and %s, want %s", name, p.Fewest.Price.Exact(), p.Most.Price.Exact(), price.Exact())
	}
	if low, high := pricing.Whole((want.low-need)*times), pricing.Whole((want.high-need)*times); p.Fewest.Left.Cmp(low) != 0 || p.Most.Left.Cmp(high) != 0 {
		t.Fatalf("%s: left %s and %s, want %s and %s", name, p.Fewest.Left.Exact(), p.Most.Left.Exact(), low.Exact(), high.Exact())
	}
	if p.Combinations != want.ways {
		t.Fatalf("%s: %d combinations, want %d", name, p.Combinations, want.ways)
	}
	var counts []int64
	for _, i := range p.Fewest.Items {
		counts = append(counts, i.Count)
	}
	var wanted []int64
	for _, n := range want.counts {
		if n > 0 {
			wanted = append(wanted, n*times)
		}
	}
	if wanted != nil && !slices.Equal(counts, wanted) {
		t.Fatalf("%s: bought %s, want %v", name, told(&p.Fewest), wanted)
	}
}

// The ladder against every sum of its packs: for any need that it was built for,
// the least price, the fewest and the most credits at that price, and in how
// many ways; and the packs that it buys are those.
func TestLadder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 6))
	for range 2000 {
		var packs []pack
		scale := 1 + r.Int64N(3)
		for i := range 1 + r.IntN(4) {
			credits := 1 + r.Int64N(20)
			packs = append(packs, pack{credits: credits * scale, price: 1 + credits*(8+r.Int64N(5)), offer: i})
		}
		most := r.Int64N(80)
		l, ok := newLadder(packs, most)
		if !ok {
			t.Fatalf("%v up to %d: too long", packs, most)
		}
		price, ways := make([]int64, most+20*scale+1), make([]uint64, most+20*scale+1) // of exactly so many credits
		for i := range price {
			price[i] = noPrice
		}
		price[0], ways[0] = 0, 1
		for _, p := range packs {
			for c := p.credits; c < int64(len(price)); c++ {
				below := c - p.credits
				switch {
				case price[below] == noPrice:
				case price[below]+p.price < price[c]:
					price[c], ways[c] = price[below]+p.price, ways[below]
				case price[below]+p.price == price[c]:
					ways[c] += ways[below]
				}
			}
		}
		for units := range most/l.unit + 1 {
			want := rung{price: noPrice}
			for c := units * l.unit; c < int64(len(price)); c++ {
				switch {
				case price[c] < want.price:
					want = rung{price[c], c / l.unit, c / l.unit, ways[c]}
				case price[c] == want.price && price[c] != noPrice:
					want.most, want.ways = c/l.unit, want.ways+ways[c]
				}
			}
			got := l.atLeast(units)
			if got.ways == uncounted && !l.alone {
				want.ways = uncounted
			}
			if got != want {
				t.Fatalf("%v up to %d: at least %d × %d: got %+v, want %+v", packs, most, units, l.unit, got, want)
			}
			counts := make([]int64, len(packs))
			l.buy(got.fewest, counts)
			for i, n := range counts {
				want.price -= n * packs[i].price
				want.fewest -= n * packs[i].credits / l.unit
			}
			if want.price != 0 || want.fewest != 0 {
				t.Fatalf("%v up to %d: at least %d: %v is not what it costs", packs, most, units, counts)
			}
		}
	}
}

// A number of ways that does not fit is not counted, and stays so.
func TestWaysThatDoNotFit(t *testing.T) {
	for _, c := range []struct{ a, b, sum, product uint64 }{
		{2, 3, 5, 6}, {1 << 63, 1, 1<<63 + 1, 1 << 63}, {1 << 63, 1 << 63, uncounted, uncounted}, {1 << 32, 1 << 32, 1 << 33, uncounted},
		{uncounted, 1, uncounted, uncounted}, {1, uncounted, uncounted, uncounted}, {uncounted, 0, uncounted, uncounted}, {0, uncounted, uncounted, uncounted},
	} {
		if sum, product := addWays(c.a, c.b), mulWays(c.a, c.b); sum != c.sum || product != c.product {
			t.Errorf("%d and %d: %d and %d, want %d and %d", c.a, c.b, sum, product, c.sum, c.product)
		}
	}
}

// Needs beyond any table, against an independent method: the shortest paths
// between remainders. With credits(b) the best pack's, dist[i] is the least that
// other packs with a sum of remainder i cost more than the same credits at b's
// price; a purchase of t credits then costs (dist[t mod credits(b)] + price(b) ×
// t) ÷ credits(b), and the cheapest of at least n is among the next credits(b) t.
func TestPurchaseOfLargeNeeds(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	for range 200 {
		offers := randomShop(r, 1+r.IntN(5), 0, 60)
		best := offers[0]
		for _, o := range offers {
			if c := compareProducts(o.cents, best.credits, best.cents, o.credits); c < 0 || c == 0 && o.credits > best.credits {
				best = o
			}
		}
		dist := make([]int64, best.credits)
		for i := range dist {
			dist[i] = noPrice
		}
		dist[0] = 0
		for changed := true; changed; {
			changed = false
			for i, d := range dist {
				for _, o := range offers {
					to := (int64(i) + o.credits) % best.credits
					if more := o.cents*best.credits - best.cents*o.credits; d != noPrice && d+more < dist[to] {
						dist[to], changed = d+more, true
					}
				}
			}
		}
		table := shopOf(offers)
		for range 8 {
			need := 60*60 + r.Int64N(1_000_000_000-60*60)
			want := slowBest{cents: noPrice}
			for n := need; n < need+best.credits; n++ {
				d := dist[n%best.credits]
				if d == noPrice {
					continue
				}
				switch cents := (d + best.cents*n) / best.credits; {
				case cents < want.cents:
					want = slowBest{cents: cents, low: n, high: n}
				case cents == want.cents:
					want.high = n
				}
			}
			p, e := buy(t, table, fmt.Sprintf(`{"credits":%d}`, need))
			if e != nil {
				t.Fatal(e)
			}
			want.ways = p.Combinations // not known here
			checkPurchase(t, fmt.Sprint(offers, need), p, want, need, 1)
			bought := pricing.Ratio{}
			for _, i := range p.Fewest.Items {
				bought = bought.Add(i.Credits.Mul(pricing.Whole(i.Count)))
			}
			if bought.Cmp(pricing.Whole(want.low)) != 0 {
				t.Fatalf("%v %d: the items hold %s, not %d", offers, need, bought.Exact(), want.low)
			}
		}
	}
}

// The number of combinations repeats with the best pack's credits, and is the
// one that the slow search finds before it does.
func TestPurchaseCombinationsOfLargeNeeds(t *testing.T) {
	offers := []offered{{6, 600, pricing.Pack, -1}, {10, 1001, pricing.Pack, -1}, {15, 1502, pricing.Pack, -1}}
	table := shopOf(offers)
	for need := int64(200); need < 260; need++ {
		want, _ := slowly(offers, need, 0)
		for _, more := range []int64{0, 6, 600, 999_999_600} {
			p, e := buy(t, table, fmt.Sprintf(`{"credits":%d}`, need+more))
			if e != nil {
				t.Fatal(e)
			}
			if p.Combinations != want.ways || p.CombinationsReason != "" {
				t.Errorf("%d + %d: %d combinations, want %d", need, more, p.Combinations, want.ways)
			}
		}
	}
	// Two packs at one price per credit: 6 of the one are 10 of the other, so a
	// need of 300 can be met in 300 ÷ 30 + 1 ways.
	table = shopOf([]offered{{6, 600, pricing.Pack, -1}, {10, 1000, pricing.Pack, -1}})
	for need, want := range map[int]uint64{300: 11, 12000: 401, 1_000_000_000: 0} {
		p, e := buy(t, table, fmt.Sprintf(`{"credits":%d}`, need))
		if e != nil {
			t.Fatal(e)
		}
		if p.Combinations != want || (p.CombinationsReason != "") != (want == 0) {
			t.Errorf("%d: %d combinations (%s), want %d", need, p.Combinations, p.CombinationsReason, want)
		}
	}
}

// A million more of the best pack are bought for a million times its credits,
// and nothing else changes: also the choice among purchases that tie.
func TestPurchaseRepeats(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 150 {
		offers := withoutTwins(randomShop(r, 1+r.IntN(4), 0, 12))
		if r.IntN(2) == 0 { // all at one price per credit
			for i := range offers {
				offers[i].cents = offers[i].credits * 7
			}
			offers = withoutTwins(offers)
		}
		best := 0
		for i, o := range offers {
			if c := compareProducts(o.cents, offers[best].credits, offers[best].cents, o.credits); c < 0 || c == 0 && o.credits > offers[best].credits {
				best = i
			}
		}
		// Beyond 12 × 12 credits each cheapest purchase has the best pack.
		need := 150 + r.Int64N(24)
		want, _ := slowly(offers, need, 0)
		p, e := buy(t, shopOf(offers), fmt.Sprintf(`{"credits":%d}`, need+1_000_000*offers[best].credits))
		if e != nil {
			t.Fatal(e)
		}
		var got int64
		for _, item := range p.Fewest.Items {
			if item.Offer.ID == "o"+strconv.Itoa(best) {
				item.Count -= 1_000_000
			}
			got += item.Count
			for i, o := range offers {
				if item.Offer.ID == "o"+strconv.Itoa(i) && !slices.Contains(want.counts, item.Count) {
					t.Fatalf("%v %d: %d of %v, want %v", offers, need, item.Count, o, want.counts)
				}
			}
		}
		if cents := pricing.Whole(want.cents + 1_000_000*offers[best].cents).Div(pricing.Whole(100)); p.Fewest.Price.Cmp(cents) != 0 || got != sum(want.counts) {
			t.Fatalf("%v %d: %s, want %v", offers, need, told(&p.Fewest), want)
		}
	}
}

// Credits need not be whole, neither those needed nor those sold.
func TestPurchaseOfFractions(t *testing.T) {
	table := shopOf([]offered{{5, 100, pricing.Pack, -1}, {125, 200, pricing.Pack, -1}, {7, 90, pricing.Plan, -1}})
	for i, exp := range []int32{-1, -2, -1} { // 0.5 for $1, 1.25 for $2, a plan of 0.7 for $0.90
		table.Sellers[0].Offers[i].Credits.Exp = exp
	}
	for request, want := range map[string][2]string{
		// 1.25 + 0.5 = 1.75 or 3 × 0.5 = 1.5, both $3.
		`{"credits":"1.3"}`:   {"o0 3: 3 for 3/2, 1/5 left", "o1 1, o0 1: 3 for 7/4, 9/20 left"},
		`{"credits":"1.251"}`: {"o0 3: 3 for 3/2, 249/1000 left", "o1 1, o0 1: 3 for 7/4, 499/1000 left"},
		`{"credits":"1.25"}`:  {"o1 1: 2 for 5/4, 0 left", "o1 1: 2 for 5/4, 0 left"},
		// 24 months of 0.0205 are 0.492, which one pack holds.
		`{"credits":"0.0205","months":24,"packsLast":true}`: {"o0 1: 1 for 1/2, 1/125 left", "o0 1: 1 for 1/2, 1/125 left"},
		// Three months of 0.65: the plan each month is $2.70 and 0.05 of each lapse;
		// twice the plan and 0.65 from packs is $1.80 + $2.
		`{"credits":"0.65","plans":1,"months":3,"packsLast":true}`: {"o2 3: 27/10 for 21/10, 0 left, 3/20 lapsed", "o2 3: 27/10 for 21/10, 0 left, 3/20 lapsed"},
		// A need of 0.003 more each month than the plan holds: 0.009 from a pack.
		`{"credits":"0.703","plans":1,"months":3,"packsLast":true}`: {"o2 3, o0 1: 37/10 for 13/5, 491/1000 left", "o2 3, o0 1: 37/10 for 13/5, 491/1000 left"},
	} {
		p, e := buy(t, table, request)
		if e != nil {
			t.Fatal(e)
		}
		if got := [2]string{told(&p.Fewest), told(&p.Most)}; got != want {
			t.Errorf("%s: got %v, want %v", request, got, want)
		}
	}
}

// An upgrade by a fraction of a credit: $1 for 0.5, $1.50 for 5.
func TestUpgradeByAFraction(t *testing.T) {
	table := shopOf([]offered{{5, 100, pricing.Pack, -1}, {50, 150, pricing.Pack, -1}})
	table.Sellers[0].Offers[0].Credits.Exp, table.Sellers[0].Offers[1].Credits.Exp = -1, -1
	p, e := buy(t, table, `{"credits":"0.2"}`)
	if e != nil {
		t.Fatal(e)
	}
	if len(p.Upgrades) != 1 || p.Upgrades[0].Words() != "$0.50 more buys 4.5 more credits" || p.Upgrades[0].PerCredit.Exact() != "1/9" {
		t.Errorf("upgrades: %+v", p.Upgrades)
	}
}

// Of purchases with the same price and credits the one with fewer items is
// named: one month of a plan before two packs.
func TestFewerItemsFirst(t *testing.T) {
	for _, offers := range [][]offered{
		{{50, 500, pricing.Pack, -1}, {100, 1000, pricing.Plan, -1}},
		{{100, 1000, pricing.Plan, -1}, {50, 500, pricing.Pack, -1}},
	} {
		p, e := buy(t, shopOf(offers), `{"credits":100,"plans":1}`)
		if e != nil {
			t.Fatal(e)
		}
		for _, b := range []*Bundle{&p.Fewest, &p.Most} {
			if len(b.Items) != 1 || b.Items[0].Offer.Kind != pricing.Plan || b.Items[0].Count != 1 {
				t.Errorf("%v: bought %s", offers, told(b))
			}
		}
		if p.Combinations != 2 {
			t.Errorf("%v: %d combinations, want 2", offers, p.Combinations)
		}
	}
}

// Over months, against every choice of plans and every purchase of packs.
func TestPurchaseOverMonths(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 1500 {
		offers := withoutTwins(randomShop(r, 1+r.IntN(3), r.IntN(3), 20))
		var packs []offered
		var plans []offered
		for _, o := range offers {
			if o.kind == pricing.Plan {
				plans = append(plans, o)
			} else {
				packs = append(packs, o)
			}
		}
		table := shopOf(offers)
		need, months := 1+r.Int64N(40), 2+r.Int64N(3)
		if months > 3 && len(plans) > 1 {
			months = 3
		}
		name := fmt.Sprint(offers, need, " months ", months)

		p, e := buy(t, table, fmt.Sprintf(`{"credits":%d,"plans":1,"months":%d,"packsLast":false}`, need, months))
		if e != nil {
			t.Fatal(e)
		}
		want, _ := slowly(offers, need, 1)
		checkPurchase(t, name, p, want, need, months)

		// The months in which each plan runs, as counts; the rest have none.
		whole := slowBest{cents: noPrice}
		var visit func(i int, left, cents, open int64)
		visit = func(i int, left, cents, open int64) {
			if i == len(plans) {
				open += left * need
				rest, _ := slowly(packs, open, 0)
				low, high := rest.low-open, rest.high-open
				switch total := cents + rest.cents; {
				case total < whole.cents:
					whole = slowBest{cents: total, low: low, high: high, ways: rest.ways}
				case total == whole.cents:
					whole.low, whole.high, whole.ways = min(whole.low, low), max(whole.high, high), whole.ways+rest.ways
				}
				return
			}
			for n := range left + 1 {
				visit(i+1, left-n, cents+n*plans[i].cents, open+n*max(0, need-plans[i].credits))
			}
		}
		visit(0, months, 0, 0)
		p, e = buy(t, table, fmt.Sprintf(`{"credits":%d,"plans":1,"months":%d,"packsLast":true}`, need, months))
		if e != nil {
			t.Fatal(e)
		}
		whole.low, whole.high = whole.low+need, whole.high+need // checkPurchase takes the need off
		checkPurchase(t, name+" packs last", p, whole, need, 1)
		for _, b := range []*Bundle{&p.Fewest, &p.Most} {
			if b.Credits.Cmp(p.whole().Add(b.Left).Add(b.Lapsed)) != 0 || b.Lapsed.Sign() < 0 {
				t.Fatalf("%s: %s does not add up", name, told(b))
			}
		}
	}
}

// Every upgrade is a step that the purchase of its credits confirms, better
// than any offer.
func TestPurchaseUpgrades(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	seen := 0
	for range 500 {
		offers := randomShop(r, 1+r.IntN(4), r.IntN(3), 30)
		table := shopOf(offers)
		request := fmt.Sprintf(`{"credits":%d,"plans":1}`, r.Int64N(200))
		p, e := buy(t, table, request)
		if e != nil {
			t.Fatal(e)
		}
		better := p.Offers[0].PerCredit()
		for i := range p.Offers {
			better = pricing.Least(better, p.Offers[i].PerCredit())
		}
		for i := range p.Upgrades {
			u := &p.Upgrades[i]
			seen++
			confirmed, e := buy(t, table, fmt.Sprintf(`{"credits":%s,"plans":1}`, u.Credits.Exact()))
			if e != nil || confirmed.Fewest.Price.Cmp(u.Price) != 0 {
				t.Fatalf("%v %s: %s, but it costs %s", offers, request, u.Words(), confirmed.Fewest.Price.Exact())
			}
			if u.More.Cmp(u.Price.Sub(p.Most.Price)) != 0 || u.MoreHeld.Cmp(u.Credits.Sub(p.Most.Credits)) != 0 || u.PerCredit.Cmp(better) >= 0 {
				t.Fatalf("%v %s: %s is no upgrade", offers, request, u.Words())
			}
			better = u.PerCredit
		}
	}
	if seen < 100 {
		t.Errorf("only %d upgrades: the cases do not test much", seen)
	}
}

func TestPurchaseRefusals(t *testing.T) {
	for _, c := range []struct {
		request string
		code    pricing.Code
		field   string
	}{
		{`{}`, pricing.MissingParameter, "credits"},
		{`{"credits":-1}`, pricing.InvalidValue, "credits"},
		{`{"credits":1000000001}`, pricing.InvalidValue, "credits"},
		{`{"credits":"many"}`, pricing.InvalidValue, "credits"},
		{`{"credits":1,"plans":2}`, pricing.InvalidValue, "plans"},
		{`{"credits":1,"plans":"one"}`, pricing.InvalidValue, "plans"},
		{`{"credits":1,"months":25,"packsLast":true}`, pricing.InvalidValue, "months"},
		{`{"credits":1,"months":2}`, pricing.MissingParameter, "packsLast"},
		{`{"credits":1,"months":2,"packsLast":"perhaps"}`, pricing.InvalidValue, "packsLast"},
		{`{"credits":1,"months":2,"packsLast":true,"limits":{"studio":2}}`, pricing.InvalidValue, "limits.studio"},
		{`{"credits":1,"limits":{"gigantic":1}}`, pricing.UnknownField, "limits.gigantic"},
		{`{"credits":1,"limits":{"ultra":1}}`, pricing.UnknownOffer, "limits.ultra"}, // of another seller
		{`{"credits":1,"limits":{"studio":1.5}}`, pricing.InvalidValue, "limits.studio"},
		{`{"credits":1,"limits":{"studio":1001}}`, pricing.InvalidValue, "limits.studio"},
		{`{"credits":1000000000,"limits":{"studio":1000,"pro":1000,"booster":1000,"starter":1000}}`, TooManyCombinations, "limits"},
		{`{"credits":1,"limits":{"studio":0,"pro":0,"booster":0,"starter":0}}`, OutOfReach, "plans"},
		{`{"credits":1,"plans":1,"limits":{"studio":0,"pro":0,"booster":0,"starter":0,"agency":0,"creator":0,"explorer":0}}`, pricing.OfferNotPriced, "seller"},
		{`{"credits":5001,"plans":1,"limits":{"studio":0,"pro":0,"booster":0,"starter":0}}`, OutOfReach, "credits"},
		{`{"seller":"pika-app","credits":1}`, OutOfReach, "plans"},
		{`{"seller":"pika-app","credits":6001,"plans":1}`, OutOfReach, "credits"},
		{`{"seller":"openai-api","credits":1}`, pricing.OfferNotApplicable, "seller"},
		{`{"seller":"endpoints","credits":1}`, pricing.OfferNotPriced, "seller"},
		{`{"seller":"luma-app","credits":1}`, pricing.OfferNotPriced, "seller"},
		{`{"seller":"nobody","credits":1}`, pricing.UnknownSeller, "seller"},
		{`{"credits":1,"asOf":"2025-12-31"}`, pricing.OfferNotPriced, "seller"},
	} {
		if p, e := buy(t, frozen.Table(), c.request); e == nil || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: got %v, %v, want %s at %q", c.request, p, e, c.code, c.field)
		}
	}
	// Prices whose sum would not fit into the search.
	for price, refused := range map[int64]bool{1_000_000_00: false, 50_000_000_00: true, 2_000_000_000_00: true, 9_000_000_000_000_000_00: true} {
		_, e := buy(t, shopOf([]offered{{1, price, pricing.Pack, -1}, {2, price, pricing.Pack, -1}}), `{"credits":1000000000}`)
		if (e != nil) != refused || refused && (e.Code != pricing.InvalidValue || e.Field != "credits") {
			t.Errorf("a credit at %d cents: got %v", price, e)
		}
	}
	table := shopOf([]offered{{1, 1, pricing.Pack, -1}, {2, 3, pricing.Pack, -1}})
	table.Sellers[0].Offers[0].Price = &pricing.Fixed{Coef: 900_000_000_000_000_000, Exp: 0}
	if _, e := buy(t, table, `{"credits":1}`); e == nil || e.Code != pricing.InvalidValue {
		t.Errorf("a price that does not fit in cents: got %v", e)
	}
	table.Sellers[0].Offers[0].Price = &pricing.Fixed{Coef: 1, Exp: 64}
	if _, e := buy(t, table, `{"credits":1}`); e == nil || e.Code != pricing.InvalidValue {
		t.Errorf("a price of 2^64 × 5^64 dollars: got %v", e)
	}
	// The largest pack and the dearest, a millionth of what 63 bits hold: 9,223,372,036,854.
	const largest = 9_223_372_036_854
	for _, c := range []struct {
		credits, cents int64
		refused        bool
	}{{largest, 1, false}, {largest + 1, 1, true}, {1, largest, false}, {1, largest + 1, true}} {
		if _, e := buy(t, shopOf([]offered{{c.credits, c.cents, pricing.Pack, -1}}), `{"credits":1}`); (e != nil) != c.refused || e != nil && e.Field != "credits" {
			t.Errorf("%d credits for %d cents: got %v", c.credits, c.cents, e)
		}
	}
	// Needs in so small a part of a credit that they do not fit, for a month or for 24.
	for places, refused := range map[int32][2]bool{1: {false, false}, 7: {false, true}, 8: {true, true}, 11: {true, true}} {
		tiny := shopOf([]offered{{1, 1, pricing.Pack, -1}, {1, 2, pricing.Pack, -1}})
		tiny.Sellers[0].Offers[0].Credits = &pricing.Fixed{Coef: 1000, Exp: 0}
		tiny.Sellers[0].Offers[1].Credits.Exp = -places
		for i, months := range []string{"", `,"months":24,"packsLast":true`} {
			if _, e := buy(t, tiny, `{"credits":1000000000`+months+`}`); (e != nil && e.Code == pricing.InvalidValue) != refused[i] {
				t.Errorf("%d places%s: got %v, want it refused: %v", places, months, e, refused[i])
			}
		}
	}
	// Packs of thousands: what counts is how many thousands.
	thousands := []offered{{20_011_000, 2_001_100, pricing.Pack, -1}, {20_021_000, 2_002_300, pricing.Pack, -1}}
	if p, e := buy(t, shopOf(thousands), `{"credits":1}`); e != nil || told(&p.Fewest) != "o0 1: 20011 for 20011000, 20010999 left" {
		t.Errorf("packs of thousands: got %v", e)
	}
	// Packs without a common divisor, whose table would not end.
	awkward := []offered{{999_983, 99_998_300, pricing.Pack, -1}, {999_979, 99_997_901, pricing.Pack, -1}}
	if _, e := buy(t, shopOf(awkward), `{"credits":1000000000}`); e == nil || e.Code != TooManyCombinations || e.Field != "seller" {
		t.Errorf("two large primes: got %v", e)
	}
}

// What is not part of a purchase is listed, with the reason.
func TestPurchaseLeavesOut(t *testing.T) {
	table := shopOf([]offered{{100, 1000, pricing.Pack, -1}, {100, 1000, pricing.Pack, -1}, {100, 0, pricing.Pack, -1}, {100, 0, pricing.Free, -1}, {100, 100, pricing.Trial, -1}, {100, 500, pricing.Plan, -1}})
	seller := &table.Sellers[0]
	seller.Offers = append(seller.Offers, pricing.Offer{ID: "unlimited", Name: "Unlimited", Kind: pricing.Plan, Period: "month", Price: &pricing.Fixed{Coef: 95, Exp: 0}, Reason: "credits not published"})
	seller.Promos = []pricing.Promo{{ID: "bonus", Name: "Bonus"}}
	p, e := buy(t, table, `{"credits":100}`)
	if e != nil {
		t.Fatal(e)
	}
	var got []string
	for _, l := range p.LeftOut {
		if l.Promo != nil {
			got = append(got, l.Promo.ID+": "+l.Reason)
		} else {
			got = append(got, l.Offer.ID+": "+l.Reason)
		}
	}
	want := []string{
		"o1: the same price and credits as O0",
		"o2: nothing is paid for it",
		"o3: a free tier or a trial is not a price to plan with",
		"o4: a free tier or a trial is not a price to plan with",
		"o5: the request allows no plan",
		"unlimited: credits not published",
		"bonus: a promotion is not a price to plan with",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %s\nwant %s", strings.Join(got, "; "), strings.Join(want, "; "))
	}
	if len(p.Offers) != 1 || told(&p.Fewest) != "o0 1: 10 for 100, 0 left" {
		t.Errorf("bought %s of %d offers", told(&p.Fewest), len(p.Offers))
	}
}

// Why there is nothing to buy: the seller's own reason, else that of the first
// offer, promotions aside.
func TestPurchaseOfNothing(t *testing.T) {
	free, promo := offered{100, 0, pricing.Free, -1}, []pricing.Promo{{ID: "bonus", Name: "Bonus"}}
	for _, c := range []struct {
		name     string
		offers   []offered
		promos   []pricing.Promo
		noOffers string
		want     string
	}{
		{"nothing is published", nil, nil, "", "Shop has no credits that can be bought: no offer is published"},
		{"a promotion alone", nil, promo, "", "Shop has no credits that can be bought: no offer is published"},
		{"a free tier and a trial", []offered{free, {50, 0, pricing.Trial, -1}}, promo, "", "Shop has no credits that can be bought: O0: a free tier or a trial is not a price to plan with"},
		{"the seller says why", []offered{free}, nil, "credits are not for sale", "Shop has no credits that can be bought: credits are not for sale"},
		{"a plan alone", []offered{free, {100, 500, pricing.Plan, -1}}, promo, "", "Shop sells credits by plan alone, and the request allows no plan"},
	} {
		table := shopOf(c.offers)
		table.Sellers[0].Promos, table.Sellers[0].NoOffers = c.promos, c.noOffers
		if _, e := buy(t, table, `{"credits":1}`); e == nil || e.Message != c.want {
			t.Errorf("%s: got %v, want %s", c.name, e, c.want)
		}
	}
}

// An offer is stale from the 91st day on: 30 August 2026 is 90 days after 1 June.
func TestPurchaseGoesStale(t *testing.T) {
	for at, want := range map[string]bool{"2026-06-01": false, "2026-08-30": false, "2026-08-31": true} {
		shop := shopOf([]offered{{100, 1000, pricing.Pack, -1}})
		shop.Sellers[0].Owned = false // the operator's own never are
		p, e := buy(t, shop, `{"seller":"shop","credits":1,"asOf":"`+at+`"}`)
		if e != nil {
			t.Fatal(e)
		}
		if got := slices.ContainsFunc(p.Warnings, func(w pricing.Warning) bool { return w.Code == pricing.Stale }); got != want {
			t.Errorf("%s: stale %v, want %v", at, got, want)
		}
	}
}

// What is taken for granted depends on what is bought over how many months.
func TestPurchaseAssumptions(t *testing.T) {
	const always, rollOver = "Whether packs need a plan", "One plan may run in each month"
	for request, want := range map[string][]string{
		`{"credits":250}`:                                        {always},
		`{"credits":250,"plans":1}`:                              {always},
		`{"credits":250,"plans":1,"months":1}`:                   {always},
		`{"credits":250,"months":2,"packsLast":true}`:            {always, "The credits of packs last over all months"},
		`{"credits":250,"months":2,"packsLast":false}`:           {always, "The credits of packs do not last beyond their month"},
		`{"credits":250,"plans":1,"months":2,"packsLast":false}`: {always, rollOver, "The credits of packs do not last beyond their month"},
		`{"credits":250,"plans":1,"months":2,"packsLast":true}`:  {always, rollOver, "The credits of packs last over all months"},
	} {
		p, e := buy(t, frozen.Table(), request)
		if e != nil {
			t.Fatal(e)
		}
		got := p.Assumptions()
		ok := len(got) == len(want)
		for i := 0; ok && i < len(want); i++ {
			ok = strings.HasPrefix(got[i], want[i])
		}
		if !ok {
			t.Errorf("%s: got %q, want %q", request, got, want)
		}
	}
}

// A price is approximate when that of either purchase at it is.
func TestApproximateAtATie(t *testing.T) {
	for i := range 2 {
		table := shopOf([]offered{{100, 1000, pricing.Pack, -1}, {120, 1000, pricing.Plan, -1}}) // both $10
		table.Sellers[0].Offers[i].Precision = pricing.Approx
		body, err := Through.Handle(table, "purchase", []byte(`{"credits":100,"plans":1}`), made.Day(t, "2026-06-15"))
		if err != nil || !strings.Contains(string(body), `"approximate":true,"offers"`) || !strings.Contains(string(body), `"tie":true`) {
			t.Errorf("offer %d: %v\n%s", i, err, body)
		}
	}
}

// Doubts about the offers that are bought come with the answer.
func TestPurchaseWarns(t *testing.T) {
	for request, want := range map[string][]pricing.WarningCode{
		`{"credits":4000,"plans":1}`:                                         nil,
		`{"seller":"kling-app","credits":600,"plans":1,"asOf":"2026-07-01"}`: {pricing.OfferApproximate},
		`{"seller":"kling-app","credits":600,"plans":1,"asOf":"2027-07-01"}`: {pricing.OfferApproximate, pricing.Stale},
		`{"seller":"runway-api","credits":600}`:                              nil,
	} {
		p, e := buy(t, frozen.Table(), request)
		if e != nil {
			t.Fatal(e)
		}
		var got []pricing.WarningCode
		for _, w := range p.Warnings {
			if !slices.Contains(got, w.Code) {
				got = append(got, w.Code)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: warnings %v, want %v", request, got, want)
		}
		if p.Fewest.Approximate() != (want != nil) {
			t.Errorf("%s: approximate %v", request, p.Fewest.Approximate())
		}
	}
}

// The prose rounds 6.99 and 25.99 dollars to "about seven" and "about twenty-six"
// (003:80 beside 003:158), which contradicts nothing; both lines are cited.
func TestARoundedPriceIsNotDisputed(t *testing.T) {
	kling, err := frozen.Table().Seller("kling-app")
	if err != nil {
		t.Fatal(err)
	}
	for i := range kling.Offers {
		o, lines := &kling.Offers[i], ""
		for _, s := range o.Sources {
			lines += " " + s.Document + ":" + strconv.Itoa(s.Line)
		}
		want := " 003:158 003:80"
		if o.ID == "premier" { // which the prose leaves out
			want = " 003:158"
		}
		if len(o.Conflicts) != 0 || lines != want {
			t.Errorf("%s: %d conflicts, cites%s, want%s", o.ID, len(o.Conflicts), lines, want)
		}
	}
}

// What contradicts the price of an offer is said of whatever is bought with it.
func TestAPurchaseByADisputedOffer(t *testing.T) {
	table := shopOf([]offered{{100, 1000, pricing.Pack, -1}})
	o := &table.Sellers[0].Offers[0]
	o.Conflicts = []pricing.Conflict{{Text: "another page prints $12", Amount: "12"}}
	p, e := buy(t, table, `{"credits":100}`)
	if want := (pricing.Warning{Code: pricing.Disputed, Message: o.Name + ": another page prints $12"}); e != nil || !slices.Contains(p.Warnings, want) {
		t.Errorf("%v, %v; want %v", p, e, want)
	}
}

func TestPurchaseSteps(t *testing.T) {
	p, e := buy(t, frozen.Table(), `{"credits":2249}`)
	if e != nil {
		t.Fatal(e)
	}
	want := []string{
		"2 × Pro (1000 credits, $52) + 1 × Starter (250 credits, $15) = 2250 credits for $119",
		"$119 ÷ 2249 credits needed = $0.052912 (119/2249 rounded) each",
		"1 credit is left over: $119 × 1 ÷ 2250 = $0.052889 (119/2250 rounded)",
		"$1 more buys 250 more credits, $0.004 each: 1 × Studio (2500 credits, $120) = 2500 credits for $120",
	}
	if got := p.Steps(); !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	// Nothing is left over of a whole pack, and of one month nothing is said.
	p, e = buy(t, frozen.Table(), `{"credits":2500,"months":1,"packsLast":true}`)
	if want := []string{"1 × Studio (2500 credits, $120) = 2500 credits for $120", "$120 ÷ 2500 credits needed = $0.048 each"}; e != nil || !slices.Equal(p.Steps(), want) {
		t.Errorf("got %s (%v)\nwant %s", strings.Join(p.Steps(), "; "), e, strings.Join(want, "; "))
	}
	if p.PacksLast != pricing.NotStated {
		t.Errorf("packs last %s in one month", p.PacksLast)
	}
}

// The budget is 1 ms for any need.
func BenchmarkPurchase(b *testing.B) {
	on, _ := pricing.ParseInstant("2026-06-15")
	hard := shopOf([]offered{{660, 699, pricing.Pack, -1}, {3000, 2599, pricing.Pack, -1}, {8000, 6499, pricing.Pack, -1}, {26000, 18000, pricing.Pack, -1}})
	for _, c := range []struct {
		name, request string
		table         *pricing.Table
	}{
		{"house", `{"credits":1000000000}`, frozen.Table()},
		{"house with a plan", `{"credits":999999999,"plans":1}`, frozen.Table()},
		{"house over 24 months", `{"credits":999999999,"plans":1,"months":24,"packsLast":true}`, frozen.Table()},
		{"house, each limited to 20", `{"credits":60000,"limits":{"studio":20,"pro":20,"booster":20,"starter":20}}`, frozen.Table()},
		{"pay as you go", `{"seller":"runway-api","credits":1000000000}`, frozen.Table()},
		{"packs like Kling's plans", `{"credits":999999999}`, hard},
	} {
		r, err := Through.Decode(c.table, []byte(c.request), on)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Find(c.table, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The answer says all of it in JSON, amounts as strings.
func TestPurchaseAnswer(t *testing.T) {
	body, err := Through.Handle(frozen.Table(), "purchase", []byte(`{"credits":"300","plans":"1","months":2,"packsLast":true,"limits":{"studio":0}}`), made.Day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"seller.id": "house", "currency": "house-credit", "credits": "300", "months": "2", "packsLast": "true", "plans": "1",
		"dollars.exact": "38", "perNeededCredit.exact": "19/300", "perMonth.exact": "19", "tie": "false", "combinations": "1", "combinationsReason": "",
		"fewestLeftOver.items.0.offer": "explorer", "fewestLeftOver.items.0.count": "2", "fewestLeftOver.items.0.kind": "plan",
		"fewestLeftOver.items.0.credits": "800", "fewestLeftOver.items.0.dollars.exact": "38",
		"fewestLeftOver.dollars.exact": "38", "fewestLeftOver.credits": "800", "fewestLeftOver.lapsed": "200",
		"fewestLeftOver.leftOver.credits": "0", "fewestLeftOver.leftOver.dollars.exact": "0", "mostCredits.credits": "800",
		"upgrades.0.words": "$5 more buys 150 more credits", "upgrades.0.moreDollars.exact": "5", "upgrades.0.moreCredits": "150",
		"upgrades.0.perCredit.exact": "1/30", "upgrades.0.purchase.dollars.exact": "43", "upgrades.0.purchase.leftOver.credits": "150",
		"upgrades.0.purchase.leftOver.dollars.exact": "43/5", // 43 × 150 ÷ 750
		"leftOut.0.id": "studio", "leftOut.0.kind": "pack", "leftOut.0.reason": "the request allows none",
		"offers.0.id": "agency", "approximate": "false", "asOf": "2026-06-15", "table.digest": frozen.Table().Digest,
		"steps.0": "2 × Explorer (400 credits, $19) = 800 credits for $38", "steps.1": "2 months × 300 credits = 600 credits needed",
	} {
		if got := answers.Member(answer, path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	if n := len(answer["assumptions"].([]any)); n != 3 {
		t.Errorf("%d assumptions, want those about terms, plan credits and pack credits", n)
	}
}

// Without a name it is the operator's own seller, whatever it is called.
func TestWhoseCredits(t *testing.T) {
	shop := shopOf([]offered{{credits: 100, cents: 500, kind: pricing.Pack}})
	p, err := buy(t, shop, `{"credits":100}`)
	if err != nil || p.Seller.ID != "shop" {
		t.Errorf("%v, %v", p, err)
	}
	other := pricing.Seller{ID: "tokens", Name: "Tokens", Currency: pricing.Currency{ID: "t", Name: "t"}, Offers: shop.Sellers[0].Offers}
	dollars := pricing.Seller{ID: "dollars", Name: "Dollars", Currency: pricing.USD}
	nobody := &pricing.Table{Version: "test", Sellers: []pricing.Seller{dollars, other}}
	_, err = buy(t, nobody, `{"credits":100}`)
	if err == nil || err.Code != pricing.MissingParameter || err.Field != "seller" || !slices.Equal(err.Accepted, []string{"tokens"}) {
		t.Errorf("got %+v, want the sellers of credits", err)
	}
	if p, err := buy(t, nobody, `{"credits":100,"seller":"tokens"}`); err != nil || p.Seller.ID != "tokens" {
		t.Errorf("%v, %v", p, err)
	}
	shop.Sellers[0].Currency = pricing.USD
	if _, err := buy(t, shop, `{"credits":100}`); err == nil || err.Code != pricing.OfferNotApplicable {
		t.Errorf("got %+v of an operator who charges dollars", err)
	}
}
