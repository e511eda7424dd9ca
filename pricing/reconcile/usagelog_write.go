package reconcile

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// UsageCSVHeader names the columns of [CheckedUsage.AppendCSV].
const UsageCSVHeader = "line,job_id,submitted_at,seller,model,project,client,status,outcome,cause,because," +
	"currency,billed,expected_min,expected_max,difference,quote_delta,usd,rate,table_version,table\r\n"

// AppendCSV appends the checked row as one row of CSV. Text from the log that a
// spreadsheet would take for a formula gets an apostrophe before it; on the way
// in, such text is data like any other.
func (c *CheckedUsage) AppendCSV(b []byte) []byte {
	amount := func(r *pricing.Ratio) string {
		if r == nil {
			return ""
		}
		return pricing.Plain(*r)
	}
	least, most, rate, because := "", "", "", c.Because
	if c.Expected != nil {
		if least = pricing.Plain(c.Expected.Min); !c.Expected.Open {
			most = pricing.Plain(c.Expected.Max)
		}
	}
	if r := c.Rate(); r != nil {
		rate = r.ID
	}
	if c.Err != nil {
		because = c.Err.Error()
	}
	billed := &c.Billed
	if c.Outcome == UsageMalformed || c.Currency.ID == "" {
		billed = nil
	}
	b = strconv.AppendInt(b, int64(c.Line), 10)
	for _, s := range [...]string{c.Job, c.SubmittedAt.String(), c.Shot.Seller, c.Shot.Model, c.Project, c.Client,
		c.Status, string(c.Outcome), string(c.Cause), because, c.Currency.ID} {
		b = appendCell(append(b, ','), harmless(s))
	}
	for _, s := range [...]string{amount(billed), least, most, amount(c.Difference), amount(c.QuoteDelta), amount(c.Dollars), rate, c.Table.Version, c.Table.Digest} {
		b = appendCell(append(b, ','), s)
	}
	return append(b, '\r', '\n')
}

// Rate is the row that explains the bill: the one under which it is right, else
// the one that prices the shot.
func (c *CheckedUsage) Rate() *pricing.Rate {
	if c.Under == nil && c.Quote != nil {
		return c.Quote.Rate
	}
	return c.Under
}

// harmless keeps a spreadsheet from running a cell.
func harmless(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// appendCell quotes the cell where RFC 4180 asks for it.
func appendCell(b []byte, s string) []byte {
	if !strings.ContainsAny(s, "\",\r\n") && strings.TrimSpace(s) == s {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}
