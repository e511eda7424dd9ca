package wire

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// Whatever the members and their values, pairs are answered as the object is.
func TestPairsMeanAnObject(t *testing.T) {
	names := []string{"seller", "model", "seconds", "resolution", "audio", "count", "takes", "offer", "plan.price", "plan.credits", "plan.x",
		"plan", "credits", "have", "have.dollars", "keep.of", "keep.kept", "gate.price", "lines", "lines.0", "log", "asOf", "promo", "bonus.percent", "nothing", "a.b.c"}
	values := []string{"house", "veo-3", "8", "0", "720p", "true", "40", "agency", "30", "2026-02-01", "1e9", "x", "<é\"\\>"}
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.MapOfN(rapid.SampledFrom(names), rapid.SampledFrom(values), 0, 7).Draw(t, "given")
		if rapid.Bool().Draw(t, "a shot") {
			given["seller"], given["model"], given["seconds"] = "house", "veo-3", "8"
		}
		var list []Pair
		object := map[string]any{}
		for name, value := range given {
			outer, inner, nested := strings.Cut(name, ".")
			if _, whole := given[outer]; nested && whole {
				continue // not both; a caller is told so before
			}
			list = append(list, Pair{name, value})
			if !nested {
				object[name] = value
				continue
			}
			if object[outer] == nil {
				object[outer] = map[string]any{}
			}
			object[outer].(map[string]any)[inner] = value
		}
		text, err := json.Marshal(object) // sorted by name
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range All() {
			got, _ := Ask(All(), frozen.Table(), o.Name, Pairs(list), 1781481600)
			want, _ := Ask(All(), frozen.Table(), o.Name, Input{JSON: text}, 1781481600)
			if string(got.JSON) != string(want.JSON) {
				t.Fatalf("%s %s:\n got %s\nwant %s", o.Name, text, got.JSON, want.JSON)
			}
		}
	})
}
