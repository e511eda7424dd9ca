package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/rates"
)

// The embedded page shows the start price before any script, says which table it
// is from, and leads to the whole site in a tab of its own.
func TestEmbeddedPage(t *testing.T) {
	page, table := read(t, "embed/index.html"), rates.Default()
	if got := text(section(t, page, "result")); !strings.Contains(got, "Veo 3, 8 s, House Credits480 credits Dollars with Starter$28.80 ") {
		t.Errorf("the price reads %q", got)
	}
	steps := text(strings.ReplaceAll(section(t, page, "steps"), "</li>", "; "))
	if want := "8 s × 60 credits/s = 480 credits; 480 × $15 ÷ 250 = $28.80;"; !strings.Contains(steps, want) {
		t.Errorf("steps %q, want %q", steps, want)
	}
	for _, want := range []string{
		`<a class="brand" id="full-page" href="/" rel="noopener" target="_blank">Reelrate</a>`,
		`data-digest="` + table.Digest + `" data-version="` + table.Version + `" data-table="/assets/table-` + strings.TrimPrefix(table.Digest, "sha256:")[:16] + `.json">` + table.Version + `</b>`,
		`<base target="_blank">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, unwanted := range []string{"<nav", "<header", "<footer", "action=", `type="submit"`, `href="?`} {
		if strings.Contains(page, unwanted) {
			t.Errorf("the page has %s", unwanted)
		}
	}
}

// Both pages have the same questions, price and reasons, made of the same parts.
func TestEmbeddedPageIsTheCalculator(t *testing.T) {
	home, embedded := read(t, "index.html"), read(t, "embed/index.html")
	for _, id := range []string{"result", "arithmetic", "doubts", "origin"} {
		if section(t, home, id) != section(t, embedded, id) {
			t.Errorf("%s differs", id)
		}
	}
	fields := func(page string) string {
		_, rest, _ := strings.Cut(page, `<div class="fields">`)
		rest, _, _ = strings.Cut(rest, "<noscript>")
		return rest
	}
	if fields(home) != fields(embedded) || len(fields(home)) < 1000 {
		t.Error("the fields differ")
	}
}

// Only the embedded page may be framed; all else about the policies is the same.
func TestHeadersOfTheEmbeddedPage(t *testing.T) {
	blocks := map[string]string{}
	for _, block := range strings.Split(read(t, "_headers"), "\n\n") {
		path, rest, _ := strings.Cut(block, "\n")
		blocks[path] = rest
	}
	policyOf := func(path string) string {
		found := regexp.MustCompile(`(?m)^  Content-Security-Policy: (.*)$`).FindAllStringSubmatch(blocks[path], -1)
		if len(found) != 1 {
			t.Fatalf("%s has %d policies", path, len(found))
		}
		return found[0][1]
	}
	all, embedded := policyOf("/*"), policyOf("/embed/*")
	if !strings.HasSuffix(all, "; frame-ancestors 'none'") || embedded != strings.TrimSuffix(all, "'none'")+"*" {
		t.Errorf("policies\n%s\n%s", all, embedded)
	}
	named := "Content-Security-Policy: " + strings.ReplaceAll(embedded, "-src 'self'", "-src 'self' https://prices.test") + "\n"
	if known := headers("https://prices.test"); strings.Count(known, named) != 1 || strings.Count(known, "https://prices.test") != strings.Count(named, "https://prices.test") {
		t.Errorf("a sandboxed frame in WebKit needs the site's name in its policy, and no other page: %s", known)
	}
	for path, want := range map[string]string{
		"/embed/*":  "  ! Content-Security-Policy\n", // without it the stricter policy holds too
		"/assets/*": "  Access-Control-Allow-Origin: *\n",
	} {
		if !strings.Contains(blocks[path]+"\n", want) {
			t.Errorf("%s: no %q in %q", path, want, blocks[path])
		}
	}
	if !strings.Contains(blocks["/embed/*"], "  Cross-Origin-Resource-Policy: cross-origin") || strings.Contains(read(t, "_headers"), "X-Frame-Options") {
		t.Errorf("_headers: %s", read(t, "_headers"))
	}
}

// Every page with a calculator or a model names its oEmbed description, where one
// can be had.
func TestDiscovery(t *testing.T) {
	for _, page := range []string{"index.html", "embed/index.html", "models/house/veo-3/index.html"} {
		if strings.Contains(read(t, page), "oembed") {
			t.Errorf("%s: a site that has no address yet sends consumers to one", page)
		}
	}
	c, err := readConfig("")
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "https://prices.example.com"
	files, err := render(rates.Default(), c, &assets{}, object{})
	if err != nil {
		t.Fatal(err)
	}
	link := func(address, title string) string {
		return `<link rel="alternate" type="application/json+oembed" href="https://prices.example.com/oembed?url=https%3A%2F%2Fprices.example.com` + address + `" title="` + title + `">`
	}
	want := map[string]string{
		"index.html":                    link("%2F", "Reelrate calculator"),
		"embed/index.html":              link("%2Fembed%2F", "Reelrate calculator"),
		"models/house/veo-3/index.html": link("%2Fmodels%2Fhouse%2Fveo-3%2F", "Veo 3 at House"),
		"models/endpoints/wan/2-6-text-to-video/index.html": link("%2Fmodels%2Fendpoints%2Fwan%2F2-6-text-to-video%2F", ""),
	}
	for _, f := range files {
		content := string(f.content)
		parts := strings.Count(f.path, "/")
		discoverable := f.path == "index.html" || f.path == "embed/index.html" || strings.HasPrefix(f.path, "models/") && parts >= 3
		if strings.Contains(content, "json+oembed") != discoverable {
			t.Errorf("%s: has a link: %v", f.path, !discoverable)
		}
		if tag := strings.TrimSuffix(want[f.path], `">`); !strings.Contains(content, tag) {
			t.Errorf("%s: no %s", f.path, tag)
		}
		delete(want, f.path)
	}
	for path := range want {
		t.Errorf("no %s", path)
	}
}
