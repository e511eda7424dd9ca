package main

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// wording says what the schema refuses, and what to write instead.
type wording struct {
	file     *file
	data     any
	where    []any // of the data in its file
	problems []Problem
}

var english = message.NewPrinter(language.English)

func (w *wording) add(text string, path []string) {
	if p := w.file.at(text, under(w.where, path)...); !slices.Contains(w.problems, p) {
		w.problems = append(w.problems, p)
	}
}

// tell says what is wrong with one value. Where several forms would do, the schema has an
// error for each of them, which is no help if one thing to write is known.
func (w *wording) tell(errors []*jsonschema.ValidationError) {
	path := errors[0].InstanceLocation
	for _, e := range errors {
		if w.isCells(e) {
			w.add("is a grid, and nothing says of what: write grid: [resolution] beside it, "+
				"or whatever its keys are values of", path)
			return
		}
		if isOperation(e) {
			member, text := oneOperation(reach(w.data, path))
			if member != "" {
				path = append(slices.Clone(path), member)
			}
			w.add(text, path)
			return
		}
	}
	if hint := w.hint(errors, path); hint != "" {
		w.add(hint, path)
		return
	}
	for _, e := range errors {
		switch k := e.ErrorKind.(type) {
		case *kind.AdditionalProperties:
			names := properties(e.SchemaURL)
			for _, key := range slices.Sorted(slices.Values(k.Properties)) {
				w.add(noKey(key, names), append(slices.Clone(path), key))
			}
		case *kind.Required:
			w.add("lacks "+strings.Join(k.Missing, " and "), path)
		case *kind.Enum:
			given, _ := k.Got.(string)
			w.add(k.LocalizedString(english)+didYouMean(given, texted(k.Want)), path)
		default:
			w.add(k.LocalizedString(english), path)
		}
	}
}

// hint is what to write instead of the value, "" where that is not known.
func (w *wording) hint(errors []*jsonschema.ValidationError, path []string) string {
	if hint := anyHint(w.data, path); hint != "" {
		return hint
	}
	value := follow(w.data, path)
	for _, e := range errors {
		switch k := e.ErrorKind.(type) {
		case *kind.Type:
			if hint := w.quoting(k, value, path); hint != "" {
				return hint
			}
		case *kind.Enum:
			_, text := value.(string)
			if raw := w.file.raw(under(w.where, path)...); !text && slices.Contains(texted(k.Want), raw) {
				return fmt.Sprintf("write %q, quoted", raw)
			}
		case *kind.Pattern:
			if strings.HasSuffix(k.Want, decimalEnd) {
				return w.decimal(k.Got, under(w.where, path))
			}
			if is := patterns[e.SchemaURL[strings.LastIndexByte(e.SchemaURL, '/')+1:]]; is != "" {
				return fmt.Sprintf("%q is not %s", k.Got, is)
			}
		case *kind.UniqueItems:
			return "has one value twice: write each once"
		case *kind.Const:
			if id, text := value.(string); text && k.Want == "USD" {
				return fmt.Sprintf("write USD, or a credit of the seller's own: {id: %s, name: …}", id)
			}
		}
	}
	return ""
}

// patterns are what the texts of a pattern are, by its name in the schema.
var patterns = map[string]string{
	"slug":         "an id: small letters and digits, with . or - between them",
	"rateId":       "an id: small letters and digits, with . or - between them",
	"id":           "an id: small letters and digits, with . - _ or / between them",
	"modelRef":     "a model: seller/model",
	"rateRef":      "a rate: seller/model/rate",
	"value":        "a value: letters and digits, with . or - between them",
	"day":          "a day such as 2026-12-01",
	"moment":       "a day such as 2026-12-01",
	"momentOrNull": "a day such as 2026-12-01",
	"dateOrNull":   "a day such as 2026-12-01, or a month such as 2026-12",
	"known":        "a day such as 2026-12-01, or a month such as 2026-12",
	"url":          "the address of a page: https://…",
}

