package pricing

import (
	"strconv"
)

// Warning is a doubt that comes with a price. It never changes the price.
type Warning struct {
	Code    WarningCode
	Field   string // the request member it is about, or ""
	Message string
}

// WarningCode names a doubt. Codes are stable.
type WarningCode string

const (
	DefaultSeconds     WarningCode = "default_seconds"      // no seconds given: the source's default was used
	Assumed            WarningCode = "assumed"              // a field was not given and only one price is published
	UnlistedSeconds    WarningCode = "unlisted_seconds"     // priced per second, but not a length the vendor lists
	NotStatedBySource  WarningCode = "not_stated"           // the source does not say what the price is for
	Approximate        WarningCode = "approximate"          // "about", "~"
	EstimatedPrice     WarningCode = "estimated"            // the source calls it an estimate
	RangePrice         WarningCode = "range"                // two ends and no rule between them
	FloorPrice         WarningCode = "floor"                // "from": no upper end
	Disputed           WarningCode = "disputed"             // another source says otherwise
	Stale              WarningCode = "stale"                // known to hold long ago
	Undated            WarningCode = "undated"              // the source carries no date
	SunsetAhead        WarningCode = "sunset_ahead"         // the seller has announced the end
	UpstreamSunset     WarningCode = "upstream_sunset"      // the vendor behind the seller stops or has stopped, and whether the seller goes on is not known
	UpstreamContinued  WarningCode = "upstream_continued"   // the vendor behind the seller stops or has stopped, and the seller says that it goes on
	FreeTier           WarningCode = "free_tier"            // plan on paid prices
	OfferApproximate   WarningCode = "offer_approximate"    // the price of the credits is approximate
	AssumedOffer       WarningCode = "assumed_offer"        // the seller has one way to buy credits
	NonCommercial      WarningCode = "non_commercial"       // the offer excludes commercial use
	LengthNotPublished WarningCode = "length_not_published" // no figure per second: how long the clip is is not published
	LimitNotPublished  WarningCode = "limit_not_published"  // how many input images are accepted is not published
)

// doubts lists what is to be said about the rate on the day, but for the doubt
// whether the model is still to be had, which stands before whatever else is said.
func (t *Table) doubts(s *Seller, m *Model, r *Rate, on Instant) []Warning {
	var w []Warning
	for _, g := range r.Gaps {
		w = append(w, Warning{NotStatedBySource, g.Field, g.Text})
	}
	switch r.Precision {
	case Approx:
		w = append(w, Warning{Approximate, "", "the source gives this price as approximate"})
	case Estimated:
		w = append(w, Warning{EstimatedPrice, "", "the source gives this price as an estimate"})
	}
	switch {
	case r.Amount.Open:
		w = append(w, Warning{FloorPrice, "", "the source gives only the lowest price"})
	case !r.Amount.single():
		w = append(w, Warning{RangePrice, "", "the source gives a range and no rule inside it"})
	}
	for _, c := range r.Conflicts {
		w = append(w, Warning{Disputed, "", c.Text})
	}
	switch t.Dated(s, r.Known, on) {
	case Undated:
		w = append(w, Warning{Undated, "", "the source carries no date: nobody can say since when the price holds"})
	case Stale:
		w = append(w, Warning{Stale, "", "known to hold as of " + r.Known + ", " +
			strconv.FormatInt(daysBetween(lastDayOf(r.Known), on), 10) + " days before " + on.Day().String() + ": check the seller's page"})
	}
	if m.Sunset != 0 {
		w = append(w, Warning{SunsetAhead, "model", m.Name + " ends at " + s.Name + " on " + m.Sunset.String()})
	}
	if m.Continues == Yes {
		w = append(w, t.upstreamDoubt(s, m, Yes, on)...)
	}
	return w
}

// lastDayOf reads the date of a statement, the last day of the month when only
// the month was published.
func lastDayOf(known string) Instant {
	if len(known) == len("2026-01") {
		year, _ := Digits(known[:4])
		month, _ := Digits(known[5:])
		return startOf(int(year), int(month)+1, 0)
	}
	i, _ := ParseInstant(known)
	return i
}
