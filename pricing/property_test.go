package pricing_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// quoter draws requests for the properties.
type quoter struct {
	*generator
	t *testing.T
}

func newQuoter(t *testing.T) quoter {
	t.Helper()
	o, err := readOracle("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	return quoter{newGenerator(o), t}
}

// fitted draws a request that a row prices, with an answer.
func (g quoter) fitted(t *rapid.T, rows func(row) bool) (request, map[string]any) {
	w := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(g.o.rows), func(w row) bool { return !rows(w) })).Draw(t, "row")
	r := w.simplest()
	if w.unit == "second" {
		r["seconds"] = fmt.Sprint(rapid.IntRange(1, 30).Draw(t, "seconds"))
	}
	if len(w.changes) > 0 {
		for _, rule := range w.changes[0].rules {
			r[rule.member] = rapid.SampledFrom([]string{"true", "false"}).Draw(t, rule.member)
		}
	}
	r["count"] = fmt.Sprint(rapid.IntRange(1, 500).Draw(t, "count"))
	r["takes"] = fmt.Sprint(rapid.IntRange(1, 500).Draw(t, "takes"))
	return r, g.quote(r)
}

// anything draws a request that may or may not have a price.
func (g quoter) anything(t *rapid.T) (request, []byte) {
	return g.request(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "request"), 0)))
}

// simplest is the request that gives the row all it states, on a day when it
// holds.
func (w row) simplest() request {
	r := request{"seller": w.seller, "model": w.model}
	for _, rule := range w.rules {
		if len(rule.only) > 0 {
			r[rule.member] = rule.only[0]
		}
	}
	switch {
	case w.unit == "second":
		r["seconds"] = "8"
	case w.unit == "gpuHour":
		r["gpuHours"] = "4"
	}
	switch {
	case w.until != 0:
		r["asOf"] = date(w.until - day)
	case w.from != 0:
		r["asOf"] = date(w.from)
	}
	return r
}

func date(unix int64) string { return time.Unix(unix, 0).UTC().Format(time.DateOnly) }

// quote is the answer to a request that has to have a price.
func (g quoter) quote(r request) map[string]any {
	g.t.Helper()
	body := r.encode(rand.New(rand.NewPCG(0, 0)))
	answer, err := ask(g.t, frozen.Table(), "quote", string(body))
	if err != nil {
		g.t.Fatalf("%s: %v", body, err)
	}
	return answer
}

// amount reads a figure: both ends, the upper one nil for a floor. An end of a
// range stands in the answer to six places, which the published ranges fit in.
func amount(answer any, path string) [2]*big.Rat {
	if exact := member(answer, path+".exact"); exact != "null" {
		r, _ := new(big.Rat).SetString(exact)
		return [2]*big.Rat{r, r}
	}
	low, _ := new(big.Rat).SetString(member(answer, path+".min"))
	high, _ := new(big.Rat).SetString(member(answer, path+".max"))
	return [2]*big.Rat{low, high}
}

// price is the figure in the seller's currency.
func price(answer map[string]any, prefix string) [2]*big.Rat {
	if member(answer, "currency") == "USD" {
		return amount(answer, prefix+"dollars")
	}
	return amount(answer, prefix+"credits")
}

func scaled(a [2]*big.Rat, by *big.Rat) [2]*big.Rat {
	return [2]*big.Rat{product(a[0], by), product(a[1], by)}
}

func added(a, b [2]*big.Rat) [2]*big.Rat {
	return [2]*big.Rat{sum(a[0], b[0]), sum(a[1], b[1])}
}

func same(a, b [2]*big.Rat) bool {
	for i := range a {
		if (a[i] == nil) != (b[i] == nil) || a[i] != nil && a[i].Cmp(b[i]) != 0 {
			return false
		}
	}
	return true
}

func every(row) bool { return true }

