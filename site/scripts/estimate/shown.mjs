// What the page shows of an estimate, worked out by the engine: nothing here adds
// money.

import { paidFor, underCeiling, verdict } from "./ceiling.mjs";
import { expected, unlucky } from "./forecasts.mjs";
import { bill } from "./ways.mjs";

/** @import { Ask, Dollars, Estimate, Fault, Figure, Line, Requests } from "../shared/answers.d.ts" */
/** @import { Fit, Step } from "./ceiling.mjs" */
/** @import { Expected, Unlucky } from "./forecasts.mjs" */
/** @import { Names } from "./models.mjs" */
/** @import { Priced } from "./priced.mjs" */
/** @import { State } from "./project.mjs" */
/** @import { Bill } from "./ways.mjs" */

/**
 * What may be spent.
 * @typedef {object} Forecast
 * @property {string} title
 * @property {(Figure | null)[]} dollars in the order of the bills; null where there is no price in dollars
 * @property {(Step | null)[]} [steps] each beside the ceiling; undefined without one
 */

/**
 * What the page shows.
 * @typedef {object} Shown
 * @property {State} state that was asked about; it may have changed since
 * @property {Line[]} lines of the state, each with its price or its error
 * @property {number} refused how many lines have no price
 * @property {Requests["estimate"]} asked
 * @property {Estimate} [answer] undefined where no line could be read
 * @property {Bill[]} bills one for each total of the answer
 * @property {Unlucky | null} unlucky null where nothing is left to chance
 * @property {Expected | null} expected null unless it was asked
 * @property {Forecast[]} forecasts the first is the plan; none without an answer
 * @property {Dollars} [ceiling] undefined where none was given, or none that can be read
 * @property {Fault} [ceilingError]
 * @property {(Fit | null)[]} [paidFor] in the order of the lines; undefined without a ceiling
 */

/**
 * @param {Ask} ask
 * @param {State} state
 * @param {Priced} priced
 * @returns {Promise<Shown>}
 */
export async function worked(ask, state, { lines, refused, asked, answer }) {
  const shown = { state, lines, refused, asked };
  if (!answer) return { ...shown, bills: [], unlucky: null, expected: null, forecasts: [] };
  const { pay, asOf } = state;
  const bills = await Promise.all(answer.totals.map((total) => bill(ask, total, lines, pay[total.currency], asOf)));
  const bad = await unlucky(ask, lines, bills, asOf);
  const failing = await expected(ask, answer, bills, asOf);
  /** @type {Forecast[]} */
  const forecasts = [{ title: "As planned", dollars: bills.map(({ way }) => way?.dollars ?? null) }];
  if (failing) forecasts.push({ title: "Expected, with jobs that fail", dollars: failing.dollars });
  if (bad?.cost) forecasts.push({ title: "If every line comes to its P90", dollars: bad.cost.dollars });
  const all = { ...shown, answer, bills, unlucky: bad, expected: failing, forecasts };
  return { ...all, ...(await besideCeiling(ask, all)) };
}

/**
 * Each forecast beside the ceiling, where one is given.
 * @param {Ask} ask
 * @param {Shown} shown
 * @returns {Promise<Partial<Shown>>}
 */
async function besideCeiling(ask, { state, lines, bills, forecasts }) {
  const ceiling = state.ceiling.trim().replace(/^\$\s*/, "");
  if (!ceiling) return {};
  const stepped = [];
  for (const forecast of forecasts) {
    const { steps, error } = await underCeiling(ask, forecast.dollars, ceiling);
    if (error) return { ceilingError: error };
    stepped.push({ ...forecast, steps });
  }
  const answer = await ask("budget", { dollarsPerClip: "0", clips: "1", ceiling });
  if (answer.error) return { ceilingError: answer.error };
  const fits = await paidFor(ask, lines, bills, ceiling, state.asOf);
  return { forecasts: stepped, ceiling: answer.ceiling?.ceiling, paidFor: fits };
}

/**
 * How the plan stands to the ceiling, in words; "" without one.
 * @param {Pick<Shown, "forecasts" | "bills" | "ceiling">} shown
 * @param {Names} names
 */
export const planned = ({ forecasts: [plan], bills, ceiling }, names) =>
  plan && ceiling ? verdict(plan, bills, ceiling, names) : "";
