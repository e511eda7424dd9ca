package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed assets
var sources embed.FS

// inputs are the files that other parts of the build made, and the record of the
// published embeds.
type inputs struct {
	engine, exec, loader, openapi string
	published, releases           string // of the embed
	record                        bool   // whether this version is published from now on
	npm                           string // where its package goes
}

// source reads a source by name: one of the site's own or a given one.
func (in inputs) source(name string) ([]byte, error) {
	given := map[string]string{"engine.wasm": in.engine, "wasm_exec.js": in.exec, "loader.mjs": in.loader}
	if p, ok := given[name]; ok {
		return os.ReadFile(p)
	}
	return fs.ReadFile(sources, "assets/"+name)
}

// browsers are the oldest that the scripts and styles are made for.
var browsers = []api.Engine{{Name: api.EngineChrome, Version: "111"}, {Name: api.EngineFirefox, Version: "115"}, {Name: api.EngineSafari, Version: "16.4"}}

// assets are the files under /assets/, named by their content, and where the
// pages find those that they link.
type assets struct {
	files                                 []file
	Script, Frame, Compare, Styles, Pages string // URLs
}

// bundle minifies the scripts and styles and names every asset by the hash of
// its content, so that a host may let browsers keep it for ever.
//
// The sources reach esbuild by name alone, never by path: where the repository
// and the build folder lie must not change a hash.
func bundle(in inputs) (*assets, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"main.mjs", "frame.mjs", "compare.mjs", "style.css", "pages.css"},
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Outdir:            "/assets",
		PublicPath:        "/assets",
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone,
		Target:            api.ES2022,
		Engines:           browsers,
		Plugins:           []api.Plugin{byName(in.source, map[string]api.Loader{".css": api.LoaderCSS, ".wasm": api.LoaderFile})},
		Write:             false,
	})
	if len(result.Errors) > 0 {
		text := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return nil, errors.New(strings.TrimSpace(strings.Join(text, "\n")))
	}
	a := &assets{}
	for _, f := range result.OutputFiles {
		name := strings.TrimPrefix(f.Path, "/assets/")
		a.files = append(a.files, file{"assets/" + name, f.Contents})
		switch {
		case strings.HasPrefix(name, "main-"):
			a.Script = "/assets/" + name
		case strings.HasPrefix(name, "frame-"):
			a.Frame = "/assets/" + name
		case strings.HasPrefix(name, "compare-"):
			a.Compare = "/assets/" + name
		case strings.HasPrefix(name, "pages-"):
			a.Pages = "/assets/" + name
		case path.Ext(name) == ".css":
			a.Styles = "/assets/" + name
		}
	}
	if a.Script == "" || a.Frame == "" || a.Compare == "" || a.Styles == "" || a.Pages == "" {
		return nil, fmt.Errorf("the bundle lacks a script or the styles among its %d files", len(a.files))
	}
	return a, nil
}

// byName resolves every import by its last name, and reads it. What is no script
// has a loader by its extension.
func byName(read func(name string) ([]byte, error), loaders map[string]api.Loader) api.Plugin {
	return api.Plugin{Name: "by-name", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: path.Base(args.Path), Namespace: "site", SideEffects: api.SideEffectsTrue}, nil
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
