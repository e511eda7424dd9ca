// Package reconcile prices a usage log again and says what the bill differs by and why.
package reconcile

import (
	"errors"
	"hash/fnv"
	"io"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// MaxJobs is how many job and request ids one log is checked against for
// repeats. The reconciler keeps some 40 bytes for each id, and its totals and
// groups, and that is all of the log that it keeps. Rows whose ids come after so
// many others are still priced, and counted in [Reconciliation.Unwatched].
const MaxJobs = 1 << 20

// Reconciler prices every row of a usage log again, as of its own date, and
// says whether the bill is right or what it differs by and why. It reads the
// log once, as it comes, and holds one row.
type Reconciler struct {
	Table  *pricing.Table
	Format LogFormat
	AsOf   pricing.Instant  // for rows without a date
	Seller string           // for rows without a seller
	Offer  string           // what Seller's credits were bought with, for rows without an offer
	Plan   *pricing.OwnPlan // or what the caller pays for credits, for rows without an offer
	// Each is called for every row in the order of the log, unless it is nil.
	// The row is valid until Each returns; an error ends the reading.
	Each func(*CheckedUsage) error
}

// Outcome is what checking a row came to.
type Outcome string

const (
	UsageMatches   Outcome = "matches"   // billed what the table says
	UsageDiffers   Outcome = "differs"   // billed something else, because of Cause
	UsageOpen      Outcome = "open"      // the job has not ended: what is billed is held
	UsageUnpriced  Outcome = "unpriced"  // the table cannot price the shot, so nothing can be compared
	UsageMalformed Outcome = "malformed" // the row cannot be used; it is in no total
)

// CheckedUsage is a row with what became of it.
type CheckedUsage struct {
	Usage
	Table    *pricing.Table // that it was checked against
	Outcome  Outcome
	Cause    Cause          // why the bill differs, "" when it does not
	AlsoFits []Cause        // further causes that give exactly the billed amount
	Because  string         // the cause in words, with its arithmetic
	Err      *pricing.Error // why the row is malformed or unpriced

	Seller *pricing.Seller // nil, as are Model and Quote, when the table does not have it
	Model  *pricing.Model
	Quote  *pricing.Quote
	State  pricing.JobState

	Currency   pricing.Currency  // what Billed, Expected, Difference and QuoteDelta are in
	Billed     pricing.Ratio     // net of what was refunded
	Expected   *pricing.Interval // what should have been billed; nil when that is not known
	Difference *pricing.Ratio    // billed beyond what is expected; nil when that is not known
	QuoteDelta *pricing.Ratio    // billed beyond what was quoted; nil without a quote
	Dollars    *pricing.Ratio    // what Billed is in dollars; nil without a price of the credits
	Under      *pricing.Rate     // the rate under which the billed amount is right, if not Quote's
	Earlier    int               // the line of the same job that comes first, 0 if there is none

	counted bool // its job has ended in an earlier row, so nothing of it counts
	clip    bool // it delivered, and no earlier row of the job has
}

// Reconciliation is the whole log.
type Reconciliation struct {
	Table    *pricing.Table
	AsOf     pricing.Instant
	Format   LogFormat
	Outcomes map[Outcome]int
	Causes   []CauseTotal // in the order in which causes are looked for
	Totals   []UsageTotal // one for each currency, in the order in which they come up
	Models   []UsageGroup
	Projects []UsageGroup
	Clients  []UsageGroup

	Ignored     []string // columns that are not used, at most 20
	MoreIgnored bool
	Undated     int // rows without a date, priced as of AsOf
	NotStated   int // rows without a status, taken as completed
	Nameless    int // rows without an id, whose repeats cannot be seen
	OtherTable  int // rows quoted from a table with another digest
	Unwatched   int // rows whose ids came after MaxJobs others
}

// Rows is how many rows the log has.
func (r *Reconciliation) Rows() int {
	n := 0
	for _, rows := range r.Outcomes {
		n += rows
	}
	return n
}

// Clean reports whether every row was checked and nothing differs.
func (r *Reconciliation) Clean() bool {
	return r.Outcomes[UsageDiffers] == 0 && r.Outcomes[UsageUnpriced] == 0 && r.Outcomes[UsageMalformed] == 0
}

// Read checks the log. A row that cannot be read is reported as malformed and
// the others go on; an [*Error] is returned only for a log whose columns cannot
// be used at all, and otherwise the error of the log or of Each.
func (r *Reconciler) Read(log io.Reader) (*Reconciliation, error) {
	run, err := r.begin()
	if err != nil {
		return nil, err
	}
	row, lines := newUsageRow(), newLineReader(log)
	if run.Format == AnyFormat {
		run.Format = lines.detect()
	}
	rows, err := r.open(run.Format, row, lines)
	if err != nil {
		return nil, err
	}
	c := &CheckedUsage{}
	for {
		err := rows.next()
		if err == io.EOF {
			break
		}
		*c = CheckedUsage{Usage: row.u, Table: r.Table}
		switch e, ok := errors.AsType[*pricing.Error](err); {
		case err == nil:
			run.check(c)
		case ok:
			c.reject(e)
		default:
			return nil, err
		}
		run.count(c)
		if r.Each != nil {
			if err := r.Each(c); err != nil {
				return nil, err
			}
		}
	}
	run.finish(row)
	return run.Reconciliation, nil
}

// open starts reading the rows. A header without a column that every row needs
// is refused; objects have no header, so there each row is.
func (r *Reconciler) open(f LogFormat, row *usageRow, lines *lineReader) (usageReader, error) {
	switch f {
	case JSON:
		return newJSONRows(row, lines)
	case CSV:
	default:
		return nil, &pricing.Error{Code: pricing.InvalidValue, Field: "format", Message: pricing.Quoted(string(f)) + " is not a format of a usage log", Accepted: []string{string(CSV), string(JSON)}}
	}
	rows, err := newCSVRows(row, lines)
	if err != nil {
		return nil, err
	}
	lacks := ""
	switch {
	case !row.has("model"):
		lacks = "model"
	case !row.has("seller") && r.Seller == "":
		lacks = "seller"
	case !row.has("credits_used") && !row.has("usd"):
		lacks = "credits_used"
	}
	if lacks != "" {
		return nil, &pricing.Error{Code: InvalidHeader, Field: lacks, Message: "the header has no column for it", Accepted: binding.Names(row.members)}
	}
	return rows, nil
}

// run is one reading of a log.
type run struct {
	*Reconciliation
	by      *Reconciler
	own     *pricing.Payment // the caller's own plan
	jobs    map[jobKey]jobTrace
	holds   map[jobKey]held
	sellers map[string]*pricing.Seller // by the names of the log; nil for one that nobody knows
	sheet
}

func (r *Reconciler) begin() (*run, error) {
	x := &run{
		Reconciliation: &Reconciliation{Table: r.Table, AsOf: r.AsOf, Format: r.Format, Outcomes: map[Outcome]int{}},
		by:             r, jobs: map[jobKey]jobTrace{}, holds: map[jobKey]held{}, sellers: map[string]*pricing.Seller{},
	}
	if r.Offer != "" && r.Plan != nil {
		return nil, &pricing.Error{Code: pricing.InvalidValue, Field: "plan", Message: "a plan of one's own and an offer were both given", Accepted: []string{"one of offer and plan"}}
	}
	if r.Plan != nil {
		if err := r.Plan.Check(); err != nil {
			return nil, err
		}
		p := r.Plan.Payment()
		x.own = &p
	}
	if r.Seller != "" {
		s, err := r.Table.Seller(r.Seller)
		if err != nil {
			return nil, err
		}
		if r.Offer != "" {
			if _, err := s.Offer(r.Offer); err != nil {
				return nil, err
			}
		}
	} else if r.Offer != "" {
		return nil, pricing.Missing("seller", "an offer belongs to a seller")
	}
	return x, nil
}

func (c *CheckedUsage) reject(e *pricing.Error) { c.Outcome, c.Err = UsageMalformed, e }

// check prices the row and compares.
func (x *run) check(c *CheckedUsage) {
	if err := x.complete(c); err != nil {
		c.reject(err)
		return
	}
	keys := c.keys()
	before := x.before(c, keys)
	a := x.account(c)
	switch {
	case c.open() && before.ended:
		// An earlier state of a job whose end came before in the log.
		c.Outcome, c.Earlier, c.counted = UsageOpen, int(before.line), true
	case before.charged:
		c.Earlier = int(before.line)
		c.again(a, before)
	case c.State > pricing.JobCompleted && c.Seller != nil && c.Seller.PolicyOf(c.State) != pricing.Billed:
		c.undelivered(a)
	default:
		c.compare(a)
	}
	if c.Outcome == UsageDiffers {
		c.Because += a.madeNoMore()
	}
	c.clip = c.delivered() && !before.clip
	x.remember(c, keys, before)
}

// complete fills in what the row leaves to the reconciler and checks that it
// can be used at all.
func (x *run) complete(c *CheckedUsage) *pricing.Error {
	if c.Shot.Seller == "" {
		c.Shot.Seller = x.by.Seller
	}
	switch {
	case c.Shot.Seller == "":
		return pricing.Missing("seller", "who billed it")
	case c.Shot.Model == "":
		return pricing.Missing("model", "what was generated")
	}
	var known bool
	if c.State, known = pricing.JobStateOf(c.Status); !known {
		return &pricing.Error{Code: pricing.UnknownStatus, Field: "status",
			Message: pricing.Quoted(c.Status) + " is no status that is understood", Accepted: pricing.JobWordsAccepted}
	}
	if err := c.Shot.Check(x.Table); err != nil {
		return err
	}
	if !c.CreditsUsed.Valid && !c.USD.Valid && !c.open() {
		return pricing.Missing("credits_used", "what was billed, or usd")
	}
	x.name(c)
	return c.bill()
}

// name finds the seller and the model, and gives the shot their ids. Rows of a
// log repeat names and their mistakes, so unlike [Table.Seller] it does not look
// for what may have been meant.
func (x *run) name(c *CheckedUsage) {
	s, known := x.sellers[c.Shot.Seller]
	if !known {
		for i := range x.Table.Sellers {
			if t := &x.Table.Sellers[i]; t.ID == c.Shot.Seller || pricing.Named(pricing.Fold(c.Shot.Seller), t.ID, t.Name, t.Aliases) {
				s = t
				break
			}
		}
		if len(x.sellers) < MaxGroups {
			x.sellers[strings.Clone(c.Shot.Seller)] = s // the text of the row is not kept for it
		}
	}
	if s == nil {
		return
	}
	c.Seller, c.Shot.Seller = s, s.ID
	if c.Model = s.FindModel(c.Shot.Model); c.Model != nil {
		c.Shot.Model = c.Model.ID
	}
}

// bill finds what was billed and in what. Credits go before dollars where the
// seller charges credits; the dollars are then what they were paid with. A seller
// that charges dollars needs them. Credits of a seller that nobody knows are in
// no currency.
func (c *CheckedUsage) bill() *pricing.Error {
	used := c.USD
	switch s := c.Seller; {
	case s == nil && !c.USD.Valid:
		return nil
	case s == nil, c.USD.Valid && (s.Currency.Dollars() || !c.CreditsUsed.Valid), s.Currency.Dollars() && !c.CreditsUsed.Valid:
		c.Currency = pricing.USD
	case s.Currency.Dollars():
		return &pricing.Error{Code: pricing.InvalidValue, Field: "credits_used",
			Message: s.Name + " charges in US dollars, not in credits", Accepted: []string{"the column usd"}}
	default:
		c.Currency, used = s.Currency, c.CreditsUsed
	}
	c.Billed = pricing.OrZero(used).Sub(pricing.OrZero(c.Refunded))
	if c.Billed.Sign() < 0 {
		return &pricing.Error{Code: pricing.InvalidValue, Field: "refunded",
			Message: "more was given back than was billed", Accepted: []string{"at most " + pricing.Plain(pricing.OrZero(used))}}
	}
	if c.Quoted.Valid {
		d := c.Billed.Sub(pricing.Exactly(c.Quoted.Decimal))
		c.QuoteDelta = &d
	}
	return nil
}

// open reports whether the job may still end one way or the other.
func (c *CheckedUsage) open() bool {
	return c.State == pricing.JobQueued || c.State == pricing.JobInProgress
}

// delivered reports whether the job brought a result. A row without a status is
// taken at its word that something was billed for something.
func (c *CheckedUsage) delivered() bool {
	return c.State == pricing.JobCompleted || c.State == pricing.JobNotStated
}

// compare sets the bill beside the price.
func (c *CheckedUsage) compare(a *account) {
	switch {
	case c.open() && c.Billed.Sign() == 0:
		c.Outcome = UsageOpen
	case a.refused != nil:
		if !c.explain(a) {
			c.unpriced(a)
		}
	case agrees(c.Billed, *a.price, c.Currency):
		c.expect(*a.price)
		if c.Outcome = UsageMatches; c.open() {
			c.Outcome = UsageOpen
		}
	default:
		c.expect(*a.price)
		if !c.explain(a) {
			because := "no cause that is looked for gives exactly this amount; the price is " + c.Currency.InSteps(*a.price)
			if c.Quote != nil && c.Quote.Precision != pricing.Exact {
				because += ", which its source gives as " + c.Quote.Precision.String()
			}
			c.differs(CauseUnknown, because+a.hint())
		}
	}
}

// undelivered judges a job without a result at a seller that refunds it or that
// publishes nothing. Nothing billed is never an error; its full price is, and
// whose it is depends on the policy.
func (c *CheckedUsage) undelivered(a *account) {
	nothing := pricing.Point(pricing.Ratio{})
	refunds := c.Seller.PolicyOf(c.State) == pricing.Refunded
	if refunds || c.Billed.Sign() == 0 {
		c.expect(nothing)
	}
	what := "the job " + [...]string{pricing.JobFailed: "failed", pricing.JobCanceled: "was canceled", pricing.JobTimedOut: "timed out", pricing.JobModerated: "was stopped by a content filter"}[c.State]
	switch {
	case c.Billed.Sign() == 0:
		c.Outcome = UsageMatches
	case a.refused != nil:
		c.unpriced(a)
	case !agrees(c.Billed, *a.price, c.Currency):
		c.differs(CauseUnknown, what+", and what is billed is not its price, "+c.Currency.InSteps(*a.price))
	case refunds:
		c.differs(CauseRefundMissing, what+", is billed at its full price, and "+c.Seller.Name+" says that it refunds it")
	default:
		c.differs(CauseFailedButBilled, what+" and is billed at its full price; whether "+c.Seller.Name+" bills or refunds such a job is not published")
	}
}

// again judges a row of a job that an earlier row has delivered and charged.
func (c *CheckedUsage) again(a *account, before jobTrace) {
	c.expect(pricing.Point(pricing.Ratio{}))
	first := "line " + strconv.Itoa(c.Earlier) + " has charged this job"
	switch {
	case c.Billed.Sign() == 0:
		c.Outcome = UsageMatches
	case a.refused != nil:
		c.unpriced(a)
	case !agrees(c.Billed, *a.price, c.Currency):
		c.differs(CauseUnknown, first+", and what is billed now is not its price, "+c.Currency.InSteps(*a.price))
	case c.attempt() > int(before.attempt):
		c.differs(CauseRetry, first+", and attempt "+strconv.Itoa(c.attempt())+" is billed at its full price again")
	default:
		c.differs(CauseDuplicate, first+", and it is billed at its full price again")
	}
}

func (c *CheckedUsage) differs(cause Cause, because string) {
	c.Outcome, c.Cause, c.Because = UsageDiffers, cause, because
}

func (c *CheckedUsage) unpriced(a *account) {
	c.Outcome, c.Err = UsageUnpriced, a.refused
	c.Expected, c.Difference = nil, nil
}

// expect notes what should have been billed, and how far the bill is from it;
// from a range, how far from its nearer end.
func (c *CheckedUsage) expect(v pricing.Interval) {
	d := pricing.Ratio{}
	switch {
	case agrees(c.Billed, v, c.Currency):
	case c.Billed.Cmp(v.Min) < 0:
		d = c.Billed.Sub(v.Min)
	default:
		d = c.Billed.Sub(v.Max)
	}
	c.Expected, c.Difference = &v, &d
}

// agrees reports whether the bill is the price: exactly, or inside a range that
// was published as one. Dollars that do not end within 6 places agree with
// their rounding to 6, which is how they stand in data.
func agrees(billed pricing.Ratio, price pricing.Interval, c pricing.Currency) bool {
	if !price.Single() {
		return price.Min.Cmp(billed) <= 0 && (price.Open || billed.Cmp(price.Max) <= 0)
	}
	if price.Min.Cmp(billed) == 0 {
		return true
	}
	return c.Dollars() && !price.Min.Terminates(pricing.DollarPlaces) && pricing.Exactly(price.Min.Round(pricing.DollarPlaces)).Cmp(billed) == 0
}

// attempt is the attempt of the row, 1 if it does not say.
func (c *CheckedUsage) attempt() int {
	if !c.Attempt.Valid {
		return 1
	}
	return int(c.Attempt.Decimal.IntPart())
}

// jobKey is the 128-bit FNV-1a hash of a seller and an id, so that an id costs
// the same whatever its length.
type jobKey [16]byte

func keyOf(kind byte, seller, id string) jobKey {
	h := fnv.New128a()
	_, _ = h.Write([]byte{kind})
	_, _ = io.WriteString(h, seller)
	_, _ = h.Write([]byte{0})
	_, _ = io.WriteString(h, id)
	var k jobKey
	h.Sum(k[:0])
	return k
}

// jobTrace is what is remembered of a job.
type jobTrace struct {
	line    uint32 // where it came up first, 0 for never
	attempt uint16 // the highest so far
	charged bool
	clip    bool // it has delivered
	ended   bool
}

// before is what earlier rows say of the job: of its own id and of the request
// that it was submitted for. Only the id says whether this very job has ended.
func (x *run) before(c *CheckedUsage, keys []jobKey) jobTrace {
	var t jobTrace
	for i, k := range keys {
		known, ok := x.jobs[k]
		if !ok {
			continue
		}
		if t.line == 0 || known.line < t.line {
			t.line = known.line
		}
		t.attempt = max(t.attempt, known.attempt)
		t.charged = t.charged || known.charged
		t.clip = t.clip || known.clip
		t.ended = t.ended || known.ended && i == 0 && c.Job != ""
	}
	return t
}

// keys are the job's key, if it has an id, and its request's.
func (c *CheckedUsage) keys() []jobKey {
	var keys []jobKey
	if c.Job != "" {
		keys = append(keys, keyOf('j', c.Shot.Seller, c.Job))
	}
	if c.Request != "" {
		keys = append(keys, keyOf('r', c.Shot.Seller, c.Request))
	}
	return keys
}

// remember keeps what the rows after this one need to know of the job.
func (x *run) remember(c *CheckedUsage, keys []jobKey, t jobTrace) {
	if t.line == 0 {
		t.line = uint32(c.Line)
	}
	t.attempt = max(t.attempt, uint16(c.attempt()))
	t.charged = t.charged || c.delivered() && c.Billed.Sign() > 0
	t.clip = t.clip || c.delivered()
	t.ended = t.ended || !c.open()
	for _, k := range keys {
		if _, known := x.jobs[k]; !known && len(x.jobs) >= MaxJobs {
			x.Unwatched++
			break
		}
		x.jobs[k] = t
	}
	holds := c.open() && !c.counted && c.Billed.Sign() > 0
	if holds {
		x.hold(c.Currency, c.Billed)
	}
	if c.Job == "" {
		return
	}
	// What an open row holds, the next row of the job decides.
	if h, ok := x.holds[keys[0]]; ok {
		x.hold(h.currency, pricing.Ratio{}.Sub(h.amount))
		delete(x.holds, keys[0])
	}
	if holds && len(x.holds) < MaxJobs {
		x.holds[keys[0]] = held{c.Currency, c.Billed}
	}
}

// held is what an open row holds.
type held struct {
	currency pricing.Currency
	amount   pricing.Ratio
}
