package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scratch is a price list whose file has comments and a layout of its own.
func scratch(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, map[string]string{"shop.yaml": `# The shop.
seller: {id: shop, name: Shop, owned: true, currency: {id: shop-credit, name: Shop credit}}
models:
  - {id: film, name: Film, defaultSeconds: "5"} # ours
  - id: reel
rates:
  # Film is sold by the second.
  - {model: film, unit: second, amount: "10"}
  - model: reel
    unit: second
    grid: [resolution]
    amount: {720p: "4", 1080p: "6"}
  - {model: reel, when: {resolution: 4K}, unit: second, amount: "9"}

# What credits are bought with.
offers:
  - {id: pack, name: Pack, kind: pack, price: "10", credits: "500"}
`, "maker.yaml": `seller: {id: maker, name: Maker, kind: api}
source: {url: "https://maker.example/", known: "2026-11-01"}
models: [{id: raw}, {id: cut}, {id: also, pricedAs: raw}]
rates:
  - {model: raw, unit: second, amount: "0.1"}
  - {model: cut, when: {audio: "true"}, unit: second, amount: "0.2"}
  - {model: cut, when: {audio: "false"}, unit: second, amount: "0.1"}
`})
	if out, errs, status := invoke("compile", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	return folder
}

func textOf(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A new price is one row more, and takes over on its day: 5 × 10 and 5 × 12 credits.
func TestSet(t *testing.T) {
	folder := scratch(t)
	before := textOf(t, folder, "shop.yaml")
	out, errs, status := invoke("set", "shop/film", "12", "--from", "2026-12-01", "--rates", folder)
	if status != 0 || errs != "" || !strings.Contains(out, "Shop, Film: 12 credits/s from 1 Dec 2026 (") || !strings.Contains(out, "Shop, Film: 10 credits/s until 1 Dec 2026 (") {
		t.Errorf("%d\n%s%s", status, out, errs)
	}
	const last = "  - {model: reel, when: {resolution: 4K}, unit: second, amount: \"9\"}\n"
	if want := strings.Replace(before, last, last+"  - {model: film, unit: second, amount: \"12\", from: \"2026-12-01\"}\n", 1); textOf(t, folder, "shop.yaml") != want {
		t.Errorf("%s", textOf(t, folder, "shop.yaml"))
	}
	if out, errs, status := invoke("check", "--rates", folder); status != 0 {
		t.Errorf("%s%s", out, errs)
	}
	for day, want := range map[string]string{"2026-11-30": "50 credits", "2026-12-01": "60 credits"} {
		if out, errs, _ := invoke("quote", "shop/film", "--table", folder+"/table.json", "--as-of", day); !strings.Contains(out, want) {
			t.Errorf("%s: %s%s", day, out, errs)
		}
	}
}

// One cell of a grid becomes a row of its own, which takes over for its conditions.
func TestSetOfACell(t *testing.T) {
	folder := scratch(t)
	if out, errs, status := invoke("set", "shop/reel", "7", "--when", "resolution=1080p", "--from", "2026-12-01", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	for request, want := range map[string]string{"1080p asOf=2026-12-01": "35 credits", "1080p": "30 credits", "720p asOf=2026-12-01": "20 credits", "4K asOf=2026-12-01": "45 credits"} {
		args := append([]string{"quote", "--table", folder, "shop/reel", "seconds=5"}, strings.Fields("resolution="+request)...)
		if out, errs, _ := invoke(args...); !strings.Contains(out, want) {
			t.Errorf("%s: %s%s", request, out, errs)
		}
	}
}

// Another's price says where it was seen.
func TestSetOfAnother(t *testing.T) {
	folder := scratch(t)
	if out, errs, status := invoke("set", "maker/raw", "0.12", "--from", "2026-11-20", "--source", "https://maker.example/new", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	const want = `  - model: raw
    unit: second
    amount: "0.12"
    from: "2026-11-20"
    sources: [{url: https://maker.example/new, known: "2026-11-26"}]
`
	if !strings.HasSuffix(textOf(t, folder, "maker.yaml"), want) {
		t.Error(textOf(t, folder, "maker.yaml"))
	}
}

// What is refused writes nothing.
func TestSetRefuses(t *testing.T) {
	folder := scratch(t)
	before := textOf(t, folder, "shop.yaml") + textOf(t, folder, compiledName)
	for args, want := range map[string]string{
		"shop/film 12":                                                     "missing flags: --from",
		"shop/film much --from 2026-12-01":                                 `the amount "much" is not an exact decimal`,
		"shop/film 12 --from soon":                                         `--from: `,
		"shop/film 12 --from 2026-11-25":                                   "--from: quotes of your own price",
		"shop/fil 12 --from 2026-12-01":                                    `shop has no model "fil", did you mean "film"?`,
		"shp/film 12 --from 2026-12-01":                                    `there is no seller "shp", did you mean "shop"?`,
		"shop/reel 12 --from 2026-12-01":                                   "shop/reel has 3 prices: say with --when which\naccepted: resolution=720p; resolution=1080p; resolution=4K",
		"shop/reel 12 --from 2026-12-01 --when size=4k":                    `--when: there is no condition "size"`,
		"shop/reel 12 --from 2026-12-01 --when resolution=480p":            "shop/reel has no price for resolution=480p\naccepted: resolution=720p; ",
		"maker/raw 0.2 --from 2026-12-01":                                  "Maker is not you: say where it was seen, --source URL",
		"maker/raw 0.2 --from 2026-12-01 --source x":                       `--source: "x" is no address`,
		"maker/also 0.2 --from 2026-12-01 --source https://maker.example/": "maker/also is priced as maker/raw: change that",
		"shop/film 12 --from 2026-12-01 --known 2026-11-26":                "--known goes with --source",
	} {
		out, errs, status := invoke(append([]string{"set", "--rates", folder}, strings.Fields(args)...)...)
		if status != 2 || out != "" || !strings.Contains(errs, want) {
			t.Errorf("%s: %d\n%s%s", args, status, out, errs)
		}
	}
	if out, _, status := invoke("set", "shop/film", "0", "--from", "2026-12-01", "--rates", folder); status != 1 || !strings.Contains(out, "shop.yaml:") {
		t.Errorf("%d: %s", status, out)
	}
	if textOf(t, folder, "shop.yaml")+textOf(t, folder, compiledName) != before {
		t.Error("something was written")
	}
}

// The same price twice is told, and the second is not written.
func TestSetTwice(t *testing.T) {
	folder := scratch(t)
	for i, want := range []int{0, 1} {
		if out, errs, status := invoke("set", "shop/film", "12", "--from", "2026-12-01", "--rates", folder); status != want {
			t.Errorf("%d: %d\n%s%s", i, status, out, errs)
		}
	}
	if n := strings.Count(textOf(t, folder, "shop.yaml"), "2026-12-01"); n != 1 {
		t.Errorf("%d rows", n)
	}
}

func TestRetire(t *testing.T) {
	folder := scratch(t)
	if out, errs, status := invoke("retire", "shop/film", "--on", "2026-12-01", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	if out, errs, status := invoke("retire", "shop/reel", "--on", "2026-12-01", "--when", "resolution=4K", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	if out, errs, status := invoke("retire", "maker/cut", "--on", "2026-11-20", "--when", "audio=true", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	for _, want := range []string{
		`  - {id: film, name: Film, defaultSeconds: "5", sunset: {"on": "2026-12-01", text: Shop ends Film}} # ours` + "\n",
		`  - {model: reel, when: {resolution: 4K}, unit: second, amount: "9", until: "2026-12-01"}` + "\n",
	} {
		if !strings.Contains(textOf(t, folder, "shop.yaml"), want) {
			t.Error(textOf(t, folder, "shop.yaml"))
		}
	}
	for request, want := range map[string]int{
		"shop/film":                                               0,
		"shop/film --as-of 2026-12-01":                            1,
		"shop/reel seconds=5 resolution=4K":                       0,
		"shop/reel seconds=5 resolution=4K --as-of 2026-12-01":    1,
		"shop/reel seconds=5 resolution=1080p --as-of 2026-12-01": 0,
	} {
		if out, errs, status := invoke(append([]string{"quote", "--table", folder}, strings.Fields(request)...)...); status != want {
			t.Errorf("%s: %d\n%s%s", request, status, out, errs)
		}
	}
	for args, want := range map[string]string{
		"shop/film --on 2026-12-05":                               "shop/film ends on 2026-12-01 already",
		"shop/reel --on 2026-12-05 --when resolution=1080p":       "stands in a grid with prices that stay",
		"shop/reel --on 2026-11-05":                               "--on: it has been sold until today",
		"shop/reel --on 2026-12-05 --when audio=true":             "no price for audio=true",
		"shop/reel --on 2026-12-05 --when resolution=4K --text x": "--text, --source and --known are for the end of a model",
	} {
		if out, errs, status := invoke(append([]string{"retire", "--rates", folder}, strings.Fields(args)...)...); status != 2 || !strings.Contains(errs, want) {
			t.Errorf("%s: %d\n%s%s", args, status, out, errs)
		}
	}
}
