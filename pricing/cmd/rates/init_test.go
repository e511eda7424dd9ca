package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const brandCSV = "../../testdata/brand"

// begun is the folder that init makes of the sheets of a brand.
func begun(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "north-light")
	out, errs, status := invoke("init", dir, "--csv", brandCSV+"/prices.csv", "--offers", brandCSV+"/offers.csv")
	if status != 0 || errs != "" || !strings.Contains(out, "3 models, 4 rates, 2 offers of North Light\n") {
		t.Fatalf("%d\n%s%s", status, out, errs)
	}
	return dir
}

// Four prices and two offers are at most 60 lines of YAML, which are sound and priced:
// 6 s × 20 = 120 credits, of which 450 cost $9 and 1600 cost $24 a month.
func TestInitFromSheets(t *testing.T) {
	dir := begun(t)
	files, err := filepath.Glob(dir + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines += strings.Count(string(text), "\n")
	}
	if lines > 60 || len(files) != 2 {
		t.Errorf("%d lines in %v", lines, files)
	}
	if out, errs, status := invoke("check", "--rates", dir); status != 0 {
		t.Errorf("%s%s", out, errs)
	}
	for request, want := range map[string]string{
		"north-light/aurora-2 resolution=1080p offer=taster": "120 credits, $2.40 with Taster\n",
		"north-light/aurora-2 resolution=1080p offer=season": "120 credits, $1.80 with Season\n",
		"north-light/aurora-2 resolution=720p seconds=5":     "60 credits\n",
		"north-light/ember-1":                                "90 credits\n",
		"north-light/sketch-1 images=2":                      "6 credits\n",
	} {
		if out, errs, _ := invoke(append(strings.Fields("quote --table "+dir), strings.Fields(request)...)...); !strings.Contains(out, " "+want) {
			t.Errorf("%s: %s%s", request, out, errs)
		}
	}
}

// Without sheets the folder has examples, and is sound.
func TestInitAlone(t *testing.T) {
	for _, name := range []string{"acme", "new/Acme Films_2"} {
		dir := filepath.Join(t.TempDir(), name)
		if out, errs, status := invoke("init", dir); status != 0 {
			t.Fatalf("%s%s", out, errs)
		}
		if out, errs, status := invoke("check", "--rates", dir); status != 0 {
			t.Errorf("%s%s", out, errs)
		}
		if out, _, status := invoke("init", dir); status != 2 || out != "" {
			t.Errorf("a folder with files is written over: %s", out)
		}
	}
}

func TestIDOfAName(t *testing.T) {
	if got := titled("élan_vital films"); got != "Élan Vital Films" {
		t.Error(got)
	}
	for name, want := range map[string]string{"Émile & Söhne": "emile-sohne", "North Light": "north-light", "A.I. 2": "a-i-2", "株": ""} {
		if got := slugOf(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// What cannot be begun leaves no folder behind, and names the line and the column.
func TestInitRefuses(t *testing.T) {
	for _, c := range []struct{ prices, offers, want string }{
		{"model,unit,amount\nA,second,5\n", "", `prices.csv:2:1: model: "A" is no id: small letters and digits, with . _ / or - between them, such as a`},
		{"model,unit,amount\na,hour,5\n", "", `prices.csv:2:3: unit: "hour" is none of second, clip, image, call`},
		{"model,unit,amount\na,second,\"1,5\"\n", "", `prices.csv:2:10: amount: "1,5" is not an exact decimal`},
		{"model,unit,amount\na,second,5\na,second,6\n", "", `prices.csv:3:1: model: line 2 has a price for the same already`},
		{"model,unit,amount,name\na,second,5,A\na,clip,6,B\n", "", `prices.csv:3:10: name: is "B", and in line 2 of the same model "A"`},
		{"model,unit,amount,audio\na,second,5,loud\n", "", `prices.csv:2:12: audio: "loud" is none of true, false, yes, no`},
		{"model,unit,amount\na,second,5\n", "id,name,kind,price,credits\nx,X,gift,1,1\n", `offers.csv:2:5: kind: "gift" is none of pack, plan`},
		{"model,unit,amount\na,second,5\n", "id,name,kind,price,credits,currency\nx,X,pack,1,1,EUR\n", `offers.csv:2:14: currency: "EUR" is not USD`},
		{"model,unit,amount\na,second,5\n", "id,name,kind,price,credits,period\nx,X,pack,1,1,month\n", `offers.csv:2:14: period: a pack is bought once`},
	} {
		folder := t.TempDir()
		write(t, folder, map[string]string{"prices.csv": c.prices, "offers.csv": c.offers})
		args := []string{"init", folder + "/new", "--csv", folder + "/prices.csv"}
		if c.offers != "" {
			args = append(args, "--offers", folder+"/offers.csv")
		}
		out, errs, status := invoke(args...)
		if status != 2 || out != "" || !strings.Contains(errs, c.want) {
			t.Errorf("%d, %s: %s%s", status, c.want, out, errs)
		}
		if _, err := os.Stat(folder + "/new"); err == nil {
			t.Errorf("%s: the folder is there", c.want)
		}
	}
	if _, errs, status := invoke("init", filepath.Join(t.TempDir(), "x"), "--offers", "x.csv"); status != 2 || !strings.Contains(errs, "--offers goes with --csv") {
		t.Error(errs)
	}
	if _, errs, status := invoke("init", filepath.Join(t.TempDir(), "site")); status != 2 || !strings.Contains(errs, "site.yaml has a meaning of its own") {
		t.Error(errs)
	}
	if _, errs, status := invoke("init", filepath.Join(t.TempDir(), "株")); status != 2 || !strings.Contains(errs, "--name") {
		t.Error(errs)
	}
}

// A list of tokens, pixels and a grid, without plans. Of 5 s at 24 frames a second,
// 1280 × 720 × 120 ÷ 1024 = 108000 tokens, × 10.7 ÷ 1000000 = 1.1556. Of 1024 × 1024,
// 1.048576 × 0.03 = 0.03145728. Of 4 s with sound at 1080p, 4 × 0.14 = 0.56.
func TestAListWithoutPlans(t *testing.T) {
	for request, want := range map[string]string{
		"harbor/tide-1 width=1280 height=720 seconds=5 fps=24": "$1.16",
		"harbor/pearl/stills-1 width=1024 height=1024":         "$0.03",
		"harbor/gull-1 resolution=1080p audio=true":            "$0.56",
		"harbor/gull-1 resolution=4K audio=false":              "",
	} {
		out, errs, status := invoke(append(strings.Fields("quote --table ../../testdata/harbor"), strings.Fields(request)...)...)
		if status == 0 == (want == "") || !strings.Contains(out, want) {
			t.Errorf("%s: %d\n%s%s", request, status, out, errs)
		}
	}
}
