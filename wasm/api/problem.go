package api

import (
	"bytes"
	"encoding/json"
	"log"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// Codes that only HTTP has; all others are package pricing's.
const (
	invalidQuery         pricing.Code = "invalid_query"          // a query string that is malformed, repeats a parameter or leaves one empty
	unreadableBody       pricing.Code = "unreadable_body"        // the body broke off
	notFound             pricing.Code = "not_found"              // no such path
	methodNotAllowed     pricing.Code = "method_not_allowed"     // Allow and accepted list the path's methods
	notAcceptable        pricing.Code = "not_acceptable"         // Accept names nothing that the path answers with
	unsupportedMediaType pricing.Code = "unsupported_media_type" // a POST that is not JSON
	unknownTable         pricing.Code = "unknown_table"          // a digest that is not this table's
	notEmbeddable        pricing.Code = "not_embeddable"         // oEmbed: not the address of a calculator on this site
	formatNotSupported   pricing.Code = "format_not_supported"   // oEmbed: a format other than json
)

// statuses is the only place that gives an error its HTTP status; status adds
// the two rules for the codes that are not in it.
var statuses = map[pricing.Code]int{
	invalidQuery:         http.StatusBadRequest,
	unreadableBody:       http.StatusBadRequest,
	notFound:             http.StatusNotFound,
	methodNotAllowed:     http.StatusMethodNotAllowed,
	notAcceptable:        http.StatusNotAcceptable,
	unknownTable:         http.StatusNotFound,
	notEmbeddable:        http.StatusNotFound,
	formatNotSupported:   http.StatusNotImplemented, // as oEmbed has it
	pricing.TooLarge:     http.StatusRequestEntityTooLarge,
	unsupportedMediaType: http.StatusUnsupportedMediaType,
	pricing.Internal:     http.StatusInternalServerError,
}

// status maps e to HTTP: what was understood but has no price is 422, except a
// model that the path names, which does not exist; what is malformed is 400.
func status(r *http.Request, e *pricing.Error) int {
	if s, ok := statuses[e.Code]; ok {
		return s
	}
	inPath := r.PathValue("seller") != ""
	switch {
	case inPath && (e.Code == pricing.UnknownSeller || e.Code == pricing.UnknownModel):
		return http.StatusNotFound
	case e.Refused():
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}

// problem is an RFC 9457 problem document. Its members after detail are the
// error of the JSON entry point, with its field as a JSON pointer.
type problem struct {
	Type         string          `json:"type"`
	Title        string          `json:"title"`
	Status       int             `json:"status"`
	Detail       string          `json:"detail"`
	Code         pricing.Code    `json:"code"`
	Errors       []pointed       `json:"errors"`
	Accepted     []string        `json:"accepted"`
	Alternatives json.RawMessage `json:"alternatives"`
	AsOf         string          `json:"asOf"`
	Table        version         `json:"table"`
}

type pointed struct {
	Pointer string `json:"pointer"` // RFC 6901: "/plan/price"
	Detail  string `json:"detail"`
}

// fail answers with e, which was refused for the moment asOf; 0 is today.
//
// It is a problem document, or what Accept likes better: text, and a picture in
// the place of one.
func (a *API) fail(w http.ResponseWriter, r *http.Request, e *pricing.Error, asOf pricing.Instant) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Del("ETag")
	status := status(r, e)
	kinds := []string{"application/problem+json", "application/json", "text/plain"}
	if isBadge(r) && status < http.StatusInternalServerError {
		kinds = append([]string{"image/svg+xml"}, kinds...)
	}
	switch negotiate(r.Header.Values("Accept"), kinds) {
	case "text/plain":
		write(w, r, status, "text/plain; charset=utf-8", errorInWords(e, status))
		return
	case "image/svg+xml":
		writePicture(w, r, status, refusedBadge(e))
		return
	}
	if asOf == 0 {
		asOf = a.today()
	}
	says := pricing.Printable(e.Message)
	p := problem{
		Type:         "/docs/errors#" + string(e.Code),
		Title:        title(e.Code),
		Status:       status,
		Detail:       says,
		Code:         e.Code,
		Errors:       []pointed{},
		Accepted:     append([]string{}, e.Accepted...),
		Alternatives: wire.Alternatives(e),
		AsOf:         asOf.String(),
		Table:        a.version(),
	}
	if e.Field != "" {
		p.Errors = append(p.Errors, pointed{pointer(e.Field), says})
	}
	write(w, r, status, "application/problem+json", encode(p))
}

// encode writes JSON without the HTML escapes of json.Marshal, so that messages
// read as they were written.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(v) // strings, numbers and one checked RawMessage: cannot fail
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// title is the code in words: "unknown_model" is "Unknown model".
func title(c pricing.Code) string {
	words := strings.ReplaceAll(string(c), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// pointer turns a dotted field into a JSON pointer.
func pointer(field string) string {
	return "/" + strings.NewReplacer("~", "~0", "/", "~1", ".", "/").Replace(field)
}

// recovered turns a panic into an internal problem. The cause goes to the log
// and never to the client.
func (a *API) recovered(w http.ResponseWriter, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	log.Printf("panic answering %s: %v\n%s", r.URL.Path, cause, debug.Stack())
	a.fail(w, r, &pricing.Error{Code: pricing.Internal, Message: "the request could not be answered"}, 0)
}
