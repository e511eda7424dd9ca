package wire

import "github.com/reelrate/reelrate/pricing"

// Failure is the answer of a host whose engine was not asked, because it has no
// table: an error alone, for no day.
func Failure(e *pricing.Error) []byte {
	w := &writer{}
	w.refusal(e)
	w.close('}')
	return w.b
}
