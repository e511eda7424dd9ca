package api

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// The size of the frame, in pixels, where the consumer sets no bounds: a column
// of text, and as high as a common shot then needs. A longer answer scrolls.
const (
	embedWidth  = 640
	embedHeight = 720
)

// embedding is an answer of type "rich" as https://oembed.com describes it.
type embedding struct {
	Version      string `json:"version"`
	Type         string `json:"type"`
	ProviderName string `json:"provider_name"`
	ProviderURL  string `json:"provider_url"`
	Title        string `json:"title"`
	CacheAge     int64  `json:"cache_age"` // seconds
	Width        int64  `json:"width"`     // pixels
	Height       int64  `json:"height"`
	HTML         string `json:"html"`
}

// oembed answers what to put into a page for the address of a calculator or of a
// model: one frame that shows the same shot, and its price today in words.
func (a *API) oembed(w http.ResponseWriter, r *http.Request) {
	asked, err := readOEmbed(r.URL.RawQuery)
	if err != nil {
		a.fail(w, r, err, 0)
		return
	}
	home := homeOf(r)
	now := a.now()
	query, ok := a.addressed(asked.url, home, now)
	if !ok {
		a.fail(w, r, &pricing.Error{Code: notEmbeddable, Field: "url", Accepted: []string{home},
			Message: "this is not the address of a calculator or a model on this site"}, 0)
		return
	}
	source := home + "embed/"
	if len(query) > 0 {
		source += "?" + rawQuery(query)
	}
	title, dated := a.title(query, now)
	e := embedding{
		Version: "1.0", Type: "rich",
		ProviderName: "Reelrate", ProviderURL: home,
		Title:    title,
		CacheAge: lifetime(dated, now),
		Width:    min(embedWidth, asked.maxWidth),
		Height:   min(embedHeight, asked.maxHeight),
	}
	e.HTML = frame(source, title, e.Width, e.Height)
	w.Header().Set("Cache-Control", freshness(dated, now))
	writeTagged(w, r, "application/json", encode(e))
}

type oembedRequest struct {
	url                 string
	maxWidth, maxHeight int64
}

// readOEmbed reads what oEmbed knows of a query string. Unlike every other path
// it lets unknown parameters be: consumers send their own to all providers
// alike, such as the "dnt" of WordPress, and none of them can change a price.
func readOEmbed(raw string) (oembedRequest, *pricing.Error) {
	asked := oembedRequest{maxWidth: embedWidth, maxHeight: embedHeight}
	list, err := parameters(raw)
	if err != nil {
		return asked, err
	}
	given := map[string]string{}
	for _, p := range list {
		if !slices.Contains([]string{"url", "maxwidth", "maxheight", "format"}, p.Name) {
			continue
		}
		if _, twice := given[p.Name]; twice {
			return asked, badQuery(p.Name, "this parameter is given more than once")
		}
		if p.Value == "" {
			return asked, badQuery(p.Name, "this parameter has no value")
		}
		given[p.Name] = p.Value
	}
	for _, bound := range []struct {
		name string
		most *int64
	}{{"maxwidth", &asked.maxWidth}, {"maxheight", &asked.maxHeight}} {
		if text, ok := given[bound.name]; ok && !readPixels(text, bound.most) {
			return asked, badQuery(bound.name, "this has to be a whole number of pixels, 1 or more")
		}
	}
	if format, ok := given["format"]; ok && format != "json" {
		return asked, &pricing.Error{Code: formatNotSupported, Field: "format", Accepted: []string{"json"},
			Message: "embeddings are described in JSON alone"}
	}
	if asked.url = given["url"]; asked.url == "" {
		return asked, badQuery("url", "the address of the calculator to embed is missing")
	}
	return asked, nil
}

// readPixels reads a positive number of nine digits at most into n.
func readPixels(text string, n *int64) bool {
	if len(text) > 9 || text[0] == '0' || strings.Trim(text, "0123456789") != "" {
		return false
	}
	*n, _ = strconv.ParseInt(text, 10, 64) // digits that fit: cannot fail
	return true
}

