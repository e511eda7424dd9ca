package reconcile

import (
	"bytes"
	"io"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/reelrate/reelrate/pricing"
)

// jsonRows reads a log in JSON: an array of objects, or one object a line. Each
// row is cut out of the log by its brackets and then read strictly, so a broken
// row costs itself and not the rest. What stands between the rows of an array
// is not looked at.
type jsonRows struct {
	row    *usageRow
	lines  *lineReader
	line   int
	array  bool
	ended  bool // the array was closed
	record []byte
	open   []byte // the brackets of the row that are not closed yet
	feed   bytes.Reader
	d      *jsontext.Decoder
}

func newJSONRows(row *usageRow, lines *lineReader) (*jsonRows, error) {
	j := &jsonRows{row: row, lines: lines, d: jsontext.NewDecoder(bytes.NewReader(nil))}
	for {
		c, err := lines.r.ReadByte()
		switch {
		case err == io.EOF:
			return j, nil
		case err != nil:
			return nil, err
		case c == '\n':
			j.line++
		case c == ' ' || c == '\t' || c == '\r':
		case c == '[':
			j.array = true
			return j, nil
		default:
			return j, lines.r.UnreadByte()
		}
	}
}

func (j *jsonRows) next() error {
	fill := j.object
	if !j.array {
		fill = j.fullLine
	}
	if err := fill(); err != nil {
		return err
	}
	j.feed.Reset(j.record)
	j.d.Reset(&j.feed)
	return j.read()
}

// fullLine fills record with the next line that is not blank.
func (j *jsonRows) fullLine() error {
	for {
		text, err := j.lines.next()
		if err != nil {
			return err
		}
		j.line++
		if text == nil {
			j.row.begin(j.line)
			return tooLong()
		}
		if text = bytes.TrimSpace(text); len(text) > 0 {
			j.row.begin(j.line)
			j.record = append(j.record[:0], text...)
			return nil
		}
	}
}

// object fills record with the next element of the array, up to the bracket
// that closes it. Brackets inside strings do not count. A row that is broken must
// not swallow the ones after it, so a line break ends a string, which JSON does
// not allow to hold one; a bracket closes what is open inside it; and where an
// object cannot begin, the next row does.
func (j *jsonRows) object() error {
	j.record, j.open = j.record[:0], j.open[:0]
	inString, escaped, long := false, false, false
	last := byte(0) // the last byte that is neither space nor inside a string
	for {
		c, err := j.lines.r.ReadByte()
		if err == io.EOF && !j.ended {
			j.ended = true
			if len(j.record) == 0 {
				j.row.begin(j.line + 1)
			}
			return &pricing.Error{Code: InvalidRow, Message: "the log ends before its array is closed"}
		}
		if err != nil {
			return err
		}
		if c == '\n' {
			j.line++
			if inString {
				inString, escaped, last = false, false, '"'
			}
		}
		space := c == ' ' || c == '\t' || c == '\r' || c == '\n'
		if len(j.open) == 0 && !inString && (space || c == ',' || c == ']') {
			j.ended = j.ended || c == ']'
			if len(j.record) > 0 {
				return nil // a plain value; reading it will say that it is no row
			}
			continue
		}
		if len(j.record) == 0 && !long {
			j.row.begin(j.line + 1)
		}
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '{' && len(j.open) > 0 && j.open[len(j.open)-1] == '{' && last != ':':
			if err := j.lines.r.UnreadByte(); err != nil {
				return err
			}
			return notJSONRow()
		case c == '{' || c == '[':
			if len(j.open) == MaxUsageRow {
				return tooLong()
			}
			j.open = append(j.open, c)
		case c == '}' || c == ']':
			opened := bytes.LastIndexByte(j.open, c-2) // { and [ stand 2 before } and ]
			if opened < 0 {
				j.ended = j.ended || c == ']'
				return notJSONRow()
			}
			j.open = j.open[:opened]
		default:
			inString = c == '"'
		}
		if !space {
			last = c
		}
		if long = long || len(j.record) == MaxUsageRow; !long {
			j.record = append(j.record, c)
		}
		if len(j.open) == 0 && !inString && (c == '}' || c == ']') {
			if long {
				return tooLong()
			}
			return nil
		}
	}
}

// read reads the object in record. Its values are plain; what stands under a
// name that is no column is skipped.
func (j *jsonRows) read() error {
	token, err := j.d.ReadToken()
	if err != nil {
		return notJSONRow()
	}
	if token.Kind() != '{' {
		return &pricing.Error{Code: pricing.WrongType, Message: "a row is a JSON object"}
	}
	for {
		token, err := j.d.ReadToken()
		if err != nil {
			return notJSONRow()
		}
		if token.Kind() == '}' {
			break
		}
		i, own := j.row.column(token.String())
		if token, err = j.d.ReadToken(); err != nil {
			return notJSONRow()
		}
		kind := token.Kind()
		switch {
		case i < 0:
			if err := j.skip(kind); err != nil {
				return notJSONRow()
			}
		case kind == '{' || kind == '[':
			return &pricing.Error{Code: pricing.WrongType, Field: j.row.members[i].Name, Message: "a plain value belongs here"}
		default:
			value := token.String()
			if kind == 'n' {
				value = ""
			}
			if err := j.row.set(i, own, value); err != nil {
				return err
			}
		}
	}
	if _, err := j.d.ReadToken(); err != io.EOF {
		return &pricing.Error{Code: InvalidRow, Message: "there is more after the JSON object"}
	}
	return nil
}

// skip reads past the rest of a value whose first token was of the kind, token
// by token: nothing recurses, however deep the value is.
func (j *jsonRows) skip(kind jsontext.Kind) error {
	if kind != '{' && kind != '[' {
		return nil
	}
	for outside := j.d.StackDepth() - 1; j.d.StackDepth() > outside; {
		if _, err := j.d.ReadToken(); err != nil {
			return err
		}
	}
	return nil
}

func notJSONRow() error {
	return &pricing.Error{Code: InvalidRow, Message: "it is not one valid JSON object without repeated members"}
}
