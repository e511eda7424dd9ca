// Command go asks the quote API about a shot:
//
//	go run ./wasm/api/examples/go https://host 'seller=ID&model=ID&seconds=8'
//
// /v1/models lists sellers and models.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
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
	problem struct{ Code, Detail string }
)

func (p *problem) Error() string { return p.Code + ": " + p.Detail }

type client struct{ base string }

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "which host, and which shot, as a query?")
		os.Exit(2)
	}
	shot, err := url.ParseQuery(os.Args[2])
	if err == nil {
		err = client{os.Args[1]}.run(shot)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (c client) run(shot url.Values) error {
	fmt.Println("-- a quote")
	var q quote
	body, header, err := c.get("/v1/quote", shot)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &q); err != nil {
		return err
	}
	fmt.Printf("%s, %s, %s\n", q.Credits.Display, q.Dollars.Display, q.Standing.Words)
	fmt.Println(strings.Join(q.Steps, "\n"))

	fmt.Println("-- a batch")
	unknown := maps.Clone(shot)
	unknown.Set("model", shot.Get("model")+"-x") // which nobody has
	if err := c.batch(shot, unknown); err != nil {
		return err
	}

	fmt.Println("-- a refusal")
	_, _, err = c.get("/v1/quote", unknown)
	var refused *problem
	if !errors.As(err, &refused) {
		return fmt.Errorf("not refused: %w", err)
	}
	fmt.Println("code:", refused.Code)
	fmt.Println("detail:", refused.Detail)

	fmt.Println("-- a receipt")
	return c.verify(header.Get("Reelrate-Signature"), body)
}

func (c client) batch(shots ...url.Values) error {
	var request struct {
		Quotes []map[string]string `json:"quotes"`
	}
	for _, shot := range shots {
		members := map[string]string{}
		for name := range shot {
			members[name] = shot.Get(name)
		}
		request.Quotes = append(request.Quotes, members)
	}
	asked, err := json.Marshal(request)
	if err != nil {
		return err
	}
	response, err := http.Post(c.base+"/v1/quotes", "application/json", bytes.NewReader(asked))
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
