package description

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
	"github.com/shopspring/decimal"
)

// values are what the placeholders of openapi.yaml stand for, by name: texts, and
// Objects where one stands alone. One that the table has nothing for is nil.
type values map[string]any

// shown are the shots that examples are about, chosen by rule from those with a price.
type shown struct {
	shot, other, clip, varying *pricing.Quote // each nil where there is none
	paid                       *pricing.Quote
	refused, misspelled        *pricing.Shot
}

// values chooses the examples, and asks the API what is said of them in words.
func (site Site) values() (values, error) {
	s := choose(site.Table, site.On)
	v := values{"day": site.On.Day().String(), "origin": nil, "address": nil, "log": nil, "ledger.seller": nil}
	for name, q := range map[string]*pricing.Quote{"shot": s.shot, "other": s.other, "clip": s.clip, "range": s.varying, "paid": s.paid} {
		if err := v.priced(name, q, site); err != nil {
			return nil, err
		}
	}
	v.asked("refused", s.refused)
	v.asked("misspelled", s.misspelled)
	v["offer"], v["offer.name"] = nil, nil
	if s.paid != nil {
		v["offer"], v["offer.name"] = s.paid.Offer.Offer.ID, s.paid.Offer.Offer.Name
	}
	if s.shot != nil {
		v["log"] = log(s.shot)
	}
	v.named(site.Table)
	if err := v.needed(s, site); err != nil {
		return nil, err
	}
	return v, v.embedded(site)
}

// priced adds what is said of a shot with a price: all that asked does, and the shot and
// the price in words.
func (v values) priced(name string, q *pricing.Quote, site Site) error {
	for _, of := range []string{".words", ".line", ".market", ".seller.name"} {
		v[name+of] = nil
	}
	if q == nil {
		v.asked(name, nil)
		return nil
	}
	v.asked(name, &q.Shot)
	v[name+".market"], v[name+".seller.name"] = q.Seller.Market(), q.Seller.Name
	target := "/v1/quote?" + v[name+".query"].(string) + "&asOf=" + v["day"].(string)
	if q.Offer != nil && q.Offer.Offer != nil {
		target += "&offer=" + escape(q.Offer.Offer.ID)
	}
	_, line, err := site.ask(http.MethodGet, target, nil, "text/plain")
	v[name+".line"] = string(line)
	v[name+".words"], _, _ = strings.Cut(string(line), ": ")
	return err
}

// asked adds a shot: as an object, its seller and model, and its members as a query, with
// seller and model and without.
func (v values) asked(name string, shot *pricing.Shot) {
	for _, of := range []string{"", ".seller", ".model", ".query", ".more", ".path"} {
		v[name+of] = nil
	}
	if shot == nil {
		return
	}
	var object Object
	var query []string
	for _, p := range wire.ShotPairs(shot) {
		object = append(object, Member{p.Name, p.Value})
		query = append(query, p.Name+"="+escape(p.Value))
	}
	v[name], v[name+".seller"], v[name+".model"] = object, shot.Seller, shot.Model
	v[name+".query"], v[name+".more"] = strings.Join(query, "&"), strings.Join(query[2:], "&")
	v[name+".path"] = escape(shot.Seller) + "/" + escape(shot.Model)
}

// escape writes a value of a query, in which a slash may stand.
func escape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "%2F", "/") }

// named adds names that a table has lists of.
func (v values) named(t *pricing.Table) {
	v["resolution"], v["capabilities"], v["purpose"], v["promo"], v["quality"] = nil, nil, nil, nil, nil
	if len(t.Resolutions) > 0 {
		v["resolution"] = t.Resolutions[0].Name
	}
	if len(t.Capabilities) > 0 {
		v["capabilities"] = t.Capabilities[0].ID
	}
	if len(t.Spending) > 0 {
		v["purpose"] = t.Spending[0].Purpose
	}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		if len(s.Promos) > 0 && v["promo"] == nil {
			v["promo"] = s.Promos[0].ID
		}
		for _, m := range s.Models {
			for _, c := range m.Options {
				if c.Dim == pricing.Quality && len(c.Values) > 0 && v["quality"] == nil {
					v["quality"] = c.Values[0]
				}
			}
		}
		if s.Failure != nil && v["ledger.seller"] == nil {
			v["ledger.seller"] = s.ID
		}
	}
}

// needed adds a purchase of the seller whose offers are shown: 1,200 credits in packs or
// with a plan, or as many as an offer has. It is in words, too.
func (v values) needed(s *shown, site Site) error {
	v["need.query"], v["need.words"] = nil, nil
	if s.paid == nil {
		return nil
	}
	v["ledger.seller"] = cmp.Or(v["ledger.seller"], any(s.paid.Seller.ID))
	const usual = "1200"
	for _, need := range [][2]string{{usual}, {usual, "&plans=1"}, {s.paid.Offer.Credits.Exact(), "&plans=1"}} {
		query := "seller=" + escape(s.paid.Seller.ID) + "&credits=" + need[0] + need[1]
		status, _, err := site.ask(http.MethodGet, "/v1/purchase?"+query+"&asOf="+v["day"].(string), nil, "")
		if err != nil {
			return err
		}
		if status == http.StatusOK {
			v["need.query"], v["need.words"] = query, need[0]+" credits of "+s.paid.Seller.Name
			return nil
		}
	}
	return nil
}

