package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// TestMain builds the site that most tests read.
func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "site")
	if err == nil {
		built = filepath.Join(folder, "site")
		err = build(built, folder, frozenRates)
	}
	code := 1
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	} else {
		code = m.Run()
	}
	os.RemoveAll(folder)
	os.Exit(code)
}

var built string // folder of the site

// The price list of most tests, whose prices, texts and presets stay as they are, and
// the one that an operator changes.
const (
	frozenRates = "../pricing/testdata/frozen"
	livingRates = "../pricing/rates"
)

// build writes the site of a table into a folder. The engine is a stand-in: the pages
// and the scripts do not depend on what is in it.
func build(folder, given, rates string) error {
	in := inputs{rates: rates, engine: filepath.Join(given, "x.wasm"), full: filepath.Join(given, "full.wasm"), exec: filepath.Join(given, "y.js"), loader: filepath.Join(given, "z.mjs"),
		openapi: "../wasm/api/openapi.yaml", published: filepath.Join(given, "published.json")}
	for name, content := range map[string]string{in.engine: "\x00asm", in.full: "\x00asm, full", in.exec: "globalThis.Go = class {};", in.loader: "export const load = () => {};", in.published: "{}"} {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			return err
		}
	}
	return run(folder, in)
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(built, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// Credits per second as document 000 prints them (lines 163–171), 8 s of them,
// and 8 s × price ÷ credits of each pack and plan (lines 20–23, 27–29), worked
// out by hand and rounded half up: 480 × 179 ÷ 5000 = 17.184.
func TestHousePrices(t *testing.T) {
	got := strings.Join(readPage(t, "index.html").first(t, "#house").rows(), "\n")
	for _, want := range []string{
		"Kling v2.1 | 8 credits/s | 64 credits | $3.84 | $3.58 | $3.33 | $3.07 | $3.04 | $2.52 | $2.29",
		"Luma Ray3 | 15 credits/s | 120 credits | $7.20 | $6.72 | $6.24 | $5.76 | $5.70 | $4.72 | $4.30",
		"Minimax Hailuo-02 | 5 credits/s | 40 credits | $2.40 | $2.24 | $2.08 | $1.92 | $1.90 | $1.57 | $1.43",
		"Mochi 1 | 10 credits/s | 80 credits | $4.80 | $4.48 | $4.16 | $3.84 | $3.80 | $3.15 | $2.86",
		"Sora 2 Its maker ended it 24 Sep 2026 | 10 credits/s | 80 credits | $4.80 | $4.48 | $4.16 | $3.84 | $3.80 | $3.15 | $2.86",
		"Sora 2 Pro Its maker ended it 24 Sep 2026 | 35 credits/s | 280 credits | $16.80 | $15.68 | $14.56 | $13.44 | $13.30 | $11.01 | $10.02",
		"Veo 3 | 60 credits/s | 480 credits | $28.80 | $26.88 | $24.96 | $23.04 | $22.80 | $18.88 | $17.18",
		"WAN Draft (480p) | 2 credits/s | 16 credits | $0.96 | $0.90 | $0.83 | $0.77 | $0.76 | $0.63 | $0.57",
		"WAN Pro (720p) | 5 credits/s | 40 credits | $2.40 | $2.24 | $2.08 | $1.92 | $1.90 | $1.57 | $1.43",
		"Starter | Booster | Pro | Studio | Explorer | Creator | Agency",
		"Starter | $15 once, 250 credits | $0.06 | since Jan 2026",
		"Booster | $28 once, 500 credits | $0.056 | since Jan 2026",
		"Pro | $52 once, 1000 credits | $0.052 | since Jan 2026",
		"Studio | $120 once, 2500 credits | $0.048 | since Jan 2026",
		"Explorer | $19 a month, 400 credits | $0.0475 | since Jan 2026",
		"Creator | $59 a month, 1500 credits | $0.039333 | since Jan 2026",
		"Agency | $179 a month, 5000 credits | $0.0358 | since Jan 2026",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no row %q in\n%s", want, got)
		}
	}
}

