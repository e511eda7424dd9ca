// Ways to pay for what the lines come to in one currency.

import { isAbout } from "./priced.mjs";

/** @import { Answer, Ask, Dollars, Figure, Line, Payment, Purchase, Total } from "../shared/answers.d.ts" */

/**
 * A way to pay: in dollars, by a purchase, or at the price of an offer.
 * @typedef {object} Way
 * @property {string} id "dollars", "packs", "plans" for a month of a plan besides, else the offer's
 * @property {Figure} dollars
 * @property {Purchase} [purchase] the cheapest
 * @property {Payment} [offer]
 */

/**
 * The total of one currency, and how it is paid.
 * @typedef {object} Bill
 * @property {Total} total
 * @property {string} currency
 * @property {boolean} about whether the total is approximate
 * @property {boolean} aboutDollars whether what is paid for it is
 * @property {Way[]} ways
 * @property {Way | null} way the one that is taken; null where there is none
 * @property {string | null} reason why nothing can be bought
 */

/**
 * The day of a request; none for today, which an address must not name.
 * @param {string} asOf
 */
export const on = (asOf) => (asOf ? { asOf } : {});

const endless = "this price has no published upper end, so nobody can say how many credits are enough";

/**
 * Ways to pay for the total of one currency: the cheapest packs, the same with a
 * month of a plan, and the price of a credit on every pack and plan.
 *
 * @param {Ask} ask
 * @param {Total} total
 * @param {readonly Line[]} lines all of them, with their prices
 * @param {string | undefined} choice a way's id; the first that has a price if it is none of them
 * @param {string} asOf
 * @returns {Promise<Bill>}
 */
export async function bill(ask, total, lines, choice, asOf) {
  const { currency, amount } = total;
  const about = lines.some((line) => line.status !== "refused" && line.currency === currency && isAbout(line));
  if (currency === "USD") {
    const way = { id: "dollars", dollars: amount };
    return { total, currency, about, aboutDollars: about, ways: [way], way, reason: null };
  }
  const { ways, reason } = await purchases(ask, total, asOf);
  for (const { offer, dollars } of total.offers) ways.push({ id: offer.id ?? offer.name, offer, dollars });
  const way = ways.find(({ id }) => id === choice) ?? ways[0] ?? null;
  const aboutDollars = about || (way?.purchase ?? way?.offer)?.approximate === true;
  return { total, currency, about, aboutDollars, ways, way, reason };
}

/**
 * The cheapest packs, and the cheapest with a plan where that has one.
 * @param {Ask} ask
 * @param {Total} total
 * @param {string} asOf
 */
async function purchases(ask, total, asOf) {
  /** @type {Way[]} */
  const ways = [];
  const { max } = total.amount;
  if (max === null) return { ways, reason: endless };
  /** @type {string | null} */
  let reason = null;
  for (const plans of ["0", "1"]) {
    const purchase = await buy(ask, total, max, plans, asOf);
    if (purchase.error) reason ??= purchase.error.message;
    else if (plans === "0" || hasPlan(purchase)) {
      ways.push({ id: plans === "0" ? "packs" : "plans", purchase, dollars: purchase.dollars });
    }
  }
  return { ways, reason };
}

/** @param {Purchase} purchase */
const hasPlan = ({ fewestLeftOver, mostCredits }) =>
  [...fewestLeftOver.items, ...mostCredits.items].some(({ kind }) => kind === "plan");

/**
 * @param {Ask} ask
 * @param {Total} total
 * @param {string} credits
 * @param {string} plans the most that are bought
 * @param {string} asOf
 * @returns {Answer<"purchase"> | Promise<Answer<"purchase">>}
 */
const buy = (ask, { seller }, credits, plans, asOf) =>
  ask("purchase", { ...(seller ? { seller: seller.id } : {}), credits, plans, ...on(asOf) });

/**
 * The dollars of other amounts of the same credits, in the order of the bills and
 * paid for in the same way; null where there is no price.
 *
 * @param {Ask} ask
 * @param {readonly Bill[]} bills
 * @param {(currency: string) => Figure | undefined} amountOf
 * @param {string} asOf
 */
export const paidLike = (ask, bills, amountOf, asOf) =>
  Promise.all(
    bills.map((b) => {
      const amount = amountOf(b.currency);
      return amount ? again(ask, b, amount, asOf) : null;
    }),
  );

/**
 * @param {Ask} ask
 * @param {Bill} bill
 * @param {Figure} amount
 * @param {string} asOf
 * @returns {Promise<Figure | null>}
 */
async function again(ask, { way, total }, amount, asOf) {
  if (way?.id === "dollars") return amount;
  if (!way || amount.max === null) return null;
  if (way.purchase) {
    const purchase = await buy(ask, total, amount.max, way.purchase.plans, asOf);
    return purchase.error ? null : purchase.dollars;
  }
  if (!way.offer) return null;
  const { price, credits } = way.offer;
  const quote = await ask("quote", { credits: amount.max, plan: { price, credits }, ...on(asOf) });
  return quote.error ? null : quote.dollars;
}
