package main

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api/description"
	"golang.org/x/net/html"
)

// htmlPages lists every page of the built site, by its file's name.
func htmlPages(t *testing.T) []string {
	t.Helper()
	var out []string
	for name := range files(t, built) {
		if strings.HasSuffix(name, ".html") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	if len(out) < 65 { // 58 models and what explains them
		t.Fatalf("only %d pages", len(out))
	}
	return out
}

// Every amount of the table stands on the page of its model, in a row of its own that
// names the lines that it was read from; former prices too.
func TestEveryRateIsOnItsModelsPage(t *testing.T) {
	checked := 0
	for _, seller := range frozen.Table().Sellers {
		for _, m := range seller.Models {
			rates, priced := m.Rates, m.ID
			if m.PricedAs != "" { // its own lines print the same price
				priced = m.PricedAs
				rates = seller.Models[slices.IndexFunc(seller.Models, func(o pricing.Model) bool { return o.ID == priced })].Rates
			}
			page := readPage(t, "models/"+seller.ID+"/"+m.ID+"/index.html")
			for _, r := range rates {
				row := page.first(t, "#"+r.ID).text()
				amounts, sources := []string{r.Amount.Min.String()}, r.Sources
				if !r.Amount.Open {
					amounts = append(amounts, r.Amount.Max.String())
				}
				if m.PricedAs != "" {
					sources = m.Sources
				}
				for _, digits := range amounts {
					if !regexp.MustCompile(`(^|[^0-9.])` + regexp.QuoteMeta(digits) + `(0|\.00)?([^0-9]|$)`).MatchString(row) {
						t.Errorf("%s: %s is not in %q", r.ID, digits, row)
					}
				}
				for _, s := range sources {
					if want := s.Document + ":" + strconv.Itoa(s.Line); !strings.Contains(row, want) {
						t.Errorf("%s: no %s in %q", r.ID, want, row)
					}
				}
				checked++
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d prices", checked)
	}
}

func TestEveryPageIsWhole(t *testing.T) {
	titles := map[string]string{}
	for _, name := range htmlPages(t) {
		page := readPage(t, name)
		if n := len(page.list("h1")); n != 1 {
			t.Errorf("%s: %d h1", name, n)
		}
		title := page.first(t, "head").first(t, "title").raw()
		if title == "" || titles[title] != "" {
			t.Errorf("%s: title %q, as %s", name, title, titles[title])
		}
		titles[title] = name
		if d := page.list(`meta[name="description"]`); len(d) != 1 || utf8.RuneCountInString(d[0].attr("content")) < 40 {
			t.Errorf("%s: descriptions %v", name, d)
		}
		// A block of data is no script; everything else has to be a file.
		file := regexp.MustCompile(`^/(assets|embed/v[0-9.]+)/`)
		for script := range page.all("script") {
			switch {
			case script.attr("type") == "application/ld+json":
				if !json.Valid([]byte(script.raw())) {
					t.Errorf("%s: %s is not JSON", name, script.raw())
				}
			case script.raw() != "" || !file.MatchString(script.attr("src")):
				t.Errorf("%s: inline %s", name, script.source(t))
			}
		}
		inline := func(a html.Attribute) bool { return a.Key == "style" || strings.HasPrefix(a.Key, "on") }
		for e := range page.all("") {
			if e.Data == "style" || slices.ContainsFunc(e.Attr, inline) {
				t.Errorf("%s: %s", name, e.source(t))
			}
		}
	}
}

// fileOf is where the hosts look for an address; "" for what the API answers.
func fileOf(address string) string {
	switch {
	case strings.HasPrefix(address, "/v1/"), strings.HasPrefix(address, "/badge/"), strings.HasPrefix(address, "/.well-known/"):
		return ""
	case strings.HasSuffix(address, "/"):
		return strings.TrimPrefix(address, "/") + "index.html"
	case filepath.Ext(address) != "":
		return strings.TrimPrefix(address, "/")
	default:
		return strings.TrimPrefix(address, "/") + ".html"
	}
}

// Ten seconds, worked out by hand: 10 × 60 credits × $179 ÷ 5000 = $21.48 (000:167,
// 29), 80 credits × $10 ÷ 700 = $1.142857 (003:86), 10 × $0.084 (003:72), 10 ×
// $0.10–0.15 (000:105), about $0.45 for 10 s at 768p (000:122), 10 × 12 credits
// at a cent (003:55).
func TestComparison(t *testing.T) {
	page := readPage(t, "compare.html")
	all := page.rows()
	for _, want := range []string{
		"Hailuo-02 MiniMax API | 768p not stated: audio |  | ≈ $0.045 | ≈ $0.45 | dollars | Jan 2026 stale",
		"Kling standard fal.ai | no audio not stated: resolution |  | ≈ $0.084 | ≈ $0.84 | dollars | 1 Jun 2026 stale",
		"Veo 3.1 Fast Google Veo API | no audio not stated: resolution |  | $0.10–$0.15 | $1.00–$1.50 | dollars | Jan 2026 stale",
		"Gen-4 Runway developer API | not stated: resolution, audio |  | ≈ $0.12 | ≈ $1.20 | API credits 120 credits | 1 Jun 2026 stale",
		"Pika 2.5 Pika app | 1080p not stated: audio |  | ≈ $0.114286 | ≈ $1.14 | Standard 80 credits | 1 Jun 2026 stale",
		"Veo 3 House | any shot |  | $2.15 | $21.48 | Agency 600 credits | since Jan 2026",
		"WAN Draft (480p) House | 480p |  | $0.0716 | $0.72 | Agency 20 credits | since Jan 2026",
		// 5 s alone (000:72), and no length of a clip (003:94).
		"Ray 2 Luma API |  | Ray 2 has no published price at 10 s.",
		"Pika 2.5 Other aggregators |  | The source does not publish how long a clip of Pika 2.5 is, so it cannot be priced by seconds.",
	} {
		if !slices.ContainsFunc(all, func(row string) bool { return strings.HasPrefix(row, want) }) {
			t.Errorf("no row %q", want)
		}
	}
	apis, apps := page.first(t, `section[data-market="api"]`), page.first(t, `section[data-market="app"]`)
	unconfirmed, others := apis.first(t, `[data-list="unconfirmed"]`).text(), apis.first(t, `[data-list="others"]`).text()
	if !strings.Contains(unconfirmed, "how long a clip of Pika 2.5 is") || strings.Contains(unconfirmed, "Ray 2 has no") || !strings.Contains(others, "Ray 2 has no") {
		t.Error("what no source confirms does not stand apart from what has no price")
	}
	for id, want := range map[string]string{"api-title": "Through an API", "app-title": "In an app"} {
		if got := page.first(t, "#"+id).text(); got != want {
			t.Errorf("heading %q, want %q", got, want)
		}
	}
	for _, apart := range []struct {
		part   element
		seller string
	}{{apis, "House"}, {apis, "Pika app"}, {apps, "fal.ai"}, {apps, "Google Veo API"}} {
		for small := range apart.part.all("small") {
			if small.text() == apart.seller {
				t.Errorf("%s stands on the wrong side", apart.seller)
			}
		}
	}
	// 2.148 is all of the bar and 0.0716 is 3.333 % of it.
	if !apps.has(`rect[width="3.3%"]`) || apps.first(t, "[data-top]").text() != "$2.15" {
		t.Error("the bars among the apps are of other lengths")
	}
	// 0.10 of 0.40 and on to 0.15; what has no price has no length either.
	ranged := func(bar element) bool {
		sure, maybe := bar.list(`rect[class="sure"]`), bar.list(`rect[class="maybe"]`)
		return len(sure) == 1 && len(maybe) == 1 && sure[0].attr("width") == "25%" &&
			maybe[0].attr("x") == "25%" && maybe[0].attr("width") == "12.5%"
	}
	if !slices.ContainsFunc(apis.list("svg"), ranged) || !apis.has(`rect[class="nothing"]`) {
		t.Error("the bars among the APIs are of other lengths")
	}
}

// $59 ÷ 1500, $6.99 ÷ 660 = 233 ÷ 22000, $10 ÷ 700 = 1 ÷ 70; Runway's Unlimited
// names no credits (003:66). 2250 credits in packs cost a dollar less than 2500,
// and two purchases of 4000 cost the same.
func TestPlans(t *testing.T) {
	page := readPage(t, "plans.html")
	all := strings.Join(page.rows(), "\n")
	for _, want := range []string{
		"Creator | $59.00 a month | 1500 credits |  | $0.039333 rounded, of $59/1500 | since Jan 2026",
		"Agency | $179.00 a month | 5000 credits |  | $0.0358 exact | since Jan 2026",
		"Standard | ≈ $6.99 a month | 660 credits |  | ≈ $0.010591 rounded, of $233/22000 | 1 Jun 2026 stale",
		"Standard | ≈ $10.00 a month | 700 credits |  | ≈ $0.014286 rounded, of $1/70 | 1 Jun 2026 stale",
		"Unlimited | ≈ $95.00 a month | not published |  | credits not published | 1 Jun 2026 stale",
		"Veo 3 | 480 credits | $28.80 | $26.88 | $24.96 | $23.04 | $22.80 | $18.88 | $17.18",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no row %q in\n%s", want, all)
		}
	}
	buys := page.first(t, "#cheapest").words()
	for _, want := range []string{"$119.00 2 × Pro + Starter", "$1 more buys 250 more credits", "$179.00 Studio + Creator", "for the same price: 1 × Agency"} {
		if !strings.Contains(buys, want) {
			t.Errorf("no %q in %s", want, buys)
		}
	}
	for _, want := range []string{"The bonus is at most 5000 credits.", "Credits bought and bonus together are at most 5000.", "Only the first 5000 credits bought earn the bonus"} {
		if !strings.Contains(page.text(), want) {
			t.Errorf("the promo is not said to mean %q", want)
		}
	}
}

// The old and new of 000:207–215 and of 000:61 beside 003:39; the sunset of 003:25.
func TestChanges(t *testing.T) {
	page := readPage(t, "changes.html")
	said := page.words()
	for _, want := range []string{
		"Veo 3, House, 8 s from 30 credits → to 480 credits +1500 %",
		"Sora 2 Pro, House, 8 s from 80 credits → to 280 credits +250 %",
		"Kling v2.1, House, 8 s from 35 credits → to 64 credits +83 %",
		"Sora 2, House, 8 s from 80 credits → to 80 credits the same at this length",
		// One of the two is mistaken, so the price has not risen by 40 %.
		"disputed Sora 2 Pro, OpenAI API, 1080p $0.50/s or ≈ $0.70/s The sources disagree: the January document prints 0.50 dollars per second for Sora 2 Pro at 1080p. 000:61 , 003:39 ,",
		"ended Sora 2, OpenAI API OpenAI shuts down",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in %s", want, said)
		}
	}
	if strings.Contains(said, "40 %") {
		t.Error("a dispute is told as a rise")
	}
	if strings.Contains(said, "1 Jan 2026") {
		t.Error("a day of January 2026, of which no source names one (000:3)")
	}
	var days []string
	for d := range page.all("time[datetime]") {
		days = append(days, d.attr("datetime"))
	}
	if want := []string{"2026-09-24", "2026-06-01", "2026-01"}; !slices.Equal(days, want) {
		t.Errorf("days %v, want %v", days, want)
	}
}

// The sources say "around" of both (003:72, 108), and neither gives one amount.
func TestACellSaysThatAnEndIsAbout(t *testing.T) {
	for model, want := range map[string][]string{
		"aggregators/kling-3.0":      {"≈ $0.07–$0.14/s", "a range as published, the source says “about”"},
		"luma-api/dream-machine-api": {"≈ from $0.32 per call", "a lowest price, without an upper end, the source says “about”"},
		"google-api/veo-3.1-fast":    {"$0.10–$0.15/s", "a range as published"},
		"aggregators/pika-2.5":       {"≈ $45 per 100 clips", "the source says “about”"},
		"aggregators/mochi-1":        {"≈ $0.05–$0.20/s", "a range as published, the source’s estimate"},
	} {
		row := readPage(t, "models/"+model+"/index.html").first(t, "#main").rows()[1]
		for _, words := range want {
			if !strings.Contains(row, "| "+words+" ") && !strings.Contains(row, words+" |") {
				t.Errorf("%s: no %q in %q", model, words, row)
			}
		}
	}
}

func TestFeed(t *testing.T) {
	content := read(t, "changes.xml")
	d := xml.NewDecoder(strings.NewReader(content))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	var feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(content), &feed); err != nil {
		t.Fatal(err)
	}
	if want := frozen.Table().Version + "T00:00:00Z"; feed.Updated != want || feed.ID == "" {
		t.Errorf("feed %s of %s, want the table's date %s", feed.ID, feed.Updated, want)
	}
	changes := readPage(t, "changes.html")
	seen := map[string]bool{}
	last := feed.Updated
	for _, e := range feed.Entries {
		if e.ID == "" || seen[e.ID] || e.Title == "" || e.Summary == "" || e.Updated > last {
			t.Errorf("entry %+v after %s", e, last)
		}
		seen[e.ID], last = true, e.Updated
		_, id, _ := strings.Cut(e.Link.Href, "#")
		if !changes.has("#" + id) {
			t.Errorf("%s is not on the page", e.Link.Href)
		}
	}
	if len(feed.Entries) < 20 {
		t.Errorf("only %d entries", len(feed.Entries))
	}
	if want := "<title>Sora 2 Pro, OpenAI API, 1080p: disputed</title>"; !strings.Contains(content, want) || !strings.Contains(content, "<summary>$0.50/s or ≈ $0.70/s. The sources disagree: ") || strings.Contains(content, "40 %") {
		t.Errorf("the dispute about Sora 2 Pro at 1080p is told otherwise:\n%s", content)
	}
	if want := "<updated>2026-01-01T00:00:00Z</updated>\n    <link rel=\"alternate\" type=\"text/html\" href=\"/changes#house-veo-3-flat.superseded.2026-01\"></link>\n    <summary>30 credits → 480 credits, +1500 %."; !strings.Contains(content, want) {
		t.Errorf("no entry of Veo 3's new price, %s, in\n%s", want, content)
	}
}

