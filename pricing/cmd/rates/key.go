package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/reelrate/reelrate/pricing/receipt"
)

// keyVerb prints a key set as SIGNING_KEYS wants it.
type keyVerb struct {
	Switch bool   `help:"Add no key, and sign with the file's last."`
	File   string `arg:"" optional:"" help:"A file that rates key has printed."`
}

func (keyVerb) Help() string {
	return `Prints the key set of the file, if one is given, and a new private key at its end, published but
not signing yet. With --switch it puts the last key first, which then signs, and keeps of the
others the public half.

` + example("rates key")
}

func (v *keyVerb) Run(t *tool) error {
	var set receipt.Keys
	if v.File != "" {
		text, err := os.ReadFile(v.File)
		if err != nil {
			return err
		}
		if set, err = receipt.ParseKeys(text); err != nil {
			return fmt.Errorf("%s: %w", v.File, err)
		}
	}
	if v.Switch {
		if v.File == "" {
			return errors.New("--switch needs a file that rates key has printed")
		}
		return json.NewEncoder(t.out).Encode(set.Switched())
	}
	key, err := receipt.NewKey()
	if err != nil {
		return err
	}
	set.Keys = append(set.Keys, key)
	return json.NewEncoder(t.out).Encode(set)
}
