package margin

import (
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// A house that charges 2 credits a second of 720p, for $5 per 100 or $10 per 250,
// and a vendor who charges dollars. A case changes either.
type marginsFixture struct {
	rates, costs       []pricing.Rate // of the model h/m, and of the vendor's v/x
	house, vendor      pricing.Seller
	model, vendorModel pricing.Model
	request            MarginsRequest
}

func marginsTable(t *testing.T, change func(*marginsFixture)) (*pricing.Table, MarginsRequest) {
	offer := func(id string, kind pricing.OfferKind, price, credits *pricing.Fixed) pricing.Offer {
		return pricing.Offer{ID: id, Name: id, Kind: kind, Price: price, Credits: credits}
	}
	f := &marginsFixture{
		rates: []pricing.Rate{{ID: "now", Unit: pricing.Second, Amount: made.Dollars(2, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}}},
		costs: []pricing.Rate{{ID: "now", Unit: pricing.Second, Amount: made.Dollars(2, -2), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}}},
		house: pricing.Seller{ID: "h", Name: "House", Currency: pricing.Currency{ID: "h-credit", Name: "credit"}, Owned: true, Offers: []pricing.Offer{
			offer("pack", pricing.Pack, &pricing.Fixed{Coef: 5, Exp: 0}, &pricing.Fixed{Coef: 100, Exp: 0}), offer("plan", pricing.Plan, &pricing.Fixed{Coef: 10, Exp: 0}, &pricing.Fixed{Coef: 250, Exp: 0})}},
		vendor:      pricing.Seller{ID: "v", Name: "Vendor", Currency: pricing.USD},
		model:       pricing.Model{ID: "m", Name: "M", Medium: "video", WholeSeconds: true, DefaultSeconds: "8"},
		vendorModel: pricing.Model{ID: "x", Name: "X", Medium: "video", WholeSeconds: true},
		request:     MarginsRequest{Seller: "h", AsOf: made.Day(t, "2026-06-15"), Costs: []CostBasis{{Model: "m", Rate: "v/x/now"}}},
	}
	change(f)
	named := func(prefix string, rates []pricing.Rate) []pricing.Rate {
		for i := range rates {
			r := &rates[i]
			r.ID = prefix + r.ID
			if r.Per == (pricing.Fixed{}) {
				r.Per = pricing.One
			}
			if r.Known == "" {
				r.Known = "2026-06-01"
			}
		}
		return rates
	}
	f.model.Rates, f.vendorModel.Rates = named("h/m/", f.rates), named("v/x/", f.costs)
	f.house.Models = append([]pricing.Model{f.model}, f.house.Models...)
	f.vendor.Models = []pricing.Model{f.vendorModel}
	return &pricing.Table{MaxSeconds: 60, StaleAfterDays: 90, Sellers: []pricing.Seller{f.house, f.vendor},
		Resolutions: []pricing.Raster{{Name: "720p", Width: 1280, Height: 720}, {Name: "1080p", Width: 1920, Height: 1080}, {Name: "4K", Width: 3840, Height: 2160}}}, f.request
}

// marginsSaid writes cells as "<rate> <shot>: <offer> <revenue> <cost> <gross margin>",
// exactly, then gaps as "<row> <cost>: <reason>", of an error the code and field.
func marginsSaid(m *Margins) string {
	var out []string
	for _, c := range m.Cells {
		offer := "dollars"
		if c.Offer != nil {
			offer = c.Offer.ID
		}
		if c.Bonus != nil {
			offer += "+" + c.Promo
		}
		if c.WhatIf {
			offer += "?"
		}
		s := strings.TrimPrefix(c.Row, "h/m/") + " " + c.Shot.Describe() + ": " + offer + " " + c.Margin.Revenue.Min.Exact() + " " + c.Margin.Cost.Min.Exact() + " " + c.GrossMargin().Exact()
		if !c.PerSecond {
			s += " each"
		}
		if c.Ended != 0 {
			s += " ended " + c.Ended.String()
		}
		for _, d := range c.Unstated {
			s += " no " + d
		}
		out = append(out, s)
	}
	for _, g := range m.Gaps {
		reason := g.Reason
		if code, rest, ok := strings.Cut(reason, ": "); ok && strings.Contains(code, "_") && !strings.Contains(code, " ") {
			field, _, _ := strings.Cut(rest, ": ")
			reason = code + " " + field
		}
		out = append(out, "– "+strings.TrimSpace(g.Row+" "+g.Cost)+": "+reason)
	}
	return strings.Join(out, "; ")
}

