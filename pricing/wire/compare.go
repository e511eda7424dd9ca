package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// The compare operation: {…a shot without seller and model…, "market":
// "api"|"app"|"all", "needs": "hdr,editing", "offers": "cheapest"|"all", "asOf"}
// answers with comparable prices, cheapest first, free tiers apart from them,
// prices that no source confirms to be for the shot, with the member that is not
// confirmed, and everything else, each with its reason.
func DecodeCompare(request Input, today pricing.Instant) (pricing.CompareRequest, error) {
	r := pricing.CompareRequest{AsOf: today}
	err := decode(request, binding.ShotMembers(&r.Shot, []binding.Member{
		{Name: "market", To: &r.Market},
		{Name: "needs", To: &r.Needs},
		{Name: "offers", To: &r.Offers},
		{Name: "asOf", To: &r.AsOf},
	}...))
	return r, err
}

func (w *writer) comparison(c *pricing.Comparison) {
	w.open('{')
	w.shot("shot", &c.Shot)
	w.str("market", c.Market)
	w.array("comparable", len(c.Rows), func(i int) { w.compared(&c.Rows[i]) })
	w.array("free", len(c.Free), func(i int) { w.compared(&c.Free[i]) })
	w.array("unconfirmed", len(c.Unconfirmed), func(i int) {
		w.open('{')
		w.others(&c.Unconfirmed[i])
		w.str("field", c.Unconfirmed[i].Field)
		w.close('}')
	})
	w.array("notComparable", len(c.Others), func(i int) {
		w.notCompared(&c.Others[i])
	})
	w.array("routing", len(c.Routing), func(i int) {
		r := &c.Routing[i]
		w.open('{')
		w.str("need", r.Need)
		w.str("constraint", r.Constraint)
		w.str("vendor", r.Vendor)
		w.str("name", r.Name)
		w.list("models", r.Models)
		w.array("ended", len(r.Ended), func(j int) { w.notCompared(&r.Ended[j]) })
		w.sources(c.Table, r.Sources)
		w.close('}')
	})
	w.end(c.Table, c.AsOf)
}

func (w *writer) notCompared(o *pricing.NotCompared) {
	w.open('{')
	w.others(o)
	w.close('}')
}

// others writes members of an open object.
func (w *writer) others(o *pricing.NotCompared) {
	w.seller("seller", o.Seller)
	w.named("model", o.Model)
	w.str("code", string(o.Code))
	w.str("reason", o.Reason)
}

func (w *writer) compared(p *pricing.ComparedPrice) {
	q := p.Quote
	w.open('{')
	w.seller("seller", q.Seller)
	w.named("model", q.Model)
	w.shot("shot", &q.Shot)
	credits := &q.Price
	if q.Currency.Dollars() {
		credits = nil
	}
	w.optFigure("credits", q.Currency, credits)
	w.figure("dollars", pricing.USD, *q.Dollars)
	w.optFigure("perSecond", pricing.USD, q.ForSecond(q.Dollars))
	offer := ""
	if q.Offer != nil {
		offer = q.Offer.Offer.ID
	}
	w.opt("offer", offer)
	w.opt("basis", p.Basis)
	w.str("precision", q.Precision.String())
	w.boolean("disputed", q.Disputed())
	w.standing(q)
	w.str("rate", q.Rate.ID)
	w.opt("pricedAs", q.Model.PricedAs)
	w.list("steps", q.Steps())
	w.warnings(q.Warnings)
	w.sources(q.Table, q.Model.Cites(q.Rate.Sources))
	w.close('}')
}

func (w *writer) named(name string, m *pricing.Model) {
	w.key(name)
	w.open('{')
	w.str("id", m.ID)
	w.str("name", m.Name)
	w.close('}')
}

var Compare = Operation{"compare", MaxRequestBytes, answerCompare}

func answerCompare(c *call) error {
	r, err := DecodeCompare(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*pricing.Comparison, error) { return c.table.Compare(r) }, c.comparison)
}
