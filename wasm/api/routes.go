// Package api answers the quote API over HTTP. It adds nothing to package
// pricing but the transport: a query string or a body becomes a request of the
// JSON entry point, and its answer goes out byte for byte.
//
//	GET HEAD POST  /v1/quote                     the price of a shot, signed where the host has a key
//	POST           /v1/quotes                    up to 100 of them, each with its own result, signed as one
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
//	GET HEAD       /v1/rates                     the whole table, as it was compiled
//	GET HEAD       /v1/rates/{digest}            the same under its digest, for ever
//	GET HEAD       /badge/{seller}/{model}.svg   the price of a shot as a picture
//	GET HEAD       /oembed                       what to embed for the address of a calculator
//	GET HEAD       /.well-known/jwks.json        the keys that quotes are signed with
//	GET HEAD       /healthz                      version, digest and whether quotes are signed, for a monitor
//
// Errors are RFC 9457 problem documents whose code is a [pricing.Code] or one
// of the codes in problem.go; to who prefers text/plain, as to curl -H, a quote
// and an error are a line or a few of it. Reads are open to every origin (CORS).
//
// The same handler runs natively and in a Worker, so it relies on nothing that
// a Worker's host does not give it: Body may be nil, RemoteAddr may be empty.
package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/receipt"
	"github.com/reelrate/reelrate/pricing/wire"
)

// routes is every path the API has, with the operation of [pricing.Ask] that
// answers it. HEAD goes with GET and OPTIONS with everything.
var routes = []struct {
	path   string
	method []string
	answer func(*API, http.ResponseWriter, *http.Request)
}{
	{"/v1/quote", both, operation("quote")},
	{"/v1/quotes", posts, operation("quotes")},
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
	{"/v1/rates", reads, operation("table")},
	{"/v1/rates/{digest}", reads, (*API).published},
	{"/badge/{seller}/{model...}", reads, (*API).badge},
	{"/oembed", reads, (*API).oembed},
	{"/.well-known/jwks.json", reads, (*API).jwks},
	{"/healthz", reads, (*API).health},
}

var (
	reads = []string{"GET", "HEAD", "OPTIONS"}
	posts = []string{"OPTIONS", "POST"}
	both  = []string{"GET", "HEAD", "OPTIONS", "POST"}
)

// operations are those that the API serves.
var operations = wire.All()

// API is the handler. It keeps nothing from one request to the next.
type API struct {
	table  *pricing.Table
	now    func() time.Time
	keys   receipt.Keys    // public halves
	signer *receipt.Signer // nil when the host has no key
	mux    *http.ServeMux
}

// New returns the API over t. It asks now for the date that a request without
// asOf is priced at, that day in UTC, and signs quotes with keys if it can.
func New(t *pricing.Table, now func() time.Time, keys receipt.Keys) *API {
	a := &API{t, now, keys.Public(), keys.Signer(), http.NewServeMux()}
	paths := make([]string, 0, len(routes))
	for _, route := range routes {
		paths = append(paths, route.path)
		a.mux.HandleFunc(route.path, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case !slices.Contains(route.method, r.Method):
				w.Header().Set("Allow", strings.Join(route.method, ", "))
				a.fail(w, r, &pricing.Error{Code: methodNotAllowed, Accepted: route.method,
					Message: "this path does not answer " + r.Method}, 0)
			case r.Method == http.MethodOptions:
				preflight(w, route.method)
			default:
				route.answer(a, w, r)
			}
		})
	}
	a.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		a.fail(w, r, &pricing.Error{Code: notFound, Accepted: paths, Message: "the API has no such path"}, 0)
	})
	return a
}

// everywhere are the headers of every answer. Nobody adds to their values.
var everywhere = http.Header{
	"X-Content-Type-Options":        {"nosniff"},
	"Access-Control-Allow-Origin":   {"*"},
	"Access-Control-Expose-Headers": {"Content-Location, ETag, Reelrate-Signature, Retry-After, RateLimit-Policy, Sunset"},
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), everywhere)
	defer a.recovered(w, r)
	a.mux.ServeHTTP(w, r)
}

