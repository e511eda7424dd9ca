package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reelrate/reelrate/pricing/table"
)

// A small sound table. Each test spoils one thing in it.
const (
	smallTable = `documents:
  - {id: "000", title: A report, known: "2026-01"}
resolutions: [{id: 480p}, {id: 720p, width: 1280, height: 720}, {id: 1080p}, {id: 4K}]
policy: {seconds: {max: "60"}, staleAfterDays: 90}
capabilities: [{id: hdr, name: HDR}]
routing: []
rules: []
spending: []
`
	smallSeller = `seller:
  id: shop
  name: Shop
  vendor: shop
  kind: app
  currency: {id: shop-credit, name: Shop credit}
  owned: false
  sources: [{document: "000", line: 1}]
models:
  - id: film
    name: Film
    aliases: [Film One]
    family: film
    medium: video
    modes: unknown
    options: {resolution: [720p, 1080p], seconds: [5, 10]}
    secondsRule: listed
    capabilities: []
    sources: [{document: "000", line: 2}]
rates:
  - id: small
    model: film
    when: {resolution: 720p, seconds: 5}
    unit: clip
    amount: "10"
    precision: exact
    status: current
    known: "2026-01"
    from: "2026-01-01"
    until: null
    sources: [{document: "000", line: 3}]
  - id: large
    model: film
    when: {resolution: 1080p, seconds: 5}
    unit: clip
    amount: "20"
    precision: exact
    status: current
    known: "2026-01"
    from: "2026-01-01"
    until: null
    sources: [{document: "000", line: 4}]
offers:
  - id: pack
    name: Pack
    kind: pack
    price: "5"
    credits: "100"
    precision: exact
    known: "2026-01"
    from: null
    until: null
    sources: [{document: "000", line: 5}]
`
)

func small(t testing.TB, table, seller string) fstest.MapFS {
	t.Helper()
	return fstest.MapFS{
		"table.yaml": {Data: []byte(table)},
		"shop.yaml":  {Data: []byte(seller)},
	}
}

func TestASoundTable(t *testing.T) {
	book, problems := load(small(t, smallTable, smallSeller))
	for _, p := range problems {
		t.Error(p)
	}
	if t.Failed() {
		return
	}
	first := book.table()
	again, _ := load(small(t, smallTable, smallSeller))
	second := again.table()
	if !bytes.Equal(table.Encode(&first), table.Encode(&second)) {
		t.Error("the same YAML is compiled in two ways")
	}
	if !bytes.Contains(table.Encode(&first), []byte(`"id":"shop/film/large"`)) {
		t.Error("the compiled table lacks the rate shop/film/large")
	}
}

