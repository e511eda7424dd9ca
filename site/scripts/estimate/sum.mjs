// The short answer, on the slate: what the list comes to, and what to buy.

import { digits, el } from "../shared/dom.mjs";
import { counted, sentence } from "../shared/text.mjs";
import { bought, items, leftOver, mark, sellerName, whichLines } from "./bills.mjs";

/** @param {{lines: object[], bills: object[], refused: number, verdict: string}} shown */
export function showSum(place, { lines, bills, refused, verdict }, names) {
  const doubts = doubted(lines);
  const doubtful = doubts.flatMap(([, at]) => at).length;
  const left = refused ? `; ${refused} without a price ${refused === 1 ? "is" : "are"} not in the total` : "";
  place.replaceChildren(
    el(
      "p",
      { className: "shot" },
      `${counted(String(lines.length), "line")}${doubtful ? `, ${doubtful} in doubt` : ""}${left}`,
      ...(bills.length ? [" ", el("a", { href: "#buy" }, "What to buy")] : []),
    ),
    ...bills.map((bill) => one(bill, names)),
    ...doubts.map(([words, at]) => el("p", { className: "apart" }, `${whichLines(at, lines.length)}: ${words}.`)),
    ...(bills.length > 1
      ? [el("p", { className: "apart" }, "Credits of different sellers never add up. Each is paid by itself.")]
      : []),
    ...(verdict ? [el("p", { className: "apart" }, digits(verdict))] : []),
  );
}

/** The prices that there is something to doubt of: how they stand, and the numbers of their lines. */
function doubted(lines) {
  const found = new Map();
  lines.forEach(({ standing }, i) => {
    if (standing?.doubts.length) found.set(standing.words, [...(found.get(standing.words) ?? []), i + 1]);
  });
  return [...found];
}

function one({ total, currency, about, aboutDollars, way, ways, reason }, names) {
  const seller = sellerName(total, names);
  if (currency === "USD")
    return el("dl", { className: "figures" }, figure(seller, [mark(about), digits(total.amount.display)]));
  const other = ways.find((w) => w.purchase && w !== way);
  const besides = way?.purchase
    ? [
        leftOver(way.purchase.fewestLeftOver),
        ...(other
          ? [
              `or ${items(other.purchase.fewestLeftOver)}${other.id === "plans" ? " for a month" : ""}: ${other.dollars.display}`,
            ]
          : []),
      ]
    : !way && reason
      ? [sentence(reason)]
      : [];
  return el(
    "dl",
    { className: "figures" },
    figure(`${seller} charges`, [
      mark(about),
      digits(total.amount.display.replace(/ credits?$/, "")),
      el("span", { className: "unit" }, " credits"),
    ]),
    figure(
      way ? bought(way) : "No price in dollars",
      way ? [mark(aboutDollars), digits(way.dollars.display)] : ["–"],
      besides,
    ),
  );
}

const figure = (title, amount, besides = []) =>
  el(
    "div",
    { className: "main" },
    el("dt", {}, title),
    el("dd", {}, ...amount, ...besides.map((text) => el("small", {}, digits(text)))),
  );
