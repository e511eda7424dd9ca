package layout

import "testing"

func TestAppend(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
		indent           int
	}{
		{"what fits stays on a line", `{"a":1,"b":[2,3]}`, `{"a": 1, "b": [2, 3]}`, 0},
		{"what does not is divided", `{"a":1,"bb":[2,3],"c":"d"}`, "{\n  \"a\": 1,\n  \"bb\": [2, 3],\n  \"c\": \"d\"\n}", 0},
		{"in its order, within its place", `{"b":"xxxxxxxx","a":"xxxxxxxx"}`, "{\n    \"b\": \"xxxxxxxx\",\n    \"a\": \"xxxxxxxx\"\n  }", 2},
		{"a plain value has no lines", `"0123456789012345678901234567890"`, `"0123456789012345678901234567890"`, 0},
		{"commas and colons of a text", `{"a":"b,c:\",d"}`, `{"a": "b,c:\",d"}`, 0},
		{"nothing of HTML is escaped", `{"<a>":"00000000000000","b":1}`, "{\n  \"<a>\": \"00000000000000\",\n  \"b\": 1\n}", 0},
	} {
		if got := string(Append(nil, []byte(test.text), 22, test.indent)); got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}
