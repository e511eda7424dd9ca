package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
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

// verifyVerb checks a receipt without asking anybody: that a key of the set signed
// these bytes, that the table at hand is the one that priced them, that it prices
// the same request to the same bytes again, and that the price still holds.
type verifyVerb struct {
	Keys string `required:"" placeholder:"JWKS" help:"The API's key set, as fetched from a host that you trust."`
	At   moment `placeholder:"TIME" help:"When the price has to hold, in RFC 3339; by default now."`
	compiledTable
	File string `arg:"" help:"What curl -i printed, or a flattened JWS."`
}

func (verifyVerb) Help() string {
	return `Checks without asking anybody that a key of the set signed these bytes, that the table prices the
same request to the same bytes again, and that the price still holds. Exit status 1 if not; 2 if
the table at hand is not the one that priced it. An API has its key set at /.well-known/jwks.json.

` + example("rates verify --keys jwks.json receipt.json")
}

// moment is the value of --at.
type moment struct{ time.Time }

func (m *moment) UnmarshalText(text []byte) (err error) {
	if m.Time, err = time.Parse(time.RFC3339, string(text)); err != nil {
		return fmt.Errorf("%q is not a moment such as 2026-07-01T12:00:00Z", text)
	}
	return nil
}

func (v *verifyVerb) Run(t *tool) error {
	now := v.At.Time
	if now.IsZero() {
		now = t.now
	}
	text, err := os.ReadFile(v.Keys)
	if err != nil {
		return err
	}
	keys, err := receipt.ParseKeys(text)
	if err != nil {
		return fmt.Errorf("%s: %w", v.Keys, err)
	}
	rates, err := v.open(t.now)
	if err != nil {
		return err
	}
	signed, err := readReceipt(v.File)
	if err != nil {
		return err
	}
	r, err := openReceipt(signed, keys)
	if err != nil {
		return found("%s: %w", v.File, err)
	}
	fmt.Fprintf(t.out, "signed      by the key %s at %s\n", pricing.Printable(r.KeyID), r.IssuedAt.Format(time.RFC3339))
	prices, err := recompute(rates, r.Quote)
	if err != nil {
		return err
	}
	for _, price := range prices {
		fmt.Fprintf(t.out, "price       %s\n", pricing.Printable(price))
	}
	fmt.Fprintf(t.out, "holds       until %s\n", r.ValidUntil.Format(time.RFC3339))
	switch {
	case now.After(r.ValidUntil):
		return found("expired: at %s the price held no longer", now.UTC().Format(time.RFC3339))
	case now.Before(r.IssuedAt):
		return found("not yet issued at %s", now.UTC().Format(time.RFC3339))
	}
	return nil
}

// readReceipt reads a file, and one byte more than a receipt may have.
func readReceipt(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, mostReceipt+1))
}

// openReceipt reads a flattened JWS, or a response as curl -i prints it.
func openReceipt(text []byte, keys receipt.Keys) (*receipt.Receipt, error) {
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
		return nil, found("the signed bytes are not a quote: %w", err)
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
		return "", found("the signed bytes are not a quote: %w", err)
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
		return "", found("its request has no price: %w", err)
	}
	if !bytes.Equal(again, quote) {
		return "", found("the table prices the same request otherwise:\n%s", again)
	}
	var words []string
	for _, f := range []*figure{q.Total.Credits, q.Total.Dollars} {
		if f != nil {
			words = append(words, f.Display)
		}
	}
	return strings.Join(words, ", ") + ", recomputed to the same bytes from " + string(q.Request), nil
}
