package pricing

import (
	"slices"
	"strings"
)

// CompareRequest asks what one shot costs at every seller. The shot names no
// seller and no model; every field that it does give has to be what a price is
// for.
type CompareRequest struct {
	Shot
	Market string // "api" (the default), "app" or "all"
	Needs  string // capabilities, separated by commas: ids or the routing's words
	Offers string // "cheapest" (the default) or "all": which offers pay for credits
	AsOf   Instant
}

// Markets: API and consumer prices are two products and never mix unless asked
// (003:126-130).
const (
	MarketAPI = "api"
	MarketApp = "app"
	MarketAll = "all"
)

// Comparison is one shot at every seller, in dollars.
type Comparison struct {
	Table  *Table
	AsOf   Instant
	Shot   Shot
	Market string
	Rows   []ComparedPrice // cheapest first
	Free   []ComparedPrice // free tiers: never steady-state prices
	Others []NotCompared
	// Unconfirmed are models with a price of which no source says that it is for
	// this shot.
	Unconfirmed []NotCompared
	Routing     []RouteOnDay // what the sources say of the needs
}

// ComparedPrice is the shot at one model, paid for in one way.
type ComparedPrice struct {
	Quote *Quote
	Basis string // which offer was assumed, in words; "" for dollar prices
}

// NotCompared is a model that has no comparable price, with the reason.
type NotCompared struct {
	Seller *Seller
	Model  *Model
	Code   Code
	Field  string // the member that is at fault, or ""
	Reason string
}

// Compare prices the shot at every model of the market. A model is comparable
// only where every field of the shot is what its price is for and the price has
// a dollar value; the others are listed with the reason, those apart whose price
// no source confirms to be for the shot.
func (t *Table) Compare(r CompareRequest) (*Comparison, error) {
	if !r.Seconds.Valid {
		return nil, Missing("seconds", "a comparison in dollars per second needs a length")
	}
	if r.Seller != "" || r.Model != "" {
		return nil, &Error{Code: InvalidValue, Field: "seller", Message: "a comparison is over every seller", Accepted: []string{"no seller and no model"}}
	}
	if err := r.Shot.Check(t); err != nil {
		return nil, err
	}
	c := &Comparison{Table: t, AsOf: r.AsOf, Shot: r.Shot, Market: r.Market}
	switch r.Market {
	case "":
		c.Market = MarketAPI
	case MarketAPI, MarketApp, MarketAll:
	default:
		return nil, &Error{Code: InvalidValue, Field: "market", Message: Quoted(r.Market) + " is no market", Accepted: []string{MarketAPI, MarketApp, MarketAll}}
	}
	if r.Offers != "" && r.Offers != "cheapest" && r.Offers != "all" {
		return nil, &Error{Code: InvalidValue, Field: "offers", Message: Quoted(r.Offers) + " selects no offers", Accepted: []string{"cheapest", "all"}}
	}
	needs, err := t.needs(r.Needs)
	if err != nil {
		return nil, err
	}
	for _, need := range needs {
		if route := t.route(need); route != nil {
			c.Routing = append(c.Routing, t.onDayOf(route, r.AsOf))
		}
	}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		if c.Market != MarketAll && c.Market != s.Market() {
			continue
		}
		for j := range s.Models {
			if m := &s.Models[j]; m.Medium == "video" {
				c.add(r, s, m, needs)
			}
		}
	}
	byPrice := func(a, b ComparedPrice) int {
		if by := a.Quote.Dollars.Min.Cmp(b.Quote.Dollars.Min); by != 0 {
			return by
		}
		return t.afterItsMaker(a.Quote.Model, r.AsOf) - t.afterItsMaker(b.Quote.Model, r.AsOf)
	}
	SortStable(c.Rows, byPrice)
	SortStable(c.Free, byPrice)
	return c, nil
}

// Market is the one of the two products that the seller sells: the operator's own
// credits are bought as those of an app are.
func (s *Seller) Market() string {
	if s.Kind == "app" || s.Owned && !s.Currency.Dollars() {
		return MarketApp
	}
	return MarketAPI
}

