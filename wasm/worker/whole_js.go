package main

import (
	"bytes"
	"net/http"
	"syscall/js"

	"github.com/hack-pad/safejs"
)

// whole gives every response body to JavaScript in one piece. The library's
// Write goes through a pipe and a stream instead, which costs a goroutine, two
// JavaScript functions that are never released, and half the requests a second
// (measured in workerd: see ./build.sh bench).
func whole(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		buffered := &buffer{ResponseWriter: w}
		h.ServeHTTP(buffered, r)
		raw, ok := w.(interface{ WriteRawJSBody(js.Value) })
		if !ok {
			w.Write(buffered.body.Bytes())
			return
		}
		if body, err := bytesOf(buffered.body.Bytes()); err == nil {
			raw.WriteRawJSBody(safejs.Unsafe(body))
		}
	})
}

// buffer holds a body back until its handler returns.
type buffer struct {
	http.ResponseWriter
	body bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) { return b.body.Write(p) }

var uint8Array = safejs.MustGetGlobal("Uint8Array")

func bytesOf(p []byte) (safejs.Value, error) {
	array, err := uint8Array.New(len(p))
	if err != nil {
		return array, err
	}
	_, err = safejs.CopyBytesToJS(array, p)
	return array, err
}
