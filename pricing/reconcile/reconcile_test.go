package reconcile

import (
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// withStudio is the published table and a seller that has what no published row
// has: a least quantity, and a promotional price in June 2026.
func withStudio(t testing.TB) *pricing.Table {
	on := func(s string) pricing.Instant {
		i, err := pricing.ParseInstant(s)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	table := *frozen.Table()
	model := func(id string, rates ...pricing.Rate) pricing.Model {
		for i := range rates {
			rates[i].ID = "zz-studio/" + id + "/" + strconv.Itoa(i)
			rates[i].Per, rates[i].Unit = pricing.One, pricing.Second
		}
		return pricing.Model{ID: id, Name: id, Medium: "video", ModesMatch: pricing.Any, WholeSeconds: true, Rates: rates}
	}
	table.Sellers = append(slices.Clone(table.Sellers), pricing.Seller{ID: "zz-studio", Name: "Studio", Currency: pricing.USD, Models: []pricing.Model{
		model("promo", pricing.Rate{Amount: made.Dollars(10, -2)}, pricing.Rate{Amount: made.Dollars(6, -2), Replaces: "zz-studio/promo/0", From: on("2026-06-01"), Until: on("2026-07-01")}),
		model("short", pricing.Rate{Amount: made.Dollars(10, -2), Minimum: &pricing.Fixed{Coef: 5, Exp: 0}}),
	}})
	return &table
}

// checked is what a test says of a row.
type checked struct {
	line       int
	outcome    Outcome
	cause      string // the cause and those that also fit; or the code and field of an error
	expected   string // exact; "min–max" for a range; "" for unknown
	difference string // exact; "" for unknown
	why        string
}

// usageLog says of every row of testdata/usage.csv what it should come to, as of
// 15 June 2026, and how that was worked out.
var usageLog = []checked{
	{2, UsageMatches, "", "480", "0", "000:167,191: 8 s × 60"},
	{3, UsageMatches, "", "2148/125", "0", "000:29: 480 × 179 ÷ 5000 = 17.184, in dollars"},
	{4, UsageDiffers, "resolution", "10", "5", "002:18: tier 2 costs 10 at 720p and 15 at 1080p"},
	{5, UsageDiffers, "audio", "71/100", "1/10", "000:76,81: 0.71, and 5 × 0.02 for sound"},
	{6, UsageDiffers, "minimum", "", "", "000:93: only 5 and 10 s are sold; 10 s cost 0.56"},
	{7, UsageDiffers, "minimum", "1/2", "-1/5", "at least 5 s × 0.10; 3 × 0.10 was billed"},
	{8, UsageDiffers, "rounding", "2148/125", "-1/250", "17.184 in cents is 17.18"},
	{9, UsageDiffers, "rounding", "472/25", "-2/125", "480 × 59 ÷ 1500 = 18.88; 59 ÷ 1500 printed as 0.0393 (000:28) × 480 = 18.864"},
	{10, UsageDiffers, "stale_table resolution", "7", "-2", "003:39: 10 × 0.70; 10 × 0.50 is January's price (000:61) and June's of 1024p"},
	{11, UsageDiffers, "stale_table", "100", "-20", "000:163: 10 × 10; the flat price before was 80 (000:37)"},
	{12, UsageDiffers, "promo", "3/10", "1/5", "5 × 0.06 in June; 5 × 0.10 was billed"},
	{13, UsageDiffers, "promo", "1/2", "-1/5", "5 × 0.10 in July; 5 × 0.06 was billed"},
	{14, UsageMatches, "", "63", "0", "002:26"},
	{15, UsageDiffers, "duplicate_submission", "0", "63", "the job of line 14"},
	{16, UsageMatches, "", "5", "0", "002:27"},
	{17, UsageDiffers, "duplicate_submission", "0", "5", "another job for the request of line 16"},
	{18, UsageMatches, "", "9", "0", "002:25"},
	{19, UsageDiffers, "retry", "0", "9", "attempt 2 of the job of line 18"},
	{20, UsageDiffers, "retry", "9", "18", "3 attempts × 9"},
	{21, UsageDiffers, "failed_but_billed", "", "", "003:39: 8 × 0.10; no policy is published"},
	{22, UsageMatches, "", "4/5", "0", "the attempt after the one that failed: 8 × 0.10"},
	{23, UsageDiffers, "refund_missing", "0", "10", "002:33-34"},
	{24, UsageMatches, "", "0", "0", "10 billed and 10 refunded"},
	{25, UsageDiffers, "unknown", "89", "1", "002:28: 89"},
	{26, UsageDiffers, "unknown", "11", "11", "002:15: 5 s cost 11; 22 is twice that and also the price of 10 s"},
	{27, UsageMatches, "", "0", "0", "canceled and not billed"},
	{28, UsageDiffers, "failed_but_billed", "", "", "003:55: 10 × 12, canceled; no policy is published"},
	{29, UsageOpen, "", "120", "0", "003:55: 10 × 12, held"},
	{30, UsageMatches, "", "120", "0", "the job of line 29, done"},
	{31, UsageOpen, "", "60", "0", "5 × 12, held"},
	{32, UsageMatches, "", "30", "0", "000:41: 30 flat, until January 2026"},
	{33, UsageMatches, "", "4/5–6/5", "0", "000:105: 8 × 0.10 to 8 × 0.15"},
	{34, UsageUnpriced, "unknown_model model", "", "", "no such model"},
	{35, UsageUnpriced, "unknown_seller seller", "", "", "no such seller"},
	{36, UsageMalformed, "invalid_seconds seconds", "", "", "eight"},
	{37, UsageMalformed, "invalid_value submitted_at", "", "", "15.06.2026"},
	{38, UsageMalformed, "unknown_status status", "", "", "only 2 is explained"},
	{39, UsageMalformed, "invalid_value credits_used", "", "", "-480"},
	{40, UsageMalformed, "missing_parameter credits_used", "", "", "completed, and nothing says what was billed"},
	{41, UsageMalformed, "invalid_row ", "", "", "5 cells of 22"},
	{42, UsageMalformed, "invalid_row ", "", "", "a stray quote"},
	{43, UsageMalformed, "invalid_value credits_used", "", "", "credits at a seller that charges dollars"},
	{44, UsageMalformed, "invalid_seconds seconds", "", "", "0 s"},
	{45, UsageMatches, "", "30", "0", "000:168: 6 × 5, on two lines, without date and status"},
	{47, UsageMatches, "", "480", "0", "after all of that"},
}

func (c *CheckedUsage) said() checked {
	got := checked{line: c.Line, outcome: c.Outcome, cause: string(c.Cause)}
	for _, also := range c.AlsoFits {
		got.cause += " " + string(also)
	}
	if c.Err != nil {
		got.cause = string(c.Err.Code) + " " + c.Err.Field
	}
	if c.Expected != nil {
		got.expected = c.Expected.Min.Exact()
		if !c.Expected.Single() {
			got.expected += "–" + c.Expected.Max.Exact()
		}
	}
	if c.Difference != nil {
		got.difference = c.Difference.Exact()
	}
	return got
}

func reconcile(t testing.TB, r Reconciler, log string) (*Reconciliation, []checked) {
	t.Helper()
	var rows []checked
	if r.Table == nil {
		r.Table = frozen.Table()
	}
	if r.AsOf == 0 {
		r.AsOf, _ = pricing.ParseInstant("2026-06-15")
	}
	r.Each = func(c *CheckedUsage) error {
		rows = append(rows, c.said())
		return nil
	}
	all, err := r.Read(strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	return all, rows
}

func compareRows(t *testing.T, got, want []checked) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		w := want[i]
		w.why = ""
		if got[i] != w {
			t.Errorf("%s:\n got %+v\nwant %+v", want[i].why, got[i], w)
		}
	}
}

func TestUsageLog(t *testing.T) {
	all, rows := reconcile(t, Reconciler{Table: withStudio(t)}, made.UsageCSV(t))
	compareRows(t, rows, usageLog)
	if all.Clean() || all.Rows() != len(usageLog) || all.Format != CSV {
		t.Errorf("%d rows in %s, clean %v", all.Rows(), all.Format, all.Clean())
	}
	notes := strings.Join(all.Notes(), "\n")
	for _, want := range []string{"not used: prompt", "1 row without a date", "1 row without a status", "1 row quoted from another rate table"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not say %q:\n%s", want, notes)
		}
	}
}

