// Package receipt signs quotes and checks the signatures, so that who was quoted
// a price can prove it, and who charges can charge what was quoted.
//
// A receipt is a quote, byte for byte, under an Ed25519 JSON Web Signature. It
// travels in one of two forms:
//
//	detached   the JWS beside the quote, "<protected>..<signature>", over the
//	           quote's bytes as they are (RFC 7515 appendix F, RFC 7797)
//	flattened  one JSON object with payload, protected and signature (RFC 7515
//	           section 7.2.2), which any JOSE library verifies
//
// The protected header says when the receipt was made (iat) and until when the
// price holds (validUntil). The package has no clock and does no I/O.
package receipt

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Validity is how long a signed price holds: enough to submit a job and debit it.
const Validity = 15 * time.Minute

// header is the protected header of both forms. B64 is present only when it is
// false, which RFC 7797 wants named in crit.
type header struct {
	Alg        string   `json:"alg"`
	ID         string   `json:"kid"`
	B64        *bool    `json:"b64,omitempty"`
	Crit       []string `json:"crit,omitempty"`
	IssuedAt   int64    `json:"iat"`
	ValidUntil string   `json:"validUntil"`
}

// Signer signs with one private key. It may be used by many goroutines.
type Signer struct {
	id  string
	key ed25519.PrivateKey
}

// Detached signs quote at the moment now and returns the compact form without
// its payload.
func (s *Signer) Detached(quote []byte, now time.Time) string {
	b64 := false
	protected := s.protected(header{B64: &b64, Crit: []string{"b64"}}, now)
	return protected + ".." + s.sign(protected, quote)
}

// Flattened signs quote at the moment now and returns it within the JSON form.
func (s *Signer) Flattened(quote []byte, now time.Time) []byte {
	protected, payload := s.protected(header{}, now), encode(quote)
	text, _ := json.Marshal(flattened{payload, protected, s.sign(protected, []byte(payload))}) // strings alone: cannot fail
	return text
}

type flattened struct {
	Payload   string `json:"payload"`
	Protected string `json:"protected"`
	Signature string `json:"signature"`
}

func (s *Signer) protected(h header, now time.Time) string {
	h.Alg, h.ID, h.IssuedAt = "EdDSA", s.id, now.Unix()
	h.ValidUntil = now.Add(Validity).UTC().Format(time.RFC3339)
	text, _ := json.Marshal(h) // strings and numbers alone: cannot fail
	return encode(text)
}

func (s *Signer) sign(protected string, payload []byte) string {
	return encode(ed25519.Sign(s.key, signed(protected, payload)))
}

func signed(protected string, payload []byte) []byte {
	return append([]byte(protected+"."), payload...)
}

// Receipt is a receipt whose signature is good.
type Receipt struct {
	Quote      []byte // as it was answered
	KeyID      string
	IssuedAt   time.Time
	ValidUntil time.Time
}

// Open reads the flattened form and checks its signature against keys.
func Open(text []byte, keys Keys) (*Receipt, error) {
	var f flattened
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("not a flattened JWS: %w", err)
	}
	quote, err := decode(f.Payload)
	if err != nil {
		return nil, errors.New("the payload is not base64url")
	}
	return verify(f.Protected, []byte(f.Payload), f.Signature, false, quote, keys)
}

// OpenDetached checks a detached signature of quote against keys.
func OpenDetached(signature string, quote []byte, keys Keys) (*Receipt, error) {
	protected, signature, ok := strings.Cut(signature, "..")
	if !ok {
		return nil, errors.New(`not a detached JWS, "<protected>..<signature>"`)
	}
	return verify(protected, quote, signature, true, quote, keys)
}

// verify checks a signature of payload, which is the quote itself when it is
// detached and its base64url otherwise.
func verify(protected string, payload []byte, signature string, detached bool, quote []byte, keys Keys) (*Receipt, error) {
	text, err := decode(protected)
	if err != nil {
		return nil, errors.New("the protected header is not base64url")
	}
	var h header
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, fmt.Errorf("the protected header: %w", err)
	}
	if h.Alg != "EdDSA" {
		return nil, fmt.Errorf("the protected header: alg is %q, not EdDSA", h.Alg)
	}
	// b64 decides what was signed, and what crit names must be understood.
	crit := []string{}
	if detached {
		crit = []string{"b64"}
	}
	if encoded := h.B64 == nil || *h.B64; encoded == detached || !slices.Equal(h.Crit, crit) {
		return nil, errors.New("the protected header: b64 and crit do not fit the form")
	}
	until, err := time.Parse(time.RFC3339, h.ValidUntil)
	if err != nil {
		return nil, errors.New("the protected header: validUntil is not a time")
	}
	raw, err := decode(signature)
	if err != nil {
		return nil, errors.New("the signature is not base64url")
	}
	for _, k := range keys.Keys {
		if k.ID != h.ID {
			continue
		}
		public, err := decode(k.X)
		if err != nil || len(public) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("the key %q is not an Ed25519 key", k.ID)
		}
		if !ed25519.Verify(public, signed(protected, payload), raw) {
			return nil, errors.New("the signature does not fit the quote: one of them was changed")
		}
		return &Receipt{quote, h.ID, time.Unix(h.IssuedAt, 0).UTC(), until}, nil
	}
	return nil, fmt.Errorf("no key %q in the key set", h.ID)
}
