package main

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/hack-pad/safejs"
)

// openLane gives the module entry a short way for a GET, binding.get: one string
// in, one string out, in the call itself. The library's way builds a Request, two
// promises and a goroutine, which cost more than a quote does (measured in
// workerd: see ./build.sh bench). Both ways end in the same handler.
//
// The string in is the URL's path and query, Accept and If-None-Match, a line
// each. The string out is the status, the length of the body and each header, a
// line each; the body is in the array binding.out. It is "" when that is too short for the body: then the
// library's way is left.
func openLane(handler http.Handler) error {
	// The library finds the binding at the same place.
	binding, err := safejs.Global().Get("context")
	if err == nil {
		binding, err = binding.Get("binding")
	}
	if err != nil {
		return err
	}
	out, err := binding.Get("out")
	if err != nil {
		return err
	}
	room, err := out.Length()
	if err != nil {
		return err
	}
	get, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		text, err := args[0].String()
		if err != nil {
			return ""
		}
		lines := strings.SplitN(text, "\n", 3)
		target, err := url.ParseRequestURI(lines[0])
		if err != nil || len(lines) < 3 {
			return ""
		}
		w := &buffer{header: http.Header{}, status: http.StatusOK}
		handler.ServeHTTP(w, &http.Request{
			Method: http.MethodGet,
			URL:    target,
			Header: http.Header{"Accept": lines[1:2], "If-None-Match": lines[2:]},
		})
		if w.body.Len() > room {
			return ""
		}
		if _, err := safejs.CopyBytesToJS(out, w.body.Bytes()); err != nil {
			return ""
		}
		return w.head()
	})
	if err != nil {
		return err
	}
	return binding.Set("get", get)
}

// head is the status, the body's length and the headers, a line each.
func (b *buffer) head() string {
	var head strings.Builder
	head.WriteString(strconv.Itoa(b.status) + "\n" + strconv.Itoa(b.body.Len()))
	for name, values := range b.header {
		for _, value := range values {
			io.WriteString(&head, "\n"+name+": "+value)
		}
	}
	return head.String()
}
