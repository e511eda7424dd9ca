package pricing

import "github.com/shopspring/decimal"

// OffersRequest selects offers, or prices a plan of the caller's own. A bonus
// is a promo of the table or the caller's own percent and cap.
type OffersRequest struct {
	Seller  string
	Offer   string // needs Seller
	Plan    *OwnPlan
	Promo   string // <seller>/<promo>
	Bonus   *OwnBonus
	Month   decimal.NullDecimal // month of the subscription, 1 if not given
	NewUser string              // "true" (the default) or "false"
	AsOf    Instant
}

// OwnBonus is a bonus of the caller's own: percent of the credits bought, at
// most Cap.
type OwnBonus struct {
	Percent, Cap decimal.Decimal
}

// PricedOffer is an offer with the price of one of its credits.
type PricedOffer struct {
	Payment        // Seller and Offer are nil for the caller's own plan
	Priced  bool   // Price and Credits hold
	Reason  string // why not
	Bonus   *Bonus // when one was asked for
}

// Bonus is what a promo adds to an offer. It is never part of a steady-state
// price.
type Bonus struct {
	Promo    *Promo // nil for the caller's own
	Price    Ratio  // US dollars for the credits bought
	Percent  Ratio
	Credits  Ratio
	Total    Ratio
	Readings []BonusReading
}

// BonusReading is the bonus under one reading of an ambiguous cap.
type BonusReading struct {
	Reading
	Credits Ratio
}

// OfferList is the answer to an [OffersRequest].
type OfferList struct {
	Offers  []PricedOffer
	Promos  []SellerPromo
	Without []*Seller // sellers whose credits have no price, with Seller.NoOffers
}

// SellerPromo is a promo with the seller it belongs to.
type SellerPromo struct {
	Seller *Seller
	Promo  *Promo
}

// Offers lists offers with their price per credit, and what a bonus makes of
// them.
func (t *Table) Offers(r OffersRequest) (*OfferList, error) {
	promo, bonus, err := t.Bonus(r)
	if err != nil {
		return nil, err
	}
	list := &OfferList{}
	if r.Plan != nil {
		if r.Seller != "" || r.Offer != "" {
			return nil, &Error{Code: InvalidValue, Field: "plan", Message: "a plan of one's own and an offer were both given", Accepted: []string{"one of offer and plan"}}
		}
		if err := r.Plan.Check(); err != nil {
			return nil, err
		}
		list.Offers = []PricedOffer{{Payment: r.Plan.Payment(), Priced: true}}
	} else if err := t.selectOffers(r, list); err != nil {
		return nil, err
	}
	if bonus != nil {
		for i := range list.Offers {
			if o := &list.Offers[i]; o.Priced {
				o.Bonus = bonus.On(&o.Payment, promo)
			}
		}
	}
	return list, nil
}

func (t *Table) selectOffers(r OffersRequest, list *OfferList) error {
	if r.Offer != "" && r.Seller == "" {
		return Missing("seller", "an offer belongs to a seller")
	}
	only := ""
	if r.Seller != "" {
		s, err := t.Seller(r.Seller)
		if err != nil {
			return err
		}
		only = s.ID
		if r.Offer != "" {
			o, err := s.Offer(r.Offer)
			if err != nil {
				return err
			}
			list.Offers = append(list.Offers, s.Priced(o, r.AsOf))
			return nil
		}
	}
	for i := range t.Sellers {
		s := &t.Sellers[i]
		if only != "" && s.ID != only {
			continue
		}
		for j := range s.Offers {
			list.Offers = append(list.Offers, s.Priced(&s.Offers[j], r.AsOf))
		}
		for j := range s.Promos {
			list.Promos = append(list.Promos, SellerPromo{s, &s.Promos[j]})
		}
		if s.NoOffers != "" {
			list.Without = append(list.Without, s)
		}
	}
	return nil
}

// Priced is the offer on the day, with the reason when a credit has no price.
func (s *Seller) Priced(o *Offer, on Instant) PricedOffer {
	p, err := s.Payment(o, on)
	if err != nil {
		reason := o.Reason
		switch {
		case reason != "":
		case o.Grant != nil:
			reason = "a grant in " + o.Grant.Unit + ", not in credits"
		default:
			reason = Typed(err).Message
		}
		return PricedOffer{Payment: Payment{Seller: s, Offer: o}, Reason: reason}
	}
	return PricedOffer{Payment: p, Priced: true}
}

