package main

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed assets embed scripts words.json
var sources embed.FS

// loader is what starts an engine, by its path in the repository.
const loader = "wasm/widget/loader.mjs"

// inputs are the files that other parts of the build made, the table, the record of
// the published embeds, and the colours. The page's engine may lack what full has,
// which is standard Go's and needs exec before it; where the two are one file, so
// they are on the site.
type inputs struct {
	rates                               string // folder of the price list
	engine, full, exec, loader, openapi string
	tiny                                bool   // whether TinyGo made the page's engine
	published, releases                 string // of the embed
	record                              bool   // whether this version is published from now on
	npm                                 string // where its package goes
	palette                             []byte
}

// source reads a source: one of the site's own by its path in the repository, or one
// that was given.
func (in inputs) source(name string) ([]byte, error) {
	if name == "palette.css" {
		return in.palette, nil
	}
	given := map[string]string{"engine.wasm": in.engine, "full.wasm": in.full, "wasm_exec.js": in.exec, loader: in.loader}
	if p, ok := given[name]; ok {
		return os.ReadFile(p)
	}
	return fs.ReadFile(sources, strings.TrimPrefix(name, "site/"))
}

// alias is what a script gets for a name. TinyGo's engine needs nothing beside its
// loader.
func (in inputs) alias() map[string]string {
	alias := map[string]string{"engine_exec.js": "wasm_exec.js"}
	if in.tiny {
		alias["engine_exec.js"] = loader
	}
	if in.full == in.engine {
		alias["full.wasm"] = "engine.wasm"
	}
	return alias
}

// browsers are the oldest that the scripts and styles are made for.
var browsers = []api.Engine{{Name: api.EngineChrome, Version: "111"}, {Name: api.EngineFirefox, Version: "115"}, {Name: api.EngineSafari, Version: "16.4"}}

// assets are the files under /assets/, named by their content, and where the
// pages find those that they link.
type assets struct {
	files   []file
	linked  map[string]string   // addresses of what the pages link, by the name of its source
	imports map[string][]string // what each file needs before it runs, by address
	embed   *release            // the elements, nil where none are made
}

// entries are the sources that pages link or a worker starts from.
var entries = [...]string{
	"site/scripts/calculator/main.mjs", "site/scripts/calculator/frame.mjs", "site/scripts/builder/builder.mjs",
	"site/scripts/compare/compare.mjs", "site/scripts/estimate/estimate.mjs",
	"site/scripts/reconcile/reconcile.mjs", "site/scripts/reconcile/reconcile-worker.mjs",
	"site/assets/style.css", "site/assets/pages.css", "site/assets/estimate.css",
}

// URL is the address of a source, "" where it was not bundled.
func (a *assets) URL(name string) string {
	return a.linked[strings.Replace(name, ".mjs", ".js", 1)]
}

// add takes up an asset that is linked from pages and named by its content already.
func (a *assets) add(name string, f file) {
	a.files = append(a.files, f)
	a.linked[name] = "/" + f.path
}

// bundle minifies the scripts and styles and names every asset by the hash of
// its content, so that a host may let browsers keep it for ever.
//
// The sources reach esbuild by their paths in the repository: where that and the
// build folder lie must not change a hash.
func bundle(in inputs) (*assets, error) {
	built, err := esbuild(api.BuildOptions{
		EntryPoints:       entries[:],
		Metafile:          true,
		AbsWorkingDir:     "/",
		Splitting:         true,
		Outdir:            "/assets",
		PublicPath:        "/assets",
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Plugins:           []api.Plugin{fromSources(in.alias(), in.source, map[string]api.Loader{".css": api.LoaderCSS, ".json": api.LoaderJSON, ".wasm": api.LoaderFile})},
	})
	if err != nil {
		return nil, err
	}
	a := &assets{linked: map[string]string{}, imports: map[string][]string{}}
	for _, f := range built.OutputFiles {
		name := strings.TrimPrefix(f.Path, "/")
		a.files = append(a.files, file{name, f.Contents})
		a.linked[logical(name)] = f.Path
	}
	for _, entry := range entries {
		if a.URL(path.Base(entry)) == "" {
			return nil, fmt.Errorf("the bundle lacks %s among its %d files", entry, len(a.files))
		}
	}
	return a, a.readImports(built.Metafile)
}

// readImports takes from esbuild's account of a build what each file needs
// before it runs. What it imports later, nobody waits for.
func (a *assets) readImports(account string) error {
	var of struct {
		Outputs map[string]struct {
			Imports []struct{ Path, Kind string }
		}
	}
	if err := json.Unmarshal([]byte(account), &of); err != nil {
		return err
	}
	for name, output := range of.Outputs {
		for _, i := range output.Imports {
			if i.Kind == "import-statement" {
				a.imports["/"+name] = append(a.imports["/"+name], "/"+i.Path)
			}
		}
	}
	return nil
}

// module is a script that a page starts, and what it needs before it runs: named
// in the page, all are fetched at once and not one after another.
type module struct {
	URL     string
	Imports []string
}

// Module is the script of a source.
func (a *assets) Module(name string) module {
	m := module{URL: a.URL(name)}
	for queue := a.imports[m.URL]; len(queue) > 0; queue = queue[1:] {
		if !slices.Contains(m.Imports, queue[0]) {
			m.Imports = append(m.Imports, queue[0])
			queue = append(queue, a.imports[queue[0]]...)
		}
	}
	slices.Sort(m.Imports)
	return m
}

// esbuild bundles modules for the browsers; the errors of a build are one error.
func esbuild(options api.BuildOptions) (api.BuildResult, error) {
	options.Bundle, options.Format, options.LegalComments = true, api.FormatESModule, api.LegalCommentsNone
	options.Target, options.Engines = api.ES2022, browsers
	result := api.Build(options)
	if len(result.Errors) > 0 {
		text := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return result, errors.New(strings.TrimSpace(strings.Join(text, "\n")))
	}
	return result, nil
}

// fromSources resolves every import: a path from the file that has it, or what the
// build makes by its name alone. An alias stands for another source. What is no
// script has a loader by its extension.
func fromSources(alias map[string]string, read func(name string) ([]byte, error), loaders map[string]api.Loader) api.Plugin {
	return api.Plugin{Name: "sources", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := args.Path
			if strings.HasPrefix(name, ".") {
				name = path.Join(path.Dir(args.Importer), name)
			}
			if other, ok := alias[name]; ok {
				name = other
			}
			return api.OnResolveResult{Path: name, Namespace: "site", SideEffects: api.SideEffectsTrue}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "site"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			content, err := read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(content)
			loader := loaders[path.Ext(args.Path)]
			if loader == api.LoaderNone {
				loader = api.LoaderJS
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}
