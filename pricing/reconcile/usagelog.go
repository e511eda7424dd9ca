package reconcile

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/shopspring/decimal"
)

// Codes of usage logs and their rows.
const (
	InvalidHeader pricing.Code = "invalid_header" // the log's columns cannot be used
	InvalidRow    pricing.Code = "invalid_row"    // the row is not CSV or JSON as the log's other rows are
)

// MaxUsageRow is the longest row of a usage log in bytes, line breaks included.
// A longer one is reported and skipped.
const MaxUsageRow = 64 << 10

// Usage is one row of a usage log: a generation as the caller's own log or the
// seller's export has it. A text that is empty and a number that is not valid
// were not given.
//
// The columns of a log, in any order. Names are compared by their letters and
// digits, so jobId, job_id and "Job ID" are one; the names in brackets are
// taken where the column's own is not there. A column that is not listed is
// ignored and said to be.
//
//	job_id (id, job)          the seller's id of the job
//	request_id                the caller's own id of what it asked for
//	submitted_at (date, created_at, timestamp)
//	                          a date, or an RFC 3339 moment; the row is priced as of it
//	seller, model             id, name or alias
//	mode resolution audio hdr quality batch
//	seconds (duration) tier images input_images input_seconds width height fps gpu_hours
//	                          the shot, as in a quote request; yes, no, 1 and 0 are read as true and false
//	offer                     what credits were bought with, to put them in dollars
//	status (state)            the seller's word, see [JobStateOf]
//	credits_used (credits)    what was billed, in the seller's credits
//	usd (cost_usd)            what was billed, in US dollars
//	refunded                  what was given back, in the unit of the bill
//	quoted                    what was quoted, in the unit of the bill
//	attempt                   1 for the first try of the job, 2 for the next …
//	project, client           tags
//	table (digest)            digest of the rate table that quoted
type Usage struct {
	Line         int // where the row begins; 1 is the first line of the log
	Job, Request string
	SubmittedAt  pricing.Instant // 0 = not given
	pricing.Shot
	Offer       string
	Status      string
	CreditsUsed decimal.NullDecimal
	USD         decimal.NullDecimal
	Refunded    decimal.NullDecimal
	Quoted      decimal.NullDecimal
	Attempt     decimal.NullDecimal
	Project     string
	Client      string
	Digest      string
}

// usageAliases are other names of columns.
var usageAliases = [...]struct{ alias, name string }{
	{"id", "job_id"}, {"job", "job_id"}, {"date", "submitted_at"}, {"created_at", "submitted_at"},
	{"timestamp", "submitted_at"}, {"duration", "seconds"}, {"state", "status"}, {"credits", "credits_used"},
	{"cost_usd", "usd"}, {"digest", "table"},
}

// UsageColumn is a column of a usage log.
type UsageColumn struct {
	Name   string
	Others []string // taken where Name is not there
}

// UsageColumns lists what [Usage] describes.
func UsageColumns() []UsageColumn {
	var out []UsageColumn
	for _, m := range newUsageRow().members {
		c := UsageColumn{Name: m.Name}
		for _, a := range usageAliases {
			if a.name == m.Name {
				c.Others = append(c.Others, a.alias)
			}
		}
		out = append(out, c)
	}
	return out
}

var (
	usedNumber    = pricing.Bound{Least: 0, Most: 1000000000}
	attemptNumber = pricing.Bound{Name: "attempt", Least: 1, Most: 1000, Whole: true}
)

// LogFormat is how a usage log is written.
type LogFormat string

const (
	AnyFormat LogFormat = ""     // JSON when it begins with { or [, CSV otherwise
	CSV       LogFormat = "csv"  // RFC 4180 with a header row
	JSON      LogFormat = "json" // an array of objects, or one object a line (NDJSON)
)

// usageReader reads a log row by row into row.u. It holds one row at a time.
type usageReader interface {
	// next reads the next row. It returns io.EOF after the last one, an [*Error]
	// for a row that cannot be read, after which the reading goes on, and any
	// other error of the log's own reader.
	next() error
}

// usageRow is the row being read, and how names of the log map to its members.
type usageRow struct {
	u       Usage
	members []binding.Member // bound once; they point into u
	folded  []string         // the members' names, folded
	aliases []string         // usageAliases, folded
	given   []given          // by member: the name under which the row has it
	columns []bool           // by member: the log has such a column
	ignored []string         // names of the log that are no column
	more    bool             // and others beyond mostIgnored
}

const mostIgnored = 20

type given uint8

const (
	notGiven given = iota
	otherName
	ownName
)

