// What an estimate may come to: with jobs that fail, and with bad luck.

import { on, paidLike } from "./ways.mjs";

/** @import { Ask, Estimate, Figure, Line, Requests, Total } from "../shared/answers.d.ts" */
/** @import { Bill } from "./ways.mjs" */

/**
 * What jobs that fail are expected to cost besides.
 * @typedef {object} Expected
 * @property {(currency: string) => Total["expected"]} of
 * @property {(Figure | null)[]} dollars in the order of the bills
 */

/**
 * @param {Ask} ask
 * @param {Estimate} answer
 * @param {readonly Bill[]} bills
 * @param {string} asOf
 * @returns {Promise<Expected | null>} null unless it was asked
 */
export async function expected(ask, answer, bills, asOf) {
  if (!answer.totals[0]?.expected) return null;
  /** @param {string} currency */
  const of = (currency) => answer.totals.find((t) => t.currency === currency)?.expected;
  return { of, dollars: await paidLike(ask, bills, (currency) => of(currency)?.amount, asOf) };
}

/**
 * The ninetieth percentile: the fewest attempts that are enough, for each line by
 * itself, in nine projects of ten, where one attempt in so many takes is kept; null
 * for a line without a price. Else the reason why nobody can say.
 *
 * @typedef {object} Unlucky
 * @property {(string | null)[]} attempts in the order of the lines; none where a line has no percentile
 * @property {{ of: (currency: string) => Total | undefined, dollars: (Figure | null)[] }} [cost]
 *   dollars in the order of the bills
 * @property {string} [reason]
 */

/**
 * @param {Ask} ask
 * @param {readonly Line[]} lines
 * @param {readonly Bill[]} bills
 * @param {string} asOf
 * @returns {Promise<Unlucky | null>} null where no line has more than one take
 */
export async function unlucky(ask, lines, bills, asOf) {
  if (lines.every((line) => line.status === "refused" || line.takes === "1")) return null;
  /** @type {(string | null)[]} */
  const attempts = [];
  const asked = [];
  for (const [i, line] of lines.entries()) {
    if (line.status === "refused") {
      attempts.push(null);
      continue;
    }
    const enough = line.takes === "1" ? { attempts: line.count } : await ninetieth(ask, line);
    if (enough.attempts === undefined) return { attempts: [], reason: `Line ${i + 1}: ${enough.reason}` };
    attempts.push(enough.attempts);
    asked.push({ ...line.shot, count: enough.attempts });
  }
  const request = /** @type {Requests["estimate"]} */ ({ lines: asked, ...on(asOf) });
  const answer = await ask("estimate", request);
  if (answer.error) return { attempts, reason: answer.error.message };
  /** @param {string} currency */
  const of = (currency) => answer.totals.find((t) => t.currency === currency);
  return { attempts, cost: { of, dollars: await paidLike(ask, bills, (currency) => of(currency)?.amount, asOf) } };
}

/** @typedef {{ attempts: string } | { attempts?: undefined, reason: string | null }} Enough */

/**
 * What was asked before: chance knows no prices, and a key is pressed often.
 * @type {Map<string, Enough>}
 */
const known = new Map();

/**
 * @param {Ask} ask
 * @param {{ count: string, takes: string }} line
 * @returns {Promise<Enough>}
 */
async function ninetieth(ask, { count, takes }) {
  const key = `${count} ${takes}`;
  const before = known.get(key);
  if (before) return before;
  const answer = await ask("budget", { clips: count, keep: { kept: "1", of: takes } });
  const keep = answer.error ? null : answer.keep;
  const found = keep?.percentiles.find(({ percent }) => percent === "90");
  const enough = found ? { attempts: found.attempts } : { reason: answer.error?.message ?? keep?.reason ?? null };
  if (known.size > 1000) known.clear();
  known.set(key, enough);
  return enough;
}
