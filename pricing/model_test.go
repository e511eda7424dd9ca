package pricing

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// oneModel is a table with one seller in dollars and one model, for what a rate
// must be able to say although no published row needs it yet.
func oneModel(medium string, rates ...Rate) *Table {
	for i := range rates {
		rates[i].ID = "s/m/" + string(rune('a'+i))
		if rates[i].Per == (Fixed{}) {
			rates[i].Per = One
		}
		if rates[i].Known == "" {
			rates[i].Known = "2026-06-01"
		}
	}
	return &Table{
		Version: "test", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 90,
		Sellers: []Seller{{ID: "s", Name: "Seller", Currency: USD, Models: []Model{{
			ID: "m", Name: "Model", Medium: medium, ModesMatch: Any, WholeSeconds: true, Rates: rates,
		}}}},
		Resolutions: []Raster{{Name: "480p"}, {"720p", 1280, 720}, {"1080p", 1920, 1080}, {"4K", 3840, 2160}},
	}
}

func usd(coef int64, exp int32) Range {
	return Range{Min: Fixed{coef, exp}, Max: Fixed{coef, exp}}
}

func is(d Dim, values ...string) Condition { return Condition{Dim: d, Match: OneOf, Values: values} }

// ask prices a request in JSON, so that the tests read like requests.
func ask(t *testing.T, table *Table, request string) (*Quote, *Error) {
	t.Helper()
	r, err := Through.Quote([]byte(request), day(t, "2026-06-15"))
	var q *Quote
	if err == nil {
		q, err = table.Quote(r)
	}
	if err == nil {
		return q, nil
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: not an *Error: %v", request, err)
	}
	return nil, e
}