// homeOf is the site's first page at the address that the request came to. In a
// Worker that is the public URL; natively it is the Host header, which names no
// scheme. X-Forwarded-Proto would, but anybody can send that. So it is https,
// which the public has, but for a server on the own machine.
func homeOf(r *http.Request) string {
	at := url.URL{Scheme: "https", Host: cmp.Or(r.URL.Host, r.Host)}
	switch at.Hostname() {
	case "localhost", "127.0.0.1", "::1":
		at.Scheme = "http"
	}
	return originOf(&at) + "/"
}

// originOf writes scheme and host so that two of the same origin are equal.
func originOf(u *url.URL) string {
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return u.Scheme + "://" + strings.TrimSuffix(strings.ToLower(u.Host), port)
}

// addressed is the query string of the calculator at an address: its own on the
// first page and on the embedded one; a shot to begin with on a model's page. It
// is not ok when address is of another site or of a page without a calculator.
func (a *API) addressed(address, home string, now time.Time) (query []wire.Pair, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Opaque != "" || originOf(u)+"/" != home {
		return nil, false
	}
	query, unread := parameters(u.RawQuery)
	if unread != nil {
		return nil, false
	}
	switch u.Path {
	case "", "/", "/embed", "/embed/":
		return query, true
	}
	seller, model, ok := strings.Cut(strings.TrimPrefix(u.Path, "/models/"), "/")
	if !ok || !strings.HasPrefix(u.Path, "/models/") {
		return nil, false
	}
	shot, ok := a.begin(seller, strings.TrimSuffix(model, "/"), now)
	for _, p := range query {
		if p.Name == tableVersion {
			shot = append(shot, p)
		}
	}
	return shot, ok
}

// tableVersion is a parameter of pages that is no member of a quote: the table
// that a link was made with, for the page to say what has changed since.
const tableVersion = "table"

// begin is a shot of the model to begin with: the model alone where that has a
// price, else the first shot of it that is offered instead.
func (a *API) begin(seller, model string, now time.Time) (shot []wire.Pair, ok bool) {
	shot = []wire.Pair{{Name: "seller", Value: seller}, {Name: "model", Value: model}}
	in, bad := asked(slices.Clone(shot))
	if bad != nil {
		return nil, false
	}
	_, _, err := a.quoted(in, now)
	if err == nil {
		return shot, true
	}
	refused := pricing.Typed(err)
	if refused.Code == pricing.UnknownSeller || refused.Code == pricing.UnknownModel {
		return nil, false
	}
	for i := range refused.Alternatives {
		if nearest := &refused.Alternatives[i].Shot; nearest.Seller == seller && nearest.Model == model {
			shot = wire.ShotPairs(nearest)
			slices.SortFunc(shot[2:], func(a, b wire.Pair) int { return strings.Compare(a.Name, b.Name) })
			return shot, true
		}
	}
	return shot, true
}

// rawQuery writes parameters in their order, with everything escaped that has a
// meaning in a URL.
func rawQuery(list []wire.Pair) string {
	parts := make([]string, len(list))
	for i, p := range list {
		parts[i] = url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value)
	}
	return strings.Join(parts, "&")
}

// title says what the frame shows: "8 s of Lyra 2 at Acme: 480 credits (since
// Jan 2026)", or a general thing when the shot has no price today. It is dated
// when the shot has a date of its own, so that the title does not change at
// midnight.
func (a *API) title(query []wire.Pair, now time.Time) (title string, dated bool) {
	const general = "Reelrate calculator"
	shot := slices.DeleteFunc(slices.Clone(query), func(p wire.Pair) bool { return p.Name == tableVersion })
	in, unread := asked(shot)
	if unread != nil {
		return general, false
	}
	q, dated, err := a.quoted(in, now)
	if err != nil {
		return general, false
	}
	if q.Model == nil {
		return general, dated // credits of one's own: no shot to speak of
	}
	return pricing.Printable(shotInWords(q) + ": " + priceInWords(q, "") + " (" + standingInWords(q, dated) + ")"), dated
}

// frame is the element that shows source. The page in it needs its script; the
// rest of the sandbox lets its one link open the whole site, unconfined, in a
// tab of its own.
func frame(source, title string, width, height int64) string {
	return `<iframe src="` + markup(source) + `" title="` + markup(title) +
		`" width="` + strconv.FormatInt(width, 10) + `" height="` + strconv.FormatInt(height, 10) +
		`" style="border:0;max-width:100%" loading="lazy" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
