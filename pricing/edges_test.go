package pricing

import (
	"slices"
	"strings"
	"testing"
)

// What a rate says at the edge of a condition, and how it is said.
func TestEdgesOfARate(t *testing.T) {
	least := Rate{Unit: Second, Amount: usd(1, -1), Minimum: &Fixed{5, 0}}
	images := Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{Op: Add, Unit: ReferenceImage, Amount: Fixed{2, -2}, Max: 4}}}
	small := Rate{Unit: Image, Amount: usd(2, -2), When: []Condition{{Dim: Pixels, Match: Within, UpTo: 921600}}}
	large := Rate{Unit: Image, Amount: usd(3, -2), When: []Condition{{Dim: Pixels, Match: Within, Over: 921600, UpTo: 2073600}}}
	huge := Rate{Unit: Image, Amount: usd(4, -2), When: []Condition{{Dim: Pixels, Match: Within, Over: 2073600}}}
	louder := Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Audio, "true", "false")},
		Modifiers: []Modifier{{If: []Condition{is(Audio, "true")}, Op: Add, Unit: Second, Amount: Fixed{1, -2}, Precision: Approx}}}
	finer := Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Quality, "draft", "final")},
		Modifiers: []Modifier{{If: []Condition{is(Quality, "final")}, Op: Multiply, Amount: Fixed{2, 0}}}}
	for _, c := range []struct {
		name    string
		table   *Table
		request string
		steps   string // or the message of the refusal
		field   string // and the accepted values of its field
	}{
		{"just the minimum is not raised", oneModel("video", least), `{"seller":"s","model":"m","seconds":5}`, "5 s × $0.10/s = $0.50", ""},
		{"below the minimum it is", oneModel("video", least), `{"seller":"s","model":"m","seconds":4}`, "5 s (the least that is billed) × $0.10/s = $0.50", ""},
		{"no width", oneModel("image", small, large), `{"seller":"s","model":"m","height":720}`,
			"a frame has a width and a height", ""},
		{"no height", oneModel("image", large, huge), `{"seller":"s","model":"m","width":720}`,
			"a frame has a width and a height", ""},
		{"no frame", oneModel("image", large, huge), `{"seller":"s","model":"m"}`,
			"the price of Model depends on width, which has no default", "more than 921600 and at most 2073600 pixels; more than 2073600 pixels"},
		{"a frame between two bounds", oneModel("image", small, large, huge), `{"seller":"s","model":"m","width":1920,"height":1080}`, "1 image × $0.03/image = $0.03", ""},
		{"a frame above all bounds", oneModel("image", small, large, huge), `{"seller":"s","model":"m","width":1921,"height":1080}`, "1 image × $0.04/image = $0.04", ""},
		{"a frame that is too large", oneModel("image", small), `{"seller":"s","model":"m","width":1280,"height":721}`,
			"Model has no published price at 922880 pixels", "at most 921600 pixels"},
		{"a modifier's field that the model does not list", oneModel("video", finer), `{"seller":"s","model":"m","seconds":5}`, "the price of Model depends on quality", "final"},
		{"an approximate surcharge", oneModel("video", louder), `{"seller":"s","model":"m","seconds":5,"audio":true}`,
			"5 s × $0.10/s = $0.50; plus 5 s × $0.01/s (audio on) = $0.05", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, c.table, c.request)
			steps, field := "", ""
			if e != nil {
				steps, field = e.Message, strings.Join(e.Accepted, "; ")
			} else {
				steps = strings.Join(q.Steps(), "; ")
			}
			if steps != c.steps || field != c.field {
				t.Errorf("%s:\n got %s [%s]\nwant %s [%s]", c.request, steps, field, c.steps, c.field)
			}
		})
	}
	// As many reference images as are accepted: 0.05 + 4 × 0.02.
	if q, e := ask(t, oneModel("image", images), `{"seller":"s","model":"m","inputImages":4}`); e != nil || q.Dollars.Min.Exact() != "13/100" {
		t.Errorf("four images: %v", e)
	}
	for request, want := range map[string]bool{`{"seller":"s","model":"m","seconds":5,"audio":true}`: true, `{"seller":"s","model":"m","seconds":5,"audio":false}`: false} {
		q, e := ask(t, oneModel("video", louder), request)
		if e != nil {
			t.Fatal(e)
		}
		got := slices.ContainsFunc(q.Warnings, func(w Warning) bool { return w.Code == Approximate })
		if got != want || q.Precision == Exact == want {
			t.Errorf("%s: approximate %v (%s), want %v", request, got, q.Precision, want)
		}
	}
}

