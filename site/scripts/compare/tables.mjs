// The tables of the comparison: ordered by their headers, and filled.

import { el, one } from "../shared/dom.mjs";
import { counted } from "../shared/text.mjs";
import { fine } from "../shared/words.mjs";
import { ordered } from "./order.mjs";
import { unpriced } from "./rows.mjs";

/** @import { WithoutPrice } from "../shared/answers.d.ts" */
/** @import { Order } from "./order.mjs" */
/** @import { Priced } from "./rows.mjs" */

/** @param {ParentNode} place @param {string} table */
const bodyOf = (place, table) => one(place, table, HTMLTableElement).tBodies[0];

/**
 * How many prices a section has.
 * @param {HTMLElement} section
 */
export const count = (section) => bodyOf(section, "table.compared").rows.length;

/**
 * Those that a table can be ordered by.
 * @param {HTMLTableElement} table
 */
export function headers(table) {
  /** @type {NodeListOf<HTMLElement>} */
  const found = table.querySelectorAll("[data-sort]");
  return [...found];
}

/** @param {HTMLElement} header */
export const columnOf = ({ dataset }) => dataset.sort ?? "";

/**
 * @param {HTMLTableElement} table
 * @param {(header: HTMLElement) => void} press
 */
export function sortable(table, press) {
  table.classList.add("sortable");
  for (const header of headers(table)) {
    const onclick = () => press(header);
    header.replaceChildren(el("button", { type: "button", onclick }, ...header.childNodes));
  }
}

/**
 * @param {HTMLTableElement} table
 * @param {Order} order
 */
export function sort(table, order) {
  for (const header of headers(table)) {
    if (columnOf(header) === order.by) header.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    else header.removeAttribute("aria-sort");
  }
  const [body] = table.tBodies;
  body.append(...ordered([...body.rows], ({ dataset }) => dataset[order.by] ?? "", order));
}

/**
 * Of a price by the second, for the length of a bar, never for an amount.
 * @param {Priced} price
 */
const most = ({ perSecond }) => Number(perSecond.max ?? perSecond.min);

/**
 * @param {HTMLElement} section
 * @param {Priced[]} prices the cheapest first
 * @param {(price: Priced, top: number) => HTMLTableRowElement} row with its bar against the dearest second
 */
export function fill(section, prices, row) {
  const top = Math.max(0, ...prices.map(most));
  const rows = prices.map((price) => row(price, top));
  rows.forEach((made, i) => made.classList.toggle("least", prices[i].perSecond.min === prices[0].perSecond.min));
  bodyOf(section, "table.compared").replaceChildren(...rows);
  one(section, "table.compared", HTMLElement).hidden = false; // its caption says the shot, also of no prices
  one(section, ".key", HTMLElement).hidden = prices.length === 0;
  one(section, "[data-none]", HTMLElement).hidden = prices.length > 0;
  const dearest = prices.find((price) => most(price) === top);
  if (dearest) one(section, "[data-top]", HTMLElement).textContent = fine(dearest.perSecond).split("–").pop() ?? "";
}

/**
 * The models of one list without a comparable price, each with its reason.
 * @param {HTMLElement} section
 * @param {string} name of the list
 * @param {Pick<WithoutPrice, "seller" | "model" | "reason">[]} models
 * @param {Record<string, string>} sellers their names, by id
 */
export function list(section, name, models, sellers) {
  const place = one(section, `[data-list="${name}"]`, HTMLElement);
  place.hidden = models.length === 0;
  one(place, "[data-count]", HTMLElement).textContent = counted(String(models.length), "model");
  bodyOf(place, "table").replaceChildren(...models.map((model) => unpriced(model, sellers[model.seller.id])));
}
