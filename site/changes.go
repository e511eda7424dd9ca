package main

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// changesPage is the history of the prices, newest first.
type changesPage struct {
	Days []changeDay
	Feed string
}

type changeDay struct {
	Date, ISO string
	Events    []event
}

// since is when a price became known.
type since struct {
	at    pricing.Instant
	month bool // only its month is known
}

// event is one dated thing that happened to a price, by the table's own dates.
type event struct {
	ID      string // stable: of the row, what happened to it and when
	Kind    string // changed, confirmed, disputed, ended, known
	Tag     string // the kind in a word
	Title   string
	Path    string
	Old     string // "80 credits per call"
	New     string
	Percent string // "+250 %", or "" where it is not defined
	Text    string
	Refs    []ref
	at      pricing.Instant
	month   bool // only the month of at is known
	order   int
}

func (e *edition) changes() *changesPage {
	var all []event
	for n, s := range e.sellers {
		var events []event
		var known []string
		firsts := map[since][]*pricing.Model{}
		for i := range s.Models {
			m := &s.Models[i]
			found, first := e.modelEvents(s, m)
			events = append(events, found...)
			for _, at := range first {
				firsts[at] = append(firsts[at], m)
			}
		}
		for at, models := range firsts {
			known = known[:0]
			for _, m := range models {
				known = append(known, m.Name)
			}
			events = append(events, event{ID: s.ID + ".known." + dayOf(at.at, at.month), Kind: "known", Tag: "first known",
				Title: s.Name + ": prices of " + plural(len(known), "model"), Path: "/models/#" + s.ID, Text: strings.Join(known, ", "), at: at.at, month: at.month, order: 100 + n})
		}
		all = append(all, events...)
	}
	// Newest first, days before the month that they begin; of one day what changed
	// before what ended and what became known.
	slices.SortStableFunc(all, func(a, b event) int {
		return cmp.Or(strings.Compare(b.day(), a.day()), cmp.Compare(b.at, a.at), cmp.Compare(a.order, b.order), strings.Compare(a.ID, b.ID))
	})
	p := &changesPage{Feed: "/changes.xml"}
	for _, v := range all {
		day := v.day()
		if len(p.Days) == 0 || p.Days[len(p.Days)-1].ISO != day {
			p.Days = append(p.Days, changeDay{Date: dateWords(day), ISO: day})
		}
		last := &p.Days[len(p.Days)-1]
		last.Events = append(last.Events, v)
	}
	return p
}

// modelEvents lists what happened to one model, and when a price of it became
// known that follows no other.
func (e *edition) modelEvents(s *shownSeller, m *pricing.Model) (events []event, first []since) {
	name := m.Name + ", " + s.Name
	path := modelPath(s.ID, m.ID)
	words := func(r *pricing.Rate) string {
		d := pricing.ModelOnDay{Table: e.table, Seller: s.Seller, Model: m}
		return almost(r.Precision) + d.CellInWords(r)
	}
	for i := range m.Rates {
		r := &m.Rates[i]
		if r.Status != pricing.Current || r.From == 0 {
			continue
		}
		if before := follows(m, r); before != nil {
			v := event{ID: eventID(r.ID, "changed", dayOf(r.From, r.FromMonth)), Kind: "changed", Tag: "changed", Title: strings.TrimSuffix(name+", "+cellWords(r), ", "), Path: path,
				Old: words(before), New: words(r), Percent: percentWords(change(before.Amount.Interval(), r.Amount.Interval())), Refs: refs(append(slices.Clone(before.Sources), r.Sources...)), at: r.From, month: r.FromMonth}
			if v.Percent == "no change" {
				v.Kind, v.Tag, v.order = "confirmed", "confirmed", 2
			}
			switch dispute := contradiction(r, before); {
			case dispute != "": // one of the two is mistaken, and nothing need have changed
				v.Kind, v.Tag, v.Percent, v.order = "disputed", "disputed", "", 0
				v.Text = "The sources disagree: " + dispute + "."
			case len(r.Conflicts) > 0:
				v.Text = "Disputed: " + r.Conflicts[0].Text + "."
			}
			events = append(events, v)
			continue
		}
		if from := (since{r.From, r.FromMonth}); !slices.Contains(first, from) {
			first = append(first, from)
		}
	}
	for _, v := range e.superseded(s, m, name, path) {
		events = append(events, v)
		first = slices.DeleteFunc(first, func(from since) bool { return from.at == v.at }) // it was known before
	}
	if m.Sunset != 0 {
		events = append(events, event{ID: eventID(s.ID+"/"+m.ID, "ended", dayOf(m.Sunset, false)), Kind: "ended", Tag: choose(m.Sunset <= e.on, "ended", "ends"), Title: name, Path: path,
			Text: sentence(m.SunsetText), Refs: refs(m.Sources), at: m.Sunset, order: 1})
	} else {
		for i := range m.Rates {
			r := &m.Rates[i]
			if r.Status == pricing.Current && r.Until != 0 && !followed(m, r) {
				events = append(events, event{ID: eventID(r.ID, "ended", dayOf(r.Until, r.UntilMonth)), Kind: "ended", Tag: choose(r.Until <= e.on, "ended", "ends"),
					Title: strings.TrimSuffix(name+", "+cellWords(r), ", "), Path: path, Old: words(r), Refs: refs(r.Sources), at: r.Until, month: r.UntilMonth, order: 1})
			}
		}
	}
	return events, first
}

