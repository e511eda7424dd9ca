package budget

import (
	"math/big"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// Bounds of the percentiles of attempts. They keep the search within a few
// milliseconds; beyond them the expectation is given alone.
const (
	mostKept     = 2_000  // clips to be kept
	mostExpected = 20_000 // attempts expected for them
)

// AttemptForecast is what a keep rate means: the price of a kept clip, and, for
// a number of clips, how many attempts they take.
type AttemptForecast struct {
	Kept, Of pricing.Ratio     // as given
	Sample   *pricing.Interval // US dollars for the attempts as given, nil without a price
	PerKept  *pricing.Interval // US dollars for one kept clip: Sample ÷ Kept
	// With a number of clips.
	Expected    *pricing.Ratio // attempts: clips × Of ÷ Kept
	Spend       *pricing.Interval
	Percentiles []Percentile
	Reason      string // why there are no percentiles
}

// Percentile is the least number of attempts that is enough for all clips with
// at least the chance Percent in a hundred.
type Percentile struct {
	Percent  pricing.Ratio
	Attempts pricing.Ratio
	Spend    *pricing.Interval // US dollars, nil without a price
}

// always is the percentile that is given unasked.
const always = "90"

// attempts works out what the keep rate means.
func (b *Budget) attempts(r Request) error {
	if r.Keep == nil {
		return nil
	}
	out := &AttemptForecast{Kept: pricing.Exactly(r.Keep.Kept), Of: pricing.Exactly(r.Keep.Of)}
	percents, shares, err := percentiles(r.Percentiles)
	if err != nil {
		return err
	}
	if b.Attempt != nil && b.Attempt.Dollars != nil {
		sample, each := b.Attempt.Dollars.Mul(out.Of), b.Attempt.Dollars.Mul(b.Takes)
		out.Sample, out.PerKept = &sample, &each
	}
	b.Attempts = out
	if b.Clips == nil {
		out.Reason = "clips was not given"
		return nil
	}
	expected := b.Clips.Mul(b.Takes)
	out.Expected, out.Spend = &expected, b.spend(expected)
	switch {
	case b.Clips.Cmp(pricing.Whole(mostKept)) > 0 || expected.Cmp(pricing.Whole(mostExpected)) > 0:
		out.Reason = "percentiles are worked out for at most " + pricing.Plain(pricing.Whole(mostKept)) + " clips and " + pricing.Plain(pricing.Whole(mostExpected)) + " expected attempts"
		return nil
	case b.Clips.Sign() == 0:
		out.Reason = "no clip is wanted"
		return nil
	}
	for i, n := range b.keep.attempts(b.Clips.Int64(), shares) {
		out.Percentiles = append(out.Percentiles, Percentile{percents[i], pricing.Whole(n), b.spend(pricing.Whole(n))})
	}
	return nil
}

// spend is the price of so many attempts, nil without a price.
func (b *Budget) spend(attempts pricing.Ratio) *pricing.Interval {
	if b.Attempt == nil || b.Attempt.Dollars == nil {
		return nil
	}
	v := b.Attempt.Dollars.Mul(attempts)
	return &v
}

// percentiles reads "50,99" and adds the 90th, in rising order and each once.
func percentiles(list string) ([]pricing.Ratio, []*big.Rat, error) {
	const most, places = 5, 2
	words := []string{always}
	if list != "" {
		words = append(words, strings.Split(list, ",")...)
	}
	var percents []pricing.Ratio
	for _, word := range words {
		d, ok := pricing.ParseNumber(strings.TrimSpace(word))
		p := pricing.Exactly(d)
		if !ok || p.Sign() <= 0 || p.Cmp(pricing.Whole(100)) >= 0 || !p.Terminates(places) || len(words)-1 > most {
			return nil, nil, &pricing.Error{Code: pricing.InvalidValue, Field: "percentiles", Message: pricing.Quoted(list) + " is not accepted",
				Accepted: []string{"at most 5 numbers above 0 and below 100 with at most 2 decimals, separated by commas"}}
		}
		percents = append(percents, p)
	}
	pricing.SortStable(percents, pricing.Ratio.Cmp)
	percents = slices.CompactFunc(percents, func(p, q pricing.Ratio) bool { return p.Cmp(q) == 0 })
	var shares []*big.Rat
	for _, p := range percents {
		shares = append(shares, p.Div(pricing.Whole(100)).Rat())
	}
	return percents, shares, nil
}
