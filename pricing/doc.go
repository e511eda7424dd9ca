// Package pricing answers what an AI video or image generation costs.
//
// [Table.Quote] prices a
// [Shot] and says how: the rate it used, where that rate was published and as
// of when, the arithmetic step by step, and every doubt as a [Warning]. What
// the sources do not publish is refused with an [*Error] that names the field,
// what is accepted and the nearest shots that do have a price. There is no
// silent zero, no interpolation between published cells and no global average.
// No member of a request is ignored: the price uses it, or is for its value, or
// the rate declares itself independent of it, or the request is refused.
//
// What else can be asked of a table has a package of its own: purchase, budget,
// ledger, reconcile and margin. Package wire is the JSON entry point of them all.
//
// # Purity
//
// Nothing in the package reads a clock, a file or the network, and nothing it
// shares is written after start: the date is an argument, the same input gives
// the same bytes, and any number of goroutines may call it.
//
// # Numbers
//
// Published amounts are exact decimals ([Fixed]); sums in flight are exact
// quotients ([Ratio]), multiplied first and divided once. Rounding happens
// once, at the edge, half away from zero: dollars to 6 places in data and to
// cents in words. There is no floating point anywhere.
//
// # Compatibility
//
// Codes of [Error] and [Warning], the members of the JSON answers of
// package wire and the ids of sellers, models, rates and offers are stable: they are added
// to, not renamed. The text of messages, steps and notes may change.
package pricing
