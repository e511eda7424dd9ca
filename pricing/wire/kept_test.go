package wire

import (
	"bytes"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// A table that remembers answers like one that does not, the first time and later.
func TestRemembering(t *testing.T) {
	today, err := pricing.ParseInstant("2026-07-01")
	if err != nil {
		t.Fatal(err)
	}
	table := Remembering(frozen.Table())
	for range 3 {
		for _, asked := range []struct{ operation, request string }{
			{"quote", `{"seller":"house","model":"veo-3","seconds":8}`},
			{"quote", `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","count":40,"takes":3}`},
			{"quote", `{"seller":"house","model":"veo-3","seconds":8,"everyOffer":true,"asOf":"2026-02-01"}`},
			{"quote", `{"seller":"house","model":"veo-3","seconds":8,"plan":{"price":"30","credits":"100"}}`},
			{"quote", `{"seller":"house","model":"veo-3","seconds":"x"}`},
			{"quote", `{"seller":"endpoints","model":"sora-2-text-to-video","seconds":8,"resolution":"720p"}`},
			{"quote", `{"seller":"fal","model":"kling-pro","seconds":5}`},
			{"quote", `{"credits":"12","offer":"agency","seller":"house"}`},
			{"quotes", `{"quotes":[{"seller":"house","model":"sora-2","seconds":8},{"seller":"fal","model":"veo-3","seconds":4}]}`},
			{"compare", `{"seconds":8,"market":"all"}`},
			{"models", `{"seller":"endpoints"}`},
			{"offers", `{"seller":"house"}`},
		} {
			want, _ := Handle(frozen.Table(), asked.operation, []byte(asked.request), today)
			got, _ := Handle(table, asked.operation, []byte(asked.request), today)
			if !bytes.Equal(got, want) {
				t.Fatalf("%s %s: %s, want %s", asked.operation, asked.request, got, want)
			}
		}
	}
	kept := 0
	for i := range table.Kept {
		if table.Kept[i].Load() != nil {
			kept++
		}
	}
	if kept == 0 || kept > 100 {
		t.Errorf("%d texts are kept", kept)
	}
}
