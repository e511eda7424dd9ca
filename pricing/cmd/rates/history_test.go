package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/rates"
	"github.com/reelrate/reelrate/pricing/table"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// correctionsFile declares what was published wrongly, one row a line: the version of
// the first table that is right, the row as rates diff names it, and why, with tabs
// between them. It is there from the first correction on.
const correctionsFile = "corrections.tsv"

// History is append-only: what the list that is deployed, RATES or else the default one,
// says of a rate or an offer that was published, it said then.
func TestPublishedRowsStay(t *testing.T) {
	list := cmp.Or(os.Getenv("RATES"), livingYAML)
	now, err := rates.Open(filepath.Join(list, compiledName))
	if err != nil {
		t.Fatal(err)
	}
	declared, err := os.ReadFile(filepath.Join(list, correctionsFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(list, "published/*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		old, err := table.Load(text)
		if err != nil {
			t.Logf("%s is not compared: %v", file, err) // of another format
			continue
		}
		for _, fault := range rewritten(t, old, now, string(declared)) {
			t.Errorf("%s: %s; append a row, or declare it in %s", file, fault, correctionsFile)
		}
	}
}

// rewritten lists the rates and offers of a published table that the new one lacks or
// has otherwise. A row may be given its end, if that is not in the past of what was
// published or is the day on which another row takes over, and may be seen again on a
// later day.
func rewritten(t *testing.T, old, new *pricing.Table, declared string) (faults []string) {
	t.Helper()
	before, err := things(old)
	if err != nil {
		t.Fatal(err)
	}
	after, err := things(new)
	if err != nil {
		t.Fatal(err)
	}
	for _, was := range before {
		if was.kind != "rate" && was.kind != "offer" || corrected(was.name(), old.Version, declared) {
			continue
		}
		i := slices.IndexFunc(after, func(is thing) bool { return is.name() == was.name() })
		if i < 0 {
			faults = append(faults, was.name()+" is gone")
			continue
		}
		day, _, _ := table.ParseVersion(old.Version)
		for _, f := range changed(was.value, after[i].value) {
			ends := (f.name == "until" || f.name == "untilMonth") &&
				(was.until == 0 && after[i].until > day || takenOver(new, was.id, after[i].until))
			seen := f.name == "known" && f.old < f.new
			if !ends && !seen {
				faults = append(faults, was.name()+" has another "+f.name)
			}
		}
	}
	return faults
}

// takenOver reports whether a current row with the conditions of the rate begins on the
// day on which that ends.
func takenOver(t *pricing.Table, id string, day pricing.Instant) bool {
	for i := range t.Sellers {
		for _, m := range t.Sellers[i].Models {
			at := slices.IndexFunc(m.Rates, func(r pricing.Rate) bool { return r.ID == id })
			if at >= 0 {
				return slices.ContainsFunc(m.Rates, func(r pricing.Rate) bool {
					return r.Status == pricing.Current && r.From == day && spelled(r.When) == spelled(m.Rates[at].When)
				})
			}
		}
	}
	return false
}

// corrected reports whether the row of a table of that version is declared wrong.
func corrected(row, version, declared string) bool {
	day, change, _ := table.ParseVersion(version)
	for line := range strings.Lines(declared) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if len(columns) != 3 || columns[1] != row {
			continue
		}
		if right, n, ok := table.ParseVersion(columns[0]); ok && (day < right || day == right && change < n) {
			return true
		}
	}
	return false
}

func TestRewrittenRowsAreSeen(t *testing.T) {
	old := frozen.Table()
	day, _, _ := table.ParseVersion(old.Version)
	rate, offer := &old.Sellers[0].Models[0].Rates[0], ""
	for i := range old.Sellers {
		for j := range old.Sellers[i].Models {
			for k := range old.Sellers[i].Models[j].Rates {
				if r := &old.Sellers[i].Models[j].Rates[k]; r.Until == 0 {
					rate = r
				}
			}
		}
		for j := range old.Sellers[i].Offers {
			offer = "offer " + old.Sellers[i].ID + "/" + old.Sellers[i].Offers[j].ID
		}
	}
	name := "rate " + rate.ID
	declare := func(version string) string { return version + "\t" + name + "\tthe source was misread\n" }
	for _, c := range []struct {
		what     string
		change   func(r *pricing.Rate)
		declared string
		want     string
	}{
		{"nothing", func(*pricing.Rate) {}, "", ""},
		{"an end to come", func(r *pricing.Rate) { r.Until = day + 1 }, "", ""},
		{"an end that is past", func(r *pricing.Rate) { r.Until = day }, "", name + " has another until"},
		{"seen again", func(r *pricing.Rate) { r.Known = "9999-01-01" }, "", ""},
		{"seen earlier", func(r *pricing.Rate) { r.Known = "1999-01-01" }, "", name + " has another known"},
		{"a note", func(r *pricing.Rate) { r.Note += "!" }, "", ""},
		{"a price", func(r *pricing.Rate) { r.Amount.Min.Coef++ }, "", name + " has another amount"},
		{"a price, declared", func(r *pricing.Rate) { r.Amount.Min.Coef++ }, declare(old.Version + ".2"), ""},
		{"declared of an earlier table", func(r *pricing.Rate) { r.Amount.Min.Coef++ }, declare(old.Version),
			name + " has another amount"},
		{"another row declared", func(r *pricing.Rate) { r.Amount.Min.Coef++ }, "9999-01-01\t" + offer + "\tmisread\n",
			name + " has another amount"},
		{"another id", func(r *pricing.Rate) { r.ID += "-2" }, "", name + " is gone"},
	} {
		new := withRate(t, old, rate.ID, c.change)
		if got := strings.Join(rewritten(t, old, new, c.declared), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	new := *old
	new.Sellers = slices.Clone(old.Sellers)
	for i := range new.Sellers {
		new.Sellers[i].Offers = nil
	}
	if got := rewritten(t, old, &new, ""); !slices.Contains(got, offer+" is gone") {
		t.Errorf("without offers: %v", got)
	}
}

// A row that is appended ends the one before it, and nothing else does.
func TestATakeoverIsNoRewriting(t *testing.T) {
	old := frozen.Table()
	day, _, _ := table.ParseVersion(old.Version)
	const id = "house/veo-3/per-second"
	const fault = "rate " + id + " has another until"
	for _, c := range []struct {
		what   string
		until  pricing.Instant
		month  bool
		change func(r *pricing.Rate) // the row that is appended
		want   string
	}{
		{"before the table was published", day - 1, false, func(*pricing.Rate) {}, ""},
		{"later", day + 1, false, func(*pricing.Rate) {}, ""},
		{"in a month", day - 1, true, func(*pricing.Rate) {}, ""},
		{"on another day", day - 1, false, func(r *pricing.Rate) { r.From++ }, fault},
		{"for other shots", day - 1, false, func(r *pricing.Rate) {
			r.When = []pricing.Condition{{Dim: pricing.Audio, Match: pricing.OneOf, Values: []string{"true"}}}
		}, fault},
		{"as history", day - 1, false, func(r *pricing.Rate) { r.Status = pricing.Superseded }, fault},
	} {
		new := withRate(t, old, id, func(r *pricing.Rate) { r.Until, r.UntilMonth = c.until, c.month })
		for i := range new.Sellers {
			for j := range new.Sellers[i].Models {
				m := &new.Sellers[i].Models[j]
				at := slices.IndexFunc(m.Rates, func(r pricing.Rate) bool { return r.ID == id })
				if at < 0 {
					continue
				}
				next := m.Rates[at]
				next.ID, next.From, next.Until = id+"-2", c.until, 0
				c.change(&next)
				m.Rates = append(m.Rates, next)
			}
		}
		if got := strings.Join(rewritten(t, old, new, ""), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// withRate is a copy of a table with one of its rates changed.
func withRate(t *testing.T, old *pricing.Table, id string, change func(r *pricing.Rate)) *pricing.Table {
	t.Helper()
	new, err := table.Load([]byte(old.Canonical))
	if err != nil {
		t.Fatal(err)
	}
	for i := range new.Sellers {
		for j := range new.Sellers[i].Models {
			for k := range new.Sellers[i].Models[j].Rates {
				if r := &new.Sellers[i].Models[j].Rates[k]; r.ID == id {
					change(r)
				}
			}
		}
	}
	return new
}
