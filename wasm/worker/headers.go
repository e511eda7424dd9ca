//go:build !js

package main

import (
	"fmt"
	"net/http"
	"strings"
)

// rule is one block of a _headers file, the form in which the static host at
// the edge takes a site's headers:
//
//	/assets/*
//	  Cache-Control: public, max-age=31536000, immutable
//
// The site's build writes it; this server reads it too, so a page has one
// Content-Security-Policy wherever it is served from.
//
// "! Name" takes away what the rules before it have set.
type rule struct {
	pattern string   // a path; one "*" at its end matches any rest
	removed []string // names, taken away before the rule's own are set
	headers [][2]string
}

// parseHeaders reads a _headers file. What the host would take and this server
// does not know (placeholders) is an error, not a silent difference.
func parseHeaders(text string) ([]rule, error) {
	var rules []rule
	for number, line := range strings.Split(text, "\n") {
		line, indented := strings.TrimSpace(line), strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
		name, value, isHeader := strings.Cut(line, ":")
		without, isRemoval := strings.CutPrefix(line, "! ")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case indented && isRemoval && !isHeader && len(rules) > 0:
			last := &rules[len(rules)-1]
			last.removed = append(last.removed, strings.TrimSpace(without))
		case indented && isHeader && len(rules) > 0 && !strings.HasPrefix(line, "!"):
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
		case !indented && strings.HasPrefix(line, "/") && !strings.ContainsAny(strings.TrimSuffix(line, "*"), "*:"):
			rules = append(rules, rule{pattern: line})
		default:
			return nil, fmt.Errorf("_headers:%d: %q is neither a path nor a header of one", number+1, line)
		}
	}
	return rules, nil
}

// apply sets the headers of every rule that matches, in their order. A header
// that two rules set has both values, joined by a comma, as at the edge.
func apply(rules []rule, path string, h http.Header) {
	for _, r := range rules {
		if !r.matches(path) {
			continue
		}
		for _, name := range r.removed {
			h.Del(name)
		}
		for _, header := range r.headers {
			name, value := header[0], header[1]
			if before := h.Get(name); before != "" {
				value = before + ", " + value
			}
			h.Set(name, value)
		}
	}
}

func (r rule) matches(path string) bool {
	if prefix, any := strings.CutSuffix(r.pattern, "*"); any {
		return strings.HasPrefix(path, prefix)
	}
	return path == r.pattern
}
