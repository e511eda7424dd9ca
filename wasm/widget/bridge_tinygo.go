//go:build js && wasm && tinygo

package main

import (
	"encoding/binary"
	"unsafe"

	"github.com/reelrate/reelrate/pricing"
	compiled "github.com/reelrate/reelrate/pricing/table"
)

// JavaScript writes a call where reserve says, lets ask answer it and reads size
// bytes from where that says. All of it is text in UTF-8. The table comes the same
// way, once, before the first call: it is a request without an operation, for load.
//
// There is no recover on this road, nor a collector: a panic is a trap, and what
// was used is not used again, so the loader drops a program that died or grew
// large and starts another.

func main() {} // nothing runs by itself

// The call and its answer: JavaScript knows where they are.
var room, operation, request, answer []byte

// reserve returns the address of room for an operation's name and, right after
// it, the request.
//
//go:wasmexport reserve
func reserve(name, body uint32) unsafe.Pointer {
	if name > 1<<10 || body > compiled.Most+4 {
		panic("the loader cuts what is longer")
	}
	if int(name+body) > len(room) {
		room = make([]byte, max(name+body, 4<<10))
	}
	operation, request = room[:name], room[name:name+body]
	return unsafe.Pointer(unsafe.SliceData(room))
}

// load loads the table that was written and returns where the answer is. The texts
// of the table stay where they were written, so that room is not used again.
//
//go:wasmexport load
func load() unsafe.Pointer {
	text := request
	room, request = nil, nil
	answer = loaded(text)
	return unsafe.Pointer(unsafe.SliceData(answer))
}

// ask answers as of a moment in Unix seconds and returns where the answer is.
//
//go:wasmexport ask
func ask(today float64) unsafe.Pointer {
	answer = asked(engine, string(operation), request, pricing.Instant(today))
	return unsafe.Pointer(unsafe.SliceData(answer))
}

// size is how long the answer is.
//
//go:wasmexport size
func size() uint32 { return uint32(len(answer)) }

// wide is how much of the answer goes up to its last letter that is not ASCII.
//
//go:wasmexport wide
func wide() uint32 {
	n := len(answer)
	for n >= 8 && binary.LittleEndian.Uint64(answer[n-8:])&0x8080808080808080 == 0 {
		n -= 8
	}
	for n > 0 && answer[n-1] < 0x80 {
		n--
	}
	return uint32(n)
}

// chance stands in for the C library's random numbers, with which TinyGo seeds
// its maps: those would bring a cipher and printf. No answer depends on them.
//
//export arc4random
func chance() uint32 { return 4 }
