package main

import "github.com/syumai/workers"

// main hands the API to the module entry and stays: the next request finds the
// program as this one leaves it. Nothing runs between requests.
func main() {
	workers.ServeNonBlock(whole(quotes))
	workers.Ready()
	select {}
}
