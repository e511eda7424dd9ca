// Package answers looks into answers, for tests.
package answers

import (
	"fmt"
	"slices"
	"strings"
)

// Member follows a dotted path; "" stands for null.
func Member(answer any, path string) string {
	for name := range strings.SplitSeq(path, ".") {
		switch v := answer.(type) {
		case map[string]any:
			answer = v[name]
		case []any:
			i := slices.Index([]string{"0", "1", "2", "3"}, name)
			if i < 0 || i >= len(v) {
				return "no " + path
			}
			answer = v[i]
		default:
			return "no " + path
		}
	}
	if answer == nil {
		return ""
	}
	return fmt.Sprint(answer)
}
