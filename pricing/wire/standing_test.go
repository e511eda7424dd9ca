package wire

import (
	"testing"

	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// Writing a standing takes no room but that of the answer.
func TestStandingAllocatesNothing(t *testing.T) {
	r, err := ParseQuote(Input{JSON: []byte(`{"seller":"openai-api","model":"sora-2-pro","seconds":10,"resolution":"1080p"}`)}, made.Day(t, "2026-09-01"))
	if err != nil {
		t.Fatal(err)
	}
	q, err := frozen.Table().Quote(r)
	if err != nil {
		t.Fatal(err)
	}
	w := writer{b: make([]byte, 0, 1000)}
	if n := testing.AllocsPerRun(100, func() { w.b = w.b[:0]; w.standing(q) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
