package wire

import (
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// The advice operation: {…a shot…, "region": "EU", "purpose": "hero", "asOf"}
// answers with the duty to keep the provenance label, the published advice for
// the purpose, and the doubts about the shot's price.
func decodeAdvice(request Input, today pricing.Instant) (pricing.AdviceRequest, error) {
	r := pricing.AdviceRequest{AsOf: today}
	err := decode(request, binding.ShotMembers(&r.Shot, []binding.Member{
		{Name: "region", To: &r.Region},
		{Name: "purpose", To: &r.Purpose},
		{Name: "asOf", To: &r.AsOf},
	}...))
	return r, err
}

func (w *writer) advice(a *pricing.Advice) {
	w.open('{')
	w.key("provenanceLabel")
	w.open('{')
	w.boolean("legallyRequired", a.Label.Required)
	w.boolean("preserve", true)
	if rule := a.Label.Rule; rule != nil {
		w.opt("from", rule.From.String())
		w.str("text", rule.Text)
		w.sources(a.Table, rule.Sources)
	}
	w.close('}')
	if s := a.Spending; s == nil {
		w.null("spending")
	} else {
		w.key("spending")
		w.open('{')
		w.str("purpose", s.Purpose)
		spend := "less"
		if s.More {
			spend = "more"
		}
		w.str("spend", spend)
		w.str("text", s.Text)
		w.sources(a.Table, s.Sources)
		w.close('}')
	}
	w.warnings(a.Warnings)
	w.end(a.Table, a.AsOf)
}

var Advice = Operation{"advice", MaxRequestBytes, answerAdvice}

func answerAdvice(c *call) error {
	r, err := decodeAdvice(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*pricing.Advice, error) { return c.table.Advise(r) }, c.advice)
}
