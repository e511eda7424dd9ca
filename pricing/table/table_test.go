package table

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/reelrate/reelrate/pricing"
)

// today is the default table, which package rates carries and loads by this one.
var today = func() []byte {
	text, err := os.ReadFile("../testdata/frozen/table.json")
	if err != nil {
		panic(err)
	}
	return text
}()

// load reads a text that has to be sound.
func load(t testing.TB, text []byte) *pricing.Table {
	got, err := Load(text)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// same reports where two tables differ in anything but their text and its digest.
func same(t *testing.T, got, want *pricing.Table) {
	t.Helper()
	if path := differs(reflect.ValueOf(got).Elem(), reflect.ValueOf(want).Elem(), "table"); path != "" {
		t.Errorf("%s differs", path)
	}
}

// differs is the path to the first exported field that two values do not share.
func differs(a, b reflect.Value, path string) string {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			f := a.Type().Field(i)
			if slices.Contains([]string{"Canonical", "Digest", "Kept", "Place", "Rows"}, f.Name) || !f.IsExported() {
				continue
			}
			if found := differs(a.Field(i), b.Field(i), path+"."+f.Name); found != "" {
				return found
			}
		}
		return ""
	case reflect.Slice:
		if a.Len() != b.Len() {
			return path
		}
		for i := range a.Len() {
			if found := differs(a.Index(i), b.Index(i), path+"."+strconv.Itoa(i)); found != "" {
				return found
			}
		}
		return ""
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() != b.IsNil() {
				return path
			}
			return ""
		}
		return differs(a.Elem(), b.Elem(), path)
	}
	if !reflect.DeepEqual(a.Interface(), b.Interface()) {
		return path
	}
	return ""
}

func TestTodaysTable(t *testing.T) {
	got := load(t, today)
	if again := Encode(got); string(again) != string(today) {
		t.Error("what was read is not written again")
	}
	if got.Canonical != string(today) || got.Digest != Digest(string(today)) {
		t.Error("the table does not carry its text and its digest")
	}
	canonical := jsontext.Value(today).Clone()
	if err := canonical.Canonicalize(); err != nil || string(canonical) != string(today) {
		t.Errorf("not the canonical form of RFC 8785 (%v)", err)
	}
}

// The names that the form writes are those that the engine says.
func TestNames(t *testing.T) {
	for i, n := range billings {
		is(t, n, pricing.Billing(i).String())
	}
	for i, n := range kinds {
		is(t, n, pricing.OfferKind(i).String())
	}
	for i, d := range pricing.Dims {
		is(t, dimensions[i], d.String())
	}
	for i, n := range operations {
		is(t, n, pricing.ModifierOp(i).String())
	}
	for i, n := range precisions {
		is(t, n, pricing.Precision(i).String())
	}
	for i, n := range statuses {
		is(t, n, pricing.Status(i).String())
	}
	for i, n := range units {
		is(t, n, pricing.Unit(i).String())
	}
	defer func() {
		if recover() == nil {
			t.Error("the engine has a unit that a table cannot spell")
		}
	}()
	_ = pricing.Unit(len(units)).String()
}

func is(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// filler gives every exported field of a table a value of its own that is not zero,
// so that a field which the form forgets does not come back. It looks at no field by
// name but where only some values mean anything.
type filler struct{ n int }

func (f *filler) next() int { f.n++; return f.n }

func (f *filler) fill(v reflect.Value) {
	switch p := v.Addr().Interface().(type) {
	case *pricing.Fixed:
		*p = pricing.Fixed{Coef: int64(f.next())*10 + 1, Exp: -2}
		return
	case *pricing.Range: // its three shapes have a test of their own
		p.Min, p.Max = pricing.Fixed{Coef: int64(f.next())}, pricing.Fixed{Coef: int64(f.next())*10 + 1, Exp: 0}
		return
	case *pricing.Instant: // the first day of a month, for the fields that keep no more
		*p, _ = pricing.ParseInstant(strconv.Itoa(2000+f.next()%7000) + "-05-01")
		return
	case *pricing.Members:
		*p = pricing.Members(1 << (f.next() % len(pricing.Members(1<<16-1).Names())))
		return
	case *pricing.Condition:
		*p = pricing.Condition{Dim: pricing.Audio, Match: pricing.Within, Over: int64(f.next()), UpTo: int64(f.next()), Values: []string{"v" + strconv.Itoa(f.next())}}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
		if s, ok := v.Addr().Interface().(*pricing.Source); ok {
			s.URL = "https://" + s.URL
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.String:
		v.SetString("text " + strconv.Itoa(f.next()))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.next()))
	case reflect.Uint8: // every enumeration of the package has a second and a third value
		v.SetUint(uint64(1 + f.next()%2))
	default:
		panic("the test cannot fill a " + v.Type().String())
	}
}

