// Rows of the comparison.

import { digits, drawing, el } from "../shared/dom.mjs";
import { citations, known } from "../shared/pieces.mjs";
import { sentence } from "../shared/text.mjs";
import { about, fine } from "../shared/words.mjs";
import { silent, stated } from "./words.mjs";

/** @import { Compared, Figure, Named, Offer, Seller, WithoutPrice } from "../shared/answers.d.ts" */
/** @import { Child } from "../shared/dom.mjs" */
/** @import { Conditions } from "./words.mjs" */

/**
 * What can be compared has a price by the second.
 * @typedef {Compared & { readonly perSecond: Figure }} Priced
 */

/**
 * A price.
 * @param {Priced} price
 * @param {string} sellerName as the site has it
 * @param {Conditions} when it holds
 * @param {Offer["sources"]} paid where what it is paid with was published
 * @param {number} top the dearest second of its table, in dollars
 */
export function priced(price, sellerName, when, paid, top) {
  const { seller, model, perSecond, dollars, standing } = price;
  const num = (/** @type {string} */ label, /** @type {Child[]} */ ...words) =>
    el("td.num", { "data-label": label }, ...words);
  const keys = {
    "data-name": `${model.name} ${sellerName}`,
    "data-second": perSecond.min,
    "data-clip": dollars.min,
    "data-known": standing.known ?? "",
  };
  return el(
    "tr",
    keys,
    named(seller, model, sellerName),
    what(price, when),
    el("td.bar", bar(range(perSecond, top))),
    num("A second", el("b", about(price), digits(fine(perSecond)))),
    num("The clip", about(price), digits(dollars.display)),
    payment(price),
    el("td", { "data-label": "Known" }, proof(price, paid)),
  );
}

/**
 * A model without a comparable price, with the reason.
 * @param {Pick<WithoutPrice, "seller" | "model" | "reason">} model
 * @param {string} sellerName
 */
export function unpriced({ seller, model, reason }, sellerName) {
  const nothing = bar([{ kind: "nothing", from: 0, length: 100 }]);
  return el("tr", named(seller, model, sellerName), el("td.bar", nothing), el("td", sentence(reason)));
}

/** @param {Seller} seller @param {Named} model @param {string} sellerName */
function named(seller, model, sellerName) {
  const link = el("a", { href: `/models/${seller.id}/${model.id}/` }, model.name);
  return el("th", { scope: "row" }, link, " ", el("small", sellerName));
}

/** @param {Priced} price @param {Conditions} when */
function what({ shot }, when) {
  const [words, unsaid] = [stated(shot), silent(when)];
  return el(
    "td",
    { "data-label": "For" },
    ...(words ? [el("span", words)] : []),
    ...(unsaid ? [" ", el("small", `not stated: ${unsaid}`)] : []),
    words || unsaid ? "" : "any shot",
  );
}

/** @param {Priced} price */
function payment({ basis, credits }) {
  const how = basis
    ? [el("span", basis.replace(/^credits bought with /, "")), " ", el("small", digits(credits?.display ?? ""))]
    : [el("span.why", "dollars")];
  return el("td", { "data-label": "Paid with" }, ...how);
}

/**
 * When a price is known; opening it shows doubts and sources.
 * @param {Priced} price
 * @param {Offer["sources"]} paid
 */
function proof({ standing, warnings, pricedAs, sources }, paid) {
  const doubts = warnings.map(({ message }) => el("p", sentence(message)));
  if (pricedAs) doubts.push(el("p", `Priced as ${pricedAs}, whose price profile it shares.`));
  const cited = el("ul.cites", ...citations([...sources, ...paid]));
  return el("details.asof", { name: "proof" }, el("summary", ...known(standing)), el("div.proof", ...doubts, cited));
}

/** @typedef {{ kind: string, from: number, length: number }} Piece of a bar, in percent */

/**
 * A second's price against the dearest; the paler part is a range as published.
 * @param {Figure} perSecond
 * @param {number} top
 * @returns {Piece[]}
 */
function range({ min, max }, top) {
  const low = (100 * Number(min)) / top;
  const high = max ? (100 * Number(max)) / top : 100;
  const sure = { kind: "sure", from: 0, length: low };
  return high > low ? [sure, { kind: "maybe", from: low, length: high - low }] : [sure];
}

/** @param {Piece[]} pieces */
function bar(pieces) {
  const percent = (/** @type {number} */ part) => `${part.toFixed(1)}%`;
  const rects = pieces.map(({ kind, from, length }) =>
    drawing("rect", { class: kind, x: percent(from), width: percent(length), height: "100%" }),
  );
  return drawing("svg", { class: "span", "aria-hidden": "true" }, ...rects);
}
