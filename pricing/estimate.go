package pricing

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// MaxLines is the most lines of one estimate.
const MaxLines = 100

// EstimateRequest asks for the total of a list of lines.
type EstimateRequest struct {
	Lines   []Line // 1 to MaxLines
	Reality *Reality
	AsOf    Instant
}

// Line is a shot × count × takes, with the caller's own words for it.
type Line struct {
	Shot
	Count, Takes           decimal.NullDecimal // 1 if not given
	Label, Project, Client string
}

// Reality is how often jobs go wrong, as shares of all submissions.
type Reality struct {
	FailureRate   decimal.NullDecimal // the provider fails
	TimeoutRate   decimal.NullDecimal
	DuplicateRate decimal.NullDecimal // submissions that an impatient client sends twice
	// GenerationSeconds is how long a job takes until its result is there; 0 if
	// not given, and then no status calls are counted.
	GenerationSeconds decimal.NullDecimal
}

// Estimate is the total of the lines. Credits of different sellers are never
// added: there is one Total for each currency.
type Estimate struct {
	Table    *Table
	AsOf     Instant
	Lines    []EstimatedLine
	Totals   []Total
	Projects []Tag
	Clients  []Tag
	Refused  int // lines without a price; the totals leave them out
}

// EstimatedLine is a line with its quote, or the reason why it has none.
type EstimatedLine struct {
	Line
	Quote *Quote
	Err   *Error
}

// Total is what the lines in one currency come to.
type Total struct {
	Currency    Currency
	Seller      *Seller // nil when sellers that charge dollars are added
	Amount      Interval
	Generations Ratio
	KeptClips   Ratio
	KeptSeconds *Ratio // nil when the length of some clip is not known
	Offers      []Payment
	Expected    *Expectation // with Reality
}

// Tag is the total of the lines with one project or client, in each currency.
type Tag struct {
	Name   string
	Totals []Total
}

// Estimate prices every line and adds up those that have a price. A line
// without one is listed with its reason and never counts as nothing: Refused
// says that the totals are incomplete.
func (t *Table) Estimate(r EstimateRequest) (*Estimate, error) {
	if len(r.Lines) == 0 || len(r.Lines) > MaxLines {
		return nil, &Error{Code: InvalidValue, Field: "lines",
			Message:  strconv.Itoa(len(r.Lines)) + " lines",
			Accepted: []string{"1 to " + strconv.Itoa(MaxLines) + " lines"}}
	}
	if err := r.Reality.check(); err != nil {
		return nil, err
	}
	e := &Estimate{Table: t, AsOf: r.AsOf}
	for _, line := range r.Lines {
		out := EstimatedLine{Line: line}
		ask := QuoteRequest{Shot: line.Shot, Count: line.Count, Takes: line.Takes, AsOf: r.AsOf}
		q, err := t.QuoteAlone(ask)
		if err != nil {
			out.Err = t.withAlternatives(ask, err)
			e.Refused++
		} else {
			out.Quote = q
			e.Totals = addTo(e.Totals, q)
			if line.Project != "" {
				e.Projects = tag(e.Projects, line.Project, q)
			}
			if line.Client != "" {
				e.Clients = tag(e.Clients, line.Client, q)
			}
		}
		e.Lines = append(e.Lines, out)
	}
	for i := range e.Totals {
		total := &e.Totals[i]
		total.offers(e)
		if r.Reality != nil {
			total.Expected = r.Reality.expect(e, total)
		}
	}
	return e, nil
}

// addTo adds a quote to the total of its currency.
func addTo(totals []Total, q *Quote) []Total {
	for i := range totals {
		if t := &totals[i]; t.Currency.ID == q.Currency.ID {
			if t.Seller != q.Seller {
				t.Seller = nil
			}
			t.add(q)
			return totals
		}
	}
	none := Ratio{}
	total := Total{Currency: q.Currency, Seller: q.Seller, KeptSeconds: &none}
	total.add(q)
	return append(totals, total)
}

func (t *Total) add(q *Quote) {
	t.Amount = t.Amount.Add(q.Price.Mul(q.Generations()))
	t.Generations = t.Generations.Add(q.Generations())
	t.KeptClips = t.KeptClips.Add(q.Count)
	switch {
	case t.KeptSeconds == nil:
	case q.PerSecondReason != "":
		t.KeptSeconds = nil
	default:
		seconds := t.KeptSeconds.Add(q.Seconds.Mul(q.Count))
		t.KeptSeconds = &seconds
	}
}

func tag(tags []Tag, name string, q *Quote) []Tag {
	for i := range tags {
		if tags[i].Name == name {
			tags[i].Totals = addTo(tags[i].Totals, q)
			return tags
		}
	}
	return append(tags, Tag{name, addTo(nil, q)})
}

// offers lists the offers that can pay for every line of the total.
func (t *Total) offers(e *Estimate) {
	if t.Currency.Dollars() {
		return
	}
	for i := range t.Seller.Offers {
		o := &t.Seller.Offers[i]
		p, err := t.Seller.Payment(o, e.AsOf)
		if err != nil || o.Kind == Free || o.Kind == Trial {
			continue
		}
		pays := true
		for j := range e.Lines {
			if q := e.Lines[j].Quote; q != nil && q.Seller == t.Seller && o.Excludes(&q.Shot) != "" {
				pays = false
			}
		}
		if pays {
			t.Offers = append(t.Offers, p)
		}
	}
}

// PerKeptClip is the amount for one clip that is kept, its takes included.
func (t *Total) PerKeptClip(v Interval) Interval { return v.Div(t.KeptClips) }

// PerKeptSecond is the amount for one second that is kept, false when the
// length of some clip is not known.
func (t *Total) PerKeptSecond(v Interval) (Interval, bool) {
	if t.KeptSeconds == nil || t.KeptSeconds.Sign() == 0 {
		return Interval{}, false
	}
	return v.Div(*t.KeptSeconds), true
}