// Every problem names its file, its line and its field.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to string // in the seller's file, or in the table if it stands there
		want     string // how the problem begins
		says     string // what it says somewhere
	}{
		{"an unknown key", `    aliases: [Film One]`, `    alias: Film One`, "shop.yaml:", "alias"},
		{"a number that is no string", `amount: "10"`, `amount: 10`, "shop.yaml:25: rates.0.amount", ""},
		{"an exponent", `amount: "10"`, `amount: "1e1"`, "shop.yaml:25: rates.0.amount", ""},
		{"a price of nothing", `amount: "10"`, `amount: "0"`, "shop.yaml:25: rates.0.amount", "more than 0"},
		{"a unit that is none", "unit: clip\n    amount: \"20\"", "unit: reel\n    amount: \"20\"", "shop.yaml:35: rates.1.unit", ""},
		{"an id taken twice", "id: large", "id: small", "shop.yaml:32: rates.1.id", "already taken"},
		{"a model by another's name", "\nrates:", "\n  - id: movie\n    name: FILM_(one)\n    family: film\n    medium: video\n    pricedAs: film\n    modes: unknown\n    options: {}\n    capabilities: []\n    sources: [{document: \"000\", line: 2}]\nrates:", "shop.yaml:20: models.1.id", `"FILM_(one)" also names film`},
		{"an offer by another's name", "offers:", "offers:\n  - {id: box, name: Box, aliases: [P a.c/k], kind: pack, price: \"5\", credits: \"100\", precision: exact, known: null, from: null, until: null, sources: [{document: \"000\", line: 5}]}", "shop.yaml:45: offers.1.id", `"pack" also names box`},
		{"a name of nothing", "aliases: [Film One]", `aliases: ["(-)"]`, "shop.yaml:10: models.0.id", `"(-)"`},
		{"a value that is not declared", "resolution: 1080p", "resolution: 4K", "shop.yaml:34: rates.1.when.resolution", "declared set"},
		{"a dimension that is not declared", "{resolution: 1080p, seconds: 5}", `{resolution: 1080p, seconds: 5, audio: "true"}`, "shop.yaml:34: rates.1.when.audio", "declares no audio"},
		{"two prices of one shot", "resolution: 1080p", "resolution: 720p", "shop.yaml:34: rates.1.when", "same shot"},
		{"two prices of one shot, one of them not saying", "{resolution: 1080p, seconds: 5}", "{seconds: 5}", "shop.yaml:34: rates.1.when", "same shot"},
		{"a period that runs backwards", `from: "2026-01-01"`, `from: "2027-01-01"`, "", ""},
		{"a month that is none", "known: \"2026-01\"\n    from", "known: \"2026-13\"\n    from", "shop.yaml:28: rates.0.known", ""},
		{"no source", `sources: [{document: "000", line: 3}]`, `sources: []`, "shop.yaml:31: rates.0.sources", ""},
		{"a document that is not listed", `{document: "000", line: 3}`, `{document: "009", line: 3}`, "shop.yaml:31: rates.0.sources.0.document", "no document"},
		{"a model that is not there", "model: film\n    when: {resolution: 1080p", "model: flim\n    when: {resolution: 1080p", "shop.yaml:33: rates.1.model", "no model"},
		{"a capability that is not there", "capabilities: []\n    sources", "capabilities: [smell]\n    sources", "shop.yaml:18: models.0.capabilities.0", "no capability"},
		{"an upstream that is not there", "    family: film", "    family: film\n    upstream: vendor/film", "shop.yaml:14: models.0.upstream", `no "vendor/film"`},
		{"an upstream that is sold on itself", "    family: film", "    family: film\n    upstream: shop/film", "shop.yaml:14: models.0.upstream", "itself"},
		{"going on after nothing", "    family: film", "    family: film\n    continues: yes", "shop.yaml:14: models.0.continues", "upstream"},
		{"going on, and nobody says so", "    family: film", "    family: film\n    upstream: shop/film\n    continues: no", "shop.yaml:15: models.0.continues", "source"},
		{"going on in other words", "    family: film", "    family: film\n    upstream: shop/film\n    continues: maybe", "shop.yaml:15: models.0.continues", ""},
		{"going on without a source", "    family: film", "    family: film\n    upstream: shop/film\n    continues: {value: yes}", "shop.yaml:15: models.0.continues", "sources"},
		{"going on by no document", "    family: film", "    family: film\n    upstream: shop/film\n    continues: {value: yes, sources: [{document: \"009\", line: 1}]}", "shop.yaml:15: models.0.continues.sources.0.document", "no document"},
		{"a source for what is not known", "    family: film", "    family: film\n    upstream: shop/film\n    continues: {value: unknown, sources: [{document: \"000\", line: 1}]}", "shop.yaml:15: models.0.continues", ""},
		{"priced as nothing", "    family: film", "    family: film\n    pricedAs: flim", "shop.yaml:14: models.0.pricedAs", ""},
		{"an offer without credits or reason", `credits: "100"`, `credits: null`, "shop.yaml:44: offers.0", "reason"},
		{"a range that is a point", `precision: exact`, `precision: range`, "shop.yaml:25: rates.0.amount", "min below max"},
		{"a lowest price that is a range", "amount: \"10\"\n    precision: exact", "amount: {from: \"10\"}\n    precision: range", "shop.yaml:26: rates.0.precision", "floor or approx"},
		{"two ends that are exact", "amount: \"10\"\n    precision: exact", "amount: {min: \"10\", max: \"12\"}\n    precision: exact", "shop.yaml:26: rates.0.precision", "range, approx or estimated"},
		{"a version, which is not authored", `documents:`, "version: \"2026-01-01\"\ndocuments:", "table.yaml", "version"},
		{"a policy of no seconds", `max: "60"`, `max: "-1"`, "table.yaml:4: policy.seconds.max", ""},
		{"any as a condition", "{resolution: 1080p, seconds: 5}", "{resolution: any, seconds: 5}", "shop.yaml:34: rates.1.when.resolution", "independent: [resolution]"},
		{"any as a condition of a feature", "{resolution: 1080p, seconds: 5}", "{resolution: 1080p, seconds: 5, audio: any}", "shop.yaml:34: rates.1.when.audio", "independent: [audio]"},
		{"any as a length", "{resolution: 1080p, seconds: 5}", "{resolution: 1080p, seconds: any}", "shop.yaml:34: rates.1.when.seconds", "independent: [seconds]"},
		{"any among values", "{resolution: 1080p, seconds: 5}", "{resolution: [1080p, any], seconds: 5}", "shop.yaml:34: rates.1.when.resolution", ""},
		{"any in a modifier", "unit: clip\n    amount: \"20\"", "unit: clip\n    modifiers: [{if: {resolution: any}, multiply: \"2\", sources: [{document: \"000\", line: 4}]}]\n    amount: \"20\"",
			"shop.yaml:36: rates.1.modifiers.0.if.resolution", "leave resolution out"},
		{"independent of nothing that there is", "{resolution: 1080p, seconds: 5}", "{resolution: 1080p, seconds: 5}\n    independent: [colour]", "shop.yaml:35: rates.1.independent.0", ""},
		{"independent of the mode", "{resolution: 1080p, seconds: 5}", "{resolution: 1080p, seconds: 5}\n    independent: [mode]", "shop.yaml:35: rates.1.independent.0", ""},
		{"independent of a condition", "{resolution: 1080p, seconds: 5}", "{resolution: 1080p, seconds: 5}\n    independent: [audio, seconds]", "shop.yaml:35: rates.1.independent.1", "stands in when too"},
		{"independent of what is counted", "unit: clip\n    amount: \"20\"", "independent: [images]\n    unit: image\n    amount: \"20\"", "shop.yaml:35: rates.1.independent.0", "the unit image counts"},
		{"independent of what a modifier asks", "unit: clip\n    amount: \"20\"", "independent: [audio]\n    unit: clip\n    modifiers: [{if: {audio: \"true\"}, multiply: \"2\", sources: [{document: \"000\", line: 4}]}]\n    amount: \"20\"",
			"shop.yaml:35: rates.1.independent.0", "modifier 0 depends on it"},
		{"independent of what a modifier counts", "unit: clip\n    amount: \"20\"", "independent: [inputImages]\n    unit: clip\n    modifiers: [{add: \"2\", unit: referenceImage, sources: [{document: \"000\", line: 4}]}]\n    amount: \"20\"",
			"shop.yaml:35: rates.1.independent.0", "modifier 0 depends on it"},
		{"any option of a row that is not independent", "options: {resolution: [720p, 1080p], seconds: [5, 10]}", "options: {resolution: [720p, 1080p], seconds: [5, 10], audio: any}", "shop.yaml:23: rates.0.when", "independent: [audio]"},
		{"a resolution that the table does not list", "options: {resolution: [720p, 1080p]", "options: {resolution: [720p, 1080p, 16K]", "shop.yaml:16: models.0.options.resolution", "not among the resolutions"},
		{"a row at a resolution that the table does not list", "{id: 1080p}", "{id: 1081p}", "shop.yaml:34: rates.1.when.resolution", "not among the resolutions"},
		{"a limit that the table does not list", "credits: \"100\"", "credits: \"100\"\n    limits: {resolution: 144p}", "shop.yaml:49: offers.0.limits.resolution", "not among the resolutions"},
		{"a resolution listed twice", "{id: 1080p}", "{id: 1080p}, {id: 720P}", "table.yaml:3: resolutions.3.id", "already taken"},
		{"two names of one frame", "{id: 1080p}", "{id: 1080p}, {id: HD, width: 720, height: 1280}", "table.yaml:3: resolutions.3.width", "already taken"},
		{"a frame without a height", "{id: 1080p}", "{id: 1080p, width: 1920}", "table.yaml:3: resolutions.2", "height"},
		{"a resolution of any name", "{id: 1080p}", "{id: 1080p}, {id: any}", "table.yaml:3: resolutions.3.id", ""},
		{"bytes that are no text", `name: Film`, "name: Fi\xc0\xaflm", "shop.yaml", "UTF-8"},
		{"not YAML", `seller:`, `seller: [`, "shop.yaml", "YAML"},
		{"another name than the file's", "  id: shop", "  id: store", "shop.yaml:2: seller.id", "name of the file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, seller := smallTable, smallSeller
			if strings.Contains(table, c.from) {
				table = strings.Replace(table, c.from, c.to, 1)
			} else {
				seller = strings.Replace(seller, c.from, c.to, 1)
			}
			if c.name == "a period that runs backwards" {
				seller = strings.Replace(seller, "until: null", `until: "2026-06-01"`, 1)
				c.want, c.says = "shop.yaml:29: rates.0.from", "before until"
			}
			if table == smallTable && seller == smallSeller {
				t.Fatal("nothing was spoiled")
			}
			_, problems := load(small(t, table, seller))
			if len(problems) == 0 {
				t.Fatal("no problem was found")
			}
			for _, p := range problems {
				if s := p.String(); strings.HasPrefix(s, c.want) && strings.Contains(s, c.says) {
					return
				}
			}
			t.Errorf("no problem begins with %q and says %q:\n%v", c.want, c.says, problems)
		})
	}
}

