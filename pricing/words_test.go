package pricing

import (
	"strings"
	"testing"
)

// What a refusal says to a person, and what differs in each alternative.
func TestRefusalsInWords(t *testing.T) {
	for _, c := range []struct{ request, message, alternatives string }{
		{`{"seller":"kling-app","model":"kling-3.0","resolution":"1080p","audio":false,"seconds":10}`,
			"Kling 3.0 has no published price at 1080p with audio off with 10 s",
			"60 credits: 720p; 120 credits: audio on"},
		{`{"seller":"kling-api","model":"kling-v2.1","quality":"pro","seconds":8}`,
			"Kling v2.1 has no published price at 8 s with pro quality",
			"$0.98: 10 s; $0.49: 5 s; $0.56: standard quality, 10 s; $0.28: standard quality, 5 s"},
		{`{"seller":"endpoints","model":"kling/v2-1-standard","mode":"text-to-video","seconds":5}`,
			`kling/v2-1-standard is not sold for "text-to-video"`,
			"11 credits: without mode; 22 credits: without mode, 10 s"},
		{`{"seller":"endpoints","model":"veo3","seconds":4}`,
			"veo3 has no published price at 4 s",
			"63 credits: 8 s"},
		{`{"seller":"luma-app","model":"ray3","resolution":"1080p","hdr":true,"seconds":5}`,
			"Ray3 has no published price at 1080p with HDR with 5 s",
			"330 credits: SDR; 1120 credits: 540p"},
		{`{"seller":"runway-api","model":"gen-4","resolution":"1080p","seconds":10}`,
			"the source does not say which resolution the price of Gen-4 is for; leave it out to see that price",
			"120 credits: without resolution"},
		{`{"seller":"google-api","model":"veo-3.0-full","seconds":8}`,
			"the price of Veo 3.0 Full depends on audio, which has no default",
			"$4.00: audio off; $6.00: audio on"},
		{`{"seller":"house","model":"sora-2","seconds":0}`,
			`"0" is not accepted`,
			"80 credits: 8 s"},
	} {
		_, e := ask(t, Default(), c.request)
		if e == nil {
			t.Errorf("%s: priced", c.request)
			continue
		}
		var alternatives []string
		for _, a := range e.Alternatives {
			alternatives = append(alternatives, a.Display+": "+a.Why)
		}
		if e.Message != c.message {
			t.Errorf("%s:\n says %s\n want %s", c.request, e.Message, c.message)
		}
		if got := strings.Join(alternatives, "; "); got != c.alternatives {
			t.Errorf("%s:\noffers %s\n  want %s", c.request, got, c.alternatives)
		}
	}
}

func TestConditionsInWords(t *testing.T) {
	for want, c := range map[string]Condition{
		"720p or 1080p":           is(Resolution, "720p", "1080p"),
		"tier 2":                  is(Tier, "2"),
		"audio on":                is(Audio, "true"),
		"audio off":               is(Audio, "false"),
		"batch on":                is(Batch, "true"),
		"HDR":                     is(HDR, "true"),
		"SDR":                     is(HDR, "false"),
		"pro quality":             is(Quality, "pro"),
		"5 s or 10 s":             is(Seconds, "5", "10"),
		"image-to-video":          is(Mode, "image-to-video"),
		"921600 pixels":           is(Pixels, "921600"),
		"at most 921600 pixels":   {Dim: Pixels, Match: Within, UpTo: 921600},
		"more than 921600 pixels": {Dim: Pixels, Match: Within, Over: 921600},
		"more than 921600 and at most 2073600 pixels": {Dim: Pixels, Match: Within, Over: 921600, UpTo: 2073600},
	} {
		if got := c.Words(); got != want {
			t.Errorf("%+v: got %q, want %q", c, got, want)
		}
	}
}

// A frame size is named only if both its sides are a raster's, whichever way
// round, and a name beside it has to be its own.
func TestAFrameSizeHasAName(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1280,"height":720}`:                      "71/100",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1920,"height":1080}`:                     "43/50",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":3840,"height":2160}`:                     "24/25",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1920,"height":720}`:                      "option_not_published resolution",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":1280}`:                                   "missing_parameter height",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"height":720}`:                                   "missing_parameter width",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p","width":1920,"height":1080}`: "invalid_value width",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p","width":1280,"height":720}`:  "71/100",
		`{"seller":"luma-api","model":"ray-2","seconds":5,"width":720,"height":1280}`:                      "71/100",
	} {
		q, e := ask(t, Default(), request)
		got := ""
		if e != nil {
			got = string(e.Code) + " " + e.Field
		} else {
			got = q.Dollars.Min.Exact()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", request, got, want)
		}
	}
}

// The per-megapixel formula stands beside the listed price, where the frame
// rate is given: 1280 × 720 × 24 × 5 ÷ 10⁶ × 0.0064 = 0.7077888 (000:76,80).
func TestFormulas(t *testing.T) {
	const shot = `{"seller":"luma-api","model":"ray-2","seconds":5,"resolution":"720p",`
	q, e := ask(t, Default(), shot+`"width":1280,"height":720,"fps":24}`)
	if e != nil || len(q.Formulas) != 1 || q.Formulas[0].Amount.Exact() != "55296/78125" || !q.Formulas[0].MatchesListed {
		t.Fatalf("%+v, %v", q, e)
	}
	if q, e := ask(t, Default(), shot+`"width":1280,"height":720}`); e != nil || len(q.Formulas) != 0 {
		t.Errorf("a formula without a frame rate: %v", e)
	}
	// Where no formula takes the frame rate, nothing does.
	for _, request := range []string{shot + `"fps":24}`, `{"seller":"house","model":"veo-3","seconds":8,"width":1280,"height":720,"fps":24}`} {
		if _, e := ask(t, Default(), request); e == nil || e.Code != OptionNotStated || e.Field != "fps" {
			t.Errorf("%s: %v", request, e)
		}
	}
}