// A second of 2 credits is worth 2 × 5 ÷ 100 = 1/10 in the pack and 2 × 10 ÷ 250 =
// 2/25 in the plan; the vendor takes 1/50.
func TestMarginsOfEveryRow(t *testing.T) {
	const plain = "now 720p, 8 s: pack 1/10 1/50 80; now 720p, 8 s: plan 2/25 1/50 75"
	sound := []pricing.Condition{made.Is(pricing.Audio, "true")}
	second := func(id string, credits int64, when ...pricing.Condition) pricing.Rate {
		return pricing.Rate{ID: id, Unit: pricing.Second, Amount: made.Dollars(credits, 0), When: when}
	}
	onPack := func(f *marginsFixture) { f.house.Offers = f.house.Offers[:1] }
	for _, c := range []struct {
		name   string
		change func(*marginsFixture)
		want   string
	}{
		{"a rate per second", func(f *marginsFixture) {}, plain},
		{"rows of other conditions, each beside its cost", func(f *marginsFixture) {
			onPack(f)
			f.rates = append(f.rates, second("large", 1, made.Is(pricing.Resolution, "1080p")))
			f.costs = append(f.costs, pricing.Rate{ID: "large", Unit: pricing.Second, Amount: made.Dollars(1, -1), When: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}})
			f.request.Costs = append(f.request.Costs, CostBasis{Model: "m", Rate: "v/x/large"})
			// 1 × 5 ÷ 100 = 1/20 beside 1/10: −100 %.
		}, "now 720p, 8 s: pack 1/10 1/50 80; large 1080p, 8 s: pack 1/20 1/10 -100"},
		{"a row that no cost is for", func(f *marginsFixture) {
			onPack(f)
			f.rates = append(f.rates, second("large", 1, made.Is(pricing.Resolution, "1080p")))
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/large v/x/now: it is for 720p, the price for 1080p"},
		{"a cost that no row is for", func(f *marginsFixture) {
			onPack(f)
			f.costs = append(f.costs, pricing.Rate{ID: "large", Unit: pricing.Second, Amount: made.Dollars(1, -1), When: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}})
			f.request.Costs = append(f.request.Costs, CostBasis{Model: "m", Rate: "v/x/large"})
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/now v/x/large: it is for 1080p, the price for 720p"},
		{"a row of two sizes, one of them with a cost", func(f *marginsFixture) {
			onPack(f)
			f.rates = []pricing.Rate{second("now", 2, made.Is(pricing.Resolution, "720p", "1080p"))}
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/now: no cost in force is declared at 1080p"},
		{"a row of two sizes, one of them with a cost that ended", func(f *marginsFixture) {
			onPack(f)
			f.rates = []pricing.Rate{second("now", 2, made.Is(pricing.Resolution, "720p", "1080p"))}
			f.costs = append(f.costs, pricing.Rate{ID: "large", Unit: pricing.Second, Amount: made.Dollars(2, -2), When: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}, Until: made.Day(t, "2026-06-01")})
			f.request.Costs = append(f.request.Costs, CostBasis{Model: "m", Rate: "v/x/large"})
		}, "now 720p, 8 s: pack 1/10 1/50 80; now 1080p, 8 s: pack 1/10 1/50 80 ended 2026-06-01; – h/m/now: no cost in force is declared at 1080p"},
		{"a row for every size that the house lists", func(f *marginsFixture) {
			onPack(f)
			f.model.Options = []pricing.Condition{made.Is(pricing.Resolution, "720p", "1080p")}
			f.rates[0].When = []pricing.Condition{{Dim: pricing.Resolution, Match: pricing.Any}}
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/now: no cost in force is declared at 1080p"},
		{"a row that does not say its size", func(f *marginsFixture) {
			onPack(f)
			f.model.Options = []pricing.Condition{made.Is(pricing.Resolution, "720p", "1080p")}
			f.rates[0].When = nil
		}, "now 720p, 8 s: pack 1/10 1/50 80"},
		{"a row with and without sound", func(f *marginsFixture) {
			onPack(f)
			f.rates[0].When = append(f.rates[0].When, made.Is(pricing.Audio, "true", "false"))
			f.costs[0].When = append(f.costs[0].When, made.Is(pricing.Audio, "false"))
		}, "now 720p, audio off, 8 s: pack 1/10 1/50 80; – h/m/now: no cost in force is declared at audio on"},
		{"a row of two sizes beside a cost of two sizes and two prices", func(f *marginsFixture) {
			onPack(f)
			f.rates = []pricing.Rate{second("now", 2, made.Is(pricing.Resolution, "720p", "1080p"))}
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.Second, Amount: made.Dollars(2, -2), When: []pricing.Condition{made.Is(pricing.Resolution, "720p", "1080p")},
				Modifiers: []pricing.Modifier{{If: []pricing.Condition{made.Is(pricing.Resolution, "1080p")}, Op: pricing.Multiply, Amount: pricing.Fixed{Coef: 6, Exp: 0}}}}}
		}, "now 720p, 8 s: pack 1/10 1/50 80; now 1080p, 8 s: pack 1/10 3/25 -20"},
		{"a cost whose size is not stated", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].When = nil
		}, "now 720p, 8 s: pack 1/10 1/50 80 no resolution"},
		{"a row whose quality is not stated", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].When = append(f.costs[0].When, made.Is(pricing.Quality, "pro"))
		}, "now 720p, pro quality, 8 s: pack 1/10 1/50 80"},
		{"a model that the vendor sells for another mode", func(f *marginsFixture) {
			onPack(f)
			f.rates[0].When = append([]pricing.Condition{made.Is(pricing.Mode, "text-to-video")}, f.rates[0].When...)
			f.model.Modes, f.model.ModesMatch = []string{"text-to-video"}, pricing.OneOf
			f.vendorModel.Modes, f.vendorModel.ModesMatch = []string{"image-to-video"}, pricing.OneOf
		}, "– h/m/now v/x/now: mode_not_published mode"},
		{"a model that the vendor sells without sound", func(f *marginsFixture) {
			onPack(f)
			f.rates[0].When = append(f.rates[0].When, sound...)
			f.vendorModel.Options = []pricing.Condition{made.Is(pricing.Audio, "false")}
		}, "– h/m/now v/x/now: option_not_stated audio"},

		{"a price that begins later", func(f *marginsFixture) {
			onPack(f)
			f.rates[0].Until = made.Day(t, "2026-07-01")
			f.rates = append(f.rates, pricing.Rate{ID: "later", Unit: pricing.Second, Amount: made.Dollars(1, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}, From: made.Day(t, "2026-07-01")})
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/later: begins on 2026-07-01"},
		{"on its day", func(f *marginsFixture) {
			onPack(f)
			f.request.AsOf = made.Day(t, "2026-07-01")
			f.rates[0].Until = made.Day(t, "2026-07-01")
			f.rates = append(f.rates, pricing.Rate{ID: "later", Unit: pricing.Second, Amount: made.Dollars(1, -1), When: []pricing.Condition{made.Is(pricing.Resolution, "720p")}, From: made.Day(t, "2026-07-01")})
		}, "later 720p, 8 s: pack 1/200 1/50 -300; – h/m/now: ended on 2026-07-01"},
		{"rows that nobody quotes", func(f *marginsFixture) {
			onPack(f)
			f.rates = append(f.rates, pricing.Rate{ID: "old", Unit: pricing.Call, Amount: made.Dollars(9, 0), Status: pricing.Superseded}, pricing.Rate{ID: "formula", Unit: pricing.Megapixel, Amount: made.Dollars(9, 0), Status: pricing.Informational})
		}, "now 720p, 8 s: pack 1/10 1/50 80; – h/m/old: superseded: never quoted; – h/m/formula: informational: never quoted"},
		{"a row for which a promotional one stands in", func(f *marginsFixture) {
			onPack(f)
			cheap := second("cheap", 1, made.Is(pricing.Resolution, "720p"))
			cheap.Replaces = "h/m/now"
			f.rates = append(f.rates, cheap)
		}, "cheap 720p, 8 s: pack 1/20 1/50 60; – h/m/now v/x/now: not_priced h/m/cheap prices it on that day"},
		{"a model that is no longer sold", func(f *marginsFixture) { f.model.Sunset = made.Day(t, "2026-06-15") }, "– h/m/now: ended on 2026-06-15"},
		{"a model without a price", func(f *marginsFixture) { f.rates, f.model.Unpriced = nil, "it is free" }, "– h/m: it has no price: it is free"},
		{"a model without a cost", func(f *marginsFixture) { f.request.Costs = nil }, "– h/m/now: no cost is declared for m"},
		{"a model that is priced as another", func(f *marginsFixture) {
			onPack(f)
			f.house.Models = []pricing.Model{{ID: "n", Name: "N", Medium: "video", WholeSeconds: true, PricedAs: "m"}}
			f.request.Costs = append(f.request.Costs, CostBasis{Model: "n", Rate: "v/x/now"})
		}, "now 720p, 8 s: pack 1/10 1/50 80; h/n as h/m/now 720p, 1 s: pack 1/10 1/50 80"},

		{"a cost that has ended", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Until = made.Day(t, "2026-06-15")
		}, "now 720p, 8 s: pack 1/10 1/50 80 ended 2026-06-15; – h/m/now: no cost of it is in force, those that it is beside have ended"},
		{"a cost of a model that has ended", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Until, f.vendorModel.Sunset = made.Day(t, "2026-06-10"), made.Day(t, "2026-06-05")
		}, "now 720p, 8 s: pack 1/10 1/50 80 ended 2026-06-05; – h/m/now: no cost of it is in force, those that it is beside have ended"},
		{"a cost that ends tomorrow", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Until = made.Day(t, "2026-06-16")
		}, "now 720p, 8 s: pack 1/10 1/50 80"},
		{"a cost that begins later", func(f *marginsFixture) { f.costs[0].From = made.Day(t, "2026-06-16") }, "– h/m/now v/x/now: it begins on 2026-06-16"},
		{"a superseded cost", func(f *marginsFixture) { f.costs[0].Status = pricing.Superseded }, "– h/m/now v/x/now: it is superseded and never quoted"},
		{"a cost in credits", func(f *marginsFixture) { f.vendor.Currency = pricing.Currency{ID: "v-credit"} }, "– h/m/now v/x/now: Vendor charges credits, not dollars"},
		{"no such cost", func(f *marginsFixture) { f.request.Costs[0].Rate = "v/x/none" }, "– h/m/now v/x/none: there is no such rate"},
		{"a cost of which only the least is known", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Amount, f.costs[0].Precision = pricing.Range{Min: pricing.Fixed{Coef: 2, Exp: -2}, Open: true}, pricing.Floor
		}, "now 720p, 8 s: pack 1/10 1/50 80"},

		// $0.50 for 5 s, with sound $0.02 more a second.
		{"a clip of 5 s", func(f *marginsFixture) {
			onPack(f)
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.Clip, Amount: made.Dollars(5, -1), When: []pricing.Condition{made.Is(pricing.Seconds, "5")}}}
		}, "now 720p, 5 s: pack 1/10 1/10 0 no resolution"},
		{"a clip of either length", func(f *marginsFixture) {
			onPack(f)
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.Clip, Amount: made.Dollars(5, -1), When: []pricing.Condition{made.Is(pricing.Seconds, "5", "10")}}}
		}, "now 720p, 5 s: pack 1/10 1/10 0 no resolution; now 720p, 10 s: pack 1/10 1/20 50 no resolution"},
		{"sound, which the cost is declared with", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].When = append(f.costs[0].When, made.Is(pricing.Audio, "true", "false"))
			f.costs[0].Modifiers = []pricing.Modifier{{If: sound, Op: pricing.Add, Unit: pricing.Second, Amount: pricing.Fixed{Coef: 2, Exp: -2}}}
			f.request.Costs[0].Shot.Audio = "true"
		}, "now 720p, audio on, 8 s: pack 1/10 1/25 60"},
		{"sound that has no price", func(f *marginsFixture) { f.request.Costs[0].Shot.Audio = "true" },
			"– h/m/now v/x/now: option_not_stated audio"},
		{"a clip of no length", func(f *marginsFixture) { f.costs[0].Unit = pricing.Clip },
			"– h/m/now v/x/now: duration_not_published seconds"},
		{"two clips of no length", func(f *marginsFixture) {
			onPack(f)
			f.model.DefaultSeconds = ""
			f.rates[0].Unit, f.costs[0].Unit = pricing.Clip, pricing.Clip
		}, "now 720p: pack 1/10 1/50 80 each"},
		{"a flat price beside one per second", func(f *marginsFixture) {
			onPack(f)
			f.rates = []pricing.Rate{{ID: "now", Unit: pricing.Clip, Amount: made.Dollars(2, 0), When: []pricing.Condition{made.Is(pricing.Resolution, "720p"), made.Is(pricing.Seconds, "1", "4", "10")}}}
			// 1/10 for 1, 4 and 10 s beside 1/50 a second.
		}, "now 720p, 1 s: pack 1/10 1/50 80; now 720p, 4 s: pack 1/40 1/50 20; now 720p, 10 s: pack 1/100 1/50 -100"},
		{"clips of two lengths, each beside its cost", func(f *marginsFixture) {
			onPack(f)
			clip := func(id, seconds string, amount pricing.Range) pricing.Rate {
				return pricing.Rate{ID: id, Unit: pricing.Clip, Amount: amount, When: []pricing.Condition{made.Is(pricing.Seconds, seconds)}}
			}
			f.rates = []pricing.Rate{clip("short", "5", made.Dollars(10, 0)), clip("long", "10", made.Dollars(15, 0))}
			f.costs = []pricing.Rate{clip("now", "5", made.Dollars(25, -2)), clip("long", "10", made.Dollars(1, 0))}
			f.request.Costs = append(f.request.Costs, CostBasis{Model: "m", Rate: "v/x/long"})
			// 10 × 0.05 ÷ 5 beside 0.25 ÷ 5; 15 × 0.05 ÷ 10 beside 1 ÷ 10.
		}, "short 5 s: pack 1/10 1/20 50; long 10 s: pack 3/40 1/10 -100/3"},
		{"a least quantity", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Minimum = &pricing.Fixed{Coef: 6, Exp: 0}
			// 6 s are billed for 1: 0.12 a second.
		}, "now 720p, 8 s: pack 1/10 1/50 80; now 720p, 1 s: pack 1/10 3/25 -20"},
		{"a charge for each request", func(f *marginsFixture) {
			onPack(f)
			f.costs[0].Modifiers = []pricing.Modifier{{Op: pricing.Add, Unit: pricing.Call, Amount: pricing.Fixed{Coef: 24, Exp: -2}}}
			// 0.02 + 0.24 ÷ 8, ÷ 1 and ÷ 60.
		}, "now 720p, 8 s: pack 1/10 1/20 50; now 720p, 1 s: pack 1/10 13/50 -160; now 720p, 60 s: pack 1/10 3/125 76"},

		{"a cost by tokens", func(f *marginsFixture) {
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.Token, Per: pricing.Fixed{Coef: 1, Exp: 6}, PixelsPerToken: &pricing.Fixed{Coef: 1024, Exp: 0}, Amount: made.Dollars(25, -1)}}
		}, "– h/m/now v/x/now: missing_parameter width"},
		{"a cost by tokens at a declared shot", func(f *marginsFixture) {
			onPack(f)
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.Token, Per: pricing.Fixed{Coef: 1, Exp: 6}, PixelsPerToken: &pricing.Fixed{Coef: 1024, Exp: 0}, Amount: made.Dollars(25, -1)}}
			f.request.Costs[0].Shot = pricing.Shot{Seconds: pricing.Parsed("5"), Width: pricing.Parsed("1280"), Height: pricing.Parsed("720"), FPS: pricing.Parsed("24")}
			// 1280 × 720 × 120 ÷ 1024 = 108,000 tokens, 0.27 for 5 s.
		}, "now 720p, 5 s, 921600 pixels: pack 1/10 27/500 46"},
		{"a cost by GPU hours", func(f *marginsFixture) {
			onPack(f)
			f.vendorModel.Medium = "compute"
			f.costs = []pricing.Rate{{ID: "now", Unit: pricing.GPUHour, Amount: made.Dollars(2, 0)}}
			f.request.Costs[0].Shot = pricing.Shot{Seconds: pricing.Parsed("5"), GPUHours: pricing.Parsed("0.1")}
			// 0.1 × $2 ÷ 5 s. GPU hours have no length, so the declared one is left out.
		}, "now 720p, 5 s, 0.1 GPU hours: pack 1/10 1/25 60 no resolution"},
		{"an image beside an image", func(f *marginsFixture) {
			onPack(f)
			f.model.Medium, f.vendorModel.Medium, f.model.DefaultSeconds = "image", "image", ""
			f.rates[0].Unit, f.costs[0].Unit = pricing.Image, pricing.Image
		}, "now 720p: pack 1/10 1/50 80 each"},
		{"an image beside a video", func(f *marginsFixture) { f.vendorModel.Medium = "image" },
			"– h/m/now v/x/now: its medium is image, that of the price video"},

		{"gifts and an offer without a price", func(f *marginsFixture) {
			free := pricing.Offer{ID: "free", Name: "Free", Kind: pricing.Free, Price: &pricing.Fixed{Coef: 0, Exp: 0}, Credits: &pricing.Fixed{Coef: 50, Exp: 0}}
			trial := pricing.Offer{ID: "trial", Name: "Trial", Kind: pricing.Trial, Price: &pricing.Fixed{Coef: 1, Exp: 0}, Credits: &pricing.Fixed{Coef: 50, Exp: 0}}
			nothing := pricing.Offer{ID: "nothing", Name: "Nothing", Kind: pricing.Pack, Price: &pricing.Fixed{Coef: 0, Exp: 0}, Credits: &pricing.Fixed{Coef: 50, Exp: 0}}
			secret := pricing.Offer{ID: "secret", Name: "Secret", Kind: pricing.Pack, Credits: &pricing.Fixed{Coef: 1, Exp: 0}, Reason: "its price is not published"}
			f.house.Offers = append(f.house.Offers, free, trial, nothing, secret)
		}, plain + "; – h/free: a gift: it brings no revenue; – h/trial: a gift: it brings no revenue; – h/nothing: a gift: it brings no revenue; – h/secret: its price is not published"},
		{"an offer that begins later", func(f *marginsFixture) { f.house.Offers[1].From = made.Day(t, "2026-07-01") },
			"now 720p, 8 s: pack 1/10 1/50 80; – h/plan: plan of House has no known price on 2026-06-15"},
		{"an offer for smaller frames", func(f *marginsFixture) { f.house.Offers[1].Limits.Resolution = "480p" },
			"now 720p, 8 s: pack 1/10 1/50 80"},
		{"no offer at all", func(f *marginsFixture) { f.house.Offers = nil },
			"– h/m/now v/x/now: offer_not_priced offer"},
		{"a house that charges dollars", func(f *marginsFixture) { f.house.Currency, f.house.Offers = pricing.USD, nil }, "now 720p, 8 s: dollars 2 1/50 99"},

		// 2 × 10 ÷ 375 = 4/75; (4/75 − 1/50) ÷ (4/75) = 62.5 %.
		{"a promo of the house", func(f *marginsFixture) {
			f.house.Promos = []pricing.Promo{{ID: "half", BonusPercent: pricing.Fixed{Coef: 50, Exp: 0}, CapCredits: pricing.Fixed{Coef: 5000, Exp: 0}, Months: 1, Readings: made.CapReadings}}
		}, "now 720p, 8 s: pack 1/10 1/50 80; now 720p, 8 s: plan 2/25 1/50 75; now 720p, 8 s: plan+h/half 4/75 1/50 125/2"},
		{"a promo of the house, by its short name", func(f *marginsFixture) {
			f.house.Promos = []pricing.Promo{{ID: "half", BonusPercent: pricing.Fixed{Coef: 50, Exp: 0}, CapCredits: pricing.Fixed{Coef: 5000, Exp: 0}, Months: 1, Readings: made.CapReadings}}
			f.request.WhatIf = "half"
		}, "now 720p, 8 s: pack 1/10 1/50 80; now 720p, 8 s: plan 2/25 1/50 75; now 720p, 8 s: plan+h/half 4/75 1/50 125/2"},
		{"a promo of another", func(f *marginsFixture) {
			f.vendor.Promos = []pricing.Promo{{ID: "half", BonusPercent: pricing.Fixed{Coef: 50, Exp: 0}, CapCredits: pricing.Fixed{Coef: 5000, Exp: 0}, Months: 1, Readings: made.CapReadings}}
		}, plain},
		{"a promo of another, asked for", func(f *marginsFixture) {
			f.vendor.Promos = []pricing.Promo{{ID: "half", BonusPercent: pricing.Fixed{Coef: 50, Exp: 0}, CapCredits: pricing.Fixed{Coef: 5000, Exp: 0}, Months: 1, Readings: made.CapReadings}}
			f.request.WhatIf = "v/half"
		}, plain + "; now 720p, 8 s: plan+v/half? 4/75 1/50 125/2"},
		{"no such promo", func(f *marginsFixture) { f.request.WhatIf = "v/half" }, "unknown_promo promo"},
		{"no such model", func(f *marginsFixture) { f.request.Costs[0].Model = "none" }, "unknown_model model"},
		{"no such seller", func(f *marginsFixture) { f.request.Seller = "nobody" }, "unknown_seller seller"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, request := marginsTable(t, c.change)
			got := ""
			margins, err := All(table, request)
			if e, ok := err.(*pricing.Error); ok {
				got = string(e.Code) + " " + e.Field
			} else {
				got = marginsSaid(margins)
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", strings.ReplaceAll(got, "; ", "\n"), strings.ReplaceAll(c.want, "; ", "\n"))
			}
		})
	}
}

