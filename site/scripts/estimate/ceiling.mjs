// How what an estimate costs stands to a ceiling.

import { sellerName } from "./wording.mjs";
import { on } from "./ways.mjs";

/** @import { Ask, Budget, Dollars, Fault, Figure, Line, Requests } from "../shared/answers.d.ts" */
/** @import { Names } from "./models.mjs" */
/** @import { Forecast } from "./shown.mjs" */
/** @import { Bill } from "./ways.mjs" */

/**
 * One bill beside what those before it leave of the ceiling.
 * @typedef {object} Step
 * @property {boolean | null} over null where nobody can say
 * @property {Dollars | null} overBy
 * @property {Dollars | null} left of the ceiling, null where it is over or nobody can say
 */

/**
 * Sets dollars beside a ceiling, one bill after another: what the first leaves is
 * the ceiling of the next.
 *
 * @param {Ask} ask
 * @param {readonly (Figure | null)[]} dollars one figure for each bill
 * @param {string} ceiling
 * @returns {Promise<{ steps: (Step | null)[], error?: Fault }>} null for a bill without a price in dollars
 */
export async function underCeiling(ask, dollars, ceiling) {
  /** @type {(Step | null)[]} */
  const steps = [];
  let left = ceiling;
  for (const figure of dollars) {
    if (!figure) {
      steps.push(null);
      continue;
    }
    const answer = await ask("budget", oneJob(figure, left));
    if (answer.error) return { steps: [], error: answer.error };
    const { step, rest } = stepOf(answer, figure);
    steps.push(step);
    left = rest;
  }
  return { steps };
}

/**
 * A bill as one job beside a ceiling.
 * @param {Figure} figure
 * @param {string} ceiling
 * @returns {Requests["budget"]}
 */
const oneJob = ({ min, max }, ceiling) => ({
  dollarsPerClip: min,
  ...(max !== null && max !== min ? { dollarsPerClipMax: max } : {}),
  clips: "1",
  ceiling,
  gate: { spent: "0", job: max ?? min },
});

/**
 * @param {Budget} answer
 * @param {Figure} figure
 * @returns {{ step: Step, rest: string }} rest is the ceiling of the next bill
 */
function stepOf({ ceiling, gate }, figure) {
  if (!ceiling || !gate?.spend) throw new Error("the budget has no ceiling");
  const { over, overBy } = ceiling;
  const after = gate.spend.remainingAfter;
  const rest = over ? "0" : after.min;
  if (figure.max === null) return { step: { over: over ? true : null, overBy, left: null }, rest };
  return { step: { over, overBy, left: over ? null : after }, rest };
}

/** @typedef {NonNullable<NonNullable<Budget["ceiling"]>["fits"]> & { offer?: string }} Fit */

/**
 * How many clips of each line the ceiling would pay for if it were all its own;
 * credits at the price of the way to pay, or of the first that its purchase buys.
 *
 * @param {Ask} ask
 * @param {readonly Line[]} lines
 * @param {readonly Bill[]} bills
 * @param {string} ceiling
 * @param {string} asOf
 * @returns {Promise<(Fit | null)[]>} each with the name of its offer, if any
 */
export const paidFor = (ask, lines, bills, ceiling, asOf) =>
  Promise.all(
    lines.map(async (line) => {
      const way = line.status !== "refused" && bills.find(({ currency }) => currency === line.currency)?.way;
      if (!way) return null;
      const [first] = way.purchase?.fewestLeftOver.items ?? [];
      const offer = way.offer ?? (first && { id: first.offer, name: first.name });
      const with_ = offer?.id ? { offer: offer.id } : {};
      const request = { ...line.shot, takes: line.takes, ceiling, ...with_, ...on(asOf) };
      const answer = await ask("budget", /** @type {Requests["budget"]} */ (request));
      const fit = answer.error ? null : answer.ceiling?.fits;
      return fit ? { ...fit, offer: offer?.name } : null;
    }),
  );

/**
 * How a forecast stands to the ceiling, in words.
 * @param {Pick<Forecast, "dollars" | "steps">} forecast
 * @param {readonly Pick<Bill, "total">[]} bills
 * @param {Pick<Dollars, "display">} ceiling
 * @param {Names} names
 */
export function verdict({ dollars, steps = [] }, bills, ceiling, names) {
  if (steps.length === 0) return "";
  const missing = bills.filter((_, i) => !dollars[i]).map(({ total }) => sellerName(total, names));
  const besides = missing.length > 0 ? ` ${missing.join(" and ")} not counted: no price in dollars.` : "";
  const known = steps.flatMap((step, i) => (step ? { ...step, name: sellerName(bills[i].total, names) } : []));
  if (known.length === 0) return besides.trim();
  const over = known.filter((step) => step.over);
  if (over.length > 0) {
    const each = over.map(({ name, overBy }) => `${bills.length > 1 ? `${name} ` : ""}by ${overBy?.display}`);
    return `Over the ceiling of ${ceiling.display}: ${each.join(", ")}.${besides}`;
  }
  const { left } = known[known.length - 1];
  if (!left || known.some((step) => step.over === null)) {
    return `Nobody can say whether ${ceiling.display} is enough: a price has no published upper end.${besides}`;
  }
  const none = left.min === left.max && /^0(\.0*)?$/.test(left.min);
  return `Within the ceiling of ${ceiling.display}: ${left.display} ${none ? "is left" : "left"}.${besides}`;
}
