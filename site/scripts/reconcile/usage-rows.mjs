// The rows of a checked file that somebody has to look at: kept where they were
// made, in the worker, and given out a page at a time.

/** @import { CheckedRow } from "../shared/answers.d.ts" */
/** @import { KeptRow, Page, View } from "./messages.d.ts" */

/**
 * What the list shows of a row; the rest of 100,000 is not worth its memory.
 * @param {CheckedRow} row
 * @returns {KeptRow}
 */
function kept(row) {
  const { line, outcome, cause, alsoFits, because, error, job, submittedAt, shot } = row;
  const { currency, billed, expected, difference, rate, under } = row;
  const of = { line, outcome, cause, alsoFits, because, error, job, submittedAt, shot };
  return { ...of, currency, billed, expected, difference, rate: rate ?? under };
}

export class Rows {
  /** @type {KeptRow[]} */
  #rows = [];
  /** @type {string[]} in the order in which they come up */
  #currencies = [];

  /** @param {readonly CheckedRow[]} lines as the engine lists them */
  add(lines) {
    for (const line of lines) {
      const { currency } = line;
      if (currency && !this.#currencies.includes(currency)) this.#currencies.push(currency);
      this.#rows.push(kept(line));
    }
  }

  /**
   * Amounts of two currencies have no order, so those of the first come first.
   * Rows whose difference is not known follow. A float orders here and is never
   * shown.
   * @param {KeptRow} a
   * @param {KeptRow} b
   */
  #bySize(a, b) {
    const [one, other] = [a.difference, b.difference];
    const known = Number(Boolean(other)) - Number(Boolean(one));
    if (known !== 0 || !one || !other) return known || a.line - b.line;
    const place = (/** @type {KeptRow} */ { currency }) => this.#currencies.indexOf(currency ?? "");
    const size = Math.abs(Number(other.min)) - Math.abs(Number(one.min));
    return place(a) - place(b) || size || a.line - b.line;
  }

  /**
   * @param {View} view
   * @param {number} most rows of a page
   * @returns {Page}
   */
  page({ filter, order, from }, most) {
    const [kind, cause] = filter.split(":");
    const found = this.#rows.filter((row) => !filter || (cause ? row.cause === cause : row.outcome === kind));
    if (order === "size") found.sort((a, b) => this.#bySize(a, b));
    return { from, count: found.length, rows: found.slice(from, from + most) };
  }
}
