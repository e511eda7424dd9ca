package wire

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// Texts are read and written as package jsontext does: whatever pieces they are of.
func TestEscapesAgainstJsontext(t *testing.T) {
	pieces := []string{`a`, `é`, "🎬", `\n`, `\"`, `\\`, `\/`, `\b`, `\f`, `\r`, `\t`, `\x`, `\`, `\u0041`, `\u00e9`, `\ud83c`, `\udfac`, `\ud83c\udfac`,
		`\u12`, `\uD83C`, `\u+123`, `\u00G0`, "\u2028", "\x01", "\x1f", "\x7f", "\x80", "\xff", "\xc3", "\ufffd", `"`, "<", "\n", "\t", "\b", ""}
	r := rand.New(rand.NewPCG(14, 1))
	read := 0
	for range 200_000 {
		var b strings.Builder
		for range r.IntN(5) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		s := b.String()
		if want, _ := jsontext.AppendQuote(nil, s); string(appendQuoted(nil, s)) != string(want) {
			t.Fatalf("%q is written as %s, want %s", s, appendQuoted(nil, s), want)
		}
		want, err := jsontext.AppendUnquote(nil, `"`+s+`"`)
		got, ok := unquoted(s)
		if ok != (err == nil) || ok && got != string(want) {
			t.Fatalf("%q is read as %q (%v), want %q (%v)", s, got, ok, want, err)
		}
		if ok {
			read++
		}
	}
	if read < 10_000 {
		t.Errorf("only %d were sound", read)
	}
}
