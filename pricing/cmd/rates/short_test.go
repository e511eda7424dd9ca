package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

// A seller of the operator's own as one is written: three models, five prices, two plans.
const shortSeller = `# yaml-language-server: $schema=schema.json
seller:
  id: acme
  name: Acme Video
  owned: true
  currency: {id: acme-credit, name: Acme credit}
models:
  - {id: veo-3, name: Veo 3}
  - {id: google/lyra-2, name: Lyra 2, defaultSeconds: "5", secondsRule: whole}
  - {id: still}
rates:
  - {model: veo-3, unit: second, amount: "60"}
  - model: google/lyra-2
    unit: second
    grid: [resolution, audio]
    amount:
      720p: {false: "0.20", true: "0.40"}
      1080p: {true: "0.60"} # without sound it is not sold
  - {model: still, unit: image, amount: "2"}
offers:
  - {id: creator, name: Creator, kind: plan, price: "29", credits: "3000"}
  - {id: studio, name: Studio, kind: plan, price: "99", credits: "12000"}
`

// The same with everything written that can be left out.
const longSeller = `seller:
  id: acme
  name: Acme Video
  vendor: null
  kind: house
  currency: {id: acme-credit, name: Acme credit}
  aliases: []
  owned: true
models:
  - id: veo-3
    name: Veo 3
    aliases: []
    medium: video
    modes: unknown
    options: {}
    secondsRule: listed
    capabilities: []
  - id: google/lyra-2
    name: Lyra 2
    aliases: []
    medium: video
    modes: unknown
    options: {resolution: [720p, 1080p], audio: ["false", "true"]}
    defaultSeconds: {value: "5"}
    secondsRule: whole
    capabilities: []
  - id: still
    name: still
    aliases: []
    medium: image
    modes: unknown
    options: {}
    secondsRule: listed
    capabilities: []
rates:
  - {id: price, model: veo-3, when: {}, unit: second, per: "1", amount: "60", precision: exact, status: current, known: null, from: null, until: null}
  - {id: 720p-no-audio, model: google/lyra-2, when: {resolution: 720p, audio: "false"}, unit: second, amount: "0.20", precision: exact, status: current, known: null, from: null, until: null}
  - {id: 720p-audio, model: google/lyra-2, when: {resolution: 720p, audio: "true"}, unit: second, amount: "0.40", precision: exact, status: current, known: null, from: null, until: null}
  - {id: 1080p-audio, model: google/lyra-2, when: {resolution: 1080p, audio: "true"}, unit: second, amount: "0.60", precision: exact, status: current, known: null, from: null, until: null}
  - {id: price, model: still, when: {}, unit: image, amount: "2", precision: exact, status: current, known: null, from: null, until: null}
offers:
  - {id: creator, name: Creator, aliases: [], kind: plan, price: "29", credits: "3000", period: month, precision: exact, known: null, from: null, until: null}
  - {id: studio, name: Studio, aliases: [], kind: plan, price: "99", credits: "12000", period: month, precision: exact, known: null, from: null, until: null}
`

