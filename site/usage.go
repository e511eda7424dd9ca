package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/shopspring/decimal"
)

// usageExample is the example of a usage file: that of the price list or, without one,
// a file that is made from the table.
func (e *edition) usageExample() ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(e.config.folder, exampleName))
	if errors.Is(err, fs.ErrNotExist) {
		return e.madeUsage()
	}
	return text, err
}

// usageJob is a row of the file.
type usageJob struct {
	id, status, billed string
	shot               [][2]string
	dollars            bool
}

// madeUsage bills the first shot that has a price at each of two sellers: rightly,
// twice, too much, failed, running, with a mistake and for a model that is not there.
func (e *edition) madeUsage() ([]byte, error) {
	var jobs []usageJob
	var sellers []*pricing.Seller
	for _, q := range e.usualShots() {
		if slices.Contains(sellers, q.Seller) || len(sellers) == 2 || !q.Price.Single() {
			continue
		}
		sellers = append(sellers, q.Seller)
		right := usageJob{status: "completed", billed: pricing.Plain(q.Price.Min), dollars: q.Currency.Dollars(), shot: membersOf(&q.Shot)}
		more, failed, running, mistaken, unknown := right, right, right, right, right
		more.billed = pricing.Plain(q.Price.Min.Add(pricing.Whole(1)))
		failed.status, running.status = "failed", "queued"
		mistaken.shot = with(right.shot, "seconds", "eight")
		unknown.shot = with(right.shot, "model", "no-such-model")
		for i, job := range []usageJob{right, right, more, failed, running, mistaken, unknown} {
			job.id = "job-" + strconv.Itoa(100*len(sellers)+max(i, 1)) // the second has the id of the first
			jobs = append(jobs, job)
		}
	}
	return usageCSV(jobs, e.on.Day().String())
}

// membersOf are the members of a shot that was priced, in the order of an answer; that it
// was made in a batch is said by its price.
func membersOf(s *pricing.Shot) [][2]string {
	shot := *s
	var out [][2]string
	for _, m := range binding.ShotMembers(&shot) {
		value := ""
		switch of := m.To.(type) {
		case *string:
			value = *of
		case *decimal.NullDecimal:
			value = pricing.Text(*of)
		}
		if value != "" && m.Name != pricing.Batch.String() {
			out = append(out, [2]string{m.Name, value})
		}
	}
	return out
}

// with is the shot with another value of one member.
func with(shot [][2]string, name, value string) [][2]string {
	out := slices.DeleteFunc(slices.Clone(shot), func(m [2]string) bool { return m[0] == name })
	return append(out, [2]string{name, value})
}

func usageCSV(jobs []usageJob, day string) ([]byte, error) {
	header := []string{"job_id", "submitted_at"}
	for _, job := range jobs {
		for _, m := range job.shot {
			if !slices.Contains(header, m[0]) {
				header = append(header, m[0])
			}
		}
	}
	header = append(header, "status", "credits_used", "usd")
	rows := [][]string{header}
	for _, job := range jobs {
		row := make([]string, len(header))
		for _, m := range append(job.shot, [2]string{"job_id", job.id}, [2]string{"submitted_at", day}, [2]string{"status", job.status},
			[2]string{choose(job.dollars, "usd", "credits_used"), job.billed}) {
			row[slices.Index(header, m[0])] = m[1]
		}
		rows = append(rows, row)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(rows)
	return b.Bytes(), err
}
