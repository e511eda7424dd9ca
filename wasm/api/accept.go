package api

import (
	"mime"
	"strconv"
	"strings"
)

// negotiate returns the one of kinds that an Accept header likes best, the
// earlier of two it likes the same, or "" when it takes none (RFC 9110, section
// 12.5.1). Without the header, the first. A range that cannot be read is left
// out, as if it was not given.
func negotiate(accept, kinds []string) string {
	ranges := strings.Join(accept, ",")
	if strings.TrimSpace(ranges) == "" {
		return kinds[0]
	}
	best, quality := "", 0.0
	for _, kind := range kinds {
		if q := qualityOf(kind, ranges); q > quality {
			best, quality = kind, q
		}
	}
	return best
}

// qualityOf is the weight that the most specific of the ranges gives to kind.
func qualityOf(kind, ranges string) float64 {
	major, _, _ := strings.Cut(kind, "/")
	quality, specific := 0.0, -1
	for text := range strings.SplitSeq(ranges, ",") {
		name, parameters, err := mime.ParseMediaType(text)
		if err != nil {
			continue
		}
		at := -1
		switch name {
		case kind:
			at = 2
		case major + "/*":
			at = 1
		case "*/*":
			at = 0
		}
		if at <= specific {
			continue
		}
		q, err := strconv.ParseFloat(parameters["q"], 64)
		if _, given := parameters["q"]; !given {
			q, err = 1, nil
		}
		if err == nil && q >= 0 && q <= 1 {
			quality, specific = q, at
		}
	}
	return quality
}
