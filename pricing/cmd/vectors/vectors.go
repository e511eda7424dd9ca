package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
)

// Vector is one question with its answer, worked out independently of this
// program.
type Vector struct {
	ID       string         `json:"id"`
	Kind     string         `json:"kind"`
	Input    object         `json:"input"`
	Expected map[string]any `json:"expected"`
	Source   []struct {
		Seed string `json:"seed"`
		Line int    `json:"line"`
	} `json:"source"`
}

// object is a decoded JSON object whose numbers keep their text.
type object map[string]any

// vectors asks the engine for every vector of the files, prints each failure
// and closes with the count. Kinds that only the operator may ask are skipped,
// and counted, on the public routes, and so are operations that an engine does not
// list, as the released one leaves some to the whole one. It translates and compares: it computes nothing
// and knows no answer.
func vectors(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("vectors", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the error says what is wrong
	via := flags.String("via", "native", "")
	prices := flags.String("table", "", "")
	if err := flags.Parse(args); err != nil || flags.NArg() == 0 {
		usage := "usage: go run ./pricing/cmd/vectors [--via native|wasm|worker] [--table FILE] FILE…"
		return errors.Join(err, errors.New(usage))
	}
	table, err := rates.Open(*prices)
	if err != nil {
		return err
	}
	engine, err := route(*via, table, *prices)
	if err != nil {
		return err
	}
	defer engine.Close()
	r := &runner{engine: engine}
	r.learn(table)
	passed, failed, skipped := 0, 0, 0
	for _, name := range flags.Args() {
		file, err := readVectors(name)
		if err != nil {
			return err
		}
		for _, v := range file {
			if *via != "native" && slices.Contains(operatorKinds, v.Kind) {
				skipped++
				continue
			}
			faults, err := r.run(&v)
			if errors.Is(err, errUnlisted) {
				skipped++
			} else if len(faults) > 0 {
				failed++
				for _, f := range faults {
					fmt.Fprintln(out, printable(v.ID+": "+f))
				}
			} else {
				passed++
			}
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed", passed, failed)
	if skipped > 0 {
		fmt.Fprintf(out, ", %d skipped", skipped)
	}
	fmt.Fprintln(out)
	if failed > 0 {
		return fmt.Errorf("vectors failed via %s", *via)
	}
	return nil
}

func readVectors(name string) ([]Vector, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct {
		Vectors []Vector `json:"vectors"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(file.Vectors) == 0 {
		return nil, fmt.Errorf("%s holds no vectors", name)
	}
	return file.Vectors, nil
}

// runner puts vectors to an engine.
type runner struct {
	engine    engine
	sellers   []sellerRow       // from the published table
	documents map[string]string // id → the day as of which it speaks, "" if undated
}

type sellerRow struct{ id, vendor, kind, currency string }

// learn reads who sells and when the documents speak from the table. An engine with
// another one would not answer the same bytes.
func (r *runner) learn(t *pricing.Table) {
	r.documents = map[string]string{}
	for _, d := range t.Documents {
		r.documents[d.ID] = firstDay(d.Known)
	}
	for _, s := range t.Sellers {
		r.sellers = append(r.sellers, sellerRow{s.ID, s.Vendor, s.Kind, s.Currency.ID})
	}
}

// run returns what is wrong with the engine's answer to the vector.
func (r *runner) run(v *Vector) ([]string, error) {
	kind, ok := kinds[v.Kind]
	if !ok {
		return []string{"unknown kind " + v.Kind}, nil
	}
	got, err := kind(r, v)
	if err != nil {
		return []string{err.Error()}, err
	}
	var faults []string
	keys := make([]string, 0, len(v.Expected))
	for key := range v.Expected {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		want := v.Expected[key]
		if slices.Contains(annotations, key) {
			continue
		}
		have, known := got[key]
		switch {
		case !known:
			faults = append(faults, fmt.Sprintf("%s: nothing in the answer says it (want %s)", key, show(want)))
		case slices.Contains(prose, key):
			if s, _ := have.(string); s == "" {
				faults = append(faults, fmt.Sprintf("%s: want words such as %s, got none", key, show(want)))
			}
		case show(have) != show(want):
			faults = append(faults, fmt.Sprintf("%s: want %s, got %s", key, show(want), show(have)))
		}
	}
	return faults, nil
}

// operatorKinds need costs and margins, which no public operation answers.
var operatorKinds = []string{"margin_markup", "margin_with_promo", "seed_reasoning_check", "old_flat_margin"}

// prose is expected to be there, not to be worded alike.
var prose = []string{"reason", "reason_class", "warn"}

// annotations say what a document printed; they are not answers.
var annotations = []string{"printed_in_seed"}

// show writes a value for comparison: numbers, strings and booleans by their
// text.
func show(v any) string {
	if v == nil {
		return "null"
	}
	return fmt.Sprint(v)
}

// str is the text at a dotted path, "" if there is none.
func str(o any, path string) string {
	v := at(o, path)
	switch v.(type) {
	case nil, map[string]any, object, []any:
		return ""
	}
	return show(v)
}

// at follows a dotted path of member names and indexes.
func at(o any, path string) any {
	for path != "" {
		var step string
		if dot := bytes.IndexByte([]byte(path), '.'); dot >= 0 {
			step, path = path[:dot], path[dot+1:]
		} else {
			step, path = path, ""
		}
		switch v := o.(type) {
		case object:
			o = v[step]
		case map[string]any:
			o = v[step]
		case []any:
			o = nil
			for i := range v {
				if fmt.Sprint(i) == step {
					o = v[i]
				}
			}
		default:
			return nil
		}
	}
	return o
}

// items is the array at a dotted path.
func items(o any, path string) []any {
	list, _ := at(o, path).([]any)
	return list
}