// Credits per call as document 002 prints them (lines 8–11, 15–30).
func TestEndpointPrices(t *testing.T) {
	got := readPage(t, "index.html").first(t, "#endpoints").rows()
	for _, want := range []struct{ model, what, prices string }{
		{"gpt-image-2", "", "3"},
		{"google/nano-banana", "", "3"},
		{"nano-banana-2", "1K", "4"},
		{"nano-banana-2", "2K", "6"},
		{"nano-banana-2", "4K", "8"},
		{"nano-banana-pro", "2K", "12"},
		{"nano-banana-pro", "4K", "20"},
		{"kling/v2-1-standard", "", "5 s 11, 10 s 22"},
		{"kling/v2-1-pro", "", "5 s 21, 10 s 42"},
		{"kling/v2-1-master-text-to-video", "", "5 s 67, 10 s 134"},
		{"sora-2-text-to-video", "720p", "tier 1 5, tier 2 10, tier 3 20"},
		{"sora-2-text-to-video", "1080p", "tier 1 8, tier 2 15, tier 3 30"},
		{"sora-2-pro-text-to-video", "720p", "tier 1 16, tier 2 32, tier 3 64"},
		{"sora-2-pro-text-to-video", "1080p", "tier 1 24, tier 2 48, tier 3 96"},
		{"sora-2-image-to-video", "720p", "tier 1 5, tier 2 10, tier 3 20"},
		{"sora-2-image-to-video", "1080p", "tier 1 8, tier 2 15, tier 3 30"},
		{"hailuo/02-text-to-video-standard", "", "5 s 13, 10 s 21"},
		{"hailuo/02-text-to-video-pro", "", "5 s 24, 10 s 48"},
		{"hailuo/02-image-to-video-standard", "", "5 s 13, 10 s 21"},
		{"hailuo/02-image-to-video-pro", "", "5 s 24, 10 s 48"},
		{"veo3_fast", "", "8 s 9"},
		{"veo3", "", "8 s 63"},
		{"veo3_lite", "", "8 s 5"},
		{"wan/2-6-text-to-video", "720p", "tier 1 30, tier 2 60, tier 3 90"},
		{"wan/2-6-text-to-video", "1080p", "tier 1 45, tier 2 89, tier 3 133"},
		{"wan/2-6-image-to-video", "720p", "tier 1 30, tier 2 60, tier 3 90"},
		{"wan/2-6-image-to-video", "1080p", "tier 1 45, tier 2 89, tier 3 133"},
		{"bytedance/seedance-1.5-pro", "720p", "tier 1 18, tier 2 36"},
		{"bytedance/seedance-1.5-pro", "1080p", "tier 1 27, tier 2 54"},
	} {
		found := false
		for _, row := range got {
			cells := strings.Split(row, " | ")
			if len(cells) < 5 || strings.Fields(cells[0])[0] != want.model || !strings.HasPrefix(cells[1], want.what) {
				continue
			}
			prices := regexp.MustCompile(` credits per (call|clip) ?`).ReplaceAllString(cells[2], ", ")
			found = found || strings.TrimSuffix(prices, ", ") == want.prices
		}
		if !found {
			t.Errorf("no row %v in\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// A row for each way in which a vendor's price can be less than certain.
func TestVendorPrices(t *testing.T) {
	page := readPage(t, "index.html")
	for _, test := range []struct {
		name, seller string
		want         []string // in one row
	}{
		{"per clip, two lengths (000:91, 92)", "kling-api", []string{"Kling v2.1", "standard", "5 s $0.28 per clip 10 s $0.56 per clip", "$0.056 $0.056", "Jan 2026 stale"}},
		{"a surcharge (000:78, 81)", "luma-api", []string{"Ray 2", "4K", "+ $0.02/s with audio", "5 s $0.96 per clip", "$0.192"}},
		{"a range (000:105)", "google-api", []string{"Veo 3.1 Fast", "no audio", "$0.10–$0.15/s"}},
		{"an approximate price (000:122)", "minimax-api", []string{"Hailuo-02", "768p", "6 s $0.27 per clip 10 s ≈ $0.45 per clip"}},
		{"a lowest price (003:108)", "luma-api", []string{"Dream Machine API", "from $0.32 per call", "length not published", "1 Jun 2026 stale"}},
		{"a disputed price that has ended (003:39, 000:61)", "openai-api", []string{"Sora 2 Pro", "1080p", "$0.70/s", "1 Jun 2026 stale disputed", "0.50"}},
		{"a date of sunset (003:25)", "openai-api", []string{"Sora 2", "Ended 24 Sep 2026"}},
		{"credits with one price (003:55)", "runway-api", []string{"Gen-4", "≈ 12 credits/s", "≈ $0.12"}},
		{"a plan without credits (003:66)", "runway-app", []string{"Unlimited", "$95 a month", "not published"}},
		{"a model without a price (000:147)", "self-hosted", []string{"Mochi 1", "No usable price", "4 H100"}},
		{"a source with its line and page", "kling-api", []string{"Video Credit Per-Second Pricing Analysis & Recommendations, lines 91, 92", "citing", "klingai.com"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := page.first(t, "#"+test.seller).rows()
			for _, row := range got {
				missing := false
				for _, part := range test.want {
					missing = missing || !strings.Contains(row, part)
				}
				if !missing {
					return
				}
			}
			t.Errorf("no row has %q in\n%s", test.want, strings.Join(got, "\n"))
		})
	}
}

// The calculator shows a price before any script runs: 8 s of Veo 3 at 60
// credits a second, 480 × 15 ÷ 250 = 28.80 dollars with Starter.
func TestStartPrice(t *testing.T) {
	page := readPage(t, "index.html")
	for figure, want := range map[string]string{
		"shot": "Veo 3, 8 s, House", "credits": "480 credits", "dollars": "$28.80", "with": "with Starter",
		"credits-per-second": "60 credits", "per-second": "$3.60", "total-credits": "480 credits", "total": "$28.80",
		"standing": "Since Jan 2026",
	} {
		if got := page.first(t, `[data-figure="`+figure+`"]`).text(); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %q", figure, got, want)
		}
	}
	steps := page.steps(t)
	if want := "8 s × 60 credits/s = 480 credits; 480 × $15 ÷ 250 = $28.80;"; !strings.Contains(steps, want) {
		t.Errorf("steps %q, want %q", steps, want)
	}
	offers := strings.Join(page.first(t, "#offers").rows(), "\n")
	if !strings.Contains(offers, "Agency $179 a month, 5000 credits |  | $0.0358 | $2.15 | $17.18") {
		t.Errorf("no $17.18 with Agency in\n%s", offers)
	}
	table := frozen.Table()
	version := page.first(t, "[data-digest]")
	if version.attr("data-digest") != table.Digest || version.attr("data-version") != table.Version {
		t.Errorf("the page does not name its table, %s", table.Digest)
	}
}

// Without a script the form asks the API for what it shows.
func TestFormAsksTheAPI(t *testing.T) {
	form := readPage(t, "index.html").first(t, "form#calculator")
	if form.attr("method") != "get" || form.attr("action") != "/v1/quote" {
		t.Errorf("the form is sent by %s to %s", form.attr("method"), form.attr("action"))
	}
	request := map[string]string{}
	for field := range form.all("[name]") {
		_, disabled := field.lookup("disabled")
		value, given := field.lookup("value")
		switch {
		case disabled:
		case field.Data == "select":
			request[field.attr("name")] = field.first(t, "option[selected]").attr("value")
		case given || field.attr("type") != "checkbox":
			request[field.attr("name")] = value
		}
	}
	want := map[string]string{"seller": "house", "model": "veo-3", "seconds": "8", "count": "1", "takes": "1", "offer": "starter"}
	for name, value := range want {
		if request[name] != value {
			t.Errorf("%s: got %q, want %q", name, request[name], value)
		}
	}
	if len(request) != len(want) {
		t.Errorf("the form sends %v; an empty member would be refused", request)
	}
}

func TestNothingInline(t *testing.T) {
	for _, name := range []string{"index.html", "embed/index.html", "docs/errors.html", "docs/api.html", "404.html", "favicon.svg"} {
		elsewhere := regexp.MustCompile(`^https?://.*\.(?:js|css|woff2?)$`)
		for e := range readPage(t, name).all("") {
			_, file := e.lookup("src")
			if e.Data == "script" && (!file || e.raw() != "") || e.Data == "style" || e.Data == "iframe" {
				t.Errorf("%s: %s", name, e.source(t))
			}
			for _, a := range e.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || elsewhere.MatchString(a.Val) {
					t.Errorf("%s: %s=%q", name, a.Key, a.Val)
				}
			}
		}
		if strings.Contains(read(t, name), "javascript:") {
			t.Errorf("%s has an address that is a script", name)
		}
	}
	policy := read(t, "_headers")
	for _, want := range []string{"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "X-Content-Type-Options: nosniff", "max-age=31536000, immutable"} {
		if !strings.Contains(policy, want) {
			t.Errorf("_headers: no %s in\n%s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe-inline") || strings.Contains(policy, "'unsafe-eval'") {
		t.Errorf("_headers: %s", policy)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	folder := t.TempDir()
	if err := build(folder, t.TempDir(), frozenRates); err != nil {
		t.Fatal(err)
	}
	first, second := files(t, built), files(t, folder)
	if len(first) != len(second) {
		t.Errorf("%d files, then %d", len(first), len(second))
	}
	for name, content := range first {
		if !bytes.Equal(content, second[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func files(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out[name], err = os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCompressedFilesAreTheFiles(t *testing.T) {
	all := files(t, built)
	compressed := 0
	for name, content := range all {
		var r io.Reader
		switch filepath.Ext(name) {
		case ".br":
			r = brotli.NewReader(bytes.NewReader(content))
		case ".gz":
			var err error
			if r, err = gzip.NewReader(bytes.NewReader(content)); err != nil {
				t.Fatal(err)
			}
		default:
			continue
		}
		compressed++
		plain, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(plain, all[strings.TrimSuffix(name, filepath.Ext(name))]) {
			t.Errorf("%s is not its file (%v)", name, err)
		}
	}
	if compressed < 10 {
		t.Errorf("only %d compressed files", compressed)
	}
}

// A second build takes the first one's files away, and nobody else's.
func TestOldAssetsGo(t *testing.T) {
	folder := t.TempDir()
	if err := publish(folder, []file{{"assets/main-AAAA.js", []byte("1")}, {"index.html", []byte("1")}}, headers("")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "robots.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := publish(folder, []file{{"assets/main-BBBB.js", []byte("2")}, {"index.html", []byte("2")}}, headers("")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"assets/main-AAAA.js": false, "assets/main-AAAA.js.br": false, "assets/main-BBBB.js": true, "index.html.gz": true, "robots.txt": true} {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name))); (err == nil) != want {
			t.Errorf("%s: there %v, want %v", name, err == nil, want)
		}
	}
}

func TestUnknownSellerIsNotPublished(t *testing.T) {
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	c.Sellers = append(c.Sellers, publicSeller{ID: "nobody"})
	if _, err := c.sellers(frozen.Table()); err == nil || !strings.Contains(err.Error(), `"nobody"`) {
		t.Errorf("got %v, want an error that names the seller", err)
	}
}

// What the house earns is nobody's business but its own.
func TestNoMargins(t *testing.T) {
	page := strings.ToLower(readPage(t, "index.html").text())
	for _, word := range []string{"margin", "markup", "revenue", "profit", "cost basis"} {
		if strings.Contains(page, word) {
			t.Errorf("the page says %q", word)
		}
	}
}
