package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
)

// finding is one entry of findings.yaml: something that a document prints and that is
// not so, or not so everywhere. The prices know nothing of it.
type finding struct {
	About   string `yaml:"about"` // a seller or <seller>/<model>, "" for the whole table
	Printed string `yaml:"printed"`
	Verdict string `yaml:"verdict"`
	Finding string `yaml:"finding"`
	Sources []struct {
		Document string `yaml:"document"`
		Line     int    `yaml:"line"`
		Place    string `yaml:"place"`
		URL      string `yaml:"url"`
	} `yaml:"sources"`
}

// findingsOf are those about one seller, or about the table.
type findingsOf struct {
	Name string
	List []shownFinding
}

type shownFinding struct {
	Model, Path               string // that it is about, "" where it is about none
	Printed, Verdict, Finding string
	Refs                      []ref
}

const findingsFile = "findings.yaml"

// findings reads what the documents contradict, by what it is about; nothing where the
// price list has no such file. What is about a seller that the site does not show is
// not shown either.
func (e *edition) findings() (out []findingsOf, count int, err error) {
	text, err := os.ReadFile(filepath.Join(e.config.folder, findingsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	var list []finding
	if err := yaml.UnmarshalWithOptions(text, &list, yaml.Strict()); err != nil {
		return nil, 0, fmt.Errorf("%s: %w", findingsFile, err)
	}
	for i := range list {
		f := &list[i]
		name, shown, err := e.shownFinding(f)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %d: %w", findingsFile, i+1, err)
		}
		if name == "" {
			continue
		}
		at := slices.IndexFunc(out, func(g findingsOf) bool { return g.Name == name })
		if at < 0 {
			at = len(out)
			out = append(out, findingsOf{Name: name})
		}
		out[at].List = append(out[at].List, shown)
		count++
	}
	return out, count, nil
}

// shownFinding is the finding in words, and what it stands under: "" for nothing that
// the site shows.
func (e *edition) shownFinding(f *finding) (name string, out shownFinding, err error) {
	out = shownFinding{Printed: f.Printed, Verdict: verdictWords(f.Verdict), Finding: sentence(f.Finding)}
	var sources []pricing.Source
	for _, s := range f.Sources {
		sources = append(sources, pricing.Source{Document: s.Document, Line: s.Line, Place: s.Place, URL: s.URL})
	}
	out.Refs = refs(sources)
	if f.About == "" {
		return "The documents as a whole", out, nil
	}
	id, model, _ := strings.Cut(f.About, "/")
	if _, err := e.table.Seller(id); err != nil {
		return "", out, err
	}
	s := e.seller(id)
	if s == nil {
		return "", out, nil
	}
	if model != "" {
		m, err := s.Model(model)
		if err != nil {
			return "", out, err
		}
		out.Model, out.Path = m.Name, modelPath(s.ID, m.ID)
	}
	return s.Name, out, nil
}

// verdictWords is a verdict as it is read.
func verdictWords(verdict string) string {
	words := map[string]string{"conflict": "contradicted", "gap": "incomplete", "loose": "imprecise"}
	return cmp.Or(words[verdict], verdict)
}
