package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// sheet is a CSV file whose first line names its columns, in any order.
type sheet struct {
	name    string
	columns []string
	rows    []sheetRow
}

// sheetRow is one line of a sheet.
type sheetRow struct {
	of    *sheet
	line  int
	cells map[string]sheetCell // by column, without those that are empty
}

type sheetCell struct {
	text   string
	column int // of the line, in bytes, from 1
}

const mostRows = 10_000 // of a sheet

// readSheet reads a sheet that has the needed columns, and no other than those and
// the optional ones.
func readSheet(name string, in io.Reader, needed, optional []string) (*sheet, error) {
	text, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(text) > mostBytes:
		return nil, fmt.Errorf("%s: is longer than %d MiB", name, mostBytes>>20)
	}
	if err := plain(text); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))) // spreadsheets begin so
	s := &sheet{name: name}
	known := slices.Concat(needed, optional)
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			return nil, fmt.Errorf("%s:%d:%d: %w", name, wrong.Line, wrong.Column, wrong.Err)
		}
		if s.columns == nil {
			if err := s.head(fields, needed, known); err != nil {
				return nil, err
			}
			continue
		}
		row := sheetRow{of: s, cells: map[string]sheetCell{}}
		for i, field := range fields {
			line, column := r.FieldPos(i)
			if i == 0 {
				row.line = line
			}
			if field = strings.TrimSpace(field); field != "" {
				row.cells[s.columns[i]] = sheetCell{field, column}
			}
		}
		if len(row.cells) == 0 {
			continue // a spreadsheet's empty line
		}
		for _, column := range needed {
			if row.text(column) == "" {
				return nil, fmt.Errorf("%s:%d: %s is empty", name, row.line, column)
			}
		}
		if s.rows = append(s.rows, row); len(s.rows) > mostRows {
			return nil, fmt.Errorf("%s: has more than %d rows", name, mostRows)
		}
	}
	if len(s.rows) == 0 {
		return nil, fmt.Errorf("%s: has no rows: its first line names the columns %s", name, strings.Join(known, ","))
	}
	return s, nil
}

// head reads the line with the columns.
func (s *sheet) head(fields, needed, known []string) error {
	for i, field := range fields {
		column := strings.ToLower(strings.TrimSpace(field))
		switch {
		case !slices.Contains(known, column):
			return fmt.Errorf("%s:1: there is no column %q%s (accepted: %s)", s.name, column, didYouMean(column, known), strings.Join(known, ", "))
		case slices.Contains(s.columns, column):
			return fmt.Errorf("%s:1: the column %s is there twice", s.name, column)
		}
		s.columns, fields[i] = append(s.columns, column), column
	}
	for _, column := range needed {
		if !slices.Contains(fields, column) {
			return fmt.Errorf("%s:1: the column %s is not there (needed: %s)", s.name, column, strings.Join(needed, ", "))
		}
	}
	return nil
}

// text is the cell in the column, "" if it is empty or not there.
func (r *sheetRow) text(column string) string { return r.cells[column].text }

// bad says what is wrong with a cell.
func (r *sheetRow) bad(column, format string, args ...any) error {
	return fmt.Errorf("%s:%d:%d: %s: %s", r.of.name, r.line, r.cells[column].column, column, fmt.Sprintf(format, args...))
}

// among is the cell in lower case, which is empty or one of the values.
func (r *sheetRow) among(column string, values ...string) (string, error) {
	text := strings.ToLower(r.text(column))
	if text != "" && !slices.Contains(values, text) {
		return "", r.bad(column, "%q is none of %s%s", text, strings.Join(values, ", "), didYouMean(text, values))
	}
	return text, nil
}

// decimal is the cell, which is empty or an exact number.
func (r *sheetRow) decimal(column string) (string, error) {
	text := r.text(column)
	if text == "" {
		return "", nil
	}
	if _, err := fixed(text); err != nil {
		return "", r.bad(column, "%v, without a sign of a currency and without commas", err)
	}
	return text, nil
}