// A refusal names what was asked for, and nothing that was not.
func TestRefusalsNameOnlyWhatWasAsked(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"endpoints","model":"sora-2-text-to-video","mode":"text-to-video","width":1280,"height":720,"tier":4}`: "sora-2-text-to-video has no published price at tier 4 with 720p",
		`{"seller":"genmo-app","model":"mochi-1","seconds":5}`:                                                            "the source does not publish how long a clip of Mochi 1 is, so it cannot be priced by seconds",
		`{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","seconds":5}`:                           "the source does not publish how long a clip of sora-2-text-to-video is, so it cannot be priced by seconds; it is priced by tier",
		`{"seller":"endpoints","model":"veo3","mode":"image-to-image"}`:                                                   `veo3 is not sold for "image-to-image"`,
		`{"seller":"house","model":"veo-3","mode":"text-to-video"}`:                                                       "the source does not say for which modes the price of Veo 3 is; leave mode out to see it",
		`{"seller":"fal","model":"wan-2.5","audio":true,"seconds":5}`:                                                     "the source does not say which audio the price of Wan 2.5 is for; leave it out to see that price",
		`{"seller":"house","model":"veo-4"}`:                                                                              `House has no model "veo-4"`,
		`{"seller":"runway-app","model":"gen-4"}`:                                                                         `Runway app (seat plans) publishes no price of a model`,
		`{"seller":"house","model":"veo-3","offer":"golden"}`:                                                             `House has no offer "golden"`,
		`{"seller":"endpoints","model":"veo3","offer":"golden"}`:                                                          "Endpoint API (publisher not named) sells no credits: no price of an endpoint credit in the sources",
	} {
		_, e := ask(t, Default(), request)
		if e == nil || e.Message != want {
			t.Errorf("%s:\n got %v\nwant %s", request, e, want)
		}
	}
	for e, want := range map[*Error]string{
		{Code: InvalidValue, Message: "no"}:                 "invalid_value: no",
		{Code: InvalidValue, Field: "count", Message: "no"}: "invalid_value: count: no",
	} {
		if got := e.Error(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for n, want := range map[int]string{60: strings.Repeat("é", 60), 61: strings.Repeat("é", 60) + "…"} {
		if got := Quoted(strings.Repeat("é", n)); got != `"`+want+`"` {
			t.Errorf("%d letters: got %s", n, got)
		}
	}
}

// Prices that began and ended at different times: the first day and the last
// are those of the model, in whatever order the rows stand.
func TestBeforeAndAfterEveryPrice(t *testing.T) {
	row := func(from, until string) Rate {
		return Rate{Unit: Second, Amount: usd(1, -1), From: day(t, from), Until: day(t, until)}
	}
	table := oneModel("video", row("2026-03-01", "2026-04-01"), row("2026-01-01", "2026-02-01"), row("2026-05-01", "2026-06-01"), row("2026-02-01", "2026-03-01"))
	for at, want := range map[string]string{
		"2025-12-31": "not_yet_priced: asOf: no price of Model at Seller is known before 2026-01-01",
		"2026-04-01": "no_longer_priced: asOf: the last known price of Model at Seller ended on 2026-06-01",
		"2026-06-01": "no_longer_priced: asOf: the last known price of Model at Seller ended on 2026-06-01",
	} {
		if _, e := ask(t, table, `{"seller":"s","model":"m","seconds":5,"asOf":"`+at+`"}`); e == nil || e.Error() != want {
			t.Errorf("%s: got %v, want %s", at, e, want)
		}
	}
}

// History has superseded prices of one call, formulas are published ones per
// megapixel: nothing else stands there.
func TestHistoryAndFormulas(t *testing.T) {
	table := oneModel("video",
		Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Resolution, "720p")}},
		Rate{Unit: Call, Amount: usd(2, 0), When: []Condition{is(Resolution, "480p")}},
		Rate{Unit: Call, Per: Fixed{10, 0}, Amount: usd(4, 0), Status: Superseded},
		Rate{Unit: Second, Amount: usd(3, -1), Status: Superseded},
		Rate{Unit: Second, Amount: usd(4, -1), Status: Informational},
		Rate{Unit: Megapixel, Amount: usd(5, -1), When: []Condition{is(Resolution, "1080p")}},
		Rate{Unit: Megapixel, Per: Fixed{2, 0}, Amount: usd(2, -1), Status: Informational},
		Rate{Unit: Megapixel, Amount: Range{Min: Fixed{1, -1}, Max: Fixed{2, -1}}, Status: Informational},
	)
	request := `{"seller":"s","model":"m","resolution":"720p","seconds":5,"width":1280,"height":720,"fps":25,"history":true}`
	q, e := ask(t, table, request)
	if e != nil {
		t.Fatal(e)
	}
	// $4 for 10 calls was $0.40; now 5 s cost $0.50, which is 25 % more.
	if len(q.History) != 1 || q.History[0].Rate.ID != "s/m/c" || q.History[0].Price.Min.Exact() != "2/5" || q.History[0].ChangePercent.Exact() != "25" {
		t.Errorf("history: %+v", q.History)
	}
	// 1280 × 720 × 25 × 5 ÷ 10⁶ = 115.2 megapixels at $0.20 for 2 are $11.52.
	if len(q.Formulas) != 1 || q.Formulas[0].Rate.ID != "s/m/g" || q.Formulas[0].Amount.Exact() != "288/25" || q.Formulas[0].MatchesListed {
		t.Errorf("formulas: %+v", q.Formulas)
	}
	// A formula needs a frame and, of a clip, a frame rate and a length.
	formula := Rate{Unit: Megapixel, Amount: usd(1, -1), Status: Informational}
	picture := oneModel("image", Rate{Unit: Image, Amount: usd(1, -1), Independent: memberResolution}, formula)
	clip := oneModel("video", Rate{Unit: Clip, Amount: usd(1, -1), Independent: memberResolution | memberSeconds | memberFPS}, formula)
	for _, c := range []struct {
		table *Table
		shot  string
		want  int
	}{
		{picture, `"width":1000,"height":1000`, 1}, {picture, `"images":2`, 0}, {picture, `"resolution":"720p"`, 0},
		{clip, `"width":1000,"height":1000,"fps":24,"seconds":5`, 1}, {clip, `"width":1000,"height":1000,"fps":24`, 0},
		{clip, `"width":1000,"height":1000,"seconds":5`, 0}, {clip, `"resolution":"720p","fps":24,"seconds":5`, 0},
	} {
		if q, e := ask(t, c.table, `{"seller":"s","model":"m",`+c.shot+`}`); e != nil || len(q.Formulas) != c.want {
			t.Errorf("%s: %v, want %d formulas", c.shot, e, c.want)
		}
	}
	if q, e := ask(t, table, strings.Replace(request, `,"history":true`, "", 1)); e != nil || len(q.History) != 0 {
		t.Errorf("history that was not asked for: %v", e)
	}
}