// The totals of the log, added up by hand from its rows.
func TestUsageTotals(t *testing.T) {
	all, _ := reconcile(t, Reconciler{Table: withStudio(t)}, made.UsageCSV(t))
	want := map[string][9]string{ // rows, billed, held, compared, expected, difference, quoted, quote delta, mismatched
		// 480 + 80 + 30 + 480 + 30 + 480; expected 480 + 100 + 30 + 30 + 480.
		"house-credit": {"6", "1580", "0", "5", "1120", "-20", "1", "0", "0"},
		// 17.184 + 0.81 + 0.56 + 0.30 + 17.18 + 18.864 + 5 + 0.50 + 0.30 + 0.80 + 0.80 + 1; without lines 6 and 21
		// 17.184 + 0.71 + 0.50 + 17.184 + 18.88 + 7 + 0.30 + 0.50 + 0.80 + 0.80 to 1.20 was expected;
		// the differences are 0.10 − 0.20 − 0.004 − 0.016 − 2 + 0.20 − 0.20.
		"USD": {"12", "31649/500", "0", "10", "31929/500–32129/500", "-53/25", "1", "0", "0"},
		// 15 + 63 + 63 + 5 + 5 + 9 + 9 + 27 + 10 + 0 + 90 + 22; expected 10 + 63 + 5 + 9 + 9 + 89 + 11; quoted 10 and 89.
		"endpoint-credit": {"12", "318", "0", "12", "196", "122", "2", "6", "2"},
		// 0 + 120 + 120, and 60 held; line 28 has no expected amount.
		"runway-api-credit": {"3", "240", "60", "2", "120", "0", "0", "0", "0"},
	}
	if len(all.Totals) != len(want) {
		t.Errorf("%d currencies, want %d", len(all.Totals), len(want))
	}
	for _, total := range all.Totals {
		expected := total.Expected.Min.Exact()
		if !total.Expected.Single() {
			expected += "–" + total.Expected.Max.Exact()
		}
		got := [9]string{strconv.Itoa(total.Rows), total.Billed.Exact(), total.Held.Exact(), strconv.Itoa(total.Compared),
			expected, total.Difference.Exact(), strconv.Itoa(total.Quoted), total.QuoteDelta.Exact(), strconv.Itoa(total.Mismatched)}
		if got != want[total.Currency.ID] {
			t.Errorf("%s:\n got %v\nwant %v", total.Currency.ID, got, want[total.Currency.ID])
		}
	}
}

// The cost sheet: cost per clip and per second by model, project and client.
func TestUsageGroups(t *testing.T) {
	all, _ := reconcile(t, Reconciler{Table: withStudio(t)}, made.UsageCSV(t))
	for _, c := range []struct {
		kind, name, currency string
		list                 []UsageGroup
		clips                int
		billed, clip, second string
		why                  string
	}{
		{"project", "launch", "house-credit", all.Projects, 2, "960", "480", "60", "lines 2 and 47: 960 ÷ 2, 960 ÷ 16 s"},
		{"project", "launch", "USD", all.Projects, 2, "8997/500", "8997/1000", "8997/6500", "lines 3 and 5: 17.994 for 8 + 5 s"},
		{"project", "launch", "endpoint-credit", all.Projects, 1, "15", "15", "", "line 4 is a tier without seconds"},
		{"project", `=HYPERLINK("x")`, "endpoint-credit", all.Projects, 1, "126", "126", "63/4", "lines 14 and 15 are one clip of 8 s, billed twice"},
		{"model", "endpoints/veo3_fast", "endpoint-credit", all.Models, 2, "45", "45/2", "45/16", "lines 18 to 20: two clips of 8 s, four attempts billed"},
		{"model", "openai-api/sora-2", "USD", all.Models, 1, "8/5", "8/5", "1/5", "lines 21 and 22: one clip, and a failure that was billed"},
		{"model", "house/veo-3", "USD", all.Models, 3, "13307/250", "13307/750", "13307/6000", "lines 3, 8 and 9: 17.184 + 17.18 + 18.864 = 53.228 ÷ 3, ÷ 24 s"},
		{"client", "acme", "house-credit", all.Clients, 3, "1040", "1040/3", "40", "lines 2, 11 and 47: 1040 ÷ 3, ÷ 26 s"},
		{"client", "globex", "runway-api-credit", all.Clients, 1, "240", "240", "24", "lines 27, 28 and 30: one clip of 10 s"},
	} {
		i := slices.IndexFunc(c.list, func(g UsageGroup) bool { return g.Name == c.name && g.Currency.ID == c.currency })
		if i < 0 {
			t.Errorf("no %s %s in %s", c.kind, c.name, c.currency)
			continue
		}
		g, clip, second := &c.list[i], "", ""
		if r := g.PerClip(); r != nil {
			clip = r.Exact()
		}
		if r := g.PerSecond(); r != nil {
			second = r.Exact()
		}
		if g.Clips != c.clips || g.Billed.Exact() != c.billed || clip != c.clip || second != c.second {
			t.Errorf("%s %s: %d clips, billed %s, %s a clip, %s a second; want %d, %s, %s, %s (%s)",
				c.kind, c.name, g.Clips, g.Billed.Exact(), clip, second, c.clips, c.billed, c.clip, c.second, c.why)
		}
	}
	// 240 credits at $0.01; house credits were bought with nothing that the log names.
	for _, g := range all.Clients {
		if g.Currency.ID == "runway-api-credit" && (g.DollarsPerClip() == nil || g.DollarsPerClip().Exact() != "12/5") {
			t.Errorf("Runway's credits cost %v dollars a clip, want 12/5", g.DollarsPerClip())
		}
		if g.Currency.ID == "house-credit" && g.DollarsPerClip() != nil {
			t.Error("house credits have a price without an offer")
		}
	}
}

