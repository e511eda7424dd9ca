// The sheet for a client: what is printed instead of the page.

import { digits, el } from "../shared/dom.mjs";
import { sentence } from "../shared/text.mjs";
import { date, standing } from "../shared/words.mjs";
import { bought, leftOver, mark, sellerName, whichLines } from "./bills.mjs";
import { isAbout } from "./priced.mjs";
import { lineWords } from "./row.mjs";

/**
 * @param {HTMLElement} place
 * @param {{state: object, lines: object[], answer: object, refused: number, bills: object[], verdict: string}} shown
 */
export function fillSheet(place, { state, lines, answer, refused, bills, verdict }, names, modelName) {
  const fact = (name, value) => (value ? [el("div", {}, el("dt", {}, name), el("dd", {}, value))] : []);
  const doubts = new Map(); // a sentence, and the lines that it is about
  lines.forEach(({ warnings = [] }, i) => {
    for (const { message } of warnings) doubts.set(message, [...(doubts.get(message) ?? []), i + 1]);
  });
  const th = (text, className = "") => el("th", { scope: "col", className }, text);
  const tagged = lines.some(({ project, client }) => project || client);
  place.replaceChildren(
    el("h1", {}, state.name.trim() || "Estimate"),
    el(
      "dl",
      { className: "facts" },
      ...fact("For", state.client.trim()),
      ...fact("Priced for", date(answer.asOf.slice(0, 10))),
      ...fact("Rate table", answer.table.version),
    ),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          th("Shot"),
          th("Model"),
          th("Each"),
          th("Clips", "num"),
          th("Takes", "num"),
          th("Price of one", "num"),
          th("Total", "num"),
        ),
      ),
      el(
        "tbody",
        {},
        ...lines.map((line) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              line.label ?? line.shot.label ?? "",
              ...(tagged && (line.project || line.client)
                ? [" ", el("small", {}, [line.project, line.client].filter(Boolean).join(", "))]
                : []),
            ),
            el("td", {}, modelName(line.shot)),
            el("td", {}, lineWords(line.shot)),
            el("td", { className: "num" }, line.count ?? line.shot.count ?? "1"),
            el("td", { className: "num" }, line.takes ?? line.shot.takes ?? "1"),
            ...(line.error
              ? [el("td", { colSpan: 2 }, `No price: ${sentence(line.error.message)}`)]
              : [[line.price, standing(line)], [line.total]].map(([figure, said]) =>
                  el(
                    "td",
                    { className: "num" },
                    mark(isAbout(line)),
                    digits(figure.display),
                    ...(said ? [" ", el("small", {}, said)] : []),
                  ),
                )),
          ),
        ),
      ),
    ),
    el(
      "dl",
      { className: "sums" },
      ...bills.map(({ total, about, aboutDollars, way, reason }) =>
        el(
          "div",
          {},
          el("dt", {}, sellerName(total, names)),
          el(
            "dd",
            {},
            el("b", {}, mark(about), digits(total.amount.display)),
            ...(way && way.id !== "dollars"
              ? [
                  " ",
                  el(
                    "span",
                    {},
                    digits(`${bought(way)}: `),
                    el("b", {}, mark(aboutDollars), digits(way.dollars.display)),
                    digits(way.purchase ? `, ${leftOver(way.purchase.fewestLeftOver).toLowerCase()}` : ""),
                  ),
                ]
              : []),
            ...(way ? [] : [" ", el("span", {}, sentence(reason ?? "no price of its credits is published"))]),
          ),
        ),
      ),
    ),
    ...(refused
      ? [
          el(
            "p",
            {},
            `${refused === 1 ? "One line has" : `${refused} lines have`} no price and ${refused === 1 ? "is" : "are"} not in these totals.`,
          ),
        ]
      : []),
    ...(verdict ? [el("p", {}, digits(verdict))] : []),
    ...(doubts.size
      ? [
          el("h2", {}, "Doubts"),
          el(
            "ul",
            {},
            ...[...doubts].map(([message, at]) =>
              el("li", {}, `${whichLines(at, lines.length)}: ${sentence(message)}`),
            ),
          ),
        ]
      : []),
    el(
      "p",
      { className: "proofs" },
      "Takes are all attempts for one clip that is kept. Without tax. Worked out exactly and rounded once, by rate table ",
      el("b", {}, answer.table.version),
      ", ",
      el("code", {}, answer.table.digest),
      ".",
    ),
  );
}
