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

import { asked } from "./verdict.mjs";

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
export const classes = [
  // What an answer says more.
  {
    name: "how a price stands",
    reason:
      "a price says since when it is known or holds and with which doubts; " +
      "in a row of a comparison that takes the place of known",
    explains: ({ what, at, within }) =>
      (what === "added" && /(^|\.)standing$/.test(at)) ||
      (what === "removed" && /^comparable\[\]\.known$/.test(at) && within.now.standing !== undefined),
  },
  {
    name: "the model whose price profile is shared",
    reason: "a rate and a row of a comparison name the model that theirs is priced as",
    explains: ({ what, at }) => what === "added" && /(^|\.)(rates|comparable)\[\]\.pricedAs$/.test(at),
  },
  {
    name: "the line of the model itself",
    reason: "a model that is priced as another cites its own line of the source and not that of the other",
    explains: ({ what, at, old, now, within }) =>
      /^(added|removed)$/.test(what) &&
      /(cells|rates|gaps)\[\]\.sources\[\]$/.test(at) &&
      lists(within, "sources").every((l) => l.length === within.old.sources.length) &&
      (old ?? now).line > 0,
  },
  {
    name: "the least that is billed and the surcharges",
    reason: "a cell of the list of models tells its minimum and its modifiers",
    explains: ({ what, at }) => what === "added" && /^models\[\]\.cells\[\]\.(minimum|modifiers)$/.test(at),
  },
  {
    name: "independent",
    reason: "what a price does not depend on is listed in independent and no longer any in its conditions",
    explains: ({ what, at, old, now }) =>
      (what === "added" && /(cells|rates)\[\]\.independent$/.test(at) && Array.isArray(now)) ||
      (what === "removed" && /(cells|rates)\[\]\.when\.\w+$/.test(at) && old === "any"),
  },
  {
    name: "whether a seller goes on",
    reason: "a model says whether its seller goes on with it after its maker's end, and a route what of it has ended",
    explains: ({ what, at }) => what === "added" && /^(models\[\]\.continues|routing\[\]\.ended)$/.test(at),
  },

  // What sources say, read more closely.
  {
    name: "a month is no day",
    reason: "what a source dates by a month alone is shown with the month and not with its first day",
    explains: ({ what, at, old, now }) =>
      what === "changed" &&
      (/(rates|history|cells)\[\]\.(from|until)$/.test(at)
        ? old === `${now}-01`
        : /\.(message|reason|because)$/.test(at) && old.replace(/(\d{4}-\d\d)-01(?=\)?$| until )/, "$1") === now),
  },
  {
    name: "a former price is named",
    reason: "for a day on which a former price held the refusal names that price and says that it is not quoted",
    explains: ({ what, at, old, now }) =>
      what === "changed" &&
      /\.(message|reason)$/.test(at) &&
      / is known before \d{4}-\d\d-01$/.test(old) &&
      / held then, a former price, which is kept as history and never quoted$/.test(now),
  },
  {
    name: "about is approximate",
    reason:
      "a price that its source gives with about or around is approximate: " +
      "Kling 3.0 at aggregators and the Dream Machine API",
    explains: ({ what, at, old, now }) =>
      (what === "changed" && /precision$/.test(at) && /^(range|floor)$/.test(old) && now === "approx") ||
      (what === "added" && /warnings\[\]$/.test(at) && now.code === "approximate") ||
      (what === "changed" && /rates\[\]\.note$/.test(at) && /approximate/.test(old) && !/approximate/.test(now)) ||
      (what === "changed" && at === "lines[].because" && old.replace(/(range|floor)$/, "approx") === now),
  },
  {
    name: "no source tells of a watermark",
    reason: "whether an offer has a watermark is null where no source says it",
    explains: ({ what, at, old, now }) =>
      what === "changed" && /limits\.watermark$/.test(at) && old === false && now === null,
  },
  {
    name: "a rounded price is no dispute",
    reason: "the prose only rounds the prices of Kling's Standard and Pro, so it is cited in a note",
    explains: ({ what, at, old, now }) =>
      (what === "removed" &&
        ((/conflicts\[\]$/.test(at) && rounds.test(old.text)) ||
          (/warnings\[\]$/.test(at) && old.code === "disputed" && rounds.test(old.message)))) ||
      (what === "changed" &&
        /offers?(\[\])?\.note$/.test(at) &&
        old === null &&
        /^The prose rounds the price/.test(now)) ||
      (what === "added" && /offers?(\[\])?\.sources\[\]$/.test(at) && now.line > 0),
  },

  // What a maker's end does.
  {
    name: "a maker's end comes first",
    reason: "that the maker ended the model is the first warning",
    explains: ({ what, at, now }) => what === "reordered" && /warnings$/.test(at) && now[0].code === "upstream_sunset",
  },
  {
    name: "what lives is offered first",
    reason:
      "alternatives that live and change less come first, are without the members that are refused, " +
      "and say if their maker ended them",
    explains: ({ what, at, old, now }) => {
      if (!/error\.alternatives(\[\]|\[\]\.why)?$/.test(at)) return false;
      return what === "changed" ? now.startsWith(`${old}; its maker ended it on `) : true;
    },
  },
  {
    name: "no need is routed to what is no longer sold",
    reason: "a route lists a model that has ended in ended",
    explains: ({ what, at, old, within }) =>
      what === "removed" &&
      at === "routing[].models[]" &&
      within.now.ended.some(({ seller, model }) => `${seller.id}/${model.id}` === old),
  },
  {
    name: "the end as the cause of a bill",
    reason: "what is told of a bill of a day after the maker's end names that end",
    explains: ({ what, at, old, now }, { changes }) =>
      (what === "changed" && at === "lines[].cause" && old === "stale_table" && now === "sunset") ||
      (what === "changed" &&
        at === "lines[].because" &&
        /the vendor's own .* ended on \d|^.* ended at .* on [-\d]+, before this job; /.test(now)) ||
      (/^causes\[\]/.test(at) && changes.some((other) => other.at === "lines[].cause" && other.now === "sunset")),
  },

  // What is refused: everything given is used, confirmed or refused.
  {
    name: "a name of other characters",
    reason:
      "names are compared without case, spaces and -_./() alone: with any other character " +
      "it is another, unknown name of a seller, model, capability or column, and found by no search",
    explains: (change, context) =>
      (isRefused(change, /^unknown_(seller|model)$/, /^(seller|model)$/) &&
        otherwise.test(/"(.*)"/.exec(change.now.error.message)[1])) ||
      (change.what === "changed" && change.at === "lines[].shot.model" && otherwise.test(change.now)) ||
      (change.what === "changed" &&
        change.at === "error.message" &&
        /is no capability$/.test(change.now) &&
        otherwise.test(context.request.needs)) ||
      (change.what === "added" &&
        change.at === "notes[]" &&
        /^columns that are not used: .*[^\w, ]/.test(change.now)) ||
      (change.what === "removed" &&
        /^lines\[\]\.shot\.\w+$/.test(change.at) &&
        !context.request.log.includes(`"${change.path.at(-1)}"`)) ||
      (change.what === "removed" && change.at === "models[]" && otherwise.test(context.request.q)),
  },
  {
    name: "a region or purpose of other characters",
    reason: "a region that looks like EU is not taken for another one, and a purpose is compared as names are",
    explains: (change, { operation, request }) =>
      operation === "advice" &&
      isRefused(change, /^invalid_value$/, /^(region|purpose)$/) &&
      otherwise.test(request[change.now.error.field]),
  },
  {
    name: "no resolution",
    reason: "a resolution is a name of the table's vocabulary or WIDTHxHEIGHT; any other text is refused",
    explains: (change, context) =>
      isRefused(change, /^invalid_value$/, /^resolution$/) &&
      !change.now.error.accepted.some(
        (name) => name.toLowerCase() === `${shot(change, context).resolution}`.toLowerCase(),
      ),
  },
  {
    name: "a frame that is none or another",
    reason: "width and height are given together, and what they come to is the resolution",
    explains: (change, context) =>
      isRefused(
        change,
        /^(missing_parameter|invalid_value|option_not_stated|option_not_published)$/,
        /^(width|height|resolution)$/,
      ) &&
      (has(shot(change, context), "width") || has(shot(change, context), "height")),
  },
  {
    name: "a member that the price does not use",
    reason: "a member that a price neither uses nor confirms nor is declared independent of is refused by its name",
    explains: (change, context) =>
      isRefused(change, /^option_not_(stated|published)$/, /./) && has(shot(change, context), change.now.error.field),
  },
  {
    name: "a size in pixels is a resolution",
    reason:
      "WIDTHxHEIGHT is read as a frame size, a frame size in either orientation as a resolution, and 720P as 720p, " +
      "so prices are found; answers, refusals and alternatives have the name of the table",
    explains: (change, context) => {
      const { what, at, old, now, within } = change;
      if (what === "priced" || what === "refused otherwise")
        return old.error.field === "resolution" && isSized(old.shot ?? asked(context, change));
      if (at === "comparable[]") return what === "added" && isSized(context.request);
      return (
        (what === "added" && /shot\.(resolution|width|height)$/.test(at)) ||
        (what === "changed" && /shot\.resolution$/.test(at) && written.test(old)) ||
        (what === "changed" && /error\.message$/.test(at) && named(old) === named(now)) ||
        (what === "changed" && at === "lines[].because" && named(old) === named(now)) ||
        (what === "changed" &&
          /alternatives\[\]\.why$/.test(at) &&
          old
            .split(", ")
            .filter((part) => part !== within.now.shot.resolution)
            .join(", ") === now.split("; its maker")[0])
      );
    },
  },
  {
    name: "not confirmed, listed apart",
    reason:
      "sellers whose price no source confirms to be for the shot are in unconfirmed, " +
      "each with its reason and the member",
    explains: ({ what, at, old, now }, context) =>
      (what === "added" && at === "unconfirmed" && Array.isArray(now)) ||
      (what === "removed" &&
        /^(comparable|notComparable|free)\[\]$/.test(at) &&
        [...context.now.unconfirmed, ...context.now.notComparable, ...context.now.comparable].some((row) =>
          isSame(row, old),
        )) ||
      (what === "added" &&
        at === "notComparable[]" &&
        /^option_not_/.test(now.code) &&
        [...context.old.comparable, ...context.old.free].some((row) => isSame(row, now))),
  },
  {
    name: "why a seller cannot be compared",
    reason: "a member that a seller does not list is the reason that is told, before any other",
    explains: ({ what, at, within }) =>
      what === "changed" && /^notComparable\[\]\.(code|reason)$/.test(at) && /^option_not_/.test(within.now.code),
  },

  // What is said of errors.
  {
    name: "a message of one line that can be printed",
    reason:
      "what of a request is repeated in a message is cleaned, " +
      "and a status that no source prints is said not to be understood",
    explains: ({ what, at, old, now }) =>
      what === "changed" &&
      /error\.message$/.test(at) &&
      (/is no status that is understood(;|$)/.test(now) || (unprintable.test(old) && !unprintable.test(now))),
  },
  {
    name: "a way out",
    reason: "a refusal of a member that no value of it would save says to leave it out",
    explains: ({ what, at, now, within }) =>
      what === "added" &&
      /error\.accepted\[\]$/.test(at) &&
      now === "leave it out" &&
      /^(option_not_|duration_not_published)/.test(within.now.code),
  },
  {
    name: "the nearest names",
    reason: "the names that are offered for an unknown one are nearest by the new comparison of names",
    explains: ({ what, at, within }) =>
      /^(reordered|changed|added|removed)$/.test(what) &&
      /error\.accepted(\[\])?$/.test(at) &&
      /^unknown_/.test(within.now.code),
  },

  // What follows from these.
  {
    name: "a refused part is counted and not added up",
    reason: "what is refused now is in no sum, count, group or list of rates of the whole",
    explains: ({ what, at }, { operation, request, changes }) =>
      !/refused|priced/.test(what) &&
      follows[operation]?.test(at) === true &&
      (changes.some(({ what, at }) => /refused|priced/.test(what) || at === "lines[]") ||
        (request.list === "none" && rowsFail(request.log, changes))),
  },
];

