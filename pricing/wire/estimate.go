package wire

import (
	"slices"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/binding"
)

// The estimate operation:
//
//	{"lines": [{…a shot…, "count", "takes", "label", "project", "client"}, …],
//	 "reality": {"failureRate", "timeoutRate", "duplicateRate", "generationSeconds"},
//	 "asOf"}
//
// answers with each line's price or error, the total of each currency with its
// price on every offer, the totals by project and client, and "complete": false
// when a line has no price.
func DecodeEstimate(request Input, today pricing.Instant) (pricing.EstimateRequest, error) {
	r := pricing.EstimateRequest{AsOf: today}
	err := decode(request, []binding.Member{
		{Name: "lines", To: binding.List{Most: pricing.MaxLines, Of: func() []binding.Member {
			r.Lines = append(r.Lines, pricing.Line{})
			l := &r.Lines[len(r.Lines)-1]
			return binding.ShotMembers(&l.Shot, []binding.Member{
				{Name: "count", To: &l.Count, Bounds: &pricing.CountNumber},
				{Name: "takes", To: &l.Takes, Bounds: &pricing.TakesNumber},
				{Name: "label", To: &l.Label},
				{Name: "project", To: &l.Project},
				{Name: "client", To: &l.Client},
			}...)
		}}},
		{Name: "reality", To: func() []binding.Member {
			r.Reality = &pricing.Reality{}
			return []binding.Member{
				{Name: "failureRate", To: &r.Reality.FailureRate},
				{Name: "timeoutRate", To: &r.Reality.TimeoutRate},
				{Name: "duplicateRate", To: &r.Reality.DuplicateRate},
				{Name: "generationSeconds", To: &r.Reality.GenerationSeconds},
			}
		}},
		{Name: "asOf", To: &r.AsOf},
	})
	return r, err
}

func (w *writer) estimate(e *pricing.Estimate) {
	w.open('{')
	w.boolean("complete", e.Refused == 0)
	w.key("refused")
	w.integer(e.Refused)
	w.array("lines", len(e.Lines), func(i int) { w.line(i+1, &e.Lines[i]) })
	w.array("totals", len(e.Totals), func(i int) { w.total(e.Table, &e.Totals[i]) })
	for _, group := range [...]struct {
		name string
		tags []pricing.Tag
	}{{"projects", e.Projects}, {"clients", e.Clients}} {
		w.array(group.name, len(group.tags), func(i int) {
			w.open('{')
			w.str("name", group.tags[i].Name)
			w.array("totals", len(group.tags[i].Totals), func(j int) { w.total(e.Table, &group.tags[i].Totals[j]) })
			w.close('}')
		})
	}
	rates := ratesOf(e)
	w.array("rates", len(rates), func(i int) { w.rate(e.Table, rates[i].model, rates[i].rate) })
	w.end(e.Table, e.AsOf)
}

// pricedBy is a rate with the model that it prices. A row that a model shares
// with another is one of its own here: it cites other lines.
type pricedBy struct {
	model *pricing.Model
	rate  *pricing.Rate
}

// ratesOf lists every rate that the estimate rests on, once.
func ratesOf(e *pricing.Estimate) []pricedBy {
	var out []pricedBy
	for i := range e.Lines {
		q := e.Lines[i].Quote
		if q == nil {
			continue
		}
		if by := (pricedBy{q.Model, q.Rate}); !slices.Contains(out, by) {
			out = append(out, by)
		}
	}
	return out
}

func (w *writer) line(n int, l *pricing.EstimatedLine) {
	w.open('{')
	w.key("line")
	w.integer(n)
	w.opt("label", l.Label)
	w.opt("project", l.Project)
	w.opt("client", l.Client)
	if l.Err != nil {
		w.str("status", "refused")
		w.shot("shot", &l.Shot)
		w.key("error")
		w.error(l.Err)
		w.close('}')
		return
	}
	q := l.Quote
	status := "exact"
	if !q.Price.Single() {
		status = "range"
	}
	w.str("status", status)
	w.shot("shot", &q.Shot)
	w.str("currency", q.Currency.ID)
	w.figure("price", q.Currency, q.Price)
	w.plain("count", q.Count)
	w.plain("takes", q.Takes)
	w.figure("total", q.Currency, q.Price.Mul(q.Generations()))
	w.optFigure("perSecond", q.Currency, q.ForSecond(&q.Price))
	w.standing(q)
	w.str("rate", q.Rate.ID)
	w.list("steps", q.Steps())
	w.warnings(q.Warnings)
	w.close('}')
}

func (w *writer) total(t *pricing.Table, total *pricing.Total) {
	w.open('{')
	w.str("currency", total.Currency.ID)
	if total.Seller == nil {
		w.null("seller")
	} else {
		w.seller("seller", total.Seller)
	}
	w.figure("amount", total.Currency, total.Amount)
	w.plain("generations", total.Generations)
	w.kept(total, total.Currency, total.Amount)
	w.array("offers", len(total.Offers), func(i int) {
		p := &total.Offers[i]
		dollars := p.Pays(total.Amount)
		w.open('{')
		w.key("offer")
		w.payment(t, p)
		w.figure("dollars", pricing.USD, dollars)
		w.kept(total, pricing.USD, dollars)
		w.close('}')
	})
	if x := total.Expected; x != nil {
		w.key("expected")
		w.open('{')
		w.figure("amount", total.Currency, x.Amount)
		w.plain("jobs", x.Jobs)
		if x.StatusCalls == nil {
			w.null("statusCalls")
		} else {
			w.key("statusCalls")
			w.open('{')
			w.plain("min", x.StatusCalls.Min)
			w.plain("max", x.StatusCalls.Max)
			w.close('}')
		}
		w.opt("statusReason", x.StatusReason)
		w.list("assumptions", x.Assumptions)
		w.close('}')
	}
	w.close('}')
}

// kept writes an amount for each clip and each second that is kept.
func (w *writer) kept(total *pricing.Total, c pricing.Currency, v pricing.Interval) {
	w.figure("perKeptClip", c, total.PerKeptClip(v))
	if each, ok := total.PerKeptSecond(v); ok {
		w.figure("perKeptSecond", c, each)
	} else {
		w.null("perKeptSecond")
	}
}

var Estimate = Operation{"estimate", MaxRequestBytes, answerEstimate}

func answerEstimate(c *call) error {
	r, err := DecodeEstimate(c.request, 0)
	return answered(c, err, &r.AsOf, func() (*pricing.Estimate, error) { return c.table.Estimate(r) }, c.estimate)
}
