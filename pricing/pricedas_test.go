package pricing_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// The endpoint table prints a line for every model, also for the four that have
// the "same pricing profile" as another (002:20, 23, 24, 29 beside 002:18, 21,
// 22, 28). Whatever is answered of a model cites the line of that model.
func TestAModelCitesItsOwnLine(t *testing.T) {
	for _, c := range []struct {
		model, shot, line, profile string
	}{
		{"sora-2-text-to-video", `"resolution":"720p","tier":1`, "18", "null"},
		{"sora-2-image-to-video", `"resolution":"720p","tier":1`, "20", "sora-2-text-to-video"},
		{"hailuo/02-text-to-video-standard", `"seconds":5`, "21", "null"},
		{"hailuo/02-image-to-video-standard", `"seconds":5`, "23", "hailuo/02-text-to-video-standard"},
		{"hailuo/02-text-to-video-pro", `"seconds":10`, "22", "null"},
		{"hailuo/02-image-to-video-pro", `"seconds":10`, "24", "hailuo/02-text-to-video-pro"},
		{"wan/2-6-text-to-video", `"resolution":"1080p","tier":3`, "28", "null"},
		{"wan/2-6-image-to-video", `"resolution":"1080p","tier":3`, "29", "wan/2-6-text-to-video"},
	} {
		shot := `{"seller":"endpoints","model":"` + c.model + `",` + c.shot + `}`
		want := c.profile + " [002:" + c.line + "]"
		for operation, request := range map[string]string{"quote": shot, "estimate": `{"lines":[` + shot + `]}`, "budget": strings.TrimSuffix(shot, "}") + `,"clips":2}`} {
			answer := replyTo(t, operation, request)
			if rates := answer["rates"].([]any); len(rates) != 1 || cited(rates[0]) != want {
				t.Errorf("%s of %s: %v, want one rate %s", operation, c.model, rates, want)
			}
		}
		model := replyTo(t, "models", `{"seller":"endpoints","model":"`+c.model+`"}`)["models"].([]any)[0].(map[string]any)
		for _, cell := range model["cells"].([]any) {
			if got := fmt.Sprint(model["pricedAs"]); strings.ReplaceAll(got, "<nil>", "null") != c.profile {
				t.Errorf("%s is priced as %s, want %s", c.model, got, c.profile)
			}
			if got := lines(cell); got != "[002:"+c.line+"]" {
				t.Errorf("a cell of %s cites %s, want 002:%s", c.model, got, c.line)
			}
		}
	}
}

// A row that two lines of an estimate share is listed for each, as each has a
// line of its own to cite.
func TestASharedRowIsListedForEachModel(t *testing.T) {
	line := func(model string) string { return `{"seller":"endpoints","model":"` + model + `","seconds":5}` }
	const text, image = "hailuo/02-text-to-video-pro", "hailuo/02-image-to-video-pro"
	answer := replyTo(t, "estimate", `{"lines":[`+strings.Join([]string{line(image), line(text), line(image), line(text)}, ",")+`]}`)
	var got []string
	for _, rate := range answer["rates"].([]any) {
		got = append(got, member(rate, "id")+" "+cited(rate))
	}
	want := []string{"endpoints/" + text + "/5s " + text + " [002:24]", "endpoints/" + text + "/5s null [002:22]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	log := "job_id,seller,model,seconds,credits\na,endpoints," + image + ",5,24\nb,endpoints," + text + ",5,24\nc,endpoints," + image + ",5,25\n"
	request, _ := json.Marshal(map[string]string{"log": log, "list": "all"})
	got = nil
	for _, rate := range replyTo(t, "reconcile", string(request))["rates"].([]any) {
		got = append(got, member(rate, "id")+" "+cited(rate))
	}
	if !slices.Equal(got, want) {
		t.Errorf("reconciled: got %v, want %v", got, want)
	}
}

// A comparison cites alike. No seller of the table with such models has a price
// in dollars, so the table is one of our own.
func TestAComparisonCitesTheModelsOwnLine(t *testing.T) {
	second := pricing.Fixed{Coef: 5, Exp: -2}
	own := func(line int) []pricing.Source { return []pricing.Source{{Document: "009", Line: line}} }
	table := &pricing.Table{Version: "test", Digest: "sha256:test", Canonical: "{}", MaxSeconds: 60, StaleAfterDays: 90,
		Sellers: []pricing.Seller{{ID: "s", Name: "Seller", Kind: "api", Currency: pricing.USD, Models: []pricing.Model{
			{ID: "copy", Name: "Copy", Medium: "video", ModesMatch: pricing.Any, WholeSeconds: true, PricedAs: "first", Sources: own(2)},
			{ID: "first", Name: "First", Medium: "video", ModesMatch: pricing.Any, WholeSeconds: true, Sources: own(1), Rates: []pricing.Rate{{
				ID: "s/first/r", Unit: pricing.Second, Per: pricing.Fixed{Coef: 1}, Amount: pricing.Range{Min: second, Max: second}, Known: "2026-06-01", Sources: own(1)}}},
		}}}}
	answer, err := ask(t, table, "compare", `{"seconds":5}`)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, row := range answer["comparable"].([]any) {
		got[member(row, "model.id")] = cited(row)
	}
	if got["copy"] != "first [009:2]" || got["first"] != "null [009:1]" || len(got) != 2 {
		t.Errorf("got %v", got)
	}
}

func replyTo(t *testing.T, operation, request string) map[string]any {
	t.Helper()
	answer, err := ask(t, frozen.Table(), operation, request)
	if err != nil {
		t.Fatalf("%s %s: %v", operation, request, err)
	}
	return answer
}

// cited is whose price profile a row is and where it was published.
func cited(row any) string { return member(row, "pricedAs") + " " + lines(row) }

func lines(row any) string {
	var out []string
	for _, s := range row.(map[string]any)["sources"].([]any) {
		out = append(out, member(s, "document")+":"+member(s, "line"))
	}
	return fmt.Sprint(out)
}
