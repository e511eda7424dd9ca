// What the page asks about an estimate, and of whom: every number of the page is
// in one of these answers. ask is the engine or the API, which answer alike.

import { request } from "./project.mjs";

/**
 * Prices the lines. A line that cannot even be read is set aside with the reason
 * and the others are asked for again, as one of them must not cost all the rest.
 * @returns {Promise<{lines: object[], answer?: object, error?: object, asked?: object, refused: number}>}
 *   lines as the state has them, each with its price or its error
 */
export async function priced(ask, state) {
  const whole = request(state);
  const aside = new Map();
  for (;;) {
    const kept = whole.lines.map((_, i) => i).filter((i) => !aside.has(i));
    const gather = (answered) =>
      whole.lines.map((shot, i) =>
        aside.has(i) ? { status: "refused", shot, error: aside.get(i) } : answered[kept.indexOf(i)],
      );
    if (kept.length === 0) return { lines: gather([]), refused: aside.size };
    const asked = { ...whole, lines: kept.map((i) => whole.lines[i]) };
    const answer = await ask("estimate", asked);
    if (!answer.error) return { lines: gather(answer.lines), answer, asked, refused: answer.refused + aside.size };
    const [, n, field] = /^lines\.(\d+)(?:\.(.*))?$/.exec(answer.error.field ?? "") ?? [];
    if (n === undefined) return { lines: [], error: answer.error, refused: 0 };
    aside.set(kept[n], { ...answer.error, field: field ?? null });
  }
}

/**
 * Ways to pay for the total of one currency: the cheapest packs, the same with a
 * month of a plan, and the price of a credit on every pack and plan.
 * @param {object[]} lines all of them, with their prices
 * @param {string} choice a way's id; the first that has a price if it is none of them
 */
export async function bill(ask, total, lines, choice, asOf) {
  const { seller, currency, amount } = total;
  const about = lines.some((line) => line.currency === currency && isAbout(line));
  if (currency === "USD") {
    const way = { id: "dollars", dollars: amount };
    return { total, currency, about, aboutDollars: about, ways: [way], way };
  }
  const ways = [];
  let reason = null;
  if (amount.max === null)
    reason = "this price has no published upper end, so nobody can say how many credits are enough";
  else {
    for (const [id, plans] of [
      ["packs", "0"],
      ["plans", "1"],
    ]) {
      const purchase = await ask("purchase", {
        seller: seller.id,
        credits: amount.max,
        plans,
        ...(asOf ? { asOf } : {}),
      });
      if (purchase.error) reason ??= purchase.error.message;
      else if (
        id === "packs" ||
        purchase.fewestLeftOver.items.some(({ kind }) => kind === "plan") ||
        purchase.mostCredits.items.some(({ kind }) => kind === "plan")
      ) {
        ways.push({ id, purchase, dollars: purchase.dollars });
      }
    }
  }
  for (const { offer, dollars } of total.offers) ways.push({ id: offer.id, offer, dollars });
  const way = ways.find(({ id }) => id === choice) ?? ways[0] ?? null;
  return {
    total,
    currency,
    about,
    aboutDollars: about || (way?.purchase ?? way?.offer)?.approximate === true,
    ways,
    way,
    reason,
  };
}

/** Whether the source gives a line's price as approximate; a sum with such a price in it is approximate too. */
export const isAbout = ({ warnings = [] }) =>
  warnings.some(({ code }) => code === "approximate" || code === "estimated");

/** The same way to pay, for another amount of the same credits. */
async function again(ask, { way, total }, amount, asOf) {
  if (!way) return null;
  if (way.id === "dollars") return amount;
  if (amount.max === null) return null;
  const on = asOf ? { asOf } : {};
  if (!way.purchase) {
    const quote = await ask("quote", {
      credits: amount.max,
      plan: { price: way.offer.price, credits: way.offer.credits },
      ...on,
    });
    return quote.error ? null : quote.dollars;
  }
  const purchase = await ask("purchase", {
    seller: total.seller.id,
    credits: amount.max,
    plans: way.purchase.plans,
    ...on,
  });
  return purchase.error ? null : purchase.dollars;
}

/**
 * The dollars of a forecast's totals, in the order of the bills and paid for in
 * the same way; null where there is no price.
 */
const paidLike = (ask, bills, amountOf, asOf) =>
  Promise.all(
    bills.map((b) => {
      const amount = amountOf(b.currency);
      return amount ? again(ask, b, amount, asOf) : null;
    }),
  );