// A seller that another's name would find is never found by it.
func TestSellersShareNoName(t *testing.T) {
	files := small(t, smallTable, smallSeller)
	files["store.yaml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("id: shop\n  name: Shop", "id: store\n  name: S-H-O-P", "shop-credit", "store-credit").Replace(smallSeller))}
	_, problems := load(files)
	if len(problems) != 1 || problems[0].String() != `store.yaml:2: seller.id: "S-H-O-P" also names shop` {
		t.Error(problems)
	}
}

// What a source gives as "around seven to fourteen" is both a range and
// approximate, and so may a lowest price be.
func TestTheEndsOfARangeMayBeApproximate(t *testing.T) {
	for _, amount := range []string{`{min: "10", max: "12"}`, `{from: "10"}`, `"10"`} {
		seller := strings.Replace(smallSeller, "amount: \"10\"\n    precision: exact", "amount: "+amount+"\n    precision: approx", 1)
		if _, problems := load(small(t, smallTable, seller)); len(problems) > 0 {
			t.Errorf("about %s: %v", amount, problems)
		}
	}
}

// A modifier adds, multiplies or counts: of two of them in one the engine could
// keep only one, so the check says which and what to write instead.
func TestAModifierDoesOneThing(t *testing.T) {
	const twoModifiers = "write a modifier for each, in the order in which they apply"
	for _, c := range []struct{ modifier, field, says string }{
		{`add: "0.02", unit: second, multiply: "0.5"`, ".multiply", "add and multiply: " + twoModifiers},
		{`add: "0.02", multiply: "0.5"`, ".multiply", "add and multiply: " + twoModifiers},
		{`add: "0.02", unit: second, count: inputSecond`, ".count", "add and count: " + twoModifiers},
		{`add: "0.02", unit: second, count: inputSecond, as: "0.5"`, ".count", "add and count: " + twoModifiers},
		{`multiply: "0.5", count: inputSecond`, ".count", "multiply and count: " + twoModifiers},
		{`multiply: "0.5", count: inputSecond, as: "0.5"`, ".count", "multiply and count: " + twoModifiers},
		{`add: "0.02", unit: second, multiply: "0.5", count: inputSecond, as: "0.5"`, ".multiply", "add, multiply and count: " + twoModifiers},
		{`precision: exact`, "", "write add with unit, multiply, or count with as"},
		{`add: "0.02"`, "", "add needs unit"},
		{`count: inputSecond`, "", "count needs as"},
		{`multiply: "0.5", unit: second`, ".unit", "unit goes with add, not with multiply"},
		{`multiply: "0.5", max: 3`, ".max", "max goes with add, not with multiply"},
		{`add: "0.02", unit: second, as: "0.5"`, ".as", "as goes with count, not with add"},
		{`count: inputSecond, as: "0.5", maxWaitHours: "24"`, ".maxWaitHours", "maxWaitHours goes with multiply, not with count"},
	} {
		row := "    unit: clip\n    amount: \"20\"\n"
		seller := strings.Replace(smallSeller, row, row+"    modifiers:\n      - {"+c.modifier+`, sources: [{document: "000", line: 10}]}`+"\n", 1)
		_, problems := load(small(t, smallTable, seller))
		want := "shop.yaml:38: rates.1.modifiers.0" + c.field + ": "
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), want) || !strings.Contains(problems[0].Message, c.says) {
			t.Errorf("{%s}: want one problem that begins with %q and says %q:\n%v", c.modifier, want, c.says, problems)
		}
	}
}

