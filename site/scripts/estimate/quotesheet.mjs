// The sheet for a client: what is printed instead of the page.

import { digits, el } from "../shared/dom.mjs";
import { sentence } from "../shared/text.mjs";
import { date, standing } from "../shared/words.mjs";
import { isAbout } from "./priced.mjs";
import { said } from "./project.mjs";
import { planned } from "./shown.mjs";
import { bought, leftOver, lineWords, mark, noPrice, sellerName, whichLines } from "./wording.mjs";

/** @import { Estimate, Line, PricedShot } from "../shared/answers.d.ts" */
/** @import { Line as Said, State } from "./project.mjs" */
/** @import { Names } from "./models.mjs" */
/** @import { Shown } from "./shown.mjs" */
/** @import { Bill } from "./ways.mjs" */

/** @typedef {(shot: PricedShot) => string} ModelName */

/**
 * @param {HTMLElement} place
 * @param {Shown} shown
 * @param {Estimate} answer
 * @param {Names} names
 * @param {ModelName} modelName
 */
export function fillSheet(place, shown, answer, names, modelName) {
  const { state, refused, bills } = shown;
  const verdict = planned(shown, names);
  place.replaceChildren(
    el("h1", state.name.trim() || "Estimate"),
    facts(state, answer),
    linesTable(shown, modelName),
    el("dl.sums", ...bills.map((bill) => sum(bill, names))),
    ...(refused > 0 ? [el("p", leftOut(refused))] : []),
    ...(verdict ? [el("p", digits(verdict))] : []),
    ...doubts(shown.lines),
    proofs(answer),
  );
}

/** @param {State} state @param {Estimate} answer */
function facts({ client }, { asOf, table }) {
  const all = [
    ["For", client.trim()],
    ["Priced for", date(asOf.slice(0, 10))],
    ["Rate table", table.version],
  ];
  const said = all.filter(([, value]) => value);
  return el("dl.facts", ...said.map(([name, value]) => el("div", el("dt", name), el("dd", value))));
}

/** @param {Shown} shown @param {ModelName} modelName */
function linesTable({ state, lines }, modelName) {
  const heads = [
    ...["Shot", "Model", "Each"].map((text) => el("th", { scope: "col" }, text)),
    ...["Clips", "Takes", "Price of one", "Total"].map((text) => el("th.num", { scope: "col" }, text)),
  ];
  const rows = lines.map((line, i) => lineRow(line, state.lines[i], modelName));
  return el("table", el("thead", el("tr", ...heads)), el("tbody", ...rows));
}

/** @param {Line} line @param {Said} own as somebody has said it @param {ModelName} modelName */
function lineRow(line, own, modelName) {
  const tags = [line.project, line.client].filter(Boolean).join(", ");
  const head = el("th", { scope: "row" }, line.label ?? "", ...(tags ? [" ", el("small", tags)] : []));
  const { count, takes } = attempts(line, own);
  const cells = [
    el("td", modelName(line.shot)),
    el("td", lineWords(line.shot)),
    el("td.num", count),
    el("td.num", takes),
  ];
  return el("tr", head, ...cells, ...prices(line));
}

/**
 * How many clips and takes a line has: those that the engine has counted, else those
 * that were asked for.
 * @param {Line} line
 * @param {Said} own
 */
export function attempts(line, own) {
  const { count = "1", takes = "1" } = line.status === "refused" ? said(own) : line;
  return { count, takes };
}

/** @param {Line} line */
function prices(line) {
  if (line.status === "refused") return [el("td", { colSpan: 2 }, `No price: ${sentence(line.error.message)}`)];
  const about = mark(isAbout(line));
  const one = el("td.num", about, digits(line.price.display), " ", el("small", standing(line)));
  return [one, el("td.num", about, digits(line.total.display))];
}

/** @param {Bill} bill @param {Names} names */
function sum({ total, about, aboutDollars, way, reason }, names) {
  const out = el("dd", el("b", mark(about), digits(total.amount.display)));
  if (!way) out.append(" ", el("span", sentence(reason ?? noPrice)));
  else if (way.id !== "dollars") {
    const left = way.purchase ? `, ${leftOver(way.purchase.fewestLeftOver).toLowerCase()}` : "";
    const dollars = el("b", mark(aboutDollars), digits(way.dollars.display));
    out.append(" ", el("span", digits(`${bought(way)}: `), dollars, digits(left)));
  }
  return el("div", el("dt", sellerName(total, names)), out);
}

/** @param {number} refused */
const leftOut = (refused) =>
  refused === 1
    ? "One line has no price and is not in these totals."
    : `${refused} lines have no price and are not in these totals.`;

/** What the engine doubts, and which lines that is about. @param {readonly Line[]} lines */
function doubts(lines) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const [i, line] of lines.entries()) {
    for (const { message } of line.status === "refused" ? [] : line.warnings) {
      found.set(message, [...(found.get(message) ?? []), i + 1]);
    }
  }
  if (found.size === 0) return [];
  const items = [...found].map(([message, at]) => `${whichLines(at, lines.length)}: ${sentence(message)}`);
  return [el("h2", "Doubts"), el("ul", ...items.map((text) => el("li", text)))];
}

const terms =
  "Takes are all attempts for one clip that is kept. Without tax." +
  " Worked out exactly and rounded once, by rate table ";

/** @param {Estimate} answer */
const proofs = ({ table: { version, digest } }) =>
  el("p.proofs", terms, el("b", version), ", ", el("code", digest), ".");