// A cell has a price per second only where its length is published.
func TestCellsPerSecond(t *testing.T) {
	for _, c := range []struct {
		name, medium string
		rate         Rate
		want         string // dollars, or the reason
	}{
		{"a second", "video", Rate{Unit: Second, Per: Fixed{10, 0}, Amount: usd(5, 0)}, "1/2"},
		{"a clip of one length", "video", Rate{Unit: Clip, Amount: usd(3, 0), When: []Condition{is(Seconds, "5")}}, "3/5"},
		{"a call of one length", "video", Rate{Unit: Call, Per: Fixed{2, 0}, Amount: usd(3, 0), When: []Condition{is(Seconds, "5")}}, "3/10"},
		{"a clip of either length", "video", Rate{Unit: Clip, Amount: usd(3, 0), When: []Condition{is(Seconds, "5", "10")}}, "clip length not published"},
		{"a clip of no length", "video", Rate{Unit: Clip, Amount: usd(3, 0)}, "clip length not published"},
		{"a GPU hour", "video", Rate{Unit: GPUHour, Amount: usd(3, 0), When: []Condition{is(Seconds, "5")}}, "clip length not published"},
		{"a tier", "video", Rate{Unit: Call, Amount: usd(3, 0), When: []Condition{is(Tier, "1")}}, "the source publishes duration tiers without their seconds"},
		{"an image", "image", Rate{Unit: Image, Amount: usd(3, 0)}, "not a video"},
	} {
		models, err := oneModel(c.medium, c.rate).Models(ModelsRequest{AsOf: day(t, "2026-06-15")})
		if err != nil {
			t.Fatal(err)
		}
		v, got := models[0].CellPerSecond(models[0].Cells[0])
		if got == "" {
			got = v.Min.Exact()
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// Offers that cannot pay, and what is said of those that can.
func TestEdgesOfAnOffer(t *testing.T) {
	table := oneModel("video", Rate{Unit: Clip, Amount: usd(10, 0), When: []Condition{is(Resolution, "480p", "1080p"), is(Seconds, "5")}})
	s := &table.Sellers[0]
	s.Currency = Currency{ID: "s-credit", Name: "S credit"}
	s.Offers = []Offer{
		{ID: "free", Name: "Free", Kind: Free, Price: &Fixed{0, 0}, Credits: &Fixed{50, 0}, Limits: Limits{Resolution: "480p", CommercialUse: No}},
		{ID: "paid", Name: "Paid", Kind: Plan, Price: &Fixed{5, 0}, Credits: &Fixed{100, 0}, Limits: Limits{CommercialUse: Yes}, Precision: Approx},
		{ID: "empty", Name: "Empty", Kind: Pack, Price: &Fixed{5, 0}, Credits: &Fixed{0, 0}},
		{ID: "secret", Name: "Secret", Kind: Pack, Credits: &Fixed{5, 0}, Reason: "the price is a secret"},
	}
	for _, c := range []struct{ offer, resolution, want string }{
		{"free", "480p", "0 [free_tier non_commercial]"},
		{"free", "1080p", "offer_limit: offer: Free of Seller is limited to 480p"},
		{"paid", "1080p", "1/2 [offer_approximate]"}, // 10 × 5 ÷ 100
		{"empty", "480p", "offer_not_priced: offer: Empty of Seller has no price per credit: price or credits not published"},
		{"secret", "480p", "offer_not_priced: offer: Secret of Seller has no price per credit: the price is a secret"},
	} {
		q, e := ask(t, table, `{"seller":"s","model":"m","seconds":5,"resolution":"`+c.resolution+`","offer":"`+c.offer+`"}`)
		got := ""
		if e != nil {
			got = e.Error()
		} else {
			var codes []string
			for _, w := range q.Warnings {
				codes = append(codes, string(w.Code))
			}
			got = q.Dollars.Min.Exact() + " [" + strings.Join(codes, " ") + "]"
		}
		if got != c.want {
			t.Errorf("%s at %s: got %s, want %s", c.offer, c.resolution, got, c.want)
		}
	}
	for resolution, want := range map[string]string{"480p": "free paid", "1080p": "paid"} {
		q, e := ask(t, table, `{"seller":"s","model":"m","everyOffer":true,"resolution":"`+resolution+`"}`)
		if e != nil {
			t.Fatal(e)
		}
		var ids []string
		for _, p := range q.Offers {
			ids = append(ids, p.Offer.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("every offer at %s: %s, want %s", resolution, got, want)
		}
	}
	if _, e := ask(t, table, `{"seller":"s","model":"m","resolution":"480p"}`); e != nil {
		t.Errorf("no offer: %v", e)
	}
}

// What is given is not assumed, and the default length is.
func TestWhatIsGivenIsNotAssumed(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"openai-api","model":"sora-2","seconds":8}`:                     "resolution",
		`{"seller":"openai-api","model":"sora-2","resolution":"720p","seconds":8}`: "",
		`{"seller":"kling-app","model":"kling-3.0","audio":true,"seconds":8}`:      "resolution",
		`{"seller":"luma-app","model":"ray3.14"}`:                                  "resolution hdr seconds",
		`{"seller":"luma-app","model":"ray3.14","hdr":false}`:                      "resolution seconds",
	} {
		q, e := ask(t, Default(), request)
		if e != nil {
			t.Fatalf("%s: %v", request, e)
		}
		var fields []string
		for _, w := range q.Warnings {
			if w.Code == Assumed {
				fields = append(fields, w.Field)
			}
		}
		if got := strings.Join(fields, " "); got != want {
			t.Errorf("%s: assumed %q, want %q", request, got, want)
		}
	}
}

// Every answer names the document that a price stands in.
func TestSourcesHaveTitles(t *testing.T) {
	for seller, want := range map[string]string{
		`{"seller":"house","model":"veo-3"}`:                                  "Video Credit Per-Second Pricing Analysis & Recommendations",
		`{"seller":"kling-app","model":"kling-3.0","audio":true,"seconds":1}`: "Closed video APIs, integration and cost (lesson)",
	} {
		answer, e := handle(t, "quote", seller)
		if e != nil {
			t.Fatal(e)
		}
		source := answer["rates"].([]any)[0].(map[string]any)["sources"].([]any)[0].(map[string]any)
		if source["title"] != want {
			t.Errorf("%s: %v, want %s", seller, source["title"], want)
		}
	}
}

// The first day that is read, and the longest estimate.
func TestFirstAndMost(t *testing.T) {
	if _, err := ParseInstant("1970-12-31"); err == nil {
		t.Error("1970-12-31 was accepted")
	}
	if i, err := ParseInstant("1971-01-01"); err != nil || i.String() != "1971-01-01" {
		t.Errorf("1971-01-01: %v, %v", i, err)
	}
	lines := strings.Repeat(`,{"seller":"house","model":"sora-2","seconds":1}`, MaxLines)[1:]
	if e := estimate(t, `{"lines":[`+lines+`]}`); e.Refused != 0 || e.Totals[0].Amount.Min.Exact() != "1000" {
		t.Errorf("%d lines: %d refused, %s", MaxLines, e.Refused, e.Totals[0].Amount.Min.Exact())
	}
	for request, want := range map[string]string{
		`{"seconds":8,"offers":"some"}`:    "invalid_value offers",
		`{"seconds":8,"market":"flea"}`:    "invalid_value market",
		`{"seconds":8,"model":"sora-2"}`:   "invalid_value seller",
		`{"seconds":8,"seller":"house"}`:   "invalid_value seller",
		`{"seconds":8,"needs":"patience"}`: "invalid_value needs",
		`{"resolution":"1080p"}`:           "missing_parameter seconds",
	} {
		if _, e := handle(t, "compare", request); e == nil || string(e.Code)+" "+e.Field != want {
			t.Errorf("%s: got %v, want %s", request, e, want)
		}
	}
}

// Steps after steps: each starts from what the price has come to.
func TestStepsFollowOneAnother(t *testing.T) {
	table := oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Audio, "true", "false")}, Modifiers: []Modifier{
		{If: []Condition{is(Audio, "false")}, Op: Add, Unit: Second, Amount: Fixed{2, -2}},
		{If: []Condition{is(Audio, "false")}, Op: Multiply, Amount: Fixed{5, -1}},
		{If: []Condition{is(Audio, "false")}, Op: Add, Unit: Second, Amount: Fixed{1, -2}},
		{If: []Condition{is(Audio, "false")}, Op: Multiply, Amount: Fixed{3, 0}},
	}})
	q, e := ask(t, table, `{"seller":"s","model":"m","seconds":5}`)
	if e != nil {
		t.Fatal(e)
	}
	want := "5 s × $0.10/s = $0.50; plus 5 s × $0.02/s (audio off) = $0.10; $0.60 × 0.5 (audio off) = $0.30; " +
		"plus 5 s × $0.01/s (audio off) = $0.05; $0.35 × 3 (audio off) = $1.05"
	if got := strings.Join(q.Steps(), "; "); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// Free credits and trials are no way to pay for an estimate, nor are offers that
// exclude one of its lines.
func TestOffersThatPayForAnEstimate(t *testing.T) {
	table := oneModel("video", Rate{Unit: Second, Amount: usd(10, 0), When: []Condition{is(Resolution, "480p", "1080p")}})
	s := &table.Sellers[0]
	s.Currency = Currency{ID: "s-credit", Name: "S credit"}
	for _, o := range []Offer{{ID: "free", Kind: Free}, {ID: "trial", Kind: Trial}, {ID: "small", Kind: Plan, Limits: Limits{Resolution: "480p"}}, {ID: "large", Kind: Pack}} {
		o.Price, o.Credits = &Fixed{5, 0}, &Fixed{100, 0}
		s.Offers = append(s.Offers, o)
	}
	other := *s
	other.ID, other.Currency = "z", Currency{ID: "z-credit", Name: "Z credit"}
	table.Sellers = append(table.Sellers, other)
	line := func(seller, resolution string) Line {
		return Line{Shot: Shot{Seller: seller, Model: "m", Resolution: resolution, Seconds: Parsed("5")}}
	}
	for _, c := range []struct {
		lines []Line
		want  string
	}{
		{[]Line{line("s", "480p")}, "small large"},
		{[]Line{line("s", "480p"), line("s", "1080p")}, "large"},
		{[]Line{line("s", "480p"), line("z", "1080p")}, "small large"}, // another seller's line does not matter
		{[]Line{line("s", "480p"), line("s", "4K")}, "small large"},    // nor does one without a price
	} {
		e, err := table.Estimate(EstimateRequest{Lines: c.lines, AsOf: day(t, "2026-06-15")})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, p := range e.Totals[0].Offers {
			ids = append(ids, p.Offer.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%+v: paid with %s, want %s", c.lines, got, c.want)
		}
	}
	compared, err := table.Compare(CompareRequest{Shot: Shot{Resolution: "480p", Seconds: Parsed("5")}, Market: MarketAll, Offers: "all", AsOf: day(t, "2026-06-15")})
	if err != nil {
		t.Fatal(err)
	}
	var paid, free []string
	for _, p := range compared.Rows {
		paid = append(paid, p.Quote.Seller.ID+"/"+p.Quote.Offer.Offer.ID)
	}
	for _, p := range compared.Free {
		free = append(free, p.Quote.Seller.ID+"/"+p.Quote.Offer.Offer.ID)
	}
	if got := strings.Join(paid, " ") + " | " + strings.Join(free, " "); got != "s/small s/large z/small z/large | s/free s/trial z/free z/trial" {
		t.Errorf("compared: %s", got)
	}
	for i := range table.Sellers {
		table.Sellers[i].Offers = s.Offers[:2]
	}
	compared, err = table.Compare(CompareRequest{Shot: Shot{Resolution: "480p", Seconds: Parsed("5")}, Market: MarketAll, AsOf: day(t, "2026-06-15")})
	if err != nil || len(compared.Others) != 2 || compared.Others[0].Reason != "no offer of Seller pays for this shot" {
		t.Errorf("only free offers: %+v, %v", compared.Others, err)
	}
}

// An offer holds from its first day up to its last.
func TestAnOfferEnds(t *testing.T) {
	table := oneModel("video", Rate{Unit: Clip, Amount: usd(10, 0)})
	s := &table.Sellers[0]
	s.Currency = Currency{ID: "s-credit", Name: "S credit"}
	s.Offers = []Offer{{ID: "o", Name: "O", Price: &Fixed{5, 0}, Credits: &Fixed{100, 0}, From: day(t, "2026-06-01"), Until: day(t, "2026-07-01")}}
	for at, want := range map[string]bool{"2026-05-31": false, "2026-06-01": true, "2026-06-30": true, "2026-06-30T23:59:59Z": true, "2026-07-01": false, "2026-07-02": false} {
		if _, e := ask(t, table, `{"seller":"s","model":"m","offer":"o","asOf":"`+at+`"}`); (e == nil) != want {
			t.Errorf("%s: %v, want %v", at, e, want)
		}
	}
}

// The vendor's own model stops; its resellers say so before and after.
func TestUpstreamEnds(t *testing.T) {
	for at, want := range map[string]string{
		"2026-09-23": "the vendor's own Sora 2 ends on 2026-09-24; whether House goes on selling it is not published",
		"2026-09-24": "the vendor's own Sora 2 ended on 2026-09-24; whether House goes on selling it is not published",
	} {
		q, e := ask(t, Default(), `{"seller":"house","model":"sora-2","seconds":8,"asOf":"`+at+`"}`)
		if e != nil {
			t.Fatal(e)
		}
		if !slices.ContainsFunc(q.Warnings, func(w Warning) bool { return w.Message == want }) {
			t.Errorf("%s: %+v, want %s", at, q.Warnings, want)
		}
	}
}

// What a shot reads like.
func TestDescribe(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"endpoints","model":"wan/2-6-text-to-video","mode":"text-to-video","resolution":"720p","tier":2}`: "text-to-video, 720p, tier 2",
		`{"seller":"kling-app","model":"kling-3.0","audio":true,"seconds":8,"batch":false}`:                          "1080p, audio on, 8 s",
		`{"seller":"fal","model":"h100","gpuHours":"1.5"}`:                                                           "1.5 GPU hours",
		`{"seller":"openai-api","model":"sora-2","seconds":8,"batch":true}`:                                          "720p, batch on, 8 s",
		`{"seller":"endpoints","model":"gpt-image-2","width":1000,"height":10}`:                                      "10000 pixels",
	} {
		q, e := ask(t, Default(), request)
		if e != nil {
			t.Fatal(e)
		}
		if got := q.Shot.Describe(); got != want {
			t.Errorf("%s: got %s, want %s", request, got, want)
		}
	}
}

// Alternatives keep what they can of the shot, and those that differ least come
// first.
func TestWhatAnAlternativeKeeps(t *testing.T) {
	clips := oneModel("video",
		Rate{Unit: Clip, Amount: usd(2, 0), When: []Condition{is(Resolution, "720p"), is(Seconds, "10")}},
		Rate{Unit: Clip, Amount: usd(1, 0), When: []Condition{is(Resolution, "720p"), is(Seconds, "5")}})
	clips.Sellers[0].Models[0].WholeSeconds = false
	// At s: m, that is named without a price, and two models with its capability; at z: m, its kin.
	kin := oneModel("video", Rate{Unit: Call, Amount: usd(1, 0)})
	m := kin.Sellers[0].Models[0]
	m.Family, m.Capabilities = "f", []string{"talks"}
	like, other, named := m, m, m
	like.ID, like.Family = "like", "g"
	other.ID, other.Family, other.Capabilities = "other", "g", []string{"sings"}
	named.Unpriced = "nothing is said"
	kin.Sellers[0].Models = []Model{like, named, other}
	kin.Sellers = append(kin.Sellers, Seller{ID: "z", Name: "Z", Currency: USD, Models: []Model{m}})
	for _, c := range []struct {
		name    string
		table   *Table
		request string
		want    string
	}{
		{"a length that was not asked for is no distance", clips, `{"seller":"s","model":"m","resolution":"480p"}`, "720p, 10 s=s/m $2.00; 720p, 5 s=s/m $1.00"},
		{"the nearest length first", clips, `{"seller":"s","model":"m","resolution":"480p","seconds":6}`, "720p, 5 s=s/m $1.00; 720p, 10 s=s/m $2.00"},
		{"any mode is kept", clips, `{"seller":"s","model":"m","mode":"text-to-video","resolution":"480p","seconds":5}`, "720p=s/m $1.00; 720p, 10 s=s/m $2.00"},
		{"the same model elsewhere, then another that can do it, each once", kin, `{"seller":"s","model":"m"}`, "the same model at Z=z/m $1.00; shares talks=s/like $1.00"},
	} {
		_, e := ask(t, c.table, c.request)
		if e == nil {
			t.Errorf("%s: priced", c.name)
			continue
		}
		var got []string
		for _, a := range e.Alternatives {
			got = append(got, a.Why+"="+a.Shot.Seller+"/"+a.Shot.Model+" "+a.Display)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

// Before the first price of a model its kin are offered: the same model
// elsewhere, else models that can do the same.
func TestKinAreOffered(t *testing.T) {
	for request, want := range map[string]string{
		`{"seller":"kling-app","model":"kling-3.0","audio":true,"seconds":5,"asOf":"2026-01-15"}`: "shares audio=google-api/veo-3.0-full; shares audio=house/veo-3; shares audio=luma-api/ray-2; shares audio=luma-api/ray-flash-2; shares top-quality=openai-api/sora-2-pro",
		`{"seller":"endpoints","model":"nano-banana-2","inputImages":3}`:                          "1K=endpoints/nano-banana-2; 2K=endpoints/nano-banana-2; 4K=endpoints/nano-banana-2",
	} {
		_, e := ask(t, Default(), request)
		if e == nil {
			t.Fatalf("%s: priced", request)
		}
		var got []string
		for _, a := range e.Alternatives {
			got = append(got, a.Why+"="+a.Shot.Seller+"/"+a.Shot.Model)
			if a.Shot.InputImages.Valid && Text(a.Shot.InputImages) != "3" {
				t.Errorf("%s: %s input images", request, Text(a.Shot.InputImages))
			}
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", request, got, want)
		}
	}
}
