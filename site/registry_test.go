package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/reelrate/reelrate/wasm/api/description"
)

// Where the members of a shot and the units are listed once more.
const (
	schemaFile   = "../pricing/rates/schema.json"
	apiFile      = "../wasm/api/openapi.yaml"
	formFile     = "scripts/shared/form.mjs"
	wordsFile    = "scripts/shared/words.mjs"
	projectFile  = "scripts/estimate/project.mjs"
	membersFile  = "embed/members.mjs"
	manifestFile = "embed/custom-elements.json"
	typesFile    = "embed/elements.d.ts"
)

// names is a list of names that somebody keeps beside a registry.
type names struct {
	file, what string
	list       []string
	less       []exception // what the list leaves out
	more       []exception // what it has besides
}

// exception is what a list does not share with the registry, and why.
type exception struct{ names, because string }

// compare holds a list against its registry. An exception that is none fails too.
func (n names) compare(t *testing.T, registry []string) {
	t.Helper()
	want := map[string]bool{}
	for _, name := range registry {
		want[name] = true
	}
	except := func(exceptions []exception, was bool) {
		for _, e := range exceptions {
			for _, name := range strings.Fields(e.names) {
				if want[name] != was {
					t.Errorf("%s: %s: %s is no exception (%s)", n.file, n.what, name, e.because)
				}
				want[name] = !was
			}
		}
	}
	except(n.less, true)
	except(n.more, false)
	has := map[string]bool{}
	for _, name := range n.list {
		if has[name] {
			t.Errorf("%s: %s lists %s twice", n.file, n.what, name)
		}
		if has[name] = true; !want[name] {
			t.Errorf("%s: %s lists %s, which the registry does not have", n.file, n.what, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if want[name] && !has[name] {
			t.Errorf("%s: %s lacks %s", n.file, n.what, name)
		}
	}
}

var (
	who      = exception{"seller model", "they say whose price it is"}
	counted  = exception{"count takes", "how often the shot is made"}
	oneImage = exception{"images", "one generation is one image or one clip"}
	settled  = exception{"mode", "the modes on sale settle it"}
	framed   = exception{"width height", "the resolution goes for them"}
)

// Everything that lists the members of a shot has those of the registry.
func TestMembersAreThoseOfTheRegistry(t *testing.T) {
	schema, api := documentOf(t, schemaFile), documentOf(t, apiFile)
	form, project := source(t, formFile), source(t, projectFile)
	embedded := within(t, membersFile, source(t, membersFile), "const members = /** @type {const} */ ([", "]")
	components := api.Object("components").Object("schemas")
	rate := schema.Object("$defs").Object("rate").Object("properties")

	asked := within(t, formFile, form, "export function controls", "\n}")
	asksFor := slices.Concat(keys(t, formFile, form, "const choices = {"), keys(t, formFile, form, "const numbers = {"),
		slices.Compact(found(asked, `name: "(\w+)"`)))

	for _, n := range []names{
		{"../pricing/binding", "a request", requestMembers(), nil, []exception{who}},
		{"../pricing/wire", "a shot of an answer", answeredMembers(t), nil, []exception{who}},
		{schemaFile, "independent of a rate", enum(rate.Object("independent").Object("items")),
			[]exception{settled, framed}, nil},
		{apiFile, "Independent", enum(components.Object("Independent").Object("items")), []exception{settled, framed}, nil},
		{schemaFile, "shot of a cost", costMembers(t, schema), []exception{oneImage}, nil},
		{apiFile, "GET /v1/quote", parameters(api, "/v1/quote"), nil, []exception{who, counted,
			{"credits offer everyOffer plan.price plan.credits", "what pays"},
			{"history asOf If-None-Match", "which answer is asked for"}}},
		{apiFile, "Shot", memberNames(components.Object("Shot").Object("properties")), nil, []exception{who}},
		{apiFile, "PricedShot", enum(components.Object("PricedShot").Object("propertyNames")), nil, []exception{who}},
		{formFile, "what it asks for", asksFor, nil, nil},
		{"words.json", "values", slices.Collect(maps.Keys(said.Values)),
			[]exception{{"resolution quality", "their values speak for themselves"}, {"mode", "its value is made readable"}}, nil},
		{projectFile, "shotMembers", found(within(t, projectFile, project, "const shotMembers = [", "]"), `"([\w-]+)"`), nil,
			[]exception{who}},
		{membersFile, "members", camelCased(found(embedded, `"([\w-]+)"`)), nil,
			[]exception{who, counted, {"plan asOf", "what pays, and the day"}}},
	} {
		n.compare(t, pricing.MemberNames[:])
	}
}

// The attributes of the elements are the members, and what else can be set on an
// element.
func TestAttributesAreMembers(t *testing.T) {
	types := source(t, typesFile)
	properties := keys(t, typesFile, types, "export interface ReelrateProperties {")
	attributes := keys(t, typesFile, types, "export interface ReelrateAttributes {")
	class := within(t, typesFile, types, "declare class ReelrateElement", "\n}")
	shown := exception{"table theme loading compact name", "how an element is shown and sent"}
	lists := []names{
		{typesFile, "ReelrateProperties", camelCased(properties), nil, nil},
		{typesFile, "ReelrateAttributes", camelCased(attributes), nil, []exception{{"disabled", "as on any control"}}},
		{typesFile, "ReelrateElement", found(class, `(?m)^  get (\w+)\(\)`), nil, nil},
	}
	var manifest struct {
		Modules []struct {
			Declarations []struct {
				Name       string
				Attributes []struct{ Name, FieldName string }
			}
		}
	}
	if err := json.Unmarshal([]byte(source(t, manifestFile)), &manifest); err != nil {
		t.Fatal(err)
	}
	for _, m := range manifest.Modules {
		for _, d := range m.Declarations {
			var list []string
			for _, a := range d.Attributes {
				list = append(list, camelCase(a.Name))
				if a.FieldName != "" && a.FieldName != camelCase(a.Name) {
					t.Errorf("%s: %s: the field of %s is %s", manifestFile, d.Name, a.Name, a.FieldName)
				}
			}
			lists = append(lists, names{manifestFile, d.Name, list, nil, []exception{{"lang disabled", "as on any element"}}})
		}
	}
	if len(lists) != 5 {
		t.Errorf("%s has %d elements", manifestFile, len(lists)-3)
	}
	for _, n := range lists {
		n.more = append(n.more, who, counted, shown, exception{"plan asOf", "what pays, and the day"})
		n.compare(t, pricing.MemberNames[:])
	}
}

// What can be on or off is the same everywhere, and so is what a price can depend
// on.
func TestDimensionsAreThoseOfTheRegistry(t *testing.T) {
	var dimensions, features []string
	for _, d := range pricing.Dims {
		if dimensions = append(dimensions, d.String()); d.Boolean() {
			features = append(features, d.String())
		}
	}
	schema, api := documentOf(t, schemaFile), documentOf(t, apiFile)
	components := api.Object("components").Object("schemas")
	pixels := exception{"pixels", "no model lists them"}
	for _, n := range []names{
		{"../pricing/member.go", "MemberNames", pricing.MemberNames[:len(dimensions)-1],
			[]exception{{"pixels", "they are a width and a height"}}, nil},
		{schemaFile, "when", memberNames(schema.Object("$defs").Object("when").Object("properties")), nil, nil},
		{apiFile, "Conditions", memberNames(components.Object("Conditions").Object("properties")), nil, nil},
		{apiFile, "Options", memberNames(components.Object("Options").Object("properties")), []exception{pixels}, nil},
	} {
		n.compare(t, dimensions)
	}
	var quoted []string
	for _, m := range schema.Object("$defs").Object("when").Object("properties") {
		if m.Value.(description.Object).Text("$ref") == "#/$defs/conditionFeature" {
			quoted = append(quoted, m.Name)
		}
	}
	embedded := within(t, membersFile, source(t, membersFile), "const yesOrNo = [", "]")
	properties := within(t, typesFile, source(t, typesFile), "export interface ReelrateProperties {", "\n}")
	for _, n := range []names{
		{schemaFile, "yes or no", quoted, nil, nil},
		{wordsFile, "options", keys(t, wordsFile, source(t, wordsFile), "const options = {"), nil, nil},
		{membersFile, "yesOrNo", found(embedded, `"(\w+)"`), nil, nil},
		{typesFile, "Switch", found(properties, `(\w+)\?: Switch`), nil, nil},
	} {
		n.compare(t, features)
	}
}

// Everything that lists units has those of the registry.
func TestUnitsAreThoseOfTheRegistry(t *testing.T) {
	schema, api := documentOf(t, schemaFile), documentOf(t, apiFile)
	components := api.Object("components").Object("schemas")
	form := source(t, formFile)
	units := found(form, `\bunit(?:: | === )"(\w+)"`)
	slices.Sort(units)
	for _, n := range []names{
		{schemaFile, "unit", enum(schema.Object("$defs").Object("unit")), nil, nil},
		{apiFile, "Unit", enum(components.Object("Unit")), nil, nil},
		{apiFile, "TableRate", enum(components.Object("TableRate").Object("properties").Object("unit")),
			[]exception{{"call", "a row without a unit is by the call"}}, nil},
		{formFile, "what a unit asks for", slices.Compact(units),
			[]exception{{"call clip", "they ask for nothing"}, {"referenceImage", "the model says how many images go in"}}, nil},
	} {
		n.compare(t, unitNames())
	}
}

// unitNames are the names of all units, up to the first number that is none.
func unitNames() (list []string) {
	defer func() { _ = recover() }()
	for u := pricing.Call; ; u++ {
		list = append(list, u.String())
	}
}

// requestMembers are those that a request reads into a shot.
func requestMembers() []string { return binding.Names(binding.ShotMembers(&pricing.Shot{})) }

// answeredMembers are those of a shot that was asked for with all of them.
func answeredMembers(t *testing.T) []string {
	t.Helper()
	line := map[string]string{}
	for _, name := range requestMembers() {
		line[name] = "1"
	}
	request, err := json.Marshal(map[string]any{"lines": []any{line}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := wire.Handle(frozen.Table(), "estimate", request, 0)
	var answer struct {
		Lines []struct{ Shot map[string]string }
	}
	if err != nil || json.Unmarshal(text, &answer) != nil || len(answer.Lines) != 1 {
		t.Fatalf("%s: %v", text, err)
	}
	return slices.Collect(maps.Keys(answer.Lines[0].Shot))
}

// costMembers are what a cost of the operator's may settle about its shot.
func costMembers(t *testing.T, schema description.Object) []string {
	t.Helper()
	costs := schema.Object("$defs").Object("operator").Object("properties").Object("costs")
	return memberNames(costs.Object("items").Object("properties").Object("shot").Object("properties"))
}

// documentOf reads a JSON or YAML document.
func documentOf(t *testing.T, file string) description.Object {
	t.Helper()
	document, err := description.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func memberNames(o description.Object) []string {
	var list []string
	for _, m := range o {
		list = append(list, m.Name)
	}
	return list
}

func enum(o description.Object) []string {
	var list []string
	for _, v := range o.List("enum") {
		list = append(list, fmt.Sprint(v))
	}
	return list
}

// parameters are those of a GET operation.
func parameters(api description.Object, path string) []string {
	var list []string
	for _, p := range api.Object("paths").Object(path).Object("get").List("parameters") {
		list = append(list, api.Resolve(p).Text("name"))
	}
	return list
}

// source is the text of a script.
func source(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// within is the part of a script between two of its lines.
func within(t *testing.T, file, text, begin, end string) string {
	t.Helper()
	_, rest, begins := strings.Cut(text, begin)
	part, _, ends := strings.Cut(rest, end)
	if !begins || !ends {
		t.Fatalf("%s has no %s", file, begin)
	}
	return part
}

// keys are those of an object or an interface that begins so, one to a line.
func keys(t *testing.T, file, text, begin string) []string {
	t.Helper()
	return found(within(t, file, text, begin, "\n}"), `(?m)^  "?([\w-]+)"?\??:`)
}

// found is what an expression's group matches, in its order.
func found(text, expression string) []string {
	var list []string
	for _, m := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// camelCase is the member that an attribute is.
func camelCase(attribute string) string {
	first, rest, _ := strings.Cut(attribute, "-")
	for word := range strings.SplitSeq(rest, "-") {
		if word != "" {
			first += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return first
}

func camelCased(attributes []string) []string {
	list := make([]string, len(attributes))
	for i, a := range attributes {
		list[i] = camelCase(a)
	}
	return list
}
