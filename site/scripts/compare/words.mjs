// The comparison in words.

import { counted, shotDetails } from "../shared/words.mjs";

/** @import { Model, PricedShot } from "../shared/answers.d.ts" */
/** @typedef {Model["cells"][number]["when"]} Conditions */

/**
 * A shot with its length first.
 * @param {PricedShot} shot
 */
const lengthFirst = ({ seconds, ...rest }) => shotDetails({ seconds, ...rest });

/**
 * @param {number} count of the prices
 * @param {PricedShot} shot
 */
export const caption = (count, shot) => `${counted(String(count), "price")} for ${lengthFirst(shot)}.`;

/**
 * What is shown, table by table.
 * @param {readonly { title: string, count: number }[]} tables
 */
export function summary(tables) {
  const all = tables.map(({ title, count }) => {
    const where = title.toLowerCase().replace("api", "API");
    return `${counted(String(count), "price")} ${where}`;
  });
  return `${all.join(", ")}.`;
}

/**
 * What the source of a price does not say of it. The length is what all are compared by.
 * @param {Conditions} conditions
 */
export const silent = (conditions) =>
  Object.entries(conditions)
    .filter(([name, says]) => says === "unknown" && name !== "seconds" && name !== "tier")
    .map(([name]) => (name === "hdr" ? "HDR" : name))
    .join(", ");

/**
 * What a price is for, beside the length that all are compared by.
 * @param {PricedShot} shot
 */
export const stated = ({ seconds: _seconds, ...rest }) => shotDetails(rest);