// Every exported field of every struct of a table is written and read: one that is
// added to the engine and not to the form fails here. The table makes no sense, so
// it is read without being checked.
func TestNoFieldIsLost(t *testing.T) {
	want := &pricing.Table{}
	(&filler{}).fill(reflect.ValueOf(want).Elem())
	text := string(Encode(want))
	got := &pricing.Table{}
	r := &reader{in: text, elements: countElements(text)}
	r.object()
	file(r, got)
	r.end('}')
	if r.err != nil {
		t.Fatal(r.err)
	}
	same(t, got, want)
	canonical := jsontext.Value(text).Clone()
	if err := canonical.Canonicalize(); err != nil || string(canonical) != text {
		t.Errorf("not the canonical form of RFC 8785 (%v)", err)
	}
}

// The test above would see a field that is lost.
func TestALostFieldIsSeen(t *testing.T) {
	for _, lose := range []func(*pricing.Table){
		func(t *pricing.Table) { t.Sellers[1].Models[1].Rates[1].UntilMonth = false },
		func(t *pricing.Table) { t.Sellers[1].Models[1].Continues = 0 },
		func(t *pricing.Table) { t.Sellers[1].Models[1].ContinuedBy[1].Line = 0 },
		func(t *pricing.Table) { t.Sellers[1].Polling.MaxSeconds = nil },
		func(t *pricing.Table) { t.Spending = nil },
	} {
		a, b := &pricing.Table{}, &pricing.Table{}
		(&filler{}).fill(reflect.ValueOf(a).Elem())
		(&filler{}).fill(reflect.ValueOf(b).Elem())
		if path := differs(reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem(), ""); path != "" {
			t.Fatalf("filled in two ways: %s", path)
		}
		if lose(b); differs(reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem(), "") == "" {
			t.Error("a lost field is not seen")
		}
	}
}

