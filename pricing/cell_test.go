package pricing

import (
	"encoding/json"
	"testing"
)

// What a price is for reads right whatever is sold and however many at a time.
func TestWhatAPriceIsFor(t *testing.T) {
	for _, c := range []struct {
		unit      Unit
		one, many string
	}{
		{Call, "$5 per call", "$5 per 1000 calls"},
		{Clip, "$5 per clip", "$5 per 1000 clips"},
		{Second, "$5/s", "$5 per 1000 s"},
		{Image, "$5 per image", "$5 per 1000 images"},
		{Megapixel, "$5 per Mpx", "$5 per 1000 Mpx"},
		{GPUHour, "$5 per GPU hour", "$5 per 1000 GPU hours"},
		{Token, "$5 per token", "$5 per 1000 tokens"},
		{InputSecond, "$5 per input s", "$5 per 1000 input s"},
		{ReferenceImage, "$5 per reference image", "$5 per 1000 reference images"},
	} {
		for per, want := range map[Fixed]string{One: c.one, {1, 3}: c.many} {
			table := oneModel("video", Rate{Unit: c.unit, Per: per, Amount: usd(5, 0)})
			m, err := table.Models(ModelsRequest{AsOf: day(t, "2026-06-15")})
			if err != nil {
				t.Fatal(err)
			}
			if got := m[0].CellInWords(m[0].Cells[0]); got != want {
				t.Errorf("%s per %s: %q, want %q", c.unit, per, got, want)
			}
		}
	}
}

