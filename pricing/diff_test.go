package pricing

import "testing"

// The old-versus-new table of the report, 000:207-215.
func TestSupersededAtTheDefaultShot(t *testing.T) {
	changes, err := Default().Superseded("house", day(t, "2026-06-15"))
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
		if got := [3]string{c.Old.Min.Exact(), c.New.Min.Exact(), c.Percent.Round(0).String()}; got != want[c.Model.ID] {
			t.Errorf("%s: got %v, want %v", c.Model.ID, got, want[c.Model.ID])
		}
	}
}

func TestDiffFindsWhatChanged(t *testing.T) {
	on := day(t, "2026-06-15")
	old := oneModel("video", Rate{Unit: Second, Amount: usd(10, -2)})
	dearer := oneModel("video", Rate{Unit: Second, Amount: usd(12, -2)})
	old.Sellers[0].Models[0].DefaultSeconds = "5"
	dearer.Sellers[0].Models[0].DefaultSeconds = "5"
	same := oneModel("video", Rate{Unit: Second, Amount: usd(10, -2)})
	same.Sellers[0].Models[0].DefaultSeconds = "5"

	if got := same.Diff(old, on); len(got) != 0 {
		t.Errorf("the same table differs: %+v", got)
	}
	got := dearer.Diff(old, on)
	if len(got) != 1 {
		t.Fatalf("%d changes, want 1", len(got))
	}
	// 5 s at $0.10 and at $0.12: + 20 %.
	if c := got[0]; c.Old.Min.Exact() != "1/2" || c.New.Min.Exact() != "3/5" || c.Percent.Exact() != "20" {
		t.Errorf("got %s → %s, %s %%", c.Old.Min.Exact(), c.New.Min.Exact(), c.Percent.Exact())
	}
	ended := oneModel("video", Rate{Unit: Second, Amount: usd(10, -2), Until: day(t, "2026-06-15")})
	got = ended.Diff(old, on)
	if len(got) != 1 || got[0].New != nil || got[0].NewReason == "" || got[0].Old == nil {
		t.Errorf("a price that ended: %+v", got)
	}
}

func TestDiffOfOffers(t *testing.T) {
	shop := func(price *Fixed) *Table {
		t := oneModel("video", Rate{Unit: Second, Amount: usd(10, 0)})
		t.Sellers[0].Currency = Currency{ID: "c", Name: "credit"}
		t.Sellers[0].Offers = []Offer{{ID: "pack", Name: "Pack", Price: price, Credits: &Fixed{100, 0}}}
		return t
	}
	on := day(t, "2026-06-15")
	got := shop(&Fixed{6, 0}).Diff(shop(&Fixed{5, 0}), on)
	if len(got) != 1 || got[0].Offer != "pack" || got[0].Old.Min.Exact() != "1/20" || got[0].New.Min.Exact() != "3/50" || got[0].Percent.Exact() != "20" {
		t.Errorf("$5 to $6 for 100 credits: %+v", got)
	}
	if got := shop(&Fixed{5, 0}).Diff(shop(&Fixed{5, 0}), on); len(got) != 0 {
		t.Errorf("the same offer differs: %+v", got)
	}
	if got := shop(nil).Diff(shop(&Fixed{5, 0}), on); len(got) != 1 || got[0].New != nil {
		t.Errorf("an offer that lost its price: %+v", got)
	}
}

// A range changes with either of its ends, and when it loses or gets one; what
// a floor's upper end would be does not matter.
func TestDiffOfRanges(t *testing.T) {
	shop := func(r Range) *Table {
		table := oneModel("image", Rate{Unit: Image, Amount: r})
		return table
	}
	between := func(low, high int64) Range { return Range{Min: Fixed{low, -1}, Max: Fixed{high, -1}} }
	from := func(low, high int64) Range { return Range{Min: Fixed{low, -1}, Max: Fixed{high, -1}, Open: true} }
	for _, c := range []struct {
		name     string
		old, new Range
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
		got := shop(c.new).Diff(shop(c.old), day(t, "2026-06-15"))
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

// Offers are compared with themselves: by seller and id.
func TestDiffOfSeveralOffers(t *testing.T) {
	shop := func(offers ...Offer) *Table {
		table := oneModel("video", Rate{Unit: Second, Amount: usd(10, 0)})
		table.Sellers[0].Currency = Currency{ID: "c", Name: "credit"}
		table.Sellers[0].Offers = offers
		other := table.Sellers[0]
		other.ID, other.Offers = "z", []Offer{{ID: "a", Name: "A", Price: &Fixed{7, 0}, Credits: &Fixed{100, 0}}}
		table.Sellers = append(table.Sellers, other)
		return table
	}
	offer := func(id string, price *Fixed) Offer {
		return Offer{ID: id, Name: id, Price: price, Credits: &Fixed{100, 0}}
	}
	a, b, dearer, secret := offer("a", &Fixed{5, 0}), offer("b", &Fixed{9, 0}), offer("b", &Fixed{10, 0}), offer("b", nil)
	for _, c := range []struct {
		name     string
		old, new []Offer
		want     string
	}{
		{"nothing", []Offer{a, b}, []Offer{a, b}, ""},
		{"another order", []Offer{a, b}, []Offer{b, a}, ""},
		{"one price", []Offer{a, b}, []Offer{a, dearer}, "s b 9/100 1/10"},
		{"a new one", []Offer{a}, []Offer{a, b}, "s b – 9/100"},
		{"one dropped", []Offer{a, b}, []Offer{a}, "s b 9/100 –"},
		{"a price published", []Offer{a, secret}, []Offer{a, b}, "s b – 9/100"},
		{"one without a price dropped", []Offer{a, secret}, []Offer{a}, ""},
	} {
		got := ""
		for _, change := range shop(c.new...).Diff(shop(c.old...), day(t, "2026-06-15")) {
			got += change.Seller.ID + " " + change.Offer
			for _, v := range []*Interval{change.Old, change.New} {
				if v == nil {
					got += " –"
				} else {
					got += " " + v.Min.Exact()
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
