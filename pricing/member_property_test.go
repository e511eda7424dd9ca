package pricing_test

import (
	"encoding/json"
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

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

// witness knows what the authored rows say, word by word: what a row names and
// what it declares its price not to depend on. It prices nothing.
type witness struct {
	rows   map[string]witnessRow   // by id
	models map[string]witnessModel // by <seller>/<model>
	frames map[string][2]string    // name of a resolution → its width and height
}

type witnessRow struct {
	Model       string
	When        map[string]any
	Independent []string
}

type witnessModel struct{ Modes any }

func readWitness(t *testing.T) *witness {
	t.Helper()
	w := &witness{map[string]witnessRow{}, map[string]witnessModel{}, map[string][2]string{}}
	table, err := tableOf("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	sellers, err := sellersOf("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table.Resolutions {
		w.frames[r.ID] = [2]string{r.Width, r.Height}
	}
	for _, y := range sellers {
		for _, m := range y.Models {
			w.models[y.Seller.ID+"/"+m.ID] = witnessModel{m.Modes}
		}
		for _, r := range y.Rates {
			w.rows[y.Seller.ID+"/"+r.Model+"/"+r.ID] = witnessRow{r.Model, r.When, r.Independent}
		}
	}
	return w
}

// answered is what the witness wants to know of an answer.
type answered struct {
	Rates    []struct{ ID string }
	Seller   struct{ ID string }
	Model    struct{ ID string }
	Shot     map[string]string
	Credits  json.RawMessage
	Dollars  json.RawMessage
	Formulas json.RawMessage
}

// worth is all of the answer that a member can change by being used.
func (a answered) worth() string { return string(a.Credits) + string(a.Dollars) + string(a.Formulas) }

// vouches reports whether the row of the answer names the value of a member that
// the request gave, or says that it does not matter.
func (w *witness) vouches(a answered, member, value string) bool {
	row := w.rows[a.Rates[0].ID]
	says := func(list any, v string) bool {
		if values, ok := list.([]any); ok {
			return slices.ContainsFunc(values, func(x any) bool { return fmt.Sprint(x) == v })
		}
		return fmt.Sprint(list) == v
	}
	if slices.Contains(row.Independent, member) || says(row.When[member], value) {
		return true
	}
	modes := w.models[a.Seller.ID+"/"+a.Model.ID].Modes
	listed, _ := modes.([]any)
	switch member {
	case "mode":
		return modes == "any" || says(modes, value)
	case "batch":
		return value == "false" && row.When["batch"] == nil
	case "inputImages":
		return rat(value).Sign() == 0 && slices.ContainsFunc(listed, func(mode any) bool {
			return strings.HasPrefix(fmt.Sprint(mode), "text-to-") && (a.Shot["mode"] == "" || a.Shot["mode"] == mode)
		})
	case "seconds", "tier": // 08 and 8.0 are 8
		n := rat(value)
		return n != nil && n.IsInt() && value != n.Num().String() && w.vouches(a, member, n.Num().String())
	case "resolution", "width", "height":
		if slices.Contains(row.Independent, "resolution") {
			return true
		}
		for name, frame := range w.frames {
			if !says(row.When["resolution"], name) {
				continue
			}
			width, height := frame[0], frame[1]
			switch {
			case strings.EqualFold(value, name):
				return true
			case member == "resolution":
				size := strings.NewReplacer("X", "x", "×", "x").Replace(value)
				return size == width+"x"+height || size == height+"x"+width
			default:
				given := [2]string{a.Shot["width"], a.Shot["height"]}
				for i := range given {
					given[i] = rat(given[i]).Num().String()
				}
				return given == frame || given == [2]string{height, width}
			}
		}
	}
	return false
}

// asked answers a request, false if it is refused.
func asked(body []byte, on pricing.Instant) (a answered, priced bool) {
	answer, err := wire.Handle(frozen.Table(), "quote", body, on)
	if err != nil {
		return a, false
	}
	return a, json.Unmarshal(answer, &a) == nil
}

// other is another value of a number, within its bounds.
func (o *oracle) other(member, value string) string {
	b := bounds[member]
	if member == "seconds" {
		b.most = o.longest
	}
	n := new(big.Rat).Add(rat(value), rat("1"))
	if n.Cmp(b.most) > 0 {
		n.Sub(n, rat("2"))
	}
	if n.IsInt() {
		return n.Num().String()
	}
	return n.FloatString(9)
}

// ignored names a member of the priced request that changed nothing and that the
// row does not vouch for, "" if there is none. A number is changed to see whether
// it is used.
func (w *witness) ignored(o *oracle, r request, a answered, on pricing.Instant) string {
	for _, member := range described {
		value := r[member]
		if value == "" || len(a.Rates) == 0 && member == "seconds" {
			continue // one's own credits have a length
		}
		if len(a.Rates) == 0 {
			return member
		}
		if w.vouches(a, member, value) {
			continue
		}
		if bounds[member].least == nil {
			return member // nothing works with words
		}
		changed := maps.Clone(r)
		changed[member] = o.other(member, value)
		if b, priced := asked(changed.encode(rand.New(rand.NewPCG(0, 0))), on); priced && b.worth() == a.worth() {
			return member
		}
	}
	return ""
}

// No priced answer holds a member that was neither used, nor confirmed, nor
// declared to make no difference. A million requests take some minutes:
//
//	go test ./pricing -run TestNoAnswerIgnoresAMember -cases 1000000 -seed 7
func TestNoAnswerIgnoresAMember(t *testing.T) {
	o, err := readOracle("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	g, w := newGenerator(o), readWitness(t)
	on, _ := pricing.ParseInstant(today)
	var next, priced, failures atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1); i <= int64(*cases) && failures.Load() < 10; i = next.Add(1) {
				rnd := rand.New(rand.NewPCG(*seed, uint64(i)))
				r, body := g.request(rnd)
				if rnd.IntN(2) == 0 {
					member := described[rnd.IntN(len(described))]
					r[member] = g.value(rnd, member)
					body = r.encode(rnd)
				}
				a, ok := asked(body, on)
				if !ok {
					continue
				}
				priced.Add(1)
				if member := w.ignored(o, r, a, on); member != "" {
					failures.Add(1)
					t.Errorf("seed %d, case %d: %s\n%s=%s changes nothing, and %v neither names it nor declares it", *seed, i, body, member, r[member], a.Rates)
				}
			}
		})
	}
	workers.Wait()
	if n := priced.Load(); n < int64(*cases)/10 {
		t.Errorf("only %d of %d requests are priced", n, *cases)
	} else {
		t.Logf("%d of %d requests from seed %d are priced", n, *cases, *seed)
	}
}

