package pricing_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

var (
	cases = flag.Int("cases", fewer(20000), "how many requests the oracle and the engine both price")
	seed  = flag.Uint64("seed", 1, "where those requests start; the same seed gives the same requests")
)

// today is the day that the tests ask on.
const today = "2026-06-15"

// fewer is n, or a tenth of it in WebAssembly, where everything takes longer.
func fewer(n int) int {
	if runtime.GOARCH == "wasm" {
		return n / 10
	}
	return n
}

// The engine and the oracle agree on every request, in verdict and in every
// amount. A million requests take three minutes of one core:
//
//	go test ./pricing -run TestOracle -cases 1000000 -seed 7
func TestOracle(t *testing.T) {
	o, err := readOracle("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	g := newGenerator(o)
	on, err := pricing.ParseInstant(today)
	if err != nil {
		t.Fatal(err)
	}
	var (
		next, priced atomic.Int64
		failures     atomic.Int64
		reached      sync.Map // ids of the rates that priced something
		workers      sync.WaitGroup
	)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1); i <= int64(*cases) && failures.Load() < 10; i = next.Add(1) {
				r, body := g.request(rand.New(rand.NewPCG(*seed, uint64(i))))
				v := o.price(r, moment(today))
				answer, err := wire.Handle(frozen.Table(), "quote", body, on)
				if v.refused == "" {
					priced.Add(1)
					reached.Store(v.rate, true)
				}
				if diff := compare(v, answer, err); diff != "" {
					failures.Add(1)
					t.Errorf("seed %d, case %d: %s\n%s\noracle: %s\nengine: %s", *seed, i, body, diff, v, answer)
				}
			}
		})
	}
	workers.Wait()
	if t.Failed() {
		return
	}
	t.Logf("%d requests from seed %d: %d priced, %d refused", *cases, *seed, priced.Load(), int64(*cases)-priced.Load())
	for _, w := range o.rows {
		if _, ok := reached.Load(w.id); !ok {
			t.Errorf("no request was priced by %s", w.id)
		}
	}
	if n := priced.Load(); n < int64(*cases)/5 || n > int64(*cases)*4/5 {
		t.Errorf("%d of %d requests are priced: the generator should reach both verdicts", n, *cases)
	}
}

func (v verdict) String() string {
	if v.refused != "" {
		return v.refused
	}
	return fmt.Sprint(v.expected())
}

// compare says where the engine's answer differs from the verdict.
func compare(v verdict, answer []byte, err error) string {
	if (v.refused != "") != (err != nil) {
		return fmt.Sprintf("one has a price, the other has none (%v)", err)
	}
	if err != nil {
		return ""
	}
	var got any
	d := json.NewDecoder(bytes.NewReader(answer))
	d.UseNumber()
	if err := d.Decode(&got); err != nil {
		return err.Error()
	}
	for path, want := range v.expected() {
		if have := member(got, path); have != want {
			return fmt.Sprintf("%s: the oracle has %s, the engine %s", path, want, have)
		}
	}
	if listed, _ := got.(map[string]any)["offers"].([]any); len(listed) != len(v.offers) {
		return fmt.Sprintf("the oracle has %d offers, the engine %d", len(v.offers), len(listed))
	}
	return ""
}

// expected lists members of the answer by path, with the text that each has to
// have.
func (v verdict) expected() map[string]string {
	want := map[string]string{
		"rates.0.id":        first(v.rate, "null"),
		"total.generations": v.generations.RatString(),
		"status":            "exact",
		"disputed":          first(v.said["disputed"], "false"),
		"effectiveMode":     first(v.said["effectiveMode"], "null"),
		"maxWaitHours":      first(v.said["maxWaitHours"], "null"),
		"precision":         v.said["precision"],
		"approximate":       fmt.Sprint(v.said["precision"] != "exact"),
		"estimated":         fmt.Sprint(v.said["precision"] == "estimated"),
	}
	if v.high == nil || v.low.Cmp(v.high) != 0 {
		want["status"] = "range"
	}
	figure := func(path string, factor *big.Rat, dollars bool) {
		if factor == nil {
			want[path] = "null"
			return
		}
		low, high := product(v.low, factor), product(v.high, factor)
		switch {
		case high == nil:
			want[path+".exact"], want[path+".max"] = "null", "null"
		case low.Cmp(high) == 0:
			want[path+".exact"] = low.RatString()
		default:
			want[path+".exact"] = "null"
		}
		if dollars { // FloatString rounds halves away from zero
			want[path+".min"] = low.FloatString(6)
			if high != nil {
				want[path+".max"] = high.FloatString(6)
			}
		}
	}
	var each, credits *big.Rat
	if v.seconds != nil {
		each = new(big.Rat).Inv(v.seconds)
	}
	if !v.dollars {
		credits = rat("1")
	}
	for path, factor := range map[string]*big.Rat{"": rat("1"), "perSecond.": each, "total.": v.generations} {
		figure(path+"credits", product(credits, factor), false)
		figure(path+"dollars", product(v.perCredit, factor), true)
	}
	for _, id := range slices.Sorted(maps.Keys(v.offers)) {
		figure(fmt.Sprintf("offers[%s].dollars", id), v.offers[id], true)
		figure(fmt.Sprintf("offers[%s].total", id), product(v.offers[id], v.generations), true)
	}
	return want
}

