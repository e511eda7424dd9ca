// What answers say otherwise than those of the pinned engine, each with its reason.
// Every other difference fails the step, and so does a declaration that no request
// needs any longer.
//
// To add a class: run ./build.sh test referee, which prints each kind of difference
// that is not declared, with an example, as a list of changes: what, where, old and
// now. Then say which of these changes are meant:
//
//	{
//	  name: "a price of long ago is told to be",
//	  reason: "a price that no source has confirmed for 90 days says so itself",
//	  explains: ({ what, at, now }) => what === "added" && at.endsWith("warnings[]") && now.code === "stale",
//	},
//
// A class is asked for one change at a time and explains no other: an answer passes
// only if all of its changes are explained, by one class or by several. So it names
// the member, and the code, the field or the values, old and now; what else it needs
// (the operation, the request, the whole answers, the other changes) is its second
// argument. asked() of verdict.mjs gives the shot that a change is about:
//
//	explains: (change, context) => change.what === "refused" && change.now.error.code === "invalid_value"
//	  && change.now.error.field === "images" && asked(context, change).images !== undefined,
//
// A count or total that follows from another change is a change, too: a class for it
// looks whether that other one is among context.changes.

/** Members that have another name; what is compared are the values. */
export const renames = [
  {
    from: "asOf",
    to: "known",
    of: (object) => "sources" in object, // the answer's own has a table beside it
    reason: "in a rate, cell, offer or promotion it is the day that a source says the price, not the day priced for",
  },
  { from: "rateAsOf", to: "known", of: (object) => "rate" in object, reason: "the same in a row of a comparison" },
];

/** @type {import("./verdict.mjs").Class[]} */
export const classes = [];
