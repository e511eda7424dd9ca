package pricing_test

import (
	"cmp"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/wire"
)

// The default table is the operator's, who changes it as the market does. So nothing
// here names a seller, a model or a price of it: whatever its YAML says, the oracle
// reads there and the engine in the compiled table, and both price every row alike, in
// the simplest way and in many others. The environment's RATES is the folder of another
// list than the default one, and absolute.
func TestLivingTable(t *testing.T) {
	list := cmp.Or(os.Getenv("RATES"), "rates")
	o, err := readOracle(list)
	if err != nil {
		t.Fatal(err)
	}
	g := newGenerator(o)
	on, err := pricing.ParseInstant(today)
	if err != nil {
		t.Fatal(err)
	}
	const each = 40
	prices, err := rates.Open(filepath.Join(list, "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range o.rows {
		reached := false
		for n := range uint64(each) {
			rnd := rand.New(rand.NewPCG(uint64(i), n))
			r := w.simplest()
			if w.unit == "megapixel" || w.unit == "token" {
				size := cmp.Or(map[string]string{"1080p": "1920 1080", "4K": "3840 2160"}[r["resolution"]], "1280 720")
				r["width"], r["height"], _ = strings.Cut(size, " ")
				if n%2 == 1 { // of a video
					r["fps"], r["seconds"] = "24", "8"
				}
			}
			switch {
			case n > each/2:
				r, _ = g.request(rnd)
			case n > 0:
				g.fit(rnd, w, r)
			}
			body := r.encode(rnd)
			v := o.price(r, moment(today))
			answer, refused := wire.Handle(prices, "quote", body, on)
			if diff := compare(v, answer, refused); diff != "" {
				t.Fatalf("%s: %s\noracle: %s\nengine: %s", body, diff, v, answer)
			}
			reached = reached || v.refused == "" && v.rate == w.id
		}
		if !reached {
			t.Errorf("no request is priced by %s", w.id)
		}
	}
}
