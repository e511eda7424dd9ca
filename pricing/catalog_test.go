package pricing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// says is one member of an answer.
type says struct{ path, want string }

// answers asks an operation and compares members of the answer.
func answers(t *testing.T, operation, request string, want ...says) {
	t.Helper()
	answer, err := ask(t, frozen.Table(), operation, request)
	for _, w := range want {
		if got := member(answer, w.path); got != w.want {
			t.Errorf("%s %s: %s is %s, want %s (%v)", operation, request, w.path, got, w.want, err)
		}
	}
}

// ids joins a member of each element of a list.
func ids(t *testing.T, answer map[string]any, list, path string) string {
	t.Helper()
	var out []string
	elements, _ := answer[list].([]any)
	for _, e := range elements {
		out = append(out, member(e, path))
	}
	return strings.Join(out, " ")
}

func TestModelsAreFound(t *testing.T) {
	for _, c := range []struct{ name, request, want string }{
		{"all of a seller", `{"seller":"openai-api"}`, "sora-2 sora-2-pro"},
		{"by an alias of the seller", `{"seller":"Videos API"}`, "unknown_seller"},
		{"by an alias of the seller that exists", `{"seller":"OpenAI Videos API"}`, "sora-2 sora-2-pro"},
		{"one of a seller", `{"seller":"openai-api","model":"sora-2"}`, "sora-2"},
		{"one by an alias", `{"seller":"house","model":"Artistic (Mochi)"}`, "mochi-1"},
		{"one at every seller", `{"model":"Mochi 1"}`, "mochi-1 mochi-1 mochi-1 mochi-1"},
		{"by part of an id", `{"seller":"endpoints","q":"wan/2-6-image"}`, "wan/2-6-image-to-video"},
		{"by part of a name", `{"seller":"house","q":"480p"}`, "wan-draft"},
		{"by a family", `{"seller":"fal","q":"wan-2.5"}`, "wan-2.5"},
		{"by part of an alias", `{"seller":"house","q":"tier 1"}`, "minimax-hailuo-02"},
		{"by what nothing has", `{"q":"betamax"}`, ""},
		{"by what is no letter and no digit", `{"q":"…"}`, ""},
		{"one that its seller does not have", `{"seller":"openai-api","model":"veo-3"}`, "unknown_model"},
		{"one that nobody has", `{"model":"betamax"}`, "unknown_model"},
		{"of a seller that there is not", `{"seller":"betamax"}`, "unknown_seller"},
		{"of a seller without models", `{"seller":"aivc"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, err := ask(t, frozen.Table(), "models", c.request)
			got := ids(t, answer, "models", "id")
			var e *pricing.Error
			if errors.As(err, &e) {
				got = string(e.Code)
			}
			if got != c.want {
				t.Errorf("%s: got %q, want %q", c.request, got, c.want)
			}
		})
	}
	answers(t, "models", `{"seller":"openai-api","model":"veo-3"}`,
		says{"error.accepted.0", "sora-2"}, says{"error.alternatives.0.shot.seller", "endpoints"}, says{"error.alternatives.0.display", "63 credits"})
	answers(t, "models", `{"model":"sora-3"}`, says{"error.accepted.0", "sora-2"})
	answers(t, "models", `{"seller":"replicate","model":"x"}`, says{"error.message", "Replicate publishes no price of a model"})
	o, err := readOracle("testdata/frozen")
	if err != nil {
		t.Fatal(err)
	}
	all, _ := ask(t, frozen.Table(), "models", `{}`)
	if got, want := len(all["models"].([]any)), len(newGenerator(o).models); got != want {
		t.Errorf("%d models, want the %d of the YAML", got, want)
	}
}

// What a model is said to be on a day.
func TestModelsOnADay(t *testing.T) {
	for _, c := range []struct{ request, state, cells string }{
		{`{"seller":"openai-api","model":"sora-2","asOf":"2026-05-31"}`, "available", "openai-api/sora-2/720p-2026-01"},
		{`{"seller":"openai-api","model":"sora-2","asOf":"2026-06-01"}`, "available", "openai-api/sora-2/720p-2026-06"},
		{`{"seller":"openai-api","model":"sora-2","asOf":"2026-09-24"}`, "sunset", ""},
		{`{"seller":"openai-api","model":"sora-2","asOf":"2025-12-31"}`, "not_yet", ""},
		{`{"seller":"self-hosted","model":"mochi-1"}`, "unpriced", ""},
		{`{"seller":"endpoints","model":"hailuo/02-image-to-video-pro"}`, "available", "endpoints/hailuo/02-text-to-video-pro/5s endpoints/hailuo/02-text-to-video-pro/10s"},
	} {
		answer, err := ask(t, frozen.Table(), "models", c.request)
		if err != nil {
			t.Fatalf("%s: %v", c.request, err)
		}
		model := answer["models"].([]any)[0].(map[string]any)
		if got := member(model, "state"); got != c.state {
			t.Errorf("%s: state %s, want %s", c.request, got, c.state)
		}
		if got := ids(t, model, "cells", "rate"); got != c.cells {
			t.Errorf("%s: cells %s, want %s", c.request, got, c.cells)
		}
	}
	answers(t, "models", `{"seller":"openai-api","model":"sora-2-pro"}`,
		says{"models.0.sunset", "2026-09-24"}, says{"models.0.seconds.rule", "whole"}, says{"models.0.seconds.max", "60"}, says{"models.0.seconds.published", "[10 15 25]"},
		says{"models.0.options.batch", "[true false]"}, says{"models.0.modes", "unknown"})
	for rate, disputed := range map[string]string{"720p-2026-06": "false", "1080p-2026-06": "true"} {
		answer, _ := ask(t, frozen.Table(), "models", `{"seller":"openai-api","model":"sora-2-pro"}`)
		for _, cell := range answer["models"].([]any)[0].(map[string]any)["cells"].([]any) {
			if member(cell, "rate") == "openai-api/sora-2-pro/"+rate && member(cell, "disputed") != disputed {
				t.Errorf("%s: disputed is %s", rate, member(cell, "disputed"))
			}
		}
	}
	answers(t, "models", `{"seller":"endpoints","model":"gpt-image-2"}`,
		says{"models.0.inputImages.max", "4"}, says{"models.0.inputImages.switchesTo", "edit"}, says{"models.0.seconds", "null"},
		says{"models.0.modes", "[text-to-image image-to-image]"}, says{"models.0.options.resolution", "any"})
	answers(t, "models", `{"seller":"endpoints","model":"nano-banana-2"}`, says{"models.0.inputImages.max", "null"})
	answers(t, "models", `{"seller":"fal","model":"h100"}`, says{"models.0.modes", "any"}, says{"models.0.inputImages", "null"})
	answers(t, "models", `{"seller":"kling-api","model":"kling-v2.1"}`, says{"models.0.seconds.rule", "listed"}, says{"models.0.options.resolution", "unknown"})
	answers(t, "models", `{"seller":"house","model":"veo-3"}`, says{"models.0.seconds.default", "8"})
	answers(t, "models", `{"seller":"endpoints","model":"wan/2-6-image-to-video"}`, says{"models.0.pricedAs", "wan/2-6-text-to-video"})
	answers(t, "models", `{"seller":"endpoints","model":"sora-2-text-to-video"}`, says{"models.0.upstream", "openai-api/sora-2"}, says{"models.0.continues", "unknown"},
		says{"models.0.warnings.0.code", "upstream_sunset"})
	answers(t, "models", `{"seller":"openai-api","model":"sora-2"}`, says{"models.0.continues", "null"})
}

// How the price of a cell reads, and what a second of it costs.
func TestCells(t *testing.T) {
	for _, c := range []struct{ request, words, perSecond, why string }{
		{`{"seller":"house","model":"veo-3"}`, "60 credits/s", "60", ""},
		{`{"seller":"google-api","model":"veo-3.1-fast"}`, "$0.10–$0.15/s", "0.100000..0.150000", ""},
		{`{"seller":"kling-api","model":"kling-v2.1"}`, "$0.28 per clip", "7/125", ""}, // 0.28 ÷ 5
		{`{"seller":"endpoints","model":"veo3"}`, "63 credits per clip", "63/8", ""},
		{`{"seller":"aggregators","model":"pika-2.5"}`, "$45 per 100 clips", "", "clip length not published"},
		{`{"seller":"genmo-app","model":"mochi-1"}`, "100 credits per clip", "", "clip length not published"},
		{`{"seller":"luma-api","model":"dream-machine-api"}`, "from $0.32 per call", "", "clip length not published"},
		{`{"seller":"endpoints","model":"sora-2-text-to-video"}`, "5 credits per call", "", "the source publishes duration tiers without their seconds"},
		{`{"seller":"endpoints","model":"gpt-image-2"}`, "3 credits per call", "", "not a video"},
		{`{"seller":"fal","model":"h100"}`, "$1.89 per GPU hour", "", "not a video"},
	} {
		answer, err := ask(t, frozen.Table(), "models", c.request)
		if err != nil {
			t.Fatalf("%s: %v", c.request, err)
		}
		perSecond := strings.ReplaceAll(member(answer, "models.0.cells.0.perSecond.exact"), "null", "")
		if perSecond == "" && c.why == "" {
			perSecond = member(answer, "models.0.cells.0.perSecond.min") + ".." + member(answer, "models.0.cells.0.perSecond.max")
		}
		why := strings.ReplaceAll(member(answer, "models.0.cells.0.perSecondReason"), "null", "")
		if words := member(answer, "models.0.cells.0.display"); words != c.words || perSecond != c.perSecond || why != c.why {
			t.Errorf("%s: %s, a second %q, %q; want %s, %q, %q", c.request, words, perSecond, why, c.words, c.perSecond, c.why)
		}
	}
}

// What the answer says of offers beside their prices.
func TestOffersInWords(t *testing.T) {
	answers(t, "offers", `{"seller":"aivc"}`, says{"promos.0.id", "first-month-bonus"}, says{"promos.0.capCredits", "5000"},
		says{"withoutOffers.0.reason", "no plan, pack or credit value of AIVC in the sources"})
	answers(t, "offers", `{"seller":"house"}`, says{"promos.0.id", "null"}, says{"withoutOffers.0.seller", "null"}, says{"offers.0.bonus", "null"})
	answers(t, "offers", `{"seller":"rutaapi"}`, says{"offers.0.reason", "the trial is given in dollars, not in credits"}, says{"offers.0.perCredit", "null"})
	answers(t, "offers", `{"seller":"house","offer":"starter","asOf":"2025-12-31"}`,
		says{"offers.0.perCredit", "null"}, says{"offers.0.reason", "Starter of House has no known price on 2025-12-31"})
	answers(t, "offers", `{"seller":"pika-app","offer":"basic"}`, says{"offers.0.limits.resolution", "480p"}, says{"offers.0.limits.watermark", "true"}, says{"offers.0.limits.commercialUse", "false"})
	answers(t, "offers", `{"seller":"pika-app","offer":"standard"}`, says{"offers.0.limits.commercialUse", "true"}, says{"offers.0.approximate", "true"})
	// Whether there is a watermark is published of Pika's Basic alone (003:86): of
	// every other offer the answer is null, not no.
	answer, err := ask(t, frozen.Table(), "offers", `{}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range answer["offers"].([]any) {
		want := "null"
		if member(o, "seller") == "pika-app" && member(o, "id") == "basic" {
			want = "true"
		}
		if got := member(o, "limits.watermark"); got != want {
			t.Errorf("%s/%s: watermark %s, want %s", member(o, "seller"), member(o, "id"), got, want)
		}
	}
	answers(t, "offers", `{"promo":"nothing"}`, says{"error.accepted.0", "aivc/first-month-bonus"})
	answers(t, "offers", `{"seller":"aivc","offer":"golden"}`, says{"error.message", "AIVC sells no credits: no plan, pack or credit value of AIVC in the sources"})
	answers(t, "offers", `{"seller":"house","offer":"golden"}`, says{"error.message", `House has no offer "golden"`}, says{"error.accepted.0", "starter"})
	answers(t, "offers", `{"month":1201}`, says{"error.code", "invalid_value"})
	answers(t, "offers", `{"month":1200}`, says{"error.code", "null"})
}

// Alternatives say what differs from the shot that was refused, the nearest
// first.
func TestAlternativesSayWhatDiffers(t *testing.T) {
	for _, c := range []struct{ name, request, want string }{
		{"tiers instead of seconds", `{"seller":"endpoints","model":"bytedance/seedance-1.5-pro","resolution":"720p","seconds":8}`,
			"tier 1, without seconds=18 credits; tier 2, without seconds=36 credits; 1080p, tier 1, without seconds=27 credits; 1080p, tier 2, without seconds=54 credits"},
		{"the nearer length first, below", `{"seller":"kling-api","model":"kling-v2.1","quality":"pro","seconds":6}`,
			"5 s=$0.49; 10 s=$0.98; standard quality, 5 s=$0.28; standard quality, 10 s=$0.56"},
		{"a mode kept", `{"seller":"endpoints","model":"veo3","mode":"image-to-video","seconds":4}`, "8 s=63 credits"},
		{"ordinary processing", `{"seller":"openai-api","model":"sora-2","resolution":"720p","batch":true,"seconds":8,"asOf":"2026-05-31"}`, "batch off=$0.80"},
		{"what the source does not state", `{"seller":"runway-api","model":"gen-4","resolution":"1080p","audio":true,"seconds":10}`, "without resolution, without audio=120 credits"},
		{"the length of a second-priced shot is no change", `{"seller":"replicate-fal","model":"wan-2.1","resolution":"1080p","seconds":7}`, "480p=$0.63; 720p=$1.75"},
		{"the default length of the model", `{"seller":"house","model":"wan-pro","resolution":"1080p"}`, "720p=40 credits"},
		{"the same model elsewhere, as asked first", `{"seller":"self-hosted","model":"mochi-1","seconds":5}`,
			"the same model at API aggregators the source does not name=$0.25–$1.00; the same model at House=50 credits; the same model at Genmo platform=100 credits"},
		{"after the end", `{"seller":"openai-api","model":"Sora 2","seconds":8,"asOf":"2026-09-24"}`,
			"the same model at House; its maker ended it on 2026-09-24=80 credits; the same model at Endpoint API (publisher not named); its maker ended it on 2026-09-24=5 credits; the same model at Endpoint API (publisher not named); its maker ended it on 2026-09-24=5 credits"},
		{"nothing near", `{"seller":"house","model":"veo-3","seconds":8,"offer":"golden"}`, ""},
		{"nothing near a malformed request", `{"seller":"house","model":"veo-3","seconds":8,"colour":"red"}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, err := ask(t, frozen.Table(), "quote", c.request)
			if err == nil {
				t.Fatal("priced")
			}
			var got []string
			for _, a := range answer["error"].(map[string]any)["alternatives"].([]any) {
				got = append(got, member(a, "why")+"="+member(a, "display"))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.request, got, c.want)
			}
		})
	}
}
