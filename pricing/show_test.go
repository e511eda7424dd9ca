package pricing

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// Worked out by hand: Veo 3 at the house is 60 credits a second, Agency is $179
// for 5,000, so 480 credits are 17.184 dollars and two of three takes 103.104.
func TestShow(t *testing.T) {
	for _, c := range []struct{ request, figure, want, refused string }{
		{`{"seller":"house","model":"veo-3","seconds":8}`, "total-credits", "480 credits", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"count":2,"takes":3}`, "total-credits", "2880 credits", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"count":2,"takes":3}`, "credits", "480 credits", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`, "dollars", "$17.18", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","count":2,"takes":3}`, "total-dollars", "$103.10", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency","count":2,"takes":3}`, "total-credits", "2880 credits", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`, "per-second-credits", "60 credits", ""},
		{`{"seller":"house","model":"veo-3","seconds":8,"offer":"agency"}`, "per-second-dollars", "$2.15", ""},
		{`{"seller":"openai-api","model":"sora-2","seconds":8,"resolution":"720p"}`, "total-dollars", "≈ $0.80", ""},
		{`{"seller":"aggregators","model":"kling-3.0","seconds":5}`, "dollars", "≈ $0.35–$0.70", ""}, // "around seven to fourteen cents" (003:72)
		{`{"seller":"luma-api","model":"dream-machine-api"}`, "dollars", "≈ from $0.32", ""},         // "starting around thirty-two cents" (003:108)
		{`{"seller":"house","model":"veo-3","seconds":8}`, "dollars", "", "credits, total-credits, per-second-credits"},
		{`{"seller":"openai-api","model":"sora-2","seconds":8,"resolution":"720p"}`, "credits", "", "dollars, total-dollars, per-second-dollars"},
		{`{"seller":"endpoints","model":"sora-2-text-to-video","tier":2,"resolution":"720p"}`, "per-second-credits", "", "credits, total-credits"},
		{`{"seller":"house","model":"veo-3","seconds":8}`, "euros", "", strings.Join(Figures, ", ")},
		{`{"credits":50,"plan":{"price":30,"credits":3000}}`, "dollars", "$0.50", ""},
	} {
		r, err := Through.Quote([]byte(c.request), day(t, "2026-07-01"))
		if err != nil {
			t.Fatal(err)
		}
		q, err := Default().Quote(r)
		if err != nil {
			t.Fatalf("%s: %v", c.request, err)
		}
		got, err := q.Show(c.figure)
		var e *Error
		if errors.As(err, &e); got != c.want || (err == nil) != (c.refused == "") ||
			err != nil && (e.Field != "show" || !slices.Equal(e.Accepted, strings.Split(c.refused, ", "))) {
			t.Errorf("%s %s: got %q, %v", c.request, c.figure, got, err)
		}
	}
}
