// Package purchase finds the cheapest way to hold at least so many credits, exactly.
package purchase

import (
	"slices"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/shopspring/decimal"
)

// Request asks for the cheapest way to hold at least so many credits.
type Request struct {
	Seller  string              // the operator's own if not given
	Credits decimal.NullDecimal // the need; with Months, of each month
	// Plans is how many plans may run in a month: 0, if not given, or 1.
	// Packs may be bought any number of times.
	Plans decimal.NullDecimal
	// Limits replace these rules for single offers.
	Limits []OfferLimitation
	Months decimal.NullDecimal // 1 if not given
	// PacksLast says whether the credits of a pack last from month to month:
	// "true" or "false". No source publishes it, so with several months it has
	// to be given. Credits of a plan are never assumed to last.
	PacksLast string
	AsOf      pricing.Instant
}

// OfferLimitation is how often one offer may be bought, a plan for how many
// months.
type OfferLimitation struct {
	Offer string
	Most  decimal.NullDecimal
}

// Purchase is the cheapest way to hold at least Need credits. Free tiers,
// trials and promotions are never part of it.
type Purchase struct {
	Table     *pricing.Table
	Seller    *pricing.Seller
	AsOf      pricing.Instant
	Need      pricing.Ratio // credits, of each month
	Months    int64
	PacksLast pricing.Tri // as asked; NotStated for one month
	Plans     int64
	Offers    []pricing.Payment // what could be bought, most credits first
	LeftOut   []LeftOut
	// Fewest and Most cost the same. They differ where the least price buys
	// several amounts of credits: Fewest leaves the fewest over, Most the most.
	Fewest, Most Bundle
	// Combinations is how many different purchases have the least price, those
	// between Fewest and Most included. A purchase is how often each offer is
	// bought; the order does not matter. When the credits of a month do not
	// last, purchases of one month are counted. It is 0 where they were not
	// counted: see CombinationsReason.
	Combinations       uint64
	CombinationsReason string
	Upgrades           []Upgrade
	Warnings           []pricing.Warning

	need decimal.Decimal // Need, as it was written
}

// LeftOut is an offer or a promotion that no purchase uses, with the reason.
type LeftOut struct {
	Offer  *pricing.Offer
	Promo  *pricing.Promo
	Reason string
}

// Bundle is one purchase, over all months.
type Bundle struct {
	Items   []BundleItem  // most credits first
	Price   pricing.Ratio // US dollars
	Credits pricing.Ratio // all that are bought: the need, Left and Lapsed
	Left    pricing.Ratio // credits that are left over
	// Lapsed are credits of plans beyond the need of their month, with
	// PacksLast: nobody publishes that they last, so they are not left over.
	Lapsed pricing.Ratio
}

// BundleItem is an offer and how often it is bought, a plan for how many months.
type BundleItem struct {
	pricing.Payment
	Count int64
}

// Upgrade is a worthwhile step from Purchase.Most: for More dollars one holds
// Credits more, each cheaper than any offer that could be bought sells them.
type Upgrade struct {
	Bundle
	More      pricing.Ratio // US dollars
	MoreHeld  pricing.Ratio // credits
	PerCredit pricing.Ratio // More ÷ MoreHeld
}

// Codes of refusals of a purchase.
const (
	OutOfReach          pricing.Code = "out_of_reach"          // nothing that may be bought holds so many credits
	TooManyCombinations pricing.Code = "too_many_combinations" // more than are searched exactly
)

// What the numbers of a request may be. The bounds are ours, see [pricing.SecondsNumber].
var (
	NeedNumber   = pricing.Bound{Name: "credits", Least: 0, Most: 1000000000}
	PlansNumber  = pricing.Bound{Name: "plans", Least: 0, Most: 1, Whole: true}
	MonthsNumber = pricing.Bound{Name: "months", Least: 1, Most: 24, Whole: true}
	LimitNumber  = pricing.Bound{Name: "limits", Least: 0, Most: 1000, Whole: true}
)

// Find is the cheapest way to hold at least the credits asked for. It is
// exact for any need up to 10⁹: see ladder.
func Find(t *pricing.Table, r Request) (*Purchase, error) {
	p := &Purchase{Table: t, AsOf: r.AsOf, Months: 1}
	if err := p.read(r); err != nil {
		return nil, err
	}
	limits, err := p.limits(r)
	if err != nil {
		return nil, err
	}
	rules, err := p.offers(limits)
	if err != nil {
		return nil, err
	}
	s, err := newSearch(p, rules)
	if err != nil {
		return nil, err
	}
	found, ok := s.cheapest(s.need)
	if !ok {
		return nil, p.outOfReach()
	}
	p.Fewest, p.Most = s.bundle(found.fewest), s.bundle(found.most)
	if p.Combinations = found.ways; found.ways == uncounted {
		p.Combinations, p.CombinationsReason = 0, "packs with the same price per credit can be exchanged for each other in more ways than are counted"
	}
	p.Upgrades = s.upgrades(found.most)
	p.Warnings = p.doubts()
	return p, nil
}

