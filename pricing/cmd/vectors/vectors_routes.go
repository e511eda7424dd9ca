package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// engine answers requests of the JSON entry point, by whatever route.
type engine interface {
	Ask(operation string, request object) (object, error)
	Close() error
}

// The built artefacts' bridges, from the root of the repository.
const (
	wasmBridge   = "wasm/e2e/via-wasm.mjs"
	workerBridge = "wasm/e2e/worker.mjs"
)

// route starts an engine with the table, which is in the file; "" is the table of the
// build.
func route(via string, t *pricing.Table, file string) (engine, error) {
	switch via {
	case "native":
		return native{t}, nil
	case "wasm":
		return startBridge(wasmBridge, t, file)
	case "worker":
		return startWorker(t, file)
	}
	return nil, fmt.Errorf("there is no route %q: native, wasm or worker", via)
}

// native calls the engine in this process.
type native struct{ table *pricing.Table }

func (n native) Ask(operation string, request object) (object, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	return parse(n.answer(operation, body))
}

// answer is the engine's in this process.
func (n native) answer(operation string, request []byte) []byte {
	answer, _ := wire.HandleOperator(n.table, operation, request, pricing.InstantOf(time.Now()).Day())
	return answer
}

// same reports an answer of another route that is not this process's to the byte.
func (n native) same(operation string, request, answer []byte) error {
	if want := n.answer(operation, request); !bytes.Equal(answer, want) {
		return fmt.Errorf("other bytes than natively:\n%s\n%s", answer, want)
	}
	return nil
}

func (native) Close() error { return nil }

// bridge speaks lines of JSON with a script that runs the browser's engine.
type bridge struct {
	native // what it has to answer
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
}

func startBridge(script string, t *pricing.Table, file string) (*bridge, error) {
	cmd := exec.Command("node", script)
	cmd.Env = append(os.Environ(), "TABLE="+file)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &bridge{native{t}, cmd, in, bufio.NewReader(out)}, nil
}

var errUnlisted = errors.New("the engine does not list the operation")

func (b *bridge) Ask(operation string, request object) (object, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(map[string]any{"op": operation, "request": string(body)})
	if err != nil {
		return nil, err
	}
	if _, err := b.in.Write(append(line, '\n')); err != nil {
		return nil, err
	}
	answer, err := b.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the bridge %s stopped: %w", b.cmd.Args[1], err)
	}
	answer = bytes.TrimSuffix(answer, []byte("\n"))
	if bytes.Contains(answer, []byte(`"code":"unknown_operation"`)) {
		return nil, fmt.Errorf("%w: %s", errUnlisted, operation)
	}
	if err := b.same(operation, body, answer); err != nil {
		return nil, err
	}
	return parse(answer)
}

func (b *bridge) Close() error {
	return errors.Join(b.in.Close(), b.cmd.Wait())
}

// worker asks the quote API of a workerd that a script has started.
type worker struct {
	*bridge
	url string
}

func startWorker(t *pricing.Table, file string) (*worker, error) {
	b, err := startBridge(workerBridge, t, file)
	if err != nil {
		return nil, err
	}
	line, err := b.out.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("%s did not start: %w", workerBridge, err)
	}
	var ready struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(line, &ready); err != nil {
		return nil, err
	}
	return &worker{b, ready.URL}, nil
}

func (w *worker) Ask(operation string, request object) (object, error) {
	asked, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	var status int
	var body []byte
	switch operation {
	case "models", "offers":
		status, body, err = w.send(http.Get(w.url + "/v1/" + operation + "?" + query("", request).Encode()))
	default:
		status, body, err = w.send(http.Post(w.url+"/v1/"+operation, "application/json", bytes.NewReader(asked)))
	}
	if err == nil && operation == "quote" {
		// By its other way into Go, and as a query string, it is the same answer.
		other, got, failure := w.send(http.Get(w.url + "/v1/quote?" + query("", request).Encode()))
		if err = failure; err == nil && (other != status || !bytes.Equal(got, body)) {
			err = fmt.Errorf("GET answers otherwise than POST:\n%s\n%s", got, body)
		}
	}
	if err != nil {
		return nil, err
	}
	if status == http.StatusOK {
		if err := w.same(operation, asked, body); err != nil {
			return nil, err
		}
		return parse(body)
	}
	// The problem document says in HTTP what the entry point says in an error.
	problem, err := parse(body)
	if err != nil {
		return nil, err
	}
	word := "invalid"
	if status == http.StatusUnprocessableEntity {
		word = "refused"
	}
	return object{"status": word, "error": object{"code": problem["code"], "message": problem["detail"]}}, nil
}

// send reads a response, which is JSON: an answer or a problem document.
func (w *worker) send(resp *http.Response, err error) (int, []byte, error) {
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	kind := "application/problem+json"
	if resp.StatusCode == http.StatusOK {
		kind = "application/json"
	}
	if got := resp.Header.Get("Content-Type"); got != kind {
		return 0, nil, fmt.Errorf("%s with %s, want %s", resp.Status, got, kind)
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, body, err
}

// query writes the members of a request as parameters; members of an object
// are dotted.
func query(prefix string, request map[string]any) url.Values {
	out := url.Values{}
	for name, value := range request {
		switch v := value.(type) {
		case object:
			for key, values := range query(prefix+name+".", v) {
				out[key] = values
			}
		default:
			out.Set(prefix+name, show(v))
		}
	}
	return out
}

func parse(answer []byte) (object, error) {
	var o object
	d := json.NewDecoder(bytes.NewReader(answer))
	d.UseNumber()
	if err := d.Decode(&o); err != nil {
		return nil, fmt.Errorf("the answer is not JSON: %w", err)
	}
	return o, nil
}
