// Command go asks the quote API: go run ./wasm/api/examples/go [https://host]
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/reelrate/reelrate/pricing/receipt"
)

// The members that this program uses. The description at /openapi.json has all.
type (
	figure struct{ Value, Min, Max, Display string }
	quote  struct {
		Credits, Dollars *figure
		Steps            []string
		Standing         struct{ Words string } // as of when it is known, and what is doubted of it
		Error            *problem               // in a batch, of a line without a price
	}
	problem struct {
		Code, Detail string
		Alternatives []struct{ Display, Why string }
	}
)

func (p *problem) Error() string { return p.Code + ": " + p.Detail }

type client struct{ base string }

func main() {
	c := client{"https://reelrate.example"}
	if len(os.Args) > 1 {
		c.base = os.Args[1]
	}
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (c client) run() error {
	fmt.Println("-- a quote")
	var q quote
	body, header, err := c.get("/v1/quote", url.Values{"seller": {"house"}, "model": {"veo-3"}, "seconds": {"8"}, "offer": {"agency"}})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &q); err != nil {
		return err
	}
	fmt.Printf("%s, %s, %s\n", q.Credits.Display, q.Dollars.Display, q.Standing.Words)
	fmt.Println(strings.Join(q.Steps, "\n"))

	fmt.Println("-- a batch")
	if err := c.batch(`{"quotes": [{"seller": "house", "model": "mochi-1", "seconds": 4}, {"seller": "house", "model": "mochi-9", "seconds": 4}]}`); err != nil {
		return err
	}

	fmt.Println("-- a refusal")
	_, _, err = c.get("/v1/quote", url.Values{"seller": {"endpoints"}, "model": {"sora-2-text-to-video"}, "resolution": {"720p"}, "seconds": {"8"}})
	var refused *problem
	if !errors.As(err, &refused) {
		return fmt.Errorf("not refused: %w", err)
	}
	fmt.Println("code:", refused.Code)
	fmt.Println("alternative:", refused.Alternatives[0].Display)

	fmt.Println("-- a receipt")
	return c.verify(header.Get("Reelrate-Signature"), body)
}

func (c client) batch(body string) error {
	response, err := http.Post(c.base+"/v1/quotes", "application/json", strings.NewReader(body))
	if err != nil {
		return err
	}
	text, _, err := read(response)
	if err != nil {
		return err
	}
	var batch struct {
		Results []quote
		Refused int
	}
	if err := json.Unmarshal(text, &batch); err != nil {
		return err
	}
	fmt.Println("refused:", batch.Refused)
	for _, q := range batch.Results {
		if q.Error != nil {
			fmt.Println(q.Error.Code)
		} else {
			fmt.Println(q.Credits.Display)
		}
	}
	return nil
}

// verify checks the signature of a quote's bytes.
func (c client) verify(signature string, body []byte) error {
	if signature == "none" {
		fmt.Println("this server does not sign")
		return nil
	}
	text, _, err := c.get("/.well-known/jwks.json", nil)
	if err != nil {
		return err
	}
	keys, err := receipt.ParseKeys(text)
	if err != nil {
		return err
	}
	r, err := receipt.OpenDetached(signature, body, keys)
	if err != nil {
		return err
	}
	fmt.Println("good: held until", r.ValidUntil.Format("2006-01-02T15:04:05.000Z"))
	return nil
}

// get asks for a path and returns the body as it came, which is what a receipt
// is about.
func (c client) get(path string, query url.Values) ([]byte, http.Header, error) {
	response, err := http.Get(c.base + path + "?" + query.Encode())
	if err != nil {
		return nil, nil, err
	}
	return read(response)
}

// read returns a body, or the problem that it holds.
func read(response *http.Response) ([]byte, http.Header, error) {
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, nil, err
	}
	if response.StatusCode != http.StatusOK {
		p := &problem{}
		if err := json.Unmarshal(body, p); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", response.Status, err)
		}
		return nil, nil, p
	}
	return body, response.Header, nil
}
