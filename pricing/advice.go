package pricing

import "slices"

// AdviceRequest asks what to mind about a shot beside its price.
type AdviceRequest struct {
	Shot           // optional: with a seller and a model, their doubts are included
	Region  string // where the users are: "EU" or anything else
	Purpose string // what the shot is for, one of the table's Spending
	AsOf    Instant
}

// Advice is what to mind. It never changes a price.
type Advice struct {
	Table    *Table
	AsOf     Instant
	Label    Label
	Spending *Spending // nil without a purpose
	Warnings []Warning
	Quote    *Quote // nil without a seller and a model, or without a price
}

// Label is the duty to keep the mark that says "made by AI". Keeping it is
// right everywhere; in the EU it is a legal duty from the day of the rule
// (003:27,164).
type Label struct {
	Required bool
	Rule     *Rule
}

// Rule is a dated fact that is not a price.
type Rule struct {
	ID      string
	From    Instant
	Text    string
	Sources []Source
}

// Spending is a published advice on where to spend more or less per second
// (001:69-76).
type Spending struct {
	Purpose string
	More    bool
	Text    string
	Sources []Source
}

const labelRule = "eu-provenance-label"

// Advise collects the provenance duty, the advice for the purpose and the
// doubts about the shot's price.
func (t *Table) Advise(r AdviceRequest) (*Advice, error) {
	a := &Advice{Table: t, AsOf: r.AsOf}
	inEU := Fold(r.Region) == "eu"
	if !inEU && likeness(r.Region) == "eu" { // a stray character must not end a duty
		return nil, &Error{Code: InvalidValue, Field: "region", Message: Quoted(r.Region) + " is not EU and looks like it", Accepted: []string{"EU"}}
	}
	if i := slices.IndexFunc(t.Rules, func(rule Rule) bool { return rule.ID == labelRule }); i >= 0 {
		a.Label.Rule = &t.Rules[i]
		a.Label.Required = inEU && r.AsOf >= a.Label.Rule.From
	}
	if r.Purpose != "" {
		i := slices.IndexFunc(t.Spending, func(s Spending) bool { return Fold(s.Purpose) == Fold(r.Purpose) })
		if i < 0 {
			e := &Error{Code: InvalidValue, Field: "purpose", Message: Quoted(r.Purpose) + " is no purpose that a source advises on"}
			for _, s := range t.Spending {
				e.Accepted = append(e.Accepted, s.Purpose)
			}
			return nil, e
		}
		a.Spending = &t.Spending[i]
	}
	if r.Seller == "" && r.Model == "" {
		return a, nil
	}
	q, err := t.Quote(QuoteRequest{Shot: r.Shot, AsOf: r.AsOf})
	if err != nil {
		return nil, err
	}
	a.Quote, a.Warnings = q, q.Warnings
	return a, nil
}
