package wire

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/internal/made"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func handle(t *testing.T, op, request string) (map[string]any, *pricing.Error) {
	t.Helper()
	body, err := Handle(frozen.Table(), op, []byte(request), made.Day(t, "2026-06-15"))
	var answer map[string]any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if jsonErr := d.Decode(&answer); jsonErr != nil {
		t.Fatalf("%s %s: answer is not JSON: %v\n%s", op, request, jsonErr, body)
	}
	var e *pricing.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("%s %s: not an *Error: %v", op, request, err)
	}
	return answer, e
}

// Every malformed request gets a typed error that names the field.
func TestStrictDecoding(t *testing.T) {
	for _, c := range []struct {
		op, request string
		code        pricing.Code
		field       string
	}{
		{"quote", `{`, pricing.InvalidJSON, ""},
		{"quote", `[]`, pricing.WrongType, ""},
		{"quote", `"x"`, pricing.WrongType, ""},
		{"quote", `null`, pricing.WrongType, ""},
		{"quote", `{"seller":"house"} {}`, pricing.InvalidJSON, ""},
		{"quote", `{"seller":"house","seller":"house"}`, pricing.InvalidJSON, ""},
		{"quote", "{\"seller\":\"\xff\"}", pricing.InvalidJSON, ""},
		{"quote", `{"seller":"house","modle":"veo-3"}`, pricing.UnknownField, "modle"},
		{"quote", `{"Seller":"house"}`, pricing.UnknownField, "Seller"},
		{"quote", `{"seller":["house"]}`, pricing.WrongType, "seller"},
		{"quote", `{"seller":{"id":"house"}}`, pricing.WrongType, "seller"},
		{"quote", `{"plan":"30"}`, pricing.WrongType, "plan"},
		{"quote", `{"plan":nul}`, pricing.InvalidJSON, ""},
		{"estimate", `{"lines":[{}`, pricing.InvalidJSON, ""},
		{"estimate", `{"lines":[{},]}`, pricing.InvalidJSON, ""},
		{"estimate", `{"lines":{}}`, pricing.WrongType, "lines"},
		{"quote", `{"plan":{"price":"30","credits":"3000","tax":"1"}}`, pricing.UnknownField, "plan.tax"},
		{"quote", `{"plan":{"price":"30"}}`, pricing.MissingParameter, "plan.credits"},
		{"quote", `{"plan":{"price":null,"credits":1}}`, pricing.MissingParameter, "plan.price"},
		{"quote", `{"plan":{"price":{"min":1},"credits":1}}`, pricing.WrongType, "plan.price"},
		{"quote", `{"seconds":"eight"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"NaN"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"Infinity"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":1e1}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"1e999999999"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":""}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"8."}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":".5"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"+8"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"0x8"}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"seconds":"8 "}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"count":"9999999999999"}`, pricing.InvalidValue, "count"},
		{"quote", `{"count":"1.0000000001"}`, pricing.InvalidValue, "count"},
		{"quote", `{"seconds":true}`, pricing.InvalidSeconds, "seconds"},
		{"quote", `{"everyOffer":"yes"}`, pricing.InvalidValue, "everyOffer"},
		{"quote", `{"asOf":"yesterday"}`, pricing.InvalidValue, "asOf"},
		{"quote", `{"model":"` + strings.Repeat("m", 201) + `"}`, pricing.InvalidValue, "model"},
		{"quote", `{"model":"` + strings.Repeat("m", MaxRequestBytes) + `"}`, pricing.TooLarge, ""},
		{"quote", strings.Repeat(`{"plan":`, 8000), pricing.UnknownField, "plan.plan"},
		{"quote", strings.Repeat(`[`, 60000), pricing.WrongType, ""},
		{"models", `{"offer":"x"}`, pricing.UnknownField, "offer"},
		{"offers", `{"bonus":{"percent":"50"}}`, pricing.MissingParameter, "bonus.cap"},
		{"table", `{"seller":"house"}`, pricing.UnknownField, "seller"},
		{"estimate!", `{}`, pricing.UnknownOperation, ""},
		{"", ``, pricing.UnknownOperation, ""},
	} {
		name := c.request
		if len(name) > 60 {
			name = name[:60] + "…"
		}
		answer, e := handle(t, c.op, c.request)
		if e == nil {
			t.Errorf("%s %s: accepted", c.op, name)
			continue
		}
		if e.Code != c.code || e.Field != c.field {
			t.Errorf("%s %s: got %s at %q, want %s at %q", c.op, name, e.Code, e.Field, c.code, c.field)
		}
		said, _ := answer["error"].(map[string]any)
		if said["code"] != string(e.Code) {
			t.Errorf("%s %s: the answer says %v, the error %s", c.op, name, said["code"], e.Code)
		}
		want := "invalid"
		if e.Refused() {
			want = "refused"
		}
		if answer["status"] != want {
			t.Errorf("%s %s: status %v, want %s", c.op, name, answer["status"], want)
		}
	}
}

