package wire

import (
	"bytes"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// The request that an answer carries is what was sent, in one form: members by
// name, plain values as strings, nothing that was not given but the date.
func TestCanonicalRequests(t *testing.T) {
	for _, c := range []struct{ name, request, want string }{
		{"sorted, a number as its text", `{"seller":"house","model":"veo-3","seconds":8}`,
			`{"asOf":"2026-06-15","model":"veo-3","seconds":"8","seller":"house"}`},
		{"a date of its own, as it was sent", `{"asOf":"2026-07-01T02:00:00+02:00","seller":"house","model":"veo-3","seconds":8}`,
			`{"asOf":"2026-07-01T02:00:00+02:00","model":"veo-3","seconds":"8","seller":"house"}`},
		{"the text is kept, not the number", `{"seconds":8.0,"seller":"house","model":"veo-3"}`,
			`{"asOf":"2026-06-15","model":"veo-3","seconds":"8.0","seller":"house"}`},
		{"the name is kept, not the id", `{"seller":"House","model":"Veo 3","seconds":"8"}`,
			`{"asOf":"2026-06-15","model":"Veo 3","seconds":"8","seller":"House"}`},
		{"null is not given", `{"seller":"house","model":"veo-3","seconds":8,"tier":null,"plan":null,"asOf":null}`,
			`{"asOf":"2026-06-15","model":"veo-3","seconds":"8","seller":"house"}`},
		{"an object is sorted likewise", `{"takes":2,"credits":50,"plan":{"price":30,"credits":"3000"},"history":false}`,
			`{"asOf":"2026-06-15","credits":"50","history":"false","plan":{"credits":"3000","price":"30"},"takes":"2"}`},
		{"escapes are resolved", `{"seller":"house","\u006dodel":"veo\u002d3","seconds":8}`,
			`{"asOf":"2026-06-15","model":"veo-3","seconds":"8","seller":"house"}`},
		{"space means nothing", " {\n\t\"seller\" : \"house\" , \"model\":\"veo-3\"\r\n,\"seconds\":8 } ",
			`{"asOf":"2026-06-15","model":"veo-3","seconds":"8","seller":"house"}`},
	} {
		first, err := Handle(frozen.Table(), "quote", []byte(c.request), made.Day(t, "2026-06-15"))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if !strings.Contains(string(first), `,"request":`+c.want+`,"rounding":"half-away-from-zero; dollars 6 places, cents 2","asOf":"`) {
			t.Errorf("%s: want the request %s in\n%s", c.name, c.want, first)
		}
		again, err := Handle(frozen.Table(), "quote", []byte(c.want), made.Day(t, "2026-09-01"))
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: sent back, the answer differs (%v):\n%s\n%s", c.name, err, first, again)
		}
	}
}

// What Ask says beside the bytes.
func TestWhatAnAnswerSays(t *testing.T) {
	for _, c := range []struct {
		op, request  string
		asOf, sunset string
		dated        bool
	}{
		{"quote", `{"seller":"house","model":"veo-3","seconds":8}`, "2026-06-15", "", false},
		{"quote", `{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-07-01"}`, "2026-07-01", "", true},
		{"quote", `{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-06-15"}`, "2026-06-15", "", true},
		{"quote", `{"seller":"house","model":"none","asOf":"2026-07-01"}`, "2026-07-01", "", true},
		{"quote", `{"asOf":"2026-07-01","none":1}`, "2026-06-15", "", false},
		{"quote", `{"credits":50}`, "2026-06-15", "", false},
		{"quote", `{"seller":"openai-api","model":"sora-2","seconds":8}`, "2026-06-15", "2026-09-24", false},
		{"models", `{"seller":"openai-api","model":"sora-2","asOf":"2026-12-01"}`, "2026-12-01", "2026-09-24", true},
		{"models", `{"seller":"openai-api"}`, "2026-06-15", "", false},
		{"quotes", `{"quotes":[{"seller":"openai-api","model":"sora-2","seconds":8}],"asOf":"2026-07-01"}`, "2026-07-01", "", true},
		{"quotes", `{"quotes":[{"seller":"house","model":"veo-3","asOf":"2026-07-01"}]}`, "", "", false},
		{"offers", `{"seller":"house","asOf":"2026-07-01"}`, "2026-07-01", "", true},
		{"reconcile", `{"log":"model,seconds,credits\nveo-3,8,480\n","seller":"house","asOf":"2026-07-01"}`, "2026-07-01", "", true},
		{"table", ``, "2026-06-15", "", false},
		{"none", `{"asOf":"2026-07-01"}`, "2026-06-15", "", false},
	} {
		a, _ := Ask(All(), frozen.Table(), c.op, Input{JSON: []byte(c.request)}, made.Day(t, "2026-06-15"))
		if a.AsOf.String() != c.asOf || a.Dated != c.dated || a.Sunset.String() != c.sunset {
			t.Errorf("%s %s: as of %s, dated %v, sunset %q", c.op, c.request, a.AsOf, a.Dated, a.Sunset)
		}
	}
}
