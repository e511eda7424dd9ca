package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// meaning checks what a schema cannot: that ids are unique and references
// resolve, that every source is a listed document, that dates run forward, that
// conditions stay inside their declared sets, and that no two rates price the
// same shot on the same date.
func (b *Book) meaning() []Problem {
	c := &checker{book: b, ids: map[string]bool{}, sellers: map[string]string{}, names: map[string]bool{}, documents: map[string]bool{}, capabilities: map[string]bool{}, resolutions: map[string]bool{}}
	c.table()
	c.cited(c.file.data)
	for _, s := range b.Sellers {
		c.names[s.Seller.ID] = true
		for i := range s.Models {
			c.names[s.Seller.ID+"/"+s.Models[i].ID] = true
		}
		for i := range s.Rates {
			c.names[s.fullID(&s.Rates[i])] = true
		}
	}
	for _, s := range b.Sellers {
		c.seller(s)
	}
	c.routing()
	c.findings()
	return c.problems
}

type checker struct {
	book         *Book
	problems     []Problem
	ids          map[string]bool   // every id taken, under its kind
	sellers      map[string]string // the id by every name, folded
	names        map[string]bool   // sellers, <seller>/<model> and full rate ids, for references
	documents    map[string]bool
	capabilities map[string]bool
	resolutions  map[string]bool
	file         *file
	owned        string // the operator's own seller
}

func (c *checker) bad(message string, where ...any) {
	if len(c.problems) > mostTold {
		return // so many are not told, and each is looked up in its file
	}
	if p := c.file.at(message, where...); !slices.Contains(c.problems, p) { // each cell of a grid has its row's faults
		c.problems = append(c.problems, p)
	}
}

// unique takes an id and complains if it is taken.
func (c *checker) unique(kind, id string, where ...any) {
	if key := kind + " " + id; c.ids[key] {
		c.bad(fmt.Sprintf("%s %q is already taken", kind, id), where...)
	} else {
		c.ids[key] = true
	}
}

// called takes the names of a seller, or of a model or an offer of one, and
// complains if another has one of them, by the rule by which names are found.
func (c *checker) called(taken map[string]string, id, name string, aliases []string, where ...any) {
	for _, name := range append([]string{id, name}, aliases...) {
		folded := pricing.Fold(name)
		if folded == "" {
			c.bad(fmt.Sprintf("nobody can ask for the name %q", name), where...)
		} else if other := taken[folded]; other != "" && other != id {
			c.bad(fmt.Sprintf("%q also names %s", name, other), where...)
		}
		taken[folded] = id
	}
}

func (c *checker) resolves(id string, where ...any) {
	if id != "" && !c.names[id] {
		c.bad(fmt.Sprintf("there is no %q", id), where...)
	}
}

func (c *checker) table() {
	t := &c.book.Table
	c.file = t.file
	for i, d := range t.Documents {
		c.unique("document", d.ID, "documents", i, "id")
		c.documents[d.ID] = true
		c.known(d.Known, "documents", i, "known")
	}
	for i, k := range t.Capabilities {
		c.unique("capability", k.ID, "capabilities", i, "id")
		c.capabilities[k.ID] = true
	}
	for i, r := range t.Resolutions {
		c.unique("resolution", strings.ToLower(r.ID), "resolutions", i, "id")
		c.resolutions[r.ID] = true
		if r.Width > 0 { // a frame has one name, whichever way round
			c.unique("frame", fmt.Sprint(min(r.Width, r.Height), "x", max(r.Width, r.Height)), "resolutions", i, "width")
		}
	}
	for i, r := range t.Rules {
		c.unique("rule", r.ID, "rules", i, "id")
		c.instant(r.From, "rules", i, "from")
	}
	for i, s := range t.Spending {
		c.unique("purpose", s.Purpose, "spending", i, "purpose")
	}
	c.decimal(t.Policy.Seconds.Max, "policy", "seconds", "max")
	if t.Policy.StaleAfterDays <= 0 {
		c.bad("must be more than 0", "policy", "staleAfterDays")
	}
}

func (c *checker) routing() {
	c.file = c.book.Table.file
	for i, r := range c.book.Table.Routing {
		c.unique("need", r.Need, "routing", i, "need")
		if !c.capabilities[r.Need] {
			c.bad(fmt.Sprintf("there is no capability %q", r.Need), "routing", i, "need")
		}
		for j, m := range r.Models {
			c.resolves(m, "routing", i, "models", j)
		}
	}
}

