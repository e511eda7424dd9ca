// A link carries the version of the rate table that it was made with. When the
// table has moved on, today's is asked for the day of that version, and the reader
// is told what the price was then. Prices of a day past change by a correction
// alone: where the table of that day said something else, the reader is told so.

import { printable } from "./text.mjs";

/** @import { Answer, Ask, Estimate, Figure, Quote, Requests } from "./answers.d.ts" */
/** @import { Former } from "./former.mjs" */

const versions = /^(\d{4}-\d\d-\d\d)(?:\.(\d+))?$/; // the day, and which change of it
const longest = 80; // characters of a stranger's link that are shown again

/**
 * What to say of an answer to a link that was made with another table.
 *
 * @template {"quote" | "estimate"} O
 * @param {Ask} ask
 * @param {O} operation
 * @param {Requests[O]} request
 * @param {Priced} answer
 * @param {string | null | undefined} pinned the link's table: a version or a digest
 * @param {Former} former who answers by that table
 * @returns {Promise<string | null>} a sentence or two; null where the price is the same
 */
export async function since(ask, operation, request, answer, pinned, former) {
  const { version, digest } = answer.table;
  if (!pinned || pinned === version || pinned === digest) return null;
  const named = (/** @type {string} */ name) => `Made with rate table ${name}; this is ${version}.`;
  const shown = named(printable(pinned.slice(0, longest)));
  if (versions.test(pinned) && later(pinned, version)) return `${shown} Reload to get the newer prices.`;
  /** @param {Ask} who @param {Requests[O]} of @returns {Promise<Priced>} */
  const said = async (who, of) => /** @type {Priced} */ (await who(operation, of));
  const by = await former(pinned);
  const old = by && (await said(by, request)).table.version;
  const then = old ?? pinned;
  if (!versions.test(then)) return `${shown} The page of price changes says what is new.`;
  const made = old ? named(old) : shown;

  if (request.asOf) {
    const day = printable(request.asOf);
    if (!by) return `${made} Both say what held on ${day}, which only a correction can have changed.`;
    return corrected(await said(by, request), answer, made, day);
  }
  const [, day = ""] = versions.exec(then) ?? [];
  const past = { ...request, asOf: day };
  const now = await said(ask, past);
  const correction = by && corrected(await said(by, past), now, made, day);
  return changed(now, answer, correction ?? made, correction);
}

/** @typedef {Answer<"quote" | "estimate">} Priced */

/**
 * What a correction has made of a day's price, null where there was none.
 * @param {Priced} before
 * @param {Priced} after
 * @param {string} made
 * @param {string} day
 */
function corrected(before, after, made, day) {
  const [was, is] = [words(before), words(after)];
  if (was === is) return null;
  const told = `that table said ${was}, this one says ${is}`;
  return `${made} A correction has changed the price of ${day} since: ${told}.`;
}

const none = "that there is none";

/** @param {Priced} answer */
const words = (answer) => (answer.error ? `${none} (${answer.error.message})` : totals(answer) || none);

/**
 * What has become of the price of a day.
 * @param {Priced} then
 * @param {Priced} answer
 * @param {string} made
 * @param {string | null} otherwise what is said where that is the same
 */
function changed(then, answer, made, otherwise) {
  if (then.error) {
    return answer.error ? made : `${made} By the prices of that day there was no answer: ${then.error.message}.`;
  }
  const was = totals(then);
  if (!was) return `${made} By the prices of that day nothing of it had one.`;
  if (!answer.error && was === totals(answer)) return otherwise;
  const stood = "standing" in then && then.standing ? `, ${then.standing.words}` : "";
  return `${made} Prices have changed since: by those of that day it was ${was}${stood}.`;
}

/** @param {string} a @param {string} b both versions */
function later(a, b) {
  const [, day = "", change = 1] = versions.exec(a) ?? [];
  const [, of = "", count = 1] = versions.exec(b) ?? [];
  return day > of || (day === of && Number(change) > Number(count));
}

/**
 * The whole of an answer's price in words: a quote's, or those of an estimate's sellers.
 * @param {Quote | Estimate} answer
 */
function totals(answer) {
  /** @type {(Figure | null)[]} */
  const figures =
    "totals" in answer ? answer.totals.map(({ amount }) => amount) : [answer.total.credits, answer.total.dollars];
  return figures.flatMap((figure) => (figure ? [figure.display] : [])).join(", ");
}
