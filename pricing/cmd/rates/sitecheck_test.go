package main

import "testing"

// A site that cannot be built is told by the check: its line, its field and what is
// accepted.
func TestCheckReadsWhatTheSiteNames(t *testing.T) {
	for site, want := range map[string]string{
		"":                        "",
		"brand: Shop\n":           "",
		"start: {seller: shop}\n": "",
		"start: {seller: shop, model: reel}\npresets: [{name: A, seller: shop, model: film, seconds: 5}]\n": "", // the site fills in what is open
		"brand: Shop\nstart: {seller: shop, model: flim}\n":                                                 `site.yaml:2: start.model: Shop has no model "flim" (accepted: film, reel)` + "\n",
		"start: {seller: shop, model: film, offer: packs}\n":                                                `site.yaml:1: start.offer: `,
		"start: {seller: shop, model: film}\nsellers:\n  - id: shop\n  - id: shopp\n":                       `site.yaml:4: sellers.1.id: there is no seller "shopp" (accepted: `,
		"presets:\n  - {name: A, seller: shop, model: reel, seconds: \"5\"}\n":                              `site.yaml:2: presets.0: `,
		"example:\n  - {name: A, seller: shop, model: reel, seconds: \"5\", resolution: 540p}\n":            `site.yaml:2: example.0.resolution: `,
		"presets: [\n": "site.yaml:1: is not YAML: ",
	} {
		folder := scratch(t)
		write(t, folder, map[string]string{siteName: site})
		out, errs, status := invoke("check", "--rates", folder)
		if want == "" && status != 0 || want != "" && (status != 1 || len(out) < len(want) || out[:len(want)] != want) {
			t.Errorf("%q: %d\n%s%s", site, status, out, errs)
		}
	}
}

// A model that has been retired may still be shown: the check says where.
func TestCheckOfARetiredStart(t *testing.T) {
	folder := scratch(t)
	write(t, folder, map[string]string{siteName: "start: {seller: shop, model: film}\n"})
	if out, errs, status := invoke("retire", "shop/film", "--on", "2026-11-26", "--rates", folder); status != 0 {
		t.Fatal(out, errs)
	}
	const want = "site.yaml:1: start"
	if out, _, status := invoke("check", "--rates", folder); status != 1 || len(out) < len(want) || out[:len(want)] != want {
		t.Errorf("%d: %s", status, out)
	}
}
