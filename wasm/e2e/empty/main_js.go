// Command empty is the least that a Go Worker can be: what a cold start costs
// before there is anything of ours in it. ./build.sh bench measures against it.
package main

import (
	"io"
	"net/http"

	"github.com/syumai/workers"
)

func main() {
	workers.Serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "{}") }))
}
