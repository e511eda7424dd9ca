// Spend against a ceiling, drawn. The lengths of bars are the one place where a
// price is a float; every number that is read stands beside them as the engine
// has it.

import { mark, sellerName } from "./bills.mjs";
import { digits, el } from "../shared/dom.mjs";

/** @param {string} name @param {object} attributes */
function node(name, attributes, ...children) {
  const out = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
  out.append(...children);
  return out;
}

const dearest = (figure) => (figure ? Number(figure.max ?? figure.min) : 0);
const cheapest = (figure) => (figure ? Number(figure.min) : 0);

/**
 * @param {{title: string, dollars: (object | null)[], steps?: object[]}[]} forecasts
 *   one bar each, made of a piece for each bill
 * @param {object[]} bills
 * @param {object | null} ceiling the engine's figure
 */
export function showChart(place, forecasts, bills, ceiling, names) {
  const sums = forecasts.map(({ dollars }) => dollars.reduce((sum, figure) => sum + dearest(figure), 0));
  const most = Math.max(...sums, dearest(ceiling)) * 1.02 || 1;
  const at = (amount) => (100 * amount) / most;
  place.replaceChildren(
    ...forecasts.map(({ title, dollars, steps }) => {
      const svg = node("svg", { class: "spend", "aria-hidden": "true" });
      let start = 0;
      dollars.forEach((figure, i) => {
        const [low, high] = [cheapest(figure), dearest(figure)];
        svg.append(
          node("rect", {
            class: `bill bill-${i % 4}`,
            x: `${at(start).toFixed(2)}%`,
            y: "25%",
            width: `${at(low).toFixed(2)}%`,
            height: "50%",
          }),
        );
        if (high > low)
          svg.append(
            node("rect", {
              class: "maybe",
              x: `${at(start + low).toFixed(2)}%`,
              y: "25%",
              width: `${at(high - low).toFixed(2)}%`,
              height: "50%",
            }),
          );
        start += high;
      });
      if (ceiling) {
        const x = at(dearest(ceiling));
        if (start > dearest(ceiling))
          svg.append(
            node("rect", {
              class: "beyond",
              x: `${x.toFixed(2)}%`,
              y: "25%",
              width: `${(at(start) - x).toFixed(2)}%`,
              height: "50%",
            }),
          );
        svg.append(
          node("line", { class: "limit", x1: `${x.toFixed(2)}%`, x2: `${x.toFixed(2)}%`, y1: "0", y2: "100%" }),
        );
      }
      return el(
        "div",
        { className: "forecast" },
        el("dt", {}, title),
        el(
          "dd",
          { className: "amounts" },
          ...dollars.map((figure, i) =>
            el(
              "span",
              { className: "amount" },
              ...(bills.length > 1
                ? [
                    el("i", { className: `key bill-${i % 4}`, "aria-hidden": "true" }),
                    `${sellerName(bills[i].total, names)} `,
                  ]
                : []),
              el(
                "b",
                {},
                ...(figure ? [mark(bills[i].aboutDollars), digits(figure.display)] : ["no price in dollars"]),
              ),
            ),
          ),
        ),
        el("dd", { className: "drawn" }, svg),
        ...(ceiling
          ? [
              el(
                "dd",
                { className: `verdict${steps?.some((s) => s?.over) ? " over" : ""}` },
                digits(verdict(dollars, steps, bills, ceiling, names)),
              ),
            ]
          : []),
      );
    }),
  );
}

/** How a forecast stands to the ceiling, in words. */
export function verdict(dollars, steps, bills, ceiling, names) {
  if (!steps?.length) return "";
  const missing = bills.filter((_, i) => !dollars[i]).map(({ total }) => sellerName(total, names));
  const besides = missing.length ? ` ${missing.join(" and ")} not counted: no price in dollars.` : "";
  const known = steps.map((step, i) => ({ step, bill: bills[i] })).filter(({ step }) => step);
  if (!known.length) return besides.trim();
  const over = known.filter(({ step }) => step.over);
  if (over.length) {
    const each = over.map(({ step, bill }) =>
      bills.length > 1 ? `${sellerName(bill.total, names)} by ${step.overBy.display}` : `by ${step.overBy.display}`,
    );
    return `Over the ceiling of ${ceiling.display}: ${each.join(", ")}.${besides}`;
  }
  if (known.some(({ step }) => step.over === null))
    return `Nobody can say whether ${ceiling.display} is enough: a price has no published upper end.${besides}`;
  const { left } = known[known.length - 1].step;
  return `Within the ceiling of ${ceiling.display}: ${left.display} ${left.min === left.max && /^0(\.0*)?$/.test(left.min) ? "is left" : "left"}.${besides}`;
}
