package main

import (
	"strings"
	"testing"
)

// Whatever would stop a build is told with the file, the line, the key, and what to write
// instead.
func TestWhatToWriteInstead(t *testing.T) {
	files := map[string]string{"table.yaml": guide, "acme.yaml": shortSeller, "lumen.yaml": shortVendor}
	compiledText(t, files)
	const (
		veo  = ` unit: second, amount: "60"}`
		page = "document: guide, place: page 3"
	)
	for _, c := range []struct{ file, from, to, want string }{
		// numbers
		{"acme", veo, ` unit: second, amount: 0.40}`, `acme.yaml:12: rates.0.amount: write "0.40", quoted`},
		{"acme", veo, ` unit: second, amount: }`,
			`acme.yaml:12: rates.0.amount: is empty: write a value, or leave the key out`},
		{"acme", veo, ` unit: second, amount: "$60"}`,
			`acme.yaml:12: rates.0.amount: "$60" is not a decimal such as "0.28"`},
		{"acme", veo, ` unit: second, amount: {min: 1, max: "2"}}`,
			`acme.yaml:12: rates.0.amount.min: write "1", quoted`},
		{"acme", veo, ` unit: second, amount: {min: "1"}}`, `acme.yaml:12: rates.0.amount: lacks max`},
		{"acme", veo, ` unit: second, amount: "0.00000025"}`,
			`acme.yaml:12: rates.0.amount: has 8 decimals, and 6 are the most: write "0.00025" here, with ` +
				`per: "1000" beside amount`},
		{"acme", veo, ` unit: second, per: "1000", amount: "0.00000001234"}`,
			`acme.yaml:12: rates.0.amount: has 11 decimals, and 6 are the most: write "0.01234" here, with ` +
				`per: "1000000000" beside amount`},
		{"acme", veo, ` unit: second, amount: "1234567890123"}`,
			`acme.yaml:12: rates.0.amount: has 13 digits before the point, and 12 are the most`},
		{"acme", `true: "0.40"`, `true: "0.4000001"`,
			`acme.yaml:17: rates.1.amount.720p.true: has 7 decimals, and 6 are the most: write "400.0001" ` +
				`here, with per: "1000" beside amount, and the other amounts of the row for as many`},
		{"acme", `price: "29"`, `price: 29`, `acme.yaml:21: offers.0.price: write "29", quoted`},
		{"acme", `price: "29"`, `price: "29.1234567"`,
			`acme.yaml:21: offers.0.price: has 7 decimals, and 6 are the most`},
		{"acme", `id: veo-3`, `id: 3`, `acme.yaml:8: models.0.id: write "3", quoted`},
		{"lumen", "place: page 3", `line: "3"`, `lumen.yaml:15: rates.1.sources.0.line: write 3, without quotes`},
		{"lumen", "seconds: 5}", `seconds: "5"}`, `lumen.yaml:15: rates.1.when.seconds: write 5, without quotes`},

		// rows
		{"acme", veo, veo + "\n  - {model: veo-3, id: b, unit: second, amount: \"65\"}",
			`acme.yaml:13: rates.1.when: prices the same shot on the same date as acme/veo-3/price: their ` +
				`conditions and their from are the same; write a later from for the one that takes over, a ` +
				`condition of its own for each, or one row`},
		{"acme", veo, veo + "\n  - {model: veo-3, when: {resolution: 720p}, unit: second, amount: \"65\"}",
			`acme.yaml:13: rates.1.when: prices the same shot on the same date as acme/veo-3/price: ` +
				`acme/veo-3/price says nothing of resolution; write different values of one condition in both, ` +
				`or the same conditions and a later from for the one that takes over`},
		{"lumen", "{resolution: 1080p, seconds: 5}", "{resolution: [1080p, 720p], seconds: 5}",
			`lumen.yaml:15: rates.1.when: prices the same shot on the same date as ` +
				`lumen/ray/720p-audio-no-audio-5s: both are for resolution 720p; give that to one of them`},
		{"lumen", "    when: {audio: [\"true\", \"false\"]}\n", "",
			`lumen.yaml:12: rates.0.modifiers.0.if.audio: never applies, since the row is for no such shot: ` +
				`write when: {audio: ["true", "false"]}, all values that the row is for`},
		{"acme", veo, ` unit: second, amount: "60", modifiers: [{add: "1", unit: second, multiply: "2"}]}`,
			`acme.yaml:12: rates.0.modifiers.0.multiply: add and multiply: write a modifier for each, in the ` +
				`order in which they apply`},
		{"acme", "  - {id: still}\n", "  - {id: still}\n  - {id: clip}\n",
			`acme.yaml:11: models.3.id: has no current rate: write one under rates, {model: clip, unit: …, ` +
				`amount: …}, or say why in unpriced`},
		{"acme", veo, veo + "\n  - {model: veo-3, unit: second, amount: \"65\"}",
			`acme.yaml:13: rates.1: the id "price" that follows from it is already taken: write an id, or ` +
				`the from on which it takes over`},
		{"lumen", `if: {audio: "true"}`, `if: {audio: true}`,
			`lumen.yaml:13: rates.0.modifiers.0.if.audio: write "true", quoted`},

		// keys
		{"acme", "model: veo-3, unit", "modle: veo-3, model: veo-3, unit",
			`acme.yaml:12: rates.0.modle: there is no key "modle" here, did you mean "model"?`},
		{"acme", "\nmodels:", "\nmodel:", `acme.yaml:8: model: there is no key "model" here, did you mean "models"?`},
		{"acme", `credits: "3000"}`, `credits: "3000", limits: {fps: "24"}}`,
			`acme.yaml:21: offers.0.limits.fps: there is no key "fps" here; there are commercialUse, ` +
				`resolution, watermark`},
		{"acme", "unit: image", "unit: images",
			`acme.yaml:19: rates.2.unit: value must be one of 'call', 'clip', 'second', 'image', ` +
				`'megapixel', 'gpuHour', 'token', 'inputSecond', 'referenceImage', did you mean "image"?`},
		{"acme", "offers:", "models:", `acme.yaml:20: "models" is given twice, in line 7 too: write it once`},

		// grids
		{"acme", "grid: [resolution, audio]", "grid: [resolution, sound]",
			`acme.yaml:15: rates.1.grid.1: value must be one of 'mode', 'resolution', 'audio', 'hdr', ` +
				`'quality', 'batch', 'tier', 'seconds'`},
		{"acme", "grid: [resolution, audio]", "grid: [audio, audio]",
			`acme.yaml:15: rates.1.grid: has one value twice: write each once`},
		{"acme", "grid: [resolution, audio]\n", "grid: [resolution, audio]\n    when: {audio: \"true\"}\n",
			`acme.yaml:15: rates.1.grid: audio stands in when too`},
		{"acme", "    grid: [resolution, audio]\n", "",
			`acme.yaml:16: rates.1.amount: is a grid, and nothing says of what: write grid: [resolution] ` +
				`beside it, or whatever its keys are values of`},
		{"acme", `{false: "0.20", true: "0.40"}`, `"0.20"`,
			`acme.yaml:17: rates.1.amount.720p: write an amount for each audio: {…: "0.20", …: "0.40"}, ` +
				`since the grid is [resolution, audio]`},
		{"acme", `true: "0.40"`, `true: {5: "0.40"}`,
			`acme.yaml:17: rates.1.amount.720p.true: is nested deeper than its grid: [resolution, audio]`},
		{"acme", `true: "0.40"`, `false: "0.40"`,
			`acme.yaml:17: "false" is given twice, in line 17 too: write it once`},
		{"acme", "1080p: {", "720p: {", `acme.yaml:18: "720p" is given twice, in line 17 too: write it once`},
		{"acme", `true: "0.40"`, `on: "0.40"`,
			`acme.yaml:17: rates.1.amount.720p.on: audio: value must be one of 'true', 'false', 'unknown'`},
		{"lumen", `10: {min`, `long: {min`,
			`lumen.yaml:11: rates.0.amount.720p.long: "long" is no number of seconds, which the grid has here`},
		{"acme", veo, ` unit: second, grid: [resolution], amount: "60"}`,
			`acme.yaml:12: rates.0.amount: got string, want object`},

		// sources
		{"lumen", `, known: "2026-11-20"}`, "}",
			`lumen.yaml:2: source: has no known: write the day on which the page was seen, as in known: ` +
				`"2026-11-20"`},
		{"lumen", "source: {", "# source: {",
			`lumen.yaml:1: seller: has no source: write source: {url: "https://…", known: "2026-11-20"} once ` +
				`for the file, or sources: [{document: …, line: …}] here`},
		{"lumen", `url: "https://lumen.example/pricing", `, "",
			`lumen.yaml:2: source: is no source: write url and known, or document and line`},
		{"lumen", "https://lumen", "lumen",
			`lumen.yaml:2: source.url: "lumen.example/pricing" is not the address of a page: https://…`},
		{"lumen", "document: guide", "document: giude",
			`lumen.yaml:15: rates.1.sources.0.document: there is no document "giude": table.yaml lists ` +
				`guide, did you mean "guide"?`},
		{"table", "documents:", "rules: [] #",
			`lumen.yaml:15: rates.1.sources.0.document: there is no document "guide": write documents: [{id: ` +
				`guide, title: …, known: …}] in table.yaml`},
		{"lumen", page, "document: guide",
			`lumen.yaml:15: rates.1.sources.0: says where in the document by one of line: 12 and place: "page 3"`},
		{"lumen", page, page + ", line: 3",
			`lumen.yaml:15: rates.1.sources.0: says where in the document by one of line: 12 and place: "page 3"`},
		{"lumen", page, "place: page 3",
			`lumen.yaml:15: rates.1.sources.0: is no source: write url and known, or document and line`},
		{"lumen", page, page + `, known: "2026-05"`,
			`lumen.yaml:15: rates.1.sources.0.known: goes with a url alone: when a document was true stands ` +
				`in table.yaml`},

		// sellers
		{"lumen", ", kind: api", "",
			`lumen.yaml:1: seller: lacks kind: platform, api, app, aggregator or self-hosted; or owned: true ` +
				`for the operator's own`},
		{"lumen", "kind: api", "kind: api, owned: true",
			`lumen.yaml:1: seller.kind: an owned seller is of kind house: leave kind out`},
		{"acme", "owned: true", "owned: false\n  kind: house",
			`acme.yaml:5: seller.owned: a seller of kind house is owned: leave owned out`},
		{"lumen", "kind: api", "owned: true",
			`lumen.yaml:1: seller.id: the operator's own seller is acme already: one is owned at most`},
		{"lumen", "models:", "operator: {costs: []}\nmodels:",
			`lumen.yaml:3: operator: belongs to the operator's own seller, which says owned: true`},
		{"acme", "currency: {id: acme-credit, name: Acme credit}", "currency: acme-credit",
			`acme.yaml:6: seller.currency: write USD, or a credit of the seller's own: {id: acme-credit, name: …}`},
		{"acme", `price: "29", `, "",
			`acme.yaml:21: offers.0: has no price per credit: write price and credits, or say in reason why ` +
				`there is none`},
	} {
		spoiled := map[string]string{}
		for name, text := range files {
			if name == c.file+".yaml" {
				if !strings.Contains(text, c.from) {
					t.Fatalf("%s does not say %s", name, c.from)
				}
				text = strings.Replace(text, c.from, c.to, 1)
			}
			spoiled[name] = text
		}
		_, problems := load(folder(spoiled))
		if len(problems) == 0 || problems[0].String() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.to, problems, c.want)
		}
	}
}

