package pricing

import (
	"slices"
)

// MarginsRequest asks for every margin of a seller on a day.
type MarginsRequest struct {
	Seller string
	Costs  []CostBasis
	// WhatIf is a promo of another seller, <seller>/<promo>, to be tried on the
	// plans. The seller's own promos are always there.
	WhatIf string
	AsOf   Instant
}

// CostBasis is a vendor's rate that the prices of one model are set beside.
type CostBasis struct {
	Model string // of the house
	Rate  string // id of a rate in dollars
	Match string // how far the rate is what the house buys
	// Shot declares what the rows leave open: the frame size of a clip that a
	// vendor bills by tokens, the sound that costs more. Its length is what both
	// are divided by.
	Shot Shot
}

// Margins are the margins of a seller on a day. Each of its rates is in Cells or
// in Gaps, and so is each cost.
type Margins struct {
	Cells []MarginCell
	Gaps  []MarginGap
}

// MarginCell is one rate of the house on one offer beside one cost, at one shot:
// per second of a video, or per generation where PerSecond is false.
type MarginCell struct {
	CostBasis
	Row       string // id of the house's rate
	Shot      Shot   // at which both are priced
	PerSecond bool
	Offer     *Offer    // nil where the house charges dollars
	Bonus     *Bonus    // nil without a promo
	Promo     string    // <seller>/<promo> of the bonus
	WhatIf    bool      // the promo is another seller's
	Ended     Instant   // when the cost ended, 0 if it is in force
	Known     string    // when the cost's source said it
	Unstated  []string  // members of the shot that the cost says nothing of
	Doubts    []Warning // about the cost
	RowDoubts []Warning // about the house's rate
	Margin    *Margin
}

// GrossMargin is the gross margin of the worst case, in percent.
func (c *MarginCell) GrossMargin() Ratio {
	return c.Margin.Worst.Mul(Whole(100)).Div(c.Margin.Revenue.Min)
}

// MarginGap is a rate or an offer of the house, or a cost, that is not compared.
type MarginGap struct {
	Row    string // id of the rate, or <seller>/<model> or <seller>/<offer>
	Cost   string // id of the cost, or "" where the reason holds for all
	Reason string
}

// Margins sets every rate of the seller that holds on the day, on every offer,
// beside every cost whose conditions it shares. A cost that has ended is priced
// as of its last moment and marked.
func (t *Table) Margins(r MarginsRequest) (*Margins, error) {
	s, err := t.Seller(r.Seller)
	if err != nil {
		return nil, err
	}
	for _, c := range r.Costs {
		if _, err := s.Model(c.Model); err != nil {
			return nil, err
		}
	}
	w := &marginWork{MarginsRequest: r, table: t, seller: s, out: &Margins{}}
	if err := w.promos(); err != nil {
		return nil, err
	}
	w.offers()
	for i := range s.Models {
		w.model(&s.Models[i])
	}
	return w.out, nil
}

// marginWork is the work on one [MarginsRequest].
type marginWork struct {
	MarginsRequest
	table   *Table
	seller  *Seller
	bonuses []bonusRule
	out     *Margins
}

type bonusRule struct {
	name   string
	promo  *Promo
	rule   *rule
	whatIf bool
}

func (w *marginWork) gap(row, cost, reason string) {
	w.out.Gaps = append(w.out.Gaps, MarginGap{row, cost, reason})
}

// promos collects the seller's own promos, and the one to be tried.
func (w *marginWork) promos() error {
	names := make([]string, len(w.seller.Promos))
	for i := range names {
		names[i] = w.seller.ID + "/" + w.seller.Promos[i].ID
	}
	if w.WhatIf != "" && !slices.Contains(names, w.WhatIf) {
		names = append(names, w.WhatIf)
	}
	for i, name := range names {
		promo, rule, err := w.table.bonus(OffersRequest{Promo: name})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(w.bonuses, func(b bonusRule) bool { return b.promo == promo }) {
			w.bonuses = append(w.bonuses, bonusRule{name, promo, rule, i >= len(w.seller.Promos)})
		}
	}
	return nil
}

