package main

import "fmt"

// purchase asks for the cheapest packs of the house, with the plan months that
// the vector allows.
func purchase(r *runner, v *Vector) (object, error) {
	request := object{}
	for name, value := range v.Input {
		switch name {
		case "need_credits":
			request["credits"] = show(value)
		case "subscription_months_allowed":
			request["plans"] = show(value)
		case "packs":
			if show(value) != "unlimited" {
				return nil, fmt.Errorf("packs: %s is not known here", show(value))
			}
		default:
			return nil, fmt.Errorf("%s: a purchase is not asked for by this", name)
		}
	}
	answer, err := r.engine.Ask("purchase", request)
	if err != nil {
		return nil, err
	}
	if code := str(answer, "error.code"); code != "" {
		return nil, fmt.Errorf("%s: %s", code, str(answer, "error.message"))
	}
	return object{
		"min_price_usd":                         at(answer, "dollars.exact"),
		"effective_usd_per_needed_credit_6dp":   at(answer, "perNeededCredit.value"),
		"effective_usd_per_needed_credit_exact": at(answer, "perNeededCredit.exact"),
		"number_of_optimal_combinations":        at(answer, "combinations"),
		"tie_fewest_leftover":                   bundle(at(answer, "fewestLeftOver")),
		"tie_most_credits":                      bundle(at(answer, "mostCredits")),
	}, nil
}

// bundle is one of the purchases that tie, as the vectors state it.
func bundle(b any) object {
	bought := object{}
	for _, item := range items(b, "items") {
		bought[str(item, "offer")] = at(item, "count")
	}
	return object{
		"items":            bought,
		"price_usd":        at(b, "dollars.exact"),
		"credits_bought":   at(b, "credits"),
		"leftover_credits": at(b, "leftOver.credits"),
	}
}