const rounds = /^(\w+: )?The prose says about [-\w]+ dollars\.$/;
const follows = {
  quotes: /^(refused|status)$/,
  estimate: /^(refused|complete|(rates|totals)(\[\].*)?)$/,
  reconcile: /^(status|outcomes|notes|rates|policies|causes|groups|totals)\b/,
};

const unprintable = /\p{C}/u;
const otherwise = /[^a-z0-9 \-_./()]/i;
const written = /^(\d+ *[x×] *\d+|\d+P|\d+k)$/;
// Rows that are not listed: others of them cannot be read or priced, or have a name of other characters.
const rowsFail = (log, changes) =>
  changes.some(({ at }) => /^outcomes\./.test(at)) || /"(seller|model)":"[^"]*[^a-z0-9 \-_./()"][^"]*"/i.test(log);
const has = (shot, name) => shot[name] !== undefined && shot[name] !== null && shot[name] !== "";
const named = (text) => text.replace(/ (at|with|says) (\d+[x×]\d+|\d+[pPkK])\b/g, "");
const isSized = (shot) => written.test(shot.resolution) || (has(shot, "width") && has(shot, "height"));
const isSame = (a, b) => a.seller.id === b.seller.id && a.model.id === b.model.id;
const lists = ({ old, now }, name) => [old[name], now[name]];
// A row of a bill that matched is listed now because it is refused.
const isRefused = ({ what, at, now }, code, field) =>
  (what.startsWith("refused") || (what === "added" && at === "lines[]" && now.error)) &&
  code.test(now.error.code) &&
  field.test(now.error.field ?? "");
// The shot that is refused; of a request that is no JSON what the old answer tells of it.
const shot = (change, context) => {
  const { old, now } = change;
  const told = now.shot ?? context.request.events?.[now.event - 1]?.shot ?? asked(context, change);
  return Object.keys(told).length > 0 ? told : (old.shot ?? old.error?.alternatives[0]?.shot ?? {});
};
