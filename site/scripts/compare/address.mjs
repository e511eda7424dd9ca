// The page's address: the members of a compare request, which tables are shown, and
// their order. What the page begins with is not in it.

import { built } from "./order.mjs";

/** @import { Members } from "../shared/answers.d.ts" */
/** @import { Order } from "./order.mjs" */

/** The members that a shot is asked with, and which market is shown. */
const members = ["seconds", "resolution", "audio", "needs"];
const controls = [...members, "market"];

/**
 * @param {string} search
 * @param {string} seconds that the page begins with
 * @param {readonly string[]} columns that it can be ordered by
 * @returns {{ asked: Members, order: Order }} a value for every control
 */
export function read(search, seconds, columns) {
  const given = new URLSearchParams(search);
  const start = standard(seconds);
  const by = given.get("order") ?? "";
  return {
    asked: Object.fromEntries(controls.map((name) => [name, given.get(name) ?? start[name]])),
    order: columns.includes(by) ? { by, down: given.get("down") === "true" } : built,
  };
}

/**
 * @param {Members} asked
 * @param {Order} order
 * @param {string} seconds that the page begins with
 * @returns {string} "" where it is the page as it begins
 */
export function written(asked, { by, down }, seconds) {
  const query = new URLSearchParams(asked);
  if (asked.seconds === seconds) query.delete("seconds");
  if (by !== built.by || down) query.set("order", by);
  if (down) query.set("down", "true");
  return query.toString();
}

/**
 * Whether it is the shot that the page was built for.
 * @param {Members} asked
 * @param {string} seconds
 */
export const isStandard = (asked, seconds) => members.every((name) => (asked[name] ?? "") === standard(seconds)[name]);

/** @param {string} seconds @returns {Members} */
const standard = (seconds) => Object.fromEntries(controls.map((name) => [name, name === "seconds" ? seconds : ""]));
