package main

import (
	"fmt"
	"maps"
	"strings"
)

// kinds translates each kind of vector into requests, and what it expects into
// members of the answers.
var kinds = map[string]func(*runner, *Vector) (object, error){
	"endpoint_credits":                     endpoint,
	"endpoint_refusal":                     endpoint,
	"endpoint_image_inputs":                endpoint,
	"per_second_credits":                   houseQuote,
	"flat_vs_per_second":                   flatVersusPerSecond,
	"clip_usd":                             clipUSD,
	"seed_example_revenue":                 exampleRevenue,
	"price_per_credit":                     pricePerCredit,
	"vendor_usd_per_second":                vendorQuote,
	"vendor_credits_per_second":            vendorCredits,
	"vendor_clip_usd":                      vendorClip,
	"batch_tier":                           batchTier,
	"luma_megapixel_check":                 megapixelCheck,
	"date_validity":                        dateValidity,
	"bonus_promo":                          bonusPromo,
	"charge_lifecycle":                     chargeLifecycle,
	"provenance_required":                  provenance,
	"vendor_routing":                       routing,
	"margin_markup":                        marginMarkup,
	"margin_with_promo":                    marginMarkup,
	"seed_reasoning_check":                 marginMarkup,
	"old_flat_margin":                      oldFlatMargin,
	"cheapest_packs":                       purchase,
	"plan_yield":                           budget,
	"monthly_cost":                         budget,
	"monthly_cost_range":                   budget,
	"spend_gate":                           budget,
	"regeneration_gate":                    budget,
	"cheapest_with_one_subscription_month": purchase,
}

// quote asks for a price and returns what every kind may expect of it.
func (r *runner) quote(request object) (answer, got object, err error) {
	if answer, err = r.engine.Ask("quote", request); err != nil {
		return nil, nil, err
	}
	got = object{}
	for key, path := range quoted {
		got[key] = at(answer, path)
	}
	switch status := str(answer, "status"); status {
	case "refused", "invalid":
		got["status"], got["reason_class"], got["reason"] = "refused", str(answer, "error.code"), str(answer, "error.message")
	default:
		got["status"], got["range"] = "ok", status == "range"
		got["reason"] = first(str(answer, "perSecond.reason"), str(answer, "dollarsReason"))
		got["warn"] = warning(answer, "unlisted_seconds")
		got["must_flag_default_used"] = warning(answer, "default_seconds") != ""
	}
	return answer, got, nil
}

// quoted is where a quote says what vectors expect of it; a refusal says null.
var quoted = map[string]string{
	"credits":              "credits.value",
	"credits_per_second":   "perSecond.credits.value",
	"effective_mode":       "effectiveMode",
	"duration_used":        "shot.seconds",
	"usd_exact":            "dollars.exact",
	"usd_6dp":              "dollars.value",
	"usd_cents":            "dollars.cents",
	"usd_per_clip_exact":   "dollars.exact",
	"usd_per_second":       "perSecond.dollars.value",
	"usd_per_second_exact": "perSecond.dollars.exact",
	"usd_per_second_6dp":   "perSecond.dollars.value",
	"min_6dp":              "perSecond.dollars.min",
	"max_6dp":              "perSecond.dollars.max",
	"approximate":          "approximate",
	"estimated":            "estimated",
	"disputed":             "disputed",
	"max_wait_hours":       "maxWaitHours",
}

