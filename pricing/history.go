package pricing

// Superseding compares the price with one that it superseded.
type Superseding struct {
	Rate  *Rate
	Price Interval // what the same generation cost then
	// ChangePercent is (new − old) ÷ old × 100; nil for ranges.
	ChangePercent *Ratio
}

// superseded lists the model's former prices of one generation. Only rows that
// are priced per call can be set beside any shot.
func (q *Quote) superseded() []Superseding {
	var out []Superseding
	rates := q.Seller.Rates(q.Model)
	for i := range rates {
		r := &rates[i]
		if r.Status != Superseded || r.Unit != Call {
			continue
		}
		old := r.Amount.Interval().Div(r.Per.Ratio())
		out = append(out, Superseding{r, old, Change(old, q.Price)})
	}
	return out
}

// Formula is a second published way to compute the price, kept beside the
// listed price and never instead of it.
type Formula struct {
	Rate       *Rate
	Megapixels Ratio
	Amount     Ratio
	// MatchesListed compares cents with the listed price before surcharges.
	MatchesListed bool
}

// formulas computes the informational per-megapixel rates of the model, where
// the shot gives the frame size and, of a clip, the frame rate and the length.
func (q *Quote) formulas() []Formula {
	if !q.Shot.Width.Valid || !q.Shot.Given().Has(Megapixel.counts(q.Model)) {
		return nil
	}
	var out []Formula
	rates := q.Seller.Rates(q.Model)
	for i := range rates {
		r := &rates[i]
		if r.Status != Informational || r.Unit != Megapixel || !r.Amount.single() {
			continue
		}
		megapixels, err := q.quantity(r)
		if err != nil {
			continue
		}
		amount := megapixels.Mul(r.Amount.Min.Ratio()).Div(r.Per.Ratio())
		listed := q.Charges[0].Amount.Min
		out = append(out, Formula{r, megapixels, amount, amount.Round(2).Equal(listed.Round(2))})
	}
	return out
}

// Change is the change from old to new in percent.
func Change(old, new Interval) *Ratio {
	if !old.Single() || !new.Single() || old.Min.Sign() == 0 {
		return nil
	}
	percent := new.Min.Sub(old.Min).Mul(Whole(100)).Div(old.Min)
	return &percent
}
