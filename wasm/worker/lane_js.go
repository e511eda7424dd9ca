package main

//lint:file-ignore U1000 what go:wasmexport names is used from outside

import (
	"encoding/binary"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unsafe"
)

// The lane is the short way of a GET: the module entry writes a request into
// this program's memory, calls get, and reads the answer there. The library's
// way builds a Request, two promises and a goroutine, and a js.Func would still
// cross into JavaScript some ten times for its arguments and its result; either
// costs more than a quote does (measured in workerd: see ./build.sh bench). All
// ways end in the same handler.
//
// in holds the URL, Accept and If-None-Match, a line each. out
// holds the length of the head in four bytes, little endian, and the head, a line
// for the status and for each header. The body begins at bodyAt.
var lane struct {
	handler http.Handler
	in      [16 << 10]byte
	out     [68 << 10]byte
}

const bodyAt = 4 << 10

//go:wasmexport laneIn
func laneIn() unsafe.Pointer { return unsafe.Pointer(&lane.in) }

//go:wasmexport laneOut
func laneOut() unsafe.Pointer { return unsafe.Pointer(&lane.out) }

// get answers the first n bytes of in and returns where the answer ends, 0 if
// out is too short for it: then the library's way is left.
//
//go:wasmexport get
func get(n int32) int32 {
	lines := strings.SplitN(string(lane.in[:n]), "\n", 3)
	target, err := url.Parse(lines[0])
	if err != nil || len(lines) < 3 {
		return 0
	}
	w := &buffer{header: make(http.Header, 16), status: http.StatusOK, body: lane.out[bodyAt:bodyAt]}
	lane.handler.ServeHTTP(w, &http.Request{
		Method: http.MethodGet,
		URL:    target,
		Host:   target.Host,
		Header: http.Header{"Accept": lines[1:2], "If-None-Match": lines[2:]},
	})
	const prefix = 4
	head := strconv.AppendInt(lane.out[prefix:prefix], int64(w.status), 10)
	for name, values := range w.header {
		head = append(append(append(head, '\n'), name...), ':')
		head = append(head, strings.Join(values, ", ")...)
	}
	// What did not fit was appended elsewhere, or into the other's place.
	end := bodyAt + len(w.body)
	if end > len(lane.out) || prefix+len(head) > bodyAt {
		return 0
	}
	binary.LittleEndian.PutUint32(lane.out[:], uint32(len(head)))
	return int32(end)
}
