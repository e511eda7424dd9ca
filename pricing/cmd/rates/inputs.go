package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
)

// ratesDir is the default table, from the root of its module.
const (
	module   = "github.com/reelrate/reelrate"
	ratesDir = "pricing/rates"
)

// authored is the table that a verb reads as YAML.
type authored struct {
	Rates string `placeholder:"DIR" help:"The folder of its YAML; by default the repository's pricing/rates."`
}

// folder is where the YAML is.
func (a *authored) folder() (string, error) {
	if a.Rates == "" {
		return defaultFolder()
	}
	info, err := os.Stat(a.Rates)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", a.Rates)
	}
	if err != nil {
		return "", fmt.Errorf("--rates: %w", err)
	}
	return a.Rates, nil
}

// defaultFolder is the default table's, seen from where the program runs.
func defaultFolder() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for root := here; ; root = filepath.Dir(root) {
		mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err == nil && slices.Contains(strings.Split(string(mod), "\n"), "module "+module) {
			return filepath.Rel(here, filepath.Join(root, ratesDir))
		}
		if root == filepath.Dir(root) {
			return "", fmt.Errorf("%s is not in the repository, which has a table: give the folder of another with --rates DIR",
				here)
		}
	}
}

// sound loads the table for a verb that needs a correct one.
func (a *authored) sound() (*Book, error) {
	folder, err := a.folder()
	if err != nil {
		return nil, err
	}
	book, problems := load(os.DirFS(folder))
	if len(problems) > 0 {
		return nil, unsound(problems)
	}
	return book, nil
}

// unsound is why a verb that needs a correct table does not run.
func unsound(problems []Problem) error {
	return fmt.Errorf("%v\nrates check tells every problem", problems[0])
}

// compiledTable is the table that a verb prices with.
type compiledTable struct {
	Table string `placeholder:"TABLE" help:"A folder of YAML or a compiled table; by default the one compiled in."`
}

func (c *compiledTable) open(now time.Time) (*pricing.Table, error) {
	if c.Table == "" {
		return standard(), nil
	}
	return openTable(c.Table, now)
}

// standard is the table that the tool was built with, and the hosts of its build. Tests
// have another.
var standard = rates.Default

// openTable reads a table from a folder of YAML or from a compiled file, which is
// what GET /v1/rates answers.
func openTable(name string, now time.Time) (*pricing.Table, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		c, problems := compileFolder(name, now)
		if len(problems) > 0 {
			return nil, fmt.Errorf("%s: %v", name, problems[0])
		}
		return c.table, nil
	}
	return rates.Open(name)
}

// day is the value of --as-of; 0 if it was not given.
type day pricing.Instant

func (d *day) UnmarshalText(text []byte) error {
	at, err := pricing.ParseInstant(string(text))
	if e, ok := errors.AsType[*pricing.Error](err); ok {
		return errors.New(e.Message) // the field is the flag, which is named already
	}
	*d = day(at)
	return err
}

func (d day) or(other pricing.Instant) pricing.Instant {
	if d == 0 {
		return other
	}
	return pricing.Instant(d)
}

// openLog opens a usage log, standard input for "-".
func openLog(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	return os.Open(name)
}
