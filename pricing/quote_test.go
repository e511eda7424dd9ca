package pricing

import (
	"slices"
	"strings"
	"testing"
)

// The price list: what the source documents say each shot costs. The numbers
// are worked out from the cited lines by hand.
func TestPriceList(t *testing.T) {
	for _, c := range []struct {
		name, request string
		price         string // in the seller's currency, exact
		dollars       string // exact, "" for none
		perSecond     string // dollars per second, or the seller's credits; "" for none
		why           string
	}{
		{"house Veo 3", `{"seller":"house","model":"veo-3","seconds":8}`, "480", "", "60", "000:191"},
		{"house Veo 3 on Agency", `{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`, "480", "2148/125", "537/250", "480 × 179 ÷ 5000"},
		{"house Veo 3 with audio is the same", `{"seller":"house","model":"veo-3","seconds":8,"audio":true,"resolution":"1080p"}`, "480", "", "60", "000:189-191"},
		{"house Kling on Creator", `{"seller":"house","model":"kling-v2.1","seconds":10,"offer":"creator"}`, "80", "236/75", "118/375", "80 × 59 ÷ 1500"},
		{"house by the source's name", `{"seller":"house","model":"WAN Draft (480p)","seconds":5}`, "10", "", "2", "000:169"},
		{"house on a plan of one's own", `{"seller":"house","model":"sora-2-pro","seconds":12,"plan":{"price":"0.05","credits":"1"}}`, "420", "21", "7/4", "000:186-187"},
		{"one's own three numbers", `{"credits":50,"seconds":5,"plan":{"price":30,"credits":3000}}`, "50", "1/2", "1/10", "001:33,38"},

		{"endpoint flat image", `{"seller":"endpoints","model":"gpt-image-2","mode":"text-to-image"}`, "3", "", "", "002:8"},
		{"endpoint image by resolution", `{"seller":"endpoints","model":"nano-banana-pro","resolution":"4K"}`, "20", "", "", "002:11"},
		{"endpoint clip of 10 s", `{"seller":"endpoints","model":"hailuo/02-text-to-video-standard","seconds":10}`, "21", "", "21/10", "002:21"},
		{"endpoint alias", `{"seller":"endpoints","model":"hailuo/02-image-to-video-standard","mode":"image-to-video","seconds":10}`, "21", "", "21/10", "002:23"},
		{"endpoint tier", `{"seller":"endpoints","model":"wan/2-6-image-to-video","resolution":"1080p","tier":3}`, "133", "", "", "002:29"},
		{"endpoint flat clip", `{"seller":"endpoints","model":"veo3","seconds":8}`, "63", "", "63/8", "002:26"},

		{"Sora 2", `{"seller":"openai-api","model":"sora-2","seconds":8,"resolution":"720p","asOf":"2026-06-01"}`, "4/5", "4/5", "1/10", "003:47"},
		{"Sora 2 Pro at 1080p in June", `{"seller":"openai-api","model":"sora-2-pro","seconds":10,"resolution":"1080p","asOf":"2026-06-01"}`, "7", "7", "7/10", "003:45"},
		{"Sora 2 Pro at 1080p in January", `{"seller":"openai-api","model":"sora-2-pro","seconds":10,"resolution":"1080p","asOf":"2026-05-31"}`, "5", "5", "1/2", "000:61"},
		{"Sora 2 Pro batch", `{"seller":"openai-api","model":"sora-2-pro","seconds":10,"resolution":"720p","batch":true,"asOf":"2026-06-01"}`, "3/2", "3/2", "3/20", "003:39"},
		{"Luma clip", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p"}`, "71/100", "71/100", "71/500", "000:76"},
		{"Luma clip with audio", `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p","audio":true}`, "81/100", "81/100", "81/500", "000:76,81: 0.71 + 5 × 0.02"},
		{"Luma floor", `{"seller":"luma-api","model":"dream-machine-api"}`, "8/25", "8/25", "", "003:108"},
		{"Runway through its one-cent credit", `{"seller":"runway-api","model":"gen-4","seconds":10}`, "120", "6/5", "3/25", "003:64"},
		{"Kling 3.0 corner", `{"seller":"kling-app","model":"kling-3.0","resolution":"1080p","audio":true,"seconds":10}`, "120", "", "12", "003:77"},
		{"Kling v2.1 Pro", `{"seller":"kling-api","model":"kling-v2.1","quality":"pro","seconds":10}`, "49/50", "49/50", "49/500", "000:94"},
		{"Pika on Standard", `{"seller":"pika-app","model":"pika-2.5","resolution":"1080p","seconds":10,"offer":"standard"}`, "80", "8/7", "4/35", "003:92: 80 × 10 ÷ 700"},
		{"Pika through an aggregator", `{"seller":"aggregators","model":"pika-2.5","resolution":"1080p"}`, "9/20", "9/20", "", "003:94"},
		{"Luma Ray3 HDR", `{"seller":"luma-app","model":"ray3","resolution":"540p","hdr":true,"seconds":5}`, "1120", "", "224", "003:100"},
		{"WAN 2.1", `{"seller":"replicate-fal","model":"wan-2.1","resolution":"720p","seconds":8}`, "2", "2", "1/4", "000:136"},
		{"H100 by the hour", `{"seller":"fal","model":"h100","gpuHours":4}`, "189/25", "189/25", "", "003:159"},
		{"Veo 3.0 with audio", `{"seller":"google-api","model":"veo-3.0-full","audio":true,"seconds":8}`, "6", "6", "3/4", "000:108"},
		{"Hailuo", `{"seller":"minimax-api","model":"hailuo-02","resolution":"768p","seconds":10}`, "9/20", "9/20", "9/200", "000:122"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, Default(), c.request)
			if e != nil {
				t.Fatalf("%s: %v", c.why, e)
			}
			if got := q.Price.Min.Exact(); got != c.price {
				t.Errorf("%s: price %s, want %s", c.why, got, c.price)
			}
			dollars, perSecond := "", ""
			each, ok := q.PerSecond(q.Price)
			if q.Dollars != nil {
				dollars = q.Dollars.Min.Exact()
				each, ok = q.PerSecond(*q.Dollars)
			}
			if ok {
				perSecond = each.Min.Exact()
			}
			if dollars != c.dollars || perSecond != c.perSecond {
				t.Errorf("%s: dollars %q and %q per second, want %q and %q", c.why, dollars, perSecond, c.dollars, c.perSecond)
			}
		})
	}
}

