// Pieces of the engine's answers as nodes. The page puts them into the places that it
// has, an embedded element into its own.

import { digits, el } from "./dom.mjs";
import { capital, sentence } from "./text.mjs";
import { date, dated, pricedFor } from "./words.mjs";

/** @import { Alternative, Fault, PricedShot, Quote, Source, Standing } from "./answers.d.ts" */
/** @import { Child } from "./dom.mjs" */

/**
 * How a price stands, with its doubts marked.
 * @param {{ standing: Standing | null }} answer
 * @param {string} [asked] the day of the request
 * @returns {Child[]}
 */
export function stands({ standing }, asked) {
  if (!standing) return [];
  const [when, ...rest] = dated(standing);
  const mark = (/** @type {string} */ text) => el("b.state", text);
  return [
    standing.doubts.includes("undated") ? mark(capital(when)) : capital(when),
    ...rest.flatMap((doubt) => [", ", mark(doubt)]),
    pricedFor(asked),
  ];
}

/**
 * The same below a heading that says "known".
 * @param {Standing} standing
 * @returns {Child[]}
 */
export function known(standing) {
  const [when, ...doubts] = dated(standing);
  return [when.replace(/^known as of /, ""), ...doubts.flatMap((doubt) => [" ", el("span.tag", doubt)])];
}

/** @typedef {Source & { known: string, before: string, profile: string | null }} Place */

/**
 * Where the numbers of an answer were published: an item for every document.
 * @param {Pick<Quote, "rates" | "offer">} answer
 */
export function cites({ rates, offer }) {
  /** @type {Place[]} */
  const places = [];
  const cited = [...rates, ...(offer?.sources ? [{ ...offer, pricedAs: null }] : [])];
  for (const { sources = [], known: day, pricedAs } of cited) {
    places.push(...sources.map((s) => ({ ...s, known: date(day), before: "", profile: pricedAs })));
  }
  for (const { sources } of rates.flatMap((r) => r.conflicts)) {
    places.push(...sources.map((s) => ({ ...s, known: "", before: "Disputed by ", profile: null })));
  }
  return grouped(places);
}

/**
 * The same of sources alone.
 * @param {readonly Source[]} sources
 */
export const citations = (sources) => grouped(sources.map((s) => ({ ...s, known: "", before: "", profile: null })));

/**
 * An item for every document.
 * @param {Place[]} places
 */
function grouped(places) {
  /** @type {Map<string, Place[]>} */
  const groups = new Map();
  for (const place of places) {
    const key = [place.before, place.title, place.known].join("\n");
    if (!groups.get(key)?.push(place)) groups.set(key, [place]);
  }
  return [...groups.values()].map(cite);
}

/**
 * One document with all its places that bear on the price, or a page of the web.
 * @param {Place[]} places
 */
function cite(places) {
  const [{ before, document, title, known: of }] = places;
  const profiles = [...new Set(places.flatMap(({ profile }) => profile ?? []))];
  const where = [linesOf(places), ...new Set(places.flatMap(({ place }) => place ?? [])), of].filter(Boolean);
  const as = profiles.length > 0 ? `, priced as ${profiles.join(", ")}` : "";
  const behind = where.map((words) => `, ${words}`).join("") + as;
  const links = [...new Set(places.flatMap(({ url }) => url ?? []))].filter(isWeb).map(link);
  if (!document) return el("li", before, ...links, behind);
  return el("li", before, el("cite", title), behind, ...links.flatMap((a, i) => [i ? ", " : ", citing ", a]));
}

/**
 * "line 39", "lines 39, 44", or "".
 * @param {Place[]} places
 */
function linesOf(places) {
  const lines = [...new Set(places.flatMap(({ line }) => line || []))].sort((a, b) => a - b);
  return lines.length > 0 ? `line${lines.length > 1 ? "s" : ""} ${lines.join(", ")}` : "";
}

/**
 * Only web addresses become links, whatever a table holds.
 * @param {string} url
 */
const isWeb = (url) => /^https?:/.test(url);

/** @param {string} url */
function link(url) {
  const { href, host, pathname } = new URL(url);
  return el("a", { href, rel: "noopener external" }, host + pathname.replace(/\/$/, ""));
}

/** Refusals that a request without the field at fault would not get. */
const superfluous = new Set(["unknown_field", "option_not_stated", "offer_not_applicable"]);

/**
 * Puts members of a request into the form, or a whole one in place of what is there.
 * What is undefined goes.
 * @callback Take
 * @param {Record<string, string | undefined>} members
 * @param {boolean} [whole]
 * @returns {void}
 */

/**
 * A refusal: what is wrong, what would be accepted, and what has a price.
 * @param {Fault} fault
 * @param {Take} take
 * @param {(shot: PricedShot, why: string) => string} name what an alternative is, in words
 */
export function explained({ code, field, message, accepted, alternatives }, take, name) {
  const parts = [el("p.message", sentence(message))];
  if (field !== null && superfluous.has(code)) {
    parts.push(
      el(
        "p",
        pressed(`Leave ${field} out`, () => take({ [field]: undefined })),
      ),
    );
  } else if (accepted.length > 0) {
    parts.push(el("p.accepted", "Accepted: ", ...accepted.map((value) => acceptable(field, value, take))));
  }
  if (alternatives.length > 0) {
    const list = alternatives.map((other) => el("li", alternative(other, take, name)));
    parts.push(el("div", el("p", "These have a price:"), el("ul.alternatives", ...list)));
  }
  return parts;
}

/** @param {Alternative} other @param {Take} take @param {(shot: PricedShot, why: string) => string} name */
const alternative = ({ shot, display, why }, take, name) =>
  el("button", { type: "button", onclick: () => take(shot, true) }, el("b", digits(display)), " ", name(shot, why));

/** @param {string} words @param {() => void} onclick */
const pressed = (words, onclick) => el("button", { type: "button", onclick }, words);

/**
 * A single word is a value to take, anything else an explanation.
 * @param {string | null} field
 * @param {string} value
 * @param {Take} take
 */
const acceptable = (field, value, take) =>
  /^[\w./-]+$/.test(value) && field && !field.includes(".")
    ? pressed(value, () => take({ [field]: value }))
    : el("span", value);
