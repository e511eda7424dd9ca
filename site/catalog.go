package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// shownSeller is a public seller with everything that the page prints of it.
type shownSeller struct {
	*pricing.Seller
	Name, Note string
	Rows       []row
	Offers     []offerRow
	Promos     []promo
	Matrix     *matrix // of the operator's own credits: each price on every offer
}

// row is one model of a seller under one set of conditions, with its prices by
// length.
type row struct {
	Name, ID, Detail string
	First            bool   // of its model
	Video            bool   // has a price per second, or a reason for none
	For, Silent      string // what the price is for, and what its source does not say
	Prices           []price
	Extras           []string // what is charged beside the prices
	State            string   // why it has no price now, or what is about to end
	Ended            bool
	Standing         standing
	sources          []pricing.Source
	Cites            []cite
	Doubts           []doubt
	Link             string // query that prices it in the calculator, or ""
	Page             string // of the model
}

// Noted is the State beside the name, which a row whose standing speaks of its
// maker's end does without.
func (r row) Noted() string {
	if slices.ContainsFunc(r.Standing.Doubts, func(doubt string) bool { return strings.HasPrefix(doubt, "ended at its maker") }) {
		return ""
	}
	return r.State
}

// price is one published cell.
type price struct {
	Label     string // "5 s", "tier 2", ""
	Amount    string // "$0.28 per clip"
	PerSecond string // in the seller's currency
	Dollars   string // per second, where one offer alone gives credits a price
	Reason    string // why there is no price per second
}

// doubt is something to know about a row beside its price.
type doubt struct {
	Label, Text string
	Refs        []ref
}

type offerRow struct {
	Name, ID, Terms, PerCredit, Reason, Limits string
	Standing                                   standing
	Cites                                      []cite
	Doubts                                     []doubt
}

// promo is a bonus, which is never part of a price.
type promo struct {
	Name, Terms, Note string
	Standing          standing
	Readings          []string // when its words can mean several things
	Cites             []cite
}

// describe fills in what the page prints of the seller on the day.
func (s *shownSeller) describe(t *pricing.Table, on pricing.Instant) error {
	models, err := t.Models(pricing.ModelsRequest{Seller: s.ID, AsOf: on})
	if err != nil {
		return err
	}
	videosFirst(models)
	for _, d := range models {
		rows, err := s.rows(t, d)
		if err != nil {
			return err
		}
		s.Rows = append(s.Rows, rows...)
	}
	offers, err := t.Offers(pricing.OffersRequest{Seller: s.ID, AsOf: on})
	if err != nil {
		return err
	}
	for i := range offers.Offers {
		s.Offers = append(s.Offers, s.describeOffer(t, on, &offers.Offers[i]))
	}
	for _, p := range offers.Promos {
		s.Promos = append(s.Promos, s.describePromo(t, on, p.Promo))
	}
	if s.Owned {
		s.Matrix = s.matrix(t, models, offers)
	}
	return nil
}

// rows groups the cells of a model by what they are for, lengths aside.
func (s *shownSeller) rows(t *pricing.Table, d pricing.ModelOnDay) ([]row, error) {
	first := row{Name: d.Model.Name, ID: d.Model.ID, Page: modelPath(s.ID, d.Model.ID), First: true, Video: d.Model.Medium == "video", Detail: modes(d.Model), Cites: cites(t, d.Model.Sources)}
	for _, n := range d.Model.Notes {
		first.Doubts = append(first.Doubts, doubt{Label: "Note", Text: n})
	}
	for _, g := range d.Model.Gaps {
		first.Doubts = append(first.Doubts, doubt{"Not published", g.Text, refs(g.Sources)})
	}
	switch d.State {
	case pricing.Unpriced:
		first.State = "No usable price: " + d.Model.Unpriced
	case pricing.NotYet:
		first.State = "No price known yet"
		if from := announced(s.Seller, d.Model); from != nil {
			first.State = "No price before " + dateWords(dayOf(from.From, from.FromMonth))
		}
	case pricing.Ended:
		first.State = "The last known price has ended"
	case pricing.AtSunset:
		// The last prices are still worth reading, marked as what they are.
		before, err := t.Models(pricing.ModelsRequest{Seller: s.ID, Model: d.Model.ID, AsOf: d.Model.Sunset - 1})
		if err != nil {
			return nil, err
		}
		d.Cells = before[0].Cells
		first.State, first.Ended = "Ended "+dateWords(d.Model.Sunset.Day().String()), true
		if d.Model.SunsetText != "" {
			first.Doubts = append(first.Doubts, doubt{Label: "Ended", Text: d.Model.SunsetText})
		}
	case pricing.Available:
		if d.Model.Sunset != 0 {
			first.State = "Ends " + dateWords(d.Model.Sunset.Day().String())
		} else {
			first.State = makersEnd(t, d.Model, d.AsOf)
		}
		for _, w := range d.Warnings {
			switch w.Code {
			case pricing.UpstreamSunset:
				first.Doubts = append([]doubt{{Label: "Beware", Text: w.Message}}, first.Doubts...)
			case pricing.UpstreamContinued:
				first.Doubts = append(first.Doubts, doubt{"Note", w.Message, refs(d.Model.ContinuedBy)})
			}
		}
	}
	if len(d.Cells) == 0 {
		if !s.Owned {
			first.Standing = stands(pricing.Standing{Undated: true})
		}
		return []row{first}, nil
	}

	var rows []row
	at := map[string]int{}
	for _, r := range d.Cells {
		stated, silent := rateWords(r)
		stand, extras := cellStands(&d, r, d.AsOf), extraWords(s.Currency, r)
		key := strings.Join(append([]string{stated, silent, stand.Words}, extras...), "\x00")
		i, known := at[key]
		if !known {
			next := row{Name: first.Name, ID: first.ID, Page: first.Page, Video: first.Video, State: first.State, Ended: first.Ended}
			if len(rows) == 0 {
				next = first
				next.Cites = nil
			}
			next.For, next.Silent, next.Standing = stated, silent, stand
			next.Link = address(t, &d, r)
			next.Extras = extras
			i = len(rows)
			at[key] = i
			rows = append(rows, next)
		}
		rows[i].add(t, s, &d, r)
	}
	return rows, nil
}

