package main

import (
	"fmt"
	"strings"
)

// budgetMembers is how the vectors name the members of a budget request, which
// are dotted where they are inside an object.
var budgetMembers = map[string]string{
	"clips": "clips", "seconds": "seconds", "ceiling_usd": "ceiling",
	"iterations": "takes", "regenerations_multiplier": "takes",
	"usd_per_second": "dollarsPerSecond", "usd_per_second_min": "dollarsPerSecond", "usd_per_second_max": "dollarsPerSecondMax",
	"usd_per_clip": "dollarsPerClip", "credits_per_second": "creditsPerSecond", "credits_per_clip": "creditsPerClip",
	"plan_credits": "have.credits", "published_keep.published": "keep.kept", "published_keep.candidates": "keep.of",
	"month_to_date_usd": "gate.spent", "job_quote_usd": "gate.job", "monthly_ceiling_usd": "ceiling",
	"attempt_number": "gate.attempt", "max_attempts_per_job": "gate.maxAttempts",
}

// budgetAnswers is where a budget says what the vectors expect.
var budgetAnswers = map[string]string{
	"uncapped_exact": "forecast.dollars.exact", "uncapped_6dp": "forecast.dollars.value", "uncapped_cents": "forecast.dollars.cents",
	"uncapped_min_cents": "forecast.dollarsAtBest.cents", "uncapped_max_cents": "forecast.dollarsAtWorst.cents",
	"uncapped_min_exact": "forecast.dollarsAtBest.exact", "uncapped_max_exact": "forecast.dollarsAtWorst.exact",
	"capped_cents": "ceiling.capped.cents", "over_ceiling": "ceiling.over", "over_by_cents": "ceiling.overBy.cents",
	"whole_clips_within_ceiling": "ceiling.fits.clips", "cost_of_those_cents": "ceiling.fits.dollars.cents",
	"credits_per_kept_clip": "yield.perKeptClip.exact", "kept_clips_exact": "yield.keptClips.exact", "kept_clips_whole": "yield.whole",
	"total_usd_exact": "keep.sample.exact", "total_usd_cents": "keep.sample.cents",
	"usd_per_published_clip_exact": "keep.perKeptClip.exact", "usd_per_published_clip_cents": "keep.perKeptClip.cents",
	"allow": "gate.allow", "remaining_after_cents": "gate.spend.remainingAfter.cents", "reason": "gate.spend.reason",
}

// budget asks one question of a budget.
func budget(r *runner, v *Vector) (object, error) {
	request := object{}
	if err := translate(request, "", v.Input); err != nil {
		return nil, err
	}
	answer, err := r.engine.Ask("budget", request)
	if err != nil {
		return nil, err
	}
	if code := str(answer, "error.code"); code != "" {
		return nil, fmt.Errorf("%s: %s", code, str(answer, "error.message"))
	}
	got := object{}
	for key, path := range budgetAnswers {
		got[key] = at(answer, path)
	}
	return got, nil
}

// translate puts the members of the vector's input where the request has them.
// It leaves out null.
func translate(request object, prefix string, in map[string]any) error {
	for name, value := range in {
		if inner, ok := value.(map[string]any); ok {
			if err := translate(request, prefix+name+".", inner); err != nil {
				return err
			}
			continue
		}
		member, ok := budgetMembers[prefix+name]
		switch outer, inner, nested := strings.Cut(member, "."); {
		case !ok:
			return fmt.Errorf("%s%s: a budget is not asked for by this", prefix, name)
		case value == nil:
		case nested:
			if request[outer] == nil {
				request[outer] = object{}
			}
			request[outer].(object)[inner] = show(value)
		default:
			request[member] = show(value)
		}
	}
	return nil
}
