package table

import (
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// checker holds a table that was read to what the engine relies on, so that no
// question about it divides by zero, follows a name to nothing, searches what is
// not sorted or finds two prices. What a price list should say besides is told by
// cmd/rates check, before it is compiled.
type checker struct {
	*trail
	t      *pricing.Table
	seller *pricing.Seller
	taken  map[string]string // the names of the list that is being checked, and whose they are
}

func check(way *trail, t *pricing.Table) {
	way.depth, way.steps[1] = 1, step{name: "table"}
	k := &checker{trail: way, t: t, taken: map[string]string{}}
	if _, _, dated := ParseVersion(t.Version); !dated {
		k.bad("version", t.Version, " is not the day of a change", versions)
	}
	k.must(t.MaxSeconds > 0, "maxSeconds", "the longest clip is at least 1 s")
	k.must(t.StaleAfterDays > 0, "staleAfterDays", "a price is stale after 1 day at the soonest")
	each(k, "capabilities", t.Capabilities, func(c *pricing.Capability) {
		k.once("id", c.ID)
		k.must(c.Name != "", "name", needed)
	})
	each(k, "documents", t.Documents, func(d *pricing.Document) {
		k.once("id", d.ID)
		k.known(d.Known)
	})
	each(k, "resolutions", t.Resolutions, k.raster)
	each(k, "rules", t.Rules, func(r *pricing.Rule) { k.once("id", r.ID) })
	each(k, "spending", t.Spending, func(s *pricing.Spending) { k.once("purpose", s.Purpose) })
	before := ""
	each(k, "sellers", t.Sellers, func(s *pricing.Seller) {
		k.called(s.ID, s.Name, s.Aliases)
		k.must(!strings.Contains(s.ID, "/"), "id", "has no / in it")
		k.must(before < s.ID, "id", "sellers are sorted by id")
		before = s.ID
	})
	each(k, "sellers", t.Sellers, func(s *pricing.Seller) { // credits of two sellers never add
		k.must(s.Currency.ID != "" && s.Currency.Name != "", "currency", "has an id and a name")
		if !s.Currency.Dollars() {
			k.once("currency", s.Currency.ID)
		}
	})
	k.taken = map[string]string{} // a small one: to clear a map costs what it has room for
	visit(k, "sellers", t.Sellers, func(s *pricing.Seller) {
		before := ""
		each(k, "models", s.Models, func(m *pricing.Model) {
			k.called(m.ID, m.Name, m.Aliases)
			k.must(before < m.ID, "id", "models are sorted by id")
			before = m.ID
		})
	})
	visit(k, "sellers", t.Sellers, k.sells) // every name is known to be sorted
	each(k, "routing", t.Routing, k.routes)
}

const needed = "is needed and is not there"

// each takes the checker to every element of a list, whose names are its own.
func each[T any](k *checker, name string, list []T, check func(*T)) {
	clear(k.taken)
	visit(k, name, list, check)
}

// visit takes the checker to every element of a list that has no names.
func visit[T any](k *checker, name string, list []T, check func(*T)) {
	k.depth++
	for i := range list {
		k.steps[k.depth] = step{name: name, element: i + 1}
		check(&list[i])
	}
	k.depth--
}

// must finds a fault in the member unless ok.
func (k *checker) must(ok bool, member, message string) {
	if !ok {
		k.fault(member, message, nil)
	}
}

// bad finds a fault in the value of the member. It is called where there is one,
// since a message costs more than what it is about.
func (k *checker) bad(member, value, message string, accepted []string) {
	k.fault(member, quoted(value)+message, accepted)
}

// among checks that a value is one of those that there are.
func (k *checker) among(member, value string, values []string) {
	if !slices.Contains(values, value) {
		k.bad(member, value, noneOfThem, values)
	}
}

const noneOfThem = " is none of the values"

// What is accepted, where that can be listed.
var (
	amountPrecisions = []string{"of one amount exact, approx or estimated", "of two ends range, approx or estimated", "of a lowest price floor or approx"}
	capReadings      = []string{"cap-on-bonus", "cap-on-total", "cap-on-base"}
	knownDates       = []string{"2026-09-24", "2026-09"}
	media            = []string{"video", "image", "compute"}
	months           = []string{"month"}
	sellerKinds      = []string{"house", "platform", "api", "app", "aggregator", "self-hosted"}
	versions         = []string{"2026-11-25", "2026-11-25.2"}
	yesNo            = []string{"true", "false"}
)

// once takes a name in its list.
func (k *checker) once(member, name string) {
	k.must(name != "", member, needed)
	if _, taken := k.taken[name]; taken {
		k.bad(member, name, " is already taken", nil)
	}
	k.taken[name] = name
}

// called takes all names of a thing, by the rule by which they are found.
func (k *checker) called(id, name string, aliases []string) {
	k.once("id", id)
	k.must(name != "", "name", needed)
	k.calls("id", id, id)
	k.calls("name", name, id)
	for _, alias := range aliases {
		k.calls("aliases", alias, id)
	}
}

func (k *checker) calls(member, name, id string) {
	folded := "=" + pricing.Fold(name) // once takes a name as it is spelled
	if folded == "=" {
		k.bad(member, name, " is a name that nobody can ask for", nil)
	}
	if other, taken := k.taken[folded]; taken && other != id {
		k.bad(member, name, " also names "+other, nil)
	}
	k.taken[folded] = id
}

// known is a date that may be only a month.
func (k *checker) known(date string) {
	day := date
	if len(date) == len("2026-01") {
		day += "-01"
	}
	if i, err := pricing.ParseInstant(day); date != "" && (err != nil || i.String() != day || i != i.Day()) {
		k.bad("known", date, " is neither a day nor a month", knownDates)
	}
}

func (k *checker) period(from, until pricing.Instant) {
	k.must(until == 0 || from < until, "until", "is not after from")
}

func (k *checker) raster(r *pricing.Raster) {
	k.once("name", strings.Map(func(c rune) rune { // in any case of ASCII letters, as it is found
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	}, r.Name))
	const most = 16384
	k.must((r.Width > 0) == (r.Height > 0) && r.Width <= most && r.Height <= most, "width", "a frame has a width and a height, from 1 to 16384")
	if r.Width > 0 {
		k.once("width", strconv.FormatInt(min(r.Width, r.Height), 10)+" x "+strconv.FormatInt(max(r.Width, r.Height), 10))
	}
}

func (k *checker) resolution(member, name string) {
	for i := range k.t.Resolutions {
		if k.t.Resolutions[i].Name == name {
			return
		}
	}
	k.bad(member, name, " is not among the resolutions of the table", nil)
}

func (k *checker) capability(member, id string) {
	if !slices.ContainsFunc(k.t.Capabilities, func(c pricing.Capability) bool { return c.ID == id }) {
		k.bad(member, id, " is not among the capabilities of the table", nil)
	}
}

func (k *checker) routes(r *pricing.Route) {
	k.once("need", r.Need)
	k.capability("need", r.Need)
	for _, id := range r.Models {
		if k.model(id) == nil {
			k.bad("models", id, " is no model of the table", nil)
		}
	}
}

// model finds <seller>/<model>, nil where there is none.
func (k *checker) model(id string) *pricing.Model {
	seller, model, _ := strings.Cut(id, "/")
	i, ok := slices.BinarySearchFunc(k.t.Sellers, seller, func(s pricing.Seller, id string) int { return strings.Compare(s.ID, id) })
	if !ok {
		return nil
	}
	return modelOf(&k.t.Sellers[i], model)
}

func modelOf(s *pricing.Seller, id string) *pricing.Model {
	i, ok := slices.BinarySearchFunc(s.Models, id, func(m pricing.Model, id string) int { return strings.Compare(m.ID, id) })
	if !ok {
		return nil
	}
	return &s.Models[i]
}

// priced reports whether there is a rate, or a model, of the id.
func (k *checker) priced(id string) bool {
	if k.model(id) != nil {
		return true
	}
	m := k.model(id[:max(0, strings.LastIndexByte(id, '/'))])
	return m != nil && slices.ContainsFunc(m.Rates, func(r pricing.Rate) bool { return r.ID == id })
}

func (k *checker) sells(s *pricing.Seller) {
	k.seller = s
	k.among("kind", s.Kind, sellerKinds)
	visit(k, "models", s.Models, k.generates)
	each(k, "offers", s.Offers, func(o *pricing.Offer) { k.called(o.ID, o.Name, o.Aliases) })
	each(k, "offers", s.Offers, k.offers)
	each(k, "promos", s.Promos, k.promotes)
	if p := s.Polling; p != nil {
		k.must(p.MinSeconds.Coef > 0 && (p.MaxSeconds == nil || p.MinSeconds.Ratio().Cmp(p.MaxSeconds.Ratio()) <= 0), "polling", "seconds between polls are above 0, the most not below the least")
	}
}

func (k *checker) generates(m *pricing.Model) {
	k.among("medium", m.Medium, media)
	k.must((m.ModesMatch == pricing.OneOf) == (len(m.Modes) > 0) && m.ModesMatch != pricing.Within, "modes", "modes are listed where modesMatch is oneOf, and only there")
	for _, id := range m.Capabilities {
		k.capability("capabilities", id)
	}
	k.must(m.DefaultSeconds == "" || counts(m.DefaultSeconds), "defaultSeconds", "the default length is a number above 0")
	k.must((m.Sunset == 0) == (m.SunsetText == ""), "sunsetText", "goes with sunset, and only with it")
	k.upstream(m)
	k.conditions("options", m.Options, pricing.Unknown, pricing.Any, pricing.OneOf)
	if m.PricedAs != "" {
		if as := modelOf(k.seller, m.PricedAs); as == nil || as.PricedAs != "" {
			k.bad("pricedAs", m.PricedAs, " is no model of the seller with prices of its own", nil)
		}
		k.must(len(m.Rates) == 0, "rates", "a model that is priced as another has no rates")
	}
	own := k.seller.ID + "/" + m.ID + "/"
	each(k, "rates", m.Rates, func(r *pricing.Rate) {
		k.once("id", r.ID)
		if name, ok := strings.CutPrefix(r.ID, own); !ok || name == "" || strings.Contains(name, "/") {
			k.bad("id", r.ID, " is no rate of the model", []string{own + "…"})
		}
		k.prices(r)
	})
	each(k, "rates", m.Rates, func(r *pricing.Rate) { k.alone(m, r) })
}

// upstream checks what is said of the maker's model, and of going on without it.
func (k *checker) upstream(m *pricing.Model) {
	says := m.Continues != pricing.NotStated
	k.must(says || len(m.ContinuedBy) == 0, "continuedBy", "goes with continues, and only with it")
	if m.Upstream == "" {
		k.must(!says, "continues", "goes with upstream, and only with it")
		return
	}
	up := k.model(m.Upstream)
	if up == nil || up.Upstream != "" {
		k.bad("upstream", m.Upstream, " is no model of a maker", nil)
		return
	}
	ends := m.Sunset != 0 && m.Sunset <= up.Sunset
	k.must(m.Continues != pricing.No || up.Sunset == 0 || ends, "sunset", "a model that does not go on without its maker's ends with it at the latest")
}

func (k *checker) prices(r *pricing.Rate) {
	a := r.Amount
	k.must(a.Min.Coef > 0, "amount", "a price is above 0")
	k.must(a.Open || a.Min.Ratio().Cmp(a.Max.Ratio()) <= 0, "amount", "min is above max")
	if !precise(r) {
		k.bad("precision", r.Precision.String(), " is not what the amount is", amountPrecisions)
	}
	k.must(r.Per.Coef > 0, "per", "is not above 0")
	k.must(r.Minimum == nil || r.Minimum.Coef > 0, "minimum", "is not above 0")
	k.must((r.Unit == pricing.Token) == (r.PixelsPerToken != nil), "pixelsPerToken", "goes with the unit token, and only with it")
	k.must(r.PixelsPerToken == nil || r.PixelsPerToken.Coef > 0, "pixelsPerToken", "is not above 0")
	k.refers("replaces", r.Replaces)
	k.known(r.Known)
	k.period(r.From, r.Until)
	k.conditions("when", r.When, pricing.Unknown, pricing.OneOf, pricing.Within)
	k.apart(r, r.When)
	visit(k, "conflicts", r.Conflicts, func(c *pricing.Conflict) { k.refers("rate", c.Rate) })
	visit(k, "modifiers", r.Modifiers, func(m *pricing.Modifier) { k.modifies(r, m) })
}

// refers checks that there is what an id names, if it names anything.
func (k *checker) refers(member, id string) {
	if id != "" && !k.priced(id) {
		k.bad(member, id, " is no rate or model of the table", nil)
	}
}

// stated checks the precision of what is one number.
func (k *checker) stated(p pricing.Precision) {
	if p >= pricing.Ranged {
		k.bad("precision", p.String(), " is not how one number is stated", precisions[1:pricing.Ranged])
	}
}

// precise reports whether the amount has the ends that its precision speaks of.
func precise(r *pricing.Rate) bool {
	switch p := r.Precision; {
	case r.Amount.Open:
		return p == pricing.Floor || p == pricing.Approx
	case r.Amount.Min == r.Amount.Max:
		return p < pricing.Ranged
	default:
		return p == pricing.Ranged || p == pricing.Approx || p == pricing.Estimated
	}
}

func (k *checker) modifies(r *pricing.Rate, m *pricing.Modifier) {
	k.must(m.Amount.Coef > 0, "amount", "is not above 0")
	k.must(m.Op == pricing.Add || m.Max == 0, "max", "goes with add, and only with it")
	k.must(m.Op == pricing.Multiply || m.MaxWaitHours == "", "maxWaitHours", "goes with multiply, and only with it")
	k.must(m.MaxWaitHours == "" || counts(m.MaxWaitHours), "maxWaitHours", "is a number above 0")
	k.must(m.Op != pricing.Multiply || m.Unit == 0, "unit", "goes with add and count")
	k.stated(m.Precision)
	k.conditions("if", m.If, pricing.OneOf, pricing.Within)
	k.apart(r, m.If)
}

// apart checks that the rate depends on nothing that it is independent of.
func (k *checker) apart(r *pricing.Rate, when []pricing.Condition) {
	for i := range when {
		if d := when[i].Dim; d != pricing.Pixels && r.Independent.Has(1<<d) {
			k.fault("independent", "the price depends on "+d.String(), nil)
		}
	}
}

// alone checks that no later rate of the model prices the same shot on the same
// day, but for one that replaces another.
func (k *checker) alone(m *pricing.Model, r *pricing.Rate) {
	if r.Status != pricing.Current {
		return
	}
	for i := k.steps[k.depth].element; i < len(m.Rates); i++ {
		o := &m.Rates[i]
		if o.Status != pricing.Current || r.Until != 0 && r.Until <= o.From || o.Until != 0 && o.Until <= r.From {
			continue
		}
		if r.Replaces != o.ID && o.Replaces != r.ID && !pricing.Disjoint(r.When, o.When) {
			k.fault("when", "prices the same shot on the same day as "+o.ID, nil)
		}
	}
}

// conditions are of one dimension each, in the order in which a shot is checked.
func (k *checker) conditions(name string, all []pricing.Condition, matches ...pricing.Match) {
	next := pricing.Mode
	visit(k, name, all, func(v *pricing.Condition) {
		k.must(v.Dim >= next, "dimension", "dimensions come in their order, each once")
		next = v.Dim + 1
		k.must(slices.Contains(matches, v.Match), "match", "does not belong here")
		k.must((v.Match == pricing.OneOf) == (len(v.Values) > 0), "values", "go with oneOf, and only with it")
		bounded := v.Over > 0 || v.UpTo > 0
		k.must((v.Match == pricing.Within) == bounded && (v.UpTo == 0 || v.Over < v.UpTo), "upTo", "bounds go with within, and upTo is above over")
		k.must(v.Match <= pricing.Any || (v.Dim == pricing.Pixels) == bounded, "match", "within is for pixels, oneOf for everything else")
		for _, value := range v.Values {
			k.value(v.Dim, value)
		}
	})
}

func (k *checker) value(d pricing.Dim, value string) {
	switch d {
	case pricing.Resolution:
		k.resolution("values", value)
	case pricing.Seconds, pricing.Tier:
		k.must(counts(value), "values", "lengths and tiers are numbers above 0")
	case pricing.Audio, pricing.HDR, pricing.Batch:
		k.among("values", value, yesNo)
	}
}

// counts reports whether s is a number above 0, spelled as the engine spells it.
func counts(s string) bool {
	f, ok := pricing.ParseFixed(s)
	return ok && f.Coef > 0 && len(s) < 10 && plain(s)
}

func (k *checker) offers(o *pricing.Offer) {
	k.must(o.Credits == nil || o.Credits.Coef > 0, "credits", "are not above 0")
	if o.Period != "" {
		k.among("period", o.Period, months)
	}
	k.stated(o.Precision)
	k.known(o.Known)
	k.period(o.From, o.Until)
	if limit := o.Limits.Resolution; limit != "" {
		k.depth++
		k.steps[k.depth] = step{name: "limits"}
		k.resolution("resolution", limit)
		k.depth--
	}
}

func (k *checker) promotes(p *pricing.Promo) {
	k.once("id", p.ID)
	k.must(p.Months > 0, "months", "a promotion is for one month at least")
	k.known(p.Known)
	defaults := 0
	for i := range p.Readings {
		r := &p.Readings[i]
		k.among("readings", r.ID, capReadings)
		if r.Default {
			defaults++
		}
	}
	k.must(defaults == 1, "readings", "exactly one reading is the default")
}