// Twice the clips or twice the takes cost twice as much in total, and one costs
// the same.
func TestTotalsScale(t *testing.T) {
	g := newQuoter(t)
	rapid.Check(t, func(t *rapid.T) {
		r, once := g.fitted(t, every)
		for _, of := range []string{"count", "takes"} {
			doubled := maps.Clone(r)
			doubled[of] = product(r.number(of), rat("2")).RatString()
			twice := g.quote(doubled)
			if !same(price(twice, ""), price(once, "")) || !same(price(twice, "total."), scaled(price(once, "total."), rat("2"))) {
				t.Errorf("%v: %v in total, with twice the %s %v", r, once["total"], of, twice["total"])
			}
		}
	})
}

// What is sold by the second costs in proportion to the seconds, so more never
// cost less.
func TestSecondsScale(t *testing.T) {
	g := newQuoter(t)
	rapid.Check(t, func(t *rapid.T) {
		r, shorter := g.fitted(t, func(w row) bool { return w.unit == "second" })
		longer := maps.Clone(r)
		longer["seconds"] = fmt.Sprint(rapid.IntRange(1, 60).Draw(t, "longer"))
		want := scaled(price(shorter, ""), new(big.Rat).Quo(longer.number("seconds"), r.number("seconds")))
		if got := price(g.quote(longer), ""); !same(got, want) {
			t.Errorf("%v: %s s cost %v, %s s %v", r, r["seconds"], price(shorter, ""), longer["seconds"], got)
		}
	})
}

// An estimate is the sum of its lines, each of which costs what it costs alone,
// and their order does not matter.
func TestAnEstimateIsTheSumOfItsLines(t *testing.T) {
	g := newQuoter(t)
	rapid.Check(t, func(t *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "lines"), 0))
		var lines []string
		sums := map[string][2]*big.Rat{}
		clips := map[string]*big.Rat{}
		refused := 0
		for range 1 + rnd.IntN(20) {
			r, _ := g.request(rnd)
			for _, unknown := range []string{"offer", "everyOffer", "plan.price", "plan.credits", "credits", "history", "asOf"} {
				delete(r, unknown)
			}
			for _, wellFormed := range []string{"count", "takes", "seconds", "images", "inputImages", "inputSeconds", "width", "height", "fps", "gpuHours", "tier"} {
				if rat(r[wellFormed]) == nil {
					delete(r, wellFormed)
				}
			}
			if r["gpuHours"] != "" {
				r["gpuHours"] = "4" // six places hold every sum then, also of ranges
			}
			line := string(r.encode(rnd))
			lines = append(lines, line)
			alone, err := ask(g.t, frozen.Table(), "quote", line)
			if err != nil {
				refused++
				continue
			}
			currency := member(alone, "currency")
			if clips[currency] == nil {
				sums[currency], clips[currency] = [2]*big.Rat{new(big.Rat), new(big.Rat)}, new(big.Rat)
			}
			sums[currency] = added(sums[currency], price(alone, "total."))
			clips[currency].Add(clips[currency], rat(member(alone, "count")))
		}
		for range 2 {
			request := `{"lines":[` + strings.Join(lines, ",") + `]}`
			answer, err := ask(g.t, frozen.Table(), "estimate", request)
			if err != nil {
				t.Fatalf("%s: %v", request, err)
			}
			totals, _ := answer["totals"].([]any)
			if len(totals) != len(sums) || member(answer, "refused") != fmt.Sprint(refused) || member(answer, "complete") != fmt.Sprint(refused == 0) {
				t.Errorf("%s: %d currencies and %s refused, want %d and %d", request, len(totals), member(answer, "refused"), len(sums), refused)
			}
			for _, total := range totals {
				currency := member(total, "currency")
				if got := amount(total, "amount"); !same(got, sums[currency]) {
					t.Errorf("%s: %v in %s, its lines come to %v", request, got, currency, sums[currency])
				}
				if got := scaled(amount(total, "perKeptClip"), clips[currency]); member(total, "perKeptClip.exact") != "null" && !same(got, sums[currency]) {
					t.Errorf("%s: %v for each of %v clips in %s", request, amount(total, "perKeptClip"), clips[currency], currency)
				}
			}
			rnd.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		}
	})
}

