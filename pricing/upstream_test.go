package pricing

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/internal/answers"
)

// withMaker is a table of a maker that ends its film on 24 September 2026, and of
// sellers that sell it on: one says nothing, one goes on, one has a film of its
// own that lives. All ask $0.10 a second; ids are chosen so that what lives comes
// last wherever nothing else orders it.
func withMaker(t testing.TB) *Table {
	end, err := ParseInstant("2026-09-24")
	if err != nil {
		t.Fatal(err)
	}
	sell := func(id string, m Model) Seller {
		m.ID, m.Medium, m.ModesMatch, m.WholeSeconds = "film", "video", Any, true
		m.Rates = []Rate{{ID: id + "/film/a", Per: One, Unit: Second, Amount: usd(1, -1), Known: "2026-06-01"}}
		return Seller{ID: id, Name: strings.ToUpper(id), Kind: "api", Currency: USD, Models: []Model{m}}
	}
	return &Table{
		Version: "test", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 900,
		Capabilities: []Capability{{ID: "talk", Name: "Talk"}, {ID: "sing", Name: "Sing"}},
		Routing: []Route{
			{Need: "talk", Constraint: "talk", Models: []string{"maker/film", "silent/film", "zoo/film"}},
			{Need: "sing", Constraint: "sing", Models: []string{"maker/film"}},
		},
		Sellers: []Seller{
			sell("maker", Model{Name: "Film", Family: "film", Capabilities: []string{"talk"}, Sunset: end, SunsetText: "the maker stops"}),
			sell("silent", Model{Name: "Film", Family: "film", Capabilities: []string{"talk"}, Upstream: "maker/film"}),
			sell("still", Model{Name: "Film", Family: "film", Capabilities: []string{"talk"}, Upstream: "maker/film", Continues: Yes}),
			sell("zoo", Model{Name: "Beasts", Family: "beasts", Capabilities: []string{"talk"}}),
		},
	}
}

// The doubt whether a model is still to be had stands before every other: what is
// assumed, what is approximate, what is not dated.
func TestUpstreamWarningIsFirst(t *testing.T) {
	for _, request := range []string{
		`{"seller":"house","model":"sora-2","asOf":"2026-09-24"}`, // the usual length is assumed
		`{"seller":"house","model":"sora-2-pro","seconds":8,"offer":"starter","asOf":"2026-11-25"}`,
		`{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":1,"asOf":"2026-11-25"}`, // undated, and much is not stated
		`{"seller":"endpoints","model":"sora-2-image-to-video","resolution":"720p","tier":1,"inputImages":1,"asOf":"2026-09-23"}`,
	} {
		q, e := ask(t, Default(), request)
		if e != nil {
			t.Fatalf("%s: %v", request, e)
		}
		at := slices.IndexFunc(q.Warnings, func(w Warning) bool { return w.Code == UpstreamSunset })
		if at != 0 {
			t.Errorf("%s: the warning stands at %d of %+v", request, at, q.Warnings)
		}
	}
	models, err := Default().Models(ModelsRequest{Search: "sora-2", AsOf: day(t, "2026-11-25")})
	if err != nil || len(models) != 7 { // 003:39 two of the maker; 000:163-164 two of the house; 002:18-20 three endpoints
		t.Fatalf("%d models, %v", len(models), err)
	}
	for _, m := range models {
		if m.Seller.ID != "openai-api" && (len(m.Warnings) == 0 || m.Warnings[0].Code != UpstreamSunset) {
			t.Errorf("%s/%s: %+v", m.Seller.ID, m.Model.ID, m.Warnings)
		}
	}
}

// What a seller says of going on decides how much is said.
func TestWhatTheSellerSays(t *testing.T) {
	for _, c := range []struct{ request, want string }{
		{`{"seller":"silent","model":"film","seconds":5,"asOf":"2026-09-23"}`, "upstream_sunset: the vendor's own Film ends on 2026-09-24; whether SILENT goes on selling it is not published"},
		{`{"seller":"silent","model":"film","seconds":5,"asOf":"2026-09-24"}`, "upstream_sunset: the vendor's own Film ended on 2026-09-24; whether SILENT goes on selling it is not published"},
		{`{"seller":"still","model":"film","seconds":5,"asOf":"2026-09-23"}`, "upstream_continued: the vendor's own Film ends on 2026-09-24; STILL says that it goes on selling it"},
		{`{"seller":"still","model":"film","seconds":5,"asOf":"2026-09-24"}`, "upstream_continued: the vendor's own Film ended on 2026-09-24; STILL says that it goes on selling it"},
		{`{"seller":"zoo","model":"film","seconds":5,"asOf":"2026-09-24"}`, ""},
	} {
		q, e := ask(t, withMaker(t), c.request)
		if e != nil {
			t.Fatalf("%s: %v", c.request, e)
		}
		var got []string
		for _, w := range q.Warnings {
			got = append(got, string(w.Code)+": "+w.Message)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.request, s, c.want)
		}
	}
}

