package main

import (
	"html/template"
	"regexp"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// fine writes a dollar amount in cents, below a dollar with all its places.
func fine(v pricing.Interval) string { return pricing.DollarsInFull(v) }

// amount writes an amount of any currency with all its places.
func amount(c pricing.Currency, v pricing.Interval) string {
	if c.Dollars() {
		return fine(v)
	}
	return c.InWords(v)
}

// conditionWords says one condition of a price: "1080p", "with audio". What
// restricts nothing needs no words.
func conditionWords(c pricing.Condition) string {
	switch c.Match {
	case pricing.Any, pricing.Unknown:
		return ""
	case pricing.Within:
		return pixelWords(c)
	}
	if isFeature(c.Dim) && (len(c.Values) > 1 || c.Dim == pricing.Batch && c.Values[0] == "false") {
		return "" // with and without, or without what nobody expects
	}
	words := make([]string, len(c.Values))
	for i, v := range c.Values {
		words[i] = valueWords(c.Dim, v)
	}
	if c.Dim == pricing.Seconds && len(words) > 1 {
		return "clips of " + strings.Join(c.Values, ",\u00a0") + "\u00a0s"
	}
	return strings.Join(words, " or ")
}

func isFeature(d pricing.Dim) bool {
	return d == pricing.Audio || d == pricing.HDR || d == pricing.Batch
}

// dimWords names a dimension.
func dimWords(d pricing.Dim) string {
	if d == pricing.HDR {
		return "HDR"
	}
	return d.String()
}

func pixelWords(c pricing.Condition) string {
	megapixels := func(n int64) string {
		return pricing.Whole(n).Div(pricing.Whole(1_000_000)).Round(2).String() + " Mpx"
	}
	switch {
	case c.UpTo == 0:
		return "above " + megapixels(c.Over)
	case c.Over == 0:
		return "up to " + megapixels(c.UpTo)
	default:
		return megapixels(c.Over) + " to " + megapixels(c.UpTo)
	}
}

func choose[T any](yes bool, a, b T) T {
	if yes {
		return a
	}
	return b
}

// extraWords says what is charged beside the amount of a row: "at least 10 s",
// "+ $0.02/s with audio".
func extraWords(c pricing.Currency, r *pricing.Rate) []string {
	var out []string
	if least := r.MinimumInWords(); least != "" {
		out = append(out, least)
	}
	for i := range r.Modifiers {
		out = append(out, c.ModifierInWords(r, &r.Modifiers[i]))
	}
	return out
}

// grantWords is a gift that is not in credits: "$1 to try".
func grantWords(g *pricing.Grant) string {
	if g.Unit == pricing.USD.ID {
		return "$" + g.Amount.String() + " to try"
	}
	return g.Amount.String() + " " + g.Unit + " to try"
}

func unitWords(u pricing.Unit) string {
	switch u {
	case pricing.GPUHour:
		return "GPU hour"
	case pricing.InputSecond:
		return "second of input video"
	case pricing.ReferenceImage:
		return "reference image"
	default:
		return u.String()
	}
}

var longNumber = regexp.MustCompile(`(^|[^0-9.A-Za-z])([0-9]{4,})`)

// digits sets long numbers in groups of three, which are easier to read, without
// putting anything between the digits: what is copied, or compared with the
// API's answer, is the number itself.
func digits(s string) template.HTML {
	escaped := template.HTMLEscapeString(s)
	return template.HTML(longNumber.ReplaceAllStringFunc(escaped, func(match string) string {
		at := strings.IndexFunc(match, func(r rune) bool { return '0' <= r && r <= '9' })
		before, number := match[:at], match[at:]
		var b strings.Builder
		b.WriteString(before)
		head := len(number) % 3
		if head == 0 {
			head = 3
		}
		b.WriteString(number[:head])
		for i := head; i < len(number); i += 3 {
			b.WriteString(`<span class="d3">` + number[i:i+3] + `</span>`)
		}
		return b.String()
	}))
}

// unit sets the unit after a number smaller than the number: "480 credits".
func unit(s string) template.HTML {
	number, name, found := strings.Cut(s, " credit")
	if !found {
		return digits(s)
	}
	return digits(number) + template.HTML(`<span class="unit"> credit`+template.HTMLEscapeString(name)+`</span>`)
}

// sentence is a message of the engine as a sentence of the page.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return capital(s)
	}
	return capital(s) + "."
}