// announced is the row of the model that holds first of those that are to come.
func announced(s *pricing.Seller, m *pricing.Model) *pricing.Rate {
	var next *pricing.Rate
	for _, r := range ratesOf(s, m) {
		if r.Status == pricing.Current && r.From != 0 && (next == nil || r.From < next.From) {
			next = r
		}
	}
	return next
}

// add puts one more cell into the row.
func (w *row) add(t *pricing.Table, s *shownSeller, d *pricing.ModelOnDay, r *pricing.Rate) {
	p := price{Label: lengthWords(r), Amount: almost(r.Precision) + d.CellInWords(r)}
	perSecond, reason := d.CellPerSecond(r)
	if reason == "" {
		p.PerSecond = almost(r.Precision) + amount(s.Currency, perSecond)
		p.Dollars = s.inDollars(perSecond, r.Precision, d.AsOf, t)
	} else {
		p.Reason = noSecond(r, reason)
	}
	w.Prices = append(w.Prices, p)
	w.sources = append(w.sources, d.Model.Cites(r.Sources)...)
	w.Cites = cites(t, w.sources)
	for _, c := range r.Conflicts {
		w.doubt(doubt{"Disputed", c.Text, refs(c.Sources)})
	}
	for _, g := range r.Gaps {
		w.doubt(doubt{"Not published", g.Text, refs(d.Model.Cites(g.Sources))})
	}
	if r.Note != "" {
		w.doubt(doubt{Label: "Note", Text: r.Note})
	}
}

// NoSecond is why no price of the row has a price per second, or "".
func (w row) NoSecond() string {
	reason := ""
	for _, p := range w.Prices {
		if reason = p.Reason; reason == "" {
			return ""
		}
	}
	return reason
}

func (w *row) doubt(d doubt) {
	if !slices.ContainsFunc(w.Doubts, func(known doubt) bool { return known.Text == d.Text }) {
		w.Doubts = append(w.Doubts, d)
	}
}

// inDollars converts credits where the seller has a single way to buy them.
func (s *shownSeller) inDollars(v pricing.Interval, p pricing.Precision, on pricing.Instant, t *pricing.Table) string {
	if s.Currency.Dollars() || len(s.Seller.Offers) != 1 || s.Seller.Offers[0].Kind != pricing.Payg {
		return ""
	}
	list, err := t.Offers(pricing.OffersRequest{Seller: s.ID, AsOf: on})
	if err != nil || !list.Offers[0].Priced {
		return ""
	}
	return almost(p) + fine(list.Offers[0].Pays(v))
}

// rateWords says what a price is for, its length left to the price's label, and
// what its source does not say.
func rateWords(r *pricing.Rate) (stated, silent string) {
	var words, unknown []string
	for _, c := range r.When {
		switch {
		case c.Dim == pricing.Tier, c.Dim == pricing.Seconds && !isQuantity(r):
		case c.Match == pricing.Unknown && c.Dim != pricing.Seconds:
			unknown = append(unknown, dimWords(c.Dim))
		default:
			if w := conditionWords(c); w != "" {
				words = append(words, w)
			}
		}
	}
	return strings.Join(words, ", "), strings.Join(unknown, ", ")
}