func newUsageRow() *usageRow {
	r := &usageRow{}
	u := &r.u
	r.members = binding.ShotMembers(&u.Shot, []binding.Member{
		{Name: "job_id", To: &u.Job},
		{Name: "request_id", To: &u.Request},
		{Name: "submitted_at", To: &u.SubmittedAt},
		{Name: "offer", To: &u.Offer},
		{Name: "status", To: &u.Status},
		{Name: "credits_used", To: &u.CreditsUsed},
		{Name: "usd", To: &u.USD},
		{Name: "refunded", To: &u.Refunded},
		{Name: "quoted", To: &u.Quoted},
		{Name: "attempt", To: &u.Attempt, Bounds: &attemptNumber},
		{Name: "project", To: &u.Project},
		{Name: "client", To: &u.Client},
		{Name: "table", To: &u.Digest},
	}...)
	r.given = make([]given, len(r.members))
	r.columns = make([]bool, len(r.members))
	for i := range r.members {
		r.folded = append(r.folded, pricing.Fold(r.members[i].Name))
	}
	for _, a := range usageAliases {
		r.aliases = append(r.aliases, pricing.Fold(a.alias))
	}
	return r
}

// begin clears the row for the one that starts on the line.
func (r *usageRow) begin(line int) {
	r.u = Usage{Line: line}
	clear(r.given)
}

// column is the index of the member that a name of the log stands for, -1 for
// a name that is ignored, and whether it is the member's own name.
func (r *usageRow) column(name string) (i int, own bool) {
	folded := pricing.Fold(name)
	if i = slices.Index(r.folded, folded); i >= 0 {
		r.columns[i] = true
		return i, true
	}
	if a := slices.Index(r.aliases, folded); a >= 0 {
		i = binding.Index(r.members, usageAliases[a].name)
		r.columns[i] = true
		return i, false
	}
	r.ignore(name)
	return -1, false
}

// ignore notes a name of the log that is not used.
func (r *usageRow) ignore(name string) {
	switch name = binding.Short(name); {
	case slices.Contains(r.ignored, name):
	case len(r.ignored) < mostIgnored:
		r.ignored = append(r.ignored, name)
	default:
		r.more = true
	}
}

// has reports whether the log has the column.
func (r *usageRow) has(name string) bool { return r.columns[binding.Index(r.members, name)] }

// set reads a value into the member; an empty one was not given. A value under
// the member's own name goes before one under another.
func (r *usageRow) set(i int, own bool, value string) *pricing.Error {
	m := &r.members[i]
	name := otherName
	if own {
		name = ownName
	}
	switch {
	case r.given[i] == name:
		return &pricing.Error{Code: InvalidRow, Field: m.Name, Message: "it is given twice"}
	case r.given[i] == ownName:
		return nil
	}
	r.given[i] = name
	if value = strings.TrimSpace(value); value == "" {
		return nil
	}
	if !utf8.ValidString(value) {
		return &pricing.Error{Code: pricing.InvalidValue, Field: m.Name, Message: "it is not UTF-8"}
	}
	switch m.To {
	case &r.u.Audio, &r.u.HDR, &r.u.Batch:
		value = yesNo(value)
	}
	if err := m.Assign(m.Name, value); err != nil {
		e := pricing.Typed(err)
		e.Field = m.Name
		return e
	}
	switch m.To {
	case &r.u.CreditsUsed, &r.u.USD, &r.u.Refunded, &r.u.Quoted:
		n := usedNumber
		n.Name = m.Name
		return n.Check(*m.To.(*decimal.NullDecimal))
	case &r.u.Attempt:
		return attemptNumber.Check(r.u.Attempt)
	}
	return nil // a text, a moment, or a number of the shot, which is checked with it
}

func yesNo(s string) string {
	switch strings.ToLower(s) {
	case "true", "yes", "1":
		return "true"
	case "false", "no", "0":
		return "false"
	}
	return s
}

// lineReader reads the lines of a log. It never holds more than one of them and
// leaves out a byte order mark.
type lineReader struct{ r *bufio.Reader }

func newLineReader(log io.Reader) *lineReader {
	l := &lineReader{bufio.NewReaderSize(log, MaxUsageRow)}
	if mark, _ := l.r.Peek(3); string(mark) == "\ufeff" {
		_, _ = l.r.Discard(3)
	}
	return l
}

// next returns the next line with its line break, valid until the next call. A
// line longer than [MaxUsageRow] is skipped and its text is nil.
func (l *lineReader) next() ([]byte, error) {
	text, err := l.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		for err == bufio.ErrBufferFull {
			_, err = l.r.ReadSlice('\n')
		}
		text = nil
		if err == io.EOF {
			err = nil
		}
	}
	if err == io.EOF && len(text) > 0 {
		err = nil
	}
	return text, err
}

// detect is the format of the log that begins here. It reads nothing.
func (l *lineReader) detect() LogFormat {
	head, _ := l.r.Peek(512)
	if head = bytes.TrimLeft(head, " \t\r\n"); len(head) > 0 && (head[0] == '{' || head[0] == '[') {
		return JSON
	}
	return CSV
}

func tooLong() error {
	return &pricing.Error{Code: pricing.TooLarge, Message: "the row is too long", Accepted: []string{"at most " + strconv.Itoa(MaxUsageRow) + " bytes"}}
}
