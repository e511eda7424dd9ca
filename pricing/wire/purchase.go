package wire

import (
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
	"github.com/reelrate/reelrate/pricing/purchase"
)

// The purchase operation:
//
//	{"seller": "…", "credits", "plans": "0"|"1", "limits": {"<offer id>": n, …},
//	 "months", "packsLast": "true"|"false", "asOf"}
//
// credits is the need, of each month with months. Packs may be bought any
// number of times, plans not at all or ("plans": 1) one in each month; limits
// replaces this for the offers that it names, a plan's limit being a number of
// months. With several months packsLast is needed, and limits may only be 0.
//
// It answers
//
//	{"seller": {…}, "currency", "credits", "months", "packsLast"|null, "plans",
//	 "dollars": Figure, "perNeededCredit": Figure|null, "perMonth": Figure,
//	 "tie": bool, "fewestLeftOver": Bundle, "mostCredits": Bundle,
//	 "combinations"|null, "combinationsReason"|null,
//	 "upgrades": [{"words", "moreDollars": Figure, "moreCredits", "perCredit": Figure, "purchase": Bundle}],
//	 "approximate", "offers": [what could be bought], "leftOut": [{"kind", "id", "name", "reason"}],
//	 "steps": […], "assumptions": […], "warnings": […], "asOf", "table"}
//
// where fewestLeftOver and mostCredits have the same price and a Bundle is
//
//	{"items": [{"offer", "name", "kind", "count", "credits", "dollars": Figure}],
//	 "dollars": Figure, "credits", "leftOver": {"credits", "dollars": Figure}, "lapsed",
//	 "approximate"}
//
// over all months. Of the credits bought, leftOver are beyond the need and
// lapsed are those of plans beyond the need of their month, which are not
// assumed to last. The dollars of leftOver are their share of the price.
func DecodePurchase(t *pricing.Table, request Input, today pricing.Instant) (purchase.Request, error) {
	r := purchase.Request{AsOf: today}
	var limits []purchase.OfferLimitation
	err := decode(request, []binding.Member{
		{Name: "seller", To: &r.Seller},
		{Name: "credits", To: &r.Credits, Bounds: &purchase.NeedNumber},
		{Name: "plans", To: &r.Plans, Bounds: &purchase.PlansNumber},
		{Name: "limits", To: func() []binding.Member {
			limits = offerLimitations(t)
			members := make([]binding.Member, len(limits))
			for i := range limits {
				members[i] = binding.Member{Name: limits[i].Offer, To: &limits[i].Most, Bounds: &purchase.LimitNumber}
			}
			return members
		}},
		{Name: "months", To: &r.Months, Bounds: &purchase.MonthsNumber},
		{Name: "packsLast", To: &r.PacksLast},
		{Name: "asOf", To: &r.AsOf},
	})
	for _, l := range limits {
		if l.Most.Valid {
			r.Limits = append(r.Limits, l)
		}
	}
	return r, err
}

// offerLimitations has the id of every offer of the table once.
func offerLimitations(t *pricing.Table) []purchase.OfferLimitation {
	var out []purchase.OfferLimitation
	seen := map[string]bool{}
	for i := range t.Sellers {
		for j := range t.Sellers[i].Offers {
			if id := t.Sellers[i].Offers[j].ID; !seen[id] {
				seen[id] = true
				out = append(out, purchase.OfferLimitation{Offer: id})
			}
		}
	}
	return out
}

func (w *writer) purchase(p *purchase.Purchase) {
	w.open('{')
	w.seller("seller", p.Seller)
	w.str("currency", p.Seller.Currency.ID)
	w.plain("credits", p.Need)
	w.str("months", strconv.FormatInt(p.Months, 10))
	w.opt("packsLast", [...]string{"", "false", "true"}[p.PacksLast])
	w.str("plans", strconv.FormatInt(p.Plans, 10))
	w.figure("dollars", pricing.USD, pricing.Point(p.Fewest.Price))
	if each, ok := p.PerNeeded(); ok {
		w.figure("perNeededCredit", pricing.USD, pricing.Point(each))
	} else {
		w.null("perNeededCredit")
	}
	w.figure("perMonth", pricing.USD, pricing.Point(p.Fewest.Price.Div(pricing.Whole(p.Months))))
	w.boolean("tie", p.Tie())
	w.bundle("fewestLeftOver", &p.Fewest)
	w.bundle("mostCredits", &p.Most)
	if p.CombinationsReason == "" {
		w.str("combinations", strconv.FormatUint(p.Combinations, 10))
	} else {
		w.null("combinations")
	}
	w.opt("combinationsReason", p.CombinationsReason)
	w.array("upgrades", len(p.Upgrades), func(i int) {
		u := &p.Upgrades[i]
		w.open('{')
		w.str("words", u.Words())
		w.figure("moreDollars", pricing.USD, pricing.Point(u.More))
		w.plain("moreCredits", u.MoreHeld)
		w.figure("perCredit", pricing.USD, pricing.Point(u.PerCredit))
		w.bundle("purchase", &u.Bundle)
		w.close('}')
	})
	w.boolean("approximate", p.Fewest.Approximate() || p.Most.Approximate())
	w.array("offers", len(p.Offers), func(i int) { w.payment(p.Table, &p.Offers[i]) })
	w.array("leftOut", len(p.LeftOut), func(i int) {
		l := &p.LeftOut[i]
		w.open('{')
		if l.Offer != nil {
			w.str("kind", l.Offer.Kind.String())
			w.str("id", l.Offer.ID)
			w.str("name", l.Offer.Name)
		} else {
			w.str("kind", "promo")
			w.str("id", l.Promo.ID)
			w.str("name", l.Promo.Name)
		}
		w.str("reason", l.Reason)
		w.close('}')
	})
	w.list("steps", p.Steps())
	w.list("assumptions", p.Assumptions())
	w.warnings(p.Warnings)
	w.end(p.Table, p.AsOf)
}

func (w *writer) bundle(name string, b *purchase.Bundle) {
	w.key(name)
	w.open('{')
	w.array("items", len(b.Items), func(i int) {
		item := &b.Items[i]
		n := pricing.Whole(item.Count)
		w.open('{')
		w.str("offer", item.Offer.ID)
		w.str("name", item.Offer.Name)
		w.str("kind", item.Offer.Kind.String())
		w.plain("count", n)
		w.plain("credits", item.Credits.Mul(n))
		w.figure("dollars", pricing.USD, pricing.Point(item.Price.Mul(n)))
		w.close('}')
	})
	w.figure("dollars", pricing.USD, pricing.Point(b.Price))
	w.plain("credits", b.Credits)
	w.key("leftOver")
	w.open('{')
	w.plain("credits", b.Left)
	w.figure("dollars", pricing.USD, pricing.Point(b.LeftCost()))
	w.close('}')
	w.plain("lapsed", b.Lapsed)
	w.boolean("approximate", b.Approximate())
	w.close('}')
}

// Purchase answers the cheapest way to buy so many credits.
var Purchase = Operation{"purchase", MaxRequestBytes, answerPurchase}

func answerPurchase(c *call) error {
	r, err := DecodePurchase(c.table, c.request, 0)
	return answered(c, err, &r.AsOf, func() (*purchase.Purchase, error) { return purchase.Find(c.table, r) }, c.purchase)
}
