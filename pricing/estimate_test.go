package pricing

import (
	"errors"
	"strings"
	"testing"
)

func estimate(t *testing.T, request string) *Estimate {
	t.Helper()
	r, err := Through.Estimate([]byte(request), day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := Default().Estimate(r)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// 40 B-roll clips of 6 s on Sora 2 and 5 hero shots of 8 s on Veo 3 with 3 takes:
// 40 × 60 + 5 × 3 × 480 = 9600 credits; 45 kept clips, 40 × 6 + 5 × 8 = 280 kept
// seconds.
const twoKindsOfClip = `{"lines":[
	{"seller":"house","model":"sora-2","seconds":6,"count":40,"label":"B-roll","project":"Spring","client":"Acme"},
	{"seller":"house","model":"veo-3","seconds":8,"count":5,"takes":3,"label":"Hero","project":"Spring","client":"Umbrella"}]}`

func TestEstimate(t *testing.T) {
	e := estimate(t, twoKindsOfClip)
	if e.Refused != 0 || len(e.Totals) != 1 {
		t.Fatalf("%d refused, %d totals", e.Refused, len(e.Totals))
	}
	total := &e.Totals[0]
	perSecond, ok := total.PerKeptSecond(total.Amount)
	for name, c := range map[string]struct{ got, want string }{
		"amount":            {total.Amount.Min.Exact(), "9600"},
		"generations":       {total.Generations.Exact(), "55"},
		"kept clips":        {total.KeptClips.Exact(), "45"},
		"kept seconds":      {total.KeptSeconds.Exact(), "280"},
		"per kept clip":     {total.PerKeptClip(total.Amount).Min.Exact(), "640/3"},
		"per kept second":   {perSecond.Min.Exact(), "240/7"},
		"the B-roll client": {e.Clients[0].Totals[0].Amount.Min.Exact(), "2400"},
		"the hero client":   {e.Clients[1].Totals[0].Amount.Min.Exact(), "7200"},
		"the project":       {e.Projects[0].Totals[0].Amount.Min.Exact(), "9600"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", name, c.got, c.want)
		}
	}
	if !ok || len(e.Clients) != 2 || len(e.Projects) != 1 {
		t.Errorf("per second %v, %d clients, %d projects", ok, len(e.Clients), len(e.Projects))
	}
	// 9600 × 179 ÷ 5000 = 343.68 on Agency; 9600 × 15 ÷ 250 = 576 on Starter.
	want := map[string]string{"agency": "8592/25", "starter": "576"}
	for _, p := range total.Offers {
		if exact := p.Pays(total.Amount).Min.Exact(); want[p.Offer.ID] != "" && exact != want[p.Offer.ID] {
			t.Errorf("on %s: got %s, want %s", p.Offer.ID, exact, want[p.Offer.ID])
		}
	}
	if len(total.Offers) != 7 {
		t.Errorf("%d offers, want all 7 of the house", len(total.Offers))
	}
}

// A line without a price is listed with its reason and the totals say that they
// are incomplete; it never counts as nothing.
func TestEstimateWithARefusedLine(t *testing.T) {
	request := strings.Replace(twoKindsOfClip, `"model":"veo-3"`, `"model":"veo-9"`, 1)
	e := estimate(t, request)
	if e.Refused != 1 || e.Lines[1].Err == nil || e.Lines[1].Err.Code != UnknownModel || e.Totals[0].Amount.Min.Exact() != "2400" {
		t.Errorf("%d refused, %v, %s", e.Refused, e.Lines[1].Err, e.Totals[0].Amount.Min.Exact())
	}
	answer, _ := handle(t, "estimate", request)
	if answer["complete"] != false {
		t.Error("the answer says that it is complete")
	}
}

// Credits of two sellers never add; dollars of two sellers do.
func TestEstimateAddsOnlyOneCurrency(t *testing.T) {
	e := estimate(t, `{"lines":[
		{"seller":"house","model":"veo-3","seconds":8},
		{"seller":"endpoints","model":"veo3"},
		{"seller":"google-api","model":"veo-3.0-full","audio":true,"seconds":8},
		{"seller":"minimax-api","model":"hailuo-02","resolution":"1080p","seconds":6},
		{"seller":"aggregators","model":"pika-2.5","resolution":"1080p"}]}`)
	got := map[string]string{}
	for _, total := range e.Totals {
		got[total.Currency.ID] = total.Amount.Min.Exact()
		if total.Currency.Dollars() && (total.Seller != nil || total.KeptSeconds != nil) {
			t.Error("the dollar total names one seller, or seconds although a clip's length is not published")
		}
	}
	// 6 + 0.48 + 0.45 = 6.93 dollars.
	for currency, want := range map[string]string{"house-credit": "480", "endpoint-credit": "63", "USD": "693/100"} {
		if got[currency] != want {
			t.Errorf("%s: got %s, want %s", currency, got[currency], want)
		}
	}
}

func TestEstimateInReality(t *testing.T) {
	// The endpoints refund a provider failure; of a time-out nothing is known.
	// 10 credits, s = 1 − 0.1 − 0.1 = 0.8: 1.05 × 10 × 0.8 ÷ 0.8 = 10.5 if
	// time-outs are refunded, 1.05 × 10 × 0.9 ÷ 0.8 = 11.8125 if they are billed.
	e := estimate(t, `{"lines":[{"seller":"endpoints","model":"sora-2-text-to-video","resolution":"720p","tier":2}],
		"reality":{"failureRate":"0.1","timeoutRate":"0.1","duplicateRate":"0.05"}}`)
	x := e.Totals[0].Expected
	if got := [3]string{x.Amount.Min.Exact(), x.Amount.Max.Exact(), x.Jobs.Exact()}; got != [3]string{"21/2", "189/16", "21/16"} {
		t.Errorf("got %v, want 21/2 to 189/16 for 21/16 jobs", got)
	}
	if x.StatusCalls != nil || x.StatusReason == "" {
		t.Error("status calls without a generation time")
	}
	// Runway asks for 5 s or more: 90 s are 18 calls a job, 10 ÷ 0.9 jobs.
	e = estimate(t, `{"lines":[{"seller":"runway-api","model":"gen-4","seconds":10,"count":10}],
		"reality":{"failureRate":"0.1","generationSeconds":90}}`)
	x = e.Totals[0].Expected
	if got := [2]string{x.Amount.Min.Exact(), x.Amount.Max.Exact()}; got != [2]string{"1200", "4000/3"} {
		t.Errorf("got %v, want 1200 to 4000/3", got)
	}
	if x.StatusCalls == nil || x.StatusCalls.Max.Exact() != "200" {
		t.Errorf("status calls %+v, want 200", x.StatusCalls)
	}
}

// What is expected of a total comes from its own lines: not from those of
// another currency, nor from those without a price. An assumption is said once,
// and of several sellers without a polling interval the first is named.
func TestRealityOfSeveralLines(t *testing.T) {
	e := estimate(t, `{"lines":[
		{"seller":"endpoints","model":"veo3_lite"},{"seller":"house","model":"veo-9"},{"seller":"house","model":"veo-3","seconds":8},{"seller":"endpoints","model":"veo3"},
		{"seller":"openai-api","model":"sora-2","resolution":"720p","seconds":8},{"seller":"google-api","model":"veo-3.0-full","audio":true,"seconds":8}],
		"reality":{"failureRate":"0.5","generationSeconds":90}}`)
	want := map[string][4]string{
		// 5 + 63, refunded: what completes is billed. Two jobs for each.
		"endpoint-credit": {"68", "68", "4", "provider failures at Endpoint API (publisher not named): refunded"},
		// Billed once, or twice if the failure is billed.
		"house-credit": {"480", "960", "2", "provider failures at House: policy not published, so both refunded and billed"},
		// 0.80 + 6.
		"USD": {"34/5", "68/5", "4", "provider failures at OpenAI API: policy not published, so both refunded and billed; " +
			"provider failures at Google Veo API: policy not published, so both refunded and billed"},
	}
	for _, total := range e.Totals {
		x := total.Expected
		got := [4]string{x.Amount.Min.Exact(), x.Amount.Max.Exact(), x.Jobs.Exact(), strings.Join(x.Assumptions, "; ")}
		if got != want[total.Currency.ID] {
			t.Errorf("%s: got %v, want %v", total.Currency.ID, got, want[total.Currency.ID])
		}
		if total.Currency.Dollars() && (x.StatusCalls != nil || x.StatusReason != "OpenAI API publishes no polling interval") {
			t.Errorf("status calls %v: %s", x.StatusCalls, x.StatusReason)
		}
	}
}

func TestEstimateRefusals(t *testing.T) {
	for _, c := range []struct {
		name, request string
		code          Code
		field         string
	}{
		{"no lines", `{"lines":[]}`, InvalidValue, "lines"},
		{"nothing", `{}`, InvalidValue, "lines"},
		{"101 lines", `{"lines":[` + strings.Repeat(`{},`, 100) + `{}]}`, InvalidValue, "lines"},
		{"lines that are no array", `{"lines":{}}`, WrongType, "lines"},
		{"a line that is no object", `{"lines":["x"]}`, WrongType, "lines.0"},
		{"an unknown member of a line", `{"lines":[{},{"colour":"blue"}]}`, UnknownField, "lines.1.colour"},
		{"a rate above 1", `{"lines":[{}],"reality":{"failureRate":"1.1"}}`, InvalidValue, "reality.failureRate"},
		{"nothing ever completes", `{"lines":[{}],"reality":{"failureRate":"0.5","timeoutRate":"0.5"}}`, InvalidValue, "reality.failureRate"},
	} {
		_, e := handle(t, "estimate", c.request)
		if e == nil || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: got %v, want %s at %s", c.name, e, c.code, c.field)
		}
	}
}

func compare(t *testing.T, request string) *Comparison {
	t.Helper()
	r, err := Through.Compare([]byte(request), day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Default().Compare(r)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func rows(list []ComparedPrice) string {
	var out []string
	for _, p := range list {
		offer := ""
		if p.Quote.Offer != nil {
			offer = " on " + p.Quote.Offer.Offer.ID
		}
		out = append(out, p.Quote.Seller.ID+"/"+p.Quote.Model.ID+offer+" "+p.Quote.Dollars.Min.Exact())
	}
	return strings.Join(out, ", ")
}

func reason(c *Comparison, id string) string {
	for _, o := range c.Unconfirmed {
		if o.Seller.ID+"/"+o.Model.ID == id {
			return "unconfirmed " + o.Field
		}
	}
	for _, o := range c.Others {
		if o.Seller.ID+"/"+o.Model.ID == id {
			return string(o.Code)
		}
	}
	return "compared"
}

func TestCompare(t *testing.T) {
	// At 1080p and 5 s the APIs that state both: 0.39, 0.86 and 5 × 0.70.
	c := compare(t, `{"resolution":"1080p","seconds":5}`)
	if got, want := rows(c.Rows), "luma-api/ray-flash-2 39/100, luma-api/ray-2 43/50, openai-api/sora-2-pro 7/2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for id, want := range map[string]string{
		"openai-api/sora-2":        "option_not_published",   // 720p only
		"runway-api/gen-4":         "unconfirmed resolution", // not stated
		"aggregators/pika-2.5":     "unconfirmed seconds",    // length not published
		"minimax-api/hailuo-02":    "option_not_published",   // 6 s at 1080p
		"self-hosted/mochi-1":      "not_priced",
		"endpoints/kling/v2-1-pro": "unconfirmed resolution",
		"endpoints/veo3":           "option_not_published", // 8 s
	} {
		if got := reason(c, id); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
	// API and consumer prices never mix unless asked.
	if reason(c, "house/veo-3") != "compared" || strings.Contains(rows(c.Rows), "house") {
		t.Error("the API market contains the house")
	}
	// After the sunset Sora is out, with the reason.
	c = compare(t, `{"resolution":"1080p","seconds":5,"asOf":"2026-09-24"}`)
	if got := reason(c, "openai-api/sora-2-pro"); got != string(Sunset) {
		t.Errorf("after its sunset: %s", got)
	}
}

func TestCompareApps(t *testing.T) {
	c := compare(t, `{"market":"app","resolution":"1080p","seconds":10}`)
	got := rows(c.Rows)
	// Kling 3.0: 120 × 180 ÷ 26000; Pika: 80 × 10 ÷ 700, its cheapest credit; the
	// house's cheapest credit is Agency's.
	for _, want := range []string{"kling-app/kling-3.0 on ultra 54/65", "pika-app/pika-2.5 on standard 8/7", "house/mochi-1 on agency 179/50"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
	if reason(c, "luma-app/ray3") != string(OptionNotPublished) {
		t.Errorf("luma-app/ray3: %s", reason(c, "luma-app/ray3"))
	}
	every := compare(t, `{"market":"app","resolution":"1080p","seconds":10,"offers":"all"}`)
	if !strings.Contains(rows(every.Rows), "pika-app/pika-2.5 on fancy 19/15") { // 80 × 95 ÷ 6000
		t.Errorf("%s lacks Pika on Fancy", rows(every.Rows))
	}
	for _, p := range c.Rows {
		if p.Basis == "" {
			t.Errorf("%s does not say which offer was assumed", p.Quote.Seller.ID)
		}
	}
}

func TestCompareByNeed(t *testing.T) {
	c := compare(t, `{"market":"all","seconds":5,"hdr":true,"resolution":"540p","needs":"hdr"}`)
	if len(c.Rows) != 0 || reason(c, "luma-app/ray3") != string(OfferNotPriced) || reason(c, "runway-api/gen-4") != "need_not_met" {
		t.Errorf("%s; Luma: %s, Runway: %s", rows(c.Rows), reason(c, "luma-app/ray3"), reason(c, "runway-api/gen-4"))
	}
	// 003:136.
	for words, want := range map[string]string{
		"editing existing footage": "Runway", "needs HDR/EXR for color grade": "Luma", "top quality + motion control": "Kling",
		"high-volume cheap drafts": "Pika", "coherent dialogue + brand": "Sora",
	} {
		c := compare(t, `{"seconds":8,"needs":"`+words+`"}`)
		if len(c.Routing) != 1 || c.Routing[0].Name != want {
			t.Errorf("%s: got %+v, want %s", words, c.Routing, want)
		}
	}
	_, err := Default().Compare(CompareRequest{Shot: Shot{Seconds: Parsed("8")}, Needs: "smell"})
	var e *Error
	if !errors.As(err, &e) || e.Field != "needs" || len(e.Accepted) == 0 {
		t.Errorf("an unknown need: %v", err)
	}
}

func TestAdvice(t *testing.T) {
	for _, c := range []struct {
		request  string
		required bool
		spend    string
	}{
		{`{"asOf":"2026-08-01","region":"EU"}`, false, ""},
		{`{"asOf":"2026-08-02","region":"EU"}`, true, ""},
		{`{"asOf":"2026-12-01","region":"non-EU"}`, false, ""},
		{`{"asOf":"2026-12-01","purpose":"hero"}`, false, "more"},
		{`{"asOf":"2026-12-01","purpose":"B-roll"}`, false, "less"},
	} {
		answer, e := handle(t, "advice", c.request)
		if e != nil {
			t.Fatalf("%s: %v", c.request, e)
		}
		label := answer["provenanceLabel"].(map[string]any)
		spending, _ := answer["spending"].(map[string]any)
		spend, _ := spending["spend"].(string)
		if label["legallyRequired"] != c.required || label["preserve"] != true || label["from"] != "2026-08-02" || spend != c.spend {
			t.Errorf("%s: label %v, spend %q", c.request, label, spend)
		}
	}
	// A table without the rule says what to do all the same.
	if body, err := Through.Handle(oneModel("video"), "advice", []byte(`{"region":"EU"}`), day(t, "2026-12-01")); err != nil || !strings.Contains(string(body), `{"legallyRequired":false,"preserve":true}`) {
		t.Errorf("no rule: %v\n%s", err, body)
	}
	if _, e := handle(t, "advice", `{"model":"sora-2"}`); e == nil || e.Field != "seller" {
		t.Errorf("a model without a seller: %v", e)
	}
	if _, e := handle(t, "advice", `{"purpose":"wedding"}`); e == nil || e.Field != "purpose" || len(e.Accepted) != 6 {
		t.Errorf("an unknown purpose: %v", e)
	}
	answer, e := handle(t, "advice", `{"seller":"openai-api","model":"sora-2","seconds":8}`)
	if e != nil {
		t.Fatal(e)
	}
	found := false
	for _, w := range answer["warnings"].([]any) {
		found = found || w.(map[string]any)["code"] == string(SunsetAhead)
	}
	if !found {
		t.Error("the advice on Sora 2 does not mention its end")
	}
}