// offers says which offers are not compared.
func (w *marginWork) offers() {
	for i := range w.seller.Offers {
		o := &w.seller.Offers[i]
		if p := w.seller.priced(o, w.AsOf); !p.Priced {
			w.gap(w.seller.ID+"/"+o.ID, "", p.Reason)
		} else if p.gift() {
			w.gap(w.seller.ID+"/"+o.ID, "", "a gift: it brings no revenue")
		}
	}
}

func (p *Payment) gift() bool {
	return p.Offer.Kind == Free || p.Offer.Kind == Trial || p.Price.Sign() == 0
}

// model compares every rate of the model, or says why not.
func (w *marginWork) model(m *Model) {
	rates := w.seller.rates(m)
	if len(rates) == 0 {
		w.gap(w.seller.ID+"/"+m.ID, "", "it has no price: "+m.Unpriced)
	}
	var costs []CostBasis
	for _, c := range w.Costs {
		if own, _ := w.seller.Model(c.Model); own == m {
			costs = append(costs, c)
		}
	}
	used, first := make([]bool, len(costs)), len(w.out.Gaps)
	var unused []MarginGap // why each cost is beside no rate
	for i := range rates {
		h := row{w.seller, m, &rates[i]}
		if why := h.idle(w.AsOf); why != "" {
			w.gap(h.name(), "", why)
		} else {
			unused = append(unused, w.row(h, costs, used)...)
		}
	}
	for i, c := range costs {
		told := func(g MarginGap) bool { return g.Cost == c.Rate }
		if k := slices.IndexFunc(unused, told); !used[i] && k >= 0 && !slices.ContainsFunc(w.out.Gaps[first:], told) {
			w.out.Gaps = append(w.out.Gaps, unused[k])
		}
	}
}

// name is the rate's id, after the model's own where it is priced as another.
func (h row) name() string {
	if h.model.PricedAs != "" {
		return h.seller.ID + "/" + h.model.ID + " as " + h.rate.ID
	}
	return h.rate.ID
}

// idle says why the rate is not charged on the day, or "".
func (h row) idle(on Instant) string {
	switch end := h.end(); {
	case h.rate.Status != Current:
		return h.rate.Status.String() + ": never quoted"
	case h.rate.From > on:
		return "begins on " + h.rate.From.String()
	case end != 0 && end <= on:
		return "ended on " + end.String()
	}
	return ""
}

// row compares one rate with each cost. It returns why costs that other rates may
// share are not beside this one.
func (w *marginWork) row(h row, costs []CostBasis, used []bool) (apart []MarginGap) {
	if len(costs) == 0 {
		w.gap(h.name(), "", "no cost is declared for "+h.model.ID)
		return nil
	}
	first := len(w.out.Cells)
	var failed []MarginGap
	for i, c := range costs {
		why, excluded := w.beside(h, c)
		switch g := (MarginGap{h.name(), c.Rate, why}); {
		case why == "":
			used[i] = true
		case excluded:
			apart = append(apart, g)
		default:
			failed = append(failed, g)
		}
	}
	w.out.Gaps = append(w.out.Gaps, failed...)
	cells := w.out.Cells[first:]
	switch {
	case len(cells) == 0:
		w.out.Gaps = append(w.out.Gaps, apart...)
	case !slices.ContainsFunc(cells, inForceCell):
		w.gap(h.name(), "", "no cost of it is in force, those that it is beside have ended")
	default:
		w.uncovered(h, cells)
	}
	return apart
}

func inForceCell(c MarginCell) bool { return c.Ended == 0 }

