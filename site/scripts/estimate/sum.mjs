// The short answer, on the slate: what the list comes to, and what to buy.

import { digits, el } from "../shared/dom.mjs";
import { counted, sentence } from "../shared/text.mjs";
import { planned } from "./shown.mjs";
import { bought, items, leftOver, mark, sellerName, whichLines } from "./wording.mjs";

/** @import { Line } from "../shared/answers.d.ts" */
/** @import { Child } from "../shared/dom.mjs" */
/** @import { Names } from "./models.mjs" */
/** @import { Shown } from "./shown.mjs" */
/** @import { Bill } from "./ways.mjs" */

/** @param {Element} place @param {Shown} shown @param {Names} names */
export function showSum(place, shown, names) {
  const { lines, bills } = shown;
  const doubts = doubted(lines);
  const apart = doubts.map(([words, at]) => `${whichLines(at, lines.length)}: ${words}.`);
  if (bills.length > 1) apart.push("Credits of different sellers never add up. Each is paid by itself.");
  const verdict = planned(shown, names);
  place.replaceChildren(
    head(shown, doubts.flatMap(([, at]) => at).length),
    ...bills.map((bill) => figures(bill, names)),
    ...apart.map((text) => el("p.apart", text)),
    ...(verdict ? [el("p.apart", digits(verdict))] : []),
  );
}

/** How many lines there are, and how they stand. @param {Shown} shown @param {number} doubtful */
function head({ lines, bills, refused }, doubtful) {
  const doubt = doubtful > 0 ? `, ${doubtful} in doubt` : "";
  const left = `; ${refused} without a price ${refused === 1 ? "is" : "are"} not in the total`;
  const out = el("p.shot", `${counted(String(lines.length), "line")}${doubt}${refused > 0 ? left : ""}`);
  if (bills.length > 0) out.append(" ", el("a", { href: "#buy" }, "What to buy"));
  return out;
}

/**
 * The prices that there is something to doubt of: how they stand, and the numbers
 * of their lines.
 * @param {readonly Line[]} lines
 */
export function doubted(lines) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const [i, line] of lines.entries()) {
    if (line.status === "refused" || line.standing.doubts.length === 0) continue;
    const { words } = line.standing;
    found.set(words, [...(found.get(words) ?? []), i + 1]);
  }
  return [...found];
}

/** @param {Bill} bill @param {Names} names */
function figures({ total, currency, about, aboutDollars, way, ways, reason }, names) {
  const seller = sellerName(total, names);
  const { display } = total.amount;
  if (currency === "USD") return el("dl.figures", figure(seller, [mark(about), digits(display)]));
  const credits = [mark(about), digits(display.replace(/ credits?$/, "")), el("span.unit", " credits")];
  const dollars = way
    ? figure(bought(way), [mark(aboutDollars), digits(way.dollars.display)], besides(way, ways))
    : figure("No price in dollars", ["–"], reason ? [sentence(reason)] : []);
  return el("dl.figures", figure(`${seller} charges`, credits), dollars);
}

/** What is left over of a purchase, and the other one. @param {Bill["ways"][number]} way @param {Bill["ways"]} ways */
function besides(way, ways) {
  if (!way.purchase) return [];
  const other = ways.find((w) => w.purchase && w !== way);
  const out = [leftOver(way.purchase.fewestLeftOver)];
  if (other?.purchase) {
    const month = other.id === "plans" ? " for a month" : "";
    out.push(`or ${items(other.purchase.fewestLeftOver)}${month}: ${other.dollars.display}`);
  }
  return out;
}

/** @param {string} title @param {Child[]} amount @param {string[]} [more] */
const figure = (title, amount, more = []) =>
  el("div.main", el("dt", title), el("dd", ...amount, ...more.map((text) => el("small", digits(text)))));