// What is charged beside the amount of a row reads as a person would say it.
func TestExtrasOfACellInWords(t *testing.T) {
	fixed := func(coef int64, exp int32) *Fixed { return &Fixed{coef, exp} }
	if r := (&Rate{Unit: Second, Minimum: fixed(1, 1)}); r.MinimumInWords() != "at least 10 s" {
		t.Errorf("a minimum of 10 s: %q", r.MinimumInWords())
	}
	if r := (&Rate{Unit: Image, Minimum: fixed(1, 0)}); r.MinimumInWords() != "at least 1 image" {
		t.Errorf("a minimum of an image: %q", r.MinimumInWords())
	}
	if r := (&Rate{Unit: Token, Minimum: fixed(5, 2)}); r.MinimumInWords() != "at least 500 tokens" {
		t.Errorf("a minimum of 500 tokens: %q", r.MinimumInWords())
	}
	if r := (&Rate{Unit: Second}); r.MinimumInWords() != "" {
		t.Errorf("no minimum: %q", r.MinimumInWords())
	}
	seconds := &Rate{Unit: Second}
	credits := Currency{ID: "s-credit", Name: "S credit"}
	for _, c := range []struct {
		currency Currency
		m        Modifier
		want     string
	}{
		{USD, Modifier{Op: Add, Amount: Fixed{2, -2}, Unit: Second, If: []Condition{is(Audio, "true")}}, "+ $0.02/s with audio"},
		{USD, Modifier{Op: Add, Amount: Fixed{2, -2}, Unit: Second, If: []Condition{is(Audio, "false")}}, "+ $0.02/s without audio"},
		{USD, Modifier{Op: Add, Amount: Fixed{1, -3}, Unit: ReferenceImage, Max: 3}, "+ $0.001 per reference image, at most 3"},
		{credits, Modifier{Op: Add, Amount: Fixed{15, 0}, Unit: Clip, If: []Condition{is(Resolution, "1080p")}, Precision: Approx}, "+ ≈ 15 credits per clip at 1080p"},
		{credits, Modifier{Op: Add, Amount: Fixed{4, 0}, Unit: Call, If: []Condition{is(HDR, "true"), is(Quality, "pro")}}, "+ 4 credits per call with HDR in pro quality"},
		{USD, Modifier{Op: Multiply, Amount: Fixed{5, -1}, If: []Condition{is(Batch, "true")}, Precision: Approx, MaxWaitHours: "24"}, "≈ 0.5 × in batch, within 24 h"},
		{USD, Modifier{Op: Multiply, Amount: Fixed{2, 0}, If: []Condition{is(Mode, "image-to-video")}}, "2 × for image-to-video"},
		{USD, Modifier{Op: Multiply, Amount: Fixed{12, -1}, If: []Condition{is(Seconds, "5", "10"), is(Batch, "false")}}, "1.2 × for 5 s or 10 s not in batch"},
		{USD, Modifier{Op: Multiply, Amount: Fixed{3, 0}, If: []Condition{{Dim: Pixels, Match: Within, Over: 921600}}}, "3 × at more than 921600 pixels"},
		{USD, Modifier{Op: Multiply, Amount: Fixed{3, 0}, If: []Condition{{Dim: Audio, Match: Any}, is(Tier, "2")}}, "3 × for tier 2"},
		{USD, Modifier{Op: Count, Unit: InputSecond, Amount: Fixed{5, -1}}, "each input s counts as 0.5 s"},
		{USD, Modifier{Op: Count, Unit: ReferenceImage, Amount: Fixed{1, 0}}, "each reference image counts as 1 s"},
	} {
		if got := c.currency.ModifierInWords(seconds, &c.m); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// The list of models says of every price what is added to it and the least that
// is billed: $0.10/s is not the price of a clip with sound, nor of a short one.
func TestCellsCarryWhatIsChargedBesideTheAmount(t *testing.T) {
	table := oneModel("video", Rate{Unit: Second, Per: Fixed{1, 3}, Amount: usd(5, 0), Minimum: &Fixed{10, 0}, Modifiers: []Modifier{
		{Op: Add, Amount: Fixed{2, -2}, Unit: Second, Max: 30, If: []Condition{is(Audio, "true")}, Sources: []Source{{Document: "000", Line: 81}}},
		{Op: Multiply, Amount: Fixed{5, -1}, If: []Condition{is(Batch, "true")}, Precision: Approx, MaxWaitHours: "24", Note: "for bulk work"},
		{Op: Count, Unit: InputSecond, Amount: Fixed{5, -1}},
	}})
	cell := firstCell(t, table)
	want := `{"display":"at least 10 s","quantity":"10"}` + "\n" +
		`[{"amount":"0.02","display":"+ $0.02/s with audio, at most 30","if":{"audio":["true"]},"max":"30","maxWaitHours":null,"note":null,"op":"add","precision":"exact",` +
		`"sources":[{"document":"000","line":81,"title":"","url":null}],"unit":"second"},` +
		`{"amount":"0.5","display":"≈ 0.5 × in batch, within 24 h","if":{"batch":["true"]},"max":null,"maxWaitHours":"24","note":"for bulk work","op":"multiply","precision":"approx","sources":[],"unit":null},` +
		`{"amount":"0.5","display":"each input s counts as 0.5 s","if":{},"max":null,"maxWaitHours":null,"note":null,"op":"count","precision":"exact","sources":[],"unit":"inputSecond"}]`
	if got := inJSON(cell["minimum"]) + "\n" + inJSON(cell["modifiers"]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	plain := firstCell(t, oneModel("video", Rate{Unit: Second, Amount: usd(5, 0)}))
	if got := inJSON(plain["minimum"]) + inJSON(plain["modifiers"]); got != "null[]" {
		t.Errorf("nothing beside the amount: %s", got)
	}
}

// firstCell is the first cell of the first model in the answer that lists them.
func firstCell(t *testing.T, table *Table) map[string]any {
	t.Helper()
	answer, err := Through.Handle(table, "models", []byte("{}"), day(t, "2026-06-15"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Models []struct{ Cells []map[string]any }
	}
	if err := json.Unmarshal(answer, &list); err != nil {
		t.Fatal(err)
	}
	return list.Models[0].Cells[0]
}

func inJSON(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
