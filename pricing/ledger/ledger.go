// Package ledger keeps a prepaid balance over events: what is held, charged and given back.
package ledger

import (
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/shopspring/decimal"
)

// Codes of ledger events that are rejected. A rejected event changes nothing.
const (
	InsufficientBalance pricing.Code = "insufficient_balance" // more than the balance would be held
	DuplicateJob        pricing.Code = "duplicate_job"        // the job was submitted before
	UnknownJob          pricing.Code = "unknown_job"          // the job was never submitted
	AlreadyCharged      pricing.Code = "already_charged"      // the job has ended and was charged
	AlreadyRefunded     pricing.Code = "already_refunded"     // the job was given back, once
)

// MaxEvents is the most events of one ledger request.
const MaxEvents = 1000

// Request asks what is left of a prepaid balance after the events.
type Request struct {
	Seller  string // whose currency and failure policy apply
	Balance decimal.NullDecimal
	Events  []Event
	AsOf    pricing.Instant
}

// Event is something that happens to a job. Numbers are in the seller's
// currency; a number that is not valid was not given.
type Event struct {
	// Kind is "submit"; "status", a status that was reported; "end", a status
	// that is the job's last; "capture" or "refund", seen at the seller.
	Kind   string
	Job    string
	Status string // the seller's word, for status and end
	// Credits is what the seller takes at submit, Quoted what it was expected
	// to take. CreditsUsed is the seller's own answer and overrides both.
	Credits, Quoted, CreditsUsed decimal.NullDecimal
	// Shot is quoted by the engine when Quoted is not given.
	Shot *pricing.Shot
}

// Stage is where the charge of a job is.
type Stage string

const (
	StageHeld     Stage = "held"     // debited at submit, not yet decided
	StageCharged  Stage = "charged"  // the seller keeps it
	StageRefunded Stage = "refunded" // given back
)

// Job is one submitted job and its charge.
type Job struct {
	ID     string
	State  pricing.JobState // as last reported
	Stage  Stage
	Amount pricing.Ratio  // what is held, was charged or was given back
	Quoted *pricing.Ratio // nil when no quote was given, as for Used
	Used   *pricing.Ratio // the seller's creditsUsed
	Why    string         // why the charge stays where it is, or ""
}

// Delta is what the seller billed beyond the quote; nil without both numbers.
func (j *Job) Delta() *pricing.Ratio {
	if j.Quoted == nil || j.Used == nil {
		return nil
	}
	d := j.Used.Sub(*j.Quoted)
	return &d
}

// Ledger is a prepaid balance at one seller and what its jobs did to it. At any
// time Opening = Balance + Held + Charged.
//
// A job's credits are debited when it is submitted and held (002:32). When it
// completes they are charged. When the provider fails they follow the seller's
// policy: refunded once where it says so (002:33-34), charged where it bills,
// and held, with the reason, where nothing is published; the same goes for a
// time-out and a cancellation, and for a content filter nothing is published
// anywhere. The seller's creditsUsed is authoritative (002:4); a quote is kept
// beside it and never replaces it.
type Ledger struct {
	Table                            *pricing.Table
	Seller                           *pricing.Seller
	AsOf                             pricing.Instant
	Opening                          pricing.Ratio
	Balance, Held, Charged, Refunded pricing.Ratio
	Jobs                             []*Job // in the order in which they were submitted
	Rejected                         []Rejection
	Steps                            []string

	jobs map[string]*Job
}

// Rejection is an event that changed nothing, and why.
type Rejection struct {
	Event int // 1 is the first
	Job   string
	Err   *pricing.Error
}

// BalanceNumber is what an opening balance may be, and the credits of an event.
var BalanceNumber = pricing.Bound{Name: "balance", Least: 0, Most: 1000000000}

// Replay goes through the events. An event that contradicts the ones before it is
// listed with its error, and the rest go on.
func Replay(t *pricing.Table, r Request) (*Ledger, error) {
	if r.Seller == "" {
		return nil, pricing.Missing("seller", "what happens to a failed job's charge depends on the seller")
	}
	seller, err := t.Seller(r.Seller)
	if err != nil {
		return nil, err
	}
	if !r.Balance.Valid {
		return nil, pricing.Missing("balance", "how many credits are there before the first event")
	}
	if err := BalanceNumber.Check(r.Balance); err != nil {
		return nil, err
	}
	l := NewLedger(t, seller, pricing.Exactly(r.Balance.Decimal), r.AsOf)
	for i := range r.Events {
		if err := l.Apply(&r.Events[i]); err != nil {
			l.Rejected = append(l.Rejected, Rejection{i + 1, r.Events[i].Job, pricing.Typed(err)})
		}
	}
	return l, nil
}

// NewLedger opens a ledger. Shots in its events are quoted as of the day.
func NewLedger(t *pricing.Table, s *pricing.Seller, opening pricing.Ratio, asOf pricing.Instant) *Ledger {
	return &Ledger{Table: t, Seller: s, AsOf: asOf, Opening: opening, Balance: opening, jobs: map[string]*Job{}}
}

