package main

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// colours are the site's own in both schemes.
type colours struct {
	Light palette `yaml:"light"`
	Dark  palette `yaml:"dark"`
}

// palette is one scheme, each colour as #rrggbb.
type palette struct {
	Paper  string `yaml:"paper"`
	Card   string `yaml:"card"`
	Ink    string `yaml:"ink"`
	Soft   string `yaml:"soft"`
	Line   string `yaml:"line"`
	Edge   string `yaml:"edge"`
	Accent string `yaml:"accent"`
}

// The palette of a site that has none of its own. A single colour may be replaced.
var usualColours = colours{
	Light: palette{Paper: "#f7f6f2", Card: "#ffffff", Ink: "#17191e", Soft: "#555a64", Line: "#dddad2", Edge: "#868a92", Accent: "#bf2f1b"},
	Dark:  palette{Paper: "#111317", Card: "#191c21", Ink: "#eceae5", Soft: "#a6abb5", Line: "#2d3139", Edge: "#757b87", Accent: "#ff7d69"},
}

// complete fills in the colours that are not given.
func (c *colours) complete() {
	c.Light.complete(&usualColours.Light)
	c.Dark.complete(&usualColours.Dark)
}

func (p *palette) complete(usual *palette) {
	for _, f := range [...]struct{ to, from *string }{{&p.Paper, &usual.Paper}, {&p.Card, &usual.Card}, {&p.Ink, &usual.Ink}, {&p.Soft, &usual.Soft},
		{&p.Line, &usual.Line}, {&p.Edge, &usual.Edge}, {&p.Accent, &usual.Accent}} {
		*f.to = cmp.Or(*f.to, *f.from)
	}
}

// tokens lists the palette as the style sheet names it.
func (p *palette) tokens() [7][2]string {
	return [...][2]string{{"paper", p.Paper}, {"card", p.Card}, {"ink", p.Ink}, {"soft", p.Soft}, {"line", p.Line}, {"edge", p.Edge}, {"accent", p.Accent}}
}

// css declares the tokens, for style.css to use. What glows on the slate, which
// is dark in both schemes, is the dark accent.
func (c *colours) css() []byte {
	declared := func(p *palette) string {
		var b strings.Builder
		for _, t := range p.tokens() {
			fmt.Fprintf(&b, "--%s: %s; ", t[0], t[1])
		}
		return b.String()
	}
	return fmt.Appendf(nil, ":root { %s--tally: %s; }\n@media (prefers-color-scheme: dark) { :root { %s} }\n",
		declared(&c.Light), c.Dark.Accent, declared(&c.Dark))
}

// check refuses what is no colour, and text or borders without the contrast that
// WCAG 2.2 wants (1.4.3: 4.5 for text, 1.4.11: 3 for the edges of controls).
func (c *colours) check() error {
	for _, scheme := range [...]struct {
		name string
		palette
	}{{"light", c.Light}, {"dark", c.Dark}} {
		bright := map[string]float64{}
		for _, t := range scheme.tokens() {
			read, ok := readColour(t[1])
			if !ok {
				return fmt.Errorf("colours.%s.%s: %q is not a colour such as #bf2f1b", scheme.name, t[0], t[1])
			}
			bright[t[0]] = luminance(read)
		}
		for _, need := range [...]struct {
			on, of string
			least  float64
		}{{"paper", "ink", 4.5}, {"paper", "soft", 4.5}, {"paper", "accent", 4.5}, {"card", "ink", 4.5}, {"card", "soft", 4.5}, {"card", "edge", 3}} {
			if got := contrast(bright[need.on], bright[need.of]); got < need.least {
				return fmt.Errorf("colours.%s.%s: its contrast to %s is %.2f, at least %.1f is needed", scheme.name, need.of, need.on, got, need.least)
			}
		}
	}
	return nil
}

// readColour reads #rrggbb.
func readColour(text string) (c color.RGBA, ok bool) {
	digits, hash := strings.CutPrefix(text, "#")
	rgb, err := strconv.ParseUint(digits, 16, 32)
	return color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}, hash && len(digits) == 6 && err == nil
}

// luminance is the relative luminance that WCAG defines, from 0 to 1.
func luminance(c color.RGBA) float64 {
	linear := func(channel uint8) float64 {
		v := float64(channel) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }
