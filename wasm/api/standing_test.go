package api

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// Whoever shows a price says how it stands, and not the day of the question as if
// it were the price's. The dates are the sources': January 2026, 1 June 2026, none;
// the house's prices hold since January.
func TestPricesSayHowTheyStand(t *testing.T) {
	for _, c := range []struct{ day, seller, model, rest, want string }{
		{"2026-11-25", "google-api", "veo-3.0-full", "audio=true&seconds=8", "known as of Jan 2026, stale"},
		{"2026-11-25", "google-api", "veo-3.0-full", "audio=true&seconds=8&asOf=2026-07-01", "known as of Jan 2026, stale; priced for 1 Jul 2026"},
		{"2026-03-01", "google-api", "veo-3.0-full", "audio=true&seconds=8", "known as of Jan 2026"},
		{"2026-11-25", "google-api", "veo-3.0-full", "audio=true&seconds=8&asOf=2026-03-01", "known as of Jan 2026; priced for 1 Mar 2026"},
		{"2026-11-25", "house", "veo-3", "seconds=8", "since Jan 2026"},
		{"2026-11-25", "house", "sora-2", "seconds=8", "since Jan 2026, ended at its maker 24 Sep 2026"},
		{"2026-11-25", "endpoints", "veo3_fast", "", "undated"},
		{"2026-07-01", "openai-api", "sora-2-pro", "resolution=1080p&seconds=10", "known as of 1 Jun 2026, disputed, ends 24 Sep 2026"},
	} {
		now, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		shot := "seller=" + c.seller + "&model=" + c.model + "&" + c.rest
		text := request(now, "GET", "/v1/quote?"+strings.TrimSuffix(shot, "&"), "Accept", "text/plain").Body.String()
		if !strings.HasSuffix(text, " ("+c.want+")\n") {
			t.Errorf("%s on %s: text: %s", shot, c.day, text)
		}
		badge := request(now, "GET", "/badge/"+c.seller+"/"+c.model+".svg?"+c.rest).Body.String()
		title, lines := linesOf(t, badge)
		if len(lines) != 3 || lines[2] != c.want || !strings.HasSuffix(title, ", "+c.want) {
			t.Errorf("%s on %s: badge: %s, %v", shot, c.day, title, lines)
		}
		page := "https://prices.example/?" + strings.TrimSuffix(shot, "&")
		embedding := request(now, "GET", "https://prices.example/oembed?url="+url.QueryEscape(page)).Body
		if got, _ := at(t, embedding.Bytes(), "title").(string); !strings.HasSuffix(got, " ("+c.want+")") {
			t.Errorf("%s on %s: embedding: %s", shot, c.day, got)
		}
		for surface, shown := range map[string]string{"text": text, "badge": badge, "embedding": embedding.String()} {
			if strings.Contains(shown, c.day) || strings.Contains(shown, now.Format("2 Jan 2006")) {
				t.Errorf("%s on %s: the %s has the day of the question: %s", shot, c.day, surface, shown)
			}
		}
	}
}
