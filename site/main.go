// Command site writes the pricing site as static files: every price of the rate
// table stands in the HTML before any script runs, and the calculator on top of
// it is the engine itself, compiled to WebAssembly.
//
//	go run ./site -out dist/site -wasm widget.wasm -full widget.wasm -exec wasm_exec.js -loader loader.mjs -openapi openapi.yaml
//
// The engine holds no prices: it and the table are two files of the site, and a
// new table leaves every script and every version of the embed as it was.
//
// The same table, sources and inputs give the same bytes: nothing here reads a
// clock. What depends on a day (is a model still sold?) is answered for the day
// that the table's version names.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/wasm/api/description"
)

func main() {
	var in inputs
	out := flag.String("out", "dist/site", "`folder` to write the site to")
	flag.StringVar(&in.rates, "rates", "pricing/rates", "`folder` of the price list: its compiled table, site.yaml, and published, which keeps former tables")
	flag.StringVar(&in.engine, "wasm", "", "the page's `engine`, wasm/widget for js/wasm")
	flag.BoolVar(&in.tiny, "tinygo", false, "-wasm is TinyGo's and needs no -exec")
	flag.StringVar(&in.full, "full", "", "standard Go's `engine` with the operations that the page's lacks")
	flag.StringVar(&in.exec, "exec", "", "wasm_exec.js of standard Go's `compiler`")
	flag.StringVar(&in.loader, "loader", "", "the `module` that starts it, wasm/widget/loader.mjs")
	flag.StringVar(&in.openapi, "openapi", "wasm/api/openapi.yaml", "the API's `description`")
	flag.StringVar(&in.published, "published", "site/embed/published.json", "`record` of the published versions of the embed")
	flag.StringVar(&in.releases, "releases", "", "`folder` with the files of the earlier ones, which are then served as well")
	flag.BoolVar(&in.record, "record", false, "record this version of the embed as published")
	flag.StringVar(&in.npm, "npm", "", "`folder` to write the npm package of the embed to")
	flag.Parse()
	if err := run(*out, in); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func run(out string, in inputs) error {
	c, err := readConfig(in.rates)
	if err != nil {
		return err
	}
	prices, err := rates.Open(filepath.Join(in.rates, "table.json"))
	if err != nil {
		return err
	}
	tables, err := publishedTables(filepath.Join(in.rates, "published"), prices)
	if err != nil {
		return err
	}
	index, err := tableIndex(tables)
	if err != nil {
		return err
	}
	texts, err := readTexts(in.rates)
	if err != nil {
		return err
	}
	in.palette = c.Colours.css()
	assets, err := bundle(in)
	if err != nil {
		return err
	}
	assets.add("table.json", tableAsset(prices))
	described, err := description.Read(in.openapi)
	if err != nil {
		return err
	}
	published, err := readPublished(in.published)
	if err != nil {
		return err
	}
	embed, err := newRelease(in)
	if err != nil {
		return err
	}
	if err := embed.hold(published); err != nil {
		return err
	}
	if in.record && !embed.Published {
		if err := embed.publishAs(in.published, published); err != nil {
			return err
		}
	}
	var earlier []file
	if in.releases != "" {
		if earlier, err = earlierReleases(in.releases, embed.Version, published); err != nil {
			return err
		}
	}
	assets.embed = embed
	files, err := render(prices, c, assets, described, texts)
	if err != nil {
		return err
	}
	if in.npm != "" {
		if err := embed.pack(in.npm, prices); err != nil {
			return err
		}
	}
	current := file{"embed/table.json", []byte(prices.Canonical)}
	files = slices.Concat(files, assets.files, embed.served(), []file{current, index}, tables, earlier)
	return publish(out, files, headers(c.Origin())+embed.headers(published))
}

// file is one file of the site.
type file struct {
	path    string // slash-separated, relative to the site's root
	content []byte
}
