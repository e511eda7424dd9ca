package main

import (
	"strings"
	"testing"
)

// The contrast of black on white is 21 by definition; of #767676 on white 4.54,
// the grey that WCAG's own examples give as just enough.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#767676", "#ffffff", 4.54}, {"#ffffff", "#ffffff", 1}} {
		a, aOK := readColour(c.a)
		b, bOK := readColour(c.b)
		if got := contrast(luminance(a), luminance(b)); !aOK || !bOK || got < c.want-0.005 || got > c.want+0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestColoursAreChecked(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*colours)
		want   string
	}{
		{"faint text", func(c *colours) { c.Light.Soft = "#cccccc" }, "colours.light.soft: its contrast to paper is 1.4"},
		{"faint edge", func(c *colours) { c.Dark.Edge = "#20242a" }, "colours.dark.edge: its contrast to card"},
		{"a name", func(c *colours) { c.Dark.Accent = "red" }, `colours.dark.accent: "red" is not a colour such as #bf2f1b`},
		{"a style sheet", func(c *colours) { c.Light.Line = "#fff;} body{" }, "colours.light.line:"},
		{"none", func(c *colours) { c.Light.Paper = "" }, "colours.light.paper:"},
	} {
		config, err := readConfig(frozenRates)
		if err != nil {
			t.Fatal(err)
		}
		c.change(&config.Colours)
		if err := config.Colours.check(); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
