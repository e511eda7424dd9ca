package api

import "testing"

// What RFC 9110, section 12.5.1, says of weights and of the more specific range.
func TestNegotiate(t *testing.T) {
	kinds := []string{"application/json", "application/jose+json"}
	for _, test := range []struct {
		accept []string
		want   string
	}{
		{nil, "application/json"},
		{[]string{""}, "application/json"},
		{[]string{"*/*"}, "application/json"},
		{[]string{"application/*"}, "application/json"},
		{[]string{"application/jose+json"}, "application/jose+json"},
		{[]string{"Application/JOSE+JSON"}, "application/jose+json"},
		{[]string{"application/json;q=0.5, application/jose+json"}, "application/jose+json"},
		{[]string{"application/json;q=0.5", "application/jose+json;q=0.4"}, "application/json"},
		{[]string{"application/json;q=0, */*"}, "application/jose+json"},
		{[]string{"*/*, application/json;q=0"}, "application/jose+json"},
		{[]string{"text/html, application/xhtml+xml, */*;q=0.8"}, "application/json"},
		{[]string{"application/json; charset=utf-8"}, "application/json"},
		{[]string{"text/html"}, ""},
		{[]string{"application/json;q=0"}, ""},
		{[]string{"*/*;q=0"}, ""},
		{[]string{"application/json;q=2"}, ""},
		{[]string{"application/json;q=NaN"}, ""},
		{[]string{";;;, application/json"}, "application/json"},
		{[]string{";;;"}, ""},
	} {
		if got := negotiate(test.accept, kinds); got != test.want {
			t.Errorf("%q: got %q, want %q", test.accept, got, test.want)
		}
	}
}