// uncovered says for which of the values that the rate is charged for no cost is in
// force: those of its own conditions, or those listed of which it is independent.
func (w *marginWork) uncovered(h row, cells []MarginCell) {
	for _, d := range Dims {
		sold := condition(h.rate.When, d)
		if sold.Match != OneOf && d != Mode && d != Seconds {
			sold = condition(h.model.Options, d)
		}
		for _, v := range sold.Values {
			set := func(c MarginCell) bool {
				at := c.Shot.value(d)
				return inForceCell(c) && (at == v || at == "" && v == "false") // a feature that nothing asks for is off
			}
			if h.rate.condition(d).accepts(v) && !slices.ContainsFunc(cells, set) {
				w.gap(h.name(), "", "no cost in force is declared at "+Condition{Dim: d, Match: OneOf, Values: []string{v}}.words())
			}
		}
	}
}

// beside adds the cells of one rate beside one cost, or says why there is none;
// excluded reports that the one is for what the other is not.
func (w *marginWork) beside(h row, c CostBasis) (why string, excluded bool) {
	cost, ok := w.table.row(c.Rate)
	if !ok {
		return "there is no such rate", false
	}
	if why := cost.unusable(w.AsOf); why != "" {
		return why, false
	}
	if h.model.Medium != cost.model.Medium && cost.model.Medium != "compute" {
		return "its medium is " + cost.model.Medium + ", that of the price " + h.model.Medium, true
	}
	shots, why := shotsOfBoth(h, cost, c.Shot)
	if why != "" {
		return why, true
	}
	before := len(w.out.Cells)
	for _, shot := range shots {
		if refused := w.atLengths(h, cost, c, shot); why == "" {
			why = refused
		}
	}
	if len(w.out.Cells) > before {
		return "", false
	}
	return why, false
}

// unusable says why no house can be billed by the rate, or "". One that has ended
// still says what the thing used to cost.
func (cost row) unusable(on Instant) string {
	switch {
	case !cost.seller.Currency.Dollars():
		return cost.seller.Name + " charges credits, not dollars"
	case cost.rate.Status != Current:
		return "it is " + cost.rate.Status.String() + " and never quoted"
	case cost.rate.From > on:
		return "it begins on " + cost.rate.From.String()
	}
	return ""
}

// atLengths adds the cells of one shot at every length that makes a difference,
// or says why there is none.
func (w *marginWork) atLengths(h, cost row, c CostBasis, shot Shot) (why string) {
	var lengths []string
	switch {
	case c.Shot.Seconds.Valid:
		lengths = []string{text(c.Shot.Seconds)}
	case h.model.Medium == "video":
		lengths = append(w.table.lengths(cost, h), "") // "" for clips whose length is not published
	default:
		lengths = []string{""}
	}
	var seen []*pair
	for _, seconds := range lengths {
		shot.set(Seconds, seconds)
		p, err := w.pair(h, cost, c, shot)
		if err != nil {
			if why == "" {
				why = err.Error()
			}
			continue
		}
		if !slices.ContainsFunc(seen, p.same) {
			seen = append(seen, p)
			w.cells(p)
		}
	}
	return why
}

// pair is one shot at a rate of the house and at a cost, of a second or of a
// generation.
type pair struct {
	cell     MarginCell // what all offers have in common
	price    Interval   // in the house's currency
	cost     Interval   // in dollars
	payments []Payment
}

func (p *pair) same(q *pair) bool { return p.price.same(q.price) && p.cost.same(q.cost) }

