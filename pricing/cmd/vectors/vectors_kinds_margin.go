package main

// The margin kinds are the operator's alone: no public operation answers them.

func marginMarkup(r *runner, v *Vector) (object, error) {
	request := object{"seller": "house", "model": show(v.Input["model"]), "seconds": "1"}
	switch {
	case v.Input["plan"] != nil:
		request["offer"] = show(v.Input["plan"])
	default:
		request["plan"] = object{"price": show(v.Input["usd_per_credit"]), "credits": "1"}
	}
	if bonus := v.Input["bonus_credits"]; bonus != nil {
		request["bonusCredits"] = show(bonus)
	}
	cost := first(str(v.Input, "vendor_usd_per_second"), str(v.Input, "vendor_usd_per_second_as_printed"))
	request["cost"] = object{"min": cost, "max": cost}
	return r.margin(request)
}

func oldFlatMargin(r *runner, v *Vector) (object, error) {
	return r.margin(object{
		"credits":     show(v.Input["flat_credits"]),
		"creditPrice": object{"min": show(v.Input["usd_per_credit_min"]), "max": show(v.Input["usd_per_credit_max"])},
		"cost":        object{"min": show(v.Input["cost_min"]), "max": show(v.Input["cost_max"])},
	})
}

func (r *runner) margin(request object) (object, error) {
	answer, err := r.engine.Ask("margin", request)
	if err != nil {
		return nil, err
	}
	got := object{}
	for key, path := range map[string]string{
		"revenue_per_second_exact":  "revenue.exact",
		"revenue_per_second_6dp":    "revenue.value",
		"profit_per_second_exact":   "profit.exact",
		"profit_per_second_6dp":     "profit.value",
		"markup_percent_2dp":        "markupPercent.value",
		"gross_margin_percent_2dp":  "grossMarginPercent.value",
		"price_to_cost_percent_2dp": "priceToCostPercent.value",
		"loss":                      "loss",
		"break_even":                "breakEven",
		"break_even_usd_per_credit": "breakEvenCreditPrice.exact",
		"revenue_min_4dp":           "sheet.revenueMin",
		"revenue_max_4dp":           "sheet.revenueMax",
		"profit_worst_4dp":          "sheet.profitWorst",
		"profit_best_4dp":           "sheet.profitBest",
		"revenue_min_cents":         "sheet.revenueMinCents",
		"revenue_max_cents":         "sheet.revenueMaxCents",
	} {
		got[key] = at(answer, path)
	}
	return got, nil
}