// Every price of the table holds from the first moment of its first day, up to
// and not including the first moment of the day it ends. The same goes for
// models and their sunset, and for offers.
func TestTheDayBeforeAndTheDayOfEveryChange(t *testing.T) {
	g := newQuoter(t)
	changes := 0
	check := func(w row, at string, priced bool) {
		r := w.simplest()
		r["asOf"] = at
		changes++
		answer, err := ask(t, frozen.Table(), "quote", string(r.encode(rand.New(rand.NewPCG(0, 0)))))
		if got := err == nil && member(answer, "rates.0.id") == w.id; got != priced {
			t.Errorf("%s on %s: priced by this row: %v, want %v (%v)", w.id, at, got, priced, err)
		}
	}
	for _, w := range g.o.rows {
		for moment, holds := range map[int64]bool{w.from: true, w.until: false} {
			if moment == 0 {
				continue
			}
			check(w, date(moment-day), !holds)
			check(w, time.Unix(moment-1, 0).UTC().Format(time.RFC3339), !holds)
			check(w, time.Unix(moment, 0).UTC().Format(time.RFC3339), holds)
			check(w, date(moment), holds)
		}
	}
	for _, seller := range slices.Sorted(maps.Keys(g.o.sellers)) {
		for _, f := range g.o.sellers[seller].offers {
			if f.price == nil || f.credits == nil {
				continue
			}
			for moment, holds := range map[int64]bool{f.from: true, f.until: false} {
				if moment == 0 {
					continue
				}
				for at, want := range map[string]bool{date(moment - day): !holds, date(moment): holds} {
					changes++
					answer, err := ask(t, frozen.Table(), "offers", fmt.Sprintf(`{"seller":%q,"offer":%q,"asOf":%q}`, seller, f.id, at))
					if got := err == nil && member(answer, "offers.0.perCredit.exact") != "null"; got != want {
						t.Errorf("%s/%s on %s: its credits have a price: %v, want %v (%v)", seller, f.id, at, got, want, err)
					}
				}
			}
		}
	}
	if changes < 250 {
		t.Errorf("only %d moments were checked", changes)
	}
}

// Every alternative of a refusal costs what the refusal says.
func TestAlternativesCostWhatTheySay(t *testing.T) {
	g := newQuoter(t)
	offered := 0
	rapid.Check(t, func(t *rapid.T) {
		r, body := g.anything(t)
		answer, err := ask(g.t, frozen.Table(), "quote", string(body))
		if err == nil {
			return
		}
		list, _ := answer["error"].(map[string]any)["alternatives"].([]any)
		for _, a := range list {
			shot := a.(map[string]any)["shot"].(map[string]any)
			if r["asOf"] != "" {
				shot["asOf"] = r["asOf"]
			}
			again, _ := json.Marshal(shot)
			offered++
			priced, err := ask(g.t, frozen.Table(), "quote", string(again))
			if err != nil {
				t.Errorf("%s: the alternative %s: %v", body, again, err)
				continue
			}
			figure := "credits"
			if member(priced, "currency") == "USD" {
				figure = "dollars"
			}
			if got := member(priced, figure+".display"); got != member(a, "display") {
				t.Errorf("%s: the alternative %s costs %s, not %s", body, again, got, member(a, "display"))
			}
		}
	})
	if offered == 0 {
		t.Error("no alternative was offered")
	}
}

// The shot that an answer says it priced has that price again, and is given
// back as it was.
func TestTheShotPricedIsTheShotAskedFor(t *testing.T) {
	g := newQuoter(t)
	priced := 0
	rapid.Check(t, func(t *rapid.T) {
		r, body := g.anything(t)
		answer, err := ask(g.t, frozen.Table(), "quote", string(body))
		if err != nil || member(answer, "model.id") == "null" {
			return
		}
		priced++
		shot := maps.Clone(answer["shot"].(map[string]any))
		for _, name := range []string{"asOf", "offer", "count", "takes"} {
			if r[name] != "" {
				shot[name] = r[name]
			}
		}
		if r["plan.price"] != "" {
			shot["plan"] = map[string]any{"price": r["plan.price"], "credits": r["plan.credits"]}
		}
		echo, _ := json.Marshal(shot)
		again, err := ask(g.t, frozen.Table(), "quote", string(echo))
		if err != nil {
			t.Fatalf("%s was priced as %s: %v", body, echo, err)
		}
		for _, part := range []string{"shot", "credits", "dollars", "perSecond", "total", "rates", "offer", "precision", "effectiveMode"} {
			if !reflect.DeepEqual(answer[part], again[part]) {
				t.Errorf("%s was priced as %s: %s is %v and then %v", body, echo, part, answer[part], again[part])
			}
		}
	})
	if priced == 0 {
		t.Error("nothing was priced")
	}
}

