package table

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// refusedOrSound loads a text. It is either refused under the name of a field, or
// it is the canonical form of a table that answers every question about each of
// its models.
func refusedOrSound(t *testing.T, text []byte, ask func(*testing.T, *pricing.Table)) (sound bool) {
	t.Helper()
	got, err := Load(text)
	if err != nil {
		e, ok := errors.AsType[*pricing.Error](err)
		if !ok || got != nil || e.Code != pricing.InvalidTable || e.Field == "" || e.Message == "" {
			t.Errorf("refused with %v, and %v", err, got)
		}
		return false
	}
	if again := Encode(got); string(again) != string(text) {
		t.Errorf("what was read is not written again:\n%s\n%s", text, again)
	}
	ask(t, got)
	return true
}

// days are one of today's prices and one before all of them.
var days = []pricing.Instant{startOf("2026-06-15"), startOf("1990-01-01")}

func startOf(day string) pricing.Instant {
	i, err := pricing.ParseInstant(day)
	if err != nil {
		panic(err)
	}
	return i
}

// answers asks the table for everything. A defect that the check should have found
// shows as a panic or as an internal error.
func answers(t *testing.T, table *pricing.Table) {
	t.Helper()
	for _, on := range days {
		ask(t, table, "models", "{}", on)
		ask(t, table, "offers", "{}", on)
		ask(t, table, "compare", `{"market":"all","offers":"all","seconds":"5"}`, on)
		for _, c := range table.Capabilities {
			ask(t, table, "compare", object("needs", c.ID), on)
		}
	}
	for i := range table.Sellers {
		answersOf(t, table, &table.Sellers[i], days[0])
	}
}

func answersOf(t *testing.T, table *pricing.Table, s *pricing.Seller, on pricing.Instant) {
	ask(t, table, "purchase", object("seller", s.ID, "credits", "1000"), on)
	for i := range s.Promos {
		ask(t, table, "offers", object("seller", s.ID, "promo", s.ID+"/"+s.Promos[i].ID), on)
	}
	for i := range s.Models {
		m := &s.Models[i]
		ask(t, table, "quote", object("seller", s.ID, "model", m.ID, "resolution", "1280x720", "fps", "24", "images", "2", "gpuHours", "1", "mode", "text-to-video"), on)
		for j := range m.Rates {
			r := &m.Rates[j]
			at := on
			if r.From > on || r.Until != 0 && r.Until <= on {
				at = max(r.From, r.Until-1)
			}
			members := []string{"seller", s.ID, "model", m.ID, "asOf", at.String(), "history", "true", "everyOffer", "true"}
			for _, c := range r.When {
				if c.Match == pricing.OneOf {
					members = append(members, c.Dim.String(), c.Values[0])
				}
			}
			ask(t, table, "quote", object(members...), on)
			given := func(member string) bool { return slices.Contains(members, member) }
			for _, more := range [][2]string{{"seconds", "7"}, {"inputImages", "2"}, {"inputSeconds", "3"}, {"audio", "true"}, {"batch", "true"}, {"gpuHours", "1"}} {
				if !given(more[0]) {
					members = append(members, more[0], more[1])
				}
			}
			ask(t, table, "quote", object(members...), on)
			if !given("resolution") {
				ask(t, table, "quote", object(append(members, "width", "640", "height", "480", "fps", "30")...), on)
			}
		}
	}
}

// object is a JSON object of texts.
func object(members ...string) string {
	all := map[string]string{}
	for i := 0; i < len(members); i += 2 {
		all[members[i]] = members[i+1]
	}
	text, _ := json.Marshal(all)
	return string(text)
}

func ask(t *testing.T, table *pricing.Table, operation, request string, on pricing.Instant) {
	t.Helper()
	_, err := wire.Handle(table, operation, []byte(request), on)
	if e, ok := errors.AsType[*pricing.Error](err); ok && (e.Code == pricing.Internal || e.Code == pricing.UnknownField || e.Code == pricing.InvalidJSON) {
		t.Errorf("%s %s: %v", operation, request, e)
	}
}

