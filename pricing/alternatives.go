package pricing

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// mostAlternatives bounds the work and the length of a refusal.
const mostAlternatives = 6

// withAlternatives adds to a refusal the nearest shots that do have a price on
// the day: other cells of the model, or else the same model at other sellers and
// models with the same capabilities, those that price the shot unchanged first
// and those that may have ended with their maker last.
func (t *Table) withAlternatives(r QuoteRequest, refusal *Error) *Error {
	if !refusal.Refused() {
		return refusal
	}
	out := *refusal
	if r.Shot.frame(t) != nil {
		return &out
	}
	switch refusal.Code {
	case MissingParameter, InvalidSeconds, ModeNotPublished, OptionNotPublished, OptionNotStated, DurationNotPublished, TooManyInputImages:
		out.Alternatives = t.cells(r)
	case UnknownModel, NotPriced, NotYetPriced, NoLongerPriced, Sunset:
		out.Alternatives = t.elsewhere(r)
	}
	return &out
}

// cells prices the other cells of the model that was asked for, those that
// differ least from the shot first.
func (t *Table) cells(r QuoteRequest) []Alternative {
	s, err := t.Seller(r.Seller)
	if err != nil {
		return nil
	}
	m, err := s.Model(r.Model)
	if err != nil {
		return nil
	}
	rates, err := InForce(nil, s, m, r.AsOf)
	if err != nil {
		return nil
	}
	type near struct { // sorted by address: it is large
		Alternative
		changes  int
		distance decimal.Decimal
	}
	var all []*near
	for _, rate := range rates {
		shot := t.nearest(rate, s, m, r.Shot)
		q, err := t.QuoteAlone(QuoteRequest{Shot: shot, AsOf: r.AsOf})
		if err != nil {
			continue
		}
		n := &near{}
		var changed []string
		for _, d := range Dims {
			from, to := r.Shot.Value(d), q.Shot.Value(d)
			if from == to || from == "" && d == Seconds && rate.Unit == Second {
				continue
			}
			n.changes++
			if d == Seconds && from != "" && to != "" {
				n.distance = r.Seconds.Decimal.Sub(q.Shot.Seconds.Decimal).Abs()
			}
			switch {
			case to == "" && d != Pixels:
				changed = append(changed, "without "+d.String())
			case d != Pixels:
				changed = append(changed, Condition{Dim: d, Match: OneOf, Values: []string{to}}.Words())
			}
		}
		left := r.Shot.Given() &^ q.Shot.Given() & memberCounts
		if r.Shot.Resolution == q.Shot.Resolution && !q.Shot.Width.Valid { // else the name is what changed
			left |= r.Shot.Given() & memberFrame
		}
		for ; left != 0; left &= left - 1 {
			n.changes++
			changed = append(changed, "without "+left.first())
		}
		n.Alternative = alternative(q, strings.Join(changed, ", "))
		all = append(all, n)
	}
	SortStable(all, func(a, b *near) int {
		if a.changes != b.changes {
			return a.changes - b.changes
		}
		return a.distance.Cmp(b.distance)
	})
	var out []Alternative
	for _, n := range all[:min(mostAlternatives, len(all))] {
		out = append(out, n.Alternative)
	}
	return out
}

// nearest is the shot closest to the one asked for that the rate prices: without
// the members that it has nothing to do with, and with values that it is for.
func (t *Table) nearest(r *Rate, s *Seller, m *Model, asked Shot) Shot {
	shot := asked
	shot.Seller, shot.Model = s.ID, m.ID
	if shot.Mode != "" && m.ModesMatch != Any && !slices.Contains(m.Modes, shot.Mode) {
		shot.Mode = ""
	}
	if m.InputImages != nil && m.InputImages.Max > 0 && shot.InputImages.Valid &&
		shot.InputImages.Decimal.GreaterThan(decimal.New(m.InputImages.Max, 0)) {
		shot.InputImages = whole(m.InputImages.Max)
	}
	if m.makesOfText() && shot.InputImages.Valid && !shot.InputImages.Decimal.IsZero() {
		shot.InputImages = decimal.NullDecimal{}
	}
	shot = shot.without(shot.Given() &^ r.takes(m, &shot) & memberCounts)
	values := shot.Values()
	for _, d := range Dims {
		c := r.ConditionOn(d)
		v := values[d]
		if d == Batch && v == "" {
			continue // unbatched, as every shot that does not say otherwise
		}
		if o := ConditionOn(m.Options, d); c.Match == Any && o.Match == OneOf && v != "" && d != Seconds {
			c = o // the price does not depend on it, but the sale does
		}
		switch {
		case c.Match == OneOf && v == "" && (!d.Boolean() || len(c.Values) == 1), c.Match == OneOf && v != "" && !c.Accepts(v):
			shot.Set(d, c.Values[0])
		case c.Match == Unknown && v != "":
			shot.Set(d, "")
		default:
			continue
		}
		if d == Resolution { // the frame was of another
			shot = shot.without(memberFrame)
		}
	}
	if r.Unit == Second && shot.Check(t) != nil {
		shot.Seconds = decimal.NullDecimal{}
	}
	shot.Seconds = r.length(m, shot.Seconds)
	return shot
}