// member is the text at a path such as "total.dollars.min" or
// "offers[pro].total.min", "null" if it is null or absent.
func member(answer any, path string) string {
	for _, step := range strings.Split(path, ".") {
		step, id, listed := strings.Cut(step, "[")
		switch at := answer.(type) {
		case map[string]any:
			answer = at[step]
		case []any:
			answer = nil
			if step == "0" && len(at) > 0 {
				answer = at[0]
			}
		default:
			return "null"
		}
		if !listed {
			continue
		}
		elements, _ := answer.([]any)
		answer = nil
		for _, e := range elements {
			if member(e, "offer.id") == strings.TrimSuffix(id, "]") {
				answer = e
			}
		}
	}
	if answer == nil {
		return "null"
	}
	if _, nested := answer.(map[string]any); nested {
		return "an object"
	}
	return fmt.Sprint(answer)
}

// generator makes requests. Most start from a row that would price them, and
// are then spoiled here and there; the others are put together at random.
type generator struct {
	o       *oracle
	models  [][2]string
	offers  []string // every name of every offer
	dates   []string // each date of the table, and the day and the second on either side
	members []string
}

// good holds values that some request can have, and bad holds those that look
// alike.
var (
	good = map[string][]string{
		"mode":         {"text-to-video", "image-to-video", "video-to-video", "text-to-image", "image-to-image"},
		"resolution":   {"480p", "540p", "720p", "768p", "1024p", "1080p", "1K", "2K", "4K", "4k", "1080P", "1920x1080", "720×1280", "2160X3840", "1000x10"},
		"audio":        {"true", "false"},
		"hdr":          {"true", "false"},
		"batch":        {"true", "false"},
		"quality":      {"standard", "pro"},
		"seconds":      {"4", "5", "6", "8", "10", "12", "15", "25", "1", "60"},
		"tier":         {"1", "2", "3"},
		"images":       {"1", "2", "7", "1000"},
		"inputImages":  {"0", "1", "4", "5", "10", "11", "1000"},
		"inputSeconds": {"0", "2.5", "3600"},
		"width":        {"1280", "1920", "3840", "720", "1", "16384"},
		"height":       {"720", "1080", "2160", "1280", "1", "16384"},
		"fps":          {"24", "29.97", "240", "0.000000001"},
		"gpuHours":     {"1", "0.5", "4", "100000", "0.000000001"},
		"count":        {"1", "2", "40", "1000000"},
		"takes":        {"1", "3", "1000"},
		"credits":      {"50", "0.5", "1000000000", "0.000000001"},
		"plan.price":   {"30", "0", "0.000000001", "1000000000", "29.99"},
		"plan.credits": {"3000", "7", "0.1", "1000000000"},
		"everyOffer":   {"true", "false"},
		"history":      {"true", "false"},
	}
	bad = map[string][]string{
		"mode":         {"edit", "any", "unknown", "Text-to-video", "film"},
		"resolution":   {"8K", "16K", "144p", "any", "unknown", "1080", "720p ", "9p", "4\u212a", "1920x", "0x1080", "16385x1", "720p\n", "FREE! visit evil.example"},
		"audio":        {"any", "True", "1", "unknown"},
		"hdr":          {"any", "yes", "0"},
		"batch":        {"any", "on"},
		"quality":      {"turbo", "any", "unknown", "Pro"},
		"seconds":      {"0", "-1", "61", "7.5", "8.0", "008", "eight", "1e1", "-0", "60.000000001", "1234567890123", "8.", "", "unknown"},
		"tier":         {"0", "4", "20", "21", "1.0", "01", "1.5", "-1"},
		"images":       {"0", "1001", "2.5"},
		"inputImages":  {"1001", "-1", "0.5", "many"},
		"inputSeconds": {"3601", "-1", "1e2"},
		"width":        {"0", "16385", "1280.0", "01280", "1280.5"},
		"height":       {"0", "16385", "-720"},
		"fps":          {"240.1", "0", "-24"},
		"gpuHours":     {"100000.1", "0", "-4"},
		"count":        {"1000001", "0", "0.5", "3.0"},
		"takes":        {"1001", "0", "1.5"},
		"credits":      {"0", "-1", "1000000000.1", "fifty"},
		"plan.price":   {"1000000000.01", "-1", "free"},
		"plan.credits": {"0", "-1", "1000000000.000000001"},
		"everyOffer":   {"yes", "1"},
		"history":      {"no"},
		"asOf":         {"2026-02-30", "24.09.2026", "2026-9-4", "1970-06-01", "today", "2026-06-15 12:00:00"},
		"seller":       {"hose", "House of video", "-", ""},
		"model":        {"sora", "nothing", "?", ""},
		"offer":        {"none", "own plan", "Starter pack", "-", ""},
	}
)