func (c *checker) seller(s *SellerFile) {
	c.file = s.file
	c.cited(c.file.data)
	c.unique("seller", s.Seller.ID, "seller", "id")
	id, _ := currency(s)
	if id != "USD" {
		c.unique("currency", id, "seller", "currency")
	}
	if p := s.Seller.Polling; p != nil {
		c.decimal(p.MinSeconds, "seller", "polling", "minSeconds")
		if p.MaxSeconds != "" {
			c.decimal(p.MaxSeconds, "seller", "polling", "maxSeconds")
		}
	}
	c.called(c.sellers, s.Seller.ID, s.Seller.Name, s.Seller.Aliases, "seller", "id")
	c.house(s)
	c.sourced(s, s.Seller.Sources, "seller")
	models, offers := map[string]string{}, map[string]string{}
	for i := range s.Models {
		c.model(s, &s.Models[i], i, models)
	}
	for i := range s.Rates {
		c.rate(s, &s.Rates[i])
	}
	c.overlaps(s)
	c.operator(s)
	priced := 0
	for i := range s.Offers {
		c.called(offers, s.Offers[i].ID, s.Offers[i].Name, s.Offers[i].Aliases, "offers", i, "id")
		if c.offer(s, &s.Offers[i], i) {
			priced++
		}
	}
	switch {
	case id == "USD" && s.Seller.NoOffers != "":
		c.bad("a seller that charges in dollars needs no offers", "seller", "noOffers")
	case id != "USD" && priced == 0 && s.Seller.NoOffers == "":
		c.bad("no credit of this seller has a price: say why", "seller", "noOffers")
	case priced > 0 && s.Seller.NoOffers != "":
		c.bad("offers of this seller do have a price", "seller", "noOffers")
	}
	for i, p := range s.Promos {
		c.unique("promo", s.Seller.ID+"/"+p.ID, "promos", i, "id")
		c.decimal(p.BonusPercent, "promos", i, "bonusPercent")
		c.decimal(p.CapCredits, "promos", i, "capCredits")
		c.decimal(p.Months, "promos", i, "months")
		c.known(p.Known, "promos", i, "known")
		c.sourced(s, p.Sources, "promos", i)
		defaults := 0
		for _, r := range p.Readings {
			if r.Default {
				defaults++
			}
		}
		if defaults != 1 {
			c.bad("exactly one reading is the default", "promos", i, "readings")
		}
	}
}

func (c *checker) model(s *SellerFile, m *Model, i int, names map[string]string) {
	c.unique("model", s.Seller.ID+"/"+m.ID, "models", i, "id")
	c.called(names, m.ID, m.Name, m.Aliases, "models", i, "id")
	for j, k := range m.Capabilities {
		if !c.capabilities[k] {
			c.bad(fmt.Sprintf("there is no capability %q", k), "models", i, "capabilities", j)
		}
	}
	c.sourced(s, m.Sources, "models", i)
	c.upstream(s, m, i)
	if m.PricedAs != "" {
		c.resolves(s.Seller.ID+"/"+m.PricedAs, "models", i, "pricedAs")
		for _, other := range s.Models {
			if other.ID == m.PricedAs && other.PricedAs != "" {
				c.bad("is itself priced as "+other.PricedAs, "models", i, "pricedAs")
			}
		}
	}
	if m.Sunset != nil {
		c.instant(m.Sunset.On, "models", i, "sunset", "on")
	}
	if m.DefaultSeconds != nil {
		c.decimal(m.DefaultSeconds.Value, "models", i, "defaultSeconds", "value")
	}
	conditions, err := when(m.Options)
	if err != nil {
		c.bad(err.Error(), "models", i, "options")
	}
	if c.file.has("models", i, "options") { // those that follow from the rows are told of the rows
		c.vocabulary(conditions, "models", i, "options")
	}
	for _, o := range conditions {
		if o.Dim == pricing.Seconds || o.Dim == pricing.Tier {
			for _, v := range o.Values {
				c.decimal(v, "models", i, "options", o.Dim.String())
			}
		}
	}
	current := slices.ContainsFunc(s.Rates, func(r Rate) bool { return r.Model == m.ID && quotable(&r) })
	switch {
	case m.PricedAs != "" && current:
		c.bad("has rates of its own and is priced as another", "models", i, "pricedAs")
	case m.PricedAs == "" && !current && m.Unpriced == "":
		c.bad("has no current rate: write one under rates, {model: "+m.ID+", unit: …, amount: …}, or say why in unpriced",
			"models", i, "id")
	case current && m.Unpriced != "":
		c.bad("has a current rate", "models", i, "unpriced")
	}
}