// read checks the plain members of the request.
func (p *Purchase) read(r Request) error {
	if !r.Credits.Valid {
		return &pricing.Error{Code: pricing.MissingParameter, Field: "credits", Message: "say how many credits are needed", Accepted: []string{NeedNumber.Accepts()}}
	}
	for _, f := range [...]struct {
		pricing.Bound
		value decimal.NullDecimal
	}{{NeedNumber, r.Credits}, {PlansNumber, r.Plans}, {MonthsNumber, r.Months}} {
		if err := f.Check(f.value); err != nil {
			return err
		}
	}
	p.need, p.Need, p.Plans = r.Credits.Decimal, pricing.Exactly(r.Credits.Decimal), r.Plans.Decimal.IntPart()
	if r.Months.Valid {
		p.Months = r.Months.Decimal.IntPart()
	}
	last, err := pricing.YesOrNo("packsLast", r.PacksLast)
	switch {
	case err != nil:
		return err
	case p.Months > 1 && last == pricing.NotStated:
		return &pricing.Error{Code: pricing.MissingParameter, Field: "packsLast", Accepted: []string{"true", "false"},
			Message: "whether the credits of a pack last from one month to the next is not published"}
	case p.Months > 1:
		p.PacksLast = last
	}
	if p.Seller, err = seller(p.Table, r.Seller); err != nil {
		return err
	}
	if p.Seller.Currency.Dollars() {
		return &pricing.Error{Code: pricing.OfferNotApplicable, Field: "seller",
			Message: p.Seller.Name + " charges in US dollars, so no credits are bought"}
	}
	return nil
}

// seller finds the seller, the operator's own where none is named. Without one the
// request has to name a seller of credits.
func seller(t *pricing.Table, name string) (*pricing.Seller, *pricing.Error) {
	if name != "" {
		return t.Seller(name)
	}
	if house := t.House(); house != nil {
		return house, nil
	}
	err := pricing.Missing("seller", "say whose credits are to be bought")
	for i := range t.Sellers {
		if len(t.Sellers[i].Offers) > 0 {
			err.Accepted = append(err.Accepted, t.Sellers[i].ID)
		}
	}
	return nil, err
}

// limits finds the offers that the request limits.
func (p *Purchase) limits(r Request) (map[*pricing.Offer]int64, error) {
	limits := map[*pricing.Offer]int64{}
	for _, l := range r.Limits {
		o, err := p.Seller.Offer(l.Offer)
		if err != nil {
			err.Field = "limits." + binding.Short(l.Offer)
			return nil, err
		}
		n := LimitNumber
		n.Name = "limits." + o.ID
		if err := n.Check(l.Most); err != nil {
			return nil, err
		}
		limits[o] = l.Most.Decimal.IntPart()
		if p.Months > 1 && limits[o] > 0 {
			return nil, &pricing.Error{Code: pricing.InvalidValue, Field: n.Name, Accepted: []string{"0"},
				Message: "with several months, whether a limit holds for one month or for all is not clear"}
		}
	}
	return limits, nil
}

// buying is how often an offer may be bought.
type buying uint8

const (
	anyNumber  buying = iota // a pack
	onePlan                  // at most one such offer in a month
	upToALimit               // as the request says
)

// purchaseRule is how often one offer may be bought.
type purchaseRule struct {
	buying
	most int64 // for upToALimit
}

// offers chooses what can be bought and says why the rest cannot. The rules are
// those of p.Offers.
func (p *Purchase) offers(limits map[*pricing.Offer]int64) ([]purchaseRule, error) {
	var rules []purchaseRule
	leave := func(o *pricing.Offer, reason string) {
		p.LeftOut = append(p.LeftOut, LeftOut{Offer: o, Reason: reason})
	}
	for i := range p.Seller.Offers {
		o := &p.Seller.Offers[i]
		priced := p.Seller.Priced(o, p.AsOf)
		most, limited := limits[o]
		rule := purchaseRule{most: most}
		switch {
		case limited:
			rule.buying = upToALimit
		case o.Kind == pricing.Plan:
			rule.buying = onePlan
		}
		switch {
		case o.Kind == pricing.Free || o.Kind == pricing.Trial:
			leave(o, "a free tier or a trial is not a price to plan with")
		case !priced.Priced:
			leave(o, priced.Reason)
		case priced.Price.Sign() <= 0:
			leave(o, "nothing is paid for it")
		case o.Kind == pricing.Plan && o.Period != "month":
			leave(o, "not a plan by the month")
		case limited && most == 0:
			leave(o, "the request allows none")
		case rule.buying == onePlan && p.Plans == 0:
			leave(o, "the request allows no plan")
		default:
			if twin := p.twin(&priced.Payment, rule, rules); twin != nil {
				leave(o, "the same price and credits as "+twin.Name)
				continue
			}
			p.Offers, rules = append(p.Offers, priced.Payment), append(rules, rule)
		}
	}
	for i := range p.Seller.Promos {
		p.LeftOut = append(p.LeftOut, LeftOut{Promo: &p.Seller.Promos[i], Reason: "a promotion is not a price to plan with"})
	}
	if len(p.Offers) == 0 {
		return nil, p.nothingToBuy()
	}
	order := make([]int, len(p.Offers))
	for i := range order {
		order[i] = i
	}
	pricing.SortStable(order, func(a, b int) int { return p.Offers[b].Credits.Cmp(p.Offers[a].Credits) })
	offers, ordered := make([]pricing.Payment, len(order)), make([]purchaseRule, len(order))
	for i, j := range order {
		offers[i], ordered[i] = p.Offers[j], rules[j]
	}
	p.Offers = offers
	return ordered, nil
}

