//go:build !js

package main

import (
	"net/http"
	"strings"
	"testing"
)

func TestHeaders(t *testing.T) {
	rules, err := parseHeaders(`
# every page
/*
  X-Content-Type-Options: nosniff
  Link: </a>; rel=preload

/embed/*
  Link: </b>; rel=preload
/bare/*
  Link: </c>; rel=preload
  ! link
  ! X-Not-There
/bare/none
  ! Link
/exact
	Cache-Control: no-store
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ path, header, want string }{
		{"/", "X-Content-Type-Options", "nosniff"},
		{"/a/b", "X-Content-Type-Options", "nosniff"},
		{"/a/b", "Link", "</a>; rel=preload"},
		{"/embed/x", "Link", "</a>; rel=preload, </b>; rel=preload"},
		{"/bare/x", "Link", "</c>; rel=preload"}, // a removal comes before the rule's own
		{"/bare/x", "X-Content-Type-Options", "nosniff"},
		{"/bare/none", "Link", ""},
		{"/exact", "Cache-Control", "no-store"},
		{"/exact/ly", "Cache-Control", ""},
	} {
		h := http.Header{}
		apply(rules, test.path, h)
		if got := h.Get(test.header); got != test.want {
			t.Errorf("%s %s: got %q, want %q", test.path, test.header, got, test.want)
		}
	}
}

func TestHeadersNamesTheLineAtFault(t *testing.T) {
	for _, test := range []struct{ text, line string }{
		{"  X-Frame-Options: DENY\n", ":1:"},
		{"/*\n  X-Frame-Options\n", ":2:"},
		{"/*\n  !X-Frame-Options\n", ":2:"},
		{"/*\n  ! X-Frame-Options: DENY\n", ":2:"},
		{"/*\n! X-Frame-Options\n", ":2:"},
		{"  ! X-Frame-Options\n", ":1:"},
		{"/*\n  A: b\n\n/:year/x\n", ":4:"},
		{"/*/x\n", ":1:"},
		{"nonsense\n", ":1:"},
	} {
		if _, err := parseHeaders(test.text); err == nil || !strings.Contains(err.Error(), test.line) {
			t.Errorf("%q: got %v, want the line %s", test.text, err, test.line)
		}
	}
}
