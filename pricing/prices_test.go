package pricing_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

// pin is one line of testdata/prices.tsv or offers.tsv.
type pin struct {
	id     string
	fields []string
	source string
}

func readPins(t *testing.T, file string, columns int) []pin {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var pins []pin
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != columns {
			t.Fatalf("%s: %d columns instead of %d: %s", file, len(f), columns, line)
		}
		pins = append(pins, pin{f[0], f[1 : columns-1], f[columns-1]})
	}
	return pins
}

// ask sends a request to an operation and reads the answer.
func ask(t *testing.T, table *pricing.Table, operation, request string) (map[string]any, error) {
	t.Helper()
	on, err := pricing.ParseInstant(today)
	if err != nil {
		t.Fatal(err)
	}
	body, err := wire.Handle(table, operation, []byte(request), on)
	var answer map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&answer); err != nil {
		t.Fatalf("%s %s: %v\n%s", operation, request, err, body)
	}
	return answer, err
}

// differs says how the table's answer to the pinned request is not the price
// that the source prints, "" if it is.
func (p pin) differs(t *testing.T, table *pricing.Table) string {
	t.Helper()
	answer, err := ask(t, table, "quote", p.fields[0])
	if err != nil {
		return err.Error()
	}
	figure := ""
	switch {
	case member(answer, "rates.0.id") == p.id && member(answer, "currency") == "USD":
		figure = "dollars"
	case member(answer, "rates.0.id") == p.id:
		figure = "credits"
	default:
		for path, name := range map[string]string{"history": "price", "formulas": "dollars"} {
			if list, _ := answer[path].([]any); list != nil {
				i := slices.IndexFunc(list, func(e any) bool { return member(e, "rate") == p.id })
				if i >= 0 {
					answer, figure = list[i].(map[string]any), name
				}
			}
		}
	}
	if figure == "" {
		return "priced by " + member(answer, "rates.0.id")
	}
	low, high, ranged := strings.Cut(p.fields[1], "..")
	if !ranged {
		if got := member(answer, figure+".exact"); got != low {
			return "costs " + got
		}
		return ""
	}
	if !equal(low, member(answer, figure+".min")) || !equal(high, member(answer, figure+".max")) {
		return "costs " + member(answer, figure+".min") + ".." + member(answer, figure+".max")
	}
	return ""
}

// equal compares two numbers, one of them perhaps a quotient; "" is null.
func equal(a, b string) bool {
	if a == "" || b == "null" {
		return a == "" && b == "null"
	}
	x, ok := new(big.Rat).SetString(a)
	y, okay := new(big.Rat).SetString(b)
	return ok && okay && x.Cmp(y) == 0
}

// Every row of the table costs what its source document prints.
func TestPricesAreThoseOfTheSources(t *testing.T) {
	pinned := map[string]bool{}
	for _, p := range readPins(t, "testdata/prices.tsv", 4) {
		pinned[p.id] = true
		if diff := p.differs(t, frozen.Table()); diff != "" {
			t.Errorf("%s %s: %s, and %s prints %s", p.id, p.fields[0], diff, p.source, p.fields[1])
		}
		if !cites(frozen.Table(), p.id, p.source) {
			t.Errorf("%s does not cite %s", p.id, p.source)
		}
	}
	for _, s := range frozen.Table().Sellers {
		for _, m := range s.Models {
			for _, r := range m.Rates {
				if !pinned[r.ID] {
					t.Errorf("%s is not in testdata/prices.tsv", r.ID)
				}
			}
		}
	}
}

// cites reports whether the rate or one of its modifiers names the line of a
// document, "000:163", as a source.
func cites(table *pricing.Table, rate, source string) bool {
	names := func(s pricing.Source) bool { return fmt.Sprintf("%s:%d", s.Document, s.Line) == source }
	for _, s := range table.Sellers {
		for _, m := range s.Models {
			for _, r := range m.Rates {
				modifies := func(f pricing.Modifier) bool { return slices.ContainsFunc(f.Sources, names) }
				if r.ID == rate && (slices.ContainsFunc(r.Sources, names) || slices.ContainsFunc(r.Modifiers, modifies)) {
					return true
				}
			}
			as := s.ID + "/" + m.PricedAs + "/"
			if m.PricedAs != "" && strings.HasPrefix(rate, as) && slices.ContainsFunc(m.Sources, names) {
				return true
			}
		}
	}
	return false
}

// Every offer costs and holds what its source document prints.
func TestOffersAreThoseOfTheSources(t *testing.T) {
	pinned := map[string]bool{}
	for _, p := range readPins(t, "testdata/offers.tsv", 5) {
		pinned[p.id] = true
		if diff := p.offerDiffers(t, frozen.Table()); diff != "" {
			t.Errorf("%s: %s; %s prints %s", p.id, diff, p.source, p.fields)
		}
	}
	for _, s := range frozen.Table().Sellers {
		for _, o := range s.Offers {
			if id := s.ID + "/" + o.ID; !pinned[id] {
				t.Errorf("%s is not in testdata/offers.tsv", id)
			}
		}
	}
}

