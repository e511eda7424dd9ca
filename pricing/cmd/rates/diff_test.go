package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing"
)

// Each case changes one thing of a table; the day is 25 November 2026.
func TestDiffVerb(t *testing.T) {
	surcharge := `modifiers: [{if: {audio: "true"}, add: "0.05", unit: second, sources: [{document: "000", line: 3}]}], status`
	withSound := spoilt(t, vendorSeller, "options: {resolution: [720p, 1080p]}", `options: {resolution: [720p, 1080p], audio: ["true", "false"]}`,
		"when: {resolution: 720p}", `when: {resolution: 720p, audio: ["true", "false"]}`, "status", surcharge)
	rate := func(id, when, amount, from string) string {
		return "  - {id: " + id + ", model: film, when: {resolution: " + when + `}, unit: second, amount: "` + amount +
			`", precision: exact, status: current, known: "2026-11-01", from: "` + from + `", until: null, sources: [{document: "000", line: 3}]}` + "\n"
	}
	large := strings.ReplaceAll(vendorSeller, "[720p, 1080p]", "[720p, 1080p, 4K]")
	ended := spoilt(t, vendorSeller, "until: null", `until: "2026-12-05"`)
	for _, c := range []struct {
		name           string
		file, old, new string
		says           []string
		last           string
	}{
		{"nothing", "vendor.yaml", vendorSeller, vendorSeller, nil, "0 changes"},
		{"the same amount, written otherwise", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, `"0.50"`, `"0.5"`), nil, "0 changes"},
		{"a source and a name", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, "line: 3", "line: 9", "name: Film", "name: The Film"), nil, "0 changes"},
		// (0.2 − 0.112) ÷ 0.112 = 78.571… %. No length is listed and none is the default.
		{"a price without a default length", "vendor.yaml", spoilt(t, vendorSeller, `"0.50"`, `"0.112"`), spoilt(t, vendorSeller, `"0.50"`, `"0.2"`), []string{
			"changed | rate vendor/film/small | amount | 0.112 | 0.2 | +78.57 %",
			"costs | rate vendor/film/small | 720p, 1 s on 2026-11-25 | $0.112000 | $0.200000 | +78.57 %",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		// (0.13 − 0.12) ÷ 0.12 = 8.333… %, (0.11 − 0.12) ÷ 0.12 = −8.333… %.
		{"a twelfth more", "vendor.yaml", spoilt(t, vendorSeller, `"0.50"`, `"0.12"`), spoilt(t, vendorSeller, `"0.50"`, `"0.13"`), []string{"| 0.12 | 0.13 | +8.33 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"a twelfth less", "vendor.yaml", spoilt(t, vendorSeller, `"0.50"`, `"0.12"`), spoilt(t, vendorSeller, `"0.50"`, `"0.11"`), []string{"| 0.12 | 0.11 | -8.33 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
		// 1.005 ÷ 1 − 1 = 0.5 %; 1.00125 − 1 = 0.125 %, half away from zero 0.13 %.
		{"half away from zero", "vendor.yaml", spoilt(t, vendorSeller, `"0.50"`, `"1"`), spoilt(t, vendorSeller, `"0.50"`, `"1.00125"`), []string{"| 1 | 1.00125 | +0.13 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"half away from zero, downwards", "vendor.yaml", spoilt(t, vendorSeller, `"0.50"`, `"1"`), spoilt(t, vendorSeller, `"0.50"`, `"0.99875"`), []string{"| 1 | 0.99875 | -0.13 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
		// With sound 0.50 + 0.05 and 0.50 + 0.10: 9.0909… % more; without, nothing changes.
		{"a surcharge", "vendor.yaml", withSound, spoilt(t, withSound, `add: "0.05"`, `add: "0.10"`), []string{
			"changed | rate vendor/film/small | modifiers | ",
			"op add, amount 0.05, unit second,", "op add, amount 0.1, unit second,",
			"costs | rate vendor/film/small | 720p, audio on, 1 s on 2026-11-25 | $0.550000 | $0.600000 | +9.09 %",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"a least quantity", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, `amount: "0.50"`, `amount: "0.50", minimum: "4"`), []string{
			"changed | rate vendor/film/small | minimum | – | 4 |",
			"costs | rate vendor/film/small | 720p, 1 s on 2026-11-25 | $0.500000 | $2.000000 | +300.00 %",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"a price by tokens, of which no shot is known", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, `"2.50"`, `"3"`), []string{
			"changed | rate vendor/tokens/per-token | amount | 2.5 | 3 | +20.00 %",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"conditions", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, "{id: large, model: film, when: {resolution: 1080p}", "{id: large, model: film, when: {resolution: [1080p, 4K]}", "[720p, 1080p]", "[720p, 1080p, 4K]"), []string{
			"changed | rate vendor/film/large | when | resolution=1080p | resolution=1080p/4K |",
			"costs | rate vendor/film/large | 4K, 1 s on 2026-11-25 | – (Film has no published price at 4K",
			"changed | model vendor/film | options | resolution=720p/1080p | resolution=720p/1080p/4K |",
		}, "2 changes: 0 added, 0 removed, 2 changed"},
		{"the precision alone", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, `"0.50", precision: exact`, `"0.50", precision: approx`), []string{
			"changed | rate vendor/film/small | precision | exact | approx |"}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"the day a source says it", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, `known: "2026-11-01"`, `known: "2026-11-20"`), []string{
			"changed | rate vendor/film/small | known | 2026-11-01 | 2026-11-20 |"}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"the status", "vendor.yaml", large + rate("huge", "4K", "2", "2026-01-01"), spoilt(t, large+rate("huge", "4K", "2", "2026-01-01"), `amount: "2", precision: exact, status: current`, `amount: "2", precision: exact, status: superseded`), []string{
			"changed | rate vendor/film/huge | status | current | superseded |",
			"costs | rate vendor/film/huge | 4K, 1 s on 2026-11-25 | $2.000000 | – (Film has no published price at 4K",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		// A price of next week is seen without asking for its day: (0.25 − 0.50) ÷ 0.50 = −50 %.
		{"a price that begins next week", "vendor.yaml", vendorSeller, ended + rate("smaller", "720p", "0.25", "2026-12-05"), []string{
			"changed | rate vendor/film/small | until | – | 2026-12-05 |",
			"ends | rate vendor/film/small | 2026-12-05",
			"added | rate vendor/film/smaller | ",
			"begins | rate vendor/film/smaller | 2026-12-05",
			"costs | rate vendor/film/smaller | 720p, 1 s on 2026-12-05 | $0.500000 | $0.250000 | -50.00 %",
		}, "2 changes: 1 added, 0 removed, 1 changed"},
		{"a price that ends", "vendor.yaml", vendorSeller, ended, []string{
			"changed | rate vendor/film/small | until | – | 2026-12-05 |",
			"ends | rate vendor/film/small | 2026-12-05",
			"costs | rate vendor/film/small | 720p, 1 s on 2026-12-05 | $0.500000 | – (",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"a row dropped", "vendor.yaml", large + rate("huge", "4K", "2", "2026-01-01"), large, []string{
			"removed | rate vendor/film/huge | – | {when resolution=4K, unit second, per 1, amount 2,",
			"costs | rate vendor/film/huge | 4K, 1 s on 2026-11-25 | $2.000000 | – (Film has no published price at 4K",
		}, "1 changes: 0 added, 1 removed, 0 changed"},
		{"a row added", "vendor.yaml", large, large + rate("huge", "4K", "2", "2026-01-01"), []string{
			"added | rate vendor/film/huge | – | – | {when resolution=4K, unit second, per 1, amount 2,",
			"costs | rate vendor/film/huge | 4K, 1 s on 2026-11-25 | – (Film has no published price at 4K",
		}, "1 changes: 1 added, 0 removed, 0 changed"},
		// 15 ÷ 250 = 0.06, 18 ÷ 250 = 0.072.
		{"an offer", "house.yaml", houseSeller, spoilt(t, houseSeller, `price: "15"`, `price: "18"`), []string{
			"changed | offer house/starter | price | 15 | 18 | +20.00 %",
			"costs | offer house/starter | one credit on 2026-11-25 | $0.060000 | $0.072000 | +20.00 %",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"an offer that begins later", "house.yaml", houseSeller, spoilt(t, houseSeller, `price: "15", credits: "250", precision: exact, known: "2026-01", from: "2026-01-01"`, `price: "15", credits: "250", precision: exact, known: "2026-01", from: "2026-12-05"`), []string{
			"changed | offer house/starter | from | 2026-01-01 | 2026-12-05 |", "begins | offer house/starter | 2026-12-05",
			"costs | offer house/starter | one credit on 2026-11-25 | $0.060000 | – (",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"a promotion", "club.yaml", promoSeller, spoilt(t, promoSeller, `bonusPercent: "50"`, `bonusPercent: "25"`), []string{
			"changed | promo club/half | bonusPercent | 50 | 25 | -50.00 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"the end of a model", "vendor.yaml", vendorSeller, spoilt(t, vendorSeller, "    sources: [{document: \"000\", line: 2}]\n  - id: tokens",
			"    sunset: {on: \"2026-12-10\", text: It ends., sources: [{document: \"000\", line: 2}]}\n    sources: [{document: \"000\", line: 2}]\n  - id: tokens"), []string{
			"changed | model vendor/film | sunset | – | 2026-12-10 |", "ends | model vendor/film | 2026-12-10",
			"costs | model vendor/film | 720p, 1 s on 2026-12-10 | $0.500000 | – (",
		}, "1 changes: 0 added, 0 removed, 1 changed"},
		{"the longest clip", "table.yaml", smallTable, spoilt(t, smallTable, `max: "60"`, `max: "30"`), []string{"changed | table | maxSeconds | 60 | 30 | -50.00 %"}, "1 changes: 0 added, 0 removed, 1 changed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			for folder, text := range map[string]string{"old": c.old, "new": c.new} {
				files := map[string]string{"house.yaml": houseSeller, "vendor.yaml": vendorSeller, "club.yaml": promoSeller}
				files[c.file] = text
				if c.file == "vendor.yaml" {
					delete(files, "house.yaml") // whose costs name rows that a case may drop
				}
				write(t, filepath.Join(root, folder), files)
			}
			var out strings.Builder
			if err := ask(&out, []string{"diff", "--as-of", "2026-11-25", filepath.Join(root, "old"), filepath.Join(root, "new")}, time.Now()); err != nil {
				t.Fatal(err)
			}
			printed := columns(out.String())
			for _, want := range c.says {
				if !strings.Contains(printed, want) {
					t.Errorf("does not say %q:\n%s", want, printed)
				}
			}
			if !strings.HasSuffix(printed, "\n"+c.last+"\n") && printed != c.last+"\n" {
				t.Errorf("does not end with %q:\n%s", c.last, printed)
			}
		})
	}
}

// A published table is a file from outside: what it says does not reach the
// terminal as commands, and a name taken twice is refused.
func TestDiffOfPublishedTables(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "old"), map[string]string{"vendor.yaml": vendorSeller})
	old, problems := compileFolder(filepath.Join(root, "old"), time.Now())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	published := string(old.text)
	run := func(text string) (string, error) {
		path := filepath.Join(root, "new.json")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		err := ask(&out, []string{"diff", filepath.Join(root, "old"), path}, time.Now())
		return out.String(), err
	}
	if out, err := run(published); err != nil || out != "0 changes\n" {
		t.Errorf("the same table as published: %v\n%s", err, out)
	}
	hostile := spoilt(t, published, `"id":"vendor/film/large"`, `"id":"\u001b[31mlarge\n"`)
	if out, err := run(hostile); err == nil || out != "" || strings.Contains(err.Error(), "\x1b") || !strings.Contains(err.Error(), "models.0.rates.1.id: ") {
		t.Errorf("control characters: %v\n%q", err, out)
	}
	if _, err := run(spoilt(t, published, `"id":"vendor/film/large"`, `"id":"vendor/film/small"`)); err == nil || !strings.Contains(err.Error(), "vendor/film/small") {
		t.Errorf("a name taken twice: %v", err)
	}
}

// Percentages are exact to two places, half away from zero.
func TestSigned(t *testing.T) {
	of := func(n, d int64) *pricing.Ratio { r := pricing.Whole(n).Div(pricing.Whole(d)); return &r }
	for want, p := range map[string]*pricing.Ratio{
		"": nil, "same": of(0, 1), "+8.33 %": of(25, 3), "-8.33 %": of(-25, 3), "+8.30 %": of(83, 10), "+1500.00 %": of(1500, 1),
		"+0.13 %": of(1, 8), "-0.13 %": of(-1, 8), "+66.67 %": of(200, 3),
	} {
		if got := signed(p); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