// What the sources do not publish is refused, with the field, what is accepted
// and the nearest shots that have a price.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, request string
		code          Code
		field         string
		accepted      string // one of the values accepted, "" for none
		alternative   string // the first alternative's price, "" for none
	}{
		{"seconds where only tiers are published", `{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","seconds":8}`,
			DurationNotPublished, "seconds", "tier 2 instead of seconds", "5 credits"},
		{"neither seconds nor tier", `{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p"}`, MissingParameter, "tier", "2", "5 credits"},
		{"no resolution where it decides", `{"seller":"endpoints","model":"nano-banana-2","mode":"text-to-image"}`, MissingParameter, "resolution", "2K", "4 credits"},
		{"a resolution that is not sold", `{"seller":"endpoints","model":"nano-banana-pro","resolution":"1K"}`, OptionNotPublished, "resolution", "2K", "12 credits"},
		{"a length between two blocks", `{"seller":"endpoints","model":"kling/v2-1-pro","seconds":8}`, OptionNotPublished, "seconds", "10", "42 credits"},
		{"a length that is not the flat one", `{"seller":"endpoints","model":"veo3","seconds":4}`, OptionNotPublished, "seconds", "8", "63 credits"},
		{"a mode that is not sold", `{"seller":"endpoints","model":"kling/v2-1-standard","mode":"text-to-video","seconds":5}`, ModeNotPublished, "mode", "image-to-video", "11 credits"},
		{"a tier too many", `{"seller":"endpoints","model":"bytedance/seedance-1.5-pro","resolution":"1080p","tier":3}`, OptionNotPublished, "tier", "2", "27 credits"},
		{"too many input images", `{"seller":"endpoints","model":"google/nano-banana","inputImages":11}`, TooManyInputImages, "inputImages", "0 to 10", "3 credits"},
		{"five images for four", `{"seller":"endpoints","model":"gpt-image-2","inputImages":5}`, TooManyInputImages, "inputImages", "0 to 4", "3 credits"},
		{"a model that is not there", `{"seller":"endpoints","model":"sora-2-pro-image-to-video","tier":1}`, UnknownModel, "model", "sora-2-image-to-video", ""},
		{"a seller that is not there", `{"seller":"runaway-api","model":"gen-4"}`, UnknownSeller, "seller", "runway-api", ""},
		{"no seller", `{"model":"veo-3"}`, MissingParameter, "seller", "", ""},
		{"no model", `{"seller":"house"}`, MissingParameter, "model", "", ""},

		{"zero seconds", `{"seller":"house","model":"sora-2","seconds":0}`, InvalidSeconds, "seconds", "a whole number from 1 to 60", "80 credits"},
		{"negative seconds", `{"seller":"house","model":"sora-2","seconds":-1}`, InvalidSeconds, "seconds", "a whole number from 1 to 60", "80 credits"},
		{"fractional seconds", `{"seller":"house","model":"sora-2","seconds":7.5}`, InvalidSeconds, "seconds", "a whole number from 1 to 60", "80 credits"},
		{"an hour", `{"seller":"house","model":"sora-2","seconds":3600}`, InvalidSeconds, "seconds", "a whole number from 1 to 60", "80 credits"},
		{"a minute and a second", `{"seller":"house","model":"sora-2","seconds":61}`, InvalidSeconds, "seconds", "a whole number from 1 to 60", "80 credits"},

		{"Kling 3.0 at 1080p without audio", `{"seller":"kling-app","model":"kling-3.0","resolution":"1080p","audio":false,"seconds":10}`, OptionNotPublished, "resolution", "720p", "60 credits"},
		{"a resolution that the source does not state", `{"seller":"runway-api","model":"gen-4","resolution":"1080p","seconds":10}`, OptionNotStated, "resolution", "", "120 credits"},
		{"Sora 2 at 1080p in dollars", `{"seller":"openai-api","model":"sora-2","resolution":"1080p","seconds":8,"asOf":"2026-06-01"}`, OptionNotPublished, "resolution", "720p", "$0.80"},
		{"a length where the source gives none", `{"seller":"aggregators","model":"pika-2.5","resolution":"1080p","seconds":10}`, DurationNotPublished, "seconds", "", "$0.45"},
		{"seconds by default only where a source says so", `{"seller":"google-api","model":"veo-3.0-full","audio":true}`, MissingParameter, "seconds", "8", "$3.00"},
		{"audio where it decides", `{"seller":"google-api","model":"veo-3.0-full","seconds":8}`, MissingParameter, "audio", "true", "$4.00"},
		{"pro-rating a block", `{"seller":"kling-api","model":"kling-v2.1","quality":"pro","seconds":8}`, OptionNotPublished, "seconds", "10", "$0.98"},

		{"on the day of the sunset", `{"seller":"openai-api","model":"sora-2","seconds":8,"asOf":"2026-09-24"}`, Sunset, "model", "", "80 credits"},
		{"before the first known price", `{"seller":"runway-api","model":"gen-4","seconds":8,"asOf":"2026-05-31"}`, NotYetPriced, "asOf", "a date from 2026-06-01", ""},
		{"a model without a price", `{"seller":"self-hosted","model":"mochi-1","seconds":5}`, NotPriced, "model", "", "$0.25–$1.00"},

		{"an offer of another seller", `{"seller":"house","model":"veo-3","offer":"ultra"}`, UnknownOffer, "offer", "creator", ""},
		{"an offer where dollars are charged", `{"seller":"google-api","model":"veo-3.0-full","audio":true,"seconds":8,"offer":"starter"}`, OfferNotApplicable, "offer", "no offer", ""},
		{"a plan where dollars are charged", `{"seller":"google-api","model":"veo-3.0-full","audio":true,"seconds":8,"plan":{"price":1,"credits":1}}`, OfferNotApplicable, "plan", "no plan", ""},
		{"a plan and an offer", `{"seller":"house","model":"veo-3","offer":"starter","plan":{"price":1,"credits":1}}`, InvalidValue, "plan", "one of offer and plan", ""},
		{"a plan without credits", `{"seller":"house","model":"veo-3","plan":{"price":1,"credits":0}}`, InvalidValue, "plan.credits", "a number above 0 to 1000000000", ""},
		{"a free tier below the resolution", `{"seller":"pika-app","model":"pika-2.5","resolution":"1080p","seconds":10,"offer":"basic"}`, OfferLimit, "offer", "", ""},
		{"credits of one's own and a model", `{"credits":50,"seller":"house","model":"veo-3"}`, InvalidValue, "credits", "credits alone", ""},
		{"no takes", `{"seller":"house","model":"veo-3","takes":0}`, InvalidValue, "takes", "a whole number from 1 to 1000", ""},
		{"half a clip", `{"seller":"house","model":"veo-3","count":0.5}`, InvalidValue, "count", "a whole number from 1 to 1000000", ""},
		{"audio that is neither", `{"seller":"house","model":"veo-3","audio":"maybe"}`, InvalidValue, "audio", "true", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, Default(), c.request)
			if e == nil {
				t.Fatalf("priced at %s", q.Currency.InWords(q.Price))
			}
			if e.Code != c.code || e.Field != c.field {
				t.Fatalf("got %v, want %s at %s", e, c.code, c.field)
			}
			if c.accepted != "" && !slices.Contains(e.Accepted, c.accepted) {
				t.Errorf("accepts %q, want %q among them", e.Accepted, c.accepted)
			}
			first := ""
			if len(e.Alternatives) > 0 {
				first = e.Alternatives[0].Display
			}
			if c.alternative != "" && first != c.alternative {
				t.Errorf("first alternative %q of %d, want %q", first, len(e.Alternatives), c.alternative)
			}
			if e.Message == "" || !e.Refused() {
				t.Errorf("not a refusal with a message: %v", e)
			}
		})
	}
}