// warning is the message of the warning with the code, "" if there is none.
func warning(answer any, code string) string {
	for _, w := range items(answer, "warnings") {
		if str(w, "code") == code {
			return str(w, "message")
		}
	}
	return ""
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// rename is how the vectors name the members of a shot.
var rename = map[string]string{
	"model": "model", "mode": "mode", "resolution": "resolution", "audio": "audio", "batch": "batch",
	"hdr_exr": "hdr", "duration_seconds": "seconds", "seconds": "seconds", "clip_seconds": "seconds",
	"duration_tier": "tier", "input_image_urls": "inputImages", "plan": "offer",
	"width": "width", "height": "height", "fps": "fps",
}

// shot translates the members of a shot into a request, leaving out null.
func shot(in map[string]any) object {
	out := object{}
	for name, value := range in {
		member, ok := rename[name]
		if !ok || value == nil {
			continue
		}
		// Kling calls its quality tiers modes.
		if s := strings.ToLower(show(value)); name == "mode" && (s == "standard" || s == "pro") {
			member, value = "quality", s
		}
		out[member] = show(value)
	}
	return out
}

// given complains when the answer contradicts a number that the vector states
// beside its question.
func (v *Vector) given(name string, answer any, path string) error {
	want := v.Input[name]
	if want == nil || show(want) == str(answer, path) {
		return nil
	}
	return fmt.Errorf("%s: the vector gives %s, the table %s", name, show(want), str(answer, path))
}

func endpoint(r *runner, v *Vector) (object, error) {
	request := shot(v.Input)
	request["seller"] = "endpoints"
	_, got, err := r.quote(request)
	return got, err
}

func houseQuote(r *runner, v *Vector) (object, error) {
	request := shot(v.Input)
	request["seller"] = "house"
	_, got, err := r.quote(request)
	return got, err
}

func flatVersusPerSecond(r *runner, v *Vector) (object, error) {
	request := shot(v.Input)
	request["seller"], request["history"] = "house", true
	answer, got, err := r.quote(request)
	if err != nil {
		return nil, err
	}
	for name, path := range map[string]string{"old_flat_credits": "history.0.price.value", "credits_per_second": "perSecond.credits.value"} {
		if err := v.given(name, answer, path); err != nil {
			return nil, err
		}
	}
	got["new_credits"] = at(answer, "credits.value")
	got["change_percent_exact"] = at(answer, "history.0.changePercent.exact")
	got["change_percent_0dp"] = at(answer, "history.0.changePercent.value")
	return got, nil
}

func clipUSD(r *runner, v *Vector) (object, error) {
	if v.Input["credits_per_clip"] == nil {
		return houseQuote(r, v)
	}
	request := shot(v.Input)
	request["credits"] = show(v.Input["credits_per_clip"])
	request["plan"] = object{"price": show(v.Input["plan_price_usd"]), "credits": show(v.Input["plan_credits"])}
	_, got, err := r.quote(request)
	return got, err
}

func exampleRevenue(r *runner, v *Vector) (object, error) {
	request := shot(v.Input)
	request["seller"], request["plan"] = "house", object{"price": show(v.Input["usd_per_credit"]), "credits": "1"}
	answer, got, err := r.quote(request)
	if err != nil {
		return nil, err
	}
	got["revenue_exact"] = at(answer, "dollars.exact")
	got["revenue_6dp"] = at(answer, "dollars.value")
	got["revenue_cents"] = at(answer, "dollars.cents")
	return got, nil
}

func pricePerCredit(r *runner, v *Vector) (object, error) {
	issuer, kind := show(v.Input["issuer"]), "app"
	if show(v.Input["type"]) == "api" {
		kind = "api"
	}
	request := object{"seller": r.sellerOf(issuer, func(s sellerRow) bool { return s.kind == kind })}
	if plan := v.Input["plan"]; plan != nil {
		request["offer"] = show(plan)
	}
	answer, err := r.engine.Ask("offers", request)
	if err != nil {
		return nil, err
	}
	if v.Input["plan"] == nil {
		return object{"usd_per_credit_exact": at(answer, "offers.0.perCredit.exact"), "reason": str(answer, "withoutOffers.0.reason")}, nil
	}
	if code := str(answer, "error.code"); code != "" {
		return nil, fmt.Errorf("%s: %s", code, str(answer, "error.message"))
	}
	if err := v.given("credits", answer, "offers.0.credits"); err != nil {
		return nil, err
	}
	return object{
		"usd_per_credit_exact": at(answer, "offers.0.perCredit.exact"),
		"usd_per_credit_6dp":   at(answer, "offers.0.perCredit.value"),
		"approximate":          at(answer, "offers.0.approximate"),
		"free_tier":            str(answer, "offers.0.kind") == "free",
		"resolution_limit":     at(answer, "offers.0.limits.resolution"),
		"watermark":            at(answer, "offers.0.limits.watermark"),
		"commercial_use":       at(answer, "offers.0.limits.commercialUse"),
		"reason":               str(answer, "offers.0.reason"),
	}, nil
}

// sellerOf is the vendor's seller that fits, or the name itself, which the
// engine resolves.
func (r *runner) sellerOf(vendor string, fits func(sellerRow) bool) string {
	for _, s := range r.sellers {
		if s.vendor == vendor && fits(s) {
			return s.id
		}
	}
	return vendor
}

// asOf is the day as of which the vector's source speaks; a source without a
// date leaves the day to the engine.
func (r *runner) asOf(v *Vector, request object) {
	document := ""
	if len(v.Source) > 0 {
		document = v.Source[0].Seed
	}
	if s := v.Input["rate_source"]; s != nil {
		document = show(s)
	}
	if day := r.documents[document]; day != "" {
		request["asOf"] = day
	}
}

func vendorQuote(r *runner, v *Vector) (object, error) {
	conditions, _ := v.Input["conditions"].(map[string]any)
	published, _ := v.Input["published"].(map[string]any)
	request := shot(conditions)
	request["model"] = show(v.Input["model"])
	for _, name := range []string{"per_seconds", "clip_seconds"} {
		if s := published[name]; s != nil {
			request["seconds"] = show(s)
		}
	}
	r.asOf(v, request)
	vendor := show(v.Input["vendor"])
	request["seller"] = r.sellerOf(vendor, func(s sellerRow) bool { return s.kind == "api" && r.sells(s.id, v.Input["model"]) })
	if request["seller"] == vendor {
		request["seller"] = r.sellerOf(vendor, func(s sellerRow) bool { return r.sells(s.id, v.Input["model"]) })
	}
	answer, got, err := r.quote(request)
	if err != nil {
		return nil, err
	}
	got["floor_per_generation_usd"] = at(answer, "rates.0.amount.min")
	return got, nil
}

// sells reports whether the seller has the model.
func (r *runner) sells(seller string, model any) bool {
	answer, err := r.engine.Ask("models", object{"seller": seller, "model": show(model)})
	return err == nil && len(items(answer, "models")) > 0
}

func vendorCredits(r *runner, v *Vector) (object, error) {
	vendor := show(v.Input["vendor"])
	request := shot(v.Input)
	if request["seconds"] == nil {
		request["seconds"] = "1"
	}
	r.asOf(v, request)
	request["seller"] = r.sellerOf(vendor, func(s sellerRow) bool { return s.currency != "USD" && r.sells(s.id, v.Input["model"]) })
	answer, got, err := r.quote(request)
	if err != nil {
		return nil, err
	}
	got[vendor+"_credits_per_second"] = at(answer, "perSecond.credits.value")
	got["usd_per_second"] = at(answer, "perSecond.dollars.value")
	return got, nil
}

func vendorClip(r *runner, v *Vector) (object, error) {
	_, got, err := r.vendor(v, object{})
	return got, err
}

// vendor asks the vendor that the vector cites for its shot, with more members.
func (r *runner) vendor(v *Vector, more object) (answer, got object, err error) {
	request := shot(v.Input)
	maps.Copy(request, more)
	r.asOf(v, request)
	if request["seller"], err = r.cites(v); err != nil {
		return nil, nil, err
	}
	return r.quote(request)
}

// cites is the vendor that sells the model at the rate the vector's source
// prints, or the only vendor that sells it.
func (r *runner) cites(v *Vector) (string, error) {
	request := object{"model": show(v.Input["model"])}
	r.asOf(v, request)
	answer, err := r.engine.Ask("models", request)
	if err != nil {
		return "", err
	}
	fallback := ""
	for _, m := range items(answer, "models") {
		if kind := str(m, "seller.kind"); kind == "house" || kind == "platform" {
			continue
		}
		if fallback == "" {
			fallback = str(m, "seller.id")
		}
		for _, cell := range items(m, "cells") {
			for _, s := range items(cell, "sources") {
				if str(s, "document") == v.Source[0].Seed && str(s, "line") == show(v.Source[0].Line) {
					return str(m, "seller.id"), nil
				}
			}
		}
	}
	if fallback == "" {
		return "", fmt.Errorf("no vendor sells %s", show(v.Input["model"]))
	}
	return fallback, nil
}

func batchTier(r *runner, v *Vector) (object, error) {
	_, got, err := r.vendor(v, object{"batch": "true", "seconds": "1"})
	return got, err
}

func megapixelCheck(r *runner, v *Vector) (object, error) {
	answer, got, err := r.vendor(v, object{})
	if err != nil {
		return nil, err
	}
	if err := v.given("listed_usd", answer, "dollars.cents"); err != nil {
		return nil, err
	}
	got["megapixels_exact"] = at(answer, "formulas.0.megapixels.exact")
	got["formula_usd_exact"] = at(answer, "formulas.0.dollars.exact")
	got["formula_usd_cents"] = at(answer, "formulas.0.dollars.cents")
	got["matches_listed"] = at(answer, "formulas.0.matchesListed")
	return got, nil
}

// dateValidity asks for each of the models that the vector names together,
// "Sora 2 / Sora 2 Pro (OpenAI Videos API)", and wants one answer of all.
func dateValidity(r *runner, v *Vector) (object, error) {
	names, _, _ := strings.Cut(show(v.Input["model"]), " (")
	var got object
	for _, name := range strings.Split(names, " / ") {
		answer, err := r.engine.Ask("models", object{"seller": "openai-api", "model": name, "asOf": show(v.Input["date"])})
		if err != nil {
			return nil, err
		}
		one := object{
			"state":                   at(answer, "models.0.state"),
			"must_warn_before_sunset": warning(at(answer, "models.0"), "sunset_ahead") != "",
		}
		if got != nil && fmt.Sprint(got) != fmt.Sprint(one) {
			return nil, fmt.Errorf("%s: the models differ: %v and %v", names, got, one)
		}
		got = one
	}
	return got, nil
}

func bonusPromo(r *runner, v *Vector) (object, error) {
	if v.Input["grant"] != nil {
		return trialGrant(r, v)
	}
	answer, err := r.engine.Ask("offers", object{
		"plan":    object{"price": show(v.Input["price_usd"]), "credits": show(v.Input["base_credits"])},
		"bonus":   object{"percent": show(v.Input["bonus_percent"]), "cap": show(v.Input["bonus_cap_credits"])},
		"month":   show(v.Input["month"]),
		"newUser": show(v.Input["new_user"]),
	})
	if err != nil {
		return nil, err
	}
	got := object{
		"bonus_credits":        at(answer, "offers.0.bonus.credits"),
		"total_credits":        at(answer, "offers.0.bonus.totalCredits"),
		"usd_per_credit_exact": at(answer, "offers.0.bonus.perCredit.exact"),
		"usd_per_credit_6dp":   at(answer, "offers.0.bonus.perCredit.value"),
	}
	for _, reading := range items(answer, "offers.0.bonus.readings") {
		switch str(reading, "id") {
		case "cap-on-total":
			got["alt_cap_on_total_bonus"] = at(reading, "credits")
		case "cap-on-base":
			got["alt_cap_on_base_bonus"] = at(reading, "credits")
		}
	}
	return got, nil
}

// trialGrant finds the offer of the kind that the vector names.
func trialGrant(r *runner, v *Vector) (object, error) {
	answer, err := r.engine.Ask("offers", object{})
	if err != nil {
		return nil, err
	}
	for _, o := range items(answer, "offers") {
		if str(o, "kind") == show(v.Input["grant"]) {
			return object{"unit": at(o, "grant.unit"), "usd": at(o, "grant.amount"), "credits": at(o, "credits")}, nil
		}
	}
	return nil, fmt.Errorf("no offer of kind %s", show(v.Input["grant"]))
}

func provenance(r *runner, v *Vector) (object, error) {
	answer, err := r.engine.Ask("advice", object{"asOf": show(v.Input["date"]), "region": show(v.Input["user_region"])})
	if err != nil {
		return nil, err
	}
	return object{
		"label_legally_required": at(answer, "provenanceLabel.legallyRequired"),
		"preserve_label_anyway":  at(answer, "provenanceLabel.preserve"),
	}, nil
}

// routing asks for any comparison under the constraint: which vendor the
// sources route it to does not depend on the shot.
func routing(r *runner, v *Vector) (object, error) {
	answer, err := r.engine.Ask("compare", object{"needs": show(v.Input["hard_constraint"]), "seconds": "8"})
	if err != nil {
		return nil, err
	}
	return object{"vendor": at(answer, "routing.0.name")}, nil
}