// quoting is what to write instead of a value of another type.
func (w *wording) quoting(k *kind.Type, value any, path []string) string {
	switch v := value.(type) {
	case nil:
		return "is empty: write a value, or leave the key out"
	case string:
		if _, err := strconv.Atoi(v); err == nil && slices.Contains(k.Want, "integer") {
			return fmt.Sprintf("write %s, without quotes", v)
		}
		if (v == "true" || v == "false") && slices.Contains(k.Want, "boolean") {
			return fmt.Sprintf("write %s, without quotes", v)
		}
	case map[string]any, []any:
	default: // a number or a boolean, as it stands in the file
		if slices.Contains(k.Want, "string") {
			return fmt.Sprintf("write %q, quoted", w.file.raw(under(w.where, path)...))
		}
	}
	return ""
}

// decimalEnd is how the pattern of every decimal in the schema ends, with the decimals
// that one has at most.
const (
	decimalEnd   = `(\.[0-9]{1,6})?$`
	mostDecimals = 6
	mostWhole    = 12 // digits before the point
)

// decimal says what to write instead of a decimal that is none, or is too long.
func (w *wording) decimal(given string, where []any) string {
	whole, fraction, _ := strings.Cut(given, ".")
	if !digits(whole) || !digits(fraction+"0") || strings.HasSuffix(given, ".") || len(whole) > 1 && whole[0] == '0' {
		return fmt.Sprintf("%q is not a decimal such as \"0.28\"", given)
	}
	if len(whole) > mostWhole {
		return fmt.Sprintf("has %d digits before the point, and %d are the most", len(whole), mostWhole)
	}
	text := fmt.Sprintf("has %d decimals, and %d are the most", len(fraction), mostDecimals)
	if len(where) < 3 || where[0] != "rates" || where[2] != "amount" {
		return text
	}
	row := reach(w.file.data, []string{"rates", fmt.Sprint(where[1])})
	amount, per, ok := rescaled(whole, fraction, row["per"])
	if !ok {
		return text
	}
	text += fmt.Sprintf(": write %q here, with per: %q beside amount", amount, per)
	if len(where) > 3 {
		text += ", and the other amounts of the row for as many"
	}
	return text
}

// rescaled is the amount of a thousand units, of a million or more, whichever is the
// first that can be written.
func rescaled(whole, fraction string, given any) (amount, per string, ok bool) {
	if len(fraction) > mostWhole+mostDecimals {
		return "", "", false
	}
	per = "1"
	if given != nil {
		per = fmt.Sprint(given)
	}
	for len(fraction) > mostDecimals {
		whole, fraction, per = strings.TrimLeft(whole+fraction[:3], "0"), fraction[3:], per+"000"
	}
	if whole == "" {
		whole = "0"
	}
	return whole + "." + fraction, per, len(whole) <= mostWhole && len(per) <= mostWhole && digits(per)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// noKey says that there is no such key, and which there are.
func noKey(key string, names []string) string {
	text := fmt.Sprintf("there is no key %q here", key)
	if near := didYouMean(key, names); near != "" {
		return text + near
	}
	return text + "; there are " + strings.Join(names, ", ")
}

// properties are the keys that a form of the schema has, sorted.
func properties(address string) []string {
	_, pointer, _ := strings.Cut(address, "#/")
	node := schema().document
	for step := range strings.SplitSeq(pointer, "/") {
		step, _ = url.PathUnescape(step)
		node = follow(node, []string{step})
	}
	all, _ := follow(node, []string{"properties"}).(map[string]any)
	return slices.Sorted(maps.Keys(all))
}

// texted are those of the values that are texts.
func texted(values []any) (texts []string) {
	for _, v := range values {
		if text, is := v.(string); is {
			texts = append(texts, text)
		}
	}
	return texts
}

// anyHint says how a condition that is any is written, "" for another value.
func anyHint(data any, where []string) string {
	if n := len(where); n >= 2 && follow(data, where) == "any" {
		switch member := where[n-1]; where[n-2] {
		case "when":
			return "any is no condition: a row whose price does not depend on " + member + " says independent: [" + member + "]"
		case "if":
			return "any is no condition: leave " + member + " out"
		}
	}
	return ""
}
