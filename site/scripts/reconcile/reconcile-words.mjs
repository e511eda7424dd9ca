// A checked file in words. Every number is the engine's.

import { joined } from "../shared/text.mjs";

/** @import { CheckedRow, Figure, Reconciliation } from "../shared/answers.d.ts" */

/** @typedef {CheckedRow["outcome"]} Outcome */
/** @typedef {Record<string, string>} Currencies their names */

/**
 * What became of rows: in a word, of one, and of many.
 * @type {Record<Outcome, [word: string, one: string, many: string]>}
 */
export const outcomes = {
  matches: ["agree", "row agrees with the price", "rows agree with the price"],
  differs: ["differ", "row differs", "rows differ"],
  open: ["still open", "is of a job that has not ended", "are of jobs that have not ended"],
  unpriced: ["without a price", "has no price to compare with", "have no price to compare with"],
  malformed: ["not readable", "cannot be read", "cannot be read"],
};

export const everyOutcome = /** @type {Outcome[]} */ (Object.keys(outcomes));

/** @param {number} n */
export const grouped = (n) => n.toLocaleString("en");

/** "1 row", "2,000 rows". @param {number} n */
export const rowsOf = (n) => `${grouped(n)} ${n === 1 ? "row" : "rows"}`;

/**
 * A dollar amount with all its places, at least two: a rounded one may look like no
 * difference.
 * @param {string} value
 */
function places(value) {
  const [, minus = "", digits = value] = /^(-?)(.*?)0{0,4}$/.exec(value) ?? [];
  return `${minus && "−"}$${digits}`;
}

/**
 * A figure: "480 credits", "$17.184", "$1.00–$1.50".
 * @param {Figure | null} figure
 */
export function amount(figure) {
  if (!figure) return "not known";
  if (!("cents" in figure)) return figure.display.replace(/^-/, "−");
  if (figure.value) return places(figure.value);
  return figure.max ? `${places(figure.min)}–${places(figure.max)}` : `from ${places(figure.min)}`;
}

/**
 * A difference with its sign.
 * @param {Figure} figure
 */
export function signed(figure) {
  const words = amount(figure);
  return /^[−-]/.test(words) || Number(figure.min) === 0 ? words : `+${words}`;
}

/**
 * What the whole came to, in a title and a sentence.
 * @param {Pick<Reconciliation, "rows" | "outcomes" | "totals" | "table" | "status">} answer
 * @param {Currencies} currencies
 */
export function summary({ rows, outcomes: counts, totals, table, status }, currencies) {
  const found = everyOutcome.filter((o) => counts[o] > 0);
  const parts = found.map((o) => `${grouped(counts[o])} ${outcomes[o][counts[o] === 1 ? 1 : 2]}`);
  const sums = totals.filter((t) => t.compared > 0).map((t) => tooMuch(t, currencies));
  const bill = status !== "matches" && sums.length > 0;
  const billed = bill ? ` Over the rows that have an expected amount, the bill is ${joined(sums)}.` : "";
  return {
    title: titleOf(status, counts.differs, rows),
    text: `${rowsOf(rows)} checked against rate table ${table.version}: ${joined(parts)}.${billed}`,
  };
}

/** @param {Reconciliation["status"]} status @param {number} differ @param {number} rows */
function titleOf(status, differ, rows) {
  if (status === "matches") return "Nothing differs";
  if (differ > 0) return `${grouped(differ)} of ${grouped(rows)} rows differ`;
  return "No difference found, but some rows could not be checked";
}

/** @param {Pick<Reconciliation["totals"][number], "currency" | "difference">} total @param {Currencies} currencies */
function tooMuch({ currency, difference }, currencies) {
  const name = currencies[currency] ?? currency;
  const by = Number(difference.min);
  if (by === 0) return `right in ${name}`;
  const named = (/** @type {string} */ _, /** @type {string} */ many) => (many ? name : name.replace(/s$/, ""));
  const words = amount(difference)
    .replace("−", "")
    .replace(/credit(s?)$/, named);
  return `${words} too ${by > 0 ? "much" : "little"}`;
}
