package main

import (
	"fmt"
	"strconv"
)

// ledgerEvents are the events of the vectors, by the member that names them: the
// event of the ledger and the member that its value goes to, if any.
var ledgerEvents = []struct{ vector, event, member string }{
	{"submit", "submit", ""},
	{"task_end_status", "end", "status"},
	{"task_status", "status", "status"},
	{"status", "status", "status"},
	{"capture", "capture", ""},
	{"refund", "refund", ""},
}

// ledgerMembers are the further members of an event, by their name in a vector.
var ledgerMembers = map[string]string{
	"job": "job", "job_id": "job", "request_id": "job",
	"credits": "credits", "quoted": "quoted", "creditsUsed": "creditsUsed", "credits_used": "creditsUsed",
}

// chargeLifecycle replays the events at the seller whose page describes the life
// of a charge. A job without an id is named by its place among the submissions,
// and what follows is about the last one.
func chargeLifecycle(r *runner, v *Vector) (object, error) {
	list, _ := v.Input["events"].([]any)
	var events []any
	job := ""
	for i, e := range list {
		in, _ := e.(map[string]any)
		event := object{}
		for name, value := range in {
			if member, ok := ledgerMembers[name]; ok && value != nil {
				event[member] = show(value)
			}
		}
		for _, known := range ledgerEvents {
			value, ok := in[known.vector]
			if !ok {
				continue
			}
			if event["event"] = known.event; known.member != "" {
				event[known.member] = show(value)
			}
			if known.event == "submit" && event["job"] == nil {
				event["job"] = "job " + strconv.Itoa(i+1)
			}
			break
		}
		if event["event"] == nil {
			return nil, fmt.Errorf("event %d: %v is none that is known", i+1, e)
		}
		if event["job"] == nil {
			event["job"] = job
		}
		job = show(event["job"])
		events = append(events, event)
	}
	answer, err := r.engine.Ask("ledger", object{"seller": "endpoints", "balance": show(v.Input["opening_balance"]), "events": events})
	if err != nil {
		return nil, err
	}
	got := object{
		"status":                "ok",
		"balance":               at(answer, "balance.value"),
		"held":                  at(answer, "held.value"),
		"charged":               at(answer, "charged.value"),
		"refunded":              at(answer, "refunded.value"),
		"quote_vs_billed_delta": at(answer, "quoteDelta.value"),
		"must_flag_mismatch":    at(answer, "mismatch"),
		"reason":                first(str(answer, "rejected.0.error.message"), str(answer, "error.message"), str(answer, "jobs.0.why")),
		"reason_class":          first(str(answer, "rejected.0.error.code"), str(answer, "error.code")),
	}
	if got["reason_class"] != "" {
		got["status"] = "refused"
	}
	return got, nil
}
