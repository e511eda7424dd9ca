package main

import (
	"net/url"
	"strings"
)

// asBrowsers is how URLSearchParams differs from url.QueryEscape, and the scripts
// leave a slash as it is.
var asBrowsers = strings.NewReplacer("%2F", "/", "%2A", "*", "~", "%7E")

// query writes members of a request as an address has them, in their order, which
// url.Values would not keep. The scripts write the same; see testdata/agree.json.
func query(members ...[2]string) string {
	var b strings.Builder
	for i, m := range members {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(m[0]) + "=" + asBrowsers.Replace(url.QueryEscape(m[1])))
	}
	return b.String()
}
