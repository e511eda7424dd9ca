package pricing

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// The dates are those of the sources: January 2026 without a day, 1 June 2026, or
// none. 31 January and 90 days are 1 May, and 1 June and 90 days are 30 August: a
// day later both are stale. Sora 2 ended at its maker on 24 September 2026.
func TestStanding(t *testing.T) {
	for _, c := range []struct{ request, asOf, want string }{
		{`{"seller":"google-api","model":"veo-3.0-full","seconds":8,"audio":true}`, "2026-11-25", `"2026-01" null [stale] known as of Jan 2026, stale`},
		{`{"seller":"google-api","model":"veo-3.0-full","seconds":8,"audio":true}`, "2026-05-02", `"2026-01" null [stale] known as of Jan 2026, stale`},
		{`{"seller":"google-api","model":"veo-3.0-full","seconds":8,"audio":true}`, "2026-05-01", `"2026-01" null [] known as of Jan 2026`},
		{`{"seller":"runway-api","model":"gen-4","seconds":10}`, "2026-08-30", `"2026-06-01" null [] known as of 1 Jun 2026`},
		{`{"seller":"runway-api","model":"gen-4","seconds":10}`, "2026-08-31", `"2026-06-01" null [stale] known as of 1 Jun 2026, stale`},
		{`{"seller":"openai-api","model":"sora-2-pro","seconds":10,"resolution":"1080p"}`, "2026-09-23", `"2026-06-01" null [stale disputed sunset_ahead] known as of 1 Jun 2026, stale, disputed, ends 24 Sep 2026`},
		{`{"seller":"endpoints","model":"veo3_fast"}`, "2026-11-25", `null null [undated] undated`},
		{`{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1}`, "2026-09-23", `null null [undated] undated`},
		{`{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1}`, "2026-09-24", `null null [undated upstream_sunset] undated, ended at its maker 24 Sep 2026`},
		{`{"seller":"house","model":"veo-3","seconds":8}`, "2026-11-25", `"2026-01" "2026-01" [] since Jan 2026`},
		{`{"seller":"house","model":"sora-2","seconds":8}`, "2026-11-25", `"2026-01" "2026-01" [upstream_sunset] since Jan 2026, ended at its maker 24 Sep 2026`},
		{`{"credits":50,"plan":{"price":30,"credits":3000}}`, "2026-11-25", "null"},
	} {
		answer := answered(t, "quote", c.request[:len(c.request)-1]+`,"asOf":"`+c.asOf+`"}`)
		if got := shownStanding(t, answer["standing"]); got != c.want {
			t.Errorf("%s on %s:\n got %s\nwant %s", c.request, c.asOf, got, c.want)
		}
	}
}

// A row of a comparison and a line of an estimate stand as the quote of the same
// shot does.
func TestStandingEverywhere(t *testing.T) {
	compared := answered(t, "compare", `{"seconds":10,"market":"all","asOf":"2026-11-25"}`)["comparable"].([]any)
	for _, row := range compared {
		row := row.(map[string]any)
		shot, _ := json.Marshal(map[string]any{"lines": []any{row["shot"]}, "asOf": "2026-11-25"})
		line := answered(t, "estimate", string(shot))["lines"].([]any)[0].(map[string]any)
		one, _ := json.Marshal(row["shot"])
		quote := answered(t, "quote", string(one[:len(one)-1])+`,"asOf":"2026-11-25"}`)
		want := shownStanding(t, quote["standing"])
		if got := shownStanding(t, row["standing"]); got != want {
			t.Errorf("%s compared: %s, quoted: %s", one, got, want)
		}
		if got := shownStanding(t, line["standing"]); got != want {
			t.Errorf("%s estimated: %s, quoted: %s", one, got, want)
		}
	}
	if len(compared) < 10 {
		t.Errorf("%d rows", len(compared))
	}
}

// Every price of the table says something about its date, and no doubt that is
// not a warning too.
func TestEveryPriceStandsSomehow(t *testing.T) {
	for _, on := range []string{"2026-02-01", "2026-07-01", "2026-11-25"} {
		models, err := Default().Models(ModelsRequest{AsOf: day(t, on)})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range models {
			for _, r := range d.Cells {
				s := d.CellStanding(r)
				date, _, _ := strings.Cut(s.Words(), ",")
				if !strings.HasPrefix(date, "since ") && !strings.HasPrefix(date, "known as of ") && date != "undated" {
					t.Errorf("%s: %s", r.ID, s.Words())
				}
				if (s.Since != 0) != d.Seller.Owned || s.Undated != (r.Known == "" && !d.Seller.Owned) {
					t.Errorf("%s: %+v", r.ID, s)
				}
				for i, there := range s.Doubts() {
					if there && !slices.ContainsFunc(d.Warnings, func(w Warning) bool { return w.Code == DoubtCodes[i] }) {
						t.Errorf("%s: %s is no warning", r.ID, DoubtCodes[i])
					}
				}
			}
		}
	}
}

