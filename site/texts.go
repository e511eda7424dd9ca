package main

import (
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template/parse"
)

// texts are the operator's own texts of pages, by the page's name: pages/NAME.html in
// the folder of the price list. Each defines again what it replaces of the site's page
// of that name, such as {{define "main"}} or {{define "lede"}}; all else stays.
type texts map[string]string

func readTexts(folder string) (texts, error) {
	folder = filepath.Join(folder, "pages")
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	accepted, err := fs.Glob(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	out := texts{}
	for _, e := range entries {
		if !slices.Contains(accepted, "pages/"+e.Name()) {
			return nil, fmt.Errorf("pages/%s: the site has no such page: accepted are %s", e.Name(), strings.Join(accepted, ", "))
		}
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		out[e.Name()] = string(text)
	}
	return out, nil
}

// into puts the operator's texts into a page of the site.
func (t texts) into(page *template.Template, name string) error {
	for _, of := range [...]string{"layout.html", "parts.html", "pieces.html", name} {
		if err := t.replace(page, of); err != nil {
			return fmt.Errorf("pages/%s: %w", of, err)
		}
	}
	return nil
}

func (t texts) replace(page *template.Template, name string) error {
	text, given := t[name]
	if !given {
		return nil
	}
	own, err := template.New(name).Funcs(functions).Parse(text)
	if err != nil {
		return err
	}
	for _, part := range own.Templates() {
		block, tree := part.Name(), part.Tree
		if block == name {
			if !parse.IsEmptyTree(tree.Root) {
				return errors.New("text outside of {{define}} would be shown nowhere")
			}
			continue
		}
		if page.Lookup(block) == nil {
			return fmt.Errorf("the page has no part %q: accepted are %s", block, strings.Join(parts(page), ", "))
		}
		if _, err := page.AddParseTree(block, tree); err != nil {
			return err
		}
	}
	return nil
}

// parts lists what a page is made of.
func parts(page *template.Template) []string {
	var out []string
	for _, t := range page.Templates() {
		if !strings.HasSuffix(t.Name(), ".html") {
			out = append(out, t.Name())
		}
	}
	slices.Sort(out)
	return out
}
