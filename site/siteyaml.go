package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/reelrate/reelrate/pricing"
)

// siteFile is the name of the file in the folder of the price list.
const siteFile = "site.yaml"

func readConfig(folder string) (*config, error) {
	c := &config{}
	text, err := os.ReadFile(filepath.Join(folder, siteFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := c.read(text); err != nil {
		return nil, fmt.Errorf("%s: %w", siteFile, err)
	}
	c.folder = folder
	return c, nil
}

func (c *config) read(text []byte) error {
	if err := onlyFields(text, reflect.TypeFor[config]()); err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, c, yaml.Strict()); err != nil {
		return err
	}
	c.Colours.complete()
	if err := c.Colours.check(); err != nil {
		return err
	}
	if err := c.Elements.check(); err != nil {
		return err
	}
	if u, err := url.Parse(c.BaseURL); c.BaseURL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "") {
		return fmt.Errorf("baseURL: %q is not accepted: where the site is, such as https://prices.example, without a slash at the end", c.BaseURL)
	}
	return nil
}

// onlyFields refuses a field that site.yaml does not have, with those that it has
// there: a slip of the keyboard would otherwise leave something out in silence.
func onlyFields(text []byte, of reflect.Type) error {
	var given any
	if err := yaml.Unmarshal(text, &given); err != nil {
		return err
	}
	return fieldsOf(given, of, "")
}

func fieldsOf(given any, of reflect.Type, at string) error {
	switch {
	case given == nil:
		return nil
	case of.Kind() == reflect.Slice:
		list, ok := given.([]any)
		if !ok {
			return fmt.Errorf("%s: is no list: accepted is one entry a line, each behind a dash", at)
		}
		for i, one := range list {
			if err := fieldsOf(one, of.Elem(), fmt.Sprintf("%s.%d", at, i+1)); err != nil {
				return err
			}
		}
	case of.Kind() == reflect.Struct:
		fields := map[string]reflect.Type{}
		for i := range of.NumField() {
			if name := of.Field(i).Tag.Get("yaml"); name != "" {
				fields[name] = of.Field(i).Type
			}
		}
		accepted := strings.Join(slices.Sorted(maps.Keys(fields)), ", ")
		members, ok := given.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: is no list of fields: accepted are %s", cmp.Or(at, "the file"), accepted)
		}
		for _, name := range slices.Sorted(maps.Keys(members)) {
			place := strings.TrimPrefix(at+"."+name, ".")
			if fields[name] == nil {
				return fmt.Errorf("%s: there is no such field: accepted are %s", place, accepted)
			}
			if err := fieldsOf(members[name], fields[name], place); err != nil {
				return err
			}
		}
	default:
		switch given.(type) {
		case map[string]any, []any:
			return fmt.Errorf("%s: accepted is a text", at)
		}
	}
	return nil
}

// inSite says where in site.yaml something is wrong, and what is accepted.
func inSite(field string, err error) error {
	var refused *pricing.Error
	if !errors.As(err, &refused) {
		return fmt.Errorf("%s: %s: %w", siteFile, field, err)
	}
	accepted := ""
	if len(refused.Accepted) > 0 {
		accepted = ": accepted is " + strings.Join(refused.Accepted, ", ")
	}
	return fmt.Errorf("%s: %s: %w%s", siteFile, field, err, accepted)
}