// A first day is told as a day only where the source or the operator gives one.
func TestStandingInWords(t *testing.T) {
	for _, c := range []struct{ known, since, data, words string }{
		{"2026-01", "2026-01-01", "2026-01", "since Jan 2026"},
		{"2026-01-01", "2026-01-01", "2026-01-01", "since 1 Jan 2026"},
		{"2026-01", "2026-02-01", "2026-02-01", "since 1 Feb 2026"},
		{"2026-01", "2025-01-01", "2025-01-01", "since 1 Jan 2025"},
		{"2026-12", "2026-12-15", "2026-12-15", "since 15 Dec 2026"},
		{"", "2026-11-30", "2026-11-30", "since 30 Nov 2026"},
	} {
		s := Standing{Known: c.known, Since: day(t, c.since)}
		if data, words := string(s.AppendSince(nil)), s.Words(); data != c.data || words != c.words {
			t.Errorf("%s since %s: %s, %s", c.known, c.since, data, words)
		}
	}
	if s := (Standing{}).Words(); s != "" {
		t.Errorf("nothing known: %s", s)
	}
	if at, _ := ParseInstant("2026-07-01T12:00:00Z"); at.Words() != "2026-07-01T12:00:00Z" || at.Day().Words() != "1 Jul 2026" {
		t.Errorf("%s, %s", at.Words(), at.Day().Words())
	}
}

// A model's page shows its last prices after its end, and says so.
func TestStandingAfterTheEnd(t *testing.T) {
	models, err := Default().Models(ModelsRequest{Seller: "openai-api", Model: "sora-2", AsOf: day(t, "2026-09-23")})
	if err != nil {
		t.Fatal(err)
	}
	last := models[0]
	for asOf, want := range map[string]string{
		"2026-09-23": "known as of 1 Jun 2026, stale, ends 24 Sep 2026",
		"2026-09-24": "known as of 1 Jun 2026, stale, ended 24 Sep 2026",
	} {
		last.AsOf = day(t, asOf)
		if got := last.CellStanding(last.Cells[0]).Words(); got != want {
			t.Errorf("on %s: %s, want %s", asOf, got, want)
		}
	}
}

// Kling's plans were told on 1 June 2026, the house's packs are its own.
func TestOffersStand(t *testing.T) {
	for _, c := range []struct{ seller, offer, asOf, want string }{
		{"kling-app", "standard", "2026-08-30", "known as of 1 Jun 2026"},
		{"kling-app", "premier", "2026-08-31", "known as of 1 Jun 2026, stale"},
		{"house", "studio", "2026-11-25", "since Jan 2026"},
		{"rutaapi", "trial", "2026-11-25", "undated"},
	} {
		s, _ := Default().Seller(c.seller)
		o, err := s.Offer(c.offer)
		if err != nil {
			t.Fatal(err)
		}
		if got := Default().Stated(s, o.Known, o.From, o.Conflicts, day(t, c.asOf)).Words(); got != c.want {
			t.Errorf("%s/%s on %s: %s, want %s", c.seller, c.offer, c.asOf, got, c.want)
		}
	}
}

func answered(t *testing.T, operation, request string) map[string]any {
	t.Helper()
	answer, e := handle(t, operation, request)
	if e != nil {
		t.Fatalf("%s: %v", request, e)
	}
	return answer
}

// shownStanding is the member in one line: known, since, doubts, words.
func shownStanding(t *testing.T, member any) string {
	t.Helper()
	if member == nil {
		return "null"
	}
	s := member.(map[string]any)
	if len(s) != 4 {
		t.Errorf("members of %v", s)
	}
	text := func(name string) string { b, _ := json.Marshal(s[name]); return string(b) }
	doubts := strings.NewReplacer(`"`, "", ",", " ").Replace(text("doubts"))
	return text("known") + " " + text("since") + " " + doubts + " " + s["words"].(string)
}
