package pricing

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Raster is a name of a resolution and the one width and height that it stands
// for, 0 where there is no usual one.
type Raster struct {
	Name          string
	Width, Height int64
}

// is reports whether the name stands for the frame, whichever way round.
func (r *Raster) is(width, height int64) bool {
	return r.Width > 0 && (r.Width == width && r.Height == height || r.Width == height && r.Height == width)
}

// frame settles the resolution of the shot. It is one of the table's names, in
// the table's spelling, or a frame of width × height, which takes the name that
// stands for it. A name and a frame that are both given have to agree.
func (s *Shot) frame(t *Table) *Error {
	var name *Raster
	if s.Resolution != "" {
		if name = t.resolution(s.Resolution); name != nil {
			s.Resolution = name.Name
		} else if err := s.readSize(t); err != nil {
			return err
		}
	}
	if s.Width.Valid != s.Height.Valid {
		half := "height"
		if s.Height.Valid {
			half = "width"
		}
		return Missing(half, "a frame has a width and a height")
	}
	if !s.Width.Valid {
		return nil
	}
	width, height := s.Width.Decimal.IntPart(), s.Height.Decimal.IntPart()
	switch {
	case name == nil:
		for i := range t.Resolutions {
			if r := &t.Resolutions[i]; r.is(width, height) {
				s.Resolution = r.Name
			}
		}
	case !name.is(width, height):
		accepted := name.Name + " without width and height"
		if name.Width > 0 {
			accepted = sizeOf(name.Width, name.Height)
		}
		return refused(InvalidValue, "width", anotherFrame, accepted)
	}
	return nil
}

const anotherFrame = "the resolution does not stand for this width and height"

// readSize reads a resolution that is WIDTHxHEIGHT into width and height.
func (s *Shot) readSize(t *Table) *Error {
	width, height, ok := parseSize(s.Resolution)
	if !ok {
		var names []string
		for i := range t.Resolutions {
			names = append(names, t.Resolutions[i].Name)
		}
		return refused(InvalidValue, "resolution", Quoted(s.Resolution)+" is neither a name of a resolution nor WIDTHxHEIGHT", names...)
	}
	if s.Width.Valid && s.Width.Decimal.IntPart() != width || s.Height.Valid && s.Height.Decimal.IntPart() != height {
		return refused(InvalidValue, "width", anotherFrame, sizeOf(width, height))
	}
	s.Resolution, s.Width, s.Height = "", whole(width), whole(height)
	return nil
}

// parseSize reads "1920x1080" within the bounds of a width and a height. The
// sign between them may be the multiplication sign.
func parseSize(s string) (width, height int64, ok bool) {
	for _, between := range [...]string{"x", "X", "×"} {
		if w, h, found := strings.Cut(s, between); found {
			width, ok1 := parsePixels(w)
			height, ok2 := parsePixels(h)
			return width, height, ok1 && ok2
		}
	}
	return 0, 0, false
}

func parsePixels(s string) (int64, bool) {
	if s == "" || len(s) > len("16384") {
		return 0, false
	}
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int64(s[i]-'0')
	}
	return n, n >= WidthNumber.Least && n <= WidthNumber.Most
}

func whole(n int64) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: decimal.New(n, 0), Valid: true}
}

// size is the frame in words, "1920x1080".
func (s *Shot) size() string {
	return sizeOf(s.Width.Decimal.IntPart(), s.Height.Decimal.IntPart())
}

func sizeOf(width, height int64) string {
	return strconv.FormatInt(width, 10) + "x" + strconv.FormatInt(height, 10)
}

// resolution finds a name of the table in any ASCII case, nil if there is none.
func (t *Table) resolution(name string) *Raster {
	for i := range t.Resolutions {
		if r := &t.Resolutions[i]; r.Name == name {
			return r
		}
	}
	for i := range t.Resolutions {
		if r := &t.Resolutions[i]; sameLetters(r.Name, name) {
			return r
		}
	}
	return nil
}

// sameLetters reports whether two texts differ in nothing but the case of ASCII
// letters.
func sameLetters(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
