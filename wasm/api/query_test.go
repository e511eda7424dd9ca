package api

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/pricing/wire"
)

// A query means what the object does.
func TestQueryAsObject(t *testing.T) {
	for query, want := range map[string]string{
		"":                               `{}`,
		"&&":                             `{}`,
		"seller=house&model=veo-3":       `{"model":"veo-3","seller":"house"}`,
		"plan.price=30&plan.credits=300": `{"plan":{"credits":"300","price":"30"}}`,
		"plan.price=30&bonus.percent=5&plan.credits=300&a=1": `{"a":"1","bonus":{"percent":"5"},"plan":{"credits":"300","price":"30"}}`,
		"plan.price=30&plan-b=2&z=3":                         `{"plan-b":"2","plan":{"price":"30"},"z":"3"}`,
		"a.b.c=1":                                            `{"a":{"b.c":"1"}}`,
		"mode=text+to%20video":                               `{"mode":"text to video"}`,
		"mode=%22%5C%0A%1f%26%3D%C3%A9":                      `{"mode":"\"\\\u000a\u001f&=é"}`,
		"a=b=c":                                              `{"a":"b=c"}`,
		"seller=house&model=veo-3&seconds=8&plan.price=30&plan.credits=300": `{"model":"veo-3","plan":{"credits":300,"price":30},"seconds":8,"seller":"house"}`,
		"seller=house&model=veo-3&seconds=1e3":                              `{"model":"veo-3","seconds":"1e3","seller":"house"}`,
		"seller=house&plan.price=30":                                        `{"plan":{"price":"30"},"seller":"house"}`,
		"plan.x=30":                                                         `{"plan":{"x":"30"}}`,
		"seller.x=30":                                                       `{"seller":{"x":"30"}}`,
		"plan=30":                                                           `{"plan":"30"}`,
		"lines=30":                                                          `{"lines":"30"}`,
		"lines.0=30":                                                        `{"lines":{"0":"30"}}`,
		"keep.of=3":                                                         `{"keep":{"of":"3"}}`,
	} {
		in, err := requestOf(httptest.NewRecorder(), httptest.NewRequest("GET", "/v1/quote?"+query, nil), "quote")
		if err != nil {
			t.Errorf("%s: %v", query, err)
		}
		for _, op := range []string{"quote", "offers", "estimate", "budget"} {
			got, _ := wire.Ask(operations, frozen.Table(), op, in, 1781481600)
			if object, _ := wire.Ask(operations, frozen.Table(), op, wire.Input{JSON: []byte(want)}, 1781481600); string(got.JSON) != string(object.JSON) {
				t.Errorf("%s %s:\n got %s\nwant %s", op, query, got.JSON, object.JSON)
			}
		}
	}
}

func TestQueriesThatCannotBeRead(t *testing.T) {
	for query, field := range map[string]string{
		"a=1;b=2":                       "",
		"%zz=1":                         "",
		strings.Repeat("a=1&", 65):      "",
		"plan=1&plan-b=1&plan.price=30": "plan.price",
		"a.b=1&a.b=2":                   "a.b",
		"seconds":                       "seconds",
	} {
		_, err := requestOf(httptest.NewRecorder(), httptest.NewRequest("GET", "/v1/quote?"+query, nil), "quote")
		if err == nil || err.Code != invalidQuery || err.Field != field {
			t.Errorf("%s: got %v, want it to name %q", query, err, field)
		}
	}
}