// Every alternative can be bought: asking for it gives the price it names.
func TestAlternativesArePriced(t *testing.T) {
	for _, request := range []string{
		`{"seller":"endpoints","model":"sora-2-text-to-video","seconds":8}`,
		`{"seller":"openai-api","model":"sora-2","seconds":8,"asOf":"2026-09-24"}`,
		`{"seller":"kling-app","model":"kling-3.0","resolution":"1080p","audio":false,"seconds":10}`,
		`{"seller":"self-hosted","model":"mochi-1"}`,
	} {
		_, e := ask(t, Default(), request)
		if e == nil || len(e.Alternatives) == 0 {
			t.Errorf("%s: no alternatives: %v", request, e)
			continue
		}
		for _, a := range e.Alternatives {
			q, err := Default().Quote(QuoteRequest{Shot: a.Shot, AsOf: day(t, "2026-09-24")})
			if err != nil {
				t.Errorf("%s: %+v: %v", request, a.Shot, err)
				continue
			}
			if got := q.Currency.InWords(q.Price); got != a.Display {
				t.Errorf("%s: %s at %s costs %s, was offered at %s", request, a.Shot.Model, a.Shot.Seller, got, a.Display)
			}
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		name, request string
		want          WarningCode
		absent        WarningCode
	}{
		{"no seconds given", `{"seller":"house","model":"veo-3"}`, DefaultSeconds, Stale},
		{"seconds given", `{"seller":"house","model":"veo-3","seconds":8}`, "", DefaultSeconds},
		{"the only resolution", `{"seller":"openai-api","model":"sora-2","seconds":8,"asOf":"2026-06-01"}`, Assumed, ""},
		{"a length off the list", `{"seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":12,"asOf":"2026-06-01"}`, UnlistedSeconds, ""},
		{"a length on the list", `{"seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":15,"asOf":"2026-06-01"}`, Approximate, UnlistedSeconds},
		{"a disputed price", `{"seller":"openai-api","model":"sora-2-pro","resolution":"1080p","seconds":10,"asOf":"2026-06-01"}`, Disputed, Stale},
		{"the day before the sunset", `{"seller":"openai-api","model":"sora-2","seconds":8,"asOf":"2026-09-23"}`, SunsetAhead, ""},
		{"the vendor behind the seller stops", `{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1}`, UpstreamSunset, SunsetAhead},
		{"an undated source", `{"seller":"endpoints","model":"veo3"}`, Undated, Stale},
		{"90 days on, not stale", `{"seller":"runway-api","model":"gen-4","seconds":5,"asOf":"2026-08-30"}`, Approximate, Stale},
		{"91 days on, stale", `{"seller":"runway-api","model":"gen-4","seconds":5,"asOf":"2026-08-31"}`, Stale, Undated},
		{"a month counts to its last day", `{"seller":"google-api","model":"veo-3.1-standard","seconds":8,"audio":false,"asOf":"2026-05-01"}`, "", Stale},
		{"and not longer", `{"seller":"google-api","model":"veo-3.1-standard","seconds":8,"audio":false,"asOf":"2026-05-02"}`, Stale, ""},
		{"a range", `{"seller":"google-api","model":"veo-3.1-fast","seconds":8,"audio":false}`, RangePrice, ""},
		{"a range of about", `{"seller":"aggregators","model":"kling-3.0","seconds":5}`, Approximate, FloorPrice},
		{"which is a range as well", `{"seller":"aggregators","model":"kling-3.0","seconds":5}`, RangePrice, EstimatedPrice},
		{"a floor of about", `{"seller":"luma-api","model":"dream-machine-api"}`, Approximate, RangePrice},
		{"an estimate", `{"seller":"aggregators","model":"mochi-1","seconds":5}`, EstimatedPrice, ""},
		{"a floor", `{"seller":"luma-api","model":"dream-machine-api"}`, FloorPrice, ""},
		{"the one way to buy credits", `{"seller":"runway-api","model":"gen-4","seconds":5}`, AssumedOffer, ""},
		{"an approximate offer", `{"seller":"pika-app","model":"pika-2.5","offer":"pro"}`, OfferApproximate, FreeTier},
		{"a tier without seconds", `{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1}`, LengthNotPublished, ""},
		{"a clip without seconds", `{"seller":"aggregators","model":"pika-2.5","resolution":"1080p"}`, LengthNotPublished, ""},
		{"a clip of 8 s", `{"seller":"endpoints","model":"veo3"}`, Undated, LengthNotPublished},
		{"input images without a published limit", `{"seller":"endpoints","model":"nano-banana-2","resolution":"1K","inputImages":3}`, LimitNotPublished, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, Default(), c.request)
			if e != nil {
				t.Fatal(e)
			}
			var codes []WarningCode
			for _, w := range q.Warnings {
				codes = append(codes, w.Code)
				if w.Message == "" {
					t.Errorf("%s has no message", w.Code)
				}
			}
			if c.want != "" && !slices.Contains(codes, c.want) {
				t.Errorf("got %q, want %s", codes, c.want)
			}
			if c.absent != "" && slices.Contains(codes, c.absent) {
				t.Errorf("got %q, without %s", codes, c.absent)
			}
		})
	}
}

