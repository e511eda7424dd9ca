package main

import (
	"fmt"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// derivedID is the id of a row that has none of its own: what tells it apart from the
// other rows of its model. It depends on no other row, so that no row that is added
// renames one.
func derivedID(r *Rate, conditions []pricing.Condition) string {
	var words []string
	if r.ID != "" {
		words = append(words, r.ID)
	}
	for i := range conditions {
		words = append(words, wordsFor(&conditions[i])...)
	}
	if len(words) == 0 {
		words = append(words, "price")
	}
	if r.From != "" {
		words = append(words, "from", r.From)
	}
	return slug(strings.Join(words, "-"))
}

// wordsFor are the words for a condition. What the source does not state has none.
func wordsFor(c *pricing.Condition) (words []string) {
	if c.Over > 0 {
		words = append(words, "over", fmt.Sprint(c.Over))
	}
	if c.UpTo > 0 {
		words = append(words, "up-to", fmt.Sprint(c.UpTo))
	}
	for _, v := range c.Values {
		switch c.Dim {
		case pricing.Audio, pricing.HDR, pricing.Batch:
			if words = append(words, c.Dim.String()); v == "false" {
				words[len(words)-1] = "no-" + c.Dim.String()
			}
		case pricing.Tier:
			words = append(words, "tier-"+v)
		case pricing.Seconds:
			words = append(words, v+"s")
		default:
			words = append(words, v)
		}
	}
	return words
}

// slug is a text as an id has it: small letters, digits, and single points and hyphens
// between them.
func slug(text string) string {
	var b strings.Builder
	between := ""
	for _, c := range strings.ToLower(text) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			between += string(c)
			continue
		}
		switch {
		case between == "" || b.Len() == 0:
		case between == ".":
			b.WriteByte('.')
		default:
			b.WriteByte('-')
		}
		between = ""
		b.WriteRune(c)
	}
	return b.String()
}
