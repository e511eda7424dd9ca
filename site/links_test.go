package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/testdata/frozen"
	"github.com/reelrate/reelrate/wasm/api"
)

// referral is an attribute that leads to a file, an answer or an element.
type referral struct{ page, element, attribute, target string }

// references lists what a page refers to, and its ids.
func references(t *testing.T, page, content string) (out []referral, ids map[string]bool) {
	t.Helper()
	ids = map[string]bool{}
	for e := range pageOf(t, content).all("") {
		for _, a := range e.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("%s: two elements %s", page, a.Val)
				}
				ids[a.Val] = true
			case "href", "src", "srcset", "action", "formaction", "poster", "data":
				out = append(out, referral{page, e.Data, a.Key, a.Val})
			case "for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls":
				for _, id := range strings.Fields(a.Val) {
					out = append(out, referral{page, e.Data, a.Key, "#" + id})
				}
			}
		}
	}
	return out, ids
}

// Every reference of every page leads to a built file, to an element that is
// there, to an answer of the API, or to a page that the table cites.
func TestReferencesResolve(t *testing.T) {
	c, err := readConfig(frozenRates)
	if err != nil {
		t.Fatal(err)
	}
	all := files(t, built)
	ids := map[string]map[string]bool{}
	var found []referral
	for _, name := range htmlPages(t) {
		var on []referral
		on, ids[name] = references(t, name, string(all[name]))
		found = append(found, on...)
	}

	cited := append(citedHosts(t), "www.rfc-editor.org", "oembed.com") // and the standards that the API keeps to
	answers := newAnswers(t)
	counts := map[string]int{}
	for _, r := range found {
		target := r.target
		if rest, ours := strings.CutPrefix(target, c.BaseURL); ours && r.element == "link" {
			target = rest // canonical and the like
		}
		u, err := url.Parse(target)
		if err != nil || u.Scheme == "" && u.Host != "" {
			t.Errorf("%+v: not an address (%v)", r, err)
			continue
		}
		if u.Scheme != "" {
			counts["cited"]++
			if u.Scheme != "https" || r.element != "a" || !slices.Contains(cited, u.Host) {
				t.Errorf("%+v: no source of the table is there", r)
			}
			continue
		}
		file := fileOf(u.Path)
		switch {
		case u.Path == "":
			file = r.page
		case !strings.HasPrefix(u.Path, "/"):
			t.Errorf("%+v: means another file on another page", r)
			continue
		case file == "":
			counts["api"]++
			answers(r, target)
			continue
		}
		if all[file] == nil {
			t.Errorf("%+v: no file %s", r, file)
			continue
		}
		if u.RawQuery != "" && file == "index.html" {
			counts["shots"]++
			answers(r, "/v1/quote?"+u.RawQuery)
		}
		if u.Fragment != "" {
			counts["elements"]++
			if !ids[file][u.Fragment] {
				t.Errorf("%+v: no such element in %s", r, file)
			}
		}
		counts["files"]++
	}
	for kind, least := range map[string]int{"files": 2000, "elements": 500, "api": 50, "shots": 150, "cited": 100} {
		if counts[kind] < least {
			t.Errorf("only %d references to %s", counts[kind], kind)
		}
	}
}

// citedHosts lists the hosts of the pages that the table's sources cite.
func citedHosts(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, found := range regexp.MustCompile(`"url":"https://([^/"]+)`).FindAllStringSubmatch(string(publishedTable(t)), -1) {
		if !slices.Contains(out, found[1]) {
			out = append(out, found[1])
		}
	}
	if len(out) < 3 {
		t.Fatalf("the table cites only %v", out)
	}
	return out
}

func publishedTable(t *testing.T) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v1/rates/"+frozen.Table().Digest, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("the table is answered with %d", w.Code)
	}
	return w.Body.Bytes()
}

func handler() http.Handler {
	made := func() time.Time { // the day of the table, on which every link was made
		day, _ := time.Parse(time.DateOnly, frozen.Table().Version)
		return day
	}
	return api.New(frozen.Table(), made, receipt.Keys{})
}

// newAnswers gives a function that asks the API for an address, each once. Only
// what has ended may be without an answer.
func newAnswers(t *testing.T) func(r referral, address string) {
	t.Helper()
	asked := map[string]bool{}
	h := handler()
	return func(r referral, address string) {
		if asked[address] {
			return
		}
		asked[address] = true
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		allowed := `"code":"sunset"`
		if r.element == "form" {
			allowed = `"code":"missing_parameter"` // what it asks for is in its fields
		}
		if w.Code != http.StatusOK && !strings.Contains(w.Body.String(), allowed) {
			t.Errorf("%+v: %d %s", r, w.Code, w.Body)
		}
	}
}