// A model may have ended from its maker's last day on, unless its seller goes on.
func TestUpstreamEnded(t *testing.T) {
	table := withMaker(t)
	for _, c := range []struct {
		seller, at string
		want       bool
	}{
		{"maker", "2026-11-25", false}, // it has ended itself; that is another thing to say
		{"silent", "2026-09-23T23:59:59Z", false}, {"silent", "2026-09-24", true}, {"silent", "2027-01-01", true},
		{"still", "2026-09-24", false},
		{"zoo", "2026-09-24", false},
	} {
		s, _ := table.Seller(c.seller)
		if got := table.UpstreamEnded(&s.Models[0], day(t, c.at)); got != c.want {
			t.Errorf("%s on %s: %v", c.seller, c.at, got)
		}
	}
}

// A maker that goes on, or that the table does not have, is nothing to say.
func TestUpstreamGoesOn(t *testing.T) {
	for _, upstream := range []string{"maker/film", "maker/other", "nobody/film", "maker"} {
		table := withMaker(t)
		table.Sellers[0].Models[0].Sunset = 0
		m := &table.Sellers[1].Models[0]
		m.Upstream = upstream
		if up := table.Upstream(m); (up != nil) != (upstream == "maker/film") {
			t.Errorf("%s is %+v", upstream, up)
		}
		q, e := ask(t, table, `{"seller":"silent","model":"film","seconds":5,"asOf":"2026-11-25"}`)
		if e != nil || len(q.Warnings) > 0 || table.UpstreamEnded(m, q.AsOf) {
			t.Errorf("%s: %v, %+v", upstream, e, q)
		}
	}
}