// upstream checks what is said of the maker's model, and of going on without it.
func (c *checker) upstream(s *SellerFile, m *Model, i int) {
	c.resolves(m.Upstream, "models", i, "upstream")
	for _, maker := range c.book.Sellers {
		for _, up := range maker.Models {
			if maker.Seller.ID+"/"+up.ID == m.Upstream && up.Upstream != "" {
				c.bad("is itself sold on from "+up.Upstream, "models", i, "upstream")
			}
		}
	}
	says := m.Continues
	switch known := says.Value == "yes" || says.Value == "no"; {
	case says.Value != "" && m.Upstream == "":
		c.bad("goes with upstream, and only with it", "models", i, "continues")
	case known && len(says.Sources) == 0 && !s.Seller.Owned:
		c.bad("has no source: {value: "+says.Value+", sources: [...]}", "models", i, "continues")
	}
}

// operator checks that the costs and the accepted losses name what exists.
func (c *checker) operator(s *SellerFile) {
	for i, k := range s.Operator.Costs {
		c.resolves(s.Seller.ID+"/"+k.Model, "operator", "costs", i, "model")
		c.resolves(k.Rate, "operator", "costs", i, "rate")
		if _, err := k.basis(); err != nil {
			c.bad(err.Error(), "operator", "costs", i, "shot")
		}
	}
	for i, l := range s.Operator.LossLeaders {
		c.resolves(s.Seller.ID+"/"+l.Model, "operator", "lossLeaders", i, "model")
		c.instant(l.Until, "operator", "lossLeaders", i, "until")
		if !slices.ContainsFunc(s.Operator.Costs, func(k Cost) bool { return k.Model == l.Model && k.Rate == l.Rate }) {
			c.bad("is no cost of "+l.Model, "operator", "lossLeaders", i, "rate")
		}
		for j, id := range l.Offers {
			if !slices.ContainsFunc(s.Offers, func(o Offer) bool { return o.ID == id }) {
				c.bad(fmt.Sprintf("there is no offer %q", id), "operator", "lossLeaders", i, "offers", j)
			}
		}
	}
}

// offer checks one offer and reports whether a credit of it has a price.
func (c *checker) offer(s *SellerFile, o *Offer, i int) bool {
	c.unique("offer", s.Seller.ID+"/"+o.ID, "offers", i, "id")
	c.known(o.Known, "offers", i, "known")
	c.period(o.From, o.Until, "offers", i)
	c.sourced(s, o.Sources, "offers", i)
	for _, f := range []struct{ name, value string }{{"price", o.Price}, {"credits", o.Credits}} {
		if f.value != "" {
			c.decimal(f.value, "offers", i, f.name)
		}
	}
	if o.Limits != nil && o.Limits.Resolution != "" && !c.resolutions[o.Limits.Resolution] {
		c.bad(fmt.Sprintf("%q is not among the resolutions of table.yaml", o.Limits.Resolution), "offers", i, "limits", "resolution")
	}
	if o.Grant != nil {
		c.decimal(o.Grant.Amount, "offers", i, "grant", "amount")
		return false
	}
	priced := o.Price != "" && o.Credits != ""
	if !priced && o.Reason == "" {
		c.bad("has no price per credit: write price and credits, or say in reason why there is none", "offers", i)
	}
	return priced
}

func (c *checker) decimal(s string, where ...any) {
	if _, err := fixed(s); err != nil {
		c.bad(err.Error(), where...)
	}
}

func (c *checker) instant(s string, where ...any) pricing.Instant {
	if s == "" {
		return 0
	}
	i, err := pricing.ParseInstant(s)
	if err != nil {
		c.bad(err.Error(), where...)
	}
	return i
}

func (c *checker) period(from, until string, where ...any) {
	f := c.instant(firstDay(from), append(slices.Clone(where), "from")...)
	u := c.instant(firstDay(until), append(slices.Clone(where), "until")...)
	if f != 0 && u != 0 && f >= u {
		c.bad("from is not before until", append(slices.Clone(where), "from")...)
	}
}

// known checks a date that may be only a month.
func (c *checker) known(s string, where ...any) { c.instant(firstDay(s), where...) }
