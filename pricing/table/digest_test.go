package table

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

func TestDigest(t *testing.T) {
	for n := range 201 { // around one and two blocks, with and without room for the length
		text := strings.Repeat("é\x00a", n)[:n]
		sum := sha256.Sum256([]byte(text))
		if got, want := Digest(text), "sha256:"+hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%d bytes: got %s, want %s", n, got, want)
		}
	}
}