func TestSteps(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`:                       "8 s × 60 credits/s = 480 credits | 480 × $179 ÷ 5000 = $17.184",
		`{"seller":"house","model":"sora-2","seconds":6,"count":40,"takes":3}`:                  "6 s × 10 credits/s = 60 credits | 40 × 3 takes × 60 credits = 7200 credits",
		`{"seller":"house","model":"kling-v2.1","seconds":10,"offer":"creator"}`:                "10 s × 8 credits/s = 80 credits | 80 × $59 ÷ 1500 = $3.146667 (236/75 rounded)",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p","audio":true}`:    "1 clip of 5 s × $0.71 = $0.71 | plus 5 s × $0.02/s (audio on) = $0.10",
		`{"seller":"openai-api","model":"sora-2","seconds":8,"resolution":"720p","batch":true}`: "8 s × $0.10/s = $0.80 | $0.80 × 0.5 (batch) = $0.40",
		`{"seller":"aggregators","model":"pika-2.5"}`:                                           "1 clip × $45 ÷ 100 = $0.45",
		`{"credits":50,"plan":{"price":30,"credits":3000}}`:                                     "50 credits for one generation, as given | 50 × $30 ÷ 3000 = $0.50",
	} {
		q, e := ask(t, Default(), request)
		if e != nil {
			t.Errorf("%s: %v", request, e)
			continue
		}
		if got := strings.Join(q.Steps(), " | "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", request, got, want)
		}
	}
}

