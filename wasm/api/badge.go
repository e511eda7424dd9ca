package api

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// isBadge reports whether a picture is asked for.
func isBadge(r *http.Request) bool {
	path := r.URL.Path
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) &&
		strings.HasPrefix(path, "/badge/") && strings.HasSuffix(path, ".svg") && !strings.HasSuffix(path, "/.svg")
}

// badge answers with the price of a shot as a picture, for a README or a page
// that runs no script. What has no price is a picture, too, that says so: its
// status tells programs, and browsers show the picture whatever its status.
func (a *API) badge(w http.ResponseWriter, r *http.Request) {
	model := strings.TrimSuffix(r.PathValue("model"), ".svg")
	if !isBadge(r) {
		a.fail(w, r, &pricing.Error{Code: notFound, Accepted: []string{"/badge/{seller}/{model}.svg"}, Message: "a badge's address ends in .svg"}, 0)
		return
	}
	r.SetPathValue("model", model)
	shot, show, bad := badgeRequest(r)
	if bad != nil {
		a.fail(w, r, bad, 0)
		return
	}
	now := a.now()
	q, dated, err := a.quoted(shot, now)
	if err != nil {
		a.fail(w, r, pricing.Typed(err), 0)
		return
	}
	price := priceInWords(q, "total-")
	if show != "" {
		if price, err = q.Show(show); err != nil {
			a.fail(w, r, pricing.Typed(err), 0)
			return
		}
		if strings.HasSuffix(show, "dollars") {
			price += paidWith(q)
		}
		if strings.HasPrefix(show, "per-second") {
			price += " a second"
		}
	}
	setSunset(w, q.Model.Sunset)
	w.Header().Set("Cache-Control", freshness(dated, now))
	writePicture(w, r, http.StatusOK, pricedBadge(q, show == "" || strings.HasPrefix(show, "total"), price, standingInWords(q, dated)))
}

// badgeRequest reads what the picture shows: a quote request and a figure of it.
func badgeRequest(r *http.Request) (shot wire.Input, show string, bad *pricing.Error) {
	list, bad := given(r)
	if bad != nil {
		return shot, "", bad
	}
	rest := make([]wire.Pair, 0, len(list))
	for _, p := range list {
		switch {
		case p.Name != "show":
			rest = append(rest, p)
		case p.Value == "":
			return shot, "", badQuery("show", "this parameter has no value")
		case show != "":
			return shot, "", badQuery("show", "this parameter is given more than once")
		default:
			show = p.Value
		}
	}
	shot, bad = asked(rest)
	return shot, show, bad
}

// writePicture sends an SVG. It may stand in any page, and may load nothing.
func writePicture(w http.ResponseWriter, r *http.Request, status int, picture []byte) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if status == http.StatusOK {
		writeTagged(w, r, "image/svg+xml", picture)
		return
	}
	write(w, r, status, "image/svg+xml", picture)
}

// The badge's colours hold on light and dark pages: white text has a contrast of
// 9 : 1 on ink, 5 : 1 on the accent and on grey.
const (
	inkColour    = "#3d424c"
	accentColour = "#bf2f1b"
	greyColour   = "#666b75"
)

// pricedBadge says what was priced, one generation or all, the price, and how it
// stands.
func pricedBadge(q *pricing.Quote, all bool, price, stands string) []byte {
	label := shotInWords(q)
	if n := q.Generations().Exact(); all && n != "1" {
		label = n + " × " + label
	}
	return drawn(label+": "+price+", "+stands, strings.Join(q.Steps(), "; ")+". Rate table "+q.Table.Version+".",
		segment{label, inkColour}, segment{price, accentColour}, segment{stands, greyColour})
}

// refusedBadge says why there is no price, as much of it as a line takes.
func refusedBadge(e *pricing.Error) []byte {
	const most = 90
	why := e.Message
	if letters := []rune(why); len(letters) > most {
		why = string(letters[:most]) + "…"
	}
	return drawn("No price: "+e.Message, "Accepted: "+cmp.Or(strings.Join(e.Accepted, ", "), "nothing that could be listed")+".",
		segment{"no price", inkColour}, segment{why, greyColour})
}

// segment is a part of a badge.
type segment struct{ text, colour string }

// drawn is the picture of some segments beside each other. All looks are in
// attributes of its elements, so that it needs no style sheet, which a policy may
// forbid. textLength makes a line as long in every font.
func drawn(title, description string, segments ...segment) []byte {
	const pad = 7
	ends, whole := make([]int, len(segments)), 0
	for i, s := range segments {
		whole += textWidth(s.text) + 2*pad
		ends[i] = whole
	}
	width := strconv.Itoa(whole)
	b := `<svg xmlns="http://www.w3.org/2000/svg" width="` + width + `" height="20" role="img">` +
		`<title>` + markup(title) + `</title><desc>` + markup(description) + `</desc>` +
		`<rect width="` + width + `" height="20" rx="3" fill="` + segments[len(segments)-1].colour + `"/>`
	for i := len(segments) - 2; i >= 0; i-- { // each over the one behind it, round on the left alone
		b += `<path d="M` + strconv.Itoa(ends[i]) + ` 0v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="` + segments[i].colour + `"/>`
	}
	b += `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">`
	x := 0
	for i, s := range segments {
		b += `<text x="` + strconv.Itoa(x+pad) + `" y="14" textLength="` + strconv.Itoa(ends[i]-x-2*pad) + `">` + markup(s.text) + `</text>`
		x = ends[i]
	}
	return []byte(b + `</g></svg>`)
}

// asciiWidths are the widths of the characters from space to tilde in DejaVu Sans
// at 11 pixels, which is as wide as Verdana, in tenths of a pixel.
var asciiWidths = [...]uint8{
	35, 44, 51, 92, 70, 105, 86, 30, 43, 43, 55, 92, 35, 40, 35, 37, // to /
	70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 37, 37, 92, 92, 92, 58, // to ?
	110, 75, 75, 77, 85, 70, 63, 85, 83, 32, 32, 72, 61, 95, 82, 87, // to O
	66, 87, 76, 70, 67, 81, 75, 109, 75, 67, 75, 43, 37, 43, 92, 55, // to _
	55, 67, 70, 60, 70, 68, 39, 70, 70, 31, 31, 64, 31, 107, 70, 67, // to o
	70, 70, 45, 57, 43, 70, 65, 90, 65, 65, 58, 70, 37, 70, 92, // to ~
}

// textWidth is how long a line is, in pixels. What is not ASCII counts as a wide
// letter; that it is as long in fact is textLength's business.
func textWidth(text string) int {
	tenths := 0
	for _, letter := range text {
		width := 92
		if letter == '–' {
			width = 55
		} else if i := int(letter) - ' '; i >= 0 && i < len(asciiWidths) {
			width = int(asciiWidths[i])
		}
		tenths += width
	}
	return (tenths + 9) / 10
}
