// A link carries the version of the rate table that it was made with. When the
// table has moved on, today's is asked for the day of that version, and the reader
// is told what the price was then. Prices of a day past change by a correction
// alone: where the table of that day said something else, the reader is told so.

import { printable } from "./dom.mjs";

const versions = /^(\d{4}-\d\d-\d\d)(?:\.(\d+))?$/; // the day, and which change of it
const longest = 80; // characters of a stranger's link that are shown again

/**
 * What to say of an answer to a link that was made with another table.
 * @param {(operation: string, request: object) => any} ask as the engine and the API answer
 * @param {string | undefined} pinned the link's table: a version or a digest
 * @param {(pinned: string) => Promise<function | null>} former who answers by that table, see former.mjs
 * @returns {Promise<string | null>} a sentence or two; null where the price is the same
 */
export async function since(ask, operation, request, answer, pinned, former) {
  const { version, digest } = answer.table;
  if (!pinned || pinned === version || pinned === digest) return null;
  const named = (name) => `Made with rate table ${name}; this is ${version}.`;
  const shown = named(printable(pinned.slice(0, longest)));
  if (versions.test(pinned) && later(pinned, version)) return `${shown} Reload to get the newer prices.`;
  const by = await former(pinned);
  const old = by && (await by(operation, request)).table.version;
  const then = old ?? pinned;
  if (!versions.test(then)) return `${shown} The page of price changes says what is new.`;
  const made = old ? named(old) : shown;

  if (request.asOf) {
    if (!by)
      return `${made} Both say what held on ${printable(request.asOf)}, which only a correction can have changed.`;
    return corrected(await by(operation, request), answer, made, printable(request.asOf));
  }
  const past = { ...request, asOf: versions.exec(then)[1] };
  const said = await ask(operation, past);
  const correction = by && corrected(await by(operation, past), said, made, past.asOf);
  return changed(said, answer, correction ?? made, correction);
}

/** What a correction has made of a day's price, null where there was none. */
function corrected(before, after, made, day) {
  if (words(before) === words(after)) return null;
  return `${made} A correction has changed the price of ${day} since: that table said ${words(before)}, this one says ${words(after)}.`;
}

const words = (answer) =>
  answer.error ? `that there is none (${answer.error.message})` : totals(answer) || "that there is none";

/** What has become of the price of a day, null where that is the same and there is nothing else to say. */
function changed(then, answer, made, otherwise) {
  if (then.error)
    return answer.error ? made : `${made} By the prices of that day there was no answer: ${then.error.message}.`;
  const was = totals(then);
  if (!was) return `${made} By the prices of that day nothing of it had one.`;
  if (!answer.error && was === totals(answer)) return otherwise;
  return `${made} Prices have changed since: by those of that day it was ${was}${then.standing ? `, ${then.standing.words}` : ""}.`;
}

function later(a, b) {
  const [[, day, change = 1], [, of, count = 1]] = [versions.exec(a), versions.exec(b) ?? []];
  return day > of || (day === of && Number(change) > Number(count));
}

/** The whole of an answer's price in words: a quote's, or those of an estimate's sellers. */
function totals({ total, totals }) {
  const figures = totals?.map(({ amount }) => amount) ?? [total.credits, total.dollars];
  return figures
    .filter(Boolean)
    .map(({ display }) => display)
    .join(", ");
}