// Wherever a source is named, its document has to be listed.
func TestEverySourceNamesADocument(t *testing.T) {
	sourced := regexp.MustCompile(`document: "000"`)
	for name, text := range map[string]string{"table": tableWithSources, "findings": someFindings,
		"seller": strings.Replace(fullSeller, "  owned: false\n", sellerWithSources, 1)} {
		places := sourced.FindAllStringIndex(text, -1)
		if len(places) < 2 {
			t.Fatalf("only %d sources in the %s", len(places), name)
		}
		for _, at := range places {
			spoiled := text[:at[0]] + `document: "999"` + text[at[1]:]
			table, seller, findings, file := tableWithSources, fullSeller, someFindings, ""
			switch name {
			case "table":
				table, file = spoiled, tableName
			case "findings":
				findings, file = spoiled, findingsName
			default:
				seller, file = spoiled, "shop.yaml"
			}
			files := small(t, table, seller)
			files[findingsName] = &fstest.MapFile{Data: []byte(findings)}
			_, problems := load(files)
			line := strings.Count(text[:at[0]], "\n") + 1
			where := fmt.Sprintf("%s:%d: ", file, line)
			if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), where) || !strings.HasSuffix(problems[0].Field, ".document") ||
				!strings.Contains(problems[0].Message, `no document "999": table.yaml lists 000`) {
				t.Errorf("%s%s\n is no problem: %v", where, strings.Split(text, "\n")[line-1], problems)
			}
		}
	}
}