func (p pin) offerDiffers(t *testing.T, table *pricing.Table) string {
	t.Helper()
	seller, id, _ := strings.Cut(p.id, "/")
	answer, err := ask(t, table, "offers", fmt.Sprintf(`{"seller":%q,"offer":%q}`, seller, id))
	if err != nil {
		return err.Error()
	}
	for i, path := range []string{"offers.0.price.exact", "offers.0.credits", "offers.0.grant.amount"} {
		if got := member(answer, path); !equal(p.fields[i], got) {
			return path + " is " + got
		}
	}
	return ""
}

// Every number of the table matters: whichever one changes, a pinned price of
// its row or offer no longer holds.
func TestEveryNumberIsPinned(t *testing.T) {
	prices, offers := map[string][]pin{}, map[string][]pin{}
	for _, p := range readPins(t, "testdata/prices.tsv", 4) {
		prices[p.id] = append(prices[p.id], p)
	}
	for _, p := range readPins(t, "testdata/offers.tsv", 5) {
		offers[p.id] = append(offers[p.id], p)
	}
	changes := 0
	for s := range frozen.Table().Sellers {
		seller := &frozen.Table().Sellers[s]
		for m := range seller.Models {
			for r := range seller.Models[m].Rates {
				for n := range numbersOf(&seller.Models[m].Rates[r]) {
					table, copied := withRate(s, m, r)
					number := numbersOf(copied)[n]
					number.value.Coef++
					changes++
					if !slices.ContainsFunc(prices[copied.ID], func(p pin) bool { return p.differs(t, table) != "" }) {
						t.Errorf("%s: nobody notices a changed %s", copied.ID, number.name)
					}
				}
			}
		}
		for o := range seller.Offers {
			for n := range offerNumbers(&seller.Offers[o]) {
				table, copied := withOffer(s, o)
				number := offerNumbers(copied)[n]
				number.value.Coef++
				changes++
				id := seller.ID + "/" + copied.ID
				if !slices.ContainsFunc(offers[id], func(p pin) bool { return p.offerDiffers(t, table) != "" }) {
					t.Errorf("%s: nobody notices changed %s", id, number.name)
				}
			}
		}
	}
	t.Logf("%d numbers changed, one at a time", changes)
}

type namedNumber struct {
	name  string
	value *pricing.Fixed
}

// numbersOf lists the numbers of a rate.
func numbersOf(r *pricing.Rate) []namedNumber {
	list := []namedNumber{{"amount", &r.Amount.Min}, {"per", &r.Per}}
	if !r.Amount.Open {
		list = append(list, namedNumber{"upper amount", &r.Amount.Max})
	}
	for i := range r.Modifiers {
		list = append(list, namedNumber{"modifier", &r.Modifiers[i].Amount})
	}
	for _, p := range []*pricing.Fixed{r.Minimum, r.PixelsPerToken} {
		if p != nil {
			list = append(list, namedNumber{"quantity", p})
		}
	}
	return list
}

func offerNumbers(o *pricing.Offer) []namedNumber {
	var list []namedNumber
	if o.Price != nil {
		list = append(list, namedNumber{"price", o.Price})
	}
	if o.Credits != nil {
		list = append(list, namedNumber{"credits", o.Credits})
	}
	if o.Grant != nil {
		list = append(list, namedNumber{"grant", &o.Grant.Amount})
	}
	return list
}

// withSeller copies the table down to one seller, so that it can be changed.
func withSeller(s int) (*pricing.Table, *pricing.Seller) {
	table := *frozen.Table()
	table.Sellers = slices.Clone(table.Sellers)
	return &table, &table.Sellers[s]
}

func withRate(s, m, r int) (*pricing.Table, *pricing.Rate) {
	table, seller := withSeller(s)
	seller.Models = slices.Clone(seller.Models)
	model := &seller.Models[m]
	model.Rates = slices.Clone(model.Rates)
	rate := &model.Rates[r]
	rate.Modifiers = slices.Clone(rate.Modifiers)
	rate.Minimum, rate.PixelsPerToken = clone(rate.Minimum), clone(rate.PixelsPerToken)
	return table, rate
}

func withOffer(s, o int) (*pricing.Table, *pricing.Offer) {
	table, seller := withSeller(s)
	seller.Offers = slices.Clone(seller.Offers)
	offer := &seller.Offers[o]
	offer.Price, offer.Credits, offer.Grant = clone(offer.Price), clone(offer.Credits), clone(offer.Grant)
	return table, offer
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