// The price of an offer is its credits at the price of each.
func TestOffersMultiplyOut(t *testing.T) {
	answer, err := ask(t, frozen.Table(), "offers", `{}`)
	if err != nil {
		t.Fatal(err)
	}
	priced := 0
	for _, o := range answer["offers"].([]any) {
		if member(o, "perCredit") == "null" {
			continue
		}
		priced++
		each := amount(o, "perCredit")[0]
		if got := product(each, rat(member(o, "credits"))); got.Cmp(amount(o, "price")[0]) != 0 {
			t.Errorf("%s/%s: %s credits at %v come to %v, not %v", member(o, "seller"), member(o, "id"), member(o, "credits"), each, got, amount(o, "price")[0])
		}
	}
	if priced < 15 {
		t.Errorf("only %d offers have a price per credit", priced)
	}
}

// The answers of every operation are JSON that decodes and encodes again
// without loss, with money and credits in strings, and cite only rates,
// documents and offers that exist.
func TestAnswersAreSound(t *testing.T) {
	g := newQuoter(t)
	known := map[string]bool{}
	for _, s := range frozen.Table().Sellers {
		for _, m := range s.Models {
			for _, r := range m.Rates {
				known[r.ID] = true
			}
		}
	}
	for _, d := range frozen.Table().Documents {
		known[d.ID] = true
	}
	answered := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "request"), 0))
		for _, operation := range slices.Sorted(maps.Keys(operations)) {
			if g.sound(t, known, operation, operations[operation](g, rnd)) {
				answered[operation]++
			}
		}
	})
	for _, operation := range slices.Sorted(maps.Keys(operations)) {
		if answered[operation] == 0 {
			t.Errorf("no request to %s was answered", operation)
		}
	}
}

// sound checks one answer and reports whether the request had one.
func (g quoter) sound(t *rapid.T, known map[string]bool, operation, request string) bool {
	answer, refused := ask(g.t, frozen.Table(), operation, request)
	text, err := json.Marshal(answer)
	if err != nil {
		t.Fatalf("%s %s: %v", operation, request, err)
	}
	var again map[string]any
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	if err := d.Decode(&again); err != nil || !reflect.DeepEqual(answer, again) {
		t.Errorf("%s %s: the answer does not survive a round trip: %v", operation, request, err)
	}
	walk(answer, "", func(path, key string, v any) {
		switch v := v.(type) {
		case json.Number:
			if strings.ContainsAny(v.String(), ".eE-") || slices.Contains(valued, key) {
				t.Errorf("%s %s: %s is the number %s", operation, request, path, v)
			}
		case string:
			if (key == "rate" || key == "document" || strings.HasSuffix(path, ".rates.id")) && !known[v] {
				t.Errorf("%s %s: %s cites %q", operation, request, path, v)
			}
		}
	})
	return refused == nil
}

// valued are members whose values are amounts, never JSON numbers; those count
// lines, rows and the like.
var valued = []string{"value", "min", "max", "exact", "cents", "credits", "dollars", "price", "amount", "balance", "seconds", "percent", "ceiling", "spent"}

// walk visits every value of an answer. Elements of an array have the path and
// the key of the array.
func walk(v any, path string, visit func(path, key string, v any)) {
	key := path[strings.LastIndex(path, ".")+1:]
	visit(path, key, v)
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			walk(inner, path+"."+name, visit)
		}
	case []any:
		for _, inner := range v {
			walk(inner, path, visit)
		}
	}
}