// length is the first length on the model's list, where the rate is by the second,
// that holds the one asked for, the last if none does.
func (r *Rate) length(m *Model, asked decimal.NullDecimal) decimal.NullDecimal {
	listed := ConditionOn(m.Options, Seconds)
	if r.Unit != Second || listed.Match != OneOf || asked.Valid && m.WholeSeconds || !asked.Valid && m.DefaultSeconds != "" {
		return asked
	}
	var length decimal.NullDecimal
	for _, v := range listed.Values {
		if length = Parsed(v); !asked.Valid || !length.Decimal.LessThan(asked.Decimal) {
			break
		}
	}
	return length
}

// elsewhere prices the same model, or one with the same capabilities, at the
// sellers that have it on the day.
func (t *Table) elsewhere(r QuoteRequest) []Alternative {
	family, capabilities := t.kin(r.Seller, r.Model)
	// In order of what matters: it may have ended, it is another model, the shot changes.
	var found [2][2][2][]Alternative
	try := func(s *Seller, m *Model, other int, why string) {
		rates, err := InForce(nil, s, m, r.AsOf)
		if err != nil {
			return
		}
		shot := r.Shot
		shot.Seller, shot.Model = s.ID, m.ID
		q, err := t.QuoteAlone(QuoteRequest{Shot: shot, AsOf: r.AsOf})
		changed := 0
		for i := 0; err != nil && i < len(rates); i++ {
			changed = 1
			q, err = t.QuoteAlone(QuoteRequest{Shot: t.nearest(rates[i], s, m, r.Shot), AsOf: r.AsOf})
		}
		if err == nil {
			list := &found[t.afterItsMaker(m, r.AsOf)][other][changed]
			*list = append(*list, alternative(q, why))
		}
	}
	for i := range t.Sellers {
		for j := range t.Sellers[i].Models {
			s, m := &t.Sellers[i], &t.Sellers[i].Models[j]
			switch {
			case s.ID == r.Seller && m.ID == r.Model:
			case m.Family == family && family != "":
				try(s, m, 0, "the same model at "+s.Name)
			case m.Family != family:
				if k := slices.IndexFunc(m.Capabilities, func(c string) bool { return slices.Contains(capabilities, c) }); k >= 0 {
					try(s, m, 1, "shares "+m.Capabilities[k])
				}
			}
		}
	}
	var out []Alternative
	for _, ended := range found {
		for _, other := range ended {
			for _, list := range other {
				out = append(out, list...)
			}
		}
	}
	return out[:min(mostAlternatives, len(out))]
}

// kin returns the family and capabilities of the model asked for. Of a model
// that its seller does not have, it looks for the name at the other sellers.
func (t *Table) kin(seller, model string) (family string, capabilities []string) {
	if s, err := t.Seller(seller); err == nil {
		if m := s.FindModel(model); m != nil {
			return m.Family, m.Capabilities
		}
	}
	for i := range t.Sellers {
		if m := t.Sellers[i].FindModel(model); m != nil {
			return m.Family, nil
		}
	}
	return "", nil
}

func alternative(q *Quote, why string) Alternative {
	if t, m := q.Table, q.Model; t.UpstreamEnded(m, q.AsOf) {
		why = strings.TrimPrefix(why+"; its maker ended it on "+t.Upstream(m).Sunset.String(), "; ")
	}
	return Alternative{Shot: q.Shot, Display: q.Currency.InWords(q.Price), Why: why}
}
