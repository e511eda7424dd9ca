package pricing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func ratio(t *testing.T, s string) Ratio {
	t.Helper()
	num, den, found := strings.Cut(s, "/")
	d, err := decimal.NewFromString(num)
	if err != nil {
		t.Fatal(err)
	}
	r := Exactly(d)
	if found {
		d, err := decimal.NewFromString(den)
		if err != nil {
			t.Fatal(err)
		}
		r = r.Div(Exactly(d))
	}
	return r
}

// Halves round away from zero. The first three are the amounts on which binary
// floating point goes wrong: 35, 15 and 5 credits at $0.045 (000:40-43).
func TestRoundHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		exact  string
		places int32
		want   string
	}{
		{"1.575", 2, "1.58"},
		{"0.675", 2, "0.68"},
		{"0.225", 2, "0.23"},
		{"-0.225", 2, "-0.23"},
		{"59/1500", 6, "0.039333"},
		{"1/3", 6, "0.333333"},
		{"2/3", 6, "0.666667"},
		{"-2/3", 0, "-1"},
		{"500/3", 0, "167"},
		{"580/7", 0, "83"},
		{"1/8", 2, "0.13"},
		{"-1/8", 2, "-0.13"},
	} {
		if got := ratio(t, c.exact).Round(c.places).String(); got != c.want {
			t.Errorf("%s to %d places: got %s, want %s", c.exact, c.places, got, c.want)
		}
	}
}

func TestExactIsInLowestTerms(t *testing.T) {
	for in, want := range map[string]string{
		"85920/5000": "2148/125", "480": "480", "0.50": "1/2", "118/3000": "59/1500", "-0.0045": "-9/2000", "0": "0", "7/7": "1",
	} {
		if got := ratio(t, in).Exact(); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func TestRatioArithmetic(t *testing.T) {
	a, b := ratio(t, "1/3"), ratio(t, "1/6")
	for name, c := range map[string]struct{ got, want string }{
		"1/3 + 1/6":   {a.Add(b).Exact(), "1/2"},
		"1/3 - 1/6":   {a.Sub(b).Exact(), "1/6"},
		"1/3 × 1/6":   {a.Mul(b).Exact(), "1/18"},
		"1/3 ÷ 1/6":   {a.Div(b).Exact(), "2"},
		"5 ÷ 1/3":     {Whole(5).Div(a).Exact(), "15"},
		"1/3 ÷ 5":     {a.Div(Whole(5)).Exact(), "1/15"},
		"1/3 ÷ (-1)":  {a.Div(Whole(-1)).Exact(), "-1/3"},
		"0 + 1/3":     {Ratio{}.Add(a).Exact(), "1/3"},
		"fixed 0.084": {Fixed{84, -3}.Ratio().Exact(), "21/250"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", name, c.got, c.want)
		}
	}
	if a.Cmp(b) != 1 || b.Cmp(a) != -1 || a.Cmp(ratio(t, "2/6")) != 0 {
		t.Error("Cmp does not order 1/6 < 1/3 = 2/6")
	}
	if s := ratio(t, "1").Div(Whole(-3)).Sign(); s != -1 {
		t.Errorf("sign of 1 ÷ -3: got %d", s)
	}
	if !ratio(t, "17.184").Terminates(6) || a.Terminates(6) || ratio(t, "0.0000001").Terminates(6) {
		t.Error("Terminates does not tell 17.184 from 1/3 and 0.0000001")
	}
}

// The sum of a floor and anything has no upper end.
func TestSumsOfIntervals(t *testing.T) {
	one, span, floor := Point(Whole(1)), Interval{Min: Whole(1), Max: Whole(3)}, Interval{Min: Whole(2), Open: true}
	for want, v := range map[string]Interval{
		"2": one.Add(one), "2–4": one.Add(span), "2–6": span.Add(span), "from 3": one.Add(floor), "from 3 ": floor.Add(span), "from 4": floor.Add(floor),
	} {
		if got := v.Spread(Plain); got != strings.TrimSpace(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestDollarsInWords(t *testing.T) {
	for exact, want := range map[string]string{
		"17.184": "$17.18", "4.296": "$4.30", "0": "$0.00", "-17/7500": "−$0.002267 (-17/7500 rounded)", "0.004": "$0.004", "1000": "$1000.00", "-1.5": "−$1.50",
	} {
		if got := DollarsInWords(ratio(t, exact)); got != want {
			t.Errorf("%s: got %s, want %s", exact, got, want)
		}
	}
}

func TestInstant(t *testing.T) {
	for _, s := range []string{"2026-09-24", "2026-09-24T12:00:00Z"} {
		i, err := ParseInstant(s)
		if err != nil || i.String() != s {
			t.Errorf("%s: got %s, %v", s, i, err)
		}
	}
	if i, _ := ParseInstant("2026-09-24T02:00:00+02:00"); i.String() != "2026-09-24" {
		t.Errorf("an offset is not taken to UTC: %s", i)
	}
	for _, s := range []string{"", "2026-13-01", "2026-02-30", "24.09.2026", "2026-9-4", "1969-01-01", "now"} {
		if _, err := ParseInstant(s); err == nil {
			t.Errorf("%q was accepted", s)
		}
	}
}

// No floating point in the package: the compiler would accept it silently.
func TestNoFloats(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no source files", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if strings.HasPrefix(n.Name, "float") || strings.Contains(n.Name, "Float") {
					t.Errorf("%s uses %s", name, n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s has the literal %s", name, n.Value)
				}
			}
			return true
		})
	}
}

// A number of an absurd size is exact too, and no index out of anything.
func TestFixedOfAnySize(t *testing.T) {
	for _, f := range []Fixed{{1, math.MinInt32}, {math.MinInt64, -1}, {math.MaxInt64, 19}, {1, -19}} {
		if got := f.Ratio().Sign(); got != map[bool]int{true: -1, false: 1}[f.Coef < 0] {
			t.Errorf("%v: sign %d", f, got)
		}
	}
}
