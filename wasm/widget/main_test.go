//go:build js && wasm && !tinygo

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
)

func TestMain(m *testing.M) {
	if got := string(loaded([]byte(frozen.Table().Canonical))); got != `{"status":"ok"}` {
		panic(got)
	}
	m.Run()
}

// calls returns what JavaScript gets from reelrate(args...).
func calls(t *testing.T, args ...any) string {
	t.Helper()
	if err := register(safejs.Global()); err != nil {
		t.Fatal(err)
	}
	answer, err := safejs.Global().Call("reelrate", args...)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Type() != safejs.TypeString {
		t.Fatalf("got a %v, want a string", answer.Type())
	}
	text, err := answer.String()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestCall(t *testing.T) {
	for _, test := range []struct {
		name string
		args []any
		want string // part of the answer
	}{
		{"a price", []any{"quote", `{"seller":"house","model":"veo-3","seconds":8}`}, `"480"`},
		{"a refusal", []any{"quote", `{"seller":"house","model":"veo-3","seconds":0}`}, `"invalid_seconds"`},
		{"not JSON", []any{"quote", `{`}, `"invalid_json"`},
		{"no such operation", []any{"prices", `{}`}, `"unknown_operation"`},
		{"no arguments", nil, `"unknown_operation"`},
		{"one argument", []any{"quote"}, `"unknown_operation"`},
		{"an object instead of text", []any{"quote", map[string]any{"seller": "house"}}, `"unknown_operation"`},
		{"null", []any{"quote", nil}, `"unknown_operation"`},
		{"a moment", []any{"quote", `{"seller":"house","model":"veo-3","seconds":8}`, 1780272000}, `"asOf":"2026-06-01"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := calls(t, test.args...); !json.Valid([]byte(got)) || !strings.Contains(got, test.want) {
				t.Errorf("got %.300s, want %s in it", got, test.want)
			}
		})
	}
}

// The table is bytes: a text would have lost what is not UTF-8.
func TestLoad(t *testing.T) {
	before := table
	defer func() { table = before }()
	array := func(text string) safejs.Value {
		constructor, err := safejs.Global().Get("Uint8Array")
		if err != nil {
			t.Fatal(err)
		}
		v, err := constructor.New(len(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := safejs.CopyBytesToJS(v, []byte(text)); err != nil {
			t.Fatal(err)
		}
		return v
	}
	another := strings.ReplaceAll(frozen.Table().Canonical, `"amount":"60"`, `"amount":"61"`)
	for _, test := range []struct {
		name  string
		bytes any
		want  string // part of the answer
		price string // of 8 s afterwards
	}{
		{"half a table", array(another[:len(another)/2]), `"invalid_table"`, `"480"`},
		{"not UTF-8", array("\xff" + another), `"invalid_table"`, `"480"`},
		{"no array", map[string]any{}, `"invalid_table"`, `"480"`},
		{"an array of other things", []any{1, 2}, `"invalid_table"`, `"480"`},
		{"a text", another, `"too_large"`, `"480"`},
		{"another table", array(another), `{"status":"ok"}`, `"488"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := calls(t, "load", test.bytes); !json.Valid([]byte(got)) || !strings.Contains(got, test.want) {
				t.Errorf("got %.300s, want %s in it", got, test.want)
			}
			if got := calls(t, "quote", `{"seller":"house","model":"veo-3","seconds":8}`); !strings.Contains(got, test.price) {
				t.Errorf("got %.300s, want %s in it", got, test.price)
			}
		})
	}
	table = nil
	if got := calls(t, "quote", `{}`); !strings.Contains(got, `"code":"invalid_table","field":null,"message":"no table was loaded"`) {
		t.Errorf("without a table: %s", got)
	}
}

func TestReadyIsCalledOnceRegistered(t *testing.T) {
	order := ""
	ready, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		order += "ready"
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Release()
	global := safejs.Global()
	if err := global.Set("reelrateReady", ready); err != nil {
		t.Fatal(err)
	}
	defer global.Delete("reelrateReady")
	if err := register(global); err != nil {
		t.Fatal(err)
	}
	if order != "ready" {
		t.Errorf("got %q, want one call", order)
	}
}

func TestPanicIsAnAnswer(t *testing.T) {
	got := answer(func(*pricing.Table, string, []byte, pricing.Instant) ([]byte, error) {
		panic("secret cause")
	}, "quote", "{}", 0)
	if !json.Valid([]byte(got)) || !strings.Contains(got, `"internal"`) || strings.Contains(got, "secret") {
		t.Errorf("got %s", got)
	}
}

func BenchmarkCall(b *testing.B) {
	if err := register(safejs.Global()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := safejs.Global().Call("reelrate", "quote", `{"seller":"house","model":"veo-3","seconds":8}`); err != nil {
			b.Fatal(err)
		}
	}
}
