package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
)

// change is a price list of which the file of one seller is being changed.
type change struct {
	folder  string
	before  *compiled
	seller  *SellerFile
	model   *Model   // which the change is about
	sources []Source // where it was seen
	editor  *editor
}

// begin reads a price list without problems, and the file of the model in it. Where it
// was seen is nil for what has no sources.
func (v *chosen) begin(t *tool, seen *seen) (*change, error) {
	folder, err := v.folder()
	if err != nil {
		return nil, err
	}
	before, problems := compileFolder(folder, t.now)
	if len(problems) > 0 {
		return nil, unsound(problems)
	}
	c := &change{folder: folder, before: before}
	if c.seller, c.model, err = v.find(before.book); err != nil {
		return nil, err
	}
	if seen != nil {
		if c.sources, err = seen.sources(t, c.seller); err != nil {
			return nil, err
		}
	}
	c.editor, err = newEditor(os.DirFS(folder), c.seller.file.name)
	return c, err
}

// finish writes the changed file and the compiled table, if that has no problems, and
// tells what has come.
func (c *change) finish(t *tool) error {
	text := []byte(c.editor.text())
	after, problems, err := c.tried(text, t.now)
	switch {
	case err != nil:
		return err
	case len(problems) > 0:
		return problemsOf(t.out, problems)
	}
	if err := writeFile(filepath.Join(c.folder, c.editor.name), text); err != nil {
		return err
	}
	for _, line := range news(c.before.table, after.table) {
		fmt.Fprintln(t.out, printable(line))
	}
	return after.write(t.out, filepath.Join(c.folder, compiledName))
}

// tried compiles a copy of the folder that has the changed file.
func (c *change) tried(text []byte, now time.Time) (*compiled, []Problem, error) {
	folder, err := os.MkdirTemp("", "rates-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(folder)
	names, err := filepath.Glob(filepath.Join(c.folder, "*.yaml"))
	if err != nil {
		return nil, nil, err
	}
	for _, name := range append(names, filepath.Join(c.folder, compiledName)) {
		copied, err := os.ReadFile(name)
		if os.IsNotExist(err) {
			continue // it was never compiled
		}
		if filepath.Base(name) == c.editor.name {
			copied = text
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, filepath.Base(name)), copied, 0o644)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	made, problems := compileFolder(folder, now)
	return made, problems, nil
}

// news tells of the rates and the ends that one table has and the other has not.
func news(before, after *pricing.Table) (lines []string) {
	ends := map[string]pricing.Instant{} // of what was there, by id
	each := func(t *pricing.Table, model func(pricing.ModelOnDay)) {
		for i := range t.Sellers {
			s := &t.Sellers[i]
			for j := range s.Models {
				model(pricing.ModelOnDay{Table: t, Seller: s, Model: &s.Models[j]})
			}
		}
	}
	each(before, func(d pricing.ModelOnDay) {
		ends[d.Seller.ID+"/"+d.Model.ID] = d.Model.Sunset
		for i := range d.Model.Rates {
			ends[d.Model.Rates[i].ID] = d.Model.Rates[i].Until
		}
	})
	each(after, func(d pricing.ModelOnDay) {
		about := d.Seller.Name + ", " + d.Model.Name + ": "
		if end := d.Model.Sunset; end != ends[d.Seller.ID+"/"+d.Model.ID] {
			lines = append(lines, about+"ends on "+end.Words())
		}
		for i := range d.Model.Rates {
			r := &d.Model.Rates[i]
			switch until, there := ends[r.ID]; {
			case !there:
				lines = append(lines, about+d.CellInWords(r)+" from "+r.From.Words()+" ("+r.ID+")")
			case until != r.Until:
				lines = append(lines, about+d.CellInWords(r)+" until "+r.Until.Words()+" ("+r.ID+")")
			}
		}
	})
	return lines
}

// exampleModel is a model that has one price, for the help.
func exampleModel() string {
	if q := exampleQuote(); q != nil {
		return strings.Join([]string{q.Seller.ID, q.Model.ID}, "/")
	}
	return "SELLER/MODEL"
}
