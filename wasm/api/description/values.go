package description

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// values are what the placeholders of openapi.yaml stand for, by name: texts, and
// Objects where one stands alone. One that the table has nothing for is nil.
type values map[string]any

// values chooses the examples, and asks the API what is said of them in words.
func (site Site) values() (values, error) {
	s := choose(site.Table, site.On)
	v := values{"day": site.On.Day().String(), "origin": nil, "address": nil, "log": nil, "ledger.seller": nil}
	for name, q := range map[string]*pricing.Quote{
		"shot": s.shot, "other": s.other, "clip": s.clip, "range": s.varying, "paid": s.paid,
	} {
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
		v["log"] = usageLog(s.shot)
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

// usageLog is a usage log of two jobs for the same shot. The second was billed twice.
func usageLog(q *pricing.Quote) string {
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
	return head + ",status," + column + "\n" +
		"j1" + row + ",completed," + amount(price) + "\n" +
		"j2" + row + ",completed," + amount(price.Mul(pricing.Whole(2))) + "\n"
}

func amount(r pricing.Ratio) string { return r.Round(6).String() }