// A finding is about something that there is, and has a source.
func TestFindings(t *testing.T) {
	for _, c := range []struct{ about, source, want string }{
		{"", "document: guide, line: 3", ""},
		{"about: acme, ", "document: guide, line: 3", ""},
		{"about: acme/google/lyra-2, ", "document: guide, place: page 3", ""},
		{"about: acme/lyra-2, ", "document: guide, line: 3", `findings.yaml:1: 0.about: there is no "acme/lyra-2"`},
		{"about: nobody, ", "document: guide, line: 3", `findings.yaml:1: 0.about: there is no "nobody"`},
		{"", "document: report, line: 3",
			`findings.yaml:1: 0.sources.0.document: there is no document "report": table.yaml lists guide`},
		{"title: x, ", "document: guide, line: 3",
			`findings.yaml:1: 0.title: there is no key "title" here; there are about, finding, printed, ` +
				`sources, verdict`},
	} {
		files := map[string]string{"table.yaml": guide, "acme.yaml": shortSeller, "findings.yaml": "- {" + c.about +
			"printed: It is cheap., verdict: loose, finding: It says no number., sources: [{" + c.source + "}]}\n"}
		got := ""
		if _, problems := load(folder(files)); len(problems) > 0 {
			got = problems[0].String()
		}
		if got != c.want {
			t.Errorf("%s%s\n got %s\nwant %s", c.about, c.source, got, c.want)
		}
		if c.want == "" && strings.Contains(compiledText(t, files), "cheap") {
			t.Error("a finding is compiled")
		}
	}
}

