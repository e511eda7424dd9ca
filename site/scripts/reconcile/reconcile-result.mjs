// A checked file, drawn: what it comes to, why rows differ, and a page of rows.
// Every number is the engine's.

import { digits, el } from "../shared/dom.mjs";
import { sentence } from "../shared/text.mjs";
import { date, say } from "../shared/words.mjs";

const outcomes = {
  matches: ["agree", "row agrees with the price", "rows agree with the price"],
  differs: ["differ", "row differs", "rows differ"],
  open: ["still open", "is of a job that has not ended", "are of jobs that have not ended"],
  unpriced: ["without a price", "has no price to compare with", "have no price to compare with"],
  malformed: ["not readable", "cannot be read", "cannot be read"],
};

const grouped = (n) => n.toLocaleString("en");
export const causeName = (cause) => document.querySelector(`#cause-${cause} dt`)?.textContent ?? cause;

const sellerName = (id) =>
  document.querySelector(`usage-check [name=seller] [value="${CSS.escape(id ?? "")}"]`)?.text ?? id;

/** A dollar amount with all its places, at least two: a rounded one may look like no difference. */
function places(value) {
  const [, minus, digits] = /^(-?)(.*?)0{0,4}$/.exec(value);
  return `${minus && "−"}$${digits}`;
}

/** A figure in words: "480 credits", "$17.184", "$1.00–$1.50". */
export function amount(figure) {
  if (!figure) return "not known";
  if (!("cents" in figure)) return figure.display.replace(/^-/, "−");
  if (figure.value) return places(figure.value);
  return figure.max ? `${places(figure.min)}–${places(figure.max)}` : `from ${places(figure.min)}`;
}

/** A difference, with its sign; what is not known is said. */
function difference(figure) {
  if (!figure) return el("span", { className: "why" }, "not known");
  const words = amount(figure);
  return el("b", {}, digits(/^[−-]/.test(words) || Number(figure.min) === 0 ? words : `+${words}`));
}

/** What the whole came to, in a title and a sentence. */
export function summary({ rows, outcomes: counts, totals, table, status }, currencies) {
  const title =
    status === "matches"
      ? "Nothing differs"
      : counts.differs
        ? `${grouped(counts.differs)} of ${grouped(rows)} rows differ`
        : "No difference found, but some rows could not be checked";
  const parts = Object.keys(outcomes)
    .filter((o) => counts[o] > 0)
    .map((o) => `${grouped(counts[o])} ${outcomes[o][counts[o] === 1 ? 1 : 2]}`);
  const sums = totals
    .filter((t) => t.compared > 0)
    .map(({ currency, difference: d }) => {
      const name = currencies[currency] ?? currency;
      const words = amount(d)
        .replace("−", "")
        .replace(/credit(s?)$/, (_, many) => (many ? name : name.replace(/s$/, "")));
      if (Number(d.min) === 0) return `right in ${name}`;
      return `${words} too ${Number(d.min) > 0 ? "much" : "little"}`;
    });
  const billed =
    sums.length && status !== "matches"
      ? ` Over the rows that have an expected amount, the bill is ${list(sums)}.`
      : "";
  return {
    title,
    text: `${grouped(rows)} ${rows === 1 ? "row" : "rows"} checked against rate table ${table.version}: ${list(parts)}.${billed}`,
  };
}

const list = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

export const counts = ({ outcomes: found }) =>
  Object.entries(outcomes).map(([name, [word]]) =>
    el(
      "div",
      { className: found[name] > 0 ? name : `${name} zero` },
      el("dt", {}, word),
      el("dd", {}, grouped(found[name])),
    ),
  );

const over = (figure, rows) =>
  rows
    ? [
        el("span", {}, digits(amount(figure))),
        " ",
        el("small", {}, `in ${grouped(rows)} ${rows === 1 ? "row" : "rows"}`),
      ]
    : ["–"];

