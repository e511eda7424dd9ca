package pricing

import (
	"strconv"
	"strings"
)

// Code names what went wrong. Codes are stable and the same in Go, in HTTP
// problem documents and in JavaScript.
type Code string

// Codes of malformed requests: nothing was looked up.
const (
	UnknownOperation Code = "unknown_operation" // no such operation of the JSON entry point
	InvalidJSON      Code = "invalid_json"      // not one JSON object, a repeated member, bad UTF-8
	UnknownField     Code = "unknown_field"     // a member the operation does not have
	WrongType        Code = "wrong_type"        // an object or array where a plain value belongs, or the reverse
	TooLarge         Code = "too_large"         // longer than MaxRequestBytes
	UnknownStatus    Code = "unknown_status"    // a status word of a job that is not understood
	InvalidTable     Code = "invalid_table"     // a compiled rate table that cannot be loaded
	Internal         Code = "internal"          // a defect of this program
)

// Codes of refusals: the request was understood and has no price.
const (
	InvalidValue         Code = "invalid_value"   // a value no field of this kind accepts
	InvalidSeconds       Code = "invalid_seconds" // not positive, fractional or too long
	UnknownSeller        Code = "unknown_seller"
	UnknownModel         Code = "unknown_model"
	UnknownOffer         Code = "unknown_offer"
	UnknownPromo         Code = "unknown_promo"
	NeedNotMet           Code = "need_not_met"           // no source says that the model does what is needed
	MissingParameter     Code = "missing_parameter"      // several prices match: the named field decides
	ModeNotPublished     Code = "mode_not_published"     // the model is not sold in this mode
	OptionNotPublished   Code = "option_not_published"   // no price for this combination
	OptionNotStated      Code = "option_not_stated"      // the source does not say which value its price is for, or what the field does to it
	DurationNotPublished Code = "duration_not_published" // priced per clip or tier whose seconds are not published
	TooManyInputImages   Code = "too_many_input_images"
	NotPriced            Code = "not_priced"           // the source names the model without a usable price
	NotYetPriced         Code = "not_yet_priced"       // no price that may be quoted is known to hold so early
	NoLongerPriced       Code = "no_longer_priced"     // every price ended before the date
	Sunset               Code = "sunset"               // the seller stopped or stops the model by the date
	OfferNotApplicable   Code = "offer_not_applicable" // credits of one seller do not pay another, nor a price in dollars
	OfferNotPriced       Code = "offer_not_priced"     // the offer has no published price per credit
	OfferLimit           Code = "offer_limit"          // the offer excludes this shot
)

// Error is every error of the package. Read it with errors.As. Some functions return
// the type itself: a nil of it that is assigned to an error is not nil there.
type Error struct {
	Code         Code
	Field        string        // the request member at fault, dotted ("plan.price"), or ""
	Message      string        // one sentence for a person; it may quote the request, see [Printable]
	Accepted     []string      // what the field would take, if that can be listed
	Alternatives []Alternative // the nearest shots that have a price
}

// Alternative is a shot near the refused one that the table can price.
type Alternative struct {
	Shot    Shot
	Display string // its price in words: "22 credits"
	Why     string // what differs
}

// Error is one line that can be printed, whatever the request was.
func (e *Error) Error() string {
	if e.Field == "" {
		return Printable(string(e.Code) + ": " + e.Message)
	}
	return Printable(string(e.Code) + ": " + e.Field + ": " + e.Message)
}

// Refused reports whether the request was well formed and has no price, as
// opposed to malformed.
func (e *Error) Refused() bool {
	switch e.Code {
	case UnknownOperation, InvalidJSON, UnknownField, WrongType, TooLarge, InvalidTable, Internal:
		return false
	}
	return true
}

// Printable is s as part of a line that a person reads, on a page, in a picture
// or on a terminal: every character that is none of a text becomes U+FFFD. Those
// are control characters, line breaks, what turns the direction of a text, and
// what is not UTF-8. Of what cannot be seen only the two joiners stay, which
// scripts and emoji are written with.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsGraphic(r) || r == '\u200c' || r == '\u200d' {
			return r
		}
		return '\ufffd'
	}, s)
}

// Quoted returns s as it should appear inside a message, shortened, so that a
// hostile value cannot make an error long.
func Quoted(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}

// Typed returns err as what it always is.
func Typed(err error) *Error {
	if e, ok := err.(*Error); ok { // nothing in the engine wraps one
		return e
	}
	return &Error{Code: Internal, Message: "this should not have happened"}
}
