package wire

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/reconcile"
	"github.com/shopspring/decimal"
)

// reconcileRequest is a [Reconciler] with the log and what to list of it.
type reconcileRequest struct {
	reconcile.Reconciler
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
func ReconcileInParts(t *pricing.Table, request []byte, today pricing.Instant, hand func(Part)) ([]byte, error) {
	w, a := &writer{}, Answer{AsOf: today}
	err := tooLarge(len(request), Reconcile.Most)
	if err == nil {
		err = reconcileInParts(&call{w, &a, t, Input{JSON: request}}, hand)
	}
	a, err = a.finish(w, t, err)
	return a.JSON, err
}

// Reconcile answers how a usage log differs from the prices.
var Reconcile = Operation{"reconcile", MaxLogBytes, answerReconcile}

func answerReconcile(c *call) error { return reconcileInParts(c, nil) }

func reconcileInParts(c *call, hand func(Part)) error {
	r, err := decodeReconcile(c.request, 0)
	if err != nil {
		return err
	}
	r.hand = hand
	c.date(&r.AsOf)
	return c.reconcile(c.table, &r)
}

// The longest list of rows, by default and at most. The totals and groups are
// of the whole log whatever is listed.
var listedRows = pricing.Bound{Name: "most", Least: 0, Most: 5000, Whole: true}

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
func decodeReconcile(request Input, today pricing.Instant) (reconcileRequest, error) {
	r := reconcileRequest{Reconciler: reconcile.Reconciler{AsOf: today}, lists: "differing"}
	format := ""
	if len(bytes.TrimSpace(request.JSON)) == 0 && request.read == nil { // elsewhere an empty object; here the log would be missing anyway
		return r, notJSON()
	}
	err := decode(request, []binding.Member{
		{Name: "format", To: &format},
		{Name: "seller", To: &r.Seller},
		{Name: "offer", To: &r.Offer},
		binding.PlanMember(&r.Plan),
		{Name: "list", To: &r.lists},
		{Name: "most", To: &r.most, Bounds: &listedRows},
		{Name: "csv", To: &r.csv},
		{Name: "asOf", To: &r.AsOf},
		{Name: "log", To: (*binding.LogText)(&r.log)},
	})
	if err != nil {
		return r, err
	}
	r.Format = reconcile.LogFormat(format)
	return r, r.check()
}

func (r *reconcileRequest) check() error {
	if r.log == "" {
		return pricing.Missing("log", "the text of a usage log")
	}
	if lists := []string{"differing", "all", "none"}; !slices.Contains(lists, r.lists) {
		return &pricing.Error{Code: pricing.InvalidValue, Field: "list", Message: pricing.Quoted(r.lists) + " is not a list of rows", Accepted: lists}
	}
	if err := listedRows.Check(r.most); err != nil {
		return err
	}
	return nil
}

// wants reports whether the row belongs in the list.
func (r *reconcileRequest) wants(c *reconcile.CheckedUsage) bool {
	switch r.lists {
	case "all":
		return true
	case "none":
		return false
	}
	return c.Outcome == reconcile.UsageDiffers || c.Outcome == reconcile.UsageMalformed || c.Outcome == reconcile.UsageUnpriced
}

// reconcile reads the log and writes the answer. The rows are written as they
// come, so that none is kept.
func (w *writer) reconcile(t *pricing.Table, r *reconcileRequest) error {
	most := defaultListedRows
	if r.most.Valid {
		most = int(r.most.Decimal.IntPart())
	}
	rows, text := &writer{b: []byte{'['}}, []byte(nil)
	if r.csv {
		text = []byte(reconcile.UsageCSVHeader)
	}
	read, listed, omitted := 0, 0, 0
	var rates []pricedBy
	var sellers []*pricing.Seller
	r.Table = t
	list := func(c *reconcile.CheckedUsage) {
		if r.hand == nil && listed == most {
			omitted++
			return
		}
		listed++
		rows.usage(c)
		if r.csv && r.hand == nil {
			text = c.AppendCSV(text)
		}
		for _, rate := range [...]*pricing.Rate{c.Rate(), priced(c)} {
			if by := (pricedBy{c.Model, rate}); rate != nil && !slices.Contains(rates, by) {
				rates = append(rates, by)
			}
		}
		if c.State > pricing.JobCompleted && c.Seller != nil && !slices.Contains(sellers, c.Seller) {
			sellers = append(sellers, c.Seller)
		}
	}
	hand := func() {
		rows.close(']')
		r.hand(Part{Rows: read, Lines: rows.b, CSV: text})
		rows.b, text = append(rows.b[:0], '['), text[:0]
	}
	r.Each = func(c *reconcile.CheckedUsage) error {
		if read++; read > MaxLogRows {
			return &pricing.Error{Code: pricing.TooLarge, Field: "log", Message: "the log has too many rows", Accepted: []string{"at most " + strconv.Itoa(MaxLogRows) + " rows"}}
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
	for _, o := range [...]reconcile.Outcome{reconcile.UsageMatches, reconcile.UsageDiffers, reconcile.UsageOpen, reconcile.UsageUnpriced, reconcile.UsageMalformed} {
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
		list []reconcile.UsageGroup
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
func priced(c *reconcile.CheckedUsage) *pricing.Rate {
	if c.Quote == nil {
		return nil
	}
	return c.Quote.Rate
}

// usage writes one row with what became of it.
func (w *writer) usage(c *reconcile.CheckedUsage) {
	w.open('{')
	w.key("line")
	w.integer(c.Line)
	w.opt("job", c.Job)
	w.opt("request", c.Request)
	w.opt("submittedAt", c.SubmittedAt.String())
	w.opt("project", c.Project)
	w.opt("client", c.Client)
	w.opt("status", c.Status)
	if c.Outcome == reconcile.UsageMalformed {
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
	known := c.Currency.ID != "" && c.Outcome != reconcile.UsageMalformed
	if !known {
		w.null("billed")
	} else {
		w.figure("billed", c.Currency, pricing.Point(c.Billed))
	}
	w.optFigure("expected", c.Currency, c.Expected)
	w.amount("difference", c.Currency, c.Difference)
	w.amount("quoteDelta", c.Currency, c.QuoteDelta)
	w.amount("dollars", pricing.USD, c.Dollars)
	perSecond := (*pricing.Ratio)(nil)
	if c.Seconds.Valid && known {
		perSecond = reconcile.Over(c.Billed, pricing.Exactly(c.Seconds.Decimal))
	}
	w.amount("perSecond", c.Currency, perSecond)
	w.rateID("rate", priced(c))
	w.rateID("under", c.Under)
	if c.Earlier == 0 {
		w.null("earlierLine")
	} else {
		w.key("earlierLine")
		w.integer(c.Earlier)
	}
	w.close('}')
}

func (w *writer) rateID(name string, r *pricing.Rate) {
	if r == nil {
		w.null(name)
		return
	}
	w.str(name, r.ID)
}

func (w *writer) cause(t *reconcile.CauseTotal) {
	w.open('{')
	w.str("cause", string(t.Cause))
	w.key("rows")
	w.integer(t.Rows)
	w.array("differences", len(t.Differences), func(i int) {
		d := &t.Differences[i]
		w.open('{')
		w.str("currency", d.Currency.ID)
		w.figure("billed", d.Currency, pricing.Point(d.Billed))
		w.amount("difference", d.Currency, d.Difference)
		w.close('}')
	})
	w.close('}')
}

func (w *writer) usageTotal(t *reconcile.UsageTotal) {
	cur := t.Currency
	w.open('{')
	w.str("currency", cur.ID)
	w.key("rows")
	w.integer(t.Rows)
	w.figure("billed", cur, pricing.Point(t.Billed))
	w.figure("refunded", cur, pricing.Point(t.Refunded))
	w.figure("held", cur, pricing.Point(t.Held))
	w.key("compared")
	w.integer(t.Compared)
	w.figure("expected", cur, t.Expected)
	w.figure("difference", cur, pricing.Point(t.Difference))
	w.key("quoted")
	w.integer(t.Quoted)
	w.figure("quoteDelta", cur, pricing.Point(t.QuoteDelta))
	w.key("mismatched")
	w.integer(t.Mismatched)
	w.close('}')
}

func (w *writer) usageGroup(g *reconcile.UsageGroup) {
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
	w.figure("billed", cur, pricing.Point(g.Billed))
	w.amount("perClip", cur, g.PerClip())
	w.amount("perSecond", cur, g.PerSecond())
	dollars := &g.Dollars
	if g.Undollared > 0 {
		dollars = nil
	}
	w.amount("dollars", pricing.USD, dollars)
	w.amount("dollarsPerClip", pricing.USD, g.DollarsPerClip())
	w.amount("dollarsPerSecond", pricing.USD, g.DollarsPerSecond())
	w.key("undollared")
	w.integer(g.Undollared)
	w.close('}')
}
