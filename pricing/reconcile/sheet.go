package reconcile

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// UsageTotal is what the rows in one currency come to. Credits of different
// sellers are never added.
type UsageTotal struct {
	Currency   pricing.Currency
	Rows       int              // that are neither malformed nor open
	Billed     pricing.Ratio    // net of refunds
	Refunded   pricing.Ratio    // what the log says was given back
	Held       pricing.Ratio    // by jobs that have not ended
	Expected   pricing.Interval // of the Compared rows
	Difference pricing.Ratio    // billed beyond what was expected, over the Compared rows
	Compared   int              // rows whose expected amount is known
	QuoteDelta pricing.Ratio    // billed beyond what was quoted, over the Quoted rows
	Quoted     int              // rows with a quote
	Mismatched int              // rows billed at something else than their quote
}

// CauseTotal is what the rows that differ because of one cause come to.
type CauseTotal struct {
	Cause       Cause
	Rows        int
	Differences []CauseDifference // one for each currency
}

// CauseDifference is what rows of one cause were billed in one currency.
type CauseDifference struct {
	Currency pricing.Currency
	Billed   pricing.Ratio
	// Difference is what of it is too much, over the rows whose expected amount
	// is known; nil when that of none is.
	Difference *pricing.Ratio
}

// UsageGroup is one line of the cost sheet (001:78-80): what a model, project or
// client came to in one currency. Repeats and failures that were billed are part
// of the cost; a job that delivered is one clip, however often it was billed.
type UsageGroup struct {
	Name     string // "" for rows without the tag, OtherGroups for what is past the limit
	Currency pricing.Currency
	Rows     int
	Clips    int
	Billed   pricing.Ratio
	// Seconds are those of the clips whose length is known, and TimedBilled is
	// what the rows with a length were billed, so that one divides the other.
	// Untimed rows have no length.
	Seconds, TimedBilled pricing.Ratio
	Untimed              int
	// Dollars is what the rows with a dollar amount come to; Undollared have none.
	Dollars, TimedDollars pricing.Ratio
	Undollared            int
}

// MaxGroups is how many models, projects or clients are told apart. The rows of
// further ones are put together under the name OtherGroups.
const (
	MaxGroups   = 1000
	OtherGroups = "(others)"
)

// PerClip is the cost of one clip, nil when none was delivered.
func (g *UsageGroup) PerClip() *pricing.Ratio { return Over(g.Billed, pricing.Whole(int64(g.Clips))) }

// PerSecond is the cost of one second of the clips whose length is known, nil
// when there are none.
func (g *UsageGroup) PerSecond() *pricing.Ratio { return Over(g.TimedBilled, g.Seconds) }

// DollarsPerClip and DollarsPerSecond are nil also when some row has no dollar
// amount.
func (g *UsageGroup) DollarsPerClip() *pricing.Ratio {
	if g.Undollared > 0 {
		return nil
	}
	return Over(g.Dollars, pricing.Whole(int64(g.Clips)))
}

// DollarsPerSecond is the cost of one second in dollars, nil when a row has none or
// no length is known.
func (g *UsageGroup) DollarsPerSecond() *pricing.Ratio {
	if g.Undollared > 0 {
		return nil
	}
	return Over(g.TimedDollars, g.Seconds)
}

// Over is cost ÷ n, nil where n is 0.
func Over(cost, n pricing.Ratio) *pricing.Ratio {
	if n.Sign() == 0 {
		return nil
	}
	r := cost.Div(n)
	return &r
}

// sheet finds the totals and groups by name while a log is read.
type sheet struct {
	totals map[string]int
	causes map[Cause]*CauseTotal
	groups [3]groupIndex // models, projects, clients
}

type groupIndex struct {
	of    map[[2]string]int // name and currency → index in list
	names map[string]bool
	list  []UsageGroup
}

// total is the running total of the currency.
func (x *run) total(c pricing.Currency) *UsageTotal {
	if x.totals == nil {
		x.totals = map[string]int{}
	}
	i, ok := x.totals[c.ID]
	if !ok {
		i = len(x.Totals)
		x.totals[c.ID] = i
		x.Totals = append(x.Totals, UsageTotal{Currency: c})
	}
	return &x.Totals[i]
}

// hold adds to what open jobs hold.
func (x *run) hold(c pricing.Currency, amount pricing.Ratio) {
	if c.ID != "" {
		t := x.total(c)
		t.Held = added(t.Held, amount)
	}
}