func day(t *testing.T, s string) Instant {
	t.Helper()
	i, err := ParseInstant(s)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestWhatARateCanSay(t *testing.T) {
	tokens := Rate{Unit: Token, Per: Fixed{1, 6}, PixelsPerToken: &Fixed{1024, 0}, Amount: usd(25, -1)}
	small := []Condition{{Dim: Pixels, Match: Within, UpTo: 921600}}
	large := []Condition{{Dim: Pixels, Match: Within, Over: 921600}}
	scaled := Rate{Unit: Second, Amount: usd(1, -1), When: []Condition{is(Resolution, "480p", "720p", "1080p")}, Modifiers: []Modifier{
		{If: []Condition{is(Resolution, "720p")}, Op: Multiply, Amount: Fixed{15, -1}},
		{If: []Condition{is(Resolution, "1080p")}, Op: Multiply, Amount: Fixed{2, 0}},
	}}
	for _, c := range []struct {
		name    string
		table   *Table
		request string
		want    string // exact dollars, or a code with its field
	}{
		// $2.50 per million tokens; 1280 × 720 × (24 × 5) ÷ 1024 = 108,000 tokens; 108000 × 2.5 ÷ 10⁶ = 0.27.
		{"tokens from width × height × frames", oneModel("video", tokens),
			`{"seller":"s","model":"m","width":1280,"height":720,"fps":24,"seconds":5}`, "27/100"},
		{"tokens per thousand", oneModel("video", Rate{Unit: Token, Per: Fixed{1, 3}, PixelsPerToken: &Fixed{1024, 0}, Amount: usd(25, -4)}),
			`{"seller":"s","model":"m","width":1280,"height":720,"fps":24,"seconds":5}`, "27/100"},
		{"tokens of an image have one frame", oneModel("image", tokens),
			`{"seller":"s","model":"m","width":1024,"height":1024}`, "8/3125"}, // 1024 tokens × 2.5 ÷ 10⁶ = 0.00256
		{"tokens without a frame rate", oneModel("video", tokens),
			`{"seller":"s","model":"m","width":1280,"height":720,"seconds":5}`, "missing_parameter fps"},
		{"tokens without a width", oneModel("video", tokens),
			`{"seller":"s","model":"m","height":720,"fps":24,"seconds":5}`, "missing_parameter width"},

		{"a minimum quantity is billed", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Minimum: &Fixed{5, 0}}),
			`{"seller":"s","model":"m","seconds":3}`, "1/2"},
		{"above the minimum, what was asked", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Minimum: &Fixed{5, 0}}),
			`{"seller":"s","model":"m","seconds":6}`, "3/5"},

		// 5 s out, 4 s in at half: (5 + 0.5 × 4) × $0.10.
		{"input seconds at their own factor", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{{Op: Count, Unit: InputSecond, Amount: Fixed{5, -1}}}}),
			`{"seller":"s","model":"m","seconds":5,"inputSeconds":4}`, "7/10"},
		{"no input seconds, no charge for them", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{{Op: Count, Unit: InputSecond, Amount: Fixed{5, -1}}}}),
			`{"seller":"s","model":"m","seconds":5}`, "1/2"},
		{"input seconds at their own price", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{{Op: Add, Unit: InputSecond, Amount: Fixed{3, -2}}}}),
			`{"seller":"s","model":"m","seconds":5,"inputSeconds":2.5}`, "23/40"}, // 0.50 + 0.075

		// 3 images at $0.04 and $0.01 a request.
		{"a surcharge per request beside a price per image", oneModel("image", Rate{Unit: Image, Amount: usd(4, -2), Modifiers: []Modifier{{Op: Add, Unit: Call, Amount: Fixed{1, -2}}}}),
			`{"seller":"s","model":"m","images":3}`, "13/100"},

		{"a multiplier by resolution: none at the lowest", oneModel("video", scaled), `{"seller":"s","model":"m","seconds":4,"resolution":"480p"}`, "2/5"},
		{"a multiplier by resolution: 1.5", oneModel("video", scaled), `{"seller":"s","model":"m","seconds":4,"resolution":"720p"}`, "3/5"},
		{"a multiplier by resolution: 2", oneModel("video", scaled), `{"seller":"s","model":"m","seconds":4,"resolution":"1080p"}`, "4/5"},
		{"a multiplier needs its resolution", oneModel("video", scaled), `{"seller":"s","model":"m","seconds":4}`, "missing_parameter resolution"},
		{"a multiplier has no 4K", oneModel("video", scaled), `{"seller":"s","model":"m","seconds":4,"resolution":"4K"}`, "option_not_published resolution"},

		// $0.05 and $0.02 for each of 3 reference images, at most 4.
		{"an add-on per reference image", oneModel("image", Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{Op: Add, Unit: ReferenceImage, Amount: Fixed{2, -2}, Max: 4}}}),
			`{"seller":"s","model":"m","inputImages":3}`, "11/100"},
		{"too many reference images", oneModel("image", Rate{Unit: Call, Amount: usd(5, -2), Modifiers: []Modifier{{Op: Add, Unit: ReferenceImage, Amount: Fixed{2, -2}, Max: 4}}}),
			`{"seller":"s","model":"m","inputImages":5}`, "too_many_input_images inputImages"},

		{"a tier by pixel area: at the bound", oneModel("image", Rate{Unit: Image, Amount: usd(2, -2), When: small}, Rate{Unit: Image, Amount: usd(3, -2), When: large}),
			`{"seller":"s","model":"m","width":1280,"height":720}`, "1/50"},
		{"a tier by pixel area: above", oneModel("image", Rate{Unit: Image, Amount: usd(2, -2), When: small}, Rate{Unit: Image, Amount: usd(3, -2), When: large}),
			`{"seller":"s","model":"m","width":1281,"height":720}`, "3/100"},
		{"a tier by pixel area needs a size", oneModel("image", Rate{Unit: Image, Amount: usd(2, -2), When: small}, Rate{Unit: Image, Amount: usd(3, -2), When: large}),
			`{"seller":"s","model":"m"}`, "missing_parameter width"},

		{"GPU hours", oneModel("compute", Rate{Unit: GPUHour, Amount: usd(189, -2)}), `{"seller":"s","model":"m","gpuHours":4}`, "189/25"},
		{"GPU hours are asked for", oneModel("compute", Rate{Unit: GPUHour, Amount: usd(189, -2)}), `{"seller":"s","model":"m"}`, "missing_parameter gpuHours"},
		{"a price per 100 clips", oneModel("video", Rate{Unit: Clip, Per: Fixed{1, 2}, Amount: usd(45, 0)}), `{"seller":"s","model":"m"}`, "9/20"},
		{"a clip of unknown length has no seconds", oneModel("video", Rate{Unit: Clip, Amount: usd(45, -2)}), `{"seller":"s","model":"m","seconds":5}`, "duration_not_published seconds"},
		{"modifiers apply in the order of the table", oneModel("video", Rate{Unit: Second, Amount: usd(1, -1), Modifiers: []Modifier{
			{Op: Add, Unit: Second, Amount: Fixed{2, -2}}, {Op: Multiply, Amount: Fixed{5, -1}}, {Op: Add, Unit: Call, Amount: Fixed{1, 0}}}}),
			`{"seller":"s","model":"m","seconds":5}`, "13/10"}, // (0.50 + 0.10) × 0.5 + 1
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e := ask(t, c.table, c.request)
			got := ""
			if e != nil {
				got = string(e.Code) + " " + e.Field
			} else {
				got = q.Dollars.Min.Exact()
			}
			if got != c.want {
				t.Errorf("%s: got %s, want %s", c.request, got, c.want)
			}
		})
	}
}