// The doubts about a cost come with its cells.
func TestMarginsSayTheDoubts(t *testing.T) {
	table, request := marginsTable(t, func(f *marginsFixture) {
		f.costs[0].Known = "2026-01"
		f.costs[0].Precision = pricing.Approx
		f.costs[0].Conflicts = []pricing.Conflict{{Text: "another page says otherwise"}}
	})
	margins, err := All(table, request)
	if err != nil {
		t.Fatal(err)
	}
	cell := margins.Cells[0]
	for _, code := range []pricing.WarningCode{pricing.Stale, pricing.Approximate, pricing.Disputed} {
		if !slices.ContainsFunc(cell.Doubts, func(w pricing.Warning) bool { return w.Code == code }) {
			t.Errorf("the doubts %v lack %s", cell.Doubts, code)
		}
	}
	if cell.Known != "2026-01" {
		t.Errorf("known %q", cell.Known)
	}
}

// Of the table itself, each rate of an owned seller is in a cell or in a gap, and
// so is each cost, on any day.
func TestMarginsSeeEveryRate(t *testing.T) {
	table := frozen.Table()
	for _, on := range []string{"2025-06-15", "2026-01-01", "2026-06-15", "2026-09-24", "2027-06-15"} {
		for i := range table.Sellers {
			s := &table.Sellers[i]
			if !s.Owned {
				continue
			}
			// Every rate in dollars is a cost of every model: most do not match.
			var costs []CostBasis
			for j := range s.Models {
				for k := range table.Sellers {
					for l := range table.Sellers[k].Models {
						for _, r := range table.Sellers[k].Models[l].Rates {
							costs = append(costs, CostBasis{Model: s.Models[j].ID, Rate: r.ID})
						}
					}
				}
			}
			margins, err := All(table, MarginsRequest{Seller: s.ID, Costs: costs, AsOf: made.Day(t, on)})
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, c := range margins.Cells {
				seen[c.Row], seen[c.Model+" "+c.Rate] = true, true
				if c.Margin.Cost.Min.Sign() <= 0 || c.Margin.Revenue.Min.Sign() <= 0 {
					t.Errorf("%s: %s beside %s: revenue %s, cost %s", on, c.Row, c.Rate, c.Margin.Revenue.Min.Exact(), c.Margin.Cost.Min.Exact())
				}
			}
			for _, g := range margins.Gaps {
				seen[strings.Split(g.Row, "/")[1]+" "+g.Cost] = true
				if seen[g.Row] = true; g.Reason == "" {
					t.Errorf("%s: %s beside %s is left out without a reason", on, g.Row, g.Cost)
				}
			}
			for j := range s.Models {
				charged := false
				for _, r := range s.Models[j].Rates {
					charged = charged || r.Status == pricing.Current && r.Holds(made.Day(t, on))
					if !seen[r.ID] {
						t.Errorf("%s: %s is not seen", on, r.ID)
					}
				}
				for _, c := range costs {
					if charged && c.Model == s.Models[j].ID && !seen[c.Model+" "+c.Rate] {
						t.Errorf("%s: the cost %s of %s is not seen", on, c.Rate, c.Model)
					}
				}
			}
		}
	}
}
