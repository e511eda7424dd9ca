package main

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/reelrate/reelrate/pricing"
)

// A row of a file says what tells it apart. Whatever it leaves out is filled in here, so
// that everything behind finds a table in full.

//go:embed standard.yaml
var standardText []byte

// standardTable is what a table.yaml leaves out.
var standardTable = sync.OnceValue(func() TableFile {
	var t TableFile
	if err := yaml.Unmarshal(standardText, &t); err != nil {
		panic(err)
	}
	return t
})

// complete fills in what the files leave out.
func (b *Book) complete() []Problem {
	b.Table.complete()
	var problems []Problem
	for _, s := range b.Sellers {
		problems = append(problems, s.cells()...)
	}
	if len(problems) > 0 {
		return problems
	}
	known := map[string]string{}
	for _, d := range b.Table.Documents {
		known[d.ID] = d.Known
	}
	for _, s := range b.Sellers {
		s.complete(known)
	}
	return nil
}

func (t *TableFile) complete() {
	if t.file == nil {
		t.file = &file{name: tableName}
	}
	standard := standardTable()
	if !t.file.has("resolutions") {
		t.Resolutions = standard.Resolutions
	}
	if t.Policy.Seconds.Max == "" {
		t.Policy.Seconds = standard.Policy.Seconds
	}
	if !t.file.has("policy", "staleAfterDays") {
		t.Policy.StaleAfterDays = standard.Policy.StaleAfterDays
	}
	for i := range t.Documents {
		fill(&t.Documents[i].Title, t.Documents[i].ID)
	}
}

// fill gives a text that is left out its default.
func fill(text *string, otherwise string) {
	if *text == "" {
		*text = otherwise
	}
}

// cite gives what has no sources of its own those of what it stands in.
func cite(sources *[]Source, around []Source) {
	if *sources == nil {
		*sources = around
	}
}

// complete fills in what a seller's file leaves out. The days on which the documents were
// true are known.
func (s *SellerFile) complete(known map[string]string) {
	var file []Source
	if s.Source != nil {
		file = []Source{*s.Source}
	}
	s.seller(file)
	for i := range s.Rates {
		s.rateRow(&s.Rates[i], file, known)
	}
	for i := range s.Models {
		s.modelRow(&s.Models[i], file)
	}
	s.takeOver()
	for i := range s.Operator.Costs {
		fill(&s.Operator.Costs[i].Match, "same-model")
	}
	for i := range s.Offers {
		o := &s.Offers[i]
		fill(&o.Name, o.ID)
		cite(&o.Sources, file)
		citeGaps(o.Gaps, o.Sources)
		if o.Kind == "plan" {
			fill(&o.Period, "month")
		}
		if !s.file.has("offers", i, "known") {
			o.Known = dayOf(o.Sources, known)
		}
	}
	for i := range s.Promos {
		p := &s.Promos[i]
		cite(&p.Sources, file)
		if !s.file.has("promos", i, "known") {
			p.Known = dayOf(p.Sources, known)
		}
	}
}

// dayOf is when the first of the sources was true, "" where that is not known.
func dayOf(sources []Source, known map[string]string) string {
	if len(sources) == 0 {
		return ""
	}
	return or(sources[0].Known, known[sources[0].Document])
}

func citeGaps(gaps []Gap, around []Source) {
	for i := range gaps {
		cite(&gaps[i].Sources, around)
	}
}

// house is the kind of the operator's own seller.
const house = "house"

func (s *SellerFile) seller(file []Source) {
	seller := &s.Seller
	if seller.Owned {
		fill(&seller.Kind, house)
	}
	if seller.Kind == house && !s.file.has("seller", "owned") {
		seller.Owned = true
	}
	fill(&seller.Name, seller.ID)
	cite(&seller.Sources, file)
	if seller.Failure != nil {
		cite(&seller.Failure.Sources, seller.Sources)
	}
	if seller.Polling != nil {
		cite(&seller.Polling.Sources, seller.Sources)
	}
}

func (s *SellerFile) rateRow(r *Rate, file []Source, known map[string]string) {
	cite(&r.Sources, file)
	citeGaps(r.Gaps, r.Sources)
	for i := range r.Modifiers {
		cite(&r.Modifiers[i].Sources, r.Sources)
	}
	if !s.file.has(r.at("known")...) {
		r.Known = dayOf(r.Sources, known)
	}
	precise := "exact"
	if ends, two := r.Amount.(map[string]any); two {
		if precise = "range"; ends["from"] != nil {
			precise = "floor"
		}
	}
	fill(&r.Precision, precise)
	if r.ID == "" || r.cell != nil {
		if conditions, err := when(r.When); err == nil { // otherwise it is told of the row
			r.ID = derivedID(r, conditions)
		}
	}
}

func (s *SellerFile) modelRow(m *Model, file []Source) {
	fill(&m.Name, m.ID)
	cite(&m.Sources, file)
	citeGaps(m.Gaps, m.Sources)
	if m.InputImages != nil {
		cite(&m.InputImages.Sources, m.Sources)
	}
	var rows []*Rate
	for i := range s.Rates {
		if s.Rates[i].Model == m.ID {
			rows = append(rows, &s.Rates[i])
		}
	}
	fill(&m.Medium, medium(rows))
	if m.Options == nil {
		m.Options = optionsOf(rows)
	}
}

// medium is what a model makes whose rows count these units.
func medium(rows []*Rate) string {
	if len(rows) == 0 || slices.ContainsFunc(rows, func(r *Rate) bool { return r.Unit != "image" }) {
		return "video"
	}
	return "image"
}

// optionsOf are the values that the rows of a model name, and any for what no row depends
// on. What its sources do not state is unknown.
func optionsOf(rows []*Rate) map[string]any {
	options := map[string]any{}
	independent := map[string]int{}
	add := func(conditions map[string]any) {
		for name, v := range conditions {
			options[name] = union(options[name], v)
		}
	}
	for _, r := range rows {
		add(r.When)
		for _, m := range r.Modifiers {
			add(m.If)
		}
		for _, member := range r.Independent {
			independent[member]++
		}
	}
	delete(options, pricing.Pixels.String()) // a frame is no option
	for _, d := range pricing.Dims {
		if name := d.String(); options[name] == nil && len(rows) > 0 && independent[name] == len(rows) {
			options[name] = "any"
		}
	}
	return options
}

// union is a declared set with the values of one more condition.
func union(set, more any) any {
	values, _ := set.([]any)
	list, is := more.([]any)
	if !is {
		list = []any{more}
	}
	for _, v := range list {
		same := func(other any) bool { return fmt.Sprint(other) == fmt.Sprint(v) }
		if v != "unknown" && !slices.ContainsFunc(values, same) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return "unknown"
	}
	return values
}
