package pricing

import (
	"strconv"
	"strings"
)

// Steps is the arithmetic of the purchase, one line a step: "1 × Studio (2500
// credits, $120) + 1 × Creator (1500 credits, $59) = 4000 credits for $179".
func (p *Purchase) Steps() []string {
	steps := []string{p.Fewest.step()}
	if p.Tie() {
		steps = append(steps, "for the same price: "+p.Most.step())
	}
	if p.Months > 1 {
		months := strconv.FormatInt(p.Months, 10)
		steps = append(steps, months+" months × "+plain(p.Need)+" credits = "+plain(p.whole())+" credits needed")
	}
	if each, ok := p.PerNeeded(); ok {
		steps = append(steps, dollarsInSteps(p.Fewest.Price)+" ÷ "+plain(p.whole())+" credits needed = "+dollarsInSteps(each)+" each")
	}
	if left := p.Fewest.LeftCost(); left.Sign() > 0 {
		verb := " are"
		if p.Fewest.Left.Cmp(Whole(1)) == 0 {
			verb = " is"
		}
		steps = append(steps, inCredits(p.Fewest.Left)+verb+" left over: "+dollarsInSteps(p.Fewest.Price)+" × "+
			plain(p.Fewest.Left)+" ÷ "+plain(p.Fewest.Credits)+" = "+dollarsInSteps(left))
	}
	for i := range p.Upgrades {
		u := &p.Upgrades[i]
		steps = append(steps, u.Words()+", "+dollarsInSteps(u.PerCredit)+" each: "+u.step())
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
			inCredits(item.Credits) + ", " + dollarsInSteps(item.Price) + ")"
	}
	return strings.Join(parts, " + ") + " = " + inCredits(b.Credits) + " for " + dollarsInSteps(b.Price)
}

// Words says the upgrade in a sentence: "$1 more buys 250 more credits".
func (u *Upgrade) Words() string {
	held, unit, _ := strings.Cut(inCredits(u.MoreHeld), " ")
	return dollarsInSteps(u.More) + " more buys " + held + " more " + unit
}

// inCredits writes an amount of credits: "1 credit", "250 credits".
func inCredits(r Ratio) string { return Currency{}.InWords(Point(r)) }
