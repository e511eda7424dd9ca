package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// shots lists, as query strings, a shot for each model and each way that its
// cells are told apart.
func shots(t *testing.T) []string {
	t.Helper()
	all, err := frozen.Table().Models(pricing.ModelsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range all {
		base := "seller=" + url.QueryEscape(m.Seller.ID) + "&model=" + url.QueryEscape(m.Model.ID)
		out = append(out, base, base+"&seconds=8", base+"&seconds=5&resolution=720p")
		for _, cell := range m.Cells {
			shot := base
			for _, c := range cell.When {
				if c.Match == pricing.OneOf {
					shot += "&" + c.Dim.String() + "=" + url.QueryEscape(c.Values[0])
				}
			}
			out = append(out, shot)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// draw makes a value for the schema: mostly one that it takes, sometimes one at
// its bounds, one beyond, or one of another type.
func (d *document) draw(t *rapid.T, label string, schema any) any {
	object := d.resolve(schema)
	kind := rapid.SampledFrom([]string{"fits", "fits", "fits", "bound", "beyond", "type"}).Draw(t, label+" is")
	if kind == "type" {
		return rapid.SampledFrom([]any{nil, true, json.Number("1"), json.Number("1e9"), "", "x", []any{}, []any{nil}, map[string]any{}, map[string]any{"a": "b"}, strings.Repeat("9", 201)}).Draw(t, label)
	}
	if parts, ok := object["allOf"].([]any); ok || object["properties"] != nil {
		members := map[string]any{}
		for _, part := range parts {
			maps.Copy(members, d.resolve(part)["properties"].(map[string]any))
		}
		own, _ := object["properties"].(map[string]any)
		maps.Copy(members, own)
		return d.drawObject(t, label, members, object["required"])
	}
	if of, ok := object["items"]; ok {
		n := rapid.IntRange(0, 4).Draw(t, label+" length")
		if kind == "beyond" && rapid.IntRange(0, 9).Draw(t, label+" is too long") == 0 {
			n = 1001
			item := d.draw(t, label+"[]", of)
			return slices.Repeat([]any{item}, n)
		}
		list := make([]any, n)
		for i := range list {
			list[i] = d.draw(t, fmt.Sprintf("%s[%d]", label, i), of)
		}
		return list
	}
	if of, ok := object["additionalProperties"].(map[string]any); ok {
		return map[string]any{rapid.SampledFrom([]string{"starter", "pro", "agency"}).Draw(t, label): d.draw(t, label+".", of)}
	}
	if values, ok := object["enum"].([]any); ok {
		if kind == "beyond" {
			return rapid.String().Draw(t, label)
		}
		return rapid.SampledFrom(values).Draw(t, label)
	}
	if pattern, _ := object["pattern"].(string); strings.HasPrefix(pattern, "^[0-9]{1,12}") {
		return d.drawNumber(t, label, kind, object)
	} else if strings.HasPrefix(pattern, "^[0-9]{4}") {
		return rapid.SampledFrom([]any{"2026-07-01", "2025-12-31", "2026-09-24", "2026-07-01T12:00:00+02:00", "1971-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-07-01T25:00:00Z"}).Draw(t, label)
	}
	switch kind {
	case "bound":
		return strings.Repeat("x", 200)
	case "beyond":
		return strings.Repeat("é", 101)
	}
	words := []any{"house", "veo-3", "720p", "true", "pro", "agency", "starter", "text-to-video", "hero", "hdr", "first-month-bonus", "50,99", "completed", "failed", "EU"}
	if examples, ok := object["examples"].([]any); ok {
		words = append(examples, words...)
	}
	return rapid.OneOf(rapid.SampledFrom(words), rapid.Map(rapid.String(), func(s string) any { return s })).Draw(t, label)
}

func (d *document) drawNumber(t *rapid.T, label, kind string, object map[string]any) any {
	least, most := numberAt(object, "minimum"), numberAt(object, "maximum")
	var n int64
	switch kind {
	case "fits":
		n = least + rapid.Int64Range(0, min(most-least, 40)).Draw(t, label)
		if object["exclusiveMinimum"] != nil && n == 0 {
			n = 1
		}
	case "bound":
		n = rapid.SampledFrom([]int64{least, most}).Draw(t, label)
	default:
		return rapid.SampledFrom([]any{
			json.Number(fmt.Sprint(least - 1)), fmt.Sprint(most + 1), "0.5", "1.0", "08", "+8", "1e3", "NaN", " 8", "8 ", "-0", ".5", "5.",
			"9999999999999", "0.0000000001", json.Number("1.5"), json.Number("-1"), json.Number("1E2"), "٣",
		}).Draw(t, label)
	}
	if rapid.Bool().Draw(t, label+" as text") {
		return fmt.Sprint(n)
	}
	return json.Number(fmt.Sprint(n))
}

// numberAt reads a bound of a schema; the exclusive one counts as itself.
func numberAt(object map[string]any, name string) int64 {
	n, _ := object[name].(json.Number)
	i, _ := n.Int64()
	return i
}

// drawObject draws some of the members, in half of the cases a shot that the
// table has, and sometimes one that the object does not have.
func (d *document) drawObject(t *rapid.T, label string, members map[string]any, required any) map[string]any {
	object := map[string]any{}
	if members["seller"] != nil && members["model"] != nil && rapid.Bool().Draw(t, label+" is of the table") {
		shot, _ := url.ParseQuery(rapid.SampledFrom(tableShots).Draw(t, label+" shot"))
		for name := range shot {
			object[name] = shot.Get(name)
		}
	}
	needed, _ := required.([]any)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		often := 6
		if slices.Contains(needed, any(name)) {
			often = 20
		}
		if object[name] == nil && rapid.IntRange(0, 20).Draw(t, label+"."+name+" is there") < often {
			object[name] = d.draw(t, label+"."+name, members[name])
		}
	}
	if rapid.IntRange(0, 15).Draw(t, label+" has more") == 0 {
		object[rapid.SampledFrom([]string{"colour", "", "a.b", "~/", "seconds ", "Seconds", "\u0000"}).Draw(t, label+" more")] = "x"
	}
	return object
}

var tableShots []string // set by the tests below

// resolve follows a schema's reference, keeping what stands beside it.
func (d *document) resolve(schema any) map[string]any {
	object, _ := schema.(map[string]any)
	ref, ok := object["$ref"].(string)
	if !ok {
		return object
	}
	target, _ := d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	return target.(map[string]any)
}

// Whatever body is sent to a POST, the answer is one that the document has and
// never a 500; and a body that the document takes is never said to be malformed.
func TestRandomBodies(t *testing.T) {
	tableShots = shots(t)
	d, h := spec(), New(frozen.Table(), day, receipt.Keys{})
	var paths []string
	for path, item := range d.Paths.Map() {
		if item.Post != nil {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(paths).Draw(t, "path")
		where := []string{"paths", path, "post", "requestBody", "content", "application/json", "schema"}
		schema, target := d.at(where...)
		value := d.draw(t, "body", schema)
		body, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("POST", path, strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if err := d.check(r, w); err != nil {
			t.Fatalf("POST %s %s\n%d %.2000s\n%v", path, body, w.Code, w.Body, err)
		}
		taken := d.schema(target...).Validate(value) == nil
		switch {
		case w.Code == 500:
			t.Fatalf("POST %s %s: 500", path, body)
		case taken && w.Code == 400:
			t.Fatalf("POST %s: the document takes %s, the API says %s", path, body, w.Body)
		}
	})
}

// The same for query strings and paths.
func TestRandomQueries(t *testing.T) {
	tableShots = shots(t)
	d, h := spec(), New(frozen.Table(), day, receipt.Keys{})
	var paths []string
	for path, item := range d.Paths.Map() {
		if item.Get != nil {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom(paths).Draw(t, "path")
		list, _ := d.at("paths", path, "get", "parameters")
		parameters, _ := list.([]any)
		query := url.Values{}
		if rapid.Bool().Draw(t, "of the table") {
			query, _ = url.ParseQuery(rapid.SampledFrom(tableShots).Draw(t, "shot"))
		}
		target, fits := path, true
		for name := range query {
			fits = fits && slices.ContainsFunc(parameters, func(p any) bool { return d.resolve(p)["name"] == name && d.resolve(p)["in"] == "query" })
		}
		for _, p := range parameters {
			parameter := d.resolve(p)
			name, in := parameter["name"].(string), parameter["in"].(string)
			schema := parameter["schema"]
			_, where := d.at("components", "schemas", "Decimal")
			if ref, ok := schema.(map[string]any)["$ref"].(string); ok {
				_, where = d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
			}
			if in == "header" {
				continue
			}
			if in == "query" && (query.Has(name) || parameter["required"] != true && rapid.IntRange(0, 12).Draw(t, name+" is there") > 2) {
				continue
			}
			value := fmt.Sprint(d.draw(t, name, schema))
			fits = fits && value != "" && d.schema(where...).Validate(value) == nil
			if in == "path" {
				target = strings.ReplaceAll(target, "{"+name+"}", url.PathEscape(value))
			} else {
				query.Set(name, value)
			}
		}
		if rapid.IntRange(0, 15).Draw(t, "more") == 0 {
			query.Set(rapid.SampledFrom([]string{"colour", "plan", "a.b", "plan.", ".price"}).Draw(t, "name of more"), "x")
			fits = false
		}
		target += "?" + query.Encode()
		r := httptest.NewRequest("GET", target, nil)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == 301 || w.Code == 307 { // the router's own: a path with "." or "//"
			return
		}
		if err := d.check(r, w); err != nil {
			t.Fatalf("GET %s\n%d %.2000s\n%v", target, w.Code, w.Body, err)
		}
		switch {
		case w.Code == 500:
			t.Fatalf("GET %s: 500", target)
		case fits && w.Code == 400:
			t.Fatalf("the document takes GET %s, the API says %s", target, w.Body)
		}
	})
}