// twin is a pack among the offers so far that could be bought in place of the
// payment without any difference, or nil.
func (p *Purchase) twin(pay *pricing.Payment, rule purchaseRule, rules []purchaseRule) *pricing.Offer {
	for i := range p.Offers {
		if rule.buying == anyNumber && rules[i].buying == anyNumber &&
			p.Offers[i].Price.Cmp(pay.Price) == 0 && p.Offers[i].Credits.Cmp(pay.Credits) == 0 {
			return p.Offers[i].Offer
		}
	}
	return nil
}

func (p *Purchase) nothingToBuy() error {
	why := p.Seller.NoOffers
	for _, l := range p.LeftOut {
		if l.Offer != nil && l.Offer.Kind == pricing.Plan && l.Reason == "the request allows no plan" {
			return &pricing.Error{Code: OutOfReach, Field: "plans", Accepted: []string{"1"},
				Message: p.Seller.Name + " sells credits by plan alone, and the request allows no plan"}
		}
		if why == "" && l.Offer != nil {
			why = l.Offer.Name + ": " + l.Reason
		}
	}
	if why == "" {
		why = "no offer is published"
	}
	return &pricing.Error{Code: pricing.OfferNotPriced, Field: "seller", Message: p.Seller.Name + " has no credits that can be bought: " + why}
}

func (p *Purchase) outOfReach() error {
	return &pricing.Error{Code: OutOfReach, Field: "credits",
		Message: "what may be bought of " + p.Seller.Name + " does not come to " + pricing.Plain(p.Need) + " credits"}
}

// whole is the need over all months.
func (p *Purchase) whole() pricing.Ratio { return p.Need.Mul(pricing.Whole(p.Months)) }

// Tie reports whether the least price buys several amounts of credits.
func (p *Purchase) Tie() bool { return p.Fewest.Left.Cmp(p.Most.Left) != 0 }

// PerNeeded is the price of one credit that is needed, false when none is.
func (p *Purchase) PerNeeded() (pricing.Ratio, bool) {
	if p.Need.Sign() == 0 {
		return pricing.Ratio{}, false
	}
	return p.Fewest.Price.Div(p.whole()), true
}

// LeftCost is the part of the price that the credits left over cost.
func (b *Bundle) LeftCost() pricing.Ratio {
	if b.Left.Sign() == 0 {
		return pricing.Ratio{}
	}
	return b.Price.Mul(b.Left).Div(b.Credits)
}

// Approximate reports whether a price or a number of credits in the bundle is
// approximate.
func (b *Bundle) Approximate() bool {
	return slices.ContainsFunc(b.Items, func(i BundleItem) bool { return i.Approximate() })
}

// doubts lists what is to be said about the offers that are bought.
func (p *Purchase) doubts() []pricing.Warning {
	var out []pricing.Warning
	add := func(code pricing.WarningCode, message string) {
		w := pricing.Warning{Code: code, Message: message}
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	bundles := []*Bundle{&p.Fewest, &p.Most}
	for i := range p.Upgrades {
		bundles = append(bundles, &p.Upgrades[i].Bundle)
	}
	for _, b := range bundles {
		for _, item := range b.Items {
			o := item.Offer
			if item.Approximate() {
				add(pricing.OfferApproximate, "the source gives the price of "+o.Name+" as approximate")
			}
			for _, c := range o.Conflicts {
				add(pricing.Disputed, o.Name+": "+c.Text)
			}
			if o.Limits.CommercialUse == pricing.No {
				add(pricing.NonCommercial, o.Name+" excludes commercial use")
			}
			switch p.Table.Dated(p.Seller, o.Known, p.AsOf) {
			case pricing.Undated:
				add(pricing.Undated, o.Name+": the source carries no date")
			case pricing.Stale:
				add(pricing.Stale, o.Name+": known to hold as of "+o.Known+": check the seller's page")
			}
		}
	}
	return out
}

// Assumptions says what the answer takes for granted, because no source
// publishes it.
func (p *Purchase) Assumptions() []string {
	out := []string{"Whether packs need a plan, a minimum term and tax are not published: each offer is taken alone, at its printed price."}
	if p.Months == 1 {
		return out
	}
	if p.Plans > 0 {
		out = append(out, "One plan may run in each month. Whether its credits roll over is not published: what a month does not use of them is counted as gone.")
	}
	if p.PacksLast == pricing.Yes {
		return append(out, "The credits of packs last over all months, as the request says.")
	}
	return append(out, "The credits of packs do not last beyond their month, as the request says: every month buys the same.")
}
