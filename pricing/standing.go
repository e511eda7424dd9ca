package pricing

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
func (q *Quote) Standing() (s Standing) {
	if q.Rate != nil {
		q.Table.Stand(&s, q.Seller, q.Model, q.Rate, q.Warnings, q.AsOf)
	}
	return s
}

// CellStanding is the standing of one of the model's cells.
func (d *ModelOnDay) CellStanding(r *Rate) (s Standing) {
	d.Table.Stand(&s, d.Seller, d.Model, r, d.Table.doubts(d.Seller, d.Model, r, d.AsOf), d.AsOf)
	return s
}

// Stated is the standing of any statement of a seller: of an offer, of a promo.
func (t *Table) Stated(seller *Seller, known string, from Instant, conflicts []Conflict, on Instant) Standing {
	doubt := t.Dated(seller, known, on)
	s := Standing{Known: known, Stale: doubt == Stale, Undated: doubt == Undated, Disputed: len(conflicts) > 0}
	if seller.Owned {
		s.Since = from
	}
	return s
}

// Stand works from the warnings, so that they and the standing cannot disagree.
func (t *Table) Stand(s *Standing, seller *Seller, m *Model, r *Rate, warnings []Warning, on Instant) {
	s.Known = r.Known
	if seller.Owned {
		s.Since = r.From
	}
	if m.Sunset > on {
		s.Ends = m.Sunset
	} else {
		s.Ended = m.Sunset
	}
	if t.UpstreamEnded(m, on) {
		s.MakerEnded = t.Upstream(m).Sunset
	}
	for i := range warnings {
		switch warnings[i].Code {
		case Stale:
			s.Stale = true
		case Undated:
			s.Undated = true
		case Disputed:
			s.Disputed = true
		}
	}
}

// Dated is what there is to doubt of the date of a seller's statement: [Undated],
// [Stale] or nothing.
func (t *Table) Dated(s *Seller, known string, on Instant) WarningCode {
	switch {
	case s.Owned: // in force until a row replaces it
	case known == "":
		return Undated
	case daysBetween(lastDayOf(known), on) > t.StaleAfterDays:
		return Stale
	}
	return ""
}

// DoubtCodes are the warnings that a standing is of; doubts says which there are.
var DoubtCodes = [...]WarningCode{Stale, Undated, Disputed, SunsetAhead, UpstreamSunset}

func (s *Standing) Doubts() [len(DoubtCodes)]bool {
	return [...]bool{s.Stale, s.Undated, s.Disputed, s.Ends != 0, s.MakerEnded != 0}
}

// Words says it in a short phrase whose parts are set apart by commas: the date,
// then each doubt. "since Jan 2026", "known as of 1 Jun 2026, stale, disputed",
// "undated". It is "" for the zero Standing.
func (s Standing) Words() string { return string(s.AppendWords(nil)) }

var endWords = [...]string{", ends ", ", ended ", ", ended at its maker "}

func (s *Standing) AppendWords(b []byte) []byte {
	switch {
	case s.Since != 0:
		b = add(b, "since ")
		b = dayInWords(s.AppendSince(b), len(b))
	case s.Known != "":
		b = add(b, "known as of ")
		b = dayInWords(add(b, s.Known), len(b))
	case s.Undated:
		b = add(b, "undated")
	}
	if s.Stale {
		b = add(b, ", stale")
	}
	if s.Disputed {
		b = add(b, ", disputed")
	}
	for i, end := range [...]Instant{s.Ends, s.Ended, s.MakerEnded} {
		if end != 0 {
			b = add(b, endWords[i])
			b = dayInWords(end.append(b), len(b))
		}
	}
	return b
}

// add is append as a call, which is a quarter as long in the program of a page.
//
//go:noinline
func add(b []byte, s string) []byte { return append(b, s...) }

// AppendSince appends the first day: "2026-06-15", or "2026-01" where the source
// gives it as a month, whose first day is then nobody's statement.
func (s *Standing) AppendSince(b []byte) []byte {
	month := len(b) + len("2026-01")
	b = s.Since.append(b)
	if string(b[month-len("2026-01"):month]) == s.Known && string(b[month:]) == "-01" {
		return b[:month]
	}
	return b
}

// Words is the day for a person: "1 Jun 2026". A moment that is not the start of
// a day is as data has it.
func (i Instant) Words() string { return string(dayInWords(i.append(nil), 0)) }

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// dayInWords puts the date from start on in the words of a person: "2026-06-01"
// is "1 Jun 2026", the month "2026-01" is "Jan 2026".
func dayInWords(b []byte, start int) []byte {
	var date [len("2026-01-01")]byte
	if n := copy(date[:], b[start:]); n < len(b)-start {
		return b // a moment
	}
	b = b[:start]
	if date[9] != 0 {
		b = append(b, date[8:]...)
		if date[8] == '0' {
			b[start] = date[9]
			b = b[:start+1]
		}
		b = add(b, " ")
	}
	month := 3 * (int(date[5]-'0')*10 + int(date[6]-'0'))
	b = add(b, months[month-3:month])
	b = add(b, " ")
	return append(b, date[:4]...)
}