// QuoteDelta is what was billed beyond the quotes, over all jobs with both
// numbers, or nil if there is none. Mismatch reports whether any of them
// differs, also when the differences cancel out.
func (l *Ledger) QuoteDelta() (total *pricing.Ratio, mismatch bool) {
	for _, j := range l.Jobs {
		if d := j.Delta(); d != nil {
			if total == nil {
				total = &pricing.Ratio{}
			}
			*total = total.Add(*d)
			mismatch = mismatch || d.Sign() != 0
		}
	}
	return total, mismatch
}

// Apply lets the event happen, or returns an [*Error] and changes nothing.
func (l *Ledger) Apply(e *Event) error {
	if e.Job == "" {
		return pricing.Missing("job", "an event belongs to a job")
	}
	for _, f := range [...]struct {
		name  string
		value decimal.NullDecimal
	}{{"credits", e.Credits}, {"quoted", e.Quoted}, {"creditsUsed", e.CreditsUsed}} {
		if err := (pricing.Bound{Name: f.name, Least: 0, Most: BalanceNumber.Most}).Check(f.value); err != nil {
			return err
		}
	}
	if e.Kind == "submit" {
		return l.submit(e)
	}
	j := l.jobs[e.Job]
	if j == nil {
		return &pricing.Error{Code: UnknownJob, Field: "job", Message: "job " + pricing.Quoted(e.Job) + " was not submitted"}
	}
	switch e.Kind {
	case "status", "end":
		return l.report(j, e)
	case "capture":
		return l.capture(j, e, j.State)
	case "refund":
		if j.Stage == StageRefunded {
			return l.once(j)
		}
		l.giveBack(j, "refund seen")
		return nil
	}
	return &pricing.Error{Code: pricing.InvalidValue, Field: "event", Message: "there is no event " + pricing.Quoted(e.Kind),
		Accepted: []string{"submit", "status", "end", "capture", "refund"}}
}

// submit holds what the seller takes: its creditsUsed, else the credits given,
// else the quote.
func (l *Ledger) submit(e *Event) error {
	if l.jobs[e.Job] != nil {
		return &pricing.Error{Code: DuplicateJob, Field: "job",
			Message: "job " + pricing.Quoted(e.Job) + " was submitted before; nothing is held a second time"}
	}
	j := &Job{ID: e.Job, State: pricing.JobQueued, Stage: StageHeld, Quoted: optional(e.Quoted), Used: optional(e.CreditsUsed)}
	if j.Quoted == nil && e.Shot != nil {
		price, err := l.quote(*e.Shot)
		if err != nil {
			return err
		}
		j.Quoted = &price
	}
	switch {
	case j.Used != nil:
		j.Amount = *j.Used
	case e.Credits.Valid:
		j.Amount = pricing.Exactly(e.Credits.Decimal)
	case j.Quoted != nil:
		j.Amount = *j.Quoted
	default:
		return pricing.Missing("credits", "what the seller takes at submit: credits, creditsUsed, quoted or a shot")
	}
	if j.Amount.Cmp(l.Balance) > 0 {
		return l.insufficient(j.Amount)
	}
	before := l.Balance
	l.Balance, l.Held = l.Balance.Sub(j.Amount), l.Held.Add(j.Amount)
	l.Jobs = append(l.Jobs, j)
	l.jobs[e.Job] = j
	l.step("submit "+pricing.Quoted(j.ID), before, "−", j.Amount, "held")
	return nil
}

// quote prices a shot at the ledger's seller as one amount.
func (l *Ledger) quote(s pricing.Shot) (pricing.Ratio, error) {
	if s.Seller == "" {
		s.Seller = l.Seller.ID
	}
	q, err := l.Table.Quote(pricing.QuoteRequest{Shot: s, AsOf: l.AsOf})
	if err != nil {
		return pricing.Ratio{}, err
	}
	if q.Seller != l.Seller {
		return pricing.Ratio{}, &pricing.Error{Code: pricing.OfferNotApplicable, Field: "shot.seller",
			Message: "a balance at " + l.Seller.Name + " does not pay " + q.Seller.Name, Accepted: []string{l.Seller.ID}}
	}
	if !q.Price.Single() {
		return pricing.Ratio{}, &pricing.Error{Code: pricing.NotPriced, Field: "shot",
			Message: "the price is " + q.Currency.InWords(q.Price) + ", not one amount; give credits or creditsUsed"}
	}
	return q.Price.Min, nil
}

func (l *Ledger) insufficient(amount pricing.Ratio) error {
	cur := l.Seller.Currency
	return &pricing.Error{Code: InsufficientBalance, Field: "credits",
		Message:  cur.InWords(pricing.Point(amount)) + " cannot be held: the balance is " + cur.InWords(pricing.Point(l.Balance)),
		Accepted: []string{"at most " + pricing.Plain(l.Balance)}}
}