/** What jobs that fail are expected to cost besides; null unless it was asked. */
export async function expected(ask, answer, bills, asOf) {
  if (!answer.totals[0]?.expected) return null;
  const of = (currency) => answer.totals.find((t) => t.currency === currency)?.expected;
  return { of, dollars: await paidLike(ask, bills, (currency) => of(currency)?.amount, asOf) };
}

/**
 * The ninetieth percentile: the fewest attempts that are enough, for each line
 * by itself, in nine projects of ten, where one attempt in so many takes is kept.
 * @returns {Promise<{attempts: (string | null)[], totals?: object[], dollars?: object[], reason?: string} | null>}
 *   null where no line has more than one take
 */
export async function unlucky(ask, lines, bills, asOf) {
  const open = lines.filter((line) => line?.status !== "refused");
  if (open.every(({ takes }) => takes === "1")) return null;
  const attempts = [];
  for (const line of lines) {
    if (line.status === "refused") {
      attempts.push(null);
      continue;
    }
    const enough = line.takes === "1" ? line.count : await ninetieth(ask, line);
    if (typeof enough !== "string")
      return { attempts: [], reason: `Line ${lines.indexOf(line) + 1}: ${enough.reason}` };
    attempts.push(enough);
  }
  const asked = {
    lines: lines.flatMap((line, i) => (attempts[i] ? [{ ...line.shot, count: attempts[i] }] : [])),
    ...(asOf ? { asOf } : {}),
  };
  const answer = await ask("estimate", asked);
  if (answer.error) return { attempts, reason: answer.error.message };
  const of = (currency) => answer.totals.find((t) => t.currency === currency);
  return { attempts, of, dollars: await paidLike(ask, bills, (currency) => of(currency)?.amount, asOf) };
}

const known = new Map(); // what was asked before: chance knows no prices, and a key is pressed often

async function ninetieth(ask, { count, takes }) {
  const key = `${count} ${takes}`;
  if (!known.has(key)) {
    const { error, keep } = await ask("budget", { clips: count, keep: { kept: "1", of: takes } });
    const found = keep?.percentiles.find(({ percent }) => percent === "90");
    if (known.size > 1000) known.clear();
    known.set(key, found ? found.attempts : { reason: error?.message ?? keep.reason });
  }
  return known.get(key);
}

/**
 * Sets dollars beside a ceiling, one bill after another: what the first leaves is
 * the ceiling of the next.
 * @param {(object | null)[]} dollars one figure for each bill
 * @returns {Promise<{steps: object[], error?: object}>} each step with over, overBy and left, null where it cannot be said
 */
export async function underCeiling(ask, dollars, ceiling) {
  const steps = [];
  let left = ceiling;
  for (const figure of dollars) {
    if (!figure) {
      steps.push(null);
      continue;
    }
    const price = {
      dollarsPerClip: figure.min,
      ...(figure.max !== null && figure.max !== figure.min ? { dollarsPerClipMax: figure.max } : {}),
    };
    const answer = await ask("budget", {
      ...price,
      clips: "1",
      ceiling: left,
      gate: { spent: "0", job: figure.max ?? figure.min },
    });
    if (answer.error) return { steps: [], error: answer.error };
    const { over, overBy } = answer.ceiling;
    const open = figure.max === null;
    const after = answer.gate.spend.remainingAfter;
    steps.push({ over: open ? (over ? true : null) : over, overBy, left: over || open ? null : after });
    left = over ? "0" : after.min;
  }
  return { steps };
}

/**
 * How many clips of each line the ceiling would pay for if it were all its own;
 * credits at the price of the way to pay, or of the first that its purchase buys.
 */
export async function paidFor(ask, lines, bills, ceiling, asOf) {
  return Promise.all(
    lines.map(async (line) => {
      const way = bills.find(({ currency }) => currency === line.currency)?.way;
      if (line.status === "refused" || !way) return null;
      const bought = way.purchase?.fewestLeftOver.items[0];
      const offer = way.offer ?? (bought && { id: bought.offer, name: bought.name });
      const answer = await ask("budget", {
        ...line.shot,
        takes: line.takes,
        ceiling,
        ...(offer ? { offer: offer.id } : {}),
        ...(asOf ? { asOf } : {}),
      });
      const fit = answer.ceiling?.fits;
      return fit ? { ...fit, offer } : null;
    }),
  );
}
