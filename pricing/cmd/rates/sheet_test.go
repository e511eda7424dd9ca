package main

import (
	"strings"
	"testing"
)

func TestSheet(t *testing.T) {
	s, err := readSheet("p.csv", strings.NewReader("\ufeffAmount , model\r\n\r\n 5,\"a, b\"\r\n,\r\n6,c\r\n"), []string{"model"}, []string{"amount", "unit"})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.rows) != 2 || s.rows[0].text("model") != "a, b" || s.rows[0].text("amount") != "5" || s.rows[1].line != 5 || s.rows[1].text("unit") != "" {
		t.Errorf("%+v", s.rows)
	}
}

// An error names the file, the line and, where there is one, the column.
func TestSheetErrors(t *testing.T) {
	needed, optional := []string{"model", "amount"}, []string{"unit"}
	for text, want := range map[string]string{
		"":                        "p.csv: has no rows: its first line names the columns model,amount,unit",
		"model,amount\n":          "p.csv: has no rows: ",
		"model,amout\nx,5\n":      `p.csv:1: there is no column "amout", did you mean "amount"? (accepted: model, amount, unit)`,
		"model,unit\nx,second\n":  "p.csv:1: the column amount is not there (needed: model, amount)",
		"model,amount,model\n":    "p.csv:1: the column model is there twice",
		"model,amount\nx,5\ny\n":  "p.csv:3:1: wrong number of fields",
		"model,amount\nx,\"5\n":   "p.csv:2:6: extraneous or missing \" in quoted-field",
		"model,amount\nx,5\n,5\n": "p.csv:3: model is empty",
		"model,amount\nx,\xff\n":  "p.csv: is not UTF-8",
		"model,amount\n" + strings.Repeat("x,1\n", 10_001): "p.csv: has more than 10000 rows",
		strings.Repeat("x", mostBytes+1):                   "p.csv: is longer than 4 MiB",
	} {
		if _, err := readSheet("p.csv", strings.NewReader(text), needed, optional); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v", text, err)
		}
	}
	s, err := readSheet("p.csv", strings.NewReader("model,amount,unit\nx,$5,secnd\n"), needed, optional)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.rows[0].decimal("amount"); err == nil || err.Error() != `p.csv:2:3: amount: "$5" is not an exact decimal such as 0.084, without a sign of a currency and without commas` {
		t.Error(err)
	}
	if _, err := s.rows[0].among("unit", "second", "clip"); err == nil || err.Error() != `p.csv:2:6: unit: "secnd" is none of second, clip, did you mean "second"?` {
		t.Error(err)
	}
}