// pair prices one shot at both rates.
func (w *marginWork) pair(h, cost row, c CostBasis, shot Shot) (*pair, error) {
	p := &pair{cell: MarginCell{CostBasis: c, Row: h.name()}}
	at := w.AsOf
	if end := cost.end(); end != 0 && end <= at {
		p.cell.Ended, at = end, end-1 // as of its last second
	}
	free := c.Shot.Seconds.Valid // a declared length is that of both, used or not
	hq, _, err := w.table.priced(h, shot, func(d Dim) bool { return d == Seconds && !free }, w.AsOf)
	if err != nil {
		return nil, err
	}
	cq, left, err := w.table.priced(cost, shot, func(d Dim) bool {
		return d == Seconds && !free || d != Seconds && c.Shot.value(d) != ""
	}, at)
	if err != nil {
		return nil, err
	}
	seconds := c.Shot.Seconds
	if !free {
		seconds = hq.Shot.Seconds
		if text(seconds) != text(cq.Shot.Seconds) {
			return nil, &Error{Code: NotPriced, Field: "seconds", Message: "the price is for " + length(hq) + ", the cost for " + length(cq)}
		}
	}
	if p.payments = w.payments(hq); len(p.payments) == 0 {
		return nil, &Error{Code: OfferNotPriced, Field: "offer", Message: "no offer of the day that is paid for pays for it"}
	}
	p.price, p.cost = hq.Price.closed(), cq.Price.closed()
	if p.price.Min.Sign() <= 0 {
		return nil, &Error{Code: NotPriced, Message: "it charges nothing"}
	}
	if h.model.Medium == "video" && seconds.Valid {
		p.cell.PerSecond = true
		p.price, p.cost = p.price.Div(Exactly(seconds.Decimal)), p.cost.Div(Exactly(seconds.Decimal))
	}
	p.cell.Shot = cq.Shot.filled(&hq.Shot)
	p.cell.Shot.Seconds = seconds
	p.cell.Known = cost.rate.Known
	p.cell.Doubts, p.cell.RowDoubts = cq.Warnings, hq.Warnings
	for _, d := range Dims {
		if d != Seconds && slices.Contains(left, d.String()) {
			p.cell.Unstated = append(p.cell.Unstated, d.String())
		}
	}
	return p, nil
}

func length(q *Quote) string {
	if !q.Shot.Seconds.Valid {
		return "a length that is not published"
	}
	return text(q.Shot.Seconds) + " s"
}

// payments are the offers that pay for the quote, of a house that charges dollars
// the dollar itself.
func (w *marginWork) payments(q *Quote) []Payment {
	if q.Currency.Dollars() {
		return []Payment{{Seller: w.seller, Price: Whole(1), Credits: Whole(1)}}
	}
	return slices.DeleteFunc(slices.Clone(q.Offers), func(p Payment) bool { return p.gift() })
}

// cells adds a cell for each way to pay, and for each bonus on a plan.
func (w *marginWork) cells(p *pair) {
	for _, payment := range p.payments {
		cell := p.cell
		cell.Offer = payment.Offer
		cell.Margin = marginOf(p.price, payment.Pays(p.price), p.cost)
		w.out.Cells = append(w.out.Cells, cell)
		if payment.Offer == nil || payment.Offer.Kind != Plan {
			continue
		}
		for _, b := range w.bonuses {
			with := payment
			cell.Promo, cell.WhatIf = b.name, b.whatIf
			cell.Bonus = b.rule.on(&payment, b.promo)
			with.Credits = cell.Bonus.Total
			cell.Margin = marginOf(p.price, with.Pays(p.price), p.cost)
			w.out.Cells = append(w.out.Cells, cell)
		}
	}
}

// filled is the shot with what it leaves open taken from the other.
func (s Shot) filled(other *Shot) Shot {
	for _, d := range Dims {
		if s.value(d) == "" {
			s.set(d, other.value(d))
		}
	}
	return s
}

// closed is the amount, or its lower end where no upper end is published: what is
// said of it then holds at best.
func (v Interval) closed() Interval {
	if v.Open {
		return Point(v.Min)
	}
	return v
}

// same reports whether two amounts are the same, of floors their lower ends.
func (v Interval) same(w Interval) bool {
	return v.Min.Cmp(w.Min) == 0 && v.Open == w.Open && (v.Open || v.Max.Cmp(w.Max) == 0)
}