// someFindings are of the table, of a seller and of a model.
const someFindings = `- {printed: a claim, verdict: loose, finding: It is loose., sources: [{document: "000", line: 1}]}
- {about: shop, printed: a claim, verdict: wrong, finding: It is wrong., sources: [{document: "000", line: 1}]}
- about: shop/film
  printed: a claim
  verdict: gap
  finding: It leaves something out.
  sources: [{document: "000", line: 2}, {document: "000", line: 3}]
`

// tableWithSources and sellerWithSources name sources where smallTable and
// fullSeller have nothing to say.
const (
	tableWithSources = `documents:
  - {id: "000", title: A report, known: "2026-01"}
resolutions: [{id: 480p}, {id: 720p}, {id: 1080p}]
policy: {seconds: {max: "60"}, staleAfterDays: 90}
capabilities: [{id: hdr, name: HDR}]
routing:
  - {need: hdr, constraint: needs HDR, vendor: shop, name: Shop, models: [shop/film], sources: [{document: "000", line: 1}]}
rules:
  - {id: rule, from: null, text: A rule., sources: [{document: "000", line: 1}]}
spending:
  - {purpose: hero, spend: more, text: Hero shots, sources: [{document: "000", line: 1}]}
`
	sellerWithSources = `  owned: false
  failurePolicy:
    providerFailure: refund
    timeout: unknown
    cancelled: unknown
    sources: [{document: "000", line: 1}]
  polling: {minSeconds: "5", maxSeconds: null, sources: [{document: "000", line: 1}]}
`
)

