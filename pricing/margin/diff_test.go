package margin

import (
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// The old-versus-new table of the report, 000:207-215.
func TestSupersededAtTheDefaultShot(t *testing.T) {
	changes, err := Superseded(frozen.Table(), "house", made.Day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]string{
		"sora-2": {"80", "80", "0"}, "sora-2-pro": {"80", "280", "250"}, "luma-ray3": {"40", "120", "200"},
		"kling-v2.1": {"35", "64", "83"}, "veo-3": {"30", "480", "1500"}, "minimax-hailuo-02": {"15", "40", "167"},
		"wan-draft": {"5", "16", "220"}, "wan-pro": {"5", "40", "700"}, "mochi-1": {"30", "80", "167"},
	}
	if len(changes) != len(want) {
		t.Errorf("%d changes, want %d", len(changes), len(want))
	}
	for _, c := range changes {
		if got := [3]string{c.Old.Amount.Min.Exact(), c.New.Amount.Min.Exact(), c.Percent.Round(0).String()}; got != want[c.Shot.Model] {
			t.Errorf("%s: got %v, want %v", c.Shot.Model, got, want[c.Shot.Model])
		}
	}
}

// effectsSaid writes effects as "<shot> on <day>: <old> → <new>, <percent>", amounts and
// percentages as exact quotients.
func effectsSaid(all []Effect) string {
	figure := func(f Figure) string {
		switch {
		case f.Amount == nil && f.Reason == "":
			return "nothing and no reason"
		case f.Amount == nil:
			return "none"
		case f.Amount.Open:
			return "from " + f.Amount.Min.Exact()
		case !f.Amount.Single():
			return f.Amount.Min.Exact() + "…" + f.Amount.Max.Exact()
		}
		return f.Amount.Min.Exact()
	}
	var out []string
	for _, e := range all {
		s := e.Shot.Describe() + " on " + e.On.String() + ": " + figure(e.Old) + " → " + figure(e.New)
		if e.Percent != nil {
			s += ", " + e.Percent.Exact()
		}
		out = append(out, strings.TrimPrefix(s, " "))
	}
	return strings.Join(out, "; ")
}

// A superseded price that was for a length or a size is set beside today's at its
// own shot: 5 s at $0.20 were 1.00 and are 0.60.
func TestSupersededOfEveryUnit(t *testing.T) {
	table := made.OneModel("video",
		pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(12, -2), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}},
		pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(20, -2), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}, Status: pricing.Superseded, Until: made.Day(t, "2026-01-01")},
		pricing.Rate{Unit: pricing.Clip, Amount: made.Dollars(3, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "720p"), made.Is(pricing.Seconds, "10")}, Status: pricing.Superseded},
		pricing.Rate{Unit: pricing.Clip, Amount: made.Dollars(3, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "1080p"), made.Is(pricing.Seconds, "10")}, Status: pricing.Superseded},
		pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(1, 0), Status: pricing.Informational})
	table.Sellers[0].Models[0].DefaultSeconds = "5"
	got, err := Superseded(table, "s", made.Day(t, "2026-06-15"))
	want := "720p, 5 s on 2026-06-15: 1 → 3/5, -40; 720p, 10 s on 2026-06-15: 3 → 6/5, -60; 1080p, 10 s on 2026-06-15: 3 → none"
	if err != nil || effectsSaid(got) != want {
		t.Errorf("%v: got %s, want %s", err, effectsSaid(got), want)
	}
}

