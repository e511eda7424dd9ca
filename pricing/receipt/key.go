package receipt

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Key is an Ed25519 key as a JSON Web Key (RFC 8037). D is the private half,
// empty in a key that only verifies. Both halves are 32 bytes in base64url.
type Key struct {
	Type  string `json:"kty"`
	Curve string `json:"crv"`
	X     string `json:"x"`
	D     string `json:"d,omitempty"`
	ID    string `json:"kid"`
	Use   string `json:"use"`
	Alg   string `json:"alg"`
}

// Keys is a JSON Web Key Set (RFC 7517). Its first private key signs; the others
// are there so that a receipt of yesterday's or tomorrow's key verifies as well.
type Keys struct {
	Keys []Key `json:"keys"`
}

// NewKey makes a key pair. Its id is the thumbprint of RFC 7638, so two keys
// never share one.
func NewKey() (Key, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Key{}, err
	}
	x := encode(public)
	return Key{Type: "OKP", Curve: "Ed25519", X: x, D: encode(private.Seed()), ID: thumbprint(x), Use: "sig", Alg: "EdDSA"}, nil
}

func thumbprint(x string) string {
	sum := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + x + `"}`))
	return encode(sum[:])
}

// ParseKeys reads a key set and checks every key of it.
func ParseKeys(text []byte) (Keys, error) {
	var set Keys
	if err := json.Unmarshal(text, &set); err != nil {
		return Keys{}, errors.New(`not a JSON Web Key Set, {"keys":[…]}`) // the cause may quote a secret
	}
	var ids []string
	for i, k := range set.Keys {
		switch {
		case k.Type != "OKP" || k.Curve != "Ed25519":
			return Keys{}, fmt.Errorf("keys[%d]: not an Ed25519 key (kty OKP, crv Ed25519)", i)
		case k.ID == "":
			return Keys{}, fmt.Errorf("keys[%d]: no kid", i)
		case slices.Contains(ids, k.ID):
			return Keys{}, fmt.Errorf("keys[%d]: the kid %q is taken", i, k.ID)
		}
		ids = append(ids, k.ID)
		public, err := decode(k.X)
		if err != nil || len(public) != ed25519.PublicKeySize {
			return Keys{}, fmt.Errorf("keys[%d]: x is not 32 bytes in base64url", i)
		}
		if k.D == "" {
			continue
		}
		seed, err := decode(k.D)
		if err != nil || len(seed) != ed25519.SeedSize {
			return Keys{}, fmt.Errorf("keys[%d]: d is not 32 bytes in base64url", i)
		}
		if encode(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)) != k.X {
			return Keys{}, fmt.Errorf("keys[%d]: x is not the public half of d", i)
		}
	}
	return set, nil
}

// Public returns the set without private halves, as it may be published.
func (s Keys) Public() Keys {
	public := Keys{Keys: make([]Key, 0, len(s.Keys))}
	for _, k := range s.Keys {
		k.D, k.Use, k.Alg = "", "sig", "EdDSA"
		public.Keys = append(public.Keys, k)
	}
	return public
}

// Switched returns the set with its last key first, so that it signs, and only
// the public halves of the others.
func (s Keys) Switched() Keys {
	if len(s.Keys) == 0 {
		return s
	}
	last := len(s.Keys) - 1
	return Keys{Keys: append([]Key{s.Keys[last]}, Keys{s.Keys[:last]}.Public().Keys...)}
}

// Signer returns the signer of the set's first private key, nil without one.
func (s Keys) Signer() *Signer {
	for _, k := range s.Keys {
		if seed, err := decode(k.D); err == nil && len(seed) == ed25519.SeedSize {
			return &Signer{id: k.ID, key: ed25519.NewKeyFromSeed(seed)}
		}
	}
	return nil
}

func encode(b []byte) string          { return base64.RawURLEncoding.EncodeToString(b) }
func decode(s string) ([]byte, error) { return base64.RawURLEncoding.Strict().DecodeString(s) }
