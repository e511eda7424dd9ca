// The order of the tables: by a column, up or down.

/**
 * @typedef {object} Order
 * @property {string} by a column, by its name
 * @property {boolean} down whether the most, the last or the newest comes first
 */

/** @type {Order} The order in which the page was built. */
export const built = { by: "second", down: false };

/** The columns that are ordered as words; the rest are as numbers. */
const texts = new Set(["name", "known"]);

/**
 * The order after a press of a column's header: pressed again, it turns round.
 * @param {Order} order
 * @param {string} by
 * @returns {Order}
 */
export const pressed = (order, by) => ({ by, down: order.by === by && !order.down });

/**
 * Rows in order. Of equal ones the order stays, and downwards it is the other way round.
 * @template T
 * @param {readonly T[]} rows
 * @param {(row: T) => string} value in the column
 * @param {Order} order
 */
export function ordered(rows, value, { by, down }) {
  /** @type {(a: T, b: T) => number} */
  const compare = texts.has(by)
    ? (a, b) => value(a).localeCompare(value(b), "en")
    : (a, b) => Number(value(a)) - Number(value(b));
  const out = [...rows].sort(compare);
  return down ? out.reverse() : out;
}

/**
 * @param {Order} order
 * @param {string} header of the column
 */
export function orderWords({ by, down }, header) {
  const [up, turned] = texts.has(by) ? ["from A", "from Z"] : ["the least first", "the most first"];
  const dated = down ? "the newest first" : "the oldest first";
  return `Ordered by ${header.toLowerCase()}, ${by === "known" ? dated : down ? turned : up}.`;
}