// The same value as a string, a number or a boolean is the same request, so
// that a query string and a body mean the same.
func TestScalarsByTheirText(t *testing.T) {
	strict, e := handle(t, "quote", `{"seller":"house","model":"veo-3","seconds":8,"audio":true,"count":2,"everyOffer":true}`)
	if e != nil {
		t.Fatal(e)
	}
	text, e := handle(t, "quote", `{"seller":"house","model":"veo-3","seconds":"8","audio":"true","count":"2","everyOffer":"true","tier":null}`)
	if e != nil {
		t.Fatal(e)
	}
	a, _ := json.Marshal(strict)
	b, _ := json.Marshal(text)
	if !bytes.Equal(a, b) {
		t.Errorf("answers differ:\n%s\n%s", a, b)
	}
}

// The digest is the SHA-256 of the canonical JSON, which anyone can recompute.
func TestDigestIsOfTheCanonicalTable(t *testing.T) {
	table := frozen.Table()
	canonical := jsontext.Value(table.Canonical).Clone()
	if err := canonical.Canonicalize(); err != nil {
		t.Fatal(err)
	}
	if string(canonical) != table.Canonical {
		t.Error("the published table is not in canonical form")
	}
	sum := sha256.Sum256([]byte(table.Canonical))
	if want := "sha256:" + hex.EncodeToString(sum[:]); table.Digest != want {
		t.Errorf("digest %s, want %s", table.Digest, want)
	}
	if answer, err := Handle(table, "table", nil, 0); err != nil || string(answer) != table.Canonical {
		t.Errorf("the table is answered otherwise: %v", err)
	}
}

// What only the operator may see is not in the published table.
func TestTheOperatorsPartIsNotPublished(t *testing.T) {
	for _, secret := range []string{`"operator"`, "healthy margin", "margin)"} {
		if strings.Contains(frozen.Table().Canonical, secret) {
			t.Errorf("the published table contains %s", secret)
		}
	}
}

