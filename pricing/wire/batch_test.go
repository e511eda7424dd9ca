package wire

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// A batch is its answers, byte for byte, in order, whatever one of them is.
func TestABatchIsItsAnswers(t *testing.T) {
	today, asOf := made.Day(t, "2026-06-15"), made.Day(t, "2026-07-01")
	lines := []string{
		`{"seller":"house","model":"veo-3","seconds":8}`,
		`{"seller":"house","model":"veo-3","seconds":8,"asOf":"2026-08-01"}`,
		` { "credits" : 50 } `,
		`{}`,
		`{"seller":"house","model":"none"}`,
		`{"seller":"house","model":"veo-3","seconds":8.5}`,
		`{"seller":"openai-api","model":"sora-2","asOf":"2026-10-01"}`,
		`{"modle":"veo-3"}`,
		`{"seller":"house","seller":"house"}`,
		`{"seller":["house"]}`,
		`{"plan":{"price":1,"price":1}}`,
		`{"asOf":"soon"}`,
		`5`, `null`, `"quote"`, `[]`, `[[[{"a":1,"a":2}]]]`,
		`{"seller":"\ud800"}`,
	}
	var results []string
	refused := 0
	for _, line := range lines {
		body, err := Handle(frozen.Table(), "quote", []byte(line), asOf)
		results = append(results, string(body))
		if err != nil {
			refused++
		}
	}
	if refused != 15 { // all but the first three
		t.Fatalf("%d of the lines are refused", refused)
	}
	table := `"table":{"version":"` + frozen.Table().Version + `","digest":"` + frozen.Table().Digest + `"}}`
	body, err := Handle(frozen.Table(), "quotes", []byte(`{"quotes":[`+strings.Join(lines, ",")+`],"asOf":"2026-07-01"}`), today)
	want := `{"status":"incomplete","results":[` + strings.Join(results, ",") + `],"refused":15,"asOf":"2026-07-01",` + table
	if err != nil || string(body) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, body, want)
	}

	body, err = Handle(frozen.Table(), "quotes", []byte(`{"quotes":[`+lines[0]+`]}`), asOf)
	want = `{"status":"complete","results":[` + results[0] + `],"refused":0,"asOf":"2026-07-01",` + table
	if err != nil || string(body) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, body, want)
	}
}

// Only what makes a batch unreadable fails it.
func TestBatchesThatCannotBeTakenApart(t *testing.T) {
	lines := func(n int) string {
		return `{"quotes":[` + strings.TrimSuffix(strings.Repeat(`{},`, n), ",") + `]}`
	}
	padded := func(n int) string {
		return `{"quotes":[{}]}` + strings.Repeat(" ", n-len(`{"quotes":[{}]}`))
	}
	for _, c := range []struct {
		name, request string
		code          pricing.Code
		field         string
		accepted      []string
	}{
		{"100 lines", lines(100), "", "", nil},
		{"101 lines", lines(101), pricing.InvalidValue, "quotes", []string{"at most 100"}},
		{"no line", lines(0), pricing.InvalidValue, "quotes", []string{"1 to 100 quotes"}},
		{"no list", `{}`, pricing.InvalidValue, "quotes", []string{"1 to 100 quotes"}},
		{"nothing", ``, pricing.InvalidValue, "quotes", []string{"1 to 100 quotes"}},
		{"not a list", `{"quotes":{}}`, pricing.WrongType, "quotes", nil},
		{"null", `{"quotes":null}`, pricing.WrongType, "quotes", nil},
		{"64 KiB", padded(64 << 10), "", "", nil},
		{"a byte more", padded(64<<10 + 1), pricing.TooLarge, "", []string{"at most 65536 bytes"}},
		{"two lists", `{"quotes":[{}],"quotes":[{}]}`, pricing.InvalidJSON, "", []string{"a JSON object in UTF-8"}},
		{"a line cut short", `{"quotes":[{"seller":]}`, pricing.InvalidJSON, "", []string{"a JSON object in UTF-8"}},
		{"a comma too many", `{"quotes":[{},]}`, pricing.InvalidJSON, "", []string{"a JSON object in UTF-8"}},
		{"no end", `{"quotes":[{}`, pricing.InvalidJSON, "", []string{"a JSON object in UTF-8"}},
		{"another member", `{"quotes":[{}],"offer":"agency"}`, pricing.UnknownField, "offer", []string{"quotes", "asOf"}},
		{"a date that is none", `{"quotes":[{}],"asOf":"soon"}`, pricing.InvalidValue, "asOf",
			[]string{"a date such as 2026-09-24", "an RFC 3339 moment such as 2026-09-24T12:00:00Z"}},
	} {
		_, err := Handle(frozen.Table(), "quotes", []byte(c.request), made.Day(t, "2026-06-15"))
		var e *pricing.Error
		switch {
		case c.code == "":
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		case !errors.As(err, &e) || e.Code != c.code || e.Field != c.field || !slices.Equal(e.Accepted, c.accepted):
			t.Errorf("%s: %#v", c.name, err)
		}
	}
}