// Rows without a source are listed, priced, set beside costs and signed like others.
func TestRowsWithoutASource(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write(t, "own", map[string]string{"acme.yaml": shortSeller, "table.yaml": guide, "lumen.yaml": shortVendor})
	for _, c := range []struct{ args, out string }{
		{"check --rates own", "table.json: is not what"},
		{"compile --rates own", "rate table "},
		{"check --rates own", "rate table "},
		{"list --rates own acme", "acme/veo-3/price"},
		{"list --rates own lumen", "guide, page 3"},
		{"list --rates own lumen", "https://lumen.example/pricing"},
		{"quote --table own acme/veo-3 seconds=5", "300 credits"},
		{"quote --table own acme/veo-3 seconds=5 offer=creator --json", `"sources":[]`},
		{"quote --table own lumen/ray resolution=1080p seconds=5", "source      Price guide, page 3"},
		{"quote --table own lumen/ray resolution=1080p seconds=5 --json",
			`{"document":"guide","title":"Price guide","place":"page 3","url":null}`},
		{"quote --table own lumen/ray resolution=720p seconds=5 audio=true --json",
			`{"document":null,"title":"https://lumen.example/pricing","url":"https://lumen.example/pricing"}`},
		{"margins --rates own", "no cost is declared for veo-3"},
		{"diff own own", "0 changes"},
	} {
		out, errs, _ := invoke(strings.Fields(c.args)...)
		if !strings.Contains(out, c.out) {
			t.Errorf("rates %s: %s%s", c.args, out, errs)
		}
	}
}
