package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/wire"
)

// mostReceipt is far more than the longest quote, in either form.
const mostReceipt = 1 << 20

// newKey prints a key set as SIGNING_KEYS wants it: the set of a file, if one is
// given, and a new private key at its end, published but not signing yet. With
// --switch it adds none and puts the last key first, which then signs.
func newKey(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("key", flag.ContinueOnError)
	swap := flags.Bool("switch", false, "sign with the set's last key")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var set receipt.Keys
	switch {
	case flags.NArg() == 1:
		text, err := os.ReadFile(flags.Arg(0))
		if err != nil {
			return err
		}
		if set, err = receipt.ParseKeys(text); err != nil {
			return fmt.Errorf("%s: %w", flags.Arg(0), err)
		}
	case flags.NArg() > 1 || *swap:
		return errors.New("usage: rates key [FILE] | rates key --switch FILE, a file that rates key has printed")
	}
	if *swap {
		return json.NewEncoder(out).Encode(set.Switched())
	}
	key, err := receipt.NewKey()
	if err != nil {
		return err
	}
	set.Keys = append(set.Keys, key)
	return json.NewEncoder(out).Encode(set)
}

// verify checks a receipt without asking anybody: that a key of the set signed
// these bytes, that the table at hand is the one that priced them, that it prices
// the same request to the same bytes again, and that the price still holds.
func verify(out io.Writer, args []string, now time.Time) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	keyFile := flags.String("keys", "", "the API's key set, /.well-known/jwks.json, as it was fetched from a host you trust")
	at := flags.String("at", "", "whether the price held at this moment (RFC 3339), the debit's say; by default now")
	table := flags.String("table", "", "the rate table, a folder of YAML or a compiled table; by default the one compiled in")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 || *keyFile == "" {
		return errors.New("usage: rates verify --keys JWKS [--at TIME] [--table TABLE] FILE, what curl -i printed or a flattened JWS")
	}
	if *at != "" {
		var err error
		if now, err = time.Parse(time.RFC3339, *at); err != nil {
			return fmt.Errorf("--at: %q is not a moment such as 2026-07-01T12:00:00Z", *at)
		}
	}
	text, err := os.ReadFile(*keyFile)
	if err != nil {
		return err
	}
	keys, err := receipt.ParseKeys(text)
	if err != nil {
		return fmt.Errorf("%s: %w", *keyFile, err)
	}
	rates := standard()
	if *table != "" {
		if rates, err = openTable(*table); err != nil {
			return err
		}
	}
	r, err := openReceipt(flags.Arg(0), keys)
	if err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(0), err)
	}
	fmt.Fprintf(out, "signed      by the key %s at %s\n", pricing.Printable(r.KeyID), r.IssuedAt.Format(time.RFC3339))
	prices, err := recompute(rates, r.Quote)
	if err != nil {
		return err
	}
	for _, price := range prices {
		fmt.Fprintf(out, "price       %s\n", pricing.Printable(price))
	}
	fmt.Fprintf(out, "holds       until %s\n", r.ValidUntil.Format(time.RFC3339))
	switch {
	case now.After(r.ValidUntil):
		return fmt.Errorf("expired: at %s the price held no longer", now.UTC().Format(time.RFC3339))
	case now.Before(r.IssuedAt):
		return fmt.Errorf("not yet issued at %s", now.UTC().Format(time.RFC3339))
	}
	return nil
}

// openReceipt reads a flattened JWS, or a response as curl -i prints it.
func openReceipt(name string, keys receipt.Keys) (*receipt.Receipt, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostReceipt+1))
	if err != nil {
		return nil, err
	}
	if len(text) > mostReceipt {
		return nil, errors.New("longer than any receipt")
	}
	if !bytes.HasPrefix(text, []byte("HTTP/")) {
		return receipt.Open(text, keys)
	}
	reader := textproto.NewReader(bufio.NewReader(bytes.NewReader(text)))
	if _, err := reader.ReadLine(); err != nil {
		return nil, err
	}
	header, err := reader.ReadMIMEHeader()
	if err != nil {
		return nil, fmt.Errorf("the response's headers: %w", err)
	}
	body, err := io.ReadAll(reader.R)
	if err != nil {
		return nil, err
	}
	switch signature := header.Get("Reelrate-Signature"); signature {
	case "":
		return nil, errors.New("no Reelrate-Signature in the response")
	case "none":
		return nil, errors.New("the API that answered does not sign")
	default:
		return receipt.OpenDetached(signature, body, keys)
	}
}

// recompute asks the engine for every signed price again and returns them in
// words: that of a quote, or those of a batch. A line that was refused promises
// nothing.
func recompute(rates *pricing.Table, signed []byte) ([]string, error) {
	var batch struct {
		Results []json.RawMessage `json:"results"`
	}
	if err := json.Unmarshal(signed, &batch); err != nil {
		return nil, fmt.Errorf("the signed bytes are not a quote: %w", err)
	}
	if batch.Results == nil {
		price, err := recomputeOne(rates, signed)
		return []string{price}, err
	}
	prices := make([]string, len(batch.Results))
	for i, result := range batch.Results {
		var err error
		if prices[i], err = recomputeOne(rates, result); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return prices, nil
}

func recomputeOne(rates *pricing.Table, quote []byte) (string, error) {
	type figure struct {
		Display string `json:"display"`
	}
	var q struct {
		Error   json.RawMessage `json:"error"`
		Request json.RawMessage `json:"request"`
		Table   struct {
			Version string `json:"version"`
			Digest  string `json:"digest"`
		} `json:"table"`
		Total struct {
			Credits, Dollars *figure
		} `json:"total"`
	}
	if err := json.Unmarshal(quote, &q); err != nil {
		return "", fmt.Errorf("the signed bytes are not a quote: %w", err)
	}
	if q.Table.Digest != rates.Digest {
		return "", fmt.Errorf("priced with table %s, %s; the table at hand is %s, %s: give the other with --table",
			q.Table.Version, q.Table.Digest, rates.Version, rates.Digest)
	}
	if q.Error != nil {
		return "none, this line was refused", nil
	}
	again, err := wire.Handle(rates, "quote", q.Request, 0) // the request has its own date
	if err != nil {
		return "", fmt.Errorf("its request has no price: %w", err)
	}
	if !bytes.Equal(again, quote) {
		return "", fmt.Errorf("the table prices the same request otherwise:\n%s", again)
	}
	var words []string
	for _, f := range []*figure{q.Total.Credits, q.Total.Dollars} {
		if f != nil {
			words = append(words, f.Display)
		}
	}
	return strings.Join(words, ", ") + ", recomputed to the same bytes from " + string(q.Request), nil
}