func TestHandleIsPure(t *testing.T) {
	requests := []string{
		`{"seller":"house","model":"veo-3","seconds":8,"everyOffer":true,"history":true}`,
		`{"seller":"openai-api","model":"sora-2","asOf":"2026-10-01"}`,
		`{"seller":"endpoints","model":"sora-2-text-to-video","seconds":8}`,
		`{"seller":"hose"}`,
	}
	want := make([][]byte, len(requests))
	for i, r := range requests {
		want[i], _ = Handle(frozen.Table(), "quote", []byte(r), made.Day(t, "2026-06-15"))
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for i, r := range requests {
					if got, _ := Handle(frozen.Table(), "quote", []byte(r), 1781481600); !bytes.Equal(got, want[i]) {
						t.Errorf("%s: the answer changed", r)
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzHandle(f *testing.F) {
	for _, op := range []string{"quote", "models", "offers", "table"} {
		f.Add(op, []byte(`{"seller":"house","model":"veo-3","seconds":"8","plan":{"price":"30","credits":"3000"},"asOf":"2026-06-01"}`))
		f.Add(op, []byte(`{"seller":"openai-api","model":"Sora 2 Pro","resolution":"1080p","seconds":12,"batch":true}`))
		f.Add(op, []byte(`{"plan":{"price":30,"credits":3000},"bonus":{"percent":50,"cap":5000},"month":1}`))
	}
	for _, c := range [...]struct{ op, request string }{
		{"quote", `{"seller":"luma-api","model":"ray-2","resolution":"720p","audio":true,"width":1280,"height":720,"fps":24,"seconds":5,"count":3,"takes":2}`},
		{"quote", `{"seller":"house","model":"kling-v2.1","everyOffer":true,"history":true}`},
		{"quote", `{"credits":"0.5","seconds":7,"plan":{"price":"0.1","credits":"7"}}`},
		{"estimate", `{"lines":[{"seller":"house","model":"veo-3","seconds":6,"count":40,"takes":3,"label":"B-roll","project":"p","client":"c"},{"seller":"fal","model":"h100"}]}`},
		{"estimate", `{"lines":[{"seller":"endpoints","model":"veo3"}],"reality":{"failureRate":"0.1","timeoutRate":0.05,"duplicateRate":"0.02","generationSeconds":90}}`},
		{"estimate", `{"lines":[{},]}`},
		{"compare", `{"seconds":8,"resolution":"1080p","market":"all","needs":"hdr, editing","offers":"all"}`},
		{"compare", `{"seconds":10,"audio":false,"market":"app"}`},
		{"advice", `{"seller":"openai-api","model":"sora-2","seconds":8,"region":"EU","purpose":"b-roll"}`},
		{"purchase", `{"seller":"house","credits":4000,"plans":1}`},
		{"purchase", `{"seller":"house","credits":"123456789","plans":"1","months":12,"packsLast":true,"limits":{"starter":0}}`},
		{"budget", `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500,"start":"2026-07-01","clipsPerDay":5}`},
		{"budget", `{"seller":"house","model":"veo-3","offer":"agency","clips":20,"keep":{"kept":3,"of":50},"percentiles":"50,90,99","have":{"credits":2000}}`},
		{"budget", `{"dollarsPerClip":"0.45","dollarsPerClipMax":"0.9","gate":{"spent":90,"job":2,"attempt":3,"maxAttempts":3},"ceiling":100,"have":{"dollars":"7"}}`},
		{"purchase", `{"credits":"4000","plans":1,"limits":{"agency":2,"studio":1000},"months":1}`},
		{"purchase", `{"seller":"kling-app","credits":"0.000000001","plans":1,"months":24,"packsLast":true}`},
		{"budget", `{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","dollarsPerSecondMax":1,"takes":3,"ceiling":1500,"start":"2026-07-01","clipsPerDay":"0.1"}`},
		{"budget", `{"clips":10,"keep":{"kept":3,"of":50},"percentiles":"50,99","have":{"credits":1},"creditsPerClip":2,"gate":{"spent":1,"job":1,"attempt":1,"maxAttempts":1},"ceiling":1,"plan":{"price":1,"credits":1}}`},
		{"ledger", `{"seller":"endpoints","balance":100,"events":[{"event":"submit","job":"a","credits":11},{"event":"status","job":"a","status":"2"},{"event":"refund","job":"a"}]}`},
		{"ledger", `{"seller":"house","balance":"500","events":[{"event":"submit","job":"a","shot":{"seller":"house","model":"sora-2"}},{"event":"capture","job":"a","creditsUsed":"79.5"},{"event":"x"}]}`},
		{"reconcile", `{"log":"model,seconds,credits\nveo-3,8,480\nveo-3,8,30\n","seller":"house","list":"all","csv":true}`},
		{"reconcile", `{"log":"[{\"model\":\"veo-3\",\"usd\":1}]","format":"json","seller":"house","offer":"agency","most":1}`},
	} {
		f.Add(c.op, []byte(c.request))
	}
	f.Fuzz(func(t *testing.T, op string, request []byte) {
		body, err := Handle(frozen.Table(), op, request, 1781481600)
		if !jsontext.Value(body).IsValid() {
			t.Fatalf("the answer is not JSON: %s", body)
		}
		var e *pricing.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("not an *Error: %v", err)
		}
		if e != nil && e.Code == pricing.Internal {
			t.Fatalf("internal error: %v", e)
		}
	})
}

// Margins are the operator's.
func TestThePublicEntryPointHasNoMargins(t *testing.T) {
	if _, e := handle(t, "margin", `{}`); e == nil || e.Code != pricing.UnknownOperation {
		t.Errorf("the public entry point answers margin: %v", e)
	}
}
