package main

import (
	"cmp"
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

// inputs are the files that other parts of the build made. The page's engine may
// be a small one that needs nothing beside it; full is then the program that has
// every operation. Otherwise they are one and full is empty.
type inputs struct{ engine, full, exec, loader, openapi string }

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
	given := map[string]string{"engine.wasm": in.engine, "wasm_exec.js": in.exec, "loader.mjs": in.loader}
	// What a script imports by the first name is the asset of the second.
	same := map[string]string{"full.wasm": "engine.wasm", "engine_exec.js": "wasm_exec.js"}
	if in.full != "" {
		given["full.wasm"], given["engine_exec.js"] = in.full, os.DevNull
		same = nil
	}
	read := func(name string) ([]byte, error) {
		if p, ok := given[name]; ok {
			return os.ReadFile(p)
		}
		return fs.ReadFile(sources, "assets/"+name)
	}
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
		Engines:           []api.Engine{{Name: api.EngineChrome, Version: "111"}, {Name: api.EngineFirefox, Version: "115"}, {Name: api.EngineSafari, Version: "16.4"}},
		Plugins:           []api.Plugin{byName(read, same)},
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

// byName resolves every import by its last name, or what that is the same as,
// among the site's own assets and the given inputs.
func byName(read func(name string) ([]byte, error), same map[string]string) api.Plugin {
	return api.Plugin{Name: "by-name", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			name := path.Base(args.Path)
			return api.OnResolveResult{Path: cmp.Or(same[name], name), Namespace: "site", SideEffects: api.SideEffectsTrue}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "site"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			content, err := read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(content)
			loader := map[string]api.Loader{".css": api.LoaderCSS, ".wasm": api.LoaderFile}[path.Ext(args.Path)]
			if loader == api.LoaderNone {
				loader = api.LoaderJS
			}
			return api.OnLoadResult{Contents: &text, Loader: loader}, nil
		})
	}}
}