// add prices the shot at one model and files it.
func (c *Comparison) add(r CompareRequest, s *Seller, m *Model, needs []string) {
	refuse := func(code Code, reason string) {
		c.Others = append(c.Others, NotCompared{Seller: s, Model: m, Code: code, Reason: reason})
	}
	for _, need := range needs {
		if !slices.Contains(m.Capabilities, need) {
			refuse(NeedNotMet, "no source says that it does "+need)
			return
		}
	}
	shot := r.Shot
	shot.Seller, shot.Model = s.ID, m.ID
	ask := QuoteRequest{Shot: shot, AsOf: r.AsOf, EveryOffer: true}
	q, err := c.Table.QuoteAlone(ask)
	if err != nil {
		list := &c.Others
		if err.Code == OptionNotStated || err.Code == DurationNotPublished {
			list = &c.Unconfirmed
		}
		*list = append(*list, NotCompared{s, m, err.Code, err.Field, Printable(err.Message)})
		return
	}
	if q.Currency.Dollars() {
		c.Rows = append(c.Rows, ComparedPrice{Quote: q})
		return
	}
	var paid, free []Payment
	for _, p := range q.Offers {
		if p.Offer.Kind == Free || p.Offer.Kind == Trial {
			free = append(free, p)
		} else {
			paid = append(paid, p)
		}
	}
	if len(paid) == 0 {
		reason := "no dollar value of the credit: " + s.NoOffers
		if s.NoOffers == "" {
			reason = "no offer of " + s.Name + " pays for this shot"
		}
		refuse(OfferNotPriced, reason)
	}
	if r.Offers != "all" {
		SortStable(paid, func(a, b Payment) int { return a.PerCredit().Cmp(b.PerCredit()) })
		paid = paid[:min(1, len(paid))]
	}
	c.file(&c.Rows, ask, paid)
	c.file(&c.Free, ask, free)
}

// file quotes the shot through each payment.
func (c *Comparison) file(rows *[]ComparedPrice, ask QuoteRequest, payments []Payment) {
	for _, p := range payments {
		ask.Offer, ask.EveryOffer = p.Offer.ID, false
		q, err := c.Table.QuoteAlone(ask)
		if err != nil {
			continue // the offer was listed because it pays for the shot
		}
		*rows = append(*rows, ComparedPrice{q, "credits bought with " + p.Offer.Name})
	}
}

// Route is what the sources say which vendor to take for a need (003:136).
type Route struct {
	Need       string // id of a capability
	Constraint string // the source's words
	Name       string // the vendor as the source names it
	Vendor     string
	Models     []string // <seller>/<model>
	Sources    []Source
}

// RouteOnDay is a route with what of it is sold on the day.
type RouteOnDay struct {
	*Route
	Models []string      // of the Route, those that may have ended with their maker last
	Ended  []NotCompared // of the Route, no longer sold
}

// onDayOf leaves out of the route what is no longer sold.
func (t *Table) onDayOf(r *Route, on Instant) RouteOnDay {
	out := RouteOnDay{Route: r}
	var last []string
	for _, id := range r.Models {
		s, m := t.modelAt(id)
		_, err := InForce(nil, s, m, on)
		switch {
		case err != nil && (err.Code == Sunset || err.Code == NoLongerPriced):
			out.Ended = append(out.Ended, NotCompared{s, m, err.Code, err.Field, err.Message})
		case t.UpstreamEnded(m, on):
			last = append(last, id)
		default:
			out.Models = append(out.Models, id)
		}
	}
	out.Models = append(out.Models, last...)
	return out
}

func (t *Table) route(need string) *Route {
	for i := range t.Routing {
		if t.Routing[i].Need == need {
			return &t.Routing[i]
		}
	}
	return nil
}

// needs reads a comma-separated list of capability ids or the words of a
// routing constraint.
func (t *Table) needs(list string) ([]string, *Error) {
	if unspaced(list) == "" {
		return nil, nil
	}
	var out []string
	for _, word := range strings.Split(list, ",") {
		word = unspaced(word)
		need := t.need(word)
		if need == "" {
			ids := make([]string, len(t.Capabilities))
			for i, c := range t.Capabilities {
				ids[i] = c.ID
			}
			return nil, &Error{Code: InvalidValue, Field: "needs", Message: Quoted(word) + " is no capability", Accepted: ids}
		}
		out = append(out, need)
	}
	return out, nil
}

func (t *Table) need(word string) string {
	folded := Fold(word)
	for _, c := range t.Capabilities {
		if folded != "" && (Fold(c.ID) == folded || Fold(c.Name) == folded) {
			return c.ID
		}
	}
	for _, r := range t.Routing {
		if folded != "" && Fold(r.Constraint) == folded {
			return r.Need
		}
	}
	return ""
}
