package pricing

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// reconcileRequest is a [Reconciler] with the log and what to list of it.
type reconcileRequest struct {
	Reconciler
	log   string
	lists string              // differing, all or none
	most  decimal.NullDecimal // the longest list
	csv   bool
	hand  func(Part) // takes the rows instead of the answer, unless it is nil
}

// Part is a stretch of a log, for a host that shows how far the reading is and
// has room for more rows than an answer may list.
type Part struct {
	Rows  int    // of the log, read so far
	Lines []byte // rows of this stretch that belong in the list, as an answer's "lines"
	CSV   []byte // all rows of this stretch, if "csv" is asked for; the first part begins with the header
}

const rowsInPart = 500

// ReconcileInParts is the reconcile operation of [Handle] with the rows handed
// over as they are read. All that belong in the list are handed over, whatever
// "most" says, and the answer itself lists none. A log that is refused after
// some of its rows may have had parts.
func ReconcileInParts(t *Table, request []byte, today Instant, hand func(Part)) ([]byte, error) {
	w, a := &writer{}, Answer{AsOf: today}
	err := tooLarge("reconcile", request)
	if err == nil {
		err = a.reconcile(w, t, request, hand)
	}
	a, err = a.finish(w, t, err)
	return a.JSON, err
}

func (a *Answer) reconcile(w *writer, t *Table, request []byte, hand func(Part)) error {
	r, err := decodeReconcile(request, 0)
	if err != nil {
		return err
	}
	r.hand = hand
	a.date(&r.AsOf)
	return w.reconcile(t, &r)
}

// The longest list of rows, by default and at most. The totals and groups are
// of the whole log whatever is listed.
var listedRows = number{name: "most", least: 0, most: 5000, whole: true}

const defaultListedRows = 1000

// MaxLogRows is the most rows that one request may have, so that a log of tiny
// rows does not take long; a [Reconciler] has no such limit.
const MaxLogRows = 100_000

// The reconcile operation, whose request may have up to [MaxLogBytes] and
// [MaxLogRows]:
//
//	{"log": "…the text of the log…", "format": "csv" | "json",
//	 "seller", "offer", "plan": {"price", "credits"}, "asOf",
//	 "list": "differing" | "all" | "none", "most", "csv"}
//
// Without a format the log's first character decides. Seller, offer, plan and
// asOf are for rows that do not have their own. The answer lists the rows that
// differ, are malformed or have no price, at most 1000 unless "most" says
// otherwise, and counts the rest; "csv" also gives them as the text of a CSV
// file. Totals and groups are of all rows.
func decodeReconcile(request []byte, today Instant) (reconcileRequest, error) {
	r := reconcileRequest{Reconciler: Reconciler{AsOf: today}, lists: "differing"}
	format := ""
	if len(bytes.TrimSpace(request)) == 0 { // elsewhere an empty object; here the log would be missing anyway
		return r, notJSON()
	}
	err := decode(request, []member{
		{name: "format", to: &format},
		{name: "seller", to: &r.Seller},
		{name: "offer", to: &r.Offer},
		planMember(&r.Plan),
		{name: "list", to: &r.lists},
		{name: "most", to: &r.most, bounds: &listedRows},
		{name: "csv", to: &r.csv},
		{name: "asOf", to: &r.AsOf},
		{name: "log", to: (*logText)(&r.log)},
	})
	if err != nil {
		return r, err
	}
	r.Format = LogFormat(format)
	return r, r.check()
}

func (r *reconcileRequest) check() error {
	if r.log == "" {
		return missing("log", "the text of a usage log")
	}
	if lists := []string{"differing", "all", "none"}; !slices.Contains(lists, r.lists) {
		return &Error{Code: InvalidValue, Field: "list", Message: quoted(r.lists) + " is not a list of rows", Accepted: lists}
	}
	return listedRows.check(r.most)
}

// wants reports whether the row belongs in the list.
func (r *reconcileRequest) wants(c *CheckedUsage) bool {
	switch r.lists {
	case "all":
		return true
	case "none":
		return false
	}
	return c.Outcome == UsageDiffers || c.Outcome == UsageMalformed || c.Outcome == UsageUnpriced
}