// A vendor as one is written, and the same in full.
const (
	shortVendor = `seller: {id: lumen, name: Lumen, kind: api}
source: {url: "https://lumen.example/pricing", known: "2026-11-20"}
models:
  - {id: ray, name: Ray}
rates:
  - model: ray
    when: {audio: ["true", "false"]}
    unit: clip
    grid: [resolution, seconds]
    amount:
      720p: {5: "0.20", 10: {min: "0.30", max: "0.40"}}
      4K: {5: {from: "0.60"}, 10: null}
    modifiers: [{if: {audio: "true"}, add: "0.02", unit: second}]
    gaps: [{field: fps, text: Not said.}]
  - {model: ray, when: {resolution: 1080p, seconds: 5}, unit: clip, amount: "0.50", sources: [{document: guide, place: page 3}]}
`
	longVendor = `seller: {id: lumen, name: Lumen, vendor: null, kind: api, currency: USD, owned: false, aliases: [], sources: [{url: "https://lumen.example/pricing", known: "2026-11-20"}]}
models:
  - {id: ray, name: Ray, aliases: [], medium: video, modes: unknown, options: {resolution: [720p, 4K, 1080p], audio: ["true", "false"], seconds: [5, 10]}, secondsRule: listed, capabilities: [], sources: [{url: "https://lumen.example/pricing"}]}
rates:
  - id: 720p-audio-no-audio-5s
    model: ray
    when: {resolution: 720p, audio: ["true", "false"], seconds: 5}
    unit: clip
    amount: "0.20"
    precision: exact
COMMON  - id: 720p-audio-no-audio-10s
    model: ray
    when: {resolution: 720p, audio: ["true", "false"], seconds: 10}
    unit: clip
    amount: {min: "0.30", max: "0.40"}
    precision: range
COMMON  - id: 4k-audio-no-audio-5s
    model: ray
    when: {resolution: 4K, audio: ["true", "false"], seconds: 5}
    unit: clip
    amount: {from: "0.60"}
    precision: floor
COMMON  - {id: 1080p-5s, model: ray, when: {resolution: 1080p, seconds: 5}, unit: clip, amount: "0.50", precision: exact, known: "2026-05", sources: [{document: guide, place: page 3}]}
`
	common = `    known: "2026-11-20"
    sources: [{url: "https://lumen.example/pricing", known: "2026-11-20"}]
    modifiers: [{if: {audio: "true"}, add: "0.02", unit: second, precision: exact, sources: [{url: "https://lumen.example/pricing", known: "2026-11-20"}]}]
    gaps: [{field: fps, text: Not said., sources: [{url: "https://lumen.example/pricing", known: "2026-11-20"}]}]
`
	guide = "documents: [{id: guide, title: Price guide, known: \"2026-05\"}]\n"
)

