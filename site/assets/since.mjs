// A link carries the version of the rate table that it was made with. When the
// table has moved on, the reader is told, and what the price was then.

import { printable } from "dom.mjs";

const day = /^\d{4}-\d\d-\d\d$/;
const longest = 80; // characters of a stranger's link that are shown again

/**
 * What to say of an answer to a link that was made with another table.
 * @param {(operation: string, request: object) => any} ask as the engine and the API answer
 * @param {string | undefined} pinned the link's table: a version, which is a date, or a digest
 * @returns {Promise<string | null>} a sentence or two; null where the price is the same
 */
export async function since(ask, operation, request, answer, pinned) {
  const { version, digest } = answer.table;
  if (!pinned || pinned === version || pinned === digest) return null;
  const made = `Made with rate table ${printable(pinned.slice(0, longest))}; this is ${version}.`;
  if (!day.test(pinned)) return `${made} The page of price changes says what is new.`;
  if (pinned > version) return `${made} Reload to get the newer prices.`;
  if (request.asOf) return `${made} Both say what held on ${request.asOf}, which only a correction can have changed.`;
  const then = await ask(operation, { ...request, asOf: pinned });
  if (then.error) return answer.error ? made : `${made} By the prices of that day there was no answer: ${then.error.message}.`;
  const was = totals(then);
  if (!was) return `${made} By the prices of that day nothing of it had one.`;
  return !answer.error && was === totals(answer) ? null : `${made} Prices have changed since: by those of that day it was ${was}${then.standing ? `, ${then.standing.words}` : ""}.`;
}

/** The whole of an answer's price in words: a quote's, or those of an estimate's sellers. */
function totals({ total, totals }) {
  const figures = totals?.map(({ amount }) => amount) ?? [total.credits, total.dollars];
  return figures.filter(Boolean).map(({ display }) => display).join(", ");
}
