package reconcile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
)

// csvRows reads a log in CSV: RFC 4180, with a header row. Cells are data,
// whatever they begin with. A row that is not as RFC 4180 wants it, or that has
// not as many cells as the header, is reported by its first line, and reading
// goes on with the second, so a stray quote costs one row and not the rest of
// the log.
type csvRows struct {
	row    *usageRow
	lines  *lineReader
	line   int    // the line read last
	record []byte // the lines of the row
	again  []byte // lines to be read once more, from at
	at     int
	long   bool // after those, a line that is too long
	fresh  bool // the row has lines that were not read before
	feed   bytes.Reader
	csv    *csv.Reader
	of     []int // the member of each column, -1 for one that is ignored
}

func newCSVRows(row *usageRow, lines *lineReader) (*csvRows, error) {
	c := &csvRows{row: row, lines: lines}
	names, err := c.cells()
	if err == io.EOF {
		return nil, &pricing.Error{Code: InvalidHeader, Message: "the log is empty", Accepted: []string{"a header row with the names of the columns"}}
	}
	if err != nil {
		if e, ok := errors.AsType[*pricing.Error](err); ok {
			e.Code, e.Message = InvalidHeader, "the header row cannot be read: "+e.Message
		}
		return nil, err
	}
	c.of = make([]int, len(names))
	own := make([]bool, len(names))
	first := map[int]int{} // the column that a member is read from
	for i, name := range names {
		m, isOwn := row.column(name)
		c.of[i], own[i] = m, isOwn
		if m < 0 {
			continue
		}
		switch before, taken := first[m]; {
		case !taken:
			first[m] = i
		case own[before] == isOwn:
			return nil, &pricing.Error{Code: InvalidHeader, Field: row.members[m].Name,
				Message: "two columns are the " + row.members[m].Name + " of a row; the second is " + pricing.Quoted(name)}
		case isOwn:
			row.ignore(names[before])
			c.of[before], first[m] = -1, i
		default:
			row.ignore(name)
			c.of[i] = -1
		}
	}
	return c, nil
}

func (c *csvRows) next() error {
	cells, err := c.cells()
	if err != nil {
		return err
	}
	for i, m := range c.of {
		if m < 0 {
			continue
		}
		if err := c.row.set(m, true, cells[i]); err != nil {
			return err
		}
	}
	return nil
}

// cells reads the next row that is not blank. It has as many cells as the
// header, once that is known.
func (c *csvRows) cells() ([]string, error) {
	for {
		first, err := c.fill()
		if err != nil {
			return nil, err
		}
		if len(bytes.Trim(c.record, ", \t\r\n")) == 0 {
			continue
		}
		c.feed.Reset(c.record)
		if c.csv == nil {
			c.csv = csv.NewReader(&c.feed)
			c.csv.FieldsPerRecord, c.csv.ReuseRecord = -1, true
		}
		cells, err := c.csv.Read()
		switch {
		case err != nil:
			c.csv = nil // it may hold the end of the row
			return nil, c.reject(first, whyNotCSV(err))
		case c.of != nil && len(cells) != len(c.of):
			return nil, c.reject(first, strconv.Itoa(len(cells))+" cells, and the header has "+strconv.Itoa(len(c.of)))
		}
		return cells, nil
	}
}

// fill reads the lines of one row into record and returns the length of the
// first. A row goes on while a quoted cell is open, up to [MaxUsageRow].
func (c *csvRows) fill() (first int, err error) {
	c.record, c.fresh = c.record[:0], false
	open := false
	for {
		text, err := c.read()
		switch {
		case err == io.EOF && open:
			return 0, c.unclosed(first)
		case err != nil:
			return 0, err
		case text == nil && !open:
			c.row.begin(c.line)
			return 0, tooLong()
		case text == nil:
			c.long = true
			return 0, c.unclosed(first)
		}
		if !open {
			first = len(text)
			c.row.begin(c.line)
		}
		c.record = append(c.record, text...)
		if len(c.record) > MaxUsageRow {
			return 0, c.unclosed(first)
		}
		if open = stillOpen(text, open); !open {
			return first, nil
		}
	}
}

func (c *csvRows) unclosed(first int) error { return c.reject(first, "a quoted cell is not closed") }

// reject gives up on the row and puts all but its first line back. A line is
// put back at most as often as rows were left open before it, which its own
// quotes would have closed, so reading stays linear.
func (c *csvRows) reject(first int, why string) error {
	rest := c.record[first:]
	if c.fresh {
		c.again, c.at = append(c.again[:0], rest...), 0
	} else {
		c.at -= len(rest)
	}
	c.line = c.row.u.Line
	return &pricing.Error{Code: InvalidRow, Message: why}
}

// read returns the next line, nil for one that is too long.
func (c *csvRows) read() ([]byte, error) {
	var text []byte
	if left := c.again[c.at:]; len(left) > 0 {
		end := bytes.IndexByte(left, '\n') + 1
		if end == 0 {
			end = len(left)
		}
		text = left[:end]
		c.at += end
		c.line++
		return text, nil
	}
	c.fresh = true
	if c.long {
		c.long = false
	} else {
		var err error
		if text, err = c.lines.next(); err != nil {
			return nil, err
		}
	}
	c.line++
	return text, nil
}

// stillOpen reports whether a quoted cell is open at the end of the line, given
// whether one was open before. A line that encoding/csv refuses is not open: the
// refusal comes when the row is read.
func stillOpen(line []byte, open bool) bool {
	for {
		if !open {
			// At the start of a cell: quoted, or up to the next comma.
			if len(line) == 0 || line[0] != '"' {
				comma := bytes.IndexByte(line, ',')
				if comma < 0 {
					return false
				}
				line = line[comma+1:]
				continue
			}
			line = line[1:]
		}
		quote := bytes.IndexByte(line, '"')
		if quote < 0 {
			return true
		}
		line = line[quote+1:]
		switch {
		case len(line) > 0 && line[0] == '"': // a quote inside the cell
			line, open = line[1:], true
		case len(line) > 0 && line[0] == ',':
			line, open = line[1:], false
		default:
			return false
		}
	}
}

func whyNotCSV(err error) string {
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return `a cell that is not quoted has a " in it`
	case errors.Is(err, csv.ErrQuote):
		return `after the closing " of a cell comes neither a comma nor the end of the row`
	default:
		return "it is not CSV"
	}
}
