package wire

import (
	"strconv"

	"github.com/reelrate/reelrate/pricing"
)

// models writes the answer to a models request.
func (w *writer) models(t *pricing.Table, models []pricing.ModelOnDay, asOf pricing.Instant) {
	w.open('{')
	w.array("models", len(models), func(i int) { w.model(t, &models[i]) })
	w.end(t, asOf)
}

func (w *writer) model(t *pricing.Table, d *pricing.ModelOnDay) {
	m := d.Model
	w.open('{')
	w.seller("seller", d.Seller)
	w.str("id", m.ID)
	w.str("name", m.Name)
	w.list("aliases", m.Aliases)
	w.opt("family", m.Family)
	w.str("medium", m.Medium)
	switch m.ModesMatch {
	case pricing.Any:
		w.str("modes", "any")
	case pricing.Unknown:
		w.str("modes", "unknown")
	default:
		w.list("modes", m.Modes)
	}
	w.when("options", m.Options)
	w.seconds(t, m)
	if in := m.InputImages; in == nil {
		w.null("inputImages")
	} else {
		most := ""
		if in.Max > 0 {
			most = strconv.FormatInt(in.Max, 10)
		}
		w.key("inputImages")
		w.open('{')
		w.opt("max", most)
		w.opt("switchesTo", in.SwitchesTo)
		w.close('}')
	}
	w.list("capabilities", m.Capabilities)
	w.str("state", string(d.State))
	w.opt("unpriced", m.Unpriced)
	w.opt("sunset", m.Sunset.String())
	w.opt("upstream", m.Upstream)
	if m.Upstream == "" {
		w.null("continues")
	} else {
		w.str("continues", m.Continues.String())
	}
	w.opt("pricedAs", m.PricedAs)
	w.array("cells", len(d.Cells), func(i int) { w.cell(t, d, d.Cells[i]) })
	w.warnings(d.Warnings)
	w.list("notes", m.Notes)
	w.array("gaps", len(m.Gaps), func(i int) {
		w.open('{')
		w.opt("field", m.Gaps[i].Field)
		w.str("text", m.Gaps[i].Text)
		w.close('}')
	})
	w.sources(t, m.Sources)
	w.close('}')
}

// seconds writes which lengths the model takes; null for what has none.
func (w *writer) seconds(t *pricing.Table, m *pricing.Model) {
	if m.Medium != "video" {
		w.null("seconds")
		return
	}
	rule := "listed"
	if m.WholeSeconds {
		rule = "whole"
	}
	w.key("seconds")
	w.open('{')
	w.opt("default", m.DefaultSeconds)
	w.list("published", pricing.ConditionOn(m.Options, pricing.Seconds).Values)
	w.str("rule", rule)
	w.str("max", strconv.FormatInt(t.MaxSeconds, 10))
	w.close('}')
}

func (w *writer) cell(t *pricing.Table, d *pricing.ModelOnDay, r *pricing.Rate) {
	w.open('{')
	w.str("rate", r.ID)
	w.when("when", r.When)
	w.members("independent", r.Independent)
	w.str("unit", r.Unit.String())
	w.str("per", r.Per.String())
	w.published(r.Amount)
	w.str("display", d.CellInWords(r))
	w.str("precision", r.Precision.String())
	if r.Minimum == nil {
		w.null("minimum")
	} else {
		w.key("minimum")
		w.open('{')
		w.str("quantity", r.Minimum.String())
		w.str("display", r.MinimumInWords())
		w.close('}')
	}
	w.array("modifiers", len(r.Modifiers), func(i int) { w.modifier(t, d.Seller.Currency, r, &r.Modifiers[i]) })
	perSecond, reason := d.CellPerSecond(r)
	if reason == "" {
		w.figure("perSecond", d.Seller.Currency, perSecond)
	} else {
		w.null("perSecond")
	}
	w.opt("perSecondReason", reason)
	w.boolean("disputed", len(r.Conflicts) > 0)
	w.opt("known", r.Known)
	w.sources(t, d.Model.Cites(r.Sources))
	w.close('}')
}

// modifier writes what changes the price of a cell.
func (w *writer) modifier(t *pricing.Table, c pricing.Currency, r *pricing.Rate, m *pricing.Modifier) {
	w.open('{')
	w.when("if", m.If)
	w.str("op", m.Op.String())
	w.str("amount", m.Amount.String())
	unit, most := m.Unit.String(), ""
	if m.Op == pricing.Multiply {
		unit = ""
	}
	if m.Max > 0 {
		most = strconv.FormatInt(m.Max, 10)
	}
	w.opt("unit", unit)
	w.opt("max", most)
	w.str("precision", m.Precision.String())
	w.opt("maxWaitHours", m.MaxWaitHours)
	w.str("display", c.ModifierInWords(r, m))
	w.opt("note", m.Note)
	w.sources(t, m.Sources)
	w.close('}')
}