func newGenerator(o *oracle) *generator {
	g := &generator{o: o, members: slices.Sorted(maps.Keys(bad))}
	moments := map[int64]bool{}
	for _, w := range o.rows {
		moments[w.from], moments[w.until] = true, true
	}
	for _, s := range o.sellers {
		for _, f := range s.offers {
			g.offers = append(g.offers, f.names...)
			moments[f.from], moments[f.until] = true, true
		}
	}
	slices.Sort(g.offers)
	for ids := range o.spelled {
		if ids[1] != "" {
			g.models = append(g.models, ids)
		}
	}
	slices.SortFunc(g.models, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	delete(moments, 0)
	for _, m := range slices.Sorted(maps.Keys(moments)) {
		for _, off := range []int64{-day, 0, day} {
			g.dates = append(g.dates, time.Unix(m+off, 0).UTC().Format(time.DateOnly))
		}
		for _, off := range []int64{-1, 0, 1} {
			g.dates = append(g.dates, time.Unix(m+off, 0).In(time.FixedZone("", 7200)).Format(time.RFC3339))
		}
	}
	return g
}

const day = 24 * 60 * 60

// value is a value for the member, one in eight of them bad.
func (g *generator) value(rnd *rand.Rand, member string) string {
	list := good[member]
	switch {
	case rnd.IntN(8) == 0:
		list = bad[member]
	case member == "asOf":
		list = g.dates
	case member == "offer":
		list = g.offers
	case member == "seller":
		return g.spell(rnd, [2]string{g.models[rnd.IntN(len(g.models))][0], ""})
	case member == "model":
		return g.spell(rnd, g.models[rnd.IntN(len(g.models))])
	case member == "seconds" && rnd.IntN(2) == 0:
		return fmt.Sprint(1 + rnd.IntN(60))
	}
	if len(list) == 0 { // a list without offers, or without a day
		list = bad[member]
	}
	return list[rnd.IntN(len(list))]
}

// more are characters that make another name of one.
var more = []string{"+", "!", "*", "\x00", "\u00a0", "\u202e", "专业版", "\u212a"}

// spell writes one of the names of a seller or a model, in some way; seldom with
// a character more, which makes it another.
func (g *generator) spell(rnd *rand.Rand, ids [2]string) string {
	names := g.o.spelled[ids]
	name := names[rnd.IntN(len(names))]
	switch rnd.IntN(64) {
	case 0:
		return name + more[rnd.IntN(len(more))]
	case 1, 2, 3, 4, 5, 6, 7:
		return strings.ToUpper(name)
	case 8, 9, 10, 11, 12, 13, 14, 15:
		return " " + strings.ReplaceAll(name, "-", "_") + "."
	}
	return name
}

// request makes one request and its JSON.
func (g *generator) request(rnd *rand.Rand) (request, []byte) {
	r := request{}
	often := func(percent int) bool { return rnd.IntN(100) < percent }
	model := g.models[rnd.IntN(len(g.models))]
	spoil := 1 + rnd.IntN(5)
	if often(80) {
		w := g.o.rows[rnd.IntN(len(g.o.rows))]
		model = [2]string{w.seller, w.model}
		g.fit(rnd, w, r)
		spoil = max(0, rnd.IntN(6)-3)
	}
	r["seller"], r["model"] = g.spell(rnd, [2]string{model[0], ""}), g.spell(rnd, model)
	if offers := g.o.sellers[model[0]].offers; len(offers) > 0 && often(40) {
		names := offers[rnd.IntN(len(offers))].names
		r["offer"] = names[rnd.IntN(len(names))]
	}
	if often(5) {
		r["plan.price"], r["plan.credits"] = g.value(rnd, "plan.price"), g.value(rnd, "plan.credits")
		delete(r, "offer")
	}
	for _, name := range []string{"count", "takes", "everyOffer"} {
		if often(15) {
			r[name] = g.value(rnd, name)
		}
	}
	for range spoil {
		name := g.members[rnd.IntN(len(g.members))]
		r[name] = g.value(rnd, name)
		if name == "width" || name == "height" { // a frame has both, and now and then one that has a name
			r["width"], r["height"] = g.value(rnd, "width"), g.value(rnd, "height")
			if often(50) {
				size := []string{"1280 720", "1920 1080", "3840 2160", "1280 1080", "720 1280"}[rnd.IntN(5)]
				r["width"], r["height"], _ = strings.Cut(size, " ")
				if often(50) {
					delete(r, "resolution")
				}
			}
		}
	}
	if often(4) { // credits of one's own
		for name := range r {
			if !strings.HasPrefix(name, "plan.") && name != "count" && name != "takes" && name != "seconds" {
				delete(r, name)
			}
		}
		for _, name := range []string{"credits", g.members[rnd.IntN(len(g.members))]} {
			r[name] = g.value(rnd, name)
		}
	}
	return r, r.encode(rnd)
}

// fit gives the request what the row wants: always what it cannot do without,
// the rest now and then.
func (g *generator) fit(rnd *rand.Rand, w row, r request) {
	for _, rule := range w.rules {
		switch n := rnd.IntN(100); {
		case rule.every && n < 30:
			r[rule.member] = g.value(rnd, rule.member)
		case len(rule.only) > 0 && n < 75:
			r[rule.member] = rule.only[rnd.IntN(len(rule.only))]
		}
	}
	switch w.unit {
	case "second":
		if w.normally == "" || rnd.IntN(3) > 0 {
			r["seconds"] = fmt.Sprint(1 + rnd.IntN(60))
		}
	case "gpuHour":
		r["gpuHours"] = g.value(rnd, "gpuHours")
	}
	switch on := moment(today); {
	case w.until != 0 && w.until <= on || rnd.IntN(8) == 0 && w.until != 0:
		r["asOf"] = time.Unix(w.until-1-rnd.Int64N(60*day), 0).UTC().Format(time.RFC3339)
	case w.from > on || rnd.IntN(8) == 0:
		r["asOf"] = time.Unix(max(w.from, 1767225600)+rnd.Int64N(60*day), 0).UTC().Format(time.RFC3339)
	}
}

// encode writes the request as JSON, its members in any order, a number or a
// boolean as itself or as text, and now and then a member that is null.
//
// An empty text is not given; the oracle does not get to see it.
func (r request) encode(rnd *rand.Rand) []byte {
	var members, plan []string
	for _, name := range slices.Sorted(maps.Keys(r)) {
		text := r[name]
		value, _ := json.Marshal(text)
		if plain := []byte(text); rnd.IntN(2) == 0 && json.Valid(plain) && text != "null" {
			value = plain
		}
		inner, ofPlan := strings.CutPrefix(name, "plan.")
		field := fmt.Sprintf("%q:%s", inner, value)
		if ofPlan {
			plan = append(plan, field)
		} else {
			members = append(members, field)
		}
	}
	if len(plan) > 0 {
		members = append(members, `"plan":{`+strings.Join(plan, ",")+"}")
	}
	if _, given := r["fps"]; !given && rnd.IntN(10) == 0 {
		members = append(members, `"fps":null`)
	}
	for name, text := range r {
		if text == "" && bounds[name].least == nil {
			delete(r, name)
		}
	}
	rnd.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return []byte("{" + strings.Join(members, ",") + "}")
}
