package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// Every page that shows a price says how it stands, by the dates of the sources:
// January 2026, 1 June 2026 or none; Sora 2 ended on 24 September 2026. The pages
// are of the table's date, when both are over 90 days old.
func TestPagesSayHowAPriceStands(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"models/google-api/veo-3.0-full/index.html", "at Google Veo API, in US dollars. Known as of Jan 2026, stale."},
		{"models/house/veo-3/index.html", "60 credits/s at House, in House credits. Since Jan 2026."},
		{"models/house/sora-2/index.html", "at House, in House credits. Since Jan 2026, ended at its maker 24 Sep 2026."},
		{"models/endpoints/veo3_fast/index.html", "in Endpoint credits. Undated."},
		{"models/openai-api/sora-2/index.html", "at OpenAI API, in US dollars. Known as of 1 Jun 2026, stale, ended 24 Sep 2026."},
		{"models/openai-api/sora-2/index.html", "Priced for 23 Sep 2026: 4 s, 720p"},
		{"models/openai-api/sora-2-pro/index.html", "1 Jun 2026 stale disputed 003:39"},
		{"models/openai-api/sora-2-pro/index.html", "Jan 2026 disputed 000:61"}, // of a row before: whether it is stale is no question
		{"models/index.html", "60 credits/s Since Jan 2026"},
		{"models/index.html", "Known as of Jan 2026, stale"},
		{"credits.html", "Since Jan 2026."},
		{"credits.html", "Undated."},
		{"credits.html", "Known as of 1 Jun 2026, stale."},
	} {
		said := strings.NewReplacer(" ,", ",", " .", ".").Replace(readPage(t, c.page).text("b"))
		if !strings.Contains(said, c.want) {
			t.Errorf("%s: no %q", c.page, c.want)
		}
	}
}

// No page has the day that it was made for as if it were a price's.
func TestNoPageIsAsOfItsDay(t *testing.T) {
	on, err := pricing.ParseInstant(frozen.Table().Version)
	if err != nil {
		t.Fatal(err)
	}
	made, err := time.Parse(time.DateOnly, on.String())
	if err != nil {
		t.Fatal(err)
	}
	day := regexp.QuoteMeta(made.Format("2 Jan 2006")) + "|" + regexp.QuoteMeta(on.String())
	wrong := regexp.MustCompile(`(?i)\bas of (` + day + `)|\bsince (` + day + `)|\bprices of (` + day + `)`)
	for _, page := range []string{"index.html", "compare.html", "plans.html", "models/index.html", "models/house/veo-3/index.html", "models/google-api/veo-3.0-full/index.html", "estimate.html", "credits.html"} {
		if found := wrong.FindString(readPage(t, page).text()); found != "" {
			t.Errorf("%s: %s", page, found)
		}
	}
}

// The picture of a model says how its price stands, and not when the site was made.
func TestCardsSayHowAPriceStands(t *testing.T) {
	for path, want := range map[string]string{
		"models/house/veo-3/index.html":             "Every published price",
		"models/google-api/veo-3.0-full/index.html": "known as of Jan 2026, stale. Every published price",
	} {
		if !strings.Contains(read(t, path), want) {
			t.Errorf("%s: no %q", path, want)
		}
	}
	c := (&modelPage{Seller: &shownSeller{Name: "Shop"}, Model: &pricing.Model{Name: "Film"}, Path: "/models/shop/film/", Prices: "$1/s",
		Standing: standing{Words: "known as of Jan 2026, stale"}}).card()
	if c.Foot != "Known as of Jan 2026, stale" || c.Alt() != "Film $1/s at Shop. Known as of Jan 2026, stale." {
		t.Errorf("%+v", c)
	}
	if c := (&modelPage{Seller: &shownSeller{Name: "Shop"}, Model: &pricing.Model{Name: "Film"}, Path: "/models/shop/film/"}).card(); c.Foot != "" {
		t.Errorf("without a price: %+v", c)
	}
}
