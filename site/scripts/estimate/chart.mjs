// Spend against a ceiling, drawn. The lengths of bars are the one place where a
// price is a float; every number that is read stands beside them as the engine
// has it.

import { digits, drawing, el } from "../shared/dom.mjs";
import { verdict } from "./ceiling.mjs";
import { mark, sellerName } from "./wording.mjs";

/** @import { Dollars, Figure } from "../shared/answers.d.ts" */
/** @import { Names } from "./models.mjs" */
/** @import { Forecast, Shown } from "./shown.mjs" */

/** @typedef {Pick<Figure, "min" | "max"> | null | undefined} Length */

/** @param {Length} figure */
const dearest = (figure) => (figure ? Number(figure.max ?? figure.min) : 0);

/** @param {Length} figure */
const cheapest = (figure) => (figure ? Number(figure.min) : 0);

/**
 * The number for which the whole width stands, such that every bar and the ceiling
 * have room.
 * @param {Pick<Forecast, "dollars">[]} forecasts
 * @param {Length} ceiling
 */
export function widest(forecasts, ceiling) {
  const sums = forecasts.map(({ dollars }) => dollars.reduce((sum, figure) => sum + dearest(figure), 0));
  return Math.max(...sums, dearest(ceiling)) * 1.02 || 1;
}

/** @typedef {{ class: string, from: number, to: number }} Piece of a bar, from and to in dollars */

/**
 * The pieces of a forecast's bar: one for each bill, with what it may cost more, and
 * what is beyond the ceiling.
 * @param {readonly Length[]} dollars
 * @param {Length} ceiling
 */
export function pieces(dollars, ceiling) {
  /** @type {Piece[]} */
  const out = [];
  let end = 0;
  for (const [i, figure] of dollars.entries()) {
    const [low, high] = [end + cheapest(figure), end + dearest(figure)];
    out.push({ class: `bill bill-${i % 4}`, from: end, to: low });
    if (high > low) out.push({ class: "maybe", from: low, to: high });
    end = high;
  }
  if (ceiling && end > dearest(ceiling)) out.push({ class: "beyond", from: dearest(ceiling), to: end });
  return out;
}

/** @param {Pick<Forecast, "dollars">} forecast @param {Length} ceiling @param {number} most */
function bar({ dollars }, ceiling, most) {
  const at = (/** @type {number} */ amount) => `${((100 * amount) / most).toFixed(2)}%`;
  const svg = drawing("svg", { class: "spend", "aria-hidden": "true" });
  for (const { class: name, from, to } of pieces(dollars, ceiling)) {
    svg.append(drawing("rect", { class: name, x: at(from), y: "25%", width: at(to - from), height: "50%" }));
  }
  if (ceiling) {
    const x = at(dearest(ceiling));
    svg.append(drawing("line", { class: "limit", x1: x, x2: x, y1: "0", y2: "100%" }));
  }
  return svg;
}

/**
 * @param {Element} place
 * @param {Pick<Shown, "forecasts" | "bills" | "ceiling">} shown
 * @param {Names} names
 */
export function showChart(place, { forecasts, bills, ceiling }, names) {
  const most = widest(forecasts, ceiling);
  const rows = forecasts.map((forecast) => {
    const row = el("div.forecast", el("dt", forecast.title), el("dd.amounts", ...amounts(forecast, bills, names)));
    row.append(el("dd.drawn", bar(forecast, ceiling, most)));
    if (ceiling) row.append(verdictOf(forecast, bills, ceiling, names));
    return row;
  });
  place.replaceChildren(...rows);
}

/** @param {Forecast} forecast @param {Shown["bills"]} bills @param {Names} names */
const amounts = ({ dollars }, bills, names) =>
  dollars.map((figure, i) => {
    const { total, aboutDollars } = bills[i];
    const amount = figure ? el("b", mark(aboutDollars), digits(figure.display)) : el("b", "no price in dollars");
    if (bills.length === 1) return el("span.amount", amount);
    return el(
      "span.amount",
      el(`i.key.bill-${i % 4}`, { "aria-hidden": "true" }),
      `${sellerName(total, names)} `,
      amount,
    );
  });

/** @param {Forecast} forecast @param {Shown["bills"]} bills @param {Dollars} ceiling @param {Names} names */
function verdictOf(forecast, bills, ceiling, names) {
  const out = el("dd.verdict", digits(verdict(forecast, bills, ceiling, names)));
  out.classList.toggle("over", Boolean(forecast.steps?.some((step) => step?.over)));
  return out;
}
