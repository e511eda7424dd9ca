//go:build !js

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/reelrate/reelrate/pricing/rates"
)

func main() {
	folder := flag.String("site", "dist/site", "`folder` of the built site")
	file := flag.String("table", "", "compiled table, a `file`, instead of the one built in")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *folder, *file, os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "reelrate:", err)
		os.Exit(1)
	}
}

// run serves the API over the table in file and the site in folder on port until
// ctx ends: 8787 when port is empty, any free one when it is 0. It prints the
// address once it listens there.
func run(ctx context.Context, folder, file, port string) error {
	if port == "" {
		port = "8787"
	}
	t, err := rates.Open(file)
	if err != nil {
		return err
	}
	quotes, err := newAPI(t)
	if err != nil {
		return err
	}
	pages, err := newSite(os.DirFS(folder))
	if err != nil {
		return fmt.Errorf("the site in %s: %w (./build.sh build makes it)", folder, err)
	}
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		return err
	}
	fmt.Printf("Reelrate listens on http://localhost:%d\n", listener.Addr().(*net.TCPAddr).Port)
	return serve(ctx, listener, mount(compressed(quotes), pages))
}

// mount puts the site beside the API. index.mjs divides the paths in the same way.
func mount(quotes http.Handler, pages *site) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v1/", quotes)
	mux.Handle("/v1/rates/{digest}", published(pages, quotes))
	mux.Handle("/healthz", quotes)
	mux.Handle("/badge/", quotes)
	mux.Handle("/oembed", quotes)
	mux.Handle("/.well-known/jwks.json", quotes)
	mux.Handle("/", pages)
	return mux
}

// serve answers until ctx ends and then lets the requests under way finish, for
// five seconds at most. The other limits keep a slow or hostile client from
// holding a connection: no request needs more, the largest answer is the table.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