// lengthWords is the length that a cell is for, "" where seconds are counted.
func lengthWords(r *pricing.Rate) string {
	for _, c := range r.When {
		if c.Match == pricing.OneOf && (c.Dim == pricing.Tier || c.Dim == pricing.Seconds && !isQuantity(r)) {
			return conditionWords(c)
		}
	}
	return ""
}

func isQuantity(r *pricing.Rate) bool { return r.Unit == pricing.Second }

func modes(m *pricing.Model) string {
	words := make([]string, len(m.Modes))
	for i, mode := range m.Modes {
		words[i] = valueWords(pricing.Mode, mode)
	}
	return strings.Join(words, ", ")
}

// address is the calculator's for one cell, "" where it has no price.
func address(t *pricing.Table, d *pricing.ModelOnDay, r *pricing.Rate) string {
	members, q := usualShot(t, d, r, nil)
	if q == nil && d.State == pricing.Available {
		return ""
	}
	return "?" + query(members...)
}

// shotMembers names a shot that the cell prices, as members of a request: the
// first value of each condition, a feature that costs more left off.
func shotMembers(t *pricing.Table, m *pricing.Model, r *pricing.Rate) [][2]string {
	var members [][2]string
	hasSeconds := false
	for _, d := range pricing.Dims {
		for _, c := range r.When {
			if c.Dim == d && c.Match == pricing.OneOf && d != pricing.Batch {
				value := c.Values[0]
				if isFeature(d) && slices.Contains(c.Values, "false") {
					value = "false"
				}
				members = append(members, [2]string{d.String(), value})
				hasSeconds = hasSeconds || d == pricing.Seconds
			}
			if c.Dim == d && c.Match == pricing.Within {
				width, height := frameOf(t, c)
				members = append(members, [2]string{"width", strconv.FormatInt(width, 10)}, [2]string{"height", strconv.FormatInt(height, 10)})
			}
		}
	}
	switch {
	case r.Unit == pricing.Second && !hasSeconds:
		members = append(members, [2]string{"seconds", usualSeconds(m)})
	case r.Unit == pricing.GPUHour:
		members = append(members, [2]string{"gpuHours", "1"})
	}
	return members
}

// usualSeconds is a length to begin with: the model's own default, the first that
// its source lists, or the usual one.
func usualSeconds(m *pricing.Model) string {
	if m.DefaultSeconds != "" {
		return m.DefaultSeconds
	}
	for _, c := range m.Options {
		if c.Dim == pricing.Seconds && c.Match == pricing.OneOf {
			return c.Values[0]
		}
	}
	return usualLength
}

func (s *shownSeller) describeOffer(t *pricing.Table, on pricing.Instant, p *pricing.PricedOffer) offerRow {
	o := p.Offer
	out := offerRow{Name: o.Name, ID: o.ID, Terms: offerWords(o), Reason: p.Reason, Standing: stands(t.Stated(s.Seller, o.Known, o.From, o.Conflicts, on)), Cites: cites(t, o.Sources)}
	if p.Priced {
		out.PerCredit = almost(o.Precision) + fine(pricing.Point(p.PerCredit()))
	}
	if o.Grant != nil {
		out.Terms = strings.TrimPrefix(out.Terms+", ", ", ") + grantWords(o.Grant)
	}
	var limits []string
	if o.Limits.Resolution != "" {
		limits = append(limits, o.Limits.Resolution+" only")
	}
	if o.Limits.Watermark == pricing.Yes {
		limits = append(limits, "watermark")
	}
	if o.Limits.CommercialUse == pricing.No {
		limits = append(limits, "no commercial use")
	}
	out.Limits = strings.Join(limits, ", ")
	if o.Note != "" {
		out.Doubts = append(out.Doubts, doubt{Label: "Note", Text: o.Note})
	}
	for _, c := range o.Conflicts {
		out.Doubts = append(out.Doubts, doubt{"Disputed", c.Text, refs(c.Sources)})
	}
	for _, g := range o.Gaps {
		out.Doubts = append(out.Doubts, doubt{"Not published", g.Text, refs(g.Sources)})
	}
	return out
}

func (s *shownSeller) describePromo(t *pricing.Table, on pricing.Instant, p *pricing.Promo) promo {
	out := promo{Name: p.Name, Note: p.Note, Standing: stands(t.Stated(s.Seller, p.Known, 0, nil, on)), Cites: cites(t, p.Sources)}
	out.Terms = p.BonusPercent.String() + " % more credits, at most " + p.CapCredits.String() + ", in the first month"
	if p.Months != 1 {
		out.Terms = strings.TrimSuffix(out.Terms, "month") + strconv.FormatInt(p.Months, 10) + " months"
	}
	if p.NewUsersOnly {
		out.Terms += ", for new users"
	}
	for _, r := range p.Readings {
		out.Readings = append(out.Readings, r.Text)
	}
	return out
}