// operation answers with one operation of the JSON entry point.
func operation(op string) func(*API, http.ResponseWriter, *http.Request) {
	return func(a *API, w http.ResponseWriter, r *http.Request) {
		kinds := []string{"application/json"}
		if op == "quote" {
			w.Header().Add("Vary", "Accept")
			if a.signer != nil {
				kinds = append(kinds, "application/jose+json")
			}
			kinds = append(kinds, "text/plain")
		}
		kind := negotiate(r.Header.Values("Accept"), kinds)
		if kind == "" {
			a.fail(w, r, &pricing.Error{Code: notAcceptable, Accepted: kinds, Message: "no media type that Accept names is answered here"}, 0)
			return
		}
		request, err := requestOf(w, r, op)
		if err != nil {
			a.fail(w, r, err, 0)
			return
		}
		now := a.now()
		if kind == "text/plain" {
			a.text(w, r, request, now)
			return
		}
		today := pricing.InstantOf(now).Day()
		answer, failure := wire.Ask(operations, a.table, op, request, today)
		if failure != nil {
			a.fail(w, r, pricing.Typed(failure), answer.AsOf)
			return
		}
		if op == "table" { // where its bytes are for ever
			w.Header().Set("Content-Location", "/v1/rates/"+a.table.Digest)
		}
		setSunset(w, answer.Sunset)
		// A signature promises a price now, which that of another day is not.
		signed := a.signer != nil && answer.AsOf == today
		if kind == "application/jose+json" {
			if !signed {
				a.fail(w, r, &pricing.Error{Code: pricing.InvalidValue, Field: "asOf", Accepted: []string{today.String()},
					Message: "only a price of today is signed"}, 0)
				return
			}
			w.Header().Set("Cache-Control", "no-store") // each has a time of its own
			write(w, r, http.StatusOK, kind, a.signer.Flattened(answer.JSON, now))
			return
		}
		if op == "quote" || op == "quotes" {
			signature := "none" // so that nobody has to guess whether it was lost on the way
			if signed {
				signature = a.signer.Detached(answer.JSON, now)
			}
			w.Header().Set("Reelrate-Signature", signature)
		}
		send(w, r, kind, answer.JSON, freshness(answer.Dated, now))
	}
}

// text answers a quote in one line.
func (a *API) text(w http.ResponseWriter, r *http.Request, request wire.Input, now time.Time) {
	q, dated, err := a.quoted(request, now)
	if err != nil {
		a.fail(w, r, pricing.Typed(err), 0)
		return
	}
	if q.Model != nil {
		setSunset(w, q.Model.Sunset)
	}
	w.Header().Set("Reelrate-Signature", "none")
	send(w, r, "text/plain; charset=utf-8", quoteInWords(q, dated), freshness(dated, now))
}

// send sends an answer that may be kept so long, but for that to a POST.
func send(w http.ResponseWriter, r *http.Request, kind string, body []byte, freshness string) {
	if r.Method == http.MethodPost {
		w.Header().Set("Cache-Control", "no-store")
		write(w, r, http.StatusOK, kind, body)
		return
	}
	w.Header().Set("Cache-Control", freshness)
	writeTagged(w, r, kind, body)
}

// setSunset says when the one model of an answer stops being sold, if that is known.
func setSunset(w http.ResponseWriter, i pricing.Instant) {
	if i != 0 {
		w.Header().Set("Sunset", httpDate(i))
	}
}

// published is the table under the name that its bytes have everywhere and for
// ever, so they may be kept as long. A host with a site has earlier ones, too.
func (a *API) published(w http.ResponseWriter, r *http.Request) {
	if digest := r.PathValue("digest"); digest != a.table.Digest {
		a.fail(w, r, &pricing.Error{Code: unknownTable, Field: "digest", Accepted: []string{a.table.Digest},
			Message: "there is no table with this digest here; GET /v1/rates is the one in force"}, 0)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	writeTagged(w, r, "application/json", []byte(a.table.Canonical))
}

func (a *API) jwks(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "public, max-age=300") // the least time that a new key is published before it signs
	body, _ := json.Marshal(a.keys)                        // strings alone: cannot fail
	writeTagged(w, r, "application/json", body)
}

func (a *API) health(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	body, _ := json.Marshal(map[string]any{"status": "ok", "signing": a.signer != nil, "table": a.version()})
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

func (a *API) today() pricing.Instant { return pricing.InstantOf(a.now()).Day() }

type version struct {
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

func (a *API) version() version { return version{a.table.Version, a.table.Digest} }

// write sends one whole answer; HEAD gets its headers alone.
func write(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}
