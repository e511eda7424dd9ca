package api

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/reelrate/reelrate/pricing/rates"
)

// What the README tells a newcomer to try is answered by the default table, whatever its
// prices: each curl line has a price but the last, which shows a refusal.
func TestReadmeCanBeTried(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	ask := func(query string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		onItsDay(rates.Default()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/quote?"+query, nil))
		return w
	}
	lines := regexp.MustCompile(`(?m)^    curl 'localhost:8787/v1/quote\?(.*)'$`).FindAllStringSubmatch(string(text), -1)
	if len(lines) < 2 {
		t.Fatalf("%d lines", len(lines))
	}
	last := len(lines) - 1
	for _, line := range lines[:last] {
		if w := ask(line[1]); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"dollars":{`) {
			t.Errorf("%s: %d %s", line[1], w.Code, w.Body)
		}
	}
	refused := ask(lines[last][1])
	near := strings.Contains(refused.Body.String(), `"alternatives":[{`)
	if refused.Code != http.StatusUnprocessableEntity || !near {
		t.Errorf("%s: %d %s", lines[last][1], refused.Code, refused.Body)
	}
	element := regexp.MustCompile(`<reelrate-price seller="(.*?)" model="(.*?)" seconds="(.*?)"`)
	elements := element.FindAllStringSubmatch(string(text), -1)
	for _, e := range elements {
		if w := ask("seller=" + e[1] + "&model=" + e[2] + "&seconds=" + e[3]); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", e[0], w.Code, w.Body)
		}
	}
	if len(elements) == 0 {
		t.Error("no element")
	}
}