// Three images switch gpt-image-2 to editing; the price stays (002:8).
func TestInputImagesSwitchTheMode(t *testing.T) {
	for images, want := range map[string]string{"0": "", "1": "edit", "4": "edit"} {
		q, e := ask(t, Default(), `{"seller":"endpoints","model":"gpt-image-2","inputImages":`+images+`}`)
		if e != nil {
			t.Fatal(e)
		}
		if q.EffectiveMode != want || q.Price.Min.Exact() != "3" {
			t.Errorf("%s images: mode %q at %s, want %q at 3", images, q.EffectiveMode, q.Price.Min.Exact(), want)
		}
	}
}

// Runway's Unlimited plan publishes no credits: no price per credit, not 0.
func TestAnOfferWithoutCreditsHasNoPricePerCredit(t *testing.T) {
	list, err := Default().Offers(OffersRequest{Seller: "runway-app", Offer: "unlimited", AsOf: day(t, "2026-06-15")})
	if err != nil {
		t.Fatal(err)
	}
	if o := list.Offers[0]; o.Priced || o.Reason != "credits not published" {
		t.Errorf("priced %v, reason %q", o.Priced, o.Reason)
	}
}

func TestEveryOfferSideBySide(t *testing.T) {
	q, e := ask(t, Default(), `{"seller":"house","model":"veo-3","seconds":8,"everyOffer":true}`)
	if e != nil {
		t.Fatal(e)
	}
	want := map[string]string{ // 480 × price ÷ credits, in cents
		"starter": "$28.80", "booster": "$26.88", "pro": "$24.96", "studio": "$23.04", "explorer": "$22.80", "creator": "$18.88", "agency": "$17.18",
	}
	if len(q.Offers) != len(want) {
		t.Fatalf("%d offers, want %d", len(q.Offers), len(want))
	}
	for _, p := range q.Offers {
		if got := USD.InWords(p.Pays(q.Price)); got != want[p.Offer.ID] {
			t.Errorf("%s: got %s, want %s", p.Offer.ID, got, want[p.Offer.ID])
		}
	}
}
