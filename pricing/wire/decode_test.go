package wire

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// What is read is JSON, strictly, and what is JSON is never called anything
// else: requests with a few bytes changed, against another reader of JSON.
func TestWhatIsReadIsJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	requests := []string{
		`{"seller":"house","model":"veo-3","seconds":8,"offer":null,"plan":{"price":"30.5","credits":3e3},"everyOffer":true,"history":false}`,
		" {\t\"lines\" : [ {\"seller\":\"k\\u006cing\",\"seconds\":-0.5E+2} ,\r\n {\"label\":\"é\\\\ \\\"\\ud83c\\udfac\"},{} ], \"asOf\":\"2026-06-15\"}\n",
		`{"log":"[{\"model\":1}]\n","most":10,"plan":{"price":1,"credits":0.25}}`,
	}
	decode := func(i int, request []byte) (err error) {
		switch i {
		case 0:
			_, err = ParseQuote(Input{JSON: request}, 0)
		case 1:
			_, err = DecodeEstimate(Input{JSON: request}, 0)
		case 2:
			_, err = decodeReconcile(Input{JSON: request}, 0)
		}
		return err
	}
	// No control character stands for itself, and no byte from 0x80 on is a letter alone.
	for b := range 256 {
		text := []byte{'{', '"', 's', 'e', 'l', 'l', 'e', 'r', '"', ':', '"', byte(b), '"', '}'}
		bad := b < ' ' || b == '"' || b == '\\' || b >= 0x80
		e, _ := decode(0, text).(*pricing.Error)
		if (e != nil) != bad || e != nil && e.Code != pricing.InvalidJSON {
			t.Errorf("%q: %v", text, e)
		}
	}
	const bytes = "{}[]\",:\\ \t\n\x00\x1f\x7f\x80\xc3\xff0123456789.-+eEntfaulrsd"
	accepted := 0
	for i, request := range requests {
		for range 7_000 {
			text := []byte(request)
			for range r.IntN(4) {
				at := r.IntN(len(text))
				switch b := bytes[r.IntN(len(bytes))]; r.IntN(3) {
				case 0:
					text[at] = b
				case 1:
					text = slices.Insert(text, at, b)
				default:
					text = slices.Delete(text, at, at+1)
				}
			}
			valid := jsontext.Value(text).IsValid()
			err := decode(i, text)
			e, _ := err.(*pricing.Error)
			if err == nil && !valid {
				t.Fatalf("read, and it is not JSON: %q", text)
			}
			if valid && e != nil && e.Code == pricing.InvalidJSON {
				t.Fatalf("JSON, and refused: %q: %v", text, e)
			}
			if err == nil {
				accepted++
			}
		}
	}
	if accepted < 2_000 {
		t.Errorf("only %d requests were read: the cases do not test much", accepted)
	}
}

// Numbers of a request are plain decimals of bounded length.
func TestNumbersAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "7": "7", "007": "7", "-7": "-7", "0.5": "0.5", "8.0": "8", "-0": "0",
		"999999999999": "999999999999", "0.123456789": "0.123456789", "123456789012.123456789": "123456789012.123456789",
		"999999999999.999999": "999999999999.999999", "999999999999.9999999": "999999999999.9999999", "-999999999999.999999999": "-999999999999.999999999",
	} {
		d, ok := pricing.ParseNumber(text)
		if !ok || d.String() != want {
			t.Errorf("%q: got %s, %v, want %s", text, d, ok, want)
		}
	}
	for _, text := range []string{"", "-", ".", ".5", "5.", "-.5", "1.2.3", "--1", "1-", "+1", "1e3", "0x1", " 1", "1 ", "1,000", "½", "٣", "NaN",
		"0000000000001", "1234567890123", "0.1234567890", "1.0000000000"} {
		if d, ok := pricing.ParseNumber(text); ok {
			t.Errorf("%q was read as %s", text, d)
		}
	}
}

