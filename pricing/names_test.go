package pricing

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Case, spaces and - _ . / ( ) make no other name; every other character does.
func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"aZ-09 az_AZ": "az09azaz",
		"Kling v2.1":  "klingv21",
		"a/b (c)":     "abc",
		" -_./()":     "",
		"":            "",
		"sora-2+":     "sora2+",
		"Sora 2 专业版":  "sora2专业版",
		"house\x00":   "house\x00",
		"h.o-u+s*e":   "hou+s*e",
		"é…@[`{":      "é…@[`{",
		"a\tb\nc":     "a\tb\nc",
		"a\u00a0b":    "a\u00a0b",   // a space that does not break is none of ASCII
		"\u212aling":  "\u212aling", // the sign of Kelvin is no k
		"ÄÖ":          "ÄÖ",
	} {
		if got := Fold(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// notHouse and notSora2 are names that hold a name of the table and are another.
var (
	notHouse = []string{"house\x00", "h.o-u+s*e", "house+", "house\n", "ho\u200buse", "house\u202e", "\ufeffhouse", "H&ouse", "hоuse" /* a Cyrillic о */}
	notSora2 = []string{"Sora 2 专业版", "sora-2+", "sora-2\x00", "sora-2\u00a0", "sora-2!", "s*o*r*a*2", "sora-2\r\n", "sora:2", "'sora-2'", "ｓｏｒａ-2"}
)

// A name with any other character in it is unknown, and the names most like it
// are offered.
func TestNamesWithMoreInThemAreUnknown(t *testing.T) {
	on := day(t, "2026-06-15")
	unknown := func(err error, name string, code Code, nearest string) {
		t.Helper()
		e, _ := err.(*Error)
		if e == nil || e.Code != code {
			t.Errorf("%q: %v, want %s", name, err, code)
		} else if nearest != "" && !slices.Contains(e.Accepted[:min(2, len(e.Accepted))], nearest) {
			t.Errorf("%q: %q are offered, want %s among the first two", name, e.Accepted, nearest)
		}
	}
	for _, name := range notHouse {
		_, err := Default().Quote(QuoteRequest{Shot: Shot{Seller: name, Model: "veo-3", Seconds: Parsed("8")}, AsOf: on})
		unknown(err, name, UnknownSeller, "house")
		_, err = Default().Models(ModelsRequest{Seller: name, AsOf: on})
		unknown(err, name, UnknownSeller, "house")
		_, err = Default().Offers(OffersRequest{Seller: name, AsOf: on})
		unknown(err, name, UnknownSeller, "house")
	}
	for _, name := range notSora2 {
		nearest := "sora-2"
		if strings.HasPrefix(name, "ｓ") {
			nearest = "" // nothing is like it but a digit
		}
		_, err := Default().Quote(QuoteRequest{Shot: Shot{Seller: "house", Model: name}, AsOf: on})
		unknown(err, name, UnknownModel, nearest)
		_, err = Default().Models(ModelsRequest{Seller: "house", Model: name, AsOf: on})
		unknown(err, name, UnknownModel, nearest)
		_, err = Default().Models(ModelsRequest{Model: name, AsOf: on})
		unknown(err, name, UnknownModel, nearest)
		if found, err := Default().Models(ModelsRequest{Search: name, AsOf: on}); err != nil || len(found) > 0 {
			t.Errorf("%q finds %d models, %v", name, len(found), err)
		}
	}
	for _, name := range []string{"agency+", "Agency 专业版", "agency\x00"} {
		_, err := Default().Quote(QuoteRequest{Shot: Shot{Seller: "house", Model: "veo-3", Seconds: Parsed("8")}, Offer: name, AsOf: on})
		unknown(err, name, UnknownOffer, "")
		_, err = Default().Offers(OffersRequest{Seller: "house", Offer: name, AsOf: on})
		unknown(err, name, UnknownOffer, "")
	}
	for _, name := range []string{"dialogue+", "dialogue\x00", "native audio!", "需要dialogue"} {
		_, err := Default().Compare(CompareRequest{Shot: Shot{Seconds: Parsed("8")}, Needs: name, AsOf: on})
		unknown(err, name, InvalidValue, "")
	}
	for _, s := range Default().Sellers {
		for _, p := range s.Promos {
			for _, more := range []string{"+", "\x00", "专"} {
				_, err := Default().Offers(OffersRequest{Promo: p.ID + more, AsOf: on})
				unknown(err, p.ID+more, UnknownPromo, "")
			}
		}
	}
	for _, name := range []string{"hero+", "he\x00ro"} {
		_, err := Default().Advise(AdviceRequest{Purpose: name, AsOf: on})
		unknown(err, name, InvalidValue, "")
	}
}

// Where a duty depends on the region, a region that is the EU but for a stray
// character is not taken for any other place.
func TestAStrayCharacterIsNoOtherRegion(t *testing.T) {
	on := day(t, "2026-12-01")
	for _, region := range []string{"EU+", "eu\x00", "E\u200bU", "EU\n", "«EU»"} {
		_, err := Default().Advise(AdviceRequest{Region: region, AsOf: on})
		if e, _ := err.(*Error); e == nil || e.Code != InvalidValue || e.Field != "region" || !slices.Contains(e.Accepted, "EU") {
			t.Errorf("%q: %v", region, err)
		}
	}
	for region, required := range map[string]bool{"EU": true, " e.u. ": true, "": false, "US": false, "non-EU": false, "日本": false} {
		a, err := Default().Advise(AdviceRequest{Region: region, AsOf: on})
		if err != nil || a.Label.Required != required {
			t.Errorf("%q: %v", region, err)
		}
	}
}

// Every id, name and alias of the table leads to what it names, and no two of a
// kind share one.
func TestEveryNameFindsItself(t *testing.T) {
	table := Default()
	taken := map[string]string{}
	note := func(kind, name, id string) {
		t.Helper()
		key := kind + " " + Fold(name)
		if Fold(name) == "" || taken[key] != "" && taken[key] != id {
			t.Errorf("%s: %q is %s and %q", kind, name, id, taken[key])
		}
		taken[key] = id
	}
	// As the folding of a name may not depend on how it is written.
	ways := func(names ...string) []string {
		for _, name := range names {
			names = append(names, strings.ToUpper(name), strings.ToLower(name), " "+strings.ReplaceAll(name, " ", "_")+" ")
		}
		return names
	}
	for i := range table.Sellers {
		s := &table.Sellers[i]
		for _, name := range append([]string{s.ID, s.Name}, s.Aliases...) {
			note("seller", name, s.ID)
			for _, way := range ways(name) {
				if found, err := table.Seller(way); err != nil || found.ID != s.ID {
					t.Errorf("%q: %v, %v", way, found, err)
				}
			}
		}
		for j := range s.Models {
			m := &s.Models[j]
			for _, name := range append([]string{m.ID, m.Name}, m.Aliases...) {
				note("model of "+s.ID, name, m.ID)
				for _, way := range ways(name) {
					if found, err := s.Model(way); err != nil || found.ID != m.ID {
						t.Errorf("%q of %s: %v, %v", way, s.ID, found, err)
					}
				}
			}
		}
		for j := range s.Offers {
			o := &s.Offers[j]
			for _, name := range append([]string{o.ID, o.Name}, o.Aliases...) {
				note("offer of "+s.ID, name, o.ID)
				for _, way := range ways(name) {
					if found, err := s.Offer(way); err != nil || found.ID != o.ID {
						t.Errorf("%q of %s: %v, %v", way, s.ID, found, err)
					}
				}
			}
		}
	}
	for _, c := range table.Capabilities {
		for _, name := range []string{c.ID, c.Name} {
			note("need", name, c.ID)
			if got := table.need(name); got != c.ID {
				t.Errorf("%q is the need %q, not %s", name, got, c.ID)
			}
		}
	}
	for _, r := range table.Routing {
		if got := table.need(r.Constraint); got != r.Need {
			t.Errorf("%q is the need %q, not %s", r.Constraint, got, r.Need)
		}
	}
	for _, s := range table.Spending {
		note("purpose", s.Purpose, s.Purpose)
	}
}

// Whatever is asked for, five ids are offered. The one with the name's letters and
// digits comes first, and other characters between them change nothing.
func FuzzClosest(f *testing.F) {
	for _, name := range slices.Concat(notHouse, notSora2, []string{"", "\xff", "专业版", strings.Repeat("é", 200), "\x00\x01", "🎬"}) {
		f.Add(name)
	}
	s, err := Default().Seller("house")
	if err != nil {
		f.Fatal(err)
	}
	var ids []string
	for _, m := range s.Models {
		ids = append(ids, m.ID)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := closest(name, ids)
		if len(got) != 5 || slices.ContainsFunc(got, func(id string) bool { return !slices.Contains(ids, id) }) {
			t.Fatalf("%q: %q", name, got)
		}
		for _, id := range ids {
			if likeness(name) == likeness(id) && got[0] != id {
				t.Fatalf("%q: %q, want %s first", name, got, id)
			}
		}
		if len(name) > 40 { // longer names are cut
			return
		}
		if strange := closest("专"+strings.Join(strings.Split(name, ""), "专"), ids); utf8.ValidString(name) && !slices.Equal(strange, got) {
			t.Fatalf("%q: %q with other letters in between, %q without", name, strange, got)
		}
	})
}

func TestNamesAreCompared(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"kitten", "sitting", 3}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0}, {"ab", "ba", 2}, {"a", "b", 1}, {"flaw", "lawn", 2}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s and %s: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for name, want := range map[string]string{
		"house":  "houses mouse horse", // part of houses; one letter from mouse and from horse
		"horses": "horse houses mouse", // has horse in it; one letter from houses, three from mouse
		"":       "mouse horse houses", // five letters, five, six
	} {
		if got := strings.Join(closest(name, []string{"houses", "mouse", "horse"}), " "); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
	if got := closest("a", []string{"1", "2", "3", "4", "5", "6"}); len(got) != 5 {
		t.Errorf("%d names are listed", len(got))
	}
}
