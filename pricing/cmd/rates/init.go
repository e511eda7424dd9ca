package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing/rates"
	"golang.org/x/text/unicode/norm"
)

// initVerb begins a price list.
type initVerb struct {
	Dir    string `arg:"" name:"dir" help:"A folder that is not there yet, or an empty one."`
	CSV    string `name:"csv" placeholder:"PRICES" help:"The prices, with columns as below; without it the folder has examples to be replaced."`
	Offers string `placeholder:"OFFERS" help:"The packs and plans; without it the prices are in US dollars."`
	Name   string `placeholder:"BRAND" help:"What customers call you; by default the folder's name."`
}

func (initVerb) Help() string {
	return `Writes a folder that the verbs take with --rates and ./build.sh with --rates: the prices of one
seller, who is you, the site's settings, and the schema, from which an editor explains every key
and completes it. The folder is checked and compiled.

PRICES has a line for each price, with the columns ` + strings.Join(neededOfPrices, ", ") + ` and, where
needed, ` + strings.Join(optionalOfPrices, ", ") + `. A unit is one of ` + strings.Join(sheetUnits, ", ") + `.
OFFERS has ` + strings.Join(neededOfOffers, ", ") + ` and, where needed, ` + strings.Join(optionalOfOffers, ", ") + `.
A kind is one of ` + strings.Join(sheetKinds, ", ") + `. The first line of each names its columns, in any order.

` + example("rates init my-prices")
}

func (v *initVerb) Run(t *tool) error {
	if v.Offers != "" && v.CSV == "" {
		return errors.New("--offers goes with --csv, which has the prices that they pay for")
	}
	name, id, err := v.names()
	if err != nil {
		return err
	}
	begun := &start{id: id, name: name}
	if begun.prices, begun.offers, err = v.sheets(); err != nil {
		return err
	}
	files, err := begun.files()
	if err != nil {
		return err
	}
	files["schema.json"] = rates.Schema
	c, err := writeFolder(t, v.Dir, files)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "%s: %s, %s, %s of %s\n./build.sh --rates %s serve shows its site\n",
		printable(v.Dir), several(len(c.table.Sellers[0].Models), "model"), several(len(c.book.Sellers[0].Rates), "rate"),
		several(len(c.table.Sellers[0].Offers), "offer"),
		printable(name), printable(v.Dir))
	return err
}

func several(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// names are the brand, and the id that is made of it.
func (v *initVerb) names() (name, id string, err error) {
	name = v.Name
	if name == "" {
		whole, err := filepath.Abs(v.Dir)
		if err != nil {
			return "", "", err
		}
		name = titled(filepath.Base(whole))
	}
	if id = slugOf(name); id == "" {
		return "", "", fmt.Errorf("%q has no letters that an id can be made of: give a --name with some", name)
	}
	if file := id + ".yaml"; file == tableName || file == findingsName || file == siteName {
		return "", "", fmt.Errorf("%s has a meaning of its own: give another --name", file)
	}
	return name, id, nil
}

var between = regexp.MustCompile(`[^a-z0-9]+`)

// slugOf is the id that a name gives, without its accents.
func slugOf(name string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(name)))
	return strings.Trim(between.ReplaceAllString(plain, "-"), "-")
}

// titled is a folder's name as words: "my-prices" is My Prices.
func titled(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' })
	for i, w := range words {
		_, first := utf8.DecodeRuneInString(w)
		words[i] = strings.ToUpper(w[:first]) + w[first:]
	}
	return strings.Join(words, " ")
}

// sheets are the prices and the offers, nil if there are none.
func (v *initVerb) sheets() (prices, offers *sheet, err error) {
	if v.CSV == "" {
		if prices, err = readSheet("prices.csv", strings.NewReader(examplePrices), neededOfPrices, optionalOfPrices); err == nil {
			offers, err = readSheet("offers.csv", strings.NewReader(exampleOffers), neededOfOffers, optionalOfOffers)
		}
		return prices, offers, err
	}
	if prices, err = openSheet(v.CSV, neededOfPrices, optionalOfPrices); err == nil && v.Offers != "" {
		offers, err = openSheet(v.Offers, neededOfOffers, optionalOfOffers)
	}
	return prices, offers, err
}

func openSheet(name string, needed, optional []string) (*sheet, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readSheet(name, f, needed, optional)
}

// writeFolder makes a folder of the files and compiles it: all of it or nothing.
func writeFolder(t *tool, dir string, files map[string]string) (*compiled, error) {
	switch there, err := os.ReadDir(dir); {
	case err == nil && len(there) > 0:
		return nil, fmt.Errorf("%s is not empty, and what it has stays", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		return nil, err
	}
	made, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".reelrate-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(made) // gone already, if all went well
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(made, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	c, problems := compileFolder(made, t.now)
	if len(problems) > 0 {
		return nil, problemsOf(t.out, problems)
	}
	if err := os.WriteFile(filepath.Join(made, compiledName), c.text, 0o644); err != nil {
		return nil, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return c, errors.Join(os.Chmod(made, 0o755), os.Rename(made, dir))
}
