// What the calculator asks the engine for one request of its form.

/** @import { Members, Requests } from "../shared/answers.d.ts" */

/** The members that say how often an attempt is kept. */
export const keepRate = ["keep.kept", "keep.of"];

/** @param {string} name */
export const isKeepRate = (name) => keepRate.includes(name);

/**
 * A quote, and the budget that says what repeating means: the price of a clip
 * that is kept. Without repeats there is no budget to ask for.
 * @typedef {{ quote: Requests["quote"], budget: Requests["budget"] | undefined }} Questions
 */

/**
 * takes is a whole number of attempts for each kept clip; keep.kept of keep.of is
 * how often an attempt is kept, and quotes know nothing of it.
 *
 * @param {Members} request whose texts the engine is to judge
 */
export function questions(request) {
  const { keep, ...quote } = nested(request);
  const { count = "1", takes, history, credits, ...attempt } = quote;
  const own = credits === undefined ? {} : { creditsPerClip: credits };
  const repeated = keep ? { keep, percentiles: "90" } : { takes };
  const budget =
    keep || (takes !== undefined && takes !== "1") ? { ...attempt, ...own, clips: count, ...repeated } : undefined;
  if (keep) delete quote.takes;
  return /** @type {Questions} */ ({ quote, budget });
}

/**
 * plan.price=1 as {plan: {price: "1"}}, which is what the entry point reads. A link may
 * name what all objects have, so that no object is written to by name.
 * @param {Members} request
 * @returns {Record<string, string | Members>}
 */
function nested(request) {
  /** @type {Map<string, string | [string, string][]>} */
  const out = new Map();
  for (const [name, value] of Object.entries(request)) {
    const [outer, inner] = name.split(/\.(.*)/, 2);
    const found = out.get(outer);
    if (!inner) out.set(name, value);
    else if (found === undefined) out.set(outer, [[inner, value]]);
    else if (typeof found !== "string") found.push([inner, value]);
  }
  const members = [...out].map(([name, of]) => [name, typeof of === "string" ? of : Object.fromEntries(of)]);
  return Object.fromEntries(members);
}
