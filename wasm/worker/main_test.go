//go:build !js

package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// One port answers for both the API and the site.
func TestMount(t *testing.T) {
	both := mount(testAPI(t), testSite(t))
	for _, test := range []struct{ target, kind string }{
		{"/", "text/html; charset=utf-8"},
		{"/v1/quote?seller=house&model=veo-3&seconds=8", "application/json"},
		{"/v1/nosuch", "application/problem+json"},
		{"/healthz", "application/json"},
		{"/.well-known/jwks.json", "application/json"},
		{"/oembed", "application/problem+json"},
		{"/badge/house/veo-3.svg?seconds=8", "image/svg+xml"},
		{"/nosuch", "text/html; charset=utf-8"},
	} {
		if got := fetch(both, "GET", test.target).Header().Get("Content-Type"); got != test.kind {
			t.Errorf("%s: got %q, want %q", test.target, got, test.kind)
		}
	}
}

func testAPI(t *testing.T) http.Handler {
	t.Helper()
	quotes, err := newAPI(frozen.Table())
	if err != nil {
		t.Fatal(err)
	}
	return compressed(quotes)
}

// Who believes to sign and does not would learn it from a customer.
func TestKeysThatCannotSignStopTheStart(t *testing.T) {
	for _, keys := range []string{"secret", `{"keys":[]}`, `{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}`} {
		t.Setenv("SIGNING_KEYS", keys)
		err := run(context.Background(), t.TempDir(), "", "0")
		if err == nil || !strings.HasPrefix(err.Error(), "SIGNING_KEYS: ") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v", keys, err)
		}
	}
}

// A stop lets the request under way finish and takes no new one.
func TestServeStopsGracefully(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + listener.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	began, ended := make(chan bool), make(chan error)
	go func() {
		ended <- serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(began)
			<-ctx.Done()
			time.Sleep(50 * time.Millisecond)
			io.WriteString(w, "finished")
		}))
	}()
	answer := make(chan string)
	go func() {
		response, err := http.Get(url)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answer <- string(body)
	}()
	<-began
	stop()
	if got := <-answer; got != "finished" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("serve: %v", err)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("a request after the stop was answered")
	}
}

func TestRunNamesWhatIsMissing(t *testing.T) {
	err := run(context.Background(), t.TempDir(), "", "0")
	if err == nil || !strings.Contains(err.Error(), "./build.sh build") {
		t.Errorf("got %v", err)
	}
}
