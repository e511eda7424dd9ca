package receipt

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// The key pair of RFC 8037, appendix A, whose thumbprint is its A.3.
const (
	rfcD  = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
	rfcX  = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
	rfcID = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
)

var (
	noon  = time.Date(2026, 7, 1, 14, 0, 0, 0, time.FixedZone("UTC+2", 2*60*60))
	quote = []byte(`{"credits":"480 — exactly"}`)
)

func keys(t *testing.T) Keys {
	t.Helper()
	set, err := ParseKeys([]byte(`{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"` + rfcID + `","x":"` + rfcX + `","d":"` + rfcD + `"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestThumbprint(t *testing.T) {
	if got := thumbprint(rfcX); got != rfcID {
		t.Errorf("got %s, want %s (RFC 8037, A.3)", got, rfcID)
	}
}

func TestRoundTrip(t *testing.T) {
	public := keys(t).Public()
	signer := keys(t).Signer()
	for form, open := range map[string]func() (*Receipt, error){
		"detached":  func() (*Receipt, error) { return OpenDetached(signer.Detached(quote, noon), quote, public) },
		"flattened": func() (*Receipt, error) { return Open(signer.Flattened(quote, noon), public) },
	} {
		r, err := open()
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		if string(r.Quote) != string(quote) || r.KeyID != rfcID || !r.IssuedAt.Equal(noon) {
			t.Errorf("%s: got %+v", form, r)
		}
		if got := r.ValidUntil.Format(time.RFC3339); got != "2026-07-01T12:15:00Z" {
			t.Errorf("%s: valid until %s", form, got)
		}
	}
}

// RFC 7797 asks for both members; a library that does not know b64 must refuse.
func TestDetachedHeader(t *testing.T) {
	protected, _, _ := strings.Cut(keys(t).Signer().Detached(quote, noon), ".")
	text, err := decode(protected)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"alg":"EdDSA","kid":"` + rfcID + `","b64":false,"crit":["b64"],"iat":1782907200,"validUntil":"2026-07-01T12:15:00Z"}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestWhatWasChangedDoesNotVerify(t *testing.T) {
	public := keys(t).Public()
	detached := keys(t).Signer().Detached(quote, noon)
	protected, signature, _ := strings.Cut(detached, "..")
	var f flattened
	if err := json.Unmarshal(keys(t).Signer().Flattened(quote, noon), &f); err != nil {
		t.Fatal(err)
	}
	later := strings.Replace(must(t, protected), "12:15", "23:15", 1)
	other, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	stranger := other
	other.ID = rfcID
	for _, test := range []struct {
		name, signature, quote string
		keys                   Keys
		says                   string
	}{
		{"the price", detached, strings.Replace(string(quote), "480", "48", 1), public, "does not fit"},
		{"the time", encode([]byte(later)) + ".." + signature, string(quote), public, "does not fit"},
		{"the signature", protected + ".." + strings.Repeat("A", len(signature)), string(quote), public, "does not fit"},
		{"a short signature", protected + "..AAAA", string(quote), public, "does not fit"},
		{"another key of that name", detached, string(quote), Keys{[]Key{other}}, "does not fit"},
		{"another key", detached, string(quote), Keys{[]Key{stranger}}, "no key"},
		{"no key at all", detached, string(quote), Keys{}, "no key"},
		{"the algorithm", encode([]byte(strings.Replace(must(t, protected), "EdDSA", "none", 1))) + ".." + signature, string(quote), public, "alg"},
		{"a header it must know", encode([]byte(strings.Replace(must(t, protected), `["b64"]`, `["b64","exp"]`, 1))) + ".." + signature, string(quote), public, "crit"},
		{"the form", f.Protected + ".." + f.Signature, string(quote), public, "b64"},
		{"not two dots", protected + "." + signature, string(quote), public, "detached"},
		{"not base64", "%.." + signature, string(quote), public, "base64url"},
		{"not JSON", encode([]byte("{")) + ".." + signature, string(quote), public, "protected header"},
		{"no time", encode([]byte(strings.Replace(must(t, protected), "validUntil", "until", 1))) + ".." + signature, string(quote), public, "validUntil"},
	} {
		if _, err := OpenDetached(test.signature, []byte(test.quote), test.keys); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want %q", test.name, err, test.says)
		}
	}
	for name, text := range map[string]string{
		"a payload of another form": `{"payload":"` + f.Payload + `","protected":"` + protected + `","signature":"` + signature + `"}`,
		"a payload not in base64":   `{"payload":"%","protected":"` + f.Protected + `","signature":"` + f.Signature + `"}`,
		"an empty payload":          `{"payload":"","protected":"` + f.Protected + `","signature":"` + f.Signature + `"}`,
		"an unknown member":         `{"payload":"` + f.Payload + `","header":{},"protected":"` + f.Protected + `","signature":"` + f.Signature + `"}`,
		"nothing":                   ``,
	} {
		if _, err := Open([]byte(text), public); err == nil {
			t.Errorf("%s verified", name)
		}
	}
}

func must(t *testing.T, protected string) string {
	t.Helper()
	text, err := decode(protected)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestPublicKeepsNoSecret(t *testing.T) {
	text, err := json.Marshal(keys(t).Public())
	if err != nil {
		t.Fatal(err)
	}
	want := `{"keys":[{"kty":"OKP","crv":"Ed25519","x":"` + rfcX + `","kid":"` + rfcID + `","use":"sig","alg":"EdDSA"}]}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if keys(t).Public().Signer() != nil {
		t.Error("a public set signs")
	}
}

// A new key is published before it signs, and the old one after.
func TestRotation(t *testing.T) {
	fresh, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	before := keys(t)
	announced := Keys{append(before.Keys, fresh)}
	after := announced.Switched()
	for name, test := range map[string]struct {
		set  Keys
		want string
	}{"before": {before, rfcID}, "announced": {announced, rfcID}, "after": {after, fresh.ID}} {
		r, err := Open(test.set.Signer().Flattened(quote, noon), after.Public())
		if err != nil || r.KeyID != test.want {
			t.Errorf("%s: signed by %v (%v), want %s", name, r, err, test.want)
		}
	}
	if len(after.Keys) != 2 || after.Keys[0] != fresh || after.Keys[1].D != "" {
		t.Errorf("switched to %+v", after.Keys)
	}
	if none := (Keys{}).Switched(); len(none.Keys) != 0 || none.Signer() != nil {
		t.Errorf("nothing switched to %+v", none)
	}
}

func TestParseKeysNamesTheFault(t *testing.T) {
	good := `{"kty":"OKP","crv":"Ed25519","kid":"a","x":"` + rfcX + `","d":"` + rfcD + `"}`
	for _, test := range []struct{ text, says string }{
		{`secret`, "JSON Web Key Set"},
		{`{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"` + rfcX + `"}]}`, "keys[0]: not an Ed25519"},
		{`{"keys":[` + strings.Replace(good, `"kid":"a",`, ``, 1) + `]}`, "no kid"},
		{`{"keys":[` + good + `,` + good + `]}`, "keys[1]: the kid"},
		{`{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"AAAA"}]}`, "x is not 32 bytes"},
		{`{"keys":[` + strings.Replace(good, rfcD, "AAAA", 1) + `]}`, "d is not 32 bytes"},
		{`{"keys":[` + strings.Replace(good, rfcD, strings.Repeat("A", 43), 1) + `]}`, "not the public half"},
	} {
		_, err := ParseKeys([]byte(test.text))
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: got %v, want %q", test.text, err, test.says)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), rfcD)) {
			t.Errorf("the message tells a secret: %v", err)
		}
	}
}
