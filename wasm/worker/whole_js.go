package main

import (
	"bytes"
	"io"
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
		r.Body = received(r.Body)
		buffered := &buffer{header: w.Header(), status: http.StatusOK}
		h.ServeHTTP(buffered, r)
		w.WriteHeader(buffered.status)
		raw, ok := w.(interface{ WriteRawJSBody(js.Value) })
		if !ok {
			w.Write(buffered.body)
			return
		}
		if body, err := bytesOf(buffered.body); err == nil {
			raw.WriteRawJSBody(safejs.Unsafe(body))
		}
	})
}

// received is the body that body.mjs received, in one piece. The library would
// read it with two JavaScript functions of which it releases one, and every
// request would leave a kilobyte in a program that lives on.
func received(body io.ReadCloser) io.ReadCloser {
	raw, ok := body.(interface{ GetRawJSBody() js.Value })
	if !ok {
		return body // there is none
	}
	p, err := bytesFrom(safejs.Safe(raw.GetRawJSBody()))
	if err != nil {
		return io.NopCloser(broken{err})
	}
	return io.NopCloser(bytes.NewReader(p))
}

// bytesFrom fails where a body broke off and there are no bytes.
func bytesFrom(body safejs.Value) ([]byte, error) {
	array, err := body.Get("bytes")
	if err != nil {
		return nil, err
	}
	length, err := array.Length()
	if err != nil {
		return nil, err
	}
	p := make([]byte, length)
	_, err = safejs.CopyBytesToGo(p, array)
	return p, err
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// buffer is a whole answer.
type buffer struct {
	header http.Header
	status int
	body   []byte
}

func (b *buffer) Header() http.Header    { return b.header }
func (b *buffer) WriteHeader(status int) { b.status = status }

func (b *buffer) Write(p []byte) (int, error) {
	b.body = append(b.body, p...)
	return len(p), nil
}

var uint8Array = safejs.MustGetGlobal("Uint8Array")

func bytesOf(p []byte) (safejs.Value, error) {
	array, err := uint8Array.New(len(p))
	if err != nil {
		return array, err
	}
	_, err = safejs.CopyBytesToJS(array, p)
	return array, err
}
