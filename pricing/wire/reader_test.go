package wire

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/reelrate/reelrate/pricing/binding"
	"pgregory.net/rapid"
)

// theirs reads an object of plain values with package jsontext: the values by
// name, false where the text is not one such object.
func theirs(text string) (map[string]string, bool) {
	d := jsontext.NewDecoder(bytes.NewReader([]byte(text)))
	if start, err := d.ReadToken(); err != nil || start.Kind() != '{' {
		return nil, false
	}
	out := map[string]string{}
	for {
		name, err := d.ReadToken()
		if err != nil {
			return nil, false
		}
		if name.Kind() == '}' {
			break
		}
		key := name.String()
		value, err := d.ReadToken()
		if err != nil || value.Kind() == '{' || value.Kind() == '[' {
			return nil, false
		}
		out[key] = value.String()
	}
	_, err := d.ReadToken()
	return out, err == io.EOF
}

// ours does the same with the package's own reader.
func ours(text string, names []string) (map[string]string, bool) {
	var values []said
	members := make([]binding.Member, len(names))
	to := make([]string, len(names))
	for i, name := range names {
		members[i] = binding.Member{Name: name, To: &to[i]}
	}
	r := reader{text: text, said: &values}
	if err := r.decode(members); err != nil || strings.TrimSpace(text) == "" {
		return nil, false
	}
	out := map[string]string{}
	for _, m := range members {
		if m.Seen {
			out[m.Name] = "null"
		}
	}
	for _, s := range values {
		out[s.path] = s.value
	}
	return out, true
}

// What is JSON, and what it says, is what package jsontext says. The texts are
// put together from pieces, so that about half of them are JSON.
func TestTheReaderReadsJSON(t *testing.T) {
	names := []string{"a", "b", "é", ""}
	value := []string{`"x"`, `""`, `"é"`, `"\u00e9"`, `"\ud83d\ude00"`, `"\ud800"`, `"\udc00\ud800"`, `"\x"`, `"\u12"`, `"a\"b\\c\/\b\f\n\r\t"`, "\"\x1f\"", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\u2028\x7f\"",
		"0", "-0", "8", "-12.50", "1e5", "1E+5", "1e-5", "0.0", "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x1", "١",
		"true", "false", "null", "nul", "True", "truefalse", "NaN", "{}", "[]", "}", `"`, `'x'`, "", "0}", "\v1"}
	name := []string{`"a"`, `"b"`, `"\u0061"`, `"é"`, `""`, "a", `"a`}
	space := []string{"", "", "", " ", "\t\r\n", "\v", "\ufeff", "\u00a0"}
	accepted := 0
	rapid.Check(t, func(t *rapid.T) {
		pick := func(from []string) string { return rapid.SampledFrom(from).Draw(t, "piece") }
		// Mostly what belongs there.
		mostly := func(s string) string {
			return rapid.SampledFrom([]string{s, s, s, s, s, s, s, s, s, s, s, s, "", ",", ":"}).Draw(t, "mostly")
		}
		var b strings.Builder
		b.WriteString(pick(space[:6]) + mostly("{"))
		for i := range rapid.IntRange(0, 3).Draw(t, "members") {
			if i > 0 {
				b.WriteString(mostly(","))
			}
			b.WriteString(pick(space[:5]) + pick(name) + pick(space[:5]) + mostly(":") + pick(space[:5]) + pick(value) + pick(space[:5]))
		}
		b.WriteString(mostly("}") + pick(space))
		text := b.String()
		want, isJSON := theirs(text)
		got, read := ours(text, names)
		if isJSON != read {
			t.Fatalf("%q: jsontext says %v, the reader %v", text, isJSON, read)
		}
		if !read {
			return
		}
		accepted++
		for k, v := range want {
			if got[k] != v {
				t.Fatalf("%q: %q is %q, want %q", text, k, got[k], v)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%q: got %q, want %q", text, got, want)
		}
	})
	if accepted == 0 {
		t.Error("no text was JSON")
	}
}

// A value of a list that is passed on as it stands ends where it ends.
func TestRawValues(t *testing.T) {
	for _, c := range []struct {
		list string
		want []string // nil: not a list
	}{
		{`[]`, []string{}},
		{`[1]`, []string{"1"}},
		{`[ {"a":[1,{"b":"]}\","}]} , "x,]" ]`, []string{`{"a":[1,{"b":"]}\","}]} `, `"x,]" `}},
		{`[nonsense here,-,{"a":]}]`, nil}, // the brackets must match up
		{`[nonsense here,-]`, []string{"nonsense here", "-"}},
		{`[1,]`, nil},
		{`[,1]`, nil},
		{`[1`, nil},
		{`["]`, nil},
		{`[{]`, nil},
		{`[}]`, nil},
		{`1`, nil},
	} {
		got := []string{}
		err := decode(Input{JSON: []byte(`{"list":` + c.list + `}`)}, []binding.Member{{Name: "list", To: binding.RawList{Most: 9, Pass: func(v string) { got = append(got, v) }}}})
		if (err == nil) != (c.want != nil) || err == nil && strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, %v, want %q", c.list, got, err, c.want)
		}
	}
}