// Texts of an answer are JSON strings whatever stands in them, also a name that
// was cut inside a letter.
func TestTextsAreJSON(t *testing.T) {
	for _, s := range []string{"", "plain text", `"`, `a\b`, "\x00", "\x1f\n", "\x7f", "é", "é…🎬", "\u2028", "</script>", "\x80", "\xff", "a\x80", "a\xff", "é\xc3", "\xed\xa0\x80"} {
		want, _ := jsontext.AppendQuote(nil, s)
		w, b := writer{}, writer{}
		w.text(s)
		b.bytes([]byte(s))
		if string(w.b) != string(want) || string(b.b) != string(want) {
			t.Errorf("%q: got %s and %s, want %s", s, w.b, b.b, want)
		}
	}
	for _, name := range []string{strings.Repeat("m", 59) + "é", "é" + strings.Repeat("…", 20)} {
		body, err := Handle(frozen.Table(), "quote", []byte(`{"`+name+`":1}`), 0)
		if err == nil || !jsontext.Value(body).IsValid() {
			t.Errorf("%s: %v: %s", name, err, body)
		}
	}
}

// What is just short enough is read, and what the field takes is said.
func TestEdgesOfARequest(t *testing.T) {
	long := func(n int) string { return strings.Repeat("m", n) }
	for _, c := range []struct{ request, want string }{
		{`{"seller":"house","model":"` + long(200) + `"}`, "unknown_model model"},
		{`{"seller":"house","model":"` + long(201) + `"}`, "invalid_value model"},
		{`{"` + long(60) + `":1}`, "unknown_field " + long(60)},
		{`{"` + long(61) + `":1}`, "unknown_field " + long(60)},
		{`{"credits":50,"plan":null}`, ""},
		{`{"credits":50,"plan":null}` + strings.Repeat(" ", MaxRequestBytes-len(`{"credits":50,"plan":null}`)), ""},
		{`{"credits":50,"plan":null}` + strings.Repeat(" ", MaxRequestBytes-len(`{"credits":50,"plan":null}`)+1), "too_large "},
	} {
		_, e := handle(t, "quote", c.request)
		got := ""
		if e != nil {
			got = string(e.Code) + " " + e.Field
		}
		if got != c.want {
			t.Errorf("%.80s: got %q, want %q", c.request, got, c.want)
		}
	}
	for request, want := range map[string]string{
		`{"count":"many"}`:                      "a whole number from 1 to 1000000",
		`{"fps":"many"}`:                        "a number above 0 to 240",
		`{"seconds":"many"}`:                    "digits with an optional point, such as 8 or 0.5, at most 12 before it and 9 after it",
		`{"plan":{"price":"much","credits":1}}`: "digits with an optional point, such as 8 or 0.5, at most 12 before it and 9 after it",
	} {
		if _, e := handle(t, "quote", request); e == nil || !slices.Equal(e.Accepted, []string{want}) {
			t.Errorf("%s: got %+v, want %s", request, e, want)
		}
	}
}

// Members that were not asked for are not there.
func TestWhatWasNotAskedForIsAbsent(t *testing.T) {
	answer, e := handle(t, "quote", `{"seller":"house","model":"veo-3","seconds":8}`)
	if e != nil {
		t.Fatal(e)
	}
	for _, name := range []string{"offers", "formulas", "history"} {
		if v, there := answer[name]; there {
			t.Errorf("%s is %v", name, v)
		}
	}
}

// A condition on pixels stands in the answer with its bounds.
func TestBoundsInAnAnswer(t *testing.T) {
	table := made.OneModel("image",
		pricing.Rate{Unit: pricing.Image, Amount: made.Dollars(2, -2), When: []pricing.Condition{{Dim: pricing.Pixels, Match: pricing.Within, UpTo: 921600}}},
		pricing.Rate{Unit: pricing.Image, Amount: made.Dollars(3, -2), When: []pricing.Condition{{Dim: pricing.Pixels, Match: pricing.Within, Over: 921600}}})
	for frame, want := range map[string]string{
		`"width":1,"height":1`:       `"when":{"pixels":{"over":"0","upTo":"921600"}}`,
		`"width":9999,"height":9999`: `"when":{"pixels":{"over":"921600","upTo":null}}`,
	} {
		body, err := Handle(table, "quote", []byte(`{"seller":"s","model":"m",`+frame+`}`), made.Day(t, "2026-06-15"))
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("%s: %v\n%s\nwant %s", frame, err, body, want)
		}
	}
}

// A name that is cut is cut between letters.
func TestLongNamesAreCutBetweenLetters(t *testing.T) {
	name := strings.Repeat("m", 59) + "é"
	_, err := Handle(frozen.Table(), "quote", []byte(`{"`+name+`":1}`), 0)
	if got := pricing.Typed(err); got.Code != pricing.UnknownField || got.Field != strings.Repeat("m", 59) {
		t.Errorf("got %s at %q", got.Code, got.Field)
	}
}