// spans are the tokens of a JSON text that values consist of, and of each whether
// it is a name.
type span struct {
	from, to int
	name     bool
}

func spans(text string) (all []span) {
	for i := 0; i < len(text); i++ {
		end := i
		switch ch := text[i]; {
		case ch == '"':
			for end++; text[end] != '"'; end++ {
				if text[end] == '\\' {
					end++
				}
			}
			end++
		case '0' <= ch && ch <= '9' || 'a' <= ch && ch <= 'z':
			for strings.IndexByte(",]}", text[end]) < 0 {
				end++
			}
		default:
			continue
		}
		all = append(all, span{i, end, text[end] == ':'})
		i = end - 1
	}
	return all
}

// wholeAt is the end of the value that begins at a byte.
func wholeAt(text string, at int) int {
	depth := 0
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '"':
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth < 0 {
				return i
			}
			if depth == 0 {
				return i + 1
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// replaced is the text with something else from one byte up to another, and commas
// as they have to be.
func replaced(text string, from, to int, with string) string {
	before, after := text[:from], text[to:]
	if with == "" { // an element or a member goes with its comma
		if strings.HasPrefix(after, ",") {
			after = after[1:]
		} else {
			before = strings.TrimSuffix(before, ",")
		}
	}
	return before + with + after
}

// mutations calls with every text that is the given one but for a single change: a
// member dropped, doubled or called otherwise, a value of another type, a number, a
// date, a text or a name that is another's.
func mutations(text string, each func(string)) {
	all := spans(text)
	others := []string{`"0"`, `"-1"`, `"0.10"`, `"999999999999999999"`, `"0.000000000000000001"`, `"9999-12-31"`, `"2026-02"`, "4", "0", "999999999", "true", "false", "null", "[]", "{}", `""`, `"any"`, `"720p"`,
		`"veo-3"`, `"usd"`, `"USD"`, `"second"`, `"token"`, `"plan"`, `"oneOf"`, `"pixels"`, `"multiply"`, `"superseded"`, `"video"`}
	n := 0
	for i, s := range all {
		if s.name {
			end := wholeAt(text, s.to+1)
			each(replaced(text, s.from, end, ""))
			each(replaced(text, s.to, s.to, "x"))
			each(replaced(text, s.from, s.to, `"`+text[s.from+1:s.to-1]+`x"`))
			each(replaced(text, s.from, s.from, text[s.from:end]+","))
			continue
		}
		// The ways take turns, and each value also takes one that stands elsewhere.
		for range 3 {
			each(replaced(text, s.from, s.to, others[n%len(others)]))
			n++
		}
		each(replaced(text, s.from, s.to, text[all[(i*7+11)%len(all)].from:all[(i*7+11)%len(all)].to]))
		each(replaced(text, s.from, s.to, text[s.from:s.to]+","+text[s.from:s.to]))
	}
	for i := range len(text) {
		if strings.IndexByte("[{", text[i]) >= 0 && i > 0 {
			end := wholeAt(text, i)
			each(replaced(text, i, end, ""))
			each(replaced(text, i, i, text[i:end]+","))
			each(replaced(text, i, end, `"x"`))
		}
	}
	for i := 0; i < len(text); i += 97 {
		each(text[:i])
		each(text[:i] + text[min(i+1, len(text)):])
	}
}

// No single mistake in a table makes one that traps.
func TestMutations(t *testing.T) {
	total, sound := 0, 0
	for name, text := range map[string]string{"a small table": string(Encode(small())), "today's table": string(today)} {
		full := name == "a small table"
		i := 0
		mutations(text, func(mutant string) {
			i++
			if mutant == text || !full && i%29 != 0 { // the large one has more of the same
				return
			}
			total++
			if refusedOrSound(t, []byte(mutant), func(t *testing.T, table *pricing.Table) {
				if full || i%58 == 0 {
					answers(t, table)
				}
			}) {
				sound++
			}
			if t.Failed() {
				t.Fatalf("by change %d of %s", i, name)
			}
		})
	}
	if sound == 0 || sound == total {
		t.Errorf("of %d mutations %d are sound", total, sound)
	}
	t.Logf("of %d mutations %d are sound tables", total, sound)
}

// Whatever the bytes are, they are refused or a sound table.
func FuzzLoad(f *testing.F) {
	text := string(Encode(small()))
	f.Add([]byte(text))
	f.Add(today)
	f.Add([]byte(`{"format":1,"table":{}}`))
	f.Add([]byte(`{"format":2}`))
	i := 0
	mutations(text, func(mutant string) {
		if i++; i%37 == 0 {
			f.Add([]byte(mutant))
		}
	})
	f.Fuzz(func(t *testing.T, text []byte) { refusedOrSound(t, text, answers) })
}

// times is the table with its sellers so many times, under new ids.
func times(n int) *pricing.Table {
	t := *load(nil, today)
	t.Sellers = nil
	for i := range n {
		t.Sellers = append(t.Sellers, copied(load(nil, today), i)...)
	}
	slices.SortFunc(t.Sellers, func(a, b pricing.Seller) int { return strings.Compare(a.ID, b.ID) })
	return &t
}

// copied are the table's sellers as the copy so many of them.
func copied(t *pricing.Table, copy int) []pricing.Seller {
	if copy == 0 {
		return t.Sellers
	}
	mark := strconv.Itoa(copy)
	for i := range t.Sellers {
		s := &t.Sellers[i]
		for k := range s.Aliases {
			s.Aliases[k] += mark
		}
		if !s.Currency.Dollars() {
			s.Currency.ID += mark
		}
		for j := range s.Models {
			m := &s.Models[j]
			for k := range m.Rates {
				r := &m.Rates[k]
				for _, id := range []*string{&r.ID, &r.Replaces} {
					*id = marked(*id, mark)
				}
				for c := range r.Conflicts {
					r.Conflicts[c].Rate = marked(r.Conflicts[c].Rate, mark)
				}
			}
			m.Upstream = marked(m.Upstream, mark)
		}
		s.ID, s.Name = s.ID+mark, s.Name+" "+mark
	}
	return t.Sellers
}

// marked is an id at the copied seller.
func marked(id, mark string) string {
	seller, rest, ok := strings.Cut(id, "/")
	if !ok {
		return id
	}
	return seller + mark + "/" + rest
}

// Loading takes time in proportion to the text.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1, 10} {
		text := Encode(times(n))
		b.Run("x"+strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDigest(b *testing.B) {
	text := string(today)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Digest(text)
	}
}

// A quote costs the same however large the table is that was loaded.
func BenchmarkQuote(b *testing.B) {
	quotable := aShot(b)
	for _, n := range []int{1, 10, 100} {
		table := load(b, Encode(times(n)))
		shot := quotable
		if n > 1 {
			shot.Seller += strconv.Itoa(n / 2)
		}
		request := pricing.QuoteRequest{Shot: shot}
		request.AsOf = startOf("2026-07-01")
		b.Run("x"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := table.Quote(request); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// aShot is one of 8 s that today's table prices.
func aShot(b *testing.B) pricing.Shot {
	table := load(b, today)
	for i := range table.Sellers {
		for j := range table.Sellers[i].Models {
			shot := pricing.Shot{Seller: table.Sellers[i].ID, Model: table.Sellers[i].Models[j].ID}
			shot.Seconds = decimal.NullDecimal{Decimal: decimal.NewFromInt(8), Valid: true}
			if q, err := table.Quote(pricing.QuoteRequest{Shot: shot, AsOf: startOf("2026-07-01")}); err == nil && q.Rate.Unit == pricing.Second {
				return shot
			}
		}
	}
	b.Fatal("no model is priced by the second")
	return pricing.Shot{}
}