// superseded compares the usual shot of the model with what it cost by the rows
// that the present ones replaced.
func (e *edition) superseded(s *shownSeller, m *pricing.Model, name, path string) []event {
	q, err := e.table.Quote(pricing.QuoteRequest{Shot: pricing.Shot{Seller: s.ID, Model: m.ID}, History: true, AsOf: e.on})
	if err != nil {
		return nil
	}
	var out []event
	for i := range q.History {
		h := &q.History[i]
		if h.Rate.Until == 0 {
			continue // it belongs to no day
		}
		v := event{ID: eventID(h.Rate.ID, "superseded", dayOf(h.Rate.Until, h.Rate.UntilMonth)), Kind: "changed", Tag: "changed", Title: strings.TrimSuffix(name+", "+shotWords(&q.Shot), ", "), Path: path,
			Old: q.Currency.InWords(h.Price), New: q.Currency.InWords(q.Price), Percent: percentWords(h.ChangePercent),
			Refs: refs(append(slices.Clone(m.Cites(h.Rate.Sources)), m.Cites(q.Rate.Sources)...)), at: h.Rate.Until, month: h.Rate.UntilMonth}
		if h.Rate.Unit != q.Rate.Unit {
			v.Text = "A price by the " + unitWords(h.Rate.Unit) + " became a price by the " + unitWords(q.Rate.Unit) + "."
			if v.Percent == "no change" {
				v.Percent = "the same at this length"
			}
		}
		out = append(out, v)
	}
	return out
}

// follows finds the row that r took over from on its first day: one for the
// same, priced by the same unit.
func follows(m *pricing.Model, r *pricing.Rate) *pricing.Rate {
	for i := range m.Rates {
		if o := &m.Rates[i]; o != r && o.Status == pricing.Current && o.Until == r.From && o.Unit == r.Unit && cellWords(o) == cellWords(r) {
			return o
		}
	}
	return nil
}

// contradiction is what the sources of two rows say against each other, or "".
func contradiction(a, b *pricing.Rate) string {
	for _, r := range []*pricing.Rate{a, b} {
		for _, c := range r.Conflicts {
			if c.Rate == a.ID || c.Rate == b.ID {
				return c.Text
			}
		}
	}
	return ""
}

func followed(m *pricing.Model, r *pricing.Rate) bool {
	for i := range m.Rates {
		if o := &m.Rates[i]; o.From == r.Until && follows(m, o) == r {
			return true
		}
	}
	return false
}

// cellWords says what a row is for.
func cellWords(r *pricing.Rate) string {
	stated, _ := rateWords(r)
	return strings.Trim(lengthWords(r)+", "+stated, ", ")
}

// change is (new − old) ÷ old × 100, nil where that is not defined.
func change(old, new pricing.Interval) *pricing.Ratio {
	if !old.Single() || !new.Single() || old.Min.Sign() == 0 {
		return nil
	}
	percent := new.Min.Sub(old.Min).Mul(pricing.Whole(100)).Div(old.Min)
	return &percent
}

func percentWords(percent *pricing.Ratio) string {
	switch {
	case percent == nil:
		return ""
	case percent.Sign() == 0:
		return "no change"
	case percent.Sign() < 0:
		return "−" + strings.TrimPrefix(percent.Round(0).String(), "-") + " %"
	default:
		return "+" + percent.Round(0).String() + " %"
	}
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9.]+`)

// eventID is the event's name in addresses and in the feed.
func eventID(row, what, day string) string {
	return notInID.ReplaceAllString(row, "-") + "." + what + "." + day
}

// day is when it happened: a day, or a month where no more is known.
func (v *event) day() string { return dayOf(v.at, v.month) }

// Words is the event in one line: "80 credits → 280 credits, +250 %".
func (v event) Words() string {
	var parts []string
	switch {
	case v.Kind == "disputed":
		parts = append(parts, v.Old+" or "+v.New)
	case v.Old != "" && v.New != "":
		parts = append(parts, v.Old+" → "+v.New)
	case v.Old != "":
		parts = append(parts, "last price "+v.Old)
	}
	if v.Percent != "" {
		parts = append(parts, v.Percent)
	}
	return strings.Join(parts, ", ")
}

// Count is how many events there are, for the page's first sentence.
func (p *changesPage) Count(kind string) string {
	n := 0
	for _, d := range p.Days {
		for _, v := range d.Events {
			if v.Kind == kind {
				n++
			}
		}
	}
	return strconv.Itoa(n)
}
