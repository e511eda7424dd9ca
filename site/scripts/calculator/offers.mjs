// The price on every pack and plan, where the page has a table for it.

import { digits, drawing, el } from "../shared/dom.mjs";
import { fine, terms } from "../shared/words.mjs";

/** @import { Quote } from "../shared/answers.d.ts" */
/** @typedef {NonNullable<Quote["offers"]>[number]} Paid */

let listed = ""; // the offers that have rows

/** @param {Quote} answer */
export function showOffers({ offers = [], offer }) {
  const table = document.querySelector("table#offers");
  if (!(table instanceof HTMLTableElement)) return; // an embedded page has none
  document.getElementById("paid")?.toggleAttribute("hidden", offers.length === 0);
  const [body] = table.tBodies;
  // Most answers are for the offers of the last one, whose rows then stay: making
  // them anew takes longer than the price.
  const named = offers.map((o) => `${o.offer.id} ${terms(o.offer)}`).join();
  if (named !== listed) body.replaceChildren(...offers.map(row));
  listed = named;
  // Lengths of bars, never amounts: the one place where a price is a float.
  const ends = offers.map(({ dollars }) => Number(dollars.max ?? dollars.min));
  const most = Math.max(...ends) || 1;
  offers.forEach((o, i) => {
    body.rows[i].className = o.offer.id === offer?.id ? "chosen" : "";
    fill(body.rows[i], o, (100 * ends[i]) / most);
  });
}

/** @param {Paid} paid */
function row({ offer }) {
  const name = el("th", { scope: "row" }, offer.name, " ", el("small", digits(terms(offer))));
  const bar = drawing("svg", { "aria-hidden": "true" }, drawing("rect", { width: "0%", height: "100%" }));
  const cells = [name, el("td.bars", bar), el("td"), el("td"), el("td", el("b"))];
  return el("tr", { "data-offer": offer.id ?? "" }, ...cells);
}

/**
 * @param {HTMLTableRowElement} row
 * @param {Paid} paid
 * @param {number} percent of the dearest
 */
function fill({ cells: [, bars, credit, second, price] }, { offer, perSecond, dollars }, percent) {
  bars.querySelector("rect")?.setAttribute("width", `${percent.toFixed(1)}%`);
  credit.textContent = fine(offer.perCredit);
  second.replaceChildren(perSecond ? digits(fine(perSecond)) : "–");
  price.querySelector("b")?.replaceChildren(digits(dollars.display));
}
