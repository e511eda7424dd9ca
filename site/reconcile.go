package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reelrate/reelrate/pricing"
	"github.com/reelrate/reelrate/pricing/reconcile"
	"github.com/reelrate/reelrate/pricing/wire"
)

// exampleName is the address of the example of a usage file, under the site, and its
// name in the folder of the price list, if that has one of its own.
const exampleName = "usage-example.csv"

// reconcilePage checks a usage file in the browser. What it says about such
// files is the engine's own: columns, causes and limits.
type reconcilePage struct {
	Sellers     []*shownSeller
	Offers      []paidWith
	Currencies  string // what an amount is in, by the currency's id, as JSON for the script
	Columns     []usageColumn
	Causes      []usageCause
	Example     string
	ExampleRows int
	Address     string // of the example
	Origin      string // where the API is asked
	Bytes       int
	Megabytes   int
	Rows        string
}

// paidWith is an offer of the form, which shows those of the chosen seller.
type paidWith struct{ Seller, ID, Text string }

type usageColumn struct {
	reconcile.UsageColumn
	Meaning string
	Needed  string // "" if a file may do without it
}

type usageCause struct {
	ID         reconcile.Cause
	Name, Text string
}

func (e *edition) reconcile() (*reconcilePage, error) {
	example, err := e.usageExample()
	if err != nil {
		return nil, err
	}
	p := &reconcilePage{
		Sellers: e.sellers, Example: string(example), ExampleRows: strings.Count(string(example), "\n") - 1, Address: "/" + exampleName, Origin: e.config.BaseURL,
		Bytes: wire.MaxLogBytes, Megabytes: wire.MaxLogBytes >> 20, Rows: thousands(wire.MaxLogRows),
	}
	currencies := map[string]string{pricing.USD.ID: "US dollars"}
	for _, s := range e.sellers {
		if s.Currency.Dollars() {
			continue
		}
		currencies[s.Currency.ID] = strings.TrimPrefix(currencyWords(s), "in ")
		for i := range s.Seller.Offers {
			o := &s.Seller.Offers[i]
			if o.Price != nil && o.Credits != nil {
				p.Offers = append(p.Offers, paidWith{s.ID, o.ID, o.Name + ": " + offerWords(o)})
			}
		}
	}
	text, err := json.Marshal(currencies) // keys sorted
	if err != nil {
		return nil, err
	}
	p.Currencies = string(text)

	columns := reconcile.UsageColumns()
	for _, words := range columnWords {
		i := slices.IndexFunc(columns, func(c reconcile.UsageColumn) bool { return c.Name == words.name })
		if i < 0 {
			return nil, fmt.Errorf("a usage file has no column %s", words.name)
		}
		p.Columns = append(p.Columns, usageColumn{columns[i], words.meaning, words.needed})
	}
	if len(p.Columns) < len(columns) {
		return nil, fmt.Errorf("%d columns of a usage file are not explained", len(columns)-len(p.Columns))
	}
	for _, cause := range reconcile.Causes {
		words, ok := causeWords[cause]
		if !ok {
			return nil, fmt.Errorf("reconcile.html says nothing of the cause %s", cause)
		}
		p.Causes = append(p.Causes, usageCause{cause, words[0], words[1]})
	}
	return p, nil
}

// thousands sets a number in groups of three, for a sentence.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// columnWords explains the columns in the order of the page.
var columnWords = [...]struct{ name, needed, meaning string }{
	{"model", "always", "What was generated: an id, name or alias."},
	{"seller", "or chosen above", "Who billed it: an id or a name of this site."},
	{"credits_used", "this or usd", "What was billed, in the seller’s credits."},
	{"usd", "this or credits_used", "What was billed, in US dollars."},
	{"submitted_at", "", "A date as 2026-06-15, or a moment as 2026-06-15T09:30:00Z. The row is priced as of it."},
	{"job_id", "", "The seller’s id of the job. Without it no repeat can be seen."},
	{"request_id", "", "Your own id of what was asked for."},
	{"status", "", "The seller’s word for how the job ended: completed, failed, queued …"},
	{"seconds", "", "Length of the clip."},
	{"resolution", "", "Such as 720p or 1080p."},
	{"audio", "", "yes or no, as for hdr and batch."},
	{"quality", "", "Such as standard or pro."},
	{"mode", "", "Such as text-to-video."},
	{"tier", "", "Which of the seller’s lengths, where they have no seconds."},
	{"hdr", "", "yes or no."},
	{"batch", "", "yes or no: generated in bulk at the seller’s leisure."},
	{"width", "", "In pixels, with height instead of a resolution."},
	{"height", "", "In pixels."},
	{"fps", "", "Frames a second."},
	{"images", "", "How many images came out."},
	{"inputImages", "", "How many images went in."},
	{"inputSeconds", "", "How many seconds of video went in."},
	{"gpuHours", "", "Hours of a GPU, where they are what is sold."},
	{"offer", "", "The pack or plan that paid for the credits."},
	{"refunded", "", "What was given back, in the unit of the bill."},
	{"quoted", "", "What was quoted before, in the unit of the bill."},
	{"attempt", "", "1 for the first try of a job, 2 for the next."},
	{"project", "", "A tag of yours."},
	{"client", "", "Another."},
	{"table", "", "Digest of the rate table that quoted."},
}

var causeWords = map[reconcile.Cause][2]string{
	reconcile.CauseRefundMissing:   {"Refund missing", "The job failed, and the seller says that it refunds such jobs."},
	reconcile.CauseFailedButBilled: {"Failed and billed", "The job failed; whether the seller refunds it is not published."},
	reconcile.CauseDuplicate:       {"Billed twice", "The same job was charged on an earlier line."},
	reconcile.CauseRetry:           {"Retry billed", "Another attempt of a job that was charged is charged too."},
	reconcile.CauseSunset:          {"After the end", "The seller had ended the model before the job; billed is a price that held until then."},
	reconcile.CauseRounding:        {"Rounded", "The price, or its part for a second or a credit, was rounded before it was billed."},
	reconcile.CausePromo:           {"Promotion", "A promotional price or bonus that does not hold then, or the reverse."},
	reconcile.CauseStaleTable:      {"Old price", "Right under an earlier price of the same model."},
	reconcile.CauseMinimum:         {"Minimum length", "The least that is billed was applied or left out."},
	reconcile.CauseResolution:      {"Other resolution", "The price of another resolution than the row names."},
	reconcile.CauseAudio:           {"Audio", "The price with sound for a clip without, or the reverse."},
	reconcile.CauseUnknown:         {"No cause found", "None of these gives exactly the amount billed. Nothing is guessed."},
}
