package main

// codeGroup is a heading of the page that every problem document links to.
type codeGroup struct {
	Title, Intro string
	Codes        []codeText
}

// codeText is one stable code with what it means and what to do.
type codeText struct{ Code, Text string }

// errorCodes documents every code of package pricing, of the API and of the
// Worker's entry. A test compares the list with their source.
var errorCodes = []codeGroup{
	{"No price", "The request was understood, and the table does not hold its price. The answer names the field, what it accepts, and the nearest shots that do have a price. In HTTP the status is 422.", []codeText{
		{"missing_parameter", "Several prices match and the named field decides between them, or the request cannot be computed without it."},
		{"option_not_published", "There is no published price for this combination. None is computed from its neighbours."},
		{"option_not_stated", "The source does not say which value its price is for, or what the field does to it. Leave the field out to see that price."},
		{"mode_not_published", "The model is not sold in this mode."},
		{"duration_not_published", "The price is per clip or per tier, and the source does not say how long those are. Ask without seconds, or by tier."},
		{"invalid_seconds", "The length is not positive, not whole, or longer than any price is applied to."},
		{"too_many_input_images", "The model accepts fewer input images."},
		{"invalid_value", "The field does not take this value; accepted lists what it takes."},
		{"unknown_seller", "There is no such seller; accepted lists the closest names."},
		{"unknown_model", "The seller has no such model; accepted lists the closest names."},
		{"unknown_offer", "The seller has no such offer."},
		{"unknown_promo", "There is no such promotion."},
		{"need_not_met", "In a comparison: no source says that the model does what is needed."},
		{"not_priced", "The source names the model without a usable price and the message says why."},
		{"not_yet_priced", "No price that may be quoted is known to hold so early. A former price that held then is named in the message."},
		{"no_longer_priced", "The last known price ended before the date."},
		{"sunset", "The seller stops the model on or before the date."},
		{"offer_not_applicable", "Credits of one seller pay neither another seller nor a price in dollars."},
		{"offer_not_priced", "The offer has no published price per credit. That is not a price of zero."},
		{"offer_limit", "The offer excludes this shot, for example by resolution."},
		{"out_of_reach", "Nothing that may be bought holds so many credits."},
		{"too_many_combinations", "There are more combinations of offers than are searched exactly, so none is guessed."},
		{"insufficient_balance", "More credits would be held than the balance has."},
		{"duplicate_job", "The job was submitted before."},
		{"unknown_job", "The job was never submitted."},
		{"already_charged", "The job has ended and was charged."},
		{"already_refunded", "The job was refunded, which happens once."},
		{"unknown_status", "This status word is not one that is understood, so nothing is concluded from it. Some of those that are, such as timed_out and moderated, are ours; no source prints them."},
		{"invalid_header", "The columns of the usage log cannot be used."},
		{"invalid_row", "The row is not CSV or JSON as the rest of the log is. The other rows are read all the same."},
	}},
	{"Malformed requests", "Nothing was looked up: the request itself cannot be read.", []codeText{
		{"invalid_json", "The body is not one JSON object in UTF-8 without repeated members."},
		{"unknown_field", "The operation has no such member. Nothing is ignored silently."},
		{"wrong_type", "An object or a list stands where a plain value belongs, or the reverse."},
		{"too_large", "The request is longer than the operation reads."},
		{"unknown_operation", "There is no such operation."},
		{"invalid_query", "The query string cannot be read, names a parameter twice, or leaves one empty."},
		{"unreadable_body", "The body ended before it was complete."},
		{"not_acceptable", "Accept names none of the media types that the path answers with."},
		{"unknown_table", "No table with this digest is kept here; accepted names the one in force."},
		{"not_embeddable", "oEmbed: url is not the address of a calculator on this site."},
		{"format_not_supported", "oEmbed: only JSON is answered, not XML."},
		{"rate_limited", "Too many requests. Retry-After says when to ask again, RateLimit-Policy how many are answered."},
		{"unsupported_media_type", "The body of a POST has to be application/json."},
		{"method_not_allowed", "The path does not answer this method; Allow lists those that it does."},
		{"not_found", "The API has no such path."},
	}},
	{"Our fault", "Asking again is right.", []codeText{
		{"internal", "A defect of this program. Nothing of the request was kept."},
		{"unavailable", "The program that was to answer ended. A new one is ready for the next request."},
	}},
}
