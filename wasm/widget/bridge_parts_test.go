//go:build js && wasm && !tinygo

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
)

func TestRowsInParts(t *testing.T) {
	got := ""
	part, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		rows, _ := args[0].Int()
		lines, _ := args[1].String()
		csv, _ := args[2].String()
		if rows != 1 || !json.Valid([]byte(lines)) {
			t.Errorf("%d rows, %s", rows, lines)
		}
		got = csv
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	defer part.Release()
	log := `{"log":"job_id,seller,model,seconds,credits\nj1,house,veo-3,8,960","csv":true}`
	answer := calls(t, "reconcile", log, safejs.Undefined(), part)
	if !strings.Contains(answer, `"lines":[],`) || !strings.Contains(got, "\n2,j1,") {
		t.Errorf("csv %q, answer %s", got, answer)
	}
	if got := calls(t, "quote", `{"seller":"house","model":"veo-3","seconds":8}`, safejs.Undefined(), part); !strings.Contains(got, `"480"`) {
		t.Errorf("a quote with a part: %s", got)
	}
	if got := calls(t, "reconcile", log, "no function"); !strings.Contains(got, `"job":"j1"`) {
		t.Errorf("a part that is no function: %s", got)
	}
}
