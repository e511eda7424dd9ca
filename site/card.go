package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// card is the picture that stands for a page where somebody links it: the slate
// with a title and a line below.
type card struct {
	Path        string // its address
	Title, Line string
	Foot        string // how the price stands; "" where there is none
}

// Alt is the text of the picture.
func (c card) Alt() string {
	return strings.TrimSpace(c.Title + " " + c.Line + choose(c.Foot != "", ". "+c.Foot+".", ""))
}

// card has the first price of the model, which is what a link to it is about.
func (p *modelPage) card() card {
	line := "No usable price is published at " + p.Seller.Name + "."
	if p.Prices != "" {
		line = choose(p.Ended, "Until it ended ", "") + p.Prices + " at " + p.Seller.Name
	}
	return card{"/cards" + strings.TrimSuffix(p.Path[len("/models"):], "/") + ".png", p.Model.Name, line, capital(p.Standing.Words)}
}

// The size that networks ask for, and what stays free around the text.
const (
	cardWidth  = 1200
	cardHeight = 630
	cardMargin = 80
)

// The slate's own colours, those of style.css.
var (
	slate     = color.RGBA{0x1b, 0x1e, 0x24, 255}
	chalk     = color.RGBA{0xf5, 0xf2, 0xea, 255}
	chalkSoft = color.RGBA{0xb4, 0xb8, 0xc1, 255}
)

// paint makes the pictures of the table of the day. The fonts are those of the Go project, compiled in.
func paint(cards []card, c *config, day string) ([]file, error) {
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, err
	}
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	accent, _ := readColour(c.Colours.Dark.Accent) // checked with the configuration
	empty := emptySlate(accent)
	out := make([]file, len(cards))
	for i, card := range cards {
		picture := image.NewPaletted(empty.Rect, empty.Palette)
		copy(picture.Pix, empty.Pix)
		for _, t := range [...]struct {
			font        *opentype.Font
			text        string
			size        float64 // pixels
			left, below int     // where the text begins, on its base line
			ink         color.Color
		}{
			{bold, card.Title, 104, cardMargin, 320, chalk},
			{regular, card.Line, 46, cardMargin, 400, chalkSoft},
			{bold, c.Brand, 40, cardMargin + 44, 520, chalk},
			{regular, cmp.Or(card.Foot, "Rate table of "+day), 32, cardMargin, 575, chalkSoft},
		} {
			if err := letter(picture, t.font, t.text, t.size, t.left, t.below, t.ink); err != nil {
				return nil, err
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, picture); err != nil {
			return nil, err
		}
		out[i] = file{strings.TrimPrefix(card.Path, "/"), b.Bytes()}
	}
	return out, nil
}

// emptySlate has the stripes of the clapper and the brand's dot, in a palette
// that has shades enough for the edges of letters.
func emptySlate(accent color.RGBA) *image.Paletted {
	p := color.Palette{slate, accent}
	for _, ink := range [...]color.RGBA{chalk, chalkSoft} {
		for i := 1; i <= 16; i++ {
			mix := func(from, to uint8) uint8 { return uint8((int(from)*(16-i) + int(to)*i) / 16) }
			p = append(p, color.RGBA{mix(slate.R, ink.R), mix(slate.G, ink.G), mix(slate.B, ink.B), 255})
		}
	}
	m := image.NewPaletted(image.Rect(0, 0, cardWidth, cardHeight), p)
	dot, white := uint8(p.Index(accent)), uint8(p.Index(chalk))
	const stripes, wide = 72, 180 // pixels
	for y := range cardHeight {
		for x := range cardWidth {
			dx, dy := x-cardMargin-14, y-506
			switch {
			case y < stripes && (x+y/2)%wide < wide/2:
				m.SetColorIndex(x, y, white)
			case dx*dx+dy*dy < 14*14:
				m.SetColorIndex(x, y, dot)
			}
		}
	}
	return m
}

// letter sets a text, smaller where it would not fit otherwise.
func letter(on *image.Paletted, f *opentype.Font, text string, size float64, left, below int, ink color.Color) error {
	const free = cardWidth - 2*cardMargin
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return err
	}
	if width := font.MeasureString(face, text).Ceil(); width > free {
		if face, err = opentype.NewFace(f, &opentype.FaceOptions{Size: size * free / float64(width), DPI: 72}); err != nil {
			return err
		}
	}
	d := font.Drawer{Dst: on, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(left, below)}
	d.DrawString(text)
	return nil
}
