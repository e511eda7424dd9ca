package main

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

// By hand from 000:163–171 and 20–29: 40 × 6 s × 8 credits = 1920 and 5 × 8 s ×
// 60 = 2400 make 4320, or 96 for each of 45 clips. 2500 + 2 × 1000 credits cost
// $120 + 2 × $52 and leave 180; Agency's 5000 cost $179 and leave 680.
func TestEstimateExample(t *testing.T) {
	worked := readPage(t, "estimate.html").first(t, "#example-worked")
	all := worked.rows()
	for _, want := range []string{
		"B-roll | Kling v2.1 6 s | 40 × 1 | 48 credits since Jan 2026 | 1920 credits",
		"Hero shots | Veo 3 8 s | 5 × 1 | 480 credits since Jan 2026 | 2400 credits",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("no row %q in\n%s", want, strings.Join(all, "\n"))
		}
	}
	said := worked.words()
	for _, want := range []string{
		"40 B-roll clips of 6 s and 5 hero shots of 8 s, as priced",
		"In all 4320 credits of House, 96 credits for each clip",
		"Bought once $224.00 Studio + 2 × Pro 180 credits left over",
		"With one month of a plan $179.00 Agency 680 credits left over",
		"With a ceiling of $250.00, what is bought once leaves $26.00.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
}

// What the page tells people to send is an estimate request, and its link holds
// the same lines.
func TestEstimateRequestIsAnswered(t *testing.T) {
	page := readPage(t, "estimate.html")
	body := regexp.MustCompile(`(?s)/v1/estimate -H [^ ]+ [^ ]+ -d '(.*?)'`).FindStringSubmatch(page.raw())
	if body == nil {
		t.Fatal("no request on the page")
	}
	on, err := pricing.ParseInstant(frozen.Table().Version)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := wire.Handle(frozen.Table(), "estimate", []byte(body[1]), on)
	if err != nil || !strings.Contains(string(answer), `"amount":{"value":"4320"`) {
		t.Errorf("%v %.300s", err, answer)
	}
	link, err := url.ParseQuery(strings.TrimPrefix(page.first(t, "a#example-below").attr("href"), "?"))
	if err != nil || !slices.Equal(link["line"], []string{"B-roll~house/kling-v2.1~40~1~seconds:6", "Hero shots~house/veo-3~5~1~seconds:8"}) {
		t.Errorf("%v, %v", link, err)
	}
}

// Whoever writes site.yaml hears of a preset that has no price.
func TestPresetsHaveAPrice(t *testing.T) {
	var presets []preset
	data := readPage(t, "estimate.html").first(t, "[data-presets]").attr("data-presets")
	if json.Unmarshal([]byte(data), &presets) != nil || len(presets) < 5 {
		t.Fatalf("presets %q", data)
	}
	on, err := pricing.ParseInstant(frozen.Table().Version)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range presets {
		request, err := json.Marshal(map[string]string{"seller": p.Seller, "model": p.Model, "seconds": p.Seconds, "count": p.Count, "takes": p.Takes})
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := wire.Handle(frozen.Table(), "quote", request, on); err != nil {
			t.Errorf("%s: %s", p.Name, answer)
		}
	}
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	c.Example[0].Model = "nothing"
	sellers, err := c.sellers(frozen.Table())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&edition{frozen.Table(), c, sellers, on}).estimate(); err == nil || !strings.Contains(err.Error(), "example") {
		t.Errorf("an example without a price: %v", err)
	}
}
