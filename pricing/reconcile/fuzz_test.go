package reconcile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// checkLog reads a log of whatever bytes and holds it to what is promised: an
// *Error or a result, one report a row, lines in order, and CSV out that reads
// back and runs nowhere.
func checkLog(t *testing.T, format LogFormat, log []byte) {
	rows, line := 0, 0
	out := []byte(UsageCSVHeader)
	r := Reconciler{Table: frozen.Table(), Format: format, AsOf: 1781481600, Seller: "house", Offer: "agency", Each: func(c *CheckedUsage) error {
		if rows++; c.Line < line || c.Line == 0 {
			t.Fatalf("line %d comes after line %d", c.Line, line)
		}
		line = c.Line
		if (c.Outcome == UsageDiffers) != (c.Cause != "") || (c.Outcome == UsageMalformed || c.Outcome == UsageUnpriced) != (c.Err != nil) {
			t.Fatalf("line %d: %s with cause %q and error %v", c.Line, c.Outcome, c.Cause, c.Err)
		}
		if c.Err != nil && c.Err.Code == pricing.Internal {
			t.Fatalf("line %d: %v", c.Line, c.Err)
		}
		out = c.AppendCSV(out)
		return nil
	}}
	all, err := r.Read(bytes.NewReader(log))
	if err != nil {
		var e *pricing.Error
		if !errors.As(err, &e) || e.Code == pricing.Internal {
			t.Fatalf("not a typed error: %v", err)
		}
		return
	}
	if all.Rows() != rows {
		t.Fatalf("%d rows were reported and %d counted", rows, all.Rows())
	}
	records, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil || len(records) != rows+1 {
		t.Fatalf("%d records for %d rows: %v", len(records), rows, err)
	}
	for _, record := range records[1:] {
		for i, cell := range record {
			if i <= 11 && cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
				t.Fatalf("a cell that runs: %q", cell)
			}
		}
	}
}

func FuzzUsageCSV(f *testing.F) {
	f.Add([]byte(made.UsageCSV(f)))
	f.Add([]byte(house + houseRow))
	f.Add([]byte("model,usd,status,attempt,job_id\nveo-3,17.18,completed,2,a\nveo-3,34.368,completed,2,b\n"))
	f.Add([]byte("model,usd\n\"a\nb\"\"\",1\n\"x,2\n"))
	f.Fuzz(func(t *testing.T, log []byte) { checkLog(t, CSV, log) })
}

func FuzzUsageJSON(f *testing.F) {
	f.Add([]byte(`[{"seller":"house","model":"veo-3","seconds":8,"credits_used":480,"status":"completed","meta":{"a":[1]}},{"model":"veo-3","usd":"17.18"}]`))
	f.Add([]byte("{\"model\":\"veo-3\",\"usd\":17.184}\n{\"model\":\"veo-3\",\"usd\":}\n\n{\"model\":\"veo-3\",\"credits\":30,\"date\":\"2025-11-03\"}"))
	f.Add([]byte("[{\"model\":\"veo-3\n\",\"usd\":1},[[]],\"x\\\"]\",{\"usd\":{}}"))
	f.Fuzz(func(t *testing.T, log []byte) { checkLog(t, JSON, log) })
}