// reconcile reads the log and writes the answer. The rows are written as they
// come, so that none is kept.
func (w *writer) reconcile(t *Table, r *reconcileRequest) error {
	most := defaultListedRows
	if r.most.Valid {
		most = int(r.most.Decimal.IntPart())
	}
	rows, text := &writer{b: []byte{'['}}, []byte(nil)
	if r.csv {
		text = []byte(UsageCSVHeader)
	}
	read, listed, omitted := 0, 0, 0
	var rates []pricedBy
	var sellers []*Seller
	r.Table = t
	list := func(c *CheckedUsage) {
		if r.hand == nil && listed == most {
			omitted++
			return
		}
		listed++
		rows.usage(c)
		if r.csv && r.hand == nil {
			text = c.AppendCSV(text)
		}
		for _, rate := range [...]*Rate{c.rate(), c.priced()} {
			if by := (pricedBy{c.Model, rate}); rate != nil && !slices.Contains(rates, by) {
				rates = append(rates, by)
			}
		}
		if c.State > JobCompleted && c.Seller != nil && !slices.Contains(sellers, c.Seller) {
			sellers = append(sellers, c.Seller)
		}
	}
	hand := func() {
		rows.close(']')
		r.hand(Part{Rows: read, Lines: rows.b, CSV: text})
		rows.b, text = append(rows.b[:0], '['), text[:0]
	}
	r.Each = func(c *CheckedUsage) error {
		if read++; read > MaxLogRows {
			return &Error{Code: TooLarge, Field: "log", Message: "the log has too many rows", Accepted: []string{"at most " + strconv.Itoa(MaxLogRows) + " rows"}}
		}
		if r.wants(c) {
			list(c)
		}
		if r.hand != nil && r.csv {
			text = c.AppendCSV(text)
		}
		if r.hand != nil && read%rowsInPart == 0 {
			hand()
		}
		return nil
	}
	all, err := r.Read(strings.NewReader(r.log))
	if err != nil {
		return err
	}
	if r.hand != nil {
		hand()
	}
	rows.close(']')

	w.open('{')
	if all.Clean() {
		w.str("status", "matches")
	} else {
		w.str("status", "differs")
	}
	w.str("format", string(all.Format))
	w.key("rows")
	w.integer(all.Rows())
	w.key("outcomes")
	w.open('{')
	for _, o := range [...]Outcome{UsageMatches, UsageDiffers, UsageOpen, UsageUnpriced, UsageMalformed} {
		w.key(string(o))
		w.integer(all.Outcomes[o])
	}
	w.close('}')
	w.array("causes", len(all.Causes), func(i int) { w.cause(&all.Causes[i]) })
	w.array("totals", len(all.Totals), func(i int) { w.usageTotal(&all.Totals[i]) })
	w.key("groups")
	w.open('{')
	for _, g := range [...]struct {
		name string
		list []UsageGroup
	}{{"models", all.Models}, {"projects", all.Projects}, {"clients", all.Clients}} {
		w.array(g.name, len(g.list), func(i int) { w.usageGroup(&g.list[i]) })
	}
	w.close('}')
	w.key("lines")
	w.raw(string(rows.b))
	w.key("linesOmitted")
	w.integer(omitted)
	if r.csv {
		w.str("csv", string(text))
	}
	w.list("notes", all.Notes())
	w.array("policies", len(sellers), func(i int) { w.policy(t, sellers[i]) })
	w.array("rates", len(rates), func(i int) { w.rate(t, rates[i].model, rates[i].rate) })
	w.end(t, r.AsOf)
	return nil
}

// priced is the rate that prices the row, nil when there is none.
func (c *CheckedUsage) priced() *Rate {
	if c.Quote == nil {
		return nil
	}
	return c.Quote.Rate
}