// folder is a table of files by their names.
func folder(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// compiledText is what a folder compiles to; a problem ends the test.
func compiledText(t *testing.T, files map[string]string) string {
	t.Helper()
	c, problems := compile(folder(files), nil, noon(t, "2026-11-26"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return string(c.text)
}

// What is left out is what it would be if it were written.
func TestTheShortFormIsTheLongOne(t *testing.T) {
	if n := strings.Count(shortSeller, "\n"); n > 40 {
		t.Errorf("three models, five prices and two plans are %d lines", n)
	}
	for _, c := range []struct{ name, short, long string }{
		{"acme.yaml", shortSeller, longSeller},
		{"lumen.yaml", shortVendor, strings.ReplaceAll(strings.ReplaceAll(longVendor, "COMMON", common),
			`sources: [{url: "https://lumen.example/pricing"}]`, `sources: [{url: "https://lumen.example/pricing", known: "2026-11"}]`)},
	} {
		short := compiledText(t, map[string]string{c.name: c.short, "table.yaml": guide})
		if long := compiledText(t, map[string]string{c.name: c.long, "table.yaml": guide}); short != long {
			t.Errorf("%s: in short\n%s\nin full\n%s", c.name, short, long)
		}
	}
}

// A folder of one seller is a table. Its model with a slash has a price, and what is not
// sold has none.
func TestAFolderOfOneSeller(t *testing.T) {
	text := compiledText(t, map[string]string{"acme.yaml": shortSeller, "site.yaml": "brand: [what the site says\n"})
	loaded, err := table.Load([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if loaded.MaxSeconds != 60 || loaded.StaleAfterDays != 90 || len(loaded.Documents) != 0 || len(loaded.Resolutions) != 9 {
		t.Errorf("%d s, %d days, %d documents, %d resolutions", loaded.MaxSeconds, loaded.StaleAfterDays, len(loaded.Documents), len(loaded.Resolutions))
	}
	day, _ := pricing.ParseInstant("2026-11-26")
	for _, c := range []struct{ resolution, audio, want string }{
		{"720p", "true", "2"}, {"720p", "false", "1"}, {"1080p", "true", "3"}, {"1080p", "false", ""},
	} {
		q, err := loaded.Quote(pricing.QuoteRequest{AsOf: day,
			Shot: pricing.Shot{Seller: "acme", Model: "google/lyra-2", Resolution: c.resolution, Audio: c.audio}})
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%s, audio %s is sold", c.resolution, c.audio)
		case c.want == "":
		case err != nil:
			t.Error(err)
		case q.Price.Min.Exact() != c.want: // 5 s by default, at 0.20, 0.40 or 0.60
			t.Errorf("%s, audio %s: %s credits, want %s", c.resolution, c.audio, q.Price.Min.Exact(), c.want)
		}
	}
}

// The vocabulary that a table.yaml lists is all there is.
func TestResolutionsOfItsOwn(t *testing.T) {
	_, problems := load(folder(map[string]string{"acme.yaml": shortSeller, "table.yaml": "resolutions: [{id: 720p}]\n"}))
	want := `acme.yaml:13: rates.1.when.resolution: "1080p" is not among the resolutions of table.yaml`
	if len(problems) != 1 || problems[0].String() != want {
		t.Errorf("%v, want %s", problems, want)
	}
}

// What the operator alone may see is in no compiled table.
func TestTheOperatorsMarkerIsNotCompiled(t *testing.T) {
	const marker = "only-the-operator-reads-this"
	files := map[string]string{"table.yaml": guide, "lumen.yaml": shortVendor, "acme.yaml": shortSeller + `operator:
  costs:
    - {model: veo-3, rate: lumen/ray/720p-audio-no-audio-5s, shot: {quality: "` + marker + `"}}
  lossLeaders:
    - {model: veo-3, rate: lumen/ray/720p-audio-no-audio-5s, offers: [creator], until: "2027-01-01", worst: "-0.01", reason: ` + marker + `}
`}
	with := compiledText(t, files)
	if strings.Contains(with, marker) {
		t.Error("the compiled table has the operator's part")
	}
	files["acme.yaml"] = shortSeller
	if compiledText(t, files) != with {
		t.Error("the operator's part changes the compiled table")
	}
}

// Options that are left out are those that the rows of the model name, and any where none
// of them depends on it.
func TestDerivedOptions(t *testing.T) {
	for _, c := range []struct{ rows, want string }{
		{`{model: m, unit: second, amount: "1"}`, ``},
		{`{model: m, unit: second, amount: "1", when: {resolution: 720p}}
  - {model: m, unit: second, amount: "1", when: {resolution: [1080p, 720p], audio: unknown}, status: superseded, id: b}`,
			`resolution oneOf 720p 1080p, audio unknown`},
		{`{model: m, unit: second, amount: "1", when: {audio: unknown, seconds: 5}}
  - {model: m, unit: second, amount: "1", when: {audio: "true", seconds: [10, 5]}, status: superseded, id: b}`,
			`audio oneOf true, seconds oneOf 5 10`},
		{`{model: m, unit: clip, amount: "1", independent: [resolution, seconds, images]}
  - {model: m, unit: clip, amount: "1", independent: [resolution], status: superseded, id: b}`, `resolution any`},
		{`{model: m, unit: second, amount: "1", when: {batch: ["false", "true"]}, modifiers: [{if: {batch: "true", pixels: {over: 5}}, multiply: "0.5"}]}`, `batch oneOf false true`},
		{`{model: m, unit: clip, amount: "1", when: {mode: text-to-video, quality: pro, hdr: "true", tier: 2}}`,
			`mode oneOf text-to-video, hdr oneOf true, quality oneOf pro, tier oneOf 2`},
		{`{model: m, unit: clip, grid: [tier], amount: {1: "1", 2: "2"}}`, `tier oneOf 1 2`},
	} {
		book, problems := load(folder(map[string]string{
			"s.yaml": "seller: {id: s, owned: true}\nmodels: [{id: m}]\nrates:\n  - " + c.rows + "\n"}))
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.rows, problems)
			continue
		}
		table := book.table()
		var got []string
		for _, o := range table.Sellers[0].Models[0].Options {
			match := map[pricing.Match]string{pricing.Any: "any", pricing.OneOf: "oneOf", pricing.Unknown: "unknown"}[o.Match]
			got = append(got, strings.Join(append([]string{o.Dim.String(), match}, o.Values...), " "))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.rows, text, c.want)
		}
	}
}