// The same rows in any order of columns, as an array and as one object a line,
// come to the same.
func TestUsageLogInJSON(t *testing.T) {
	r := csv.NewReader(strings.NewReader(made.UsageCSV(t)))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := records[0]
	var objects, want []string
	var wanted []checked
	var reordered strings.Builder
	w := csv.NewWriter(&reordered)
	backwards := func(record []string) {
		cells := slices.Clone(record)
		slices.Reverse(cells)
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	backwards(header)
	for i, record := range records[1:] {
		if len(record) != len(header) || usageLog[i].line == 42 {
			continue // what only CSV can get wrong
		}
		backwards(record)
		o := map[string]any{}
		for j, name := range header {
			if record[j] != "" {
				o[name] = record[j]
			}
		}
		if n, err := strconv.Atoi(record[9]); err == nil {
			o["seconds"] = n // a number where CSV has only text
		}
		text, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, string(text))
		expect := usageLog[i]
		wanted = append(wanted, expect)
		want = append(want, expect.why)
	}
	w.Flush()
	for name, log := range map[string]string{
		"array":                    "[\n" + strings.Join(objects, ",\n") + "\n]",
		"one line":                 "[" + strings.Join(objects, ",") + "]",
		"NDJSON":                   strings.Join(objects, "\n"),
		"NDJSON CRLF":              "\ufeff\r\n" + strings.Join(objects, "\r\n") + "\r\n",
		"columns in another order": reordered.String(),
	} {
		_, rows := reconcile(t, Reconciler{Table: withStudio(t)}, log)
		if len(rows) != len(want) {
			t.Errorf("%s: %d rows, want %d", name, len(rows), len(want))
			continue
		}
		for i := range rows {
			got, w := rows[i], wanted[i]
			w.why, w.line, got.line = "", 0, 0
			if got != w {
				t.Errorf("%s, %s:\n got %+v\nwant %+v", name, want[i], got, w)
			}
		}
	}
}

const (
	house    = "seller,model,seconds,credits_used\n"
	houseRow = "house,veo-3,8,480\n"
)

