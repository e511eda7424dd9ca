package wire

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/ledger"
	"github.com/reelrate/reelrate/pricing/reconcile"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

// logRequest is a reconcile request with the log as its text.
func logRequest(t *testing.T, log, options string) string {
	t.Helper()
	text, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	return `{"log":` + string(text) + options + `}`
}

func memberAt(t *testing.T, answer map[string]any, path string) any {
	t.Helper()
	var v any = answer
	for _, name := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[name]
		case []any:
			v = nil
			if i := int(name[0] - '0'); i < len(at) {
				v = at[i]
			}
		default:
			return nil
		}
	}
	return v
}

func TestHandleReconcile(t *testing.T) {
	log := made.UsageCSV(t)
	for _, c := range []struct {
		options             string
		lines, first, omits any
	}{
		// 19 rows differ, of which 3 have no price without the studio; 2 others have none, and 9 are malformed.
		{``, 30, "4", "0"},
		{`,"most":2`, 2, "4", "28"},
		{`,"most":"0"`, 0, nil, "30"},
		{`,"list":"all"`, 45, "2", "0"},
		{`,"list":"none"`, 0, nil, "0"},
		{`,"list":"all","most":"5","format":"csv","seller":"house","offer":"agency"`, 5, "2", "40"},
	} {
		answer, e := handle(t, "reconcile", logRequest(t, log, c.options))
		if e != nil {
			t.Fatalf("%s: %v", c.options, e)
		}
		lines := answer["lines"].([]any)
		first := any(nil)
		if len(lines) > 0 {
			first = memberAt(t, answer, "lines.0.line").(json.Number).String()
		}
		if len(lines) != c.lines || first != c.first || answer["linesOmitted"].(json.Number).String() != c.omits {
			t.Errorf("%s: %d lines from %v, %v omitted; want %v from %v, %v omitted", c.options, len(lines), first, answer["linesOmitted"], c.lines, c.first, c.omits)
		}
		if answer["status"] != "differs" || memberAt(t, answer, "outcomes.malformed") != json.Number("9") {
			t.Errorf("%s: status %v, %v malformed", c.options, answer["status"], memberAt(t, answer, "outcomes.malformed"))
		}
	}
	answer, _ := handle(t, "reconcile", logRequest(t, log, `,"csv":true`))
	for path, want := range map[string]any{
		"lines.0.job": "e-1", "lines.0.cause": "resolution", "lines.0.billed.value": "15", "lines.0.expected.value": "10", "lines.0.difference.value": "5",
		"lines.0.quoteDelta.value": "5", "lines.0.shot.resolution": "720p", "lines.0.rate": "endpoints/sora-2-text-to-video/720p-tier-2",
		"lines.0.under": "endpoints/sora-2-text-to-video/1080p-tier-2", "lines.0.error": nil, "lines.0.state": "completed",
		"lines.1.dollars.cents": "0.81", "lines.1.perSecond.exact": "81/500", "lines.1.because": "it is the price with audio on; the log says audio off",
		"causes.0.cause": "refund_missing", "groups.projects.0.name": "launch", "groups.projects.0.perClip.exact": "480", "groups.projects.0.perSecond.exact": "60",
		"groups.projects.0.dollars": nil, "policies.0.seller": "openai-api", "policies.0.failed": "unknown", "policies.1.seller": "endpoints", "policies.1.failed": "refund",
		"rates.0.id": "endpoints/sora-2-text-to-video/1080p-tier-2", "asOf": "2026-06-15",
	} {
		if got := memberAt(t, answer, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if text := answer["csv"].(string); !strings.HasPrefix(text, reconcile.UsageCSVHeader+"4,e-1,") || !strings.Contains(text, `"'=HYPERLINK(""x"")"`) {
		t.Errorf("csv begins %.200q", text)
	}
	// A repeat names its first line; dollars have a price; what nobody bills is in no currency.
	answer, _ = handle(t, "reconcile", logRequest(t, "job_id,seller,model,seconds,offer,credits_used,refunded\n"+
		"a,house,veo-3,8,agency,480,\na,house,veo-3,8,agency,480,\n,nobody,veo-3,8,,480,\n,house,veo-3,8,,480,481\n", ""))
	for path, want := range map[string]any{
		"lines.0.earlierLine": json.Number("2"), "lines.0.billed.value": "480", "lines.0.perSecond.exact": "60", "lines.0.expected.value": "0",
		"lines.1.earlierLine": nil, "lines.1.outcome": "unpriced", "lines.1.billed": nil, "lines.1.perSecond": nil, "lines.1.expected": nil,
		"lines.2.outcome": "malformed", "lines.2.billed": nil, "lines.2.perSecond": nil, "lines.2.state": nil,
		// 960 × 0.0358, for one clip of 8 s that was billed twice.
		"groups.models.0.dollars.exact": "4296/125", "groups.models.0.dollarsPerSecond.exact": "537/125", "groups.models.0.undollared": json.Number("0"),
	} {
		if got := memberAt(t, answer, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	clean, e := handle(t, "reconcile", logRequest(t, "seller,model,seconds,credits_used\nhouse,veo-3,8,480\n", ""))
	if e != nil || clean["status"] != "matches" {
		t.Errorf("a log without a fault: %v, %v", clean["status"], e)
	}
}

// In parts, the rows are those of an answer with room for all, and the answer is
// the same but for them. The CSV has the rows that are right as well.
func TestReconcileInParts(t *testing.T) {
	const rows = 2*rowsInPart + 1 // of which every third is billed twice its price
	var log strings.Builder
	log.WriteString("job_id,model,seconds,credits\n")
	for i := range rows {
		log.WriteString("j" + strconv.Itoa(i) + ",veo-3,8," + []string{"480", "480", "960"}[i%3] + "\n")
	}
	request := logRequest(t, log.String(), `,"seller":"house","most":5000`)
	whole, e := handle(t, "reconcile", request)
	if e != nil {
		t.Fatal(e)
	}

	var read []int
	var lines []any
	var text string
	parts, err := ReconcileInParts(frozen.Table(), []byte(strings.Replace(request, "5000", "1", 1)), made.Day(t, "2026-06-15"), func(p Part) {
		var some []any
		d := json.NewDecoder(strings.NewReader(string(p.Lines)))
		d.UseNumber()
		if err := d.Decode(&some); err != nil {
			t.Fatal(err)
		}
		read, lines, text = append(read, p.Rows), append(lines, some...), text+string(p.CSV)
	})
	if err != nil || !slices.Equal(read, []int{500, 1000, 1001}) || text != "" {
		t.Fatalf("parts after %v rows, csv %q, %v", read, text, err)
	}
	if want := whole["lines"].([]any); len(lines) != 333 || !reflect.DeepEqual(lines, want) {
		t.Errorf("%d lines, want the %d of the answer", len(lines), len(want))
	}
	var answer map[string]any
	d := json.NewDecoder(strings.NewReader(string(parts)))
	d.UseNumber()
	if err := d.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	whole["lines"] = []any{}
	if !reflect.DeepEqual(answer, whole) {
		t.Errorf("the answer is %s", parts)
	}

	if _, err := ReconcileInParts(frozen.Table(), []byte(strings.Replace(request, `"most"`, `"csv":true,"most"`, 1)), made.Day(t, "2026-06-15"), func(p Part) { text += string(p.CSV) }); err != nil {
		t.Fatal(err)
	}
	table := frozen.Table()
	last := "1002,j1000,,house,veo-3,,,,matches,,,house-credit,480,480,480,0,,,house/veo-3/per-second," + table.Version + "," + table.Digest + "\r\n"
	if !strings.HasPrefix(text, reconcile.UsageCSVHeader) || strings.Count(text, "\r\n") != 1+rows || !strings.HasSuffix(text, last) {
		t.Errorf("the CSV has %d rows and ends %q, want %q", strings.Count(text, "\r\n"), text[max(0, len(text)-300):], last)
	}

	long := []byte(`{"log":"` + strings.Repeat("x", MaxLogBytes) + `"}`)
	if _, err := ReconcileInParts(table, long, 0, func(Part) { t.Error("a part of a log that is too long") }); err == nil || err.(*pricing.Error).Code != pricing.TooLarge {
		t.Errorf("a log that is too long: %v", err)
	}
}

func TestHandleReconcileRefuses(t *testing.T) {
	for _, c := range []struct {
		request string
		code    pricing.Code
		field   string
	}{
		{`{}`, pricing.MissingParameter, "log"},
		{``, pricing.InvalidJSON, ""},
		{`[]`, pricing.WrongType, ""},
		{`{"log":5}`, pricing.WrongType, "log"},
		{`{"log":["a"]}`, pricing.WrongType, "log"},
		{`{"log":"x","log":"y"}`, pricing.InvalidJSON, ""},
		{`{"log":"x"} 1`, pricing.InvalidJSON, ""},
		{`{"log":"x","lines":"all"}`, pricing.UnknownField, "lines"},
		{`{"log":"x","list":"some"}`, pricing.InvalidValue, "list"},
		{`{"log":"x","most":5001}`, pricing.InvalidValue, "most"},
		{`{"log":"x","csv":"maybe"}`, pricing.InvalidValue, "csv"},
		{`{"log":"x","format":"xml"}`, pricing.InvalidValue, "format"},
		{`{"log":"x","plan":{"price":1}}`, pricing.MissingParameter, "plan.credits"},
		{`{"log":"x"}`, reconcile.InvalidHeader, "model"},
		{`{"log":"` + strings.Repeat("x", MaxLogBytes) + `"}`, pricing.TooLarge, ""},
		{`{"log":"` + strings.Repeat(`{}\n`, MaxLogRows+1) + `"}`, pricing.TooLarge, "log"},
	} {
		name := c.request
		if len(name) > 60 {
			name = name[:60]
		}
		if _, e := handle(t, "reconcile", c.request); e == nil || e.Code != c.code || e.Field != c.field {
			t.Errorf("%s: %v, want %s at %q", name, e, c.code, c.field)
		}
	}
	// As many rows as are accepted.
	if answer, e := handle(t, "reconcile", `{"list":"none","log":"`+strings.Repeat(`{}\n`, MaxLogRows)+`"}`); e != nil || answer["rows"] != json.Number(strconv.Itoa(MaxLogRows)) {
		t.Errorf("%d rows: %v", MaxLogRows, e)
	}
	// The other operations keep their limit.
	if _, e := handle(t, "ledger", `{"seller":"`+strings.Repeat("x", MaxRequestBytes)+`"}`); e == nil || e.Code != pricing.TooLarge {
		t.Errorf("a long ledger request: %v", e)
	}
}

func TestHandleLedger(t *testing.T) {
	answer, e := handle(t, "ledger", `{"seller":"endpoints","balance":"100","events":[
		{"event":"submit","job":"a","shot":{"model":"wan/2-6-text-to-video","resolution":"1080p","tier":2},"creditsUsed":90},
		{"event":"end","job":"a","status":2},{"event":"end","job":"a","status":2},
		{"event":"submit","job":"b","credits":10},{"event":"end","job":"b","status":"timeout"}]}`)
	if e != nil {
		t.Fatal(e)
	}
	for path, want := range map[string]any{
		"seller.id": "endpoints", "currency": "endpoint-credit", "opening.value": "100", "balance.value": "90", "held.value": "10",
		"charged.value": "0", "refunded.value": "90", "quoteDelta.value": "1", "mismatch": true,
		"jobs.0.job": "a", "jobs.0.stage": "refunded", "jobs.0.state": "failed", "jobs.0.quoted.value": "89", "jobs.0.creditsUsed.value": "90",
		"jobs.1.stage": "held", "jobs.1.state": "timed_out", "rejected.0.event": json.Number("3"), "rejected.0.error.code": "already_refunded",
		"policy.failed": "refund", "policy.timed_out": "unknown", "policy.canceled": "unknown", "policy.moderated": "unknown", "policy.sources.0.line": json.Number("33"),
		"steps.0": `submit "a": 100 − 90 held = 10 credits`, "steps.1": `refund "a": 10 + 90 refunded = 100 credits`,
	} {
		if got := memberAt(t, answer, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	for _, c := range []struct {
		request string
		code    pricing.Code
		field   string
	}{
		{`{}`, pricing.MissingParameter, "seller"},
		{`{"seller":"nobody"}`, pricing.UnknownSeller, "seller"},
		{`{"seller":"endpoints"}`, pricing.MissingParameter, "balance"},
		{`{"seller":"endpoints","balance":-1}`, pricing.InvalidValue, "balance"},
		{`{"seller":"endpoints","balance":1,"events":{}}`, pricing.WrongType, "events"},
		{`{"seller":"endpoints","balance":1,"events":[{"type":"submit"}]}`, pricing.UnknownField, "events.0.type"},
		{`{"seller":"endpoints","balance":1,"events":[` + strings.Repeat(`{},`, ledger.MaxEvents) + `{}]}`, pricing.InvalidValue, "events"},
	} {
		if _, e := handle(t, "ledger", c.request); e == nil || e.Code != c.code || e.Field != c.field {
			t.Errorf("%.80s: %v, want %s at %q", c.request, e, c.code, c.field)
		}
	}
}
