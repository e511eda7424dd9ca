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
 * @param {Members} start the shot that the page begins with
 * @param {readonly string[]} columns that it can be ordered by
 * @returns {{ asked: Members, order: Order }} a value for every control
 */
export function read(search, start, columns) {
  const given = new URLSearchParams(search);
  const by = given.get("order") ?? "";
  return {
    asked: Object.fromEntries(controls.map((name) => [name, given.get(name) ?? start[name] ?? ""])),
    order: columns.includes(by) ? { by, down: given.get("down") === "true" } : built,
  };
}

/**
 * @param {Members} asked
 * @param {Order} order
 * @param {Members} start the shot that the page begins with
 * @returns {string} "" where it is the page as it begins
 */
export function written(asked, { by, down }, start) {
  const query = new URLSearchParams();
  for (const name of controls) if (differs(asked, start, name)) query.set(name, asked[name] ?? "");
  if (by !== built.by || down) query.set("order", by);
  if (down) query.set("down", "true");
  return query.toString();
}

/**
 * Whether it is the shot that the page was built for.
 * @param {Members} asked
 * @param {Members} start
 */
export const isStandard = (asked, start) => !members.some((name) => differs(asked, start, name));

/** @param {Members} asked @param {Members} start @param {string} name */
const differs = (asked, start, name) => (asked[name] ?? "") !== (start[name] ?? "");