// Each case says what one changed rate does, in dollars.
func TestEffectsOfARate(t *testing.T) {
	second := func(cents int64) pricing.Rate {
		return pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(cents, -2)}
	}
	with := func(r pricing.Rate, change func(*pricing.Rate)) pricing.Rate { change(&r); return r }
	sound := func(cents int64) pricing.Rate {
		return with(second(10), func(r *pricing.Rate) {
			r.When = []pricing.Condition{made.Is(pricing.Audio, "true", "false")}
			r.Modifiers = []pricing.Modifier{{If: []pricing.Condition{made.Is(pricing.Audio, "true")}, Op: pricing.Add, Unit: pricing.Second, Amount: pricing.Fixed{Coef: cents, Exp: -2}}}
		})
	}
	sizes := func(factor int64) pricing.Rate {
		return with(second(10), func(r *pricing.Rate) {
			r.When = []pricing.Condition{made.Is(pricing.Resolution, "480p", "720p", "1080p")}
			r.Modifiers = []pricing.Modifier{{If: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}, Op: pricing.Multiply, Amount: pricing.Fixed{Coef: factor, Exp: 0}}}
		})
	}
	images := func(cents int64) pricing.Rate {
		return with(second(10), func(r *pricing.Rate) {
			r.Modifiers = []pricing.Modifier{{Op: pricing.Add, Unit: pricing.ReferenceImage, Amount: pricing.Fixed{Coef: cents, Exp: -2}, Max: 4}}
		})
	}
	input := func(tenths int64) pricing.Rate {
		return with(second(10), func(r *pricing.Rate) {
			r.Modifiers = []pricing.Modifier{{Op: pricing.Count, Unit: pricing.InputSecond, Amount: pricing.Fixed{Coef: tenths, Exp: -1}}}
		})
	}
	tokens := func(cents int64) pricing.Rate {
		return pricing.Rate{Unit: pricing.Token, Per: pricing.Fixed{Coef: 1, Exp: 6}, PixelsPerToken: &pricing.Fixed{Coef: 1024, Exp: 0}, Amount: made.Dollars(cents, -2)}
	}
	clip := func(cents int64, seconds ...string) pricing.Rate {
		return pricing.Rate{Unit: pricing.Clip, Amount: made.Dollars(cents, -2), When: []pricing.Condition{made.Is(pricing.Seconds, seconds...)}}
	}
	until := func(r pricing.Rate, day pricing.Instant) pricing.Rate { r.Until = day; return r }
	from := func(r pricing.Rate, day pricing.Instant) pricing.Rate { r.From = day; return r }
	july, august := made.Day(t, "2026-07-01"), made.Day(t, "2026-08-01")
	for _, c := range []struct {
		name     string
		old, new []pricing.Rate
		want     string
	}{
		{"nothing", []pricing.Rate{second(10)}, []pricing.Rate{second(10)}, ""},
		// 5 s at $0.10 and at $0.12: + 20 %.
		{"a price per second", []pricing.Rate{second(10)}, []pricing.Rate{second(12)}, "5 s on 2026-06-15: 1/2 → 3/5, 20"},
		{"a price per clip", []pricing.Rate{clip(10, "6")}, []pricing.Rate{clip(12, "6")}, "6 s on 2026-06-15: 1/10 → 3/25, 20"},
		{"another length of clip", []pricing.Rate{clip(10, "6")}, []pricing.Rate{clip(10, "6", "8")}, "8 s on 2026-06-15: none → 1/10"},
		// 0.50 + 5 × 0.02 and + 5 × 0.03.
		{"a surcharge for sound", []pricing.Rate{sound(2)}, []pricing.Rate{sound(3)}, "audio on, 5 s on 2026-06-15: 3/5 → 13/20, 25/3"},
		{"a factor for a size", []pricing.Rate{sizes(2)}, []pricing.Rate{sizes(3)}, "1080p, 5 s on 2026-06-15: 1 → 3/2, 50"},
		{"a surcharge for each image", []pricing.Rate{images(2)}, []pricing.Rate{images(4)}, "5 s on 2026-06-15: 13/25 → 27/50, 50/13"},
		// (5 + 0.5) × 0.10 and (5 + 1) × 0.10.
		{"a count of input seconds", []pricing.Rate{input(5)}, []pricing.Rate{input(10)}, "5 s on 2026-06-15: 11/20 → 3/5, 100/11"},
		{"a least quantity below the default", []pricing.Rate{second(10)}, []pricing.Rate{with(second(10), func(r *pricing.Rate) { r.Minimum = &pricing.Fixed{Coef: 4, Exp: 0} })}, "1 s on 2026-06-15: 1/10 → 2/5, 300"},
		{"tokens, of which no shot is known", []pricing.Rate{tokens(10)}, []pricing.Rate{tokens(20)}, ""},
		{"a price that ended", []pricing.Rate{second(10)}, []pricing.Rate{until(second(10), made.Day(t, "2026-06-15"))}, "5 s on 2026-06-15: 1/2 → none"},
		{"a price that will end", []pricing.Rate{second(10)}, []pricing.Rate{until(second(10), july)}, "5 s on 2026-07-01: 1/2 → none"},
		{"an end put off", []pricing.Rate{until(second(10), july)}, []pricing.Rate{until(second(10), august)}, "5 s on 2026-07-01: none → 1/2"},
		{"a beginning put off", []pricing.Rate{from(second(10), july)}, []pricing.Rate{from(second(10), august)}, "5 s on 2026-07-01: 1/2 → none"},
		{"a price of the past", []pricing.Rate{until(second(10), made.Day(t, "2026-01-01"))}, []pricing.Rate{until(from(second(12), made.Day(t, "2025-12-01")), made.Day(t, "2026-01-01"))}, "5 s on 2025-12-01: 1/2 → 3/5, 20"},
		{"one of another status", []pricing.Rate{second(10)}, []pricing.Rate{with(second(10), func(r *pricing.Rate) { r.Status = pricing.Superseded })}, "5 s on 2026-06-15: 1/2 → none"},
		{"two that nobody quotes", []pricing.Rate{with(second(10), func(r *pricing.Rate) { r.Status = pricing.Superseded })}, []pricing.Rate{with(second(12), func(r *pricing.Rate) { r.Status = pricing.Superseded })}, ""},
		{"a row that is gone", []pricing.Rate{second(10)}, nil, "5 s on 2026-06-15: 1/2 → none"},
		{"a row that is new", nil, []pricing.Rate{second(10)}, "5 s on 2026-06-15: none → 1/2"},
	} {
		old, new := made.OneModel("video", c.old...), made.OneModel("video", c.new...)
		for _, table := range []*pricing.Table{old, new} {
			m := &table.Sellers[0].Models[0]
			m.DefaultSeconds, m.InputImages = "5", &pricing.InputImages{Max: 4}
		}
		if got := effectsSaid(RateEffects(new, old, "s/m/a", made.Day(t, "2026-06-15"))); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Two prices of one shot, one after the other: the new row is set beside what the
// old table charges on the day on which it begins. 1.00 and 0.25 for 5 s.
func TestEffectsOfARowThatTakesOver(t *testing.T) {
	begins := made.Day(t, "2026-07-01")
	old := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(20, -2)})
	new := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(20, -2), Until: begins}, pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(5, -2), From: begins})
	for _, table := range []*pricing.Table{old, new} {
		table.Sellers[0].Models[0].DefaultSeconds = "5"
	}
	if got, want := effectsSaid(RateEffects(new, old, "s/m/b", made.Day(t, "2026-06-15"))), "5 s on 2026-07-01: 1 → 1/4, -75"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEffectsOfAModel(t *testing.T) {
	table := func(change func(*pricing.Model)) *pricing.Table {
		t := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, -2)}, pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(1, 0), Status: pricing.Superseded})
		m := &t.Sellers[0].Models[0]
		m.DefaultSeconds = "5"
		change(m)
		return t
	}
	on := made.Day(t, "2026-06-15")
	old := table(func(*pricing.Model) {})
	for _, c := range []struct {
		name   string
		change func(*pricing.Model)
		want   string
	}{
		{"nothing", func(*pricing.Model) {}, ""},
		{"an end ahead", func(m *pricing.Model) { m.Sunset = made.Day(t, "2026-09-24") }, "5 s on 2026-09-24: 1/2 → none"},
		{"an end", func(m *pricing.Model) { m.Sunset = made.Day(t, "2026-06-01") }, "5 s on 2026-06-15: 1/2 → none"},
		{"no price any more", func(m *pricing.Model) { m.Unpriced = "it was withdrawn" }, "5 s on 2026-06-15: 1/2 → none"},
	} {
		if got := effectsSaid(ModelEffects(table(c.change), old, "s", "m", on)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if got := effectsSaid(ModelEffects(old, old, "s", "none", on)) + effectsSaid(ModelEffects(old, old, "none", "m", on)); got != "" {
		t.Errorf("of no model: %s", got)
	}
}

// A price in another currency is another price, and no percentage.
func TestEffectOfAnotherCurrency(t *testing.T) {
	table := func(c pricing.Currency) *pricing.Table {
		t := made.OneModel("image", pricing.Rate{Unit: pricing.Image, Amount: made.Dollars(1, 0)})
		t.Sellers[0].Currency = c
		return t
	}
	got := RateEffects(table(pricing.Currency{ID: "c", Name: "credit"}), table(pricing.USD), "s/m/a", made.Day(t, "2026-06-15"))
	if effectsSaid(got) != "on 2026-06-15: 1 → 1" || got[0].Old.Currency != pricing.USD || got[0].New.Currency.ID != "c" {
		t.Errorf("got %s of %+v", effectsSaid(got), got)
	}
}

// A range changes with either of its ends, and when it loses or gets one; what
// a floor's upper end would be does not matter.
func TestDiffOfRanges(t *testing.T) {
	shop := func(r pricing.Range) *pricing.Table {
		table := made.OneModel("image", pricing.Rate{Unit: pricing.Image, Amount: r})
		return table
	}
	between := func(low, high int64) pricing.Range {
		return pricing.Range{Min: pricing.Fixed{Coef: low, Exp: -1}, Max: pricing.Fixed{Coef: high, Exp: -1}}
	}
	from := func(low, high int64) pricing.Range {
		return pricing.Range{Min: pricing.Fixed{Coef: low, Exp: -1}, Max: pricing.Fixed{Coef: high, Exp: -1}, Open: true}
	}
	for _, c := range []struct {
		name     string
		old, new pricing.Range
		changed  bool
		percent  string
	}{
		{"nothing", between(1, 3), between(1, 3), false, ""},
		{"the lower end", between(1, 3), between(2, 3), true, ""},
		{"the upper end", between(1, 2), between(1, 3), true, ""},
		{"no upper end any more", between(1, 3), from(1, 3), true, ""},
		{"an upper end", from(1, 3), between(1, 3), true, ""},
		{"floors alike", from(1, 2), from(1, 3), false, ""},
		{"a floor", from(1, 0), from(2, 0), true, ""},
		{"a range from a price", between(1, 1), between(1, 3), true, ""},
		{"a price from a range", between(1, 3), between(1, 1), true, ""},
		{"a price from nothing", between(0, 0), between(1, 1), true, ""},
		{"nothing from a price", between(1, 1), between(0, 0), true, "-100"},
	} {
		got := RateEffects(shop(c.new), shop(c.old), "s/m/a", made.Day(t, "2026-06-15"))
		if (len(got) == 1) != c.changed || len(got) > 1 {
			t.Errorf("%s: %d changes, want it to change: %v", c.name, len(got), c.changed)
			continue
		}
		percent := ""
		if c.changed && got[0].Percent != nil {
			percent = got[0].Percent.Exact()
		}
		if percent != c.percent {
			t.Errorf("%s: by %s %%, want %q", c.name, percent, c.percent)
		}
	}
}

// Offers are compared with themselves: by seller and id, and on their days.
func TestEffectsOfAnOffer(t *testing.T) {
	shop := func(offers ...pricing.Offer) *pricing.Table {
		table := made.OneModel("video", pricing.Rate{Unit: pricing.Second, Amount: made.Dollars(10, 0)})
		table.Sellers[0].Currency = pricing.Currency{ID: "c", Name: "credit"}
		table.Sellers[0].Offers = offers
		other := table.Sellers[0]
		other.ID, other.Offers = "z", []pricing.Offer{{ID: "b", Name: "B", Price: &pricing.Fixed{Coef: 7, Exp: 0}, Credits: &pricing.Fixed{Coef: 100, Exp: 0}}}
		table.Sellers = append(table.Sellers, other)
		return table
	}
	offer := func(id string, price *pricing.Fixed) pricing.Offer {
		return pricing.Offer{ID: id, Name: id, Price: price, Credits: &pricing.Fixed{Coef: 100, Exp: 0}}
	}
	a, b, dearer, secret := offer("a", &pricing.Fixed{Coef: 5, Exp: 0}), offer("b", &pricing.Fixed{Coef: 5, Exp: 0}), offer("b", &pricing.Fixed{Coef: 6, Exp: 0}), offer("b", nil)
	later, ends := dearer, b
	later.From, ends.Until = made.Day(t, "2026-07-01"), made.Day(t, "2026-08-01")
	for _, c := range []struct {
		name     string
		old, new []pricing.Offer
		want     string
	}{
		{"nothing", []pricing.Offer{a, b}, []pricing.Offer{a, b}, ""},
		{"another order", []pricing.Offer{a, b}, []pricing.Offer{b, a}, ""},
		{"one price", []pricing.Offer{a, b}, []pricing.Offer{a, dearer}, "on 2026-06-15: 1/20 → 3/50, 20"},
		{"a new one", []pricing.Offer{a}, []pricing.Offer{a, b}, "on 2026-06-15: none → 1/20"},
		{"one dropped", []pricing.Offer{a, b}, []pricing.Offer{a}, "on 2026-06-15: 1/20 → none"},
		{"a price published", []pricing.Offer{a, secret}, []pricing.Offer{a, b}, "on 2026-06-15: none → 1/20"},
		{"a price lost", []pricing.Offer{a, b}, []pricing.Offer{a, secret}, "on 2026-06-15: 1/20 → none"},
		{"one without a price dropped", []pricing.Offer{a, secret}, []pricing.Offer{a}, ""},
		{"one that begins later", []pricing.Offer{a}, []pricing.Offer{a, later}, "on 2026-07-01: none → 3/50"},
		{"one that will end", []pricing.Offer{a, b}, []pricing.Offer{a, ends}, "on 2026-08-01: 1/20 → none"},
	} {
		new, old := shop(c.new...), shop(c.old...)
		if got := effectsSaid(OfferEffects(new, old, "s", "b", made.Day(t, "2026-06-15"))); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if got := effectsSaid(OfferEffects(new, old, "z", "b", made.Day(t, "2026-06-15"))); got != "" {
			t.Errorf("%s: the other seller's: %s", c.name, got)
		}
	}
	if got := effectsSaid(OfferEffects(shop(a), shop(a), "none", "a", made.Day(t, "2026-06-15"))); got != "" {
		t.Errorf("of no seller: %s", got)
	}
}

// Of the table itself, a price twice as high shows at a shot of every rate that is
// quoted, on any day: twice as much at 100 % more, or a range without a percentage.
func TestEffectsSeeEveryRate(t *testing.T) {
	old := frozen.Table()
	for i := range old.Sellers {
		for j := range old.Sellers[i].Models {
			m := &old.Sellers[i].Models[j]
			for k := range m.Rates {
				r := m.Rates[k]
				twice := func(f pricing.Fixed) pricing.Fixed { return pricing.Fixed{Coef: 2 * f.Coef, Exp: f.Exp} }
				r.Amount.Min, r.Amount.Max = twice(r.Amount.Min), twice(r.Amount.Max)
				model, seller, new := *m, old.Sellers[i], *old
				model.Rates = slices.Clone(m.Rates)
				model.Rates[k] = r
				seller.Models = slices.Clone(seller.Models)
				seller.Models[j] = model
				new.Sellers = slices.Clone(old.Sellers)
				new.Sellers[i] = seller

				all := RateEffects(&new, old, r.ID, made.Day(t, "2026-11-25"))
				if quoted := r.Status == pricing.Current && model.Unpriced == ""; (len(all) > 0) != quoted {
					t.Errorf("%s: %d effects of a price twice as high: %s", r.ID, len(all), effectsSaid(all))
				}
				for _, e := range all[:min(1, len(all))] {
					if len(r.Modifiers) == 0 && e.Percent != nil && e.Percent.Exact() != "100" {
						t.Errorf("%s: by %s %%", r.ID, e.Percent.Exact())
					}
				}
			}
		}
	}
}