// report moves the charge as the status says.
func (l *Ledger) report(j *Job, e *Event) error {
	if e.Status == "" {
		return pricing.Missing("status", "the seller's status word")
	}
	state, known := pricing.JobStateOf(e.Status)
	if !known && e.Kind == "end" && isNumber(e.Status) && l.Seller.PolicyOf(pricing.JobFailed) == pricing.Refunded {
		// Of the numbers only 2 is explained: the job ended with one for which no
		// refund is published, so what was debited at submit stays with the seller.
		if err := l.capture(j, e, pricing.JobNotStated); err != nil {
			return err
		}
		j.Why = "ended with status " + e.Status + ": only status 2 is published as refunded"
		return nil
	}
	switch {
	case !known:
		return &pricing.Error{Code: pricing.UnknownStatus, Field: "status",
			Message: pricing.Quoted(e.Status) + " is no status that is understood; the charge stays as it is", Accepted: pricing.JobWordsAccepted}
	case e.Kind == "end" && !state.Ended():
		return &pricing.Error{Code: pricing.InvalidValue, Field: "status", Message: "a job that is " + state.String() + " has not ended"}
	}
	if err := l.once(j); err != nil {
		return err
	}
	switch {
	case !state.Ended():
		if err := l.settle(j, e); err != nil {
			return err
		}
		j.State = state
		return nil
	case state == pricing.JobCompleted:
		return l.capture(j, e, state)
	}
	switch l.Seller.PolicyOf(state) {
	case pricing.Refunded:
		if err := l.settle(j, e); err != nil {
			return err
		}
		j.State = state
		l.giveBack(j, state.String()+", and the seller refunds it")
	case pricing.Billed:
		if err := l.capture(j, e, state); err != nil {
			return err
		}
		j.Why = state.String() + ", and the seller bills it"
	default:
		if err := l.settle(j, e); err != nil {
			return err
		}
		j.State = state
		j.Why = state.String() + ": whether " + l.Seller.Name + " bills or refunds it is not published"
	}
	return nil
}

// once refuses a second end of a job.
func (l *Ledger) once(j *Job) error {
	switch j.Stage {
	case StageCharged:
		return &pricing.Error{Code: AlreadyCharged, Field: "job",
			Message: "job " + pricing.Quoted(j.ID) + " has ended and was charged; a refund that the seller made all the same is a refund event"}
	case StageRefunded:
		return &pricing.Error{Code: AlreadyRefunded, Field: "job",
			Message: "job " + pricing.Quoted(j.ID) + " was refunded, and a charge is given back once"}
	}
	return nil
}

// settle replaces what is held by the seller's creditsUsed.
func (l *Ledger) settle(j *Job, e *Event) error {
	used := optional(e.CreditsUsed)
	if used == nil {
		return nil
	}
	more := used.Sub(j.Amount)
	if more.Cmp(l.Balance) > 0 {
		return l.insufficient(*used)
	}
	before := l.Balance
	l.Balance, l.Held = l.Balance.Sub(more), l.Held.Add(more)
	j.Amount, j.Used = *used, used
	switch what := "creditsUsed of " + pricing.Quoted(j.ID); more.Sign() {
	case 1:
		l.step(what, before, "−", more, "more held")
	case -1:
		l.step(what, before, "+", pricing.Ratio{}.Sub(more), "no longer held")
	}
	return nil
}

func (l *Ledger) capture(j *Job, e *Event, state pricing.JobState) error {
	if err := l.once(j); err != nil {
		return err
	}
	if err := l.settle(j, e); err != nil {
		return err
	}
	l.Held, l.Charged = l.Held.Sub(j.Amount), l.Charged.Add(j.Amount)
	j.State, j.Stage, j.Why = state, StageCharged, ""
	l.Steps = append(l.Steps, "capture "+pricing.Quoted(j.ID)+": "+l.Seller.Currency.InSteps(pricing.Point(j.Amount))+" charged")
	return nil
}

// giveBack returns the charge, from where it is.
func (l *Ledger) giveBack(j *Job, why string) {
	before := l.Balance
	if j.Stage == StageCharged {
		l.Charged = l.Charged.Sub(j.Amount)
	} else {
		l.Held = l.Held.Sub(j.Amount)
	}
	l.Balance, l.Refunded = l.Balance.Add(j.Amount), l.Refunded.Add(j.Amount)
	j.Stage, j.Why = StageRefunded, why
	l.step("refund "+pricing.Quoted(j.ID), before, "+", j.Amount, "refunded")
}

func (l *Ledger) step(what string, before pricing.Ratio, sign string, amount pricing.Ratio, how string) {
	l.Steps = append(l.Steps, what+": "+pricing.Plain(before)+" "+sign+" "+pricing.Plain(amount)+" "+how+" = "+l.Seller.Currency.InSteps(pricing.Point(l.Balance)))
}

func optional(d decimal.NullDecimal) *pricing.Ratio {
	if !d.Valid {
		return nil
	}
	r := pricing.Exactly(d.Decimal)
	return &r
}

// isNumber reports whether a status is a bare code such as "1".
func isNumber(s string) bool {
	_, err := strconv.ParseUint(s, 10, 32)
	return err == nil
}
