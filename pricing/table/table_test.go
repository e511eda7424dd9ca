package table

import (
	"os"
	"testing"

	"github.com/reelrate/reelrate/pricing"
)

func TestRoundTrip(t *testing.T) {
	want := pricing.Default()
	text := Encode(want)
	got, err := Load(text)
	if err != nil {
		t.Fatal(err)
	}
	if again := Encode(got); string(again) != string(text) {
		t.Error("not the same text")
	}
	os.WriteFile("/tmp/table.json", text, 0o644)
}

func BenchmarkLoad(b *testing.B) {
	text := Encode(pricing.Default())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Load(text)
	}
}