// rule is a bonus with its conditions already judged.
type JudgedBonus struct {
	percent, most Ratio
	applies       bool
	readings      []Reading
}

// capReadings are the three things "up to 5 000 credits" can mean (001:24). The
// first is the default: it is what the words say of a bonus.
var capReadings = []Reading{
	{ID: "cap-on-bonus", Default: true, Text: "the bonus is at most the cap"},
	{ID: "cap-on-total", Text: "the credits bought and the bonus together are at most the cap"},
	{ID: "cap-on-base", Text: "only the credits bought up to the cap earn the bonus"},
}

func (t *Table) Bonus(r OffersRequest) (*Promo, *JudgedBonus, error) {
	month := Bound{Name: "month", Least: 1, Most: 1200, Whole: true}
	if err := month.Check(r.Month); err != nil {
		return nil, nil, err
	}
	if r.NewUser != "" && r.NewUser != "true" && r.NewUser != "false" {
		return nil, nil, &Error{Code: InvalidValue, Field: "newUser", Message: Quoted(r.NewUser) + " is neither yes nor no", Accepted: []string{"true", "false"}}
	}
	first := OrOne(r.Month).Cmp(Whole(1)) == 0
	switch {
	case r.Promo != "" && r.Bonus != nil:
		return nil, nil, &Error{Code: InvalidValue, Field: "bonus", Message: "a promo and a bonus of one's own were both given", Accepted: []string{"one of promo and bonus"}}
	case r.Bonus != nil:
		percent, most := Bound{Name: "bonus.percent", Most: 10000}, Bound{Name: "bonus.cap", Most: 1000000000}
		if err := percent.Check(Valid(r.Bonus.Percent)); err != nil {
			return nil, nil, err
		}
		if err := most.Check(Valid(r.Bonus.Cap)); err != nil {
			return nil, nil, err
		}
		return nil, &JudgedBonus{Exactly(r.Bonus.Percent), Exactly(r.Bonus.Cap), first && r.NewUser != "false", capReadings}, nil
	case r.Promo != "":
		var ids []string
		for i := range t.Sellers {
			s := &t.Sellers[i]
			for j := range s.Promos {
				p := &s.Promos[j]
				if p.ID == r.Promo || s.ID+"/"+p.ID == r.Promo {
					applies := OrOne(r.Month).Cmp(Whole(p.Months)) <= 0 && (!p.NewUsersOnly || r.NewUser != "false")
					return p, &JudgedBonus{p.BonusPercent.Ratio(), p.CapCredits.Ratio(), applies, p.Readings}, nil
				}
				ids = append(ids, s.ID+"/"+p.ID)
			}
		}
		return nil, nil, &Error{Code: UnknownPromo, Field: "promo", Message: "there is no promo " + Quoted(r.Promo), Accepted: ids}
	}
	return nil, nil, nil
}

// On computes the bonus on a purchase of credits, under each reading.
func (b *JudgedBonus) On(p *Payment, promo *Promo) *Bonus {
	base := p.Credits
	out := &Bonus{Promo: promo, Price: p.Price, Percent: b.percent}
	for _, reading := range b.readings {
		var credits Ratio
		if b.applies {
			credits = b.read(reading.ID, base)
		}
		out.Readings = append(out.Readings, BonusReading{reading, credits})
		if reading.Default {
			out.Credits = credits
		}
	}
	out.Total = base.Add(out.Credits)
	return out
}

func (b *JudgedBonus) read(id string, base Ratio) Ratio {
	share := func(of Ratio) Ratio { return of.Mul(b.percent).Div(Whole(100)) }
	switch id {
	case "cap-on-total":
		room := b.most.Sub(base)
		if room.Sign() < 0 {
			room = Ratio{}
		}
		return Least(share(base), room)
	case "cap-on-base":
		return share(Least(base, b.most))
	default: // cap-on-bonus
		return Least(share(base), b.most)
	}
}

func Least(a, b Ratio) Ratio {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}