// usage writes one row with what became of it.
func (w *writer) usage(c *CheckedUsage) {
	w.open('{')
	w.key("line")
	w.integer(c.Line)
	w.opt("job", c.Job)
	w.opt("request", c.Request)
	w.opt("submittedAt", c.SubmittedAt.String())
	w.opt("project", c.Project)
	w.opt("client", c.Client)
	w.opt("status", c.Status)
	if c.Outcome == UsageMalformed {
		w.null("state")
	} else {
		w.str("state", c.State.String())
	}
	w.str("outcome", string(c.Outcome))
	w.opt("cause", string(c.Cause))
	w.array("alsoFits", len(c.AlsoFits), func(i int) { w.text(string(c.AlsoFits[i])) })
	w.opt("because", c.Because)
	if c.Err == nil {
		w.null("error")
	} else {
		w.key("error")
		w.error(c.Err)
	}
	shot := &c.Shot
	if c.Quote != nil {
		shot = &c.Quote.Shot
	}
	w.shot("shot", shot)
	w.opt("currency", c.Currency.ID)
	known := c.Currency.ID != "" && c.Outcome != UsageMalformed
	if !known {
		w.null("billed")
	} else {
		w.figure("billed", c.Currency, Point(c.Billed))
	}
	w.optFigure("expected", c.Currency, c.Expected)
	w.amount("difference", c.Currency, c.Difference)
	w.amount("quoteDelta", c.Currency, c.QuoteDelta)
	w.amount("dollars", USD, c.Dollars)
	perSecond := (*Ratio)(nil)
	if c.Seconds.Valid && known {
		perSecond = over(c.Billed, Exactly(c.Seconds.Decimal))
	}
	w.amount("perSecond", c.Currency, perSecond)
	w.rateID("rate", c.priced())
	w.rateID("under", c.Under)
	if c.Earlier == 0 {
		w.null("earlierLine")
	} else {
		w.key("earlierLine")
		w.integer(c.Earlier)
	}
	w.close('}')
}

func (w *writer) rateID(name string, r *Rate) {
	if r == nil {
		w.null(name)
		return
	}
	w.str(name, r.ID)
}

func (w *writer) cause(t *CauseTotal) {
	w.open('{')
	w.str("cause", string(t.Cause))
	w.key("rows")
	w.integer(t.Rows)
	w.array("differences", len(t.Differences), func(i int) {
		d := &t.Differences[i]
		w.open('{')
		w.str("currency", d.Currency.ID)
		w.figure("billed", d.Currency, Point(d.Billed))
		w.amount("difference", d.Currency, d.Difference)
		w.close('}')
	})
	w.close('}')
}

func (w *writer) usageTotal(t *UsageTotal) {
	cur := t.Currency
	w.open('{')
	w.str("currency", cur.ID)
	w.key("rows")
	w.integer(t.Rows)
	w.figure("billed", cur, Point(t.Billed))
	w.figure("refunded", cur, Point(t.Refunded))
	w.figure("held", cur, Point(t.Held))
	w.key("compared")
	w.integer(t.Compared)
	w.figure("expected", cur, t.Expected)
	w.figure("difference", cur, Point(t.Difference))
	w.key("quoted")
	w.integer(t.Quoted)
	w.figure("quoteDelta", cur, Point(t.QuoteDelta))
	w.key("mismatched")
	w.integer(t.Mismatched)
	w.close('}')
}

func (w *writer) usageGroup(g *UsageGroup) {
	cur := g.Currency
	w.open('{')
	w.opt("name", g.Name)
	w.str("currency", cur.ID)
	w.key("rows")
	w.integer(g.Rows)
	w.key("clips")
	w.integer(g.Clips)
	w.plain("seconds", g.Seconds)
	w.key("untimed")
	w.integer(g.Untimed)
	w.figure("billed", cur, Point(g.Billed))
	w.amount("perClip", cur, g.PerClip())
	w.amount("perSecond", cur, g.PerSecond())
	dollars := &g.Dollars
	if g.Undollared > 0 {
		dollars = nil
	}
	w.amount("dollars", USD, dollars)
	w.amount("dollarsPerClip", USD, g.DollarsPerClip())
	w.amount("dollarsPerSecond", USD, g.DollarsPerSecond())
	w.key("undollared")
	w.integer(g.Undollared)
	w.close('}')
}

// Notes says what was taken for granted or left out, one sentence each.
func (r *Reconciliation) Notes() []string {
	var notes []string
	rows := func(n int, what string) {
		if n == 1 {
			notes = append(notes, "1 row "+what)
		} else if n > 1 {
			notes = append(notes, strconv.Itoa(n)+" rows "+what)
		}
	}
	if len(r.Ignored) > 0 {
		note := "columns that are not used: " + strings.Join(r.Ignored, ", ")
		if r.MoreIgnored {
			note += " and more"
		}
		notes = append(notes, note)
	}
	rows(r.Undated, "without a date: priced as of "+r.AsOf.String())
	rows(r.NotStated, "without a status: taken as completed")
	rows(r.Nameless, "without job_id and request_id: repeats of them cannot be seen")
	rows(r.OtherTable, "quoted from another rate table than "+r.Table.Digest)
	rows(r.Unwatched, "not watched for repeats: more than "+strconv.Itoa(MaxJobs)+" ids")
	return notes
}
