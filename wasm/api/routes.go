// Package api answers the quote API over HTTP. It adds nothing to package
// pricing but the transport: a query string or a body becomes a request of the
// JSON entry point, and its answer goes out byte for byte.
//
//	GET HEAD POST  /v1/quote                     the price of a shot
//	GET HEAD       /v1/models                    what is sold, with its cells
//	GET HEAD       /v1/models/{seller}           the same of one seller
//	GET HEAD       /v1/models/{seller}/{model}   one model; its name may hold slashes
//	GET HEAD       /v1/offers                    packs, plans and promotions
//	POST           /v1/estimate                  the total of a list of lines
//	GET HEAD POST  /v1/compare                   one shot at every seller, in dollars
//	GET HEAD POST  /v1/purchase                  the cheapest way to hold some credits
//	GET HEAD POST  /v1/budget                    a month's clips under a ceiling
//	GET HEAD POST  /v1/advice                    what to mind about a shot
//	POST           /v1/ledger                    the life of pre-debited charges
//	POST           /v1/reconcile                 a usage log, checked row by row
//	GET HEAD       /v1/rates                     the whole table, under its digest
//	GET HEAD       /healthz                      version and digest, for a monitor
//
// Errors are RFC 9457 problem documents whose code is a [pricing.Code] or one
// of the codes in problem.go. Reads are open to every origin (CORS).
//
// The same handler runs natively and in a Worker, so it relies on nothing that
// a Worker's host does not give it: Body may be nil, RemoteAddr may be empty.
package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
)

// routes is every path the API has, with the operation of [pricing.Handle] that
// answers it. HEAD goes with GET and OPTIONS with everything.
var routes = []struct {
	path   string
	method []string
	answer func(*api, http.ResponseWriter, *http.Request)
}{
	{"/v1/quote", both, operation("quote")},
	{"/v1/models", reads, operation("models")},
	{"/v1/models/{seller}", reads, operation("models")},
	{"/v1/models/{seller}/{model...}", reads, operation("models")},
	{"/v1/offers", reads, operation("offers")},
	{"/v1/estimate", posts, operation("estimate")},
	{"/v1/compare", both, operation("compare")},
	{"/v1/purchase", both, operation("purchase")},
	{"/v1/budget", both, operation("budget")},
	{"/v1/advice", both, operation("advice")},
	{"/v1/ledger", posts, operation("ledger")},
	{"/v1/reconcile", posts, operation("reconcile")},
	{"/v1/rates", reads, (*api).rates},
	{"/healthz", reads, (*api).health},
}

var (
	reads = []string{"GET", "HEAD", "OPTIONS"}
	posts = []string{"OPTIONS", "POST"}
	both  = []string{"GET", "HEAD", "OPTIONS", "POST"}
)

type api struct {
	table *pricing.Table
	now   func() time.Time
}

// New returns the API's handler over t. It asks now for the date that a
// request without asOf is priced at: that day in UTC.
func New(t *pricing.Table, now func() time.Time) http.Handler {
	a := &api{t, now}
	mux := http.NewServeMux()
	for _, route := range routes {
		mux.HandleFunc(route.path, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case !slices.Contains(route.method, r.Method):
				w.Header().Set("Allow", strings.Join(route.method, ", "))
				a.fail(w, r, &pricing.Error{Code: methodNotAllowed, Accepted: route.method,
					Message: "this path does not answer " + r.Method}, nil)
			case r.Method == http.MethodOptions:
				preflight(w, route.method)
			default:
				route.answer(a, w, r)
			}
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		paths := make([]string, 0, len(routes))
		for _, route := range routes {
			paths = append(paths, route.path)
		}
		a.fail(w, r, &pricing.Error{Code: notFound, Accepted: paths, Message: "the API has no such path"}, nil)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", "ETag")
		defer a.recovered(w, r)
		mux.ServeHTTP(w, r)
	})
}

// operation answers with one operation of the JSON entry point.
func operation(op string) func(*api, http.ResponseWriter, *http.Request) {
	return func(a *api, w http.ResponseWriter, r *http.Request) {
		request, err := requestOf(w, r, op)
		if err != nil {
			a.fail(w, r, err, nil)
			return
		}
		answer, failure := pricing.Handle(a.table, op, request, a.today())
		if failure != nil {
			a.fail(w, r, typed(failure), answer)
			return
		}
		w.Header().Set("Cache-Control", freshness(r))
		write(w, r, http.StatusOK, "application/json", answer)
	}
}

// freshness is the Cache-Control of a price. One with a date of its own changes
// only when the table is corrected; one without changes at midnight UTC and
// must never be served the day after, so nothing may keep it unasked.
func freshness(r *http.Request) string {
	if r.Method != http.MethodPost && r.URL.Query().Has("asOf") {
		return "public, max-age=300"
	}
	return "no-cache"
}

// rates publishes the table. Its digest is its entity tag: the same bytes have
// the same name everywhere.
func (a *api) rates(w http.ResponseWriter, r *http.Request) {
	tag := `"` + a.table.Digest + `"`
	if r.URL.RawQuery == "" && matches(r.Header.Values("If-None-Match"), tag) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "no-cache")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if r.URL.RawQuery == "" {
		w.Header().Set("ETag", tag)
	}
	operation("table")(a, w, r)
}

// matches reports whether an If-None-Match names tag. A Worker's host splits
// header values at commas, so values are joined before they are read.
func matches(header []string, tag string) bool {
	for _, candidate := range strings.Split(strings.Join(header, ","), ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}

func (a *api) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	body, _ := json.Marshal(map[string]any{"status": "ok", "table": a.version()})
	write(w, r, http.StatusOK, "application/json", body)
}

// preflight answers OPTIONS, which a browser sends before a POST of JSON from
// another origin.
func preflight(w http.ResponseWriter, methods []string) {
	h := w.Header()
	h.Set("Allow", strings.Join(methods, ", "))
	h.Set("Access-Control-Allow-Methods", strings.Join(methods, ", "))
	h.Set("Access-Control-Allow-Headers", "Content-Type, If-None-Match")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

func (a *api) today() pricing.Instant { return pricing.InstantOf(a.now()).Day() }

type version struct {
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

func (a *api) version() version { return version{a.table.Version, a.table.Digest} }

// write sends one whole answer; HEAD gets its headers alone.
func write(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// typed returns err as the engine's error; any other is a defect.
func typed(err error) *pricing.Error {
	var e *pricing.Error
	if errors.As(err, &e) {
		return e
	}
	return &pricing.Error{Code: pricing.Internal, Message: "the request could not be answered"}
}
