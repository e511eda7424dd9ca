package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/purchase"
	"github.com/shopspring/decimal"
)

// plansPage is what credits are bought with, by seller.
type plansPage struct {
	Sellers   []planSeller
	Without   []withoutPlans
	Matrix    *matrix
	House     string
	Purchases []shownPurchase
	Product   *product // the house's own packs and plans, for search engines
}

type planSeller struct {
	*shownSeller
	Plans []plan
}

// plan is one offer with the price of its credit, exact and rounded.
type plan struct {
	offerRow
	Kind, Price, Credits string
	Countable            bool   // Credits is a number
	Exact, Rounded       string // dollars for a credit
	Low                  string // length of its bar in percent of the seller's dearest credit
}

type withoutPlans struct{ Name, Reason string }

// shownPurchase is the cheapest way to hold so many credits of the house.
type shownPurchase struct {
	Need, Plans      string
	Buy, Price, Each string
	Steps            []string
	Link             string
}

// startShots are how many start shots the purchases are for, where site.yaml names no
// credits.
var startShots = [...]int64{1, 5, 10, 25}

// needs are the credits of the house whose purchase is worked out.
func (e *edition) needs(house *shownSeller) ([]decimal.Decimal, error) {
	var out []decimal.Decimal
	for i, text := range e.config.Purchases {
		n, err := number("credits", text)
		if err != nil {
			return nil, inSite(fmt.Sprintf("purchases.%d", i+1), err)
		}
		out = append(out, n.Decimal)
	}
	if len(out) > 0 || e.config.Start.Seller != house.ID {
		return out, nil
	}
	q, err := e.config.Start.quote(e.table, e.on)
	if err != nil || !q.Price.Single() {
		return nil, nil // the calculator has said why
	}
	for _, n := range startShots {
		out = append(out, q.Price.Max.Mul(pricing.Whole(n)).Round(0))
	}
	return out, nil
}

func (e *edition) plans() (*plansPage, error) {
	p := &plansPage{}
	for _, s := range e.sellers {
		if len(s.Offers) == 0 && len(s.Promos) == 0 {
			if s.NoOffers != "" {
				p.Without = append(p.Without, withoutPlans{s.Name, sentence(s.NoOffers)})
			}
			continue
		}
		group, err := e.planSeller(s)
		if err != nil {
			return nil, err
		}
		p.Sellers = append(p.Sellers, group)
		if s.Owned {
			p.Matrix, p.House, p.Product = s.Matrix, s.Name, housePlans(group)
			if p.Purchases, err = e.purchases(s); err != nil {
				return nil, err
			}
		}
	}
	return p, nil
}

func (e *edition) planSeller(s *shownSeller) (planSeller, error) {
	group := planSeller{shownSeller: s}
	list, err := e.table.Offers(pricing.OffersRequest{Seller: s.ID, AsOf: e.on})
	if err != nil {
		return group, err
	}
	var dearest pricing.Ratio
	for i := range list.Offers {
		if o := &list.Offers[i]; o.Priced && o.PerCredit().Cmp(dearest) > 0 {
			dearest = o.PerCredit()
		}
	}
	for i := range list.Offers {
		o := &list.Offers[i]
		line := plan{offerRow: s.Offers[i], Kind: kindWords(o.Offer), Price: "not published", Credits: "not published"}
		if o.Offer.Price != nil {
			line.Price = almost(o.Offer.Precision) + fine(pricing.Point(o.Offer.Price.Ratio()))
		}
		if o.Offer.Credits != nil {
			line.Credits, line.Countable = o.Offer.Credits.String(), true
		}
		if o.Offer.Grant != nil {
			line.Price, line.Credits = "nothing", grantWords(o.Offer.Grant)
		}
		if o.Priced {
			each := o.PerCredit()
			line.Rounded = almost(o.Offer.Precision) + fine(pricing.Point(each))
			line.Exact = exactWords(each)
			if dearest.Sign() > 0 {
				line.Low = each.Mul(pricing.Whole(100)).Div(dearest).Round(1).String()
			}
		}
		group.Plans = append(group.Plans, line)
	}
	return group, nil
}

// exactWords is a price of a credit as a quotient where decimals cannot hold it.
func exactWords(r pricing.Ratio) string {
	if r.Terminates(6) {
		return "exact"
	}
	return "rounded, of $" + r.Exact()
}

func kindWords(o *pricing.Offer) string {
	switch o.Kind {
	case pricing.Pack:
		return "once"
	case pricing.Plan:
		return "a month"
	case pricing.Payg:
		return "by use"
	case pricing.Free:
		return "free"
	default:
		return "trial"
	}
}

// purchases works out what to buy for each need, by packs alone and with a plan. What
// cannot be bought so, such as packs where there are none, is left out.
func (e *edition) purchases(s *shownSeller) ([]shownPurchase, error) {
	needs, err := e.needs(s)
	if err != nil {
		return nil, err
	}
	var out []shownPurchase
	for _, need := range needs {
		for plans := range int64(2) {
			b, err := purchase.Find(e.table, purchase.Request{Seller: s.ID, Credits: pricing.Valid(need), Plans: decimalOf(plans), AsOf: e.on})
			var refused *pricing.Error
			if errors.As(err, &refused) && refused.Refused() {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("%s credits: %w", need, err)
			}
			each, _ := b.PerNeeded()
			out = append(out, shownPurchase{Need: need.String(), Plans: choose(plans == 0, "packs alone", "one plan may help"),
				Buy: bundleWords(&b.Fewest), Price: pricing.USD.InWords(pricing.Point(b.Fewest.Price)), Each: fine(pricing.Point(each)), Steps: b.Steps(),
				Link: "/v1/purchase?" + query([2]string{"seller", s.ID}, [2]string{"credits", need.String()}, [2]string{"plans", strconv.FormatInt(plans, 10)})})
		}
	}
	return out, nil
}

func decimalOf(n int64) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: decimal.NewFromInt(n), Valid: true}
}

// bundleWords is "Large + Monthly", "2 × Large".
func bundleWords(b *purchase.Bundle) string {
	items := slices.Clone(b.Items)
	slices.SortStableFunc(items, func(x, y purchase.BundleItem) int { return cmp.Compare(x.Offer.Kind, y.Offer.Kind) })
	out := ""
	for i, item := range items {
		out += choose(i > 0, " + ", "") + choose(item.Count > 1, strconv.FormatInt(item.Count, 10)+" × ", "") + item.Offer.Name
	}
	return out
}

// housePlans is schema.org data of the operator's own offers, which hold until
// they are replaced.
func housePlans(s planSeller) *product {
	if !s.Owned {
		return nil
	}
	out := &product{"https://schema.org", "Product", s.Name + " credits", "credits for AI video generation", nil}
	for i := range s.Seller.Offers {
		o := &s.Seller.Offers[i]
		// A plan is left out: schema.org would have its price read as paid once.
		if o.Kind == pricing.Pack && o.Precision == pricing.Exact && o.Price != nil && o.Credits != nil && len(o.Conflicts) == 0 {
			out.Offers = append(out.Offers, priceData{"Offer", o.Name + ", " + o.Credits.String() + " credits", o.Price.String(), "USD", sellerData{"Organization", s.Name}})
		}
	}
	if len(out.Offers) == 0 {
		return nil
	}
	return out
}
