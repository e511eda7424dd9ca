package margin

import (
	"slices"

	"github.com/reelrate/reelrate/pricing"
)

// MarginsRequest asks for every margin of a seller on a day.
type MarginsRequest struct {
	Seller string
	Costs  []CostBasis
	// WhatIf is a promo of another seller, <seller>/<promo>, to be tried on the
	// plans. The seller's own promos are always there.
	WhatIf string
	AsOf   pricing.Instant
}

// CostBasis is a vendor's rate that the prices of one model are set beside.
type CostBasis struct {
	Model string // of the house
	Rate  string // id of a rate in dollars
	Match string // how far the rate is what the house buys
	// Shot declares what the rows leave open: the frame size of a clip that a
	// vendor bills by tokens, the sound that costs more. Its length is what both
	// are divided by.
	Shot pricing.Shot
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
	Row       string       // id of the house's rate
	Shot      pricing.Shot // at which both are priced
	PerSecond bool
	Offer     *pricing.Offer    // nil where the house charges dollars
	Bonus     *pricing.Bonus    // nil without a promo
	Promo     string            // <seller>/<promo> of the bonus
	WhatIf    bool              // the promo is another seller's
	Ended     pricing.Instant   // when the cost ended, 0 if it is in force
	Known     string            // when the cost's source said it
	Unstated  []string          // members of the shot that the cost says nothing of
	Doubts    []pricing.Warning // about the cost
	RowDoubts []pricing.Warning // about the house's rate
	Margin    *Margin
}

// GrossMargin is the gross margin of the worst case, in percent.
func (c *MarginCell) GrossMargin() pricing.Ratio {
	return c.Margin.Worst.Mul(pricing.Whole(100)).Div(c.Margin.Revenue.Min)
}

// MarginGap is a rate or an offer of the house, or a cost, that is not compared.
type MarginGap struct {
	Row    string // id of the rate, or <seller>/<model> or <seller>/<offer>
	Cost   string // id of the cost, or "" where the reason holds for all
	Reason string
}

// All sets every rate of the seller that holds on the day, on every offer,
// beside every cost whose conditions it shares. A cost that has ended is priced
// as of its last moment and marked.
func All(t *pricing.Table, r MarginsRequest) (*Margins, error) {
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
	table   *pricing.Table
	seller  *pricing.Seller
	bonuses []bonusRule
	out     *Margins
}

type bonusRule struct {
	name   string
	promo  *pricing.Promo
	rule   *pricing.JudgedBonus
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
		promo, rule, err := w.table.Bonus(pricing.OffersRequest{Promo: name})
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
		if p := w.seller.Priced(o, w.AsOf); !p.Priced {
			w.gap(w.seller.ID+"/"+o.ID, "", p.Reason)
		} else if p.Gift() {
			w.gap(w.seller.ID+"/"+o.ID, "", "a gift: it brings no revenue")
		}
	}
}