// embedded adds the site's address and that of the shot on it, as a parameter, where the
// API takes that address for its own.
func (v values) embedded(site Site) error {
	base := site.Base
	status, _, err := site.ask(http.MethodGet, "/oembed?url="+url.QueryEscape(base+"/"), nil, "")
	if err != nil || status != http.StatusOK {
		return err
	}
	v["origin"] = base
	if query, ok := v["shot.query"].(string); ok {
		v["address"] = url.QueryEscape(base + "/?" + query + "&asOf=" + v["day"].(string))
	}
	return nil
}

// log is a usage log of two jobs for the same shot. The second was billed twice.
func log(q *pricing.Quote) string {
	head, row := "job_id,submitted_at", ","+q.AsOf.Day().String()
	for _, p := range wire.ShotPairs(&q.Shot) {
		head += "," + p.Name
		row += "," + p.Value
	}
	column := "credits_used"
	if q.Currency.Dollars() {
		column = "usd"
	}
	price := q.Price.Min
	return fmt.Sprintf("%s,status,%s\nj1%s,completed,%s\nj2%s,completed,%s\n", head, column, row, amount(price), row, amount(price.Mul(pricing.Whole(2))))
}

func amount(r pricing.Ratio) string { return r.Round(6).String() }

// choose looks at every model, the operator's own first. Of what is found, the first is
// shown, a price that its seller's offer pays before others.
func choose(t *pricing.Table, on pricing.Instant) *shown {
	s := &shown{}
	sellers := make([]*pricing.Seller, len(t.Sellers))
	for i := range t.Sellers {
		sellers[i] = &t.Sellers[i]
	}
	slices.SortStableFunc(sellers, func(a, b *pricing.Seller) int { return cmp.Compare(yes(b.Owned), yes(a.Owned)) })
	var exact []*pricing.Quote
	for _, seller := range sellers {
		for i := range seller.Models {
			q, refused := find(t, pricing.Shot{Seller: seller.ID, Model: seller.Models[i].ID}, on)
			if s.refused == nil {
				s.refused = refused
			}
			switch {
			case q == nil:
			case !q.Price.Single():
				s.varying = cmp.Or(s.varying, q)
			case decimalOf(q):
				exact = append(exact, q)
			}
		}
	}
	for _, q := range exact {
		if s.paid == nil {
			s.paid = withOffer(t, q)
		}
		if s.clip == nil && q.Shot.Seconds.Valid {
			s.clip = q
		}
	}
	s.rest(exact)
	return s
}

// decimalOf says whether six places are all that the price has, as a log can say it.
func decimalOf(q *pricing.Quote) bool { return q.Price.Min.Terminates(6) }

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rest chooses what depends on the other choices.
func (s *shown) rest(exact []*pricing.Quote) {
	if len(exact) == 0 {
		return
	}
	s.shot = exact[0]
	s.other = exact[len(exact)-1]
	for _, q := range exact {
		if q.Seller != s.shot.Seller && q.Shot.Resolution != "" {
			s.other = q
			break
		}
	}
	misspelled := s.shot.Shot
	misspelled.Model += "-x"
	s.misspelled = &misspelled
	s.refused = cmp.Or(s.refused, s.misspelled)
}

// find is a price of the model: for eight seconds, for what it takes as usual, or for the
// nearest shot that a refusal tells of. The shot that was refused so is one to show.
func find(t *pricing.Table, shot pricing.Shot, on pricing.Instant) (q *pricing.Quote, refused *pricing.Shot) {
	eight := shot
	eight.Seconds = decimal.NewNullDecimal(decimal.NewFromInt(8))
	for _, shot := range []pricing.Shot{eight, shot} {
		q, err := t.Quote(pricing.QuoteRequest{Shot: shot, AsOf: on})
		if err == nil {
			return q, refused
		}
		for _, a := range pricing.Typed(err).Alternatives {
			if q, err := t.Quote(pricing.QuoteRequest{Shot: a.Shot, AsOf: on}); err == nil && a.Shot.Model == shot.Model {
				return q, &shot
			}
		}
	}
	return nil, nil
}

// withOffer is the quote through a plan of its seller or else another offer, or nil.
func withOffer(t *pricing.Table, q *pricing.Quote) *pricing.Quote {
	all, err := t.Quote(pricing.QuoteRequest{Shot: q.Shot, EveryOffer: true, AsOf: q.AsOf})
	if err != nil {
		return nil
	}
	slices.SortStableFunc(all.Offers, func(a, b pricing.Payment) int {
		return cmp.Compare(yes(b.Offer.Kind == pricing.Plan), yes(a.Offer.Kind == pricing.Plan))
	})
	for _, offer := range all.Offers {
		paid, err := t.Quote(pricing.QuoteRequest{Shot: q.Shot, Offer: offer.Offer.ID, AsOf: q.AsOf})
		if err == nil && paid.Offer != nil {
			return paid
		}
	}
	return nil
}