// offers writes the answer to an offers request.
func (w *writer) offers(t *pricing.Table, list *pricing.OfferList, asOf pricing.Instant) {
	w.open('{')
	w.array("offers", len(list.Offers), func(i int) { w.pricedOffer(t, &list.Offers[i]) })
	w.array("promos", len(list.Promos), func(i int) {
		s, p := list.Promos[i].Seller, list.Promos[i].Promo
		w.open('{')
		w.str("seller", s.ID)
		w.str("id", p.ID)
		w.str("name", p.Name)
		w.str("bonusPercent", p.BonusPercent.String())
		w.str("capCredits", p.CapCredits.String())
		w.str("months", strconv.FormatInt(p.Months, 10))
		w.boolean("newUsersOnly", p.NewUsersOnly)
		w.array("readings", len(p.Readings), func(j int) {
			w.reading(p.Readings[j])
			w.close('}')
		})
		w.opt("known", p.Known)
		w.opt("note", p.Note)
		w.sources(t, p.Sources)
		w.close('}')
	})
	w.array("withoutOffers", len(list.Without), func(i int) {
		w.open('{')
		w.str("seller", list.Without[i].ID)
		w.str("reason", list.Without[i].NoOffers)
		w.close('}')
	})
	w.end(t, asOf)
}

// reading opens an object with the members of a reading; the caller closes it.
func (w *writer) reading(r pricing.Reading) {
	w.open('{')
	w.str("id", r.ID)
	w.boolean("default", r.Default)
	w.str("text", r.Text)
}

func (w *writer) pricedOffer(t *pricing.Table, p *pricing.PricedOffer) {
	w.open('{')
	if o := p.Offer; o == nil {
		w.null("seller")
		w.null("id")
		w.str("name", "own plan")
		w.str("kind", "own")
	} else {
		w.str("seller", p.Seller.ID)
		w.str("id", o.ID)
		w.str("name", o.Name)
		w.str("kind", o.Kind.String())
		w.opt("period", o.Period)
	}
	price, credits := published(p)
	w.optFigure("price", pricing.USD, price)
	w.opt("credits", credits)
	if p.Priced {
		w.figure("perCredit", pricing.USD, pricing.Point(p.PerCredit()))
	} else {
		w.null("perCredit")
	}
	w.opt("reason", p.Reason)
	w.boolean("approximate", p.Approximate())
	w.bonus(p.Bonus)
	if o := p.Offer; o != nil {
		w.offerDetails(t, o)
	}
	w.close('}')
}

// published is the price and the credits of an offer, also where one of them is
// missing and a credit therefore has no price.
func published(p *pricing.PricedOffer) (price *pricing.Interval, credits string) {
	if p.Priced {
		v := pricing.Point(p.Price)
		return &v, pricing.Plain(p.Credits)
	}
	if p.Offer.Price != nil {
		v := pricing.Point(p.Offer.Price.Ratio())
		price = &v
	}
	if p.Offer.Credits != nil {
		credits = p.Offer.Credits.String()
	}
	return price, credits
}

func (w *writer) offerDetails(t *pricing.Table, o *pricing.Offer) {
	if o.Grant == nil {
		w.null("grant")
	} else {
		w.key("grant")
		w.open('{')
		w.str("unit", o.Grant.Unit)
		w.str("amount", o.Grant.Amount.String())
		w.close('}')
	}
	w.key("limits")
	w.open('{')
	w.opt("resolution", o.Limits.Resolution)
	w.tri("watermark", o.Limits.Watermark)
	w.tri("commercialUse", o.Limits.CommercialUse)
	w.close('}')
	w.array("conflicts", len(o.Conflicts), func(i int) {
		c := &o.Conflicts[i]
		w.open('{')
		w.str("text", c.Text)
		w.opt("amount", c.Amount)
		w.sources(t, c.Sources)
		w.close('}')
	})
	w.opt("known", o.Known)
	w.opt("note", o.Note)
	w.sources(t, o.Sources)
}

func (w *writer) bonus(b *pricing.Bonus) {
	if b == nil {
		w.null("bonus")
		return
	}
	w.key("bonus")
	w.open('{')
	w.plain("percent", b.Percent)
	w.plain("credits", b.Credits)
	w.plain("totalCredits", b.Total)
	w.figure("perCredit", pricing.USD, pricing.Point(b.Price.Div(b.Total)))
	w.array("readings", len(b.Readings), func(i int) {
		w.reading(b.Readings[i].Reading)
		w.plain("credits", b.Readings[i].Credits)
		w.close('}')
	})
	w.close('}')
}

var Models = Operation{"models", MaxRequestBytes, answerModels}

func answerModels(c *call) error {
	r, err := decodeModels(c.request, 0)
	return answered(c, err, &r.AsOf, func() ([]pricing.ModelOnDay, error) { return c.table.Models(r) }, func(m []pricing.ModelOnDay) {
		if len(m) == 1 {
			c.Sunset = m[0].Model.Sunset
		}
		c.models(c.table, m, c.AsOf)
	})
}

var Offers = Operation{"offers", MaxRequestBytes, answerOffers}

func answerOffers(c *call) error {
	r, err := DecodeOffers(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*pricing.OfferList, error) { return c.table.Offers(r) },
		func(l *pricing.OfferList) { c.offers(c.table, l, c.AsOf) })
}