// Whatever is added to a request that a row prices: the price changes, or the
// request is refused, or the row that prices it names the value or declares it.
func TestEveryRateAndMember(t *testing.T) {
	o, err := readOracle("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	w := readWitness(t)
	on, _ := pricing.ParseInstant(today)
	outcomes := map[string]map[string]int{}
	for _, row := range o.rows {
		simple := row.simplest()
		for _, member := range described {
			if outcomes[member] == nil {
				outcomes[member] = map[string]int{}
			}
			for _, value := range good[member] {
				r := maps.Clone(simple)
				r[member] = value
				w.tries(t, o, row, r, outcomes[member], on)
				switch other := map[string]string{"width": "height", "height": "width"}[member]; {
				case other != "": // a frame has both
					for _, r[other] = range good[other] {
						w.tries(t, o, row, r, outcomes[member], on)
					}
				case member == "fps": // a formula takes it with a frame
					r["width"], r["height"] = "1280", "720"
					w.tries(t, o, row, r, outcomes[member], on)
				}
			}
		}
	}
	for _, member := range described {
		if outcomes[member]["refused"] == 0 || outcomes[member]["priced"] == 0 && member != "images" && member != "inputSeconds" {
			t.Errorf("%s: %v", member, outcomes[member]) // no row of the table is priced by the image or by input video
		}
	}
}

func (w *witness) tries(t *testing.T, o *oracle, row row, r request, outcomes map[string]int, on pricing.Instant) {
	body := r.encode(rand.New(rand.NewPCG(0, 0)))
	a, priced := asked(body, on)
	if !priced {
		outcomes["refused"]++
		return
	}
	outcomes["priced"]++
	if ignored := w.ignored(o, r, a, on); ignored != "" {
		t.Errorf("%s: %s: %s changes nothing, and the row neither names it nor declares it", row.id, body, ignored)
	}
}
