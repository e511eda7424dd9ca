package pricing

import "testing"

// Budgets: one quote at most 2 µs natively, independent of the size of the
// table; string to string at most 50 µs in the browser.

func BenchmarkQuote(b *testing.B) {
	t := Default()
	on, _ := ParseInstant("2026-06-15")
	for name, request := range map[string]string{
		"house":     `{"seller":"house","model":"veo-3","seconds":8}`,
		"offer":     `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`,
		"endpoints": `{"seller":"endpoints","model":"wan/2-6-image-to-video","resolution":"1080p","tier":3}`,
		"vendor":    `{"seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10}`,
	} {
		r, err := decodeQuote([]byte(request), on)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := t.Quote(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkHandleQuote(b *testing.B) {
	request := []byte(`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Handle(Default(), "quote", request, 1781481600); err != nil {
			b.Fatal(err)
		}
	}
}

// decodeQuote reads a quote request, for tests that ask the engine directly.
func decodeQuote(request []byte, today Instant) (QuoteRequest, error) {
	r, err := decodeAsked(request, today)
	return r.QuoteRequest, err
}