// A promotional price stands in for the ordinary one up to an instant, and the
// ordinary one returns at that instant.
func TestPromotionalPriceEndsAtAnInstant(t *testing.T) {
	ends := "2026-06-20T12:00:00Z"
	table := oneModel("video",
		Rate{Unit: Second, Amount: usd(10, -2)},
		Rate{Unit: Second, Amount: usd(6, -2), Replaces: "s/m/a", From: day(t, "2026-06-10"), Until: day(t, ends)})
	for at, want := range map[string]string{
		"2026-06-09": "1/2", "2026-06-10": "3/10", "2026-06-20": "3/10", "2026-06-20T11:59:59Z": "3/10", ends: "1/2", "2026-06-21": "1/2",
	} {
		q, e := ask(t, table, `{"seller":"s","model":"m","seconds":5,"asOf":"`+at+`"}`)
		if e != nil {
			t.Fatalf("%s: %v", at, e)
		}
		if got := q.Dollars.Min.Exact(); got != want {
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
}

func TestRangesAndFloors(t *testing.T) {
	q, e := ask(t, oneModel("video", Rate{Unit: Second, Precision: Ranged, Amount: Range{Min: Fixed{10, -2}, Max: Fixed{15, -2}}}), `{"seller":"s","model":"m","seconds":8,"count":2}`)
	if e != nil {
		t.Fatal(e)
	}
	if lo, hi := q.Dollars.Min.Exact(), q.Dollars.Max.Exact(); lo != "4/5" || hi != "6/5" {
		t.Errorf("8 s at $0.10–$0.15: got %s to %s, want 4/5 to 6/5", lo, hi)
	}
	if got, want := strings.Join(q.Steps(), "; "), "8 s × $0.10–$0.15/s = $0.80–$1.20; 2 × 1 takes × $0.80–$1.20 = $1.60–$2.40"; got != want {
		t.Errorf("steps: got %s, want %s", got, want)
	}
	q, e = ask(t, oneModel("video", Rate{Unit: Call, Precision: Floor, Amount: Range{Min: Fixed{32, -2}, Open: true}}), `{"seller":"s","model":"m"}`)
	if e != nil {
		t.Fatal(e)
	}
	if !q.Dollars.Open || q.Currency.InWords(q.Price) != "from $0.32" {
		t.Errorf("a floor of $0.32 reads %s", q.Currency.InWords(q.Price))
	}
}

// Two rates for the same shot are a defect of the table. The check refuses such
// a table; the engine refuses to choose.
func TestTwoRatesForOneShotAreNotGuessed(t *testing.T) {
	_, e := ask(t, oneModel("video", Rate{Unit: Second, Amount: usd(1, -1)}, Rate{Unit: Second, Amount: usd(2, -1)}), `{"seller":"s","model":"m","seconds":5}`)
	if e == nil || e.Code != Internal {
		t.Errorf("got %v, want %s", e, Internal)
	}
}

// handle asks the default table by the JSON entry point.
func handle(t *testing.T, op, request string) (map[string]any, *Error) {
	t.Helper()
	body, err := Through.Handle(Default(), op, []byte(request), day(t, "2026-06-15"))
	var answer map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if jsonErr := d.Decode(&answer); jsonErr != nil {
		t.Fatalf("%s %s: answer is not JSON: %v\n%s", op, request, jsonErr, body)
	}
	var e *Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%s %s: not an *Error: %v", op, request, err)
	}
	return answer, e
}
