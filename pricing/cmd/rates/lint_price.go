package main

import (
	"encoding/json"
	"errors"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/wire"
)

// markerNames are the fields of a marker, spelled as HTML attributes are, and
// the members of a quote request that they are. "show" is the figure, "table"
// only says which table a price was written from.
var markerNames = [][2]string{
	{"seller", "seller"}, {"model", "model"}, {"mode", "mode"}, {"resolution", "resolution"}, {"audio", "audio"}, {"hdr", "hdr"},
	{"quality", "quality"}, {"batch", "batch"}, {"seconds", "seconds"}, {"tier", "tier"}, {"images", "images"},
	{"input-images", "inputImages"}, {"input-seconds", "inputSeconds"}, {"width", "width"}, {"height", "height"}, {"fps", "fps"},
	{"gpu-hours", "gpuHours"}, {"credits", "credits"}, {"count", "count"}, {"takes", "takes"}, {"plan", "offer"},
	{"plan-price", "plan.price"}, {"plan-credits", "plan.credits"}, {"as-of", "asOf"}, {"show", ""}, {"table", ""},
}

// Our element knows no credits or plans of one's own and always shows the total.
// What has no value there is not given, but for these.
var (
	notOfElements = map[string]bool{"credits": true, "plan-price": true, "plan-credits": true, "show": true, "table": true}
	yesOrNo       = map[string]bool{"audio": true, "hdr": true, "batch": true}
)

// markerName is what a marker calls a member of the request.
func markerName(member string) string {
	for _, n := range markerNames {
		if n[1] == member {
			return n[0]
		}
	}
	return member
}

// errComputed is the answer to a mark whose shot the site's program fills in.
var errComputed = errors.New("its shot is filled in when the page is built")

// badField is a field that makes a mark have no price.
type badField struct {
	at     int
	reason string
}

func (e *badField) Error() string { return e.reason }

// prices are the ways in which the table's price of the mark may be written, the
// fullest first.
func (m *mark) prices(table *pricing.Table, day pricing.Instant) ([]string, error) {
	request, plan, show, where := map[string]any{}, map[string]string{}, "", map[string]int{}
	for _, f := range m.fields {
		name := f.name
		if m.element != "" {
			bound := strings.TrimPrefix(strings.TrimPrefix(name, "v-bind"), ":")
			name = strings.ToLower(bound)
			f.computed = f.computed || bound != f.name
		}
		i := slices.IndexFunc(markerNames, func(n [2]string) bool { return n[0] == name })
		switch _, twice := where[name]; {
		case m.element != "" && (i < 0 || notOfElements[name] || f.value == "" && !f.computed && !yesOrNo[name]):
			continue // of no interest to the element, or of none to us
		case i < 0:
			names := make([]string, len(markerNames))
			for i, n := range markerNames {
				names[i] = n[0]
			}
			return nil, &badField{f.at, name + ": there is no such field; accepted: " + strings.Join(names, ", ")}
		case twice:
			return nil, &badField{f.at, name + ": given more than once"}
		case f.computed:
			return nil, errComputed
		case f.value == "" && yesOrNo[name]:
			f.value = "true" // <… audio> is with audio
		case f.value == "":
			return nil, &badField{f.at, name + ": has no value"}
		}
		where[name] = f.at
		value := strings.TrimSpace(html.UnescapeString(f.value))
		switch member := markerNames[i][1]; {
		case name == "show":
			show = value
		case name == "table":
		case strings.HasPrefix(member, "plan."):
			plan[strings.TrimPrefix(member, "plan.")] = value
			request["plan"] = plan
		default:
			request[member] = value
		}
	}
	words, err := pricesInWords(table, day, request, show)
	var e *pricing.Error
	if !errors.As(err, &e) {
		return words, err
	}
	bad := &badField{m.at, e.Message}
	if name := markerName(e.Field); name != "" {
		bad.reason = name + ": " + bad.reason
		if at, ok := where[name]; ok {
			bad.at = at
		}
	}
	if len(e.Accepted) > 0 {
		bad.reason += "; accepted: " + strings.Join(e.Accepted, ", ")
	}
	for i, a := range e.Alternatives[:min(3, len(e.Alternatives))] {
		bad.reason += []string{"; priced: ", ", ", ", "}[i] + a.Display + " (" + a.Why + ")"
	}
	return nil, bad
}

// pricesInWords are the ways to write the price: the figure that show names, or
// without one the total in credits, in dollars, or as our element writes it.
func pricesInWords(table *pricing.Table, day pricing.Instant, request map[string]any, show string) ([]string, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	r, err := wire.ParseQuote(wire.Input{JSON: text}, day)
	if err != nil {
		return nil, err
	}
	q, err := table.Quote(r)
	if err != nil {
		return nil, err
	}
	if show != "" {
		price, err := q.Show(show)
		full, _ := q.ShowInFull(show)
		return []string{price, full}, err
	}
	credits, noCredits := q.Show("total-credits")
	dollars, noDollars := q.Show("total-dollars")
	full, _ := q.ShowInFull("total-dollars")
	switch {
	case noCredits != nil:
		return []string{dollars, full}, nil
	case noDollars != nil:
		return []string{credits}, nil
	}
	return []string{credits + " (" + full + ")", credits + " (" + dollars + ")", credits, dollars, full}, nil
}

// meant is the first of the prices that is in the same units as text.
func meant(text string, prices []string) string {
	for _, price := range prices {
		if strings.Contains(price, "credit") == strings.Contains(text, "credit") && strings.Contains(price, "$") == strings.Contains(text, "$") {
			return price
		}
	}
	return prices[0]
}

var (
	escaped = regexp.MustCompile("\\\\([!-/:-@[-`{-~])")
	grouped = regexp.MustCompile(`[0-9]{1,3}(,[0-9]{3})+`)
)

// saysIt reports whether the text between markers reads as the price, however
// it is written: with entities, escaped, broken over lines, with thousands apart.
func saysIt(text, price string, kind markup) bool {
	if kind == markdown {
		text = escaped.ReplaceAllString(text, "$1")
	}
	text = strings.Join(strings.Fields(html.UnescapeString(text)), " ") // a no-break space is one, too
	text = grouped.ReplaceAllStringFunc(text, func(number string) string { return strings.ReplaceAll(number, ",", "") })
	return text == price
}

// written is the price as it replaces text: with its dollar signs escaped where
// they were, for a site on which they would begin a formula.
func written(price, text string, kind markup) string {
	if kind == markdown && strings.Contains(text, `\$`) {
		return strings.ReplaceAll(price, "$", `\$`)
	}
	return price
}