// model compares every rate of the model, or says why not.
func (w *marginWork) model(m *pricing.Model) {
	rates := w.seller.Rates(m)
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
func (h row) idle(on pricing.Instant) string {
	switch end := h.end(); {
	case h.rate.Status != pricing.Current:
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
	for _, d := range pricing.Dims {
		sold := pricing.ConditionOn(h.rate.When, d)
		if sold.Match != pricing.OneOf && d != pricing.Mode && d != pricing.Seconds {
			sold = pricing.ConditionOn(h.model.Options, d)
		}
		for _, v := range sold.Values {
			set := func(c MarginCell) bool {
				at := c.Shot.Value(d)
				return inForceCell(c) && (at == v || at == "" && v == "false") // a feature that nothing asks for is off
			}
			if h.rate.ConditionOn(d).Accepts(v) && !slices.ContainsFunc(cells, set) {
				w.gap(h.name(), "", "no cost in force is declared at "+pricing.Condition{Dim: d, Match: pricing.OneOf, Values: []string{v}}.Words())
			}
		}
	}
}

// beside adds the cells of one rate beside one cost, or says why there is none;
// excluded reports that the one is for what the other is not.
func (w *marginWork) beside(h row, c CostBasis) (why string, excluded bool) {
	cost, ok := rowOf(w.table, c.Rate)
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
func (cost row) unusable(on pricing.Instant) string {
	switch {
	case !cost.seller.Currency.Dollars():
		return cost.seller.Name + " charges credits, not dollars"
	case cost.rate.Status != pricing.Current:
		return "it is " + cost.rate.Status.String() + " and never quoted"
	case cost.rate.From > on:
		return "it begins on " + cost.rate.From.String()
	}
	return ""
}

// atLengths adds the cells of one shot at every length that makes a difference,
// or says why there is none.
func (w *marginWork) atLengths(h, cost row, c CostBasis, shot pricing.Shot) (why string) {
	var lengths []string
	switch {
	case c.Shot.Seconds.Valid:
		lengths = []string{pricing.Text(c.Shot.Seconds)}
	case h.model.Medium == "video":
		lengths = append(lengthsOf(w.table, cost, h), "") // "" for clips whose length is not published
	default:
		lengths = []string{""}
	}
	var seen []*pair
	for _, seconds := range lengths {
		shot.Set(pricing.Seconds, seconds)
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
	cell     MarginCell       // what all offers have in common
	price    pricing.Interval // in the house's currency
	cost     pricing.Interval // in dollars
	payments []pricing.Payment
}

func (p *pair) same(q *pair) bool { return same(p.price, q.price) && same(p.cost, q.cost) }

// pair prices one shot at both rates.
func (w *marginWork) pair(h, cost row, c CostBasis, shot pricing.Shot) (*pair, error) {
	p := &pair{cell: MarginCell{CostBasis: c, Row: h.name()}}
	at := w.AsOf
	if end := cost.end(); end != 0 && end <= at {
		p.cell.Ended, at = end, end-1 // as of its last second
	}
	free := c.Shot.Seconds.Valid // a declared length is that of both, used or not
	hq, _, err := pricedBy(w.table, h, shot, func(d pricing.Dim) bool { return d == pricing.Seconds && !free }, w.AsOf)
	if err != nil {
		return nil, err
	}
	cq, left, err := pricedBy(w.table, cost, shot, func(d pricing.Dim) bool {
		return d == pricing.Seconds && !free || d != pricing.Seconds && c.Shot.Value(d) != ""
	}, at)
	if err != nil {
		return nil, err
	}
	seconds := c.Shot.Seconds
	if !free {
		seconds = hq.Shot.Seconds
		if pricing.Text(seconds) != pricing.Text(cq.Shot.Seconds) {
			return nil, &pricing.Error{Code: pricing.NotPriced, Field: "seconds", Message: "the price is for " + length(hq) + ", the cost for " + length(cq)}
		}
	}
	if p.payments = w.payments(hq); len(p.payments) == 0 {
		return nil, &pricing.Error{Code: pricing.OfferNotPriced, Field: "offer", Message: "no offer of the day that is paid for pays for it"}
	}
	p.price, p.cost = closed(hq.Price), closed(cq.Price)
	if p.price.Min.Sign() <= 0 {
		return nil, &pricing.Error{Code: pricing.NotPriced, Message: "it charges nothing"}
	}
	if h.model.Medium == "video" && seconds.Valid {
		p.cell.PerSecond = true
		p.price, p.cost = p.price.Div(pricing.Exactly(seconds.Decimal)), p.cost.Div(pricing.Exactly(seconds.Decimal))
	}
	p.cell.Shot = filled(cq.Shot, &hq.Shot)
	p.cell.Shot.Seconds = seconds
	p.cell.Known = cost.rate.Known
	p.cell.Doubts, p.cell.RowDoubts = cq.Warnings, hq.Warnings
	for _, d := range pricing.Dims {
		if d != pricing.Seconds && slices.Contains(left, d.String()) {
			p.cell.Unstated = append(p.cell.Unstated, d.String())
		}
	}
	return p, nil
}

func length(q *pricing.Quote) string {
	if !q.Shot.Seconds.Valid {
		return "a length that is not published"
	}
	return pricing.Text(q.Shot.Seconds) + " s"
}

// payments are the offers that pay for the quote, of a house that charges dollars
// the dollar itself.
func (w *marginWork) payments(q *pricing.Quote) []pricing.Payment {
	if q.Currency.Dollars() {
		return []pricing.Payment{{Seller: w.seller, Price: pricing.Whole(1), Credits: pricing.Whole(1)}}
	}
	return slices.DeleteFunc(slices.Clone(q.Offers), func(p pricing.Payment) bool { return p.Gift() })
}

// cells adds a cell for each way to pay, and for each bonus on a plan.
func (w *marginWork) cells(p *pair) {
	for _, payment := range p.payments {
		cell := p.cell
		cell.Offer = payment.Offer
		cell.Margin = marginOf(p.price, payment.Pays(p.price), p.cost)
		w.out.Cells = append(w.out.Cells, cell)
		if payment.Offer == nil || payment.Offer.Kind != pricing.Plan {
			continue
		}
		for _, b := range w.bonuses {
			with := payment
			cell.Promo, cell.WhatIf = b.name, b.whatIf
			cell.Bonus = b.rule.On(&payment, b.promo)
			with.Credits = cell.Bonus.Total
			cell.Margin = marginOf(p.price, with.Pays(p.price), p.cost)
			w.out.Cells = append(w.out.Cells, cell)
		}
	}
}

// filled is the shot with what it leaves open taken from the other.
func filled(s pricing.Shot, other *pricing.Shot) pricing.Shot {
	for _, d := range pricing.Dims {
		if s.Value(d) == "" {
			s.Set(d, other.Value(d))
		}
	}
	return s
}

// closed is the amount, or its lower end where no upper end is published: what is
// said of it then holds at best.
func closed(v pricing.Interval) pricing.Interval {
	if v.Open {
		return pricing.Point(v.Min)
	}
	return v
}

// same reports whether two amounts are the same, of floors their lower ends.
func same(v pricing.Interval, w pricing.Interval) bool {
	return v.Min.Cmp(w.Min) == 0 && v.Open == w.Open && (v.Open || v.Max.Cmp(w.Max) == 0)
}
