// Command worker hosts the quote API of package api in two ways.
//
// Under js/wasm it is a Cloudflare Worker, through github.com/syumai/workers
// and a module entry of our own, index.mjs, which keeps one live program per
// isolate. The stock entry starts a program per request.
//
// Natively it is an ordinary server for the API and the built site on one port.
//
// Both are handed the compiled table: the Worker's is a file of its bundle, the
// native server has one built in and takes another.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/reelrate/reelrate/wasm/api"
)

// newAPI is the API over a table, by the host's clock. It signs
// with SIGNING_KEYS, a JSON Web Key Set whose first private key is used; a set
// that cannot be read is an error, so that nobody believes to sign who does not.
func newAPI(t *pricing.Table) (*api.API, error) {
	text := os.Getenv("SIGNING_KEYS")
	if text == "" {
		return api.New(wire.Remembering(t), time.Now, receipt.Keys{}), nil
	}
	keys, err := receipt.ParseKeys([]byte(text))
	if err == nil && keys.Signer() == nil {
		err = errors.New("no key has a private half")
	}
	if err != nil {
		return nil, fmt.Errorf("SIGNING_KEYS: %w", err)
	}
	return api.New(wire.Remembering(t), time.Now, keys), nil
}
