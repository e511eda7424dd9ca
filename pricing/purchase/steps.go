package purchase

import (
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
)

// Steps is the arithmetic of the purchase, one line a step: "1 × Large (2500
// credits, $120) + 1 × Monthly (1500 credits, $59) = 4000 credits for $179".
func (p *Purchase) Steps() []string {
	steps := []string{p.Fewest.step()}
	if p.Tie() {
		steps = append(steps, "for the same price: "+p.Most.step())
	}
	if p.Months > 1 {
		months := strconv.FormatInt(p.Months, 10)
		steps = append(steps, months+" months × "+pricing.Plain(p.Need)+" credits = "+pricing.Plain(p.whole())+" credits needed")
	}
	if each, ok := p.PerNeeded(); ok {
		steps = append(steps, pricing.DollarsInSteps(p.Fewest.Price)+" ÷ "+pricing.Plain(p.whole())+" credits needed = "+pricing.DollarsInSteps(each)+" each")
	}
	if left := p.Fewest.LeftCost(); left.Sign() > 0 {
		verb := " are"
		if p.Fewest.Left.Cmp(pricing.Whole(1)) == 0 {
			verb = " is"
		}
		steps = append(steps, inCredits(p.Fewest.Left)+verb+" left over: "+pricing.DollarsInSteps(p.Fewest.Price)+" × "+
			pricing.Plain(p.Fewest.Left)+" ÷ "+pricing.Plain(p.Fewest.Credits)+" = "+pricing.DollarsInSteps(left))
	}
	for i := range p.Upgrades {
		u := &p.Upgrades[i]
		steps = append(steps, u.Words()+", "+pricing.DollarsInSteps(u.PerCredit)+" each: "+u.step())
	}
	return steps
}

func (b *Bundle) step() string {
	if len(b.Items) == 0 {
		return "nothing has to be bought"
	}
	parts := make([]string, len(b.Items))
	for i, item := range b.Items {
		parts[i] = strconv.FormatInt(item.Count, 10) + " × " + item.Offer.Name + " (" +
			inCredits(item.Credits) + ", " + pricing.DollarsInSteps(item.Price) + ")"
	}
	return strings.Join(parts, " + ") + " = " + inCredits(b.Credits) + " for " + pricing.DollarsInSteps(b.Price)
}

// Words says the upgrade in a sentence: "$1 more buys 250 more credits".
func (u *Upgrade) Words() string {
	held, unit, _ := strings.Cut(inCredits(u.MoreHeld), " ")
	return pricing.DollarsInSteps(u.More) + " more buys " + held + " more " + unit
}

// inCredits writes an amount of credits: "1 credit", "250 credits".
func inCredits(r pricing.Ratio) string { return pricing.Currency{}.InWords(pricing.Point(r)) }