// small is a table with something of everything that a rate can be.
func small() *pricing.Table {
	fixed := func(s string) *pricing.Fixed { f, _ := pricing.ParseFixed(s); return &f }
	price := func(s string) pricing.Range { return pricing.Range{Min: *fixed(s), Max: *fixed(s)} }
	at := func(v string) []pricing.Condition {
		return []pricing.Condition{{Dim: pricing.Resolution, Match: pricing.OneOf, Values: []string{v}}}
	}
	audio, _ := pricing.MembersOf([]string{"audio", "fps"})
	one := pricing.Fixed{Coef: 1}
	sources := []pricing.Source{{Document: "000", Line: 7, URL: "https://example.com/a"}}
	return &pricing.Table{Version: "2026-01-01", MaxSeconds: 60, StaleAfterDays: 90,
		Documents:    []pricing.Document{{ID: "000", Title: "A report", Known: "2026-01"}},
		Resolutions:  []pricing.Raster{{Name: "720p", Width: 1280, Height: 720}, {Name: "1080p"}, {Name: "4K"}},
		Capabilities: []pricing.Capability{{ID: "hdr", Name: "HDR"}},
		Routing:      []pricing.Route{{Need: "hdr", Constraint: "needs HDR", Name: "Maker", Vendor: "maker", Models: []string{"maker/film"}, Sources: sources}},
		Rules:        []pricing.Rule{{ID: "rule", From: startOf("2026-02-01"), Text: "A rule.", Sources: sources}},
		Spending:     []pricing.Spending{{Purpose: "hero", More: true, Text: "Hero shots", Sources: sources}},
		Sellers: []pricing.Seller{
			{ID: "maker", Name: "Maker", Kind: "api", Vendor: "maker", Currency: pricing.USD, Sources: sources,
				Failure: &pricing.FailurePolicy{ProviderFailure: pricing.Refunded, Note: "They say so."},
				Polling: &pricing.Polling{MinSeconds: *fixed("2.5"), MaxSeconds: fixed("5")},
				Models: []pricing.Model{
					{ID: "copy", Name: "Copy", Medium: "video", PricedAs: "film"},
					{ID: "film", Name: "Film", Aliases: []string{"The \"Film\" \\ one"}, Family: "film", Medium: "video", Capabilities: []string{"hdr"},
						Modes: []string{"text-to-video", "image-to-video"}, ModesMatch: pricing.OneOf, DefaultSeconds: "5",
						Options: []pricing.Condition{{Dim: pricing.Resolution, Match: pricing.OneOf, Values: []string{"720p", "1080p", "4K"}}, {Dim: pricing.Audio, Match: pricing.Any}},
						Sunset:  startOf("2026-12-01"), SunsetText: "It ends.",
						InputImages: &pricing.InputImages{Max: 3, SwitchesTo: "edit"},
						Rates: []pricing.Rate{
							{ID: "maker/film/large", When: at("1080p"), Unit: pricing.Second, Per: *fixed("10"), Amount: pricing.Range{Min: *fixed("1.5"), Max: *fixed("2")}, Precision: pricing.Ranged,
								Minimum: fixed("3"), Independent: audio, Known: "2026-01", From: startOf("2026-01-01"), FromMonth: true, Until: startOf("2026-07-01"), UntilMonth: true, Sources: sources,
								Conflicts: []pricing.Conflict{{Text: "Another says 3.", Amount: "3", Rate: "maker/film/small"}}, Gaps: []pricing.Gap{{Field: "hdr", Text: "Not said."}},
								Modifiers: []pricing.Modifier{{Op: pricing.Add, Amount: *fixed("0.01"), Unit: pricing.ReferenceImage, Max: 3}, {Op: pricing.Multiply, Amount: *fixed("0.5"), MaxWaitHours: "24", Precision: pricing.Approx,
									If: []pricing.Condition{{Dim: pricing.Batch, Match: pricing.OneOf, Values: []string{"true"}}}}}},
							{ID: "maker/film/next", When: at("1080p"), Unit: pricing.Second, Per: one, Amount: price("2"), From: startOf("2026-07-01")},
							{ID: "maker/film/small", When: at("720p"), Unit: pricing.Clip, Per: one, Amount: price("0.5"), From: startOf("2026-01-15")},
							{ID: "maker/film/top", When: at("4K"), Unit: pricing.Second, Per: one, Amount: pricing.Range{Min: *fixed("1"), Open: true}, Precision: pricing.Floor},
						}},
					{ID: "pixels", Name: "Pixels", Medium: "image", ModesMatch: pricing.Any, Rates: []pricing.Rate{
						{ID: "maker/pixels/few", Unit: pricing.Token, Per: *fixed("1000"), PixelsPerToken: fixed("1024"), Amount: price("0.25"), When: []pricing.Condition{{Dim: pricing.Pixels, Match: pricing.Within, UpTo: 921600}}},
						{ID: "maker/pixels/many", Unit: pricing.Megapixel, Per: one, Amount: price("0.5"), When: []pricing.Condition{{Dim: pricing.Pixels, Match: pricing.Within, Over: 921600}}},
					}},
				}},
			{ID: "shop", Name: "Shop", Kind: "platform", Currency: pricing.Currency{ID: "shop-credit", Name: "Shop credit"}, Owned: true,
				Models: []pricing.Model{{ID: "film", Name: "Film", Medium: "video", Upstream: "maker/film", Continues: pricing.No, ContinuedBy: sources, Sunset: startOf("2026-11-30"), SunsetText: "It ends, too.",
					Rates: []pricing.Rate{
						{ID: "shop/film/normal", Unit: pricing.Second, Per: one, Amount: price("10")},
						{ID: "shop/film/promo", Unit: pricing.Second, Per: one, Amount: price("8"), Replaces: "shop/film/normal", Until: startOf("2026-06-01")},
						{ID: "shop/film/was", Unit: pricing.Call, Per: one, Amount: price("80"), Status: pricing.Superseded}}}},
				Offers: []pricing.Offer{
					{ID: "free", Name: "Free", Kind: pricing.Trial, Grant: &pricing.Grant{Unit: "USD", Amount: one}, Reason: "A gift."},
					{ID: "pack", Name: "Pack", Price: fixed("5"), Credits: fixed("100"), Known: "2026-01-15", From: startOf("2026-01-01"), Limits: pricing.Limits{Resolution: "1080p", Watermark: pricing.No, CommercialUse: pricing.Yes}},
				},
				Promos: []pricing.Promo{{ID: "bonus", Name: "Bonus", BonusPercent: *fixed("50"), CapCredits: *fixed("5000"), Months: 1, NewUsersOnly: true, Known: "2026-01",
					Readings: []pricing.Reading{{ID: "cap-on-bonus", Default: true, Text: "At most 5000."}, {ID: "cap-on-total", Text: "At most 5000 in all."}}}}},
		}}
}