// A first or last day may be known by its month alone. It begins there, so what
// ends in a month and what begins in it do not overlap.
func TestAMonthInPlaceOfADay(t *testing.T) {
	for _, c := range []struct{ name, first, second, want string }{
		{"one after the other", `from: "2026-01", until: "2026-06"`, `from: "2026-06", until: null`, ""},
		{"a month after a day", `from: "2026-01-01", until: "2026-06-01"`, `from: "2026-06", until: null`, ""},
		{"two on one day", `from: "2026-06", until: "2026-07"`, `from: "2026-06-01", until: null`, "rates.1.when: prices the same shot"},
		{"backwards", `from: "2026-06", until: "2026-01"`, `from: "2026-06", until: null`, "rates.0.from: from is not before until"},
		{"no time at all", `from: "2026-06-01", until: "2026-06"`, `from: "2026-07", until: null`, "rates.0.from: from is not before until"},
		{"no such month", `from: "2026-13", until: null`, `from: "2026-06", until: null`, "rates.0.from: "},
		{"a year", `from: "2026", until: null`, `from: "2026-06", until: null`, "rates.0.from: "},
	} {
		dates := "    from: \"2026-01-01\"\n    until: null\n"
		lines := func(s string) string { return "    " + strings.Replace(s, ", ", "\n    ", 1) + "\n" }
		seller := strings.Replace(smallSeller, "resolution: 1080p", "resolution: 720p", 1)
		seller = strings.Replace(strings.Replace(seller, dates, lines(c.first), 1), dates, lines(c.second), 1)
		book, problems := load(small(t, smallTable, seller))
		switch {
		case c.want == "" && len(problems) > 0, c.want != "" && (len(problems) == 0 || !strings.Contains(problems[0].String(), c.want)):
			t.Errorf("%s: %v, want %q", c.name, problems, c.want)
		case c.want == "":
			table := book.table()
			for i, r := range table.Sellers[0].Models[0].Rates {
				if until := []string{"2026-06-01", ""}[i]; r.Until.String() != until || r.From == 0 {
					t.Errorf("%s: from %s until %s", c.name, r.From, r.Until)
				}
				if month := strings.Contains([]string{c.first, c.second}[i], `from: "2026-01"`) || i == 1; r.FromMonth != month {
					t.Errorf("%s: row %d from a month: %v", c.name, i, r.FromMonth)
				}
				if month := strings.Contains(c.first, `until: "2026-06"`) && i == 0; r.UntilMonth != month {
					t.Errorf("%s: row %d until a month: %v", c.name, i, r.UntilMonth)
				}
			}
		}
	}
}

// A promotional row may overlap the row it replaces, and no other.
func TestAPromotionalRowMayOverlapTheOneItReplaces(t *testing.T) {
	promo := strings.Replace(smallSeller, "{resolution: 1080p, seconds: 5}", "{resolution: 720p, seconds: 5}", 1)
	promo = strings.Replace(promo, "id: large", "id: large\n    replaces: shop/film/small", 1)
	if _, problems := load(small(t, smallTable, promo)); len(problems) > 0 {
		t.Error(problems)
	}
}