// operations make a request to each operation of the entry point but table,
// whose answer is the table.
var operations = map[string]func(quoter, *rand.Rand) string{
	"quote": func(g quoter, rnd *rand.Rand) string {
		_, body := g.request(rnd)
		return string(body)
	},
	"models": func(g quoter, rnd *rand.Rand) string {
		m := g.models[rnd.IntN(len(g.models))]
		return fmt.Sprintf(`{"seller":%q,"asOf":%q}`, m[0], g.dates[rnd.IntN(len(g.dates))])
	},
	"offers": func(g quoter, rnd *rand.Rand) string {
		return fmt.Sprintf(`{"asOf":%q,"bonus":{"percent":"%d","cap":"5000"}}`, g.dates[rnd.IntN(len(g.dates))], rnd.IntN(120))
	},
	"estimate": func(g quoter, rnd *rand.Rand) string {
		w := g.o.rows[rnd.IntN(len(g.o.rows))]
		r := w.simplest()
		at := r["asOf"]
		delete(r, "asOf")
		line := string(r.encode(rnd))
		return fmt.Sprintf(`{"lines":[%s,%s],"asOf":%q,"reality":{"failureRate":"0.%d","timeoutRate":"0.01","generationSeconds":90}}`,
			line, strings.Replace(line, "{", `{"project":"p","client":"c","label":"l",`, 1), first(at, today), rnd.IntN(90))
	},
	"compare": func(g quoter, rnd *rand.Rand) string {
		return fmt.Sprintf(`{"seconds":%d,"resolution":%q,"market":%q,"offers":"all","asOf":%q}`, 1+rnd.IntN(12),
			good["resolution"][rnd.IntN(len(good["resolution"]))], []string{"api", "app", "all"}[rnd.IntN(3)], g.dates[rnd.IntN(len(g.dates))])
	},
	"advice": func(g quoter, rnd *rand.Rand) string {
		w := g.o.rows[rnd.IntN(len(g.o.rows))]
		r := w.simplest()
		return strings.Replace(string(r.encode(rnd)), "{", `{"region":"EU","purpose":"hero",`, 1)
	},
	"purchase": func(g quoter, rnd *rand.Rand) string {
		return fmt.Sprintf(`{"seller":%q,"credits":%d,"plans":%d}`, []string{"house", "kling-app", "pika-app", "runway-api"}[rnd.IntN(4)], 1+rnd.IntN(40000), rnd.IntN(2))
	},
	"budget": func(g quoter, rnd *rand.Rand) string {
		w := g.o.rows[rnd.IntN(len(g.o.rows))]
		r := w.simplest()
		return strings.Replace(string(r.encode(rnd)), "{", fmt.Sprintf(`{"clips":%d,"keep":{"kept":%d,"of":50},"percentiles":"50,90","plan":{"price":"30","credits":"3000"},"ceiling":"%d.5",`,
			1+rnd.IntN(500), 1+rnd.IntN(50), 1+rnd.IntN(3000)), 1)
	},
	"ledger": func(g quoter, rnd *rand.Rand) string {
		return fmt.Sprintf(`{"seller":"house","balance":%d,"events":[{"event":"submit","job":"a","shot":{"seller":"house","model":"veo-3","seconds":%d}},{"event":"end","job":"a","status":%q},{"event":"capture","job":"a","creditsUsed":%d}]}`,
			rnd.IntN(1000), 1+rnd.IntN(20), []string{"completed", "failed", "CANCELED", "lost"}[rnd.IntN(4)], rnd.IntN(500))
	},
	"reconcile": func(g quoter, rnd *rand.Rand) string {
		return fmt.Sprintf(`{"log":"model,seconds,credits,status,job_id\nveo-3,%d,%d,completed,a\nwan-pro,8,40,failed,b\nnone,1,1,,\n","seller":"house","offer":"agency","list":"all"}`,
			1+rnd.IntN(20), 60*rnd.IntN(20))
	},
}