// Whole tables come back: the three shapes of an amount, months, escapes.
func TestASmallTable(t *testing.T) {
	text := Encode(small())
	same(t, load(t, text), small())
	for _, part := range []string{`"amount":{"max":"2","min":"1.5"}`, `"amount":{"from":"1"}`, `"amount":"0.25"`, `"from":"2026-01"`, `"until":"2026-07"`, `"from":"2026-01-15"`,
		`"independent":["audio","fps"]`, `"continues":false`, `"aliases":["The \"Film\" \\ one"]`} {
		if !strings.Contains(string(text), part) {
			t.Errorf("there is no %s in %s", part, text)
		}
	}
}

// Every way in is refused under the name of its field.
func TestRefused(t *testing.T) {
	text := string(Encode(small()))
	for _, c := range []struct{ name, from, to, field, accepted string }{
		{"nothing", text, "", "table", ""},
		{"another thing", text, "[]", "table", ""},
		{"another format", `"format":1`, `"format":2`, "format", "1"},
		{"a format that is a text", `"format":1`, `"format":"1"`, "format", "1"},
		{"no format", `"format":1,`, "", "format", "1"},
		{"an answer around it", `{"format":1`, `{"digest":"x","format":1`, "format", "1"},
		{"more behind it", text, text + "{}", "table", ""},
		{"a line end", text, text + "\n", "table", ""},
		{"white space", `"format":1`, `"format": 1`, "format", "1"},
		{"bytes that are no text", "Maker", "Ma\xffker", "table", ""},
		{"a member twice", `"maxSeconds":60`, `"maxSeconds":60,"maxSeconds":60`, "table.maxSeconds", ""},
		{"a member of nothing", `"maxSeconds":60`, `"maxSeconds":60,"minSeconds":1`, "table.minSeconds", ""},
		{"members not sorted", `"id":"000","known":"2026-01"`, `"known":"2026-01","id":"000"`, "table.documents.0.id", ""},
		{"no comma between members", `"id":"000",`, `"id":"000"`, "table.documents.0.known", ""},
		{"a comma too many", `{"id":"000"`, `{,"id":"000"`, "table.documents.0.id", ""},
		{"an amount that is a number", `"amount":"0.25"`, `"amount":0.25`, "table.sellers.0.models.2.rates.0.amount", ""},
		{"an amount that is not there", `"amount":"0.25",`, ``, "table.sellers.0.models.2.rates.0.amount", ""},
		{"an amount below nothing", `"amount":"0.25"`, `"amount":"-0.25"`, "table.sellers.0.models.2.rates.0.amount", pricing.FixedAccepted},
		{"an amount of nothing", `"amount":"0.25"`, `"amount":"0"`, "table.sellers.0.models.2.rates.0.amount", ""},
		{"an amount with a zero too many", `"amount":"0.25"`, `"amount":"0.250"`, "table.sellers.0.models.2.rates.0.amount", pricing.FixedAccepted},
		{"a range that is a point", `{"max":"2","min":"1.5"}`, `{"max":"2","min":"2"}`, "table.sellers.0.models.1.rates.0.amount", ""},
		{"a range upside down", `{"max":"2","min":"1.5"}`, `{"max":"1","min":"1.5"}`, "table.sellers.0.models.1.rates.0.amount", ""},
		{"a range without an end", `{"max":"2","min":"1.5"}`, `{"max":"2"}`, "table.sellers.0.models.1.rates.0.amount.min", ""},
		{"per nothing", `"per":"10"`, `"per":"0"`, "table.sellers.0.models.1.rates.0.per", ""},
		{"per one, in words", `"per":"10"`, `"per":"1"`, "table.sellers.0.models.1.rates.0.per", ""},
		{"a least quantity of nothing", `"minimum":"3"`, `"minimum":"0"`, "table.sellers.0.models.1.rates.0.minimum", ""},
		{"tokens of no size", `"pixelsPerToken":"1024",`, ``, "table.sellers.0.models.2.rates.0.pixelsPerToken", ""},
		{"a precision of another amount", `"precision":"range"`, `"precision":"floor"`, "table.sellers.0.models.1.rates.0.precision", "of one amount exact, approx or estimated"},
		{"a precision that is none", `"precision":"range"`, `"precision":"rough"`, "table.sellers.0.models.1.rates.0.precision", "approx"},
		{"what is left out", `"status":"superseded"`, `"status":"current"`, "table.sellers.1.models.0.rates.2.status", "superseded"},
		{"a day that is none", `"from":"2026-01-15"`, `"from":"2026-02-30"`, "table.sellers.0.models.1.rates.2.from", "a date such as 2026-09-24"},
		{"a moment in other words", `"from":"2026-01-15"`, `"from":"2026-01-15T00:00:00Z"`, "table.sellers.0.models.1.rates.2.from", "a date such as 2026-09-24"},
		{"a time that runs backwards", `"until":"2026-07"`, `"until":"2025-07"`, "table.sellers.0.models.1.rates.0.until", ""},
		{"known on no day", `"known":"2026-01-15"`, `"known":"2026"`, "table.sellers.1.offers.1.known", "2026-09-24"},
		{"independent of nothing", `["audio","fps"]`, `["audio","colour"]`, "table.sellers.0.models.1.rates.0.independent.1", "mode"},
		{"independent in another order", `["audio","fps"]`, `["fps","audio"]`, "table.sellers.0.models.1.rates.0.independent.1", "mode"},
		{"independent of its condition", `["audio","fps"]`, `["resolution","fps"]`, "table.sellers.0.models.1.rates.0.independent", ""},
		{"independent of a modifier's", `["audio","fps"]`, `["audio","batch"]`, "table.sellers.0.models.1.rates.0.modifiers.1.independent", ""},
		{"two prices of one shot", `"from":"2026-07-01"`, `"from":"2026-06-01"`, "table.sellers.0.models.1.rates.0.when", ""},
		{"two prices, neither for the other", `"replaces":"shop/film/normal",`, ``, "table.sellers.1.models.0.rates.0.when", ""},
		{"a replaced price that is not there", `"replaces":"shop/film/normal"`, `"replaces":"shop/film/other"`, "table.sellers.1.models.0.rates.1.replaces", ""},
		{"another price that is not there", `"rate":"maker/film/small"`, `"rate":"maker/film/tiny"`, "table.sellers.0.models.1.rates.0.conflicts.0.rate", ""},
		{"a rate of another model", `"id":"maker/film/top"`, `"id":"maker/copy/top"`, "table.sellers.0.models.1.rates.3.id", "maker/film/…"},
		{"a rate twice", `"id":"maker/film/top"`, `"id":"maker/film/small"`, "table.sellers.0.models.1.rates.3.id", ""},
		{"a resolution of no table", `"values":["720p"]`, `"values":["72p"]`, "table.sellers.0.models.1.rates.2.when.0.values", ""},
		{"a limit of no table", `"resolution":"1080p"`, `"resolution":"8K"`, "table.sellers.1.offers.1.limits.resolution", ""},
		{"a condition without a value", `,"values":["720p"]`, ``, "table.sellers.0.models.1.rates.2.when.0.values", ""},
		{"a list of nothing", `"values":["720p"]`, `"values":[]`, "table.sellers.0.models.1.rates.2.when.0.values.0", ""},
		{"a value of nothing", `"values":["720p"]`, `"values":[""]`, "table.sellers.0.models.1.rates.2.when.0.values.0", ""},
		{"a feature that is neither", `"values":["true"]`, `"values":["yes"]`, "table.sellers.0.models.1.rates.0.modifiers.1.if.0.values", "true"},
		{"bounds without pixels", `"match":"within","upTo":921600`, `"match":"within"`, "table.sellers.0.models.2.rates.0.when.0.upTo", ""},
		{"any as a condition", `"match":"within","upTo":921600`, `"match":"any"`, "table.sellers.0.models.2.rates.0.when.0.match", ""},
		{"bounds above the largest number", `"upTo":921600`, `"upTo":9216000000`, "table.sellers.0.models.2.rates.0.when.0.upTo", "1 to 999999999"},
		{"a modifier of nothing", `{"amount":"0.01","max":3`, `{"amount":"0","max":3`, "table.sellers.0.models.1.rates.0.modifiers.0.amount", ""},
		{"a factor of a unit", `"op":"multiply"`, `"max":3,"maxWaitHours":"24","op":"multiply"`, "table.sellers.0.models.1.rates.0.modifiers.1.max", ""},
		{"priced as nothing", `"pricedAs":"film"`, `"pricedAs":"reel"`, "table.sellers.0.models.0.pricedAs", ""},
		{"priced as itself", `"pricedAs":"film"`, `"pricedAs":"copy"`, "table.sellers.0.models.0.pricedAs", ""},
		{"models not sorted", `"id":"copy"`, `"id":"gopy"`, "table.sellers.0.models.1.id", ""},
		{"a model by another's name", `"name":"Copy"`, `"name":"FI-LM"`, "table.sellers.0.models.1.id", ""},
		{"a name of nothing", `"name":"Copy"`, `"name":"(-)"`, "table.sellers.0.models.0.name", ""},
		{"sellers not sorted", `"id":"maker","kind"`, `"id":"zaker","kind"`, "table.sellers.1.id", ""},
		{"a seller by another's name", `"name":"Shop","offers"`, `"name":"Ma(ker)","offers"`, "table.sellers.1.name", ""},
		{"a currency of two", `{"id":"shop-credit","name":"Shop credit"}`, `{"id":"shop-credit"}`, "table.sellers.1.currency", ""},
		{"a kind that is none", `"kind":"platform"`, `"kind":"bazaar"`, "table.sellers.1.kind", "house"},
		{"a medium that is none", `"medium":"image"`, `"medium":"sound"`, "table.sellers.0.models.2.medium", "video"},
		{"modes of nothing", `"modes":["text-to-video","image-to-video"],`, ``, "table.sellers.0.models.1.modes", ""},
		{"a capability of no table", `"capabilities":["hdr"]`, `"capabilities":["smell"]`, "table.sellers.0.models.1.capabilities", ""},
		{"a route to nothing", `["maker/film"]`, `["maker/reel"]`, "table.routing.0.models", ""},
		{"a maker of nothing", `"upstream":"maker/film"`, `"upstream":"maker/reel"`, "table.sellers.1.models.0.upstream", ""},
		{"going on after nothing", `,"upstream":"maker/film"`, ``, "table.sellers.1.models.0.continues", ""},
		{"going on after its end", `"sunset":"2026-11-30"`, `"sunset":"2026-12-02"`, "table.sellers.1.models.0.sunset", ""},
		{"an end without a word", `"sunset":"2026-11-30","sunsetText":"It ends, too.",`, `"sunset":"2026-11-30",`, "table.sellers.1.models.0.sunsetText", ""},
		{"credits of nothing", `"credits":"100"`, `"credits":"0"`, "table.sellers.1.offers.1.credits", ""},
		{"an offer by another's name", `"name":"Pack"`, `"name":"fr-ee"`, "table.sellers.1.offers.1.name", ""},
		{"two defaults", `{"id":"cap-on-total"`, `{"default":true,"id":"cap-on-total"`, "table.sellers.1.promos.0.readings", ""},
		{"a reading of nothing", `"id":"cap-on-total"`, `"id":"cap-on-hat"`, "table.sellers.1.promos.0.readings", "cap-on-bonus"},
		{"polls without a pause", `"minSeconds":"2.5"`, `"minSeconds":"0"`, "table.sellers.0.polling", ""},
		{"a frame without a height", `{"height":720,`, `{`, "table.resolutions.0.width", ""},
		{"a resolution twice", `"name":"1080p"`, `"name":"720P"`, "table.resolutions.1.name", ""},
		{"no longest clip", `"maxSeconds":60,`, ``, "table.maxSeconds", ""},
		{"a version of no day", `"version":"2026-01-01"`, `"version":"one"`, "table.version", "2026-11-25"},
		{"a first change in words", `"version":"2026-01-01"`, `"version":"2026-01-01.1"`, "table.version", "2026-11-25"},
		{"an address that is none", `https://example.com/a`, `javascript:alert()`, "table.routing.0.sources.0.url", "https://…"},
		{"a line break", `"title":"A report"`, `"title":"A\nreport"`, "table.documents.0.title", `\"`},
		{"an escape of a letter", `"title":"A report"`, `"title":"\u0041 report"`, "table.documents.0.title", `\"`},
		{"a line break as it is", `"title":"A report"`, "\"title\":\"A\nreport\"", "table.documents.0.title", ""},
		{"a text that turns", `"title":"A report"`, "\"title\":\"A\u202ereport\"", "table.documents.0.title", ""},
		{"a text without an end", text, text[:len(text)-6], "table.version", ""},
		{"a null", `"title":"A report"`, `"title":null`, "table.documents.0.title", ""},
		{"no", `"owned":true`, `"owned":false`, "table.sellers.1.owned", "true"},
		{"neither", `"owned":true`, `"owned":1`, "table.sellers.1.owned", "true"},
		{"brackets without end", `"documents":[`, `"documents":` + strings.Repeat("[", 100000), "table.capabilities", ""},
		{"commas without end", `"documents":[`, `"documents":[` + strings.Repeat(",", 100000), "table.documents", "at most 4096"},
		{"far too long", text, text + strings.Repeat(" ", Most), "table", "at most 16777216 bytes"},
	} {
		if !strings.Contains(text, c.from) {
			t.Errorf("%s: there is no %s", c.name, c.from)
			continue
		}
		got, err := Load([]byte(strings.Replace(text, c.from, c.to, 1)))
		e, ok := errors.AsType[*pricing.Error](err)
		if !ok || got != nil {
			t.Errorf("%s: got %v, %v", c.name, got, err)
			continue
		}
		if e.Code != pricing.InvalidTable || e.Field != c.field || e.Message == "" || c.accepted != "" && (len(e.Accepted) == 0 || e.Accepted[0] != c.accepted) {
			t.Errorf("%s: got %v (%q), want the field %s and %q", c.name, e, e.Accepted, c.field, c.accepted)
		}
	}
}

// Two sellers do not share a currency: their credits would add.
func TestCreditsOfTwoSellers(t *testing.T) {
	two := small()
	two.Sellers[0].Currency = two.Sellers[1].Currency
	_, err := Load(Encode(two))
	if e, _ := errors.AsType[*pricing.Error](err); e == nil || e.Field != "table.sellers.1.currency" {
		t.Errorf("got %v", err)
	}
}

func TestVersions(t *testing.T) {
	for version, want := range map[string]int{"2026-11-25": 1, "2026-11-25.2": 2, "2026-11-25.10": 10,
		"2026-11-25.1": 0, "2026-11-25.02": 0, "2026-11-25.": 0, "2026-11-25.-2": 0, "2026-11-25.+2": 0, "2026-11-25T12:00:00Z": 0, "2026-11": 0, "": 0, "1.2": 0} {
		day, change, ok := ParseVersion(version)
		if ok != (want > 0) || ok && (change != want || day.String() != "2026-11-25") {
			t.Errorf("%q: got %s, %d, %v", version, day, change, ok)
		}
	}
}
