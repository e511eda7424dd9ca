package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/table"
)

// compiledName is the compiled table beside its YAML.
const compiledName = "table.json"

// compileVerb writes the compiled table.
type compileVerb struct {
	authored
	Output string `short:"o" placeholder:"FILE" help:"Where to; by default table.json in the folder."`
}

func (compileVerb) Help() string {
	return `It is canonical JSON, the same bytes for the same YAML, which every host carries and serves.

The file that is overwritten decides the version. It stays where nothing else in the file
changes, and so does every byte. Otherwise it is today's day in UTC, and for the second change
of a day that day with .2 behind it, then .3. Exit status 1 if the table has problems, which are
printed instead.

` + example("rates compile")
}

func (v *compileVerb) Run(t *tool) error {
	folder, err := v.folder()
	if err != nil {
		return err
	}
	file := or(v.Output, filepath.Join(folder, compiledName))
	previous, err := previousOf(file)
	if err != nil {
		return err
	}
	c, problems := compile(os.DirFS(folder), previous, t.now)
	if len(problems) > 0 {
		return problemsOf(t.out, problems)
	}
	return c.write(t.out, file)
}

// compiled is a folder of YAML in its compiled form.
type compiled struct {
	book  *Book
	text  []byte
	table *pricing.Table // what the text says
	kept  bool           // the text is the previous one
}

// compile compiles a folder, or lists what is wrong with it. The version continues
// that of the previous text, which is empty for a table that has none.
func compile(dir fs.FS, previous []byte, today time.Time) (*compiled, []Problem) {
	book, problems := load(dir)
	if len(problems) > 0 {
		return nil, problems
	}
	t := book.table()
	c := &compiled{book: book}
	var err error
	if t.Version, c.kept, err = nextVersion(&t, previous, today); err != nil {
		return nil, []Problem{{File: compiledName, Message: err.Error() + "; put the one back that was published last"}}
	}
	book.Table.Version = t.Version
	c.text = table.Encode(&t)
	if c.table, err = table.Load(c.text); err != nil {
		return nil, []Problem{unloadable(&t, err)}
	}
	return c, nil
}

// compileFolder is compile of a folder whose compiled file lies beside its YAML.
func compileFolder(name string, today time.Time) (*compiled, []Problem) {
	previous, err := previousOf(filepath.Join(name, compiledName))
	if err != nil {
		return nil, []Problem{{File: compiledName, Message: err.Error()}}
	}
	return compile(os.DirFS(name), previous, today)
}

// previousOf reads what a compilation overwrites, nothing where there is no file.
func previousOf(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return text, err
}

// nextVersion is the version of a table that replaces the previous one, and whether
// the two are the same. A version is never before the previous one, whatever the
// clock says.
func nextVersion(t *pricing.Table, previous []byte, today time.Time) (version string, kept bool, err error) {
	now := pricing.InstantOf(today.UTC()).Day()
	if len(previous) == 0 {
		return now.String(), false, nil
	}
	old, err := table.Load(previous)
	if err != nil {
		return "", false, err
	}
	again := *t
	again.Version = old.Version
	if string(table.Encode(&again)) == string(previous) {
		return old.Version, true, nil
	}
	day, change, _ := table.ParseVersion(old.Version)
	if now > day {
		return now.String(), false, nil
	}
	return day.String() + "." + strconv.Itoa(change+1), false, nil
}

// unloadable is what the engine says of a table that the check has accepted, under
// the names that the author knows: the compiled form sorts and nests its rows.
func unloadable(t *pricing.Table, err error) Problem {
	e, ok := errors.AsType[*pricing.Error](err)
	if !ok {
		return Problem{File: compiledName, Message: err.Error()}
	}
	steps := strings.Split(e.Field, ".")
	index := func(list string, length int) int { // of the element that the path leads to next, -1 if to none
		if len(steps) < 2 || steps[0] != list {
			return -1
		}
		i, err := strconv.Atoi(steps[1])
		if err != nil || i >= length {
			return -1
		}
		steps = steps[2:]
		return i
	}
	steps = steps[1:] // "table"
	file, id := tableName, ""
	if i := index("sellers", len(t.Sellers)); i >= 0 {
		s := &t.Sellers[i]
		file = s.ID + ".yaml"
		if j := index("models", len(s.Models)); j >= 0 {
			m := &s.Models[j]
			id = "the model " + m.ID + ": "
			if k := index("rates", len(m.Rates)); k >= 0 {
				id = "the rate " + m.Rates[k].ID + ": "
			}
		} else if j := index("offers", len(s.Offers)); j >= 0 {
			id = "the offer " + s.Offers[j].ID + ": "
		}
	}
	return Problem{File: file, Field: strings.Join(steps, "."), Message: id + withAccepted(e)}
}

// withAccepted is a refusal of the engine with what it would accept.
func withAccepted(e *pricing.Error) string {
	if len(e.Accepted) == 0 {
		return e.Message
	}
	return e.Message + " (accepted: " + strings.Join(e.Accepted, ", ") + ")"
}

// write writes the file, unless it says the same already, and prints what it is.
func (c *compiled) write(out io.Writer, file string) error {
	said := "compiled to"
	if c.kept {
		said = "unchanged in"
	} else if err := writeFile(file, c.text); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "rate table %s %s %s %s\n", c.table.Version, c.table.Digest, said, printable(file))
	return err
}

// problemsOf prints the problems of a table.
func problemsOf(out io.Writer, problems []Problem) error {
	for _, p := range problems[:min(len(problems), mostTold)] {
		fmt.Fprintln(out, printable(p.String()))
	}
	if len(problems) > mostTold {
		return found("more than %d problems in the rate table", mostTold)
	}
	return found("%s in the rate table", several(len(problems), "problem"))
}