// What lives is offered before what may have ended, also where it is only alike.
func TestLivingAlternativesAreFirst(t *testing.T) {
	for at, want := range map[string]string{
		"2026-09-23": "the same model at SILENT=silent; the same model at STILL=still; shares talk=zoo",
		"2026-09-24": "the same model at STILL=still; shares talk=zoo; the same model at SILENT; its maker ended it on 2026-09-24=silent",
	} {
		table := withMaker(t)
		if at == "2026-09-23" { // before its end the maker refuses nothing
			table.Sellers[0].Models[0].Unpriced = "nothing is said"
		}
		_, e := ask(t, table, `{"seller":"maker","model":"film","seconds":5,"asOf":"`+at+`"}`)
		if e == nil {
			t.Fatalf("%s: priced", at)
		}
		var got []string
		for _, a := range e.Alternatives {
			got = append(got, a.Why+"="+a.Shot.Seller)
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s:\n got %s\nwant %s", at, s, want)
		}
	}
	// 003:116 calls Sora 2 Pro the choice for top quality; Kling 3.0 shares that (003:136), and its maker goes on.
	_, e := ask(t, Default(), `{"seller":"openai-api","model":"sora-2-pro","seconds":5,"resolution":"1080p","asOf":"2026-09-24"}`)
	if e == nil || e.Code != Sunset {
		t.Fatalf("%v", e)
	}
	var sellers []string
	for _, a := range e.Alternatives {
		sellers = append(sellers, a.Shot.Seller+"/"+a.Shot.Model)
	}
	if got, want := strings.Join(sellers, " "), "kling-app/kling-3.0 aggregators/kling-3.0 house/sora-2-pro endpoints/sora-2-pro-text-to-video"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Of equal prices that of what lives stands first.
func TestLivingStandFirstAmongEqualPrices(t *testing.T) {
	for at, want := range map[string]string{
		"2026-09-23": "maker silent still zoo",
		"2026-09-24": "still zoo silent",
	} {
		c, err := withMaker(t).Compare(CompareRequest{Shot: Shot{Seconds: Parsed("5")}, AsOf: day(t, at)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range c.Rows {
			got = append(got, r.Quote.Seller.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %s, want %s", at, s, want)
		}
	}
}

// A need is not routed to what is no longer sold, and the answer says what that
// was. 003:136 names Sora for dialogue; 003:25 and 154 end it on 24 September.
func TestRoutingLeavesOutWhatHasEnded(t *testing.T) {
	for _, c := range []struct {
		table               *Table
		need, at            string
		models, ended, code string
	}{
		{Default(), "dialogue", "2026-09-23", "openai-api/sora-2 openai-api/sora-2-pro", "", ""},
		{Default(), "dialogue", "2026-09-24", "", "openai-api/sora-2 openai-api/sora-2-pro", "sunset"},
		{Default(), "editing", "2026-11-25", "runway-api/gen-4 runway-api/gen-4-turbo", "", ""},
		{withMaker(t), "talk", "2026-09-23", "maker/film silent/film zoo/film", "", ""},
		{withMaker(t), "talk", "2026-09-24", "zoo/film silent/film", "maker/film", "sunset"},
		{withMaker(t), "sing", "2026-09-24", "", "maker/film", "sunset"},
	} {
		got, err := c.table.Compare(CompareRequest{Shot: Shot{Seconds: Parsed("5")}, Needs: c.need, AsOf: day(t, c.at)})
		if err != nil || len(got.Routing) != 1 {
			t.Fatalf("%s: %+v, %v", c.need, got, err)
		}
		var ended []string
		for _, e := range got.Routing[0].Ended {
			ended = append(ended, e.Seller.ID+"/"+e.Model.ID)
			if string(e.Code) != c.code || e.Reason == "" {
				t.Errorf("%s on %s: %s is left out because of %q: %q", c.need, c.at, e.Model.ID, e.Code, e.Reason)
			}
		}
		if m, e := strings.Join(got.Routing[0].Models, " "), strings.Join(ended, " "); m != c.models || e != c.ended {
			t.Errorf("%s on %s: got %q, ended %q; want %q, ended %q", c.need, c.at, m, e, c.models, c.ended)
		}
	}
	// A row that has run out is no longer sold either; one that is not priced yet is no end.
	table := withMaker(t)
	table.Sellers[3].Models[0].Rates[0].From, table.Sellers[3].Models[0].Rates[0].Until = day(t, "2026-06-01"), day(t, "2026-09-01")
	for at, want := range map[string]string{"2026-05-31": "maker/film silent/film zoo/film", "2026-09-01": "maker/film silent/film"} {
		c, err := table.Compare(CompareRequest{Shot: Shot{Seconds: Parsed("5")}, Needs: "talk", AsOf: day(t, at)})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(c.Routing[0].Models, " "); got != want {
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
}

// The same in JSON.
func TestUpstreamInJSON(t *testing.T) {
	for _, c := range []struct {
		operation, request string
		want               map[string]string
	}{
		{"models", `{"seller":"maker"}`, map[string]string{"models.0.upstream": "", "models.0.continues": "", "models.0.state": "sunset"}},
		{"models", `{"seller":"silent"}`, map[string]string{"models.0.upstream": "maker/film", "models.0.continues": "unknown", "models.0.state": "available", "models.0.warnings.0.code": "upstream_sunset"}},
		{"models", `{"seller":"still"}`, map[string]string{"models.0.continues": "yes", "models.0.warnings.0.code": "upstream_continued"}},
		{"models", `{"q":"film"}`, map[string]string{"models.0.seller.id": "maker", "models.1.seller.id": "silent", "models.2.seller.id": "still"}}, // what has ended is still found
		{"compare", `{"seconds":5,"needs":"sing"}`, map[string]string{"routing.0.models": "[]", "routing.0.ended.0.seller.id": "maker", "routing.0.ended.0.model.id": "film",
			"routing.0.ended.0.code": "sunset", "routing.0.ended.0.reason": "Film is not available at MAKER from 2026-09-24: the maker stops"}},
		{"compare", `{"seconds":5,"needs":"talk"}`, map[string]string{"routing.0.models": "[zoo/film silent/film]", "comparable.0.seller.id": "still", "comparable.2.seller.id": "silent",
			"comparable.2.warnings.0.code": "upstream_sunset"}},
		{"advice", `{"seller":"silent","model":"film","seconds":5}`, map[string]string{"warnings.0.code": "upstream_sunset"}},
		{"budget", `{"seller":"silent","model":"film","seconds":5,"clips":1}`, map[string]string{"warnings.0.code": "upstream_sunset"}},
		{"estimate", `{"lines":[{"seller":"silent","model":"film","seconds":5}]}`, map[string]string{"lines.0.warnings.0.code": "upstream_sunset"}},
	} {
		body, err := Through.Handle(withMaker(t), c.operation, []byte(c.request), day(t, "2026-11-25"))
		var answer map[string]any
		if err != nil || json.Unmarshal(body, &answer) != nil {
			t.Errorf("%s %s: %v", c.operation, c.request, err)
			continue
		}
		for path, want := range c.want {
			if got := answers.Member(answer, path); got != want {
				t.Errorf("%s %s: %s is %q, want %q", c.operation, c.request, path, got, want)
			}
		}
	}
}
