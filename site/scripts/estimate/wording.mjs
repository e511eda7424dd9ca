// Lines, bills and what is bought, in words. Every number is as the engine has it.

import { counted, joined } from "../shared/text.mjs";
import { shotDetails } from "../shared/words.mjs";
import words from "../../words.json" with { type: "json" };

/** @import { Bundle, PricedShot, Total } from "../shared/answers.d.ts" */
/** @import { Names } from "./models.mjs" */
/** @import { Way } from "./ways.mjs" */

/**
 * "1 × Large and 2 × Small" of a purchase.
 * @param {Pick<Bundle, "items">} bundle
 */
export const items = ({ items: list }) => joined(list.map(({ name, count }) => `${count} × ${name}`)) || "nothing";

/**
 * What stands before a sum that is approximate.
 * @param {boolean} about
 */
export const mark = (about) => (about ? words.offers.about : "");

/**
 * The lines at these numbers, of so many.
 * @param {number[]} at
 * @param {number} all
 */
export const whichLines = (at, all) =>
  at.length === all ? "All lines" : `Line${at.length > 1 ? "s" : ""} ${at.join(", ")}`;

/**
 * What is bought in one way to pay; "" where nothing is.
 * @param {Pick<Way, "purchase" | "offer">} way
 */
export function bought({ purchase, offer }) {
  if (purchase) return `Buy ${items(purchase.fewestLeftOver)}`;
  return offer ? `At the price of ${offer.name}` : "";
}

/**
 * What is left over of a purchase.
 * @param {Pick<Bundle, "lapsed"> & { leftOver: { credits: string } }} bundle
 */
export function leftOver({ leftOver: { credits }, lapsed }) {
  const left = credits === "0" ? "Nothing is left over" : `${counted(credits, "credit")} left over`;
  return lapsed === "0" ? left : `${left}, ${counted(lapsed, "credit")} that may not last`;
}

/**
 * Whose total it is.
 * @param {Pick<Total, "seller">} total
 * @param {Names} names
 */
export const sellerName = ({ seller }, names) => (seller ? (names[seller.id] ?? seller.name) : "Paid in dollars");

/** Why nothing can be bought, where the engine does not say. */
export const noPrice = "no price of its credits is published";

/**
 * The shot of a line, without its model.
 * @param {PricedShot} line
 */
export const lineWords = ({ count, takes, label, project, client, ...shot }) => shotDetails(shot);