// A row that cannot be read costs itself, and its neighbours keep their lines.
func TestMalformedRows(t *testing.T) {
	ok := func(line int) checked { return checked{line, UsageMatches, "", "480", "0", ""} }
	bad := func(line int, cause string) checked { return checked{line, UsageMalformed, cause, "", "", ""} }
	const invalid = "invalid_row "
	object := `{"seller":"house","model":"veo-3","seconds":8,"credits_used":480}`
	for _, c := range []struct {
		name, log string
		want      []checked
	}{
		{"CRLF, LF and no end of line", "seller,model,seconds,credits_used\r\nhouse,veo-3,8,480\r\n" + houseRow + "house,veo-3,8,480", []checked{ok(2), ok(3), ok(4)}},
		{"a byte order mark, blank lines and rows of commas", "\ufeff" + house + "\n" + houseRow + ",,,\n \n" + houseRow, []checked{ok(3), ok(6)}},
		{"spaces around cells", "seller , model,seconds,credits_used\n house , veo-3 ,8 , 480\n", []checked{ok(2)}},
		{"names in other words", "Seller,MODEL,Duration,creditsUsed\n" + houseRow, []checked{ok(2)}},
		{"a column under its own name and another", "id,job_id,credits,seller,model,credits_used\n7,a,1000,house,veo-3,480\n7,a,1000,house,veo-3,\n", []checked{ok(2), bad(3, "missing_parameter credits_used")}},
		{"a quote that is never closed", house + "\"house,veo-3,8,480\n" + houseRow + houseRow, []checked{bad(2, invalid), ok(3), ok(4)}},
		{"a quote that a later row closes", house + "house,\"veo-3,8,480\n" + houseRow + "house,\"veo-3\",8,480\n" + houseRow, []checked{bad(2, invalid), ok(3), ok(4), ok(5)}},
		{"a quote that a later row closes evenly", house + "house,veo-3,8,\"480\n" + houseRow + "house,veo-3,8,480\"\n" + houseRow,
			[]checked{bad(2, "invalid_value credits_used"), ok(5)}},
		{"every row open", house + strings.Repeat("\"a\"b,\"c\n", 3) + houseRow, []checked{bad(2, invalid), bad(3, invalid), bad(4, invalid), ok(5)}},
		{"a quote inside a cell", house + "ho\"use,veo-3,8,480\n" + houseRow, []checked{bad(2, invalid), ok(3)}},
		{"words after a quoted cell", house + "\"house\"s,veo-3,8,480\n" + houseRow, []checked{bad(2, invalid), ok(3)}},
		{"a cell too many", house + "house,veo-3,8,480,1\n" + houseRow, []checked{bad(2, invalid), ok(3)}},
		{"a row too long", house + "house," + strings.Repeat("x", MaxUsageRow) + ",8,480\n" + houseRow, []checked{bad(2, "too_large "), ok(3)}},
		{"a row too long over many lines", house + "\"house" + strings.Repeat("\n", MaxUsageRow) + houseRow + "\"" + houseRow,
			[]checked{bad(2, invalid), ok(2 + MaxUsageRow), bad(3+MaxUsageRow, invalid)}},
		{"a row too long inside an open quote", house + "\"house\n" + houseRow + strings.Repeat("y", 3*MaxUsageRow) + "\n" + houseRow,
			[]checked{bad(2, invalid), ok(3), bad(4, "too_large "), ok(5)}},
		{"the last row too long", house + houseRow + strings.Repeat("x", 2*MaxUsageRow), []checked{ok(2), bad(3, "too_large ")}},
		{"not UTF-8", house + "house,veo-\xff,8,480\n" + houseRow, []checked{bad(2, "invalid_value model"), ok(3)}},
		{"a value too long", house + "house," + strings.Repeat("x", 201) + ",8,480\n", []checked{bad(2, "invalid_value model")}},
		{"no seller", house + ",veo-3,8,480\n", []checked{bad(2, "missing_parameter seller")}},
		{"no model", house + "house,,8,480\n", []checked{bad(2, "missing_parameter model")}},
		{"a formula is data", house + "=1+1,veo-3,8,480\n", []checked{{2, UsageUnpriced, "unknown_seller seller", "", "", ""}}},
		{"an amount with a sign", house + "house,veo-3,8,+480\n", []checked{bad(2, "invalid_value credits_used")}},
		{"an amount with a unit", house + "house,veo-3,8,$480\n", []checked{bad(2, "invalid_value credits_used")}},
		{"an amount with an exponent", house + "house,veo-3,8,48e1\n", []checked{bad(2, "invalid_value credits_used")}},
		{"more refunded than billed", "seller,model,seconds,credits_used,refunded\nhouse,veo-3,8,480,481\n", []checked{bad(2, "invalid_value refunded")}},
		{"a quote inside a cell of two lines", "seller,model,seconds,credits_used,prompt\nhouse,veo-3,8,480,\"say \"\"hi\"\" and\nwave\"\nhouse,veo-3,8,480,\n", []checked{ok(2), ok(4)}},
		{"two quoted cells, the second of two lines", "prompt,note,seller,model,seconds,credits_used\n\"a\",\"b\nc\",house,veo-3,8,480\n,,house,veo-3,8,480\n", []checked{ok(2), ok(4)}},
		{"a quoted cell at the end of the log", house + "house,veo-3,8,\"480\"", []checked{ok(2)}},
		{"a row of many lines that is just short enough", "seller,model,seconds,credits_used,prompt\n" + filled("house,veo-3,8,480,\"", "\n", "\"\n", MaxUsageRow) + "house,veo-3,8,480,\n", []checked{ok(2), ok(2 + MaxUsageRow - len("house,veo-3,8,480,\"\""))}},
		{"a row of many lines that is just too long", "seller,model,seconds,credits_used,prompt\n" + filled("house,veo-3,8,480,\"", "\n", "\"\n", MaxUsageRow+1) + "house,veo-3,8,480,\n",
			[]checked{bad(2, invalid), bad(2+MaxUsageRow-len("house,veo-3,8,480,\"\""), invalid), ok(3 + MaxUsageRow - len("house,veo-3,8,480,\"\""))}},
		{"attempt 0", "seller,model,seconds,credits_used,attempt\nhouse,veo-3,8,480,0\n", []checked{bad(2, "invalid_value attempt")}},

		{"NDJSON: a broken line", "{\"seller\":\n" + object + "\nnull\n[]\n" + object + "}\n" + object,
			[]checked{bad(1, invalid), ok(2), bad(3, "wrong_type "), bad(4, "wrong_type "), bad(5, invalid), ok(6)}},
		{"NDJSON: a line too long", object + "\n{\"prompt\":\"" + strings.Repeat("x", MaxUsageRow) + "\"}\n" + object, []checked{ok(1), bad(2, "too_large "), ok(3)}},
		{"NDJSON: blank lines", object + "\n\n \t\r\n" + object, []checked{ok(1), ok(4)}},
		{"an array after blank lines", " \t\r\n\n \t[" + object + "]", []checked{ok(3)}},
		{"an array: space at the ends of lines", "[ \n" + object + ",\t\n" + object + ",\r\n" + object + " \r\n]", []checked{ok(2), ok(3), ok(4)}},
		{"an array: broken rows", "[" + object + ",\n{\"seller\":tru},\n" + object + ",\n{\"seller\":\"house},\n" + object + "]",
			[]checked{ok(1), bad(2, invalid), ok(3), bad(4, invalid), ok(5)}},
		{"an array: a brace that is missing", "[" + object[:len(object)-1] + ",\n" + object + ",\n" + object + "]", []checked{bad(1, invalid), ok(2), ok(3)}},
		{"an array: a bracket that is missing", "[{\"meta\":[1," + object[1:] + ",\n" + object + "]", []checked{bad(1, invalid), ok(2)}},
		{"an array: closed inside its last row", "[" + object + ",\n" + object[:len(object)-1] + "]\n", []checked{ok(1), bad(2, invalid)}},
		{"an array: brackets too many", "[" + object + "},\n}\n" + object + "]", []checked{ok(1), bad(1, invalid), bad(2, invalid), ok(3)}},
		{"an array: rows on many lines", "[\n{\n\"meta\": [\n{\n\"a\": 1\n},\n{}\n],\n" + object[1:] + "\n,\n" + object + "\n]", []checked{ok(2), ok(11)}},
		{"an array: an open string ends with its line", "[{\"seller\":\"house\n},\n" + object + "]", []checked{bad(1, invalid), ok(3)}},
		{"an array: values that are no rows", "[1, \"x\",\nnull, [" + object + "], " + object + "]",
			[]checked{bad(1, "wrong_type "), bad(1, "wrong_type "), bad(2, "wrong_type "), bad(2, "wrong_type "), ok(2)}},
		{"an array: a row too long", "[{\"prompt\":\"" + strings.Repeat("x", 2*MaxUsageRow) + "\"},\n" + object + "]", []checked{bad(1, "too_large "), ok(2)}},
		{"an array that is not closed", "[" + object + ",\n{\"seller\":", []checked{ok(1), bad(2, invalid)}},
		{"an array that is not closed after its rows", "[" + object + "\n", []checked{ok(1), bad(2, invalid)}},
		{"an empty array", "[]", nil},
		{"a nested value", `[{"seller":{"id":"house"}},` + object + `]`, []checked{bad(1, "wrong_type seller"), ok(1)}},
		{"a nested value that is not used", `[{"meta":{"a":[1,{"b":null}]},` + object[1:] + `]`, []checked{ok(1)}},
		{"a deep value that is not used", `[{"meta":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `},` + object + `]`, []checked{bad(1, invalid), ok(1)}},
		{"a member twice", `[{"seller":"house","seller":"house"},` + object + `]`, []checked{bad(1, invalid), ok(1)}},
		{"a member in two spellings", `[{"credits_used":1,"creditsUsed":2},` + object + `]`, []checked{bad(1, "invalid_row credits_used"), ok(1)}},
		{"a member under its own name and another", `[{"credits":1,"credits_used":480,"id":5,` + object[1:len(object)-len(`,"credits_used":480}`)] + `}]`, []checked{ok(1)}},
		{"a member under its own name, then another", `[` + object[:len(object)-1] + `,"credits":1}]`, []checked{ok(1)}},
		{"null is not given", `[{"status":null,` + object[1:] + `]`, []checked{ok(1)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, rows := reconcile(t, Reconciler{}, c.log)
			compareRows(t, rows, c.want)
		})
	}
}

// filled is a text of n bytes: begin, as many fillings as fit, end.
func filled(begin, filling, end string, n int) string {
	n -= len(begin) + len(end)
	return begin + strings.Repeat(filling, n/len(filling)) + filling[:n%len(filling)] + end
}

// A log whose columns cannot be used is refused as a whole.
func TestLogsThatCannotBeUsed(t *testing.T) {
	for _, c := range []struct {
		name, log string
		r         Reconciler
		code      pricing.Code
		field     string
	}{
		{"empty", "", Reconciler{}, InvalidHeader, ""},
		{"blank", "\n \r\n", Reconciler{}, InvalidHeader, ""},
		{"a column under two other names", "seller,model,usd,date,timestamp\n", Reconciler{}, InvalidHeader, "submitted_at"},
		{"the first column twice", "seller,Seller,model,credits_used\n", Reconciler{}, InvalidHeader, "seller"},
		{"a column twice", "seller,model,credits_used,creditsUsed\n", Reconciler{}, InvalidHeader, "credits_used"},
		{"no model", "seller,credits_used\n", Reconciler{}, InvalidHeader, "model"},
		{"no seller", "model,credits_used\n", Reconciler{}, InvalidHeader, "seller"},
		{"nothing billed", "seller,model\n", Reconciler{}, InvalidHeader, "credits_used"},
		{"another separator", "seller;model;credits_used\n", Reconciler{}, InvalidHeader, "model"},
		{"a header that is not CSV", "seller,\"model\"x\n", Reconciler{}, InvalidHeader, ""},
		{"a header too long", strings.Repeat("x", 2*MaxUsageRow), Reconciler{}, InvalidHeader, ""},
		{"another format", house, Reconciler{Format: "xml"}, pricing.InvalidValue, "format"},
		{"an unknown seller", house, Reconciler{Seller: "nobody"}, pricing.UnknownSeller, "seller"},
		{"an unknown offer", house, Reconciler{Seller: "house", Offer: "none"}, pricing.UnknownOffer, "offer"},
		{"an offer without a seller", house, Reconciler{Offer: "agency"}, pricing.MissingParameter, "seller"},
		{"an offer and a plan", house, Reconciler{Seller: "house", Offer: "agency", Plan: &pricing.OwnPlan{}}, pricing.InvalidValue, "plan"},
		{"a plan without credits", house, Reconciler{Plan: &pricing.OwnPlan{}}, pricing.InvalidValue, "plan.credits"},
	} {
		c.r.Table = frozen.Table()
		_, err := c.r.Read(strings.NewReader(c.log))
		var e *pricing.Error
		if !errors.As(err, &e) || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: %v, want %s at %q", c.name, err, c.code, c.field)
		}
	}
}

// What rows leave out comes from the reconciler.
func TestDefaultsOfALog(t *testing.T) {
	log := "model,seconds,credits_used\nveo-3,8,480\n"
	own := &pricing.OwnPlan{Price: pricing.Parsed("30").Decimal, Credits: pricing.Parsed("3000").Decimal}
	for _, c := range []struct {
		name    string
		r       Reconciler
		dollars string
	}{
		{"an offer: 480 × 179 ÷ 5000", Reconciler{Seller: "house", Offer: "agency"}, "2148/125"},
		{"a plan of one's own: 480 × 30 ÷ 3000", Reconciler{Seller: "house", Plan: own}, "24/5"},
		{"neither", Reconciler{Seller: "house"}, ""},
	} {
		c.r.Table, c.r.AsOf = frozen.Table(), made.Day(t, "2026-06-15")
		got := ""
		c.r.Each = func(u *CheckedUsage) error {
			if u.Outcome != UsageMatches {
				t.Errorf("%s: %s %v", c.name, u.Outcome, u.Err)
			}
			if u.Dollars != nil {
				got = u.Dollars.Exact()
			}
			return nil
		}
		if _, err := c.r.Read(strings.NewReader(log)); err != nil || got != c.dollars {
			t.Errorf("%s: %q dollars, %v; want %q", c.name, got, err, c.dollars)
		}
	}
}

// Credits go before dollars where the seller charges credits, and dollars where
// it charges dollars.
func TestWhatWasBilled(t *testing.T) {
	const header = "seller,model,resolution,seconds,credits_used,usd,refunded\n"
	for _, c := range []struct {
		row  string
		want checked
	}{
		{"house,veo-3,,8,480,99,", checked{2, UsageMatches, "", "480", "0", ""}},
		{"house,veo-3,,8,480,,480", checked{2, UsageDiffers, "unknown", "480", "-480", ""}},
		{"house,veo-3,,8,,17.18,", checked{2, UsageUnpriced, "missing_parameter offer", "", "", ""}},
		{"openai-api,sora-2,720p,8,0,0.80,", checked{2, UsageMatches, "", "4/5", "0", ""}},
		{"openai-api,sora-2,720p,8,,1.00,0.20", checked{2, UsageMatches, "", "4/5", "0", ""}},
		{"openai-api,sora-2,720p,8,80,,", checked{2, UsageMalformed, "invalid_value credits_used", "", "", ""}},
		{"nobody,sora-2,720p,8,80,,80", checked{2, UsageUnpriced, "unknown_seller seller", "", "", ""}},
		{"nobody,sora-2,720p,8,,80,", checked{2, UsageUnpriced, "unknown_seller seller", "", "", ""}},
		{"runway-api,gen-4,,10,,1.20,", checked{2, UsageMatches, "", "6/5", "0", ""}}, // 003:55: 10 × 12 credits at $0.01
		// 000:105: 8 × 0.10 to 8 × 0.15, both ends included; outside, the nearer end counts.
		{"google-api,veo-3.1-fast,,8,,0.80,", checked{2, UsageMatches, "", "4/5–6/5", "0", ""}},
		{"google-api,veo-3.1-fast,,8,,1.20,", checked{2, UsageMatches, "", "4/5–6/5", "0", ""}},
		{"google-api,veo-3.1-fast,,8,,0.75,", checked{2, UsageDiffers, "unknown", "4/5–6/5", "-1/20", ""}},
		{"google-api,veo-3.1-fast,,8,,1.30,", checked{2, UsageDiffers, "unknown", "4/5–6/5", "1/10", ""}},
		{"House,Veo 3,,8,480,,", checked{2, UsageMatches, "", "480", "0", ""}}, // under their names
	} {
		_, rows := reconcile(t, Reconciler{}, header+c.row+"\n")
		compareRows(t, rows, []checked{c.want})
	}
}

// What a job's rows say of each other.
func TestRowsOfOneJob(t *testing.T) {
	const header = "job_id,request_id,submitted_at,seller,model,status,credits_used,attempt\n"
	row := func(job, request, status, credits, attempt string) string {
		return job + "," + request + ",2026-06-15,endpoints,veo3_lite," + status + "," + credits + "," + attempt + "\n"
	}
	for _, c := range []struct {
		name string
		rows []string
		want string // outcome or cause of each
		held string
	}{
		{"a job that moves on is not billed twice", []string{row("a", "", "queued", "5", ""), row("a", "", "in_progress", "5", ""), row("a", "", "completed", "5", "")}, "open open matches", "0"},
		{"newest first", []string{row("a", "", "completed", "5", ""), row("a", "", "queued", "5", "")}, "matches open", "0"},
		{"an open job holds", []string{row("a", "", "queued", "5", ""), row("b", "", "queued", "5", "")}, "open open", "10"},
		{"an open job that holds nothing yet", []string{row("a", "", "queued", "", "")}, "open", ""},
		{"an open job that holds the wrong amount", []string{row("a", "", "queued", "6", "")}, "unknown", "6"},
		{"an open job that fails gives back", []string{row("a", "", "queued", "5", ""), row("a", "", "failed", "0", "")}, "open matches", "0"},
		{"a retry after a failure that was given back", []string{row("a", "", "failed", "0", "1"), row("a", "", "completed", "5", "2")}, "matches matches", "0"},
		{"a retry after a failure that was not", []string{row("a", "", "failed", "5", "1"), row("a", "", "completed", "5", "2")}, "refund_missing matches", "0"},
		{"a retry after a success", []string{row("a", "", "completed", "5", "1"), row("a", "", "completed", "5", "2")}, "matches retry", "0"},
		{"a repeat that is not billed", []string{row("a", "", "completed", "5", ""), row("a", "", "completed", "0", "")}, "matches matches", "0"},
		{"a repeat at another amount", []string{row("a", "", "completed", "5", ""), row("a", "", "completed", "4", "")}, "matches unknown", "0"},
		{"one request, two jobs", []string{row("a", "r", "completed", "5", ""), row("b", "r", "completed", "5", "")}, "matches duplicate_submission", "0"},
		{"one request, two jobs, one still open", []string{row("a", "r", "completed", "5", ""), row("b", "r", "queued", "5", "")}, "matches duplicate_submission", "5"},
		{"two requests for one job", []string{row("a", "r", "completed", "5", ""), row("a", "s", "completed", "5", "")}, "matches duplicate_submission", "0"},
		{"no ids, no repeats", []string{row("", "", "completed", "5", ""), row("", "", "completed", "5", "")}, "matches matches", "0"},
	} {
		all, rows := reconcile(t, Reconciler{}, header+strings.Join(c.rows, ""))
		var got []string
		for _, r := range rows {
			if r.cause != "" {
				got = append(got, r.cause)
			} else {
				got = append(got, string(r.outcome))
			}
		}
		held := ""
		if len(all.Totals) > 0 {
			held = all.Totals[0].Held.Exact()
		}
		if s := strings.Join(got, " "); s != c.want || held != c.held {
			t.Errorf("%s: %s, %s held; want %s, %s", c.name, s, held, c.want, c.held)
		}
	}
	// Nothing was billed for the first delivery, so the second is no repeat of a charge.
	_, rows := reconcile(t, Reconciler{}, "job_id,seller,model,credits_used\na,endpoints,google/nano-banana,0\na,endpoints,google/nano-banana,3\n")
	compareRows(t, rows, []checked{{2, UsageDiffers, "unknown", "3", "-3", "002:9: 3"}, {3, UsageMatches, "", "3", "0", "002:9: 3"}})
	// A job and its request were charged on different lines: the first of them is named.
	for name, last := range map[string]string{"the job came first": row("a", "s", "completed", "5", ""), "the request came first": row("b", "r", "completed", "5", "")} {
		var earlier int
		var because string
		r := Reconciler{Table: frozen.Table(), Each: func(c *CheckedUsage) error {
			earlier, because = c.Earlier, c.Because
			return nil
		}}
		log := header + row("a", "r", "completed", "5", "") + row("b", "s", "completed", "5", "") + last
		if _, err := r.Read(strings.NewReader(log)); err != nil || earlier != 2 || because != "line 2 has charged this job, and it is billed at its full price again" {
			t.Errorf("%s: line %d, %q, %v", name, earlier, because, err)
		}
	}
	// The same id at two sellers is two jobs.
	_, rows = reconcile(t, Reconciler{}, "job_id,seller,model,credits_used\na,endpoints,veo3_lite,5\na,house,veo-3,480\n")
	compareRows(t, rows, []checked{{2, UsageMatches, "", "5", "0", ""}, {3, UsageMatches, "", "480", "0", ""}})
}

// A cell that a spreadsheet would run is made harmless on the way out, and only
// there.
func TestCSVOutIsHarmless(t *testing.T) {
	var out []byte
	r := Reconciler{Table: frozen.Table(), AsOf: made.Day(t, "2026-06-15"), Each: func(c *CheckedUsage) error {
		out = c.AppendCSV(out)
		return nil
	}}
	log := "job_id,seller,model,seconds,credits_used,project,client\n" +
		"=1+1,house,veo-3,8,481,@SUM(A1),-2\n" +
		"+1,house,veo-3,8,470,\"a,\"\"b\"\"\",'=x\n"
	if _, err := r.Read(strings.NewReader(log)); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(UsageCSVHeader + string(out))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(row int, name string) string { return records[row][slices.Index(records[0], name)] }
	for _, c := range []struct {
		row        int
		name, want string
	}{
		{1, "job_id", "'=1+1"}, {1, "project", "'@SUM(A1)"}, {1, "client", "'-2"}, {1, "difference", "1"},
		{2, "job_id", "'+1"}, {2, "project", `a,"b"`}, {2, "client", "'=x"}, {2, "difference", "-10"},
	} {
		if got := column(c.row, c.name); got != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row, c.name, got, c.want)
		}
	}
}

// What is not known of a row is empty in its CSV, and not 0.
func TestCSVOut(t *testing.T) {
	column := func(name string) int {
		return slices.Index(strings.Split(strings.TrimSpace(UsageCSVHeader), ","), name)
	}
	for row, want := range map[string]string{ // billed, the expected ends, difference
		"house,veo-3,8,481,,":                "481 480 480 1",
		"google-api,veo-3.1-fast,8,,1,":      "1 0.8 1.2 0",
		"zz-shop,floor,,7,,":                 "7 5  0", // from 5
		"house,veo-3,8,480,,481":             "   ",    // more refunded than billed
		"nobody,veo-3,8,480,,":               "   ",    // credits of nobody
		"nobody,veo-3,8,,9,":                 "9   ",
		"endpoints,veo3_lite,,5.125,,0.0625": "5.0625 5 5 0.0625",
	} {
		var out []byte
		r := Reconciler{Table: withShop(t), AsOf: made.Day(t, "2026-06-15"), Each: func(c *CheckedUsage) error {
			out = c.AppendCSV(out)
			return nil
		}}
		if _, err := r.Read(strings.NewReader("seller,model,seconds,credits_used,usd,refunded\n" + row + "\n")); err != nil {
			t.Fatal(err)
		}
		cells, err := csv.NewReader(strings.NewReader(string(out))).Read()
		if err != nil {
			t.Fatal(err)
		}
		from := column("billed")
		if got := strings.Join(cells[from:column("quote_delta")], " "); got != want {
			t.Errorf("%s: %q, want %q", row, got, want)
		}
	}
}

// The notes count what was taken for granted, and say nothing of what was not.
func TestNotes(t *testing.T) {
	columns := func(n int) (names, cells string) {
		for i := range n {
			names, cells = names+",x"+strconv.Itoa(i), cells+",1"
		}
		return names, cells
	}
	twenty := "columns that are not used: x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16, x17, x18, x19"
	const rest = "job_id,submitted_at,status,table,seller,model,seconds,credits_used"
	full := "a,2026-06-15,completed," + frozen.Table().Digest + ",house,veo-3,8,480"
	for _, c := range []struct {
		name    string
		columns int
		rows    []string
		want    []string
	}{
		{"nothing", 0, []string{full}, nil},
		{"one of each", 1, []string{full, ",,,other,house,veo-3,8,480"}, []string{"columns that are not used: x0",
			"1 row without a date: priced as of 2026-06-15", "1 row without a status: taken as completed",
			"1 row without job_id and request_id: repeats of them cannot be seen", "1 row quoted from another rate table than " + frozen.Table().Digest}},
		{"two of some", 20, []string{"b,,,,house,veo-3,8,480", "c,,,,house,veo-3,8,480"}, []string{twenty,
			"2 rows without a date: priced as of 2026-06-15", "2 rows without a status: taken as completed"}},
		{"too many columns", 21, []string{full}, []string{twenty + " and more"}},
	} {
		names, cells := columns(c.columns)
		all, _ := reconcile(t, Reconciler{}, rest+names+"\n"+strings.Join(c.rows, cells+"\n")+cells+"\n")
		if got := all.Notes(); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// A log is read as it comes: when a row is reported, at most one buffer more
// than it has been taken from the reader. Groups and ids are all that stays.
func TestLogsAreStreamed(t *testing.T) {
	const rows = 100_000
	log := &generatedLog{rows: rows, row: mixedRow}
	n := 0
	r := Reconciler{Table: frozen.Table(), Each: func(c *CheckedUsage) error {
		n++
		if ahead := log.next - n; ahead > MaxUsageRow/40 {
			t.Fatalf("row %d is reported when %d rows more have been read", n, ahead)
		}
		return nil
	}}
	all, err := r.Read(log)
	if err != nil {
		t.Fatal(err)
	}
	// Of 20 rows those with an i that 4 divides are billed 15 instead of 10: 5, of
	// which i = 20 is also a repeat, of the job of i = 19; so is i = 10, at 10.
	want := map[Outcome]int{UsageMatches: rows / 20 * 14, UsageDiffers: rows / 20 * 6}
	for o, n := range want {
		if all.Outcomes[o] != n {
			t.Errorf("%d rows %s, want %d", all.Outcomes[o], o, n)
		}
	}
	causes := map[Cause]int{CauseResolution: rows / 20 * 4, CauseDuplicate: rows / 20, CauseUnknown: rows / 20}
	for _, c := range all.Causes {
		if causes[c.Cause] != c.Rows {
			t.Errorf("%d rows because of %s, want %d", c.Rows, c.Cause, causes[c.Cause])
		}
	}
	// 15 × 10 and 5 × 15 credits in 20 rows.
	if got, want := all.Totals[0].Billed.Exact(), strconv.Itoa(rows/20*225); got != want {
		t.Errorf("billed %s, want %s", got, want)
	}
	if len(all.Projects) != 7 || len(all.Clients) != 3 {
		t.Errorf("%d projects and %d clients, want 7 and 3", len(all.Projects), len(all.Clients))
	}
}

// A reader that breaks is not a log that ends.
func TestBrokenReader(t *testing.T) {
	broken := errors.New("broken")
	for _, log := range []string{"", house, house + houseRow, "[", "[{", `{"seller":`} {
		r := Reconciler{Table: frozen.Table()}
		if _, err := r.Read(&brokenReader{strings.NewReader(log), broken}); !errors.Is(err, broken) {
			t.Errorf("%q: %v, want the reader's error", log, err)
		}
	}
	r := Reconciler{Table: frozen.Table(), Each: func(*CheckedUsage) error { return broken }}
	if _, err := r.Read(strings.NewReader(house + houseRow)); !errors.Is(err, broken) {
		t.Errorf("%v, want the error of Each", err)
	}
}

type brokenReader struct {
	*strings.Reader
	err error
}

func (b *brokenReader) Read(p []byte) (int, error) {
	if n, err := b.Reader.Read(p); err == nil {
		return n, nil
	}
	return 0, b.err
}

// A log is clean when every row was checked and none differs.
func TestCleanLogs(t *testing.T) {
	for name, c := range map[string]struct {
		row  string
		want bool
	}{
		"what the table says": {houseRow, true},
		"something else":      {"house,veo-3,8,481\n", false},
		"no price":            {"house,veo-9,8,480\n", false},
		"not a row":           {"house,veo-3,eight,480\n", false},
	} {
		if all, _ := reconcile(t, Reconciler{}, house+houseRow+c.row); all.Clean() != c.want {
			t.Errorf("%s: clean %v", name, all.Clean())
		}
	}
}

// What a cost sheet leaves out is counted: rows without a length, without ids,
// without a dollar amount.
func TestWhatASheetLeavesOut(t *testing.T) {
	all, _ := reconcile(t, Reconciler{}, "job_id,request_id,seller,model,resolution,tier,seconds,credits_used,offer,project\n"+
		"a,,endpoints,sora-2-text-to-video,720p,2,,10,,tiers\n"+
		",,house,veo-3,,,8,480,agency,all\n"+
		",r,house,veo-3,,,2,120,agency,all\n"+
		",,house,veo-3,,,8,480,agency,some\n"+
		"b,,house,veo-3,,,8,480,,some\n")
	if all.Nameless != 2 {
		t.Errorf("%d rows without an id, want 2", all.Nameless)
	}
	type line struct {
		timed, untimed, undollared int
		perSecond, dollars         string // a second
	}
	want := map[string]line{
		"tiers": {0, 1, 1, "", ""},
		"all":   {2, 0, 0, "60", "537/250"}, // 600 × 0.0358 ÷ 10 s
		"some":  {2, 0, 1, "60", ""},
	}
	for _, g := range all.Projects {
		got := line{timed: g.Rows - g.Untimed, untimed: g.Untimed, undollared: g.Undollared}
		if r := g.PerSecond(); r != nil {
			got.perSecond = r.Exact()
		}
		if r := g.DollarsPerSecond(); r != nil {
			got.dollars = r.Exact()
		}
		if got != want[g.Name] {
			t.Errorf("%s: %+v, want %+v", g.Name, got, want[g.Name])
		}
		if g.Name == "tiers" && g.TimedBilled.Sign() != 0 {
			t.Errorf("%s credits for no seconds", g.TimedBilled.Exact())
		}
	}
}

// A sum has an upper end only when each of its parts has one.
func TestExpectedWithoutAnUpperEnd(t *testing.T) {
	floor, exact := "zz-shop,floor,7\n", "zz-shop,clip,10\n" // from 5, and 10
	for log, want := range map[string]string{exact + exact: "20 credits", floor + exact: "from 15 credits", exact + floor: "from 15 credits"} {
		all, _ := reconcile(t, Reconciler{Table: withShop(t)}, "seller,model,credits\n"+log)
		if got := all.Totals[0].Currency.InWords(all.Totals[0].Expected); got != want || all.Outcomes[UsageMatches] != 2 {
			t.Errorf("%q: %s expected of %d rows, want %s of 2", log, got, all.Outcomes[UsageMatches], want)
		}
	}
}

// After MaxJobs ids no further one is remembered: its rows are priced, and said
// not to be watched for repeats.
func TestIdsAreForgotten(t *testing.T) {
	r := Reconciler{Table: frozen.Table(), AsOf: made.Day(t, "2026-06-15")}
	x, err := r.begin()
	if err != nil {
		t.Fatal(err)
	}
	x.jobs = make(map[jobKey]jobTrace, MaxJobs)
	var id jobKey
	for i := range uint32(MaxJobs - 1) { // as many ids were read before
		binary.LittleEndian.PutUint32(id[:], i)
		x.jobs[id] = jobTrace{}
	}
	var got []string
	for i, job := range []string{"last", "last", "more", "more"} {
		c := &CheckedUsage{Usage: Usage{Line: i + 2, Job: job, Shot: pricing.Shot{Seller: "house", Model: "veo-3", Seconds: pricing.Parsed("8")}, CreditsUsed: pricing.Parsed("480")}}
		x.check(c)
		got = append(got, string(c.Outcome)+string(c.Cause))
	}
	if s := strings.Join(got, " "); s != "matches differsduplicate_submission matches matches" || x.Unwatched != 2 {
		t.Errorf("%s, %d not watched", s, x.Unwatched)
	}
	if notes := strings.Join(x.Notes(), "\n"); !strings.Contains(notes, "2 rows not watched for repeats") {
		t.Errorf("notes: %s", notes)
	}
}

// More names than are told apart are put together, and the totals stay whole.
func TestManyGroups(t *testing.T) {
	var log strings.Builder
	log.WriteString("seller,model,seconds,credits_used,project\n")
	for i := range MaxGroups + 5 {
		log.WriteString("house,veo-3,8,480,p" + strconv.Itoa(i) + "\n")
	}
	all, _ := reconcile(t, Reconciler{}, log.String())
	last := all.Projects[len(all.Projects)-1]
	if len(all.Projects) != MaxGroups+1 || last.Name != OtherGroups || last.Rows != 5 || last.Billed.Exact() != "2400" {
		t.Errorf("%d projects, the last is %s with %d rows of %s", len(all.Projects), last.Name, last.Rows, last.Billed.Exact())
	}
}

// Sums of quotients stay short: 59 ÷ 1500 dollars a credit, a thousand times.
func TestSumsStayShort(t *testing.T) {
	log := "seller,model,seconds,offer,usd\n" + strings.Repeat("house,veo-3,7,creator,16.52\n", 1000)
	all, _ := reconcile(t, Reconciler{}, log)
	// 7 × 60 × 59 ÷ 1500 = 16.52.
	if got := all.Totals[0].Expected.Min.Exact(); got != "16520" || all.Outcomes[UsageMatches] != 1000 {
		t.Errorf("expected %s over %d rows, want 16520 over 1000", got, all.Outcomes[UsageMatches])
	}
	sum := all.Totals[0].Expected.Min
	if kept := fmt.Sprintf("%+v", sum); !regexp.MustCompile(`den:\d{1,5} wide:<nil>}$`).MatchString(kept) {
		t.Errorf("kept as %s", kept)
	}
}