// A sitemap needs whole addresses: there is one as soon as the site has any.
func TestSitemap(t *testing.T) {
	if _, err := os.Stat(filepath.Join(built, "sitemap.xml")); err == nil {
		t.Error("a sitemap of an address that is nobody's")
	}
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "https://prices.test"
	described, err := description.Read("../wasm/api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	made, err := render(frozen.Table(), c, &assets{}, described, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, f := range made {
		found[f.path] = string(f.content)
	}
	var m sitemap
	if err := xml.Unmarshal([]byte(found["sitemap.xml"]), &m); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, p := range m.Pages {
		listed[p.Address] = true
		path := strings.TrimPrefix(p.Address, c.BaseURL)
		if found[fileOf(path)] == "" || p.Changed != frozen.Table().Version {
			t.Errorf("%s of %s is no page", p.Address, p.Changed)
		}
	}
	for path := range found {
		address := c.BaseURL + "/" + strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), ".html")
		unlisted := path == "404.html" || strings.HasPrefix(path, "embed/") || !strings.HasSuffix(path, ".html")
		if listed[address] == unlisted {
			t.Errorf("%s: listed %v", address, listed[address])
		}
	}
	if want := `rel="self" type="application/atom+xml" href="https://prices.test/changes.xml"`; !strings.Contains(found["changes.xml"], want) {
		t.Errorf("the feed has no %s", want)
	}
}