export const totals = (answer, currencies) =>
  answer.totals.map((t) =>
    tr(
      th(
        currencies[t.currency] ?? t.currency,
        Number(t.held.min) > 0 ? el("small", {}, `${amount(t.held)} held by jobs that have not ended`) : "",
      ),
      num("Billed", ...over(t.billed, t.rows)),
      num("Expected", ...over(t.expected, t.compared)),
      num("Difference", t.compared ? difference(t.difference) : "–"),
    ),
  );

/** @param {(cause: string) => void} show lists the rows of a cause */
export const causes = (answer, currencies, show) =>
  answer.causes.map(({ cause, rows, differences }) =>
    tr(
      th(el("button", { type: "button", onclick: () => show(cause) }, causeName(cause))),
      num("Rows", grouped(rows)),
      num(
        "Difference",
        ...differences.map(({ currency, difference: d }) =>
          el(
            "span",
            { className: "sum" },
            difference(d),
            ...(d && !("cents" in d) && differences.length > 1
              ? [" ", el("small", {}, currencies[currency] ?? currency)]
              : []),
          ),
        ),
      ),
    ),
  );

/** The ways to narrow the rows, with how many each leaves. */
export function filters({ outcomes: found, causes: why }) {
  const option = (value, words, n) => el("option", { value }, `${words} (${grouped(n)})`);
  const { differs, unpriced, malformed } = found;
  return [
    option("", "all to look at", differs + unpriced + malformed),
    ...(differs ? [option("differs", "all that differ", differs)] : []),
    ...(unpriced ? [option("unpriced", "without a price", unpriced)] : []),
    ...(malformed ? [option("malformed", "not readable", malformed)] : []),
    ...(why.length
      ? [
          el(
            "optgroup",
            { label: "Differ because" },
            ...why.map(({ cause, rows }) => option(`cause:${cause}`, causeName(cause), rows)),
          ),
        ]
      : []),
  ];
}

/** One row. What stands in it came from somebody's file, so it goes in as text. */
export function row({
  line,
  outcome,
  cause,
  alsoFits,
  because,
  error,
  job,
  submittedAt,
  shot,
  billed,
  expected,
  difference: d,
  rate,
}) {
  const { seller, model, ...rest } = shot;
  const words = Object.entries(rest)
    .map(([name, value]) => say(name, value))
    .join(", ");
  const name = model ?? "no model";
  const where = rate?.split("/").slice(0, -1).join("/");
  const when = submittedAt ? date(submittedAt.slice(0, 10)) : "";
  return tr(
    el("td", { className: "num line", "data-label": "Line" }, digits(String(line))),
    th(
      where ? el("a", { href: `/models/${where}/#${rate}` }, name) : name,
      el("small", {}, [seller && sellerName(seller), words].filter(Boolean).join(" · ")),
      el("small", {}, [job, when].filter(Boolean).join(" · ")),
    ),
    num("Billed", billed ? digits(amount(billed)) : "–"),
    num("Expected", expected ? digits(amount(expected)) : el("span", { className: "why" }, billed ? "not known" : "–")),
    num("Difference", outcome === "differs" ? difference(d) : "–"),
    el(
      "td",
      { className: "because", "data-label": "Why" },
      el("b", { className: "tag" }, cause ? causeName(cause) : outcomes[outcome][0]),
      " ",
      el(
        "span",
        {},
        ...(error
          ? [error.field ? el("code", {}, error.field) : "", error.field ? ": " : "", `${error.message}.`]
          : [sentence(because)]),
      ),
      ...(error?.accepted.length
        ? [
            " ",
            el(
              "small",
              {},
              `Accepted: ${error.accepted.slice(0, 12).join(", ")}${error.accepted.length > 12 ? " …" : ""}.`,
            ),
          ]
        : []),
      ...(alsoFits.length ? [" ", el("small", {}, `Also fits: ${alsoFits.map(causeName).join(", ")}.`)] : []),
    ),
  );
}

const tr = (...cells) => el("tr", {}, ...cells);
const th = (...children) => el("th", { scope: "row" }, ...children);
const num = (label, ...children) => el("td", { className: "num", "data-label": label }, ...children);
