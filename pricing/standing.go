package pricing

import "strconv"

// Standing says how far a price can be trusted on the day that it is asked for:
// the day its source is known to have said it or, for a price of the operator's
// own, since when it holds; and what is doubted of it. It is for whoever shows a
// price: the day that a price is asked for is not the day of the price.
type Standing struct {
	Known string  // "2026-01", "2026-06-01"; "" where the source carries no date
	Since Instant // the first day of a price of the operator's own; 0 for all others

	Stale, Undated, Disputed bool

	// When the seller stops selling it, as announced, or has stopped; and when its
	// maker has, where the seller is another.
	Ends, Ended, MakerEnded Instant
}

// Standing is zero for credits of the caller's own, which nobody has published.
func (q *Quote) Standing() Standing {
	if q.Rate == nil {
		return Standing{}
	}
	return q.Table.standing(q.Seller, q.Model, q.Rate, q.AsOf)
}

// CellStanding is the standing of one of the model's cells.
func (d *ModelOnDay) CellStanding(r *Rate) Standing {
	return d.Table.standing(d.Seller, d.Model, r, d.AsOf)
}

func (t *Table) standing(s *Seller, m *Model, r *Rate, on Instant) Standing {
	out := t.Stated(s, r.Known, r.From, r.Conflicts, on)
	if m.Sunset > on {
		out.Ends = m.Sunset
	} else {
		out.Ended = m.Sunset
	}
	if t.UpstreamEnded(m, on) {
		out.MakerEnded = t.Upstream(m).Sunset
	}
	return out
}

// Stated is the standing of any statement of a seller: a rate, an offer, a promo.
func (t *Table) Stated(s *Seller, known string, from Instant, conflicts []Conflict, on Instant) Standing {
	out := Standing{Known: known, Disputed: len(conflicts) > 0}
	if s.Owned {
		out.Since = from
	}
	doubt := t.dated(s, known, on)
	out.Undated, out.Stale = doubt == Undated, doubt == Stale
	return out
}

// dated is what there is to doubt of the date of a seller's statement: [Undated],
// [Stale] or nothing.
func (t *Table) dated(s *Seller, known string, on Instant) WarningCode {
	switch {
	case s.Owned: // in force until a row replaces it
	case known == "":
		return Undated
	case age(known, on) > t.StaleAfterDays:
		return Stale
	}
	return ""
}

// age counts the days from a statement to the day, from the last of its month
// where only that was published.
func age(known string, on Instant) int64 {
	year, month, day := knownDate(known)
	if day == 0 {
		month++ // whose day 0 is the last of the month before
	}
	return daysBetween(startOf(year, month, day), on)
}

// eachDoubt calls yield with the codes of the warnings that the standing is of.
func (s Standing) eachDoubt(yield func(WarningCode)) {
	if s.Stale {
		yield(Stale)
	}
	if s.Undated {
		yield(Undated)
	}
	if s.Disputed {
		yield(Disputed)
	}
	if s.Ends != 0 {
		yield(SunsetAhead)
	}
	if s.MakerEnded != 0 {
		yield(UpstreamSunset)
	}
}

// Words says it in a short phrase whose parts are set apart by commas: the date,
// then each doubt. "since Jan 2026", "known as of 1 Jun 2026, stale, disputed",
// "undated". It is "" for the zero Standing.
func (s Standing) Words() string { return string(s.appendWords(nil)) }

func (s Standing) appendWords(b []byte) []byte {
	switch {
	case s.Since != 0:
		b = s.appendSinceWords(append(b, "since "...))
	case s.Known != "":
		b = appendKnownWords(append(b, "known as of "...), s.Known)
	case s.Undated:
		b = append(b, "undated"...)
	}
	if s.Stale {
		b = append(b, ", stale"...)
	}
	if s.Disputed {
		b = append(b, ", disputed"...)
	}
	if s.Ends != 0 {
		b = s.Ends.appendWords(append(b, ", ends "...))
	}
	if s.Ended != 0 {
		b = s.Ended.appendWords(append(b, ", ended "...))
	}
	if s.MakerEnded != 0 {
		b = s.MakerEnded.appendWords(append(b, ", ended at its maker "...))
	}
	return b
}

// monthAlone reports whether the source gives the first day of the price as a
// month, whose first day is then nobody's statement.
func (s Standing) monthAlone() bool {
	year, month, day := s.Since.date()
	y, m, d := knownDate(s.Known)
	return day == 1 && d == 0 && year == y && month == m
}

func (s Standing) appendSinceWords(b []byte) []byte {
	if s.monthAlone() {
		return appendKnownWords(b, s.Known)
	}
	return s.Since.appendWords(b)
}

// appendSince appends the first day as data has it: "2026-01", "2026-06-15".
func (s Standing) appendSince(b []byte) []byte {
	if s.monthAlone() {
		return append(b, s.Known...)
	}
	return s.Since.append(b)
}

// Words is the day for a person: "1 Jun 2026". A moment that is not the start of
// a day is as data has it.
func (i Instant) Words() string { return string(i.appendWords(nil)) }

func (i Instant) appendWords(b []byte) []byte {
	if i != i.Day() {
		return i.append(b)
	}
	year, month, day := i.date()
	return appendDate(b, year, month, day)
}

// appendKnownWords appends the date of a statement for a person: "Jan 2026",
// "1 Jun 2026".
func appendKnownWords(b []byte, known string) []byte {
	year, month, day := knownDate(known)
	return appendDate(b, year, month, day)
}

// knownDate takes the date of a statement apart; the day is 0 where only the
// month was published.
func knownDate(known string) (year, month, day int) {
	if len(known) < len("2026-01") {
		return 0, 0, 0
	}
	year, _ = strconv.Atoi(known[:4])
	month, _ = strconv.Atoi(known[5:7])
	if len(known) == len("2026-01-01") {
		day, _ = strconv.Atoi(known[8:])
	}
	return year, month, day
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

func appendDate(b []byte, year, month, day int) []byte {
	if day > 0 {
		b = append(strconv.AppendInt(b, int64(day), 10), ' ')
	}
	b = append(b, months[3*month-3:3*month]...)
	return strconv.AppendInt(append(b, ' '), int64(year), 10)
}