// count adds the row to the totals and groups.
func (x *run) count(c *CheckedUsage) {
	x.Outcomes[c.Outcome]++
	if c.Outcome == UsageMalformed {
		return
	}
	if c.SubmittedAt == 0 {
		x.Undated++
	}
	if c.State == pricing.JobNotStated {
		x.NotStated++
	}
	if c.Job == "" && c.Request == "" {
		x.Nameless++
	}
	if c.Digest != "" && c.Digest != x.Table.Digest {
		x.OtherTable++
	}
	if c.Currency.ID == "" || c.open() && c.Outcome != UsageDiffers || c.counted {
		return
	}
	x.totalise(c)
	if c.open() {
		return
	}
	for i, name := range [...]string{c.Shot.Seller + "/" + c.Shot.Model, c.Project, c.Client} {
		x.groups[i].at(name, c.Currency).add(c)
	}
}

func (x *run) totalise(c *CheckedUsage) {
	t := x.total(c.Currency)
	if !c.open() {
		t.Rows++
		t.Billed = added(t.Billed, c.Billed)
		t.Refunded = added(t.Refunded, pricing.OrZero(c.Refunded))
	}
	if c.Difference != nil {
		t.Compared++
		t.Difference = added(t.Difference, *c.Difference)
		t.Expected = pricing.Interval{Min: added(t.Expected.Min, c.Expected.Min), Max: added(t.Expected.Max, c.Expected.Max), Open: t.Expected.Open || c.Expected.Open}
	}
	if c.QuoteDelta != nil {
		t.Quoted++
		t.QuoteDelta = added(t.QuoteDelta, *c.QuoteDelta)
		if c.QuoteDelta.Sign() != 0 {
			t.Mismatched++
		}
	}
	if c.Outcome != UsageDiffers {
		return
	}
	if x.causes == nil {
		x.causes = map[Cause]*CauseTotal{}
	}
	k := x.causes[c.Cause]
	if k == nil {
		k = &CauseTotal{Cause: c.Cause}
		x.causes[c.Cause] = k
	}
	k.Rows++
	i := 0
	for i < len(k.Differences) && k.Differences[i].Currency.ID != c.Currency.ID {
		i++
	}
	if i == len(k.Differences) {
		k.Differences = append(k.Differences, CauseDifference{Currency: c.Currency})
	}
	d := &k.Differences[i]
	d.Billed = added(d.Billed, c.Billed)
	if c.Difference != nil {
		if d.Difference == nil {
			d.Difference = &pricing.Ratio{}
		}
		*d.Difference = added(*d.Difference, *c.Difference)
	}
}

// at is the group of the name and currency.
func (g *groupIndex) at(name string, c pricing.Currency) *UsageGroup {
	if g.of == nil {
		g.of, g.names = map[[2]string]int{}, map[string]bool{}
	}
	if !g.names[name] {
		if name = strings.Clone(name); len(g.names) >= MaxGroups { // the text of the row is not kept for it
			name = OtherGroups
		} else {
			g.names[name] = true
		}
	}
	key := [2]string{name, c.ID}
	i, ok := g.of[key]
	if !ok {
		i = len(g.list)
		g.of[key] = i
		g.list = append(g.list, UsageGroup{Name: name, Currency: c})
	}
	return &g.list[i]
}

func (g *UsageGroup) add(c *CheckedUsage) {
	g.Rows++
	g.Billed = added(g.Billed, c.Billed)
	if c.clip {
		g.Clips++
	}
	var seconds pricing.Ratio
	switch {
	case c.Seconds.Valid:
		seconds = pricing.Exactly(c.Seconds.Decimal)
	case c.Quote != nil && c.Quote.PerSecondReason == "":
		seconds = c.Quote.Seconds // the source's default
	}
	timed := seconds.Sign() > 0
	if timed {
		g.TimedBilled = added(g.TimedBilled, c.Billed)
		if c.clip {
			g.Seconds = added(g.Seconds, seconds)
		}
	} else {
		g.Untimed++
	}
	if c.Dollars == nil {
		g.Undollared++
		return
	}
	g.Dollars = added(g.Dollars, *c.Dollars)
	if timed {
		g.TimedDollars = added(g.TimedDollars, *c.Dollars)
	}
}

// finish puts the totals in order.
func (x *run) finish(row *usageRow) {
	for _, cause := range Causes {
		if t := x.causes[cause]; t != nil {
			x.Reconciliation.Causes = append(x.Reconciliation.Causes, *t)
		}
	}
	x.Models, x.Projects, x.Clients = x.groups[0].list, x.groups[1].list, x.groups[2].list
	x.Ignored, x.MoreIgnored = row.ignored, row.more
}

// added is a + b in lowest terms, so that the sum of a hundred thousand quotients
// stays short.
func added(a, b pricing.Ratio) pricing.Ratio { return a.Add(b).Reduced() }

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
