// A checked file, drawn: what it comes to, why rows differ, and a page of rows.

import { digits, el } from "../shared/dom.mjs";
import { sentence } from "../shared/text.mjs";
import { date, say } from "../shared/words.mjs";
import { amount, everyOutcome, grouped, outcomes, rowsOf, signed } from "./reconcile-words.mjs";

/** @import { Figure, Reconciliation } from "../shared/answers.d.ts" */
/** @import { Child } from "../shared/dom.mjs" */
/** @import { KeptRow } from "./messages.d.ts" */
/** @import { Currencies } from "./reconcile-words.mjs" */

/** @param {string} cause */
const causeName = (cause) => document.querySelector(`#cause-${cause} dt`)?.textContent ?? cause;

/** @param {string} id */
function sellerName(id) {
  const option = document.querySelector(`usage-check [name=seller] [value="${CSS.escape(id)}"]`);
  return option instanceof HTMLOptionElement ? option.text : id;
}

/** A difference with its sign; what is not known is said. @param {Figure | null} figure */
const difference = (figure) => (figure ? el("b", digits(signed(figure))) : el("span.why", "not known"));

/** How many rows came to what. @param {Reconciliation} answer */
export const counts = ({ outcomes: found }) =>
  everyOutcome.map((name) => {
    const out = el(`div.${name}`, el("dt", outcomes[name][0]), el("dd", grouped(found[name])));
    out.classList.toggle("zero", found[name] === 0);
    return out;
  });

/** @param {Figure} figure @param {number} rows */
const over = (figure, rows) =>
  rows > 0 ? [el("span", digits(amount(figure))), " ", el("small", `in ${rowsOf(rows)}`)] : ["–"];

/** @param {Reconciliation} answer @param {Currencies} currencies */
export const totals = (answer, currencies) =>
  answer.totals.map((t) => {
    const held = Number(t.held.min) > 0 ? el("small", `${amount(t.held)} held by jobs that have not ended`) : "";
    return tr(
      th(currencies[t.currency] ?? t.currency, held),
      num("Billed", ...over(t.billed, t.rows)),
      num("Expected", ...over(t.expected, t.compared)),
      num("Difference", t.compared > 0 ? difference(t.difference) : "–"),
    );
  });

/**
 * @param {Reconciliation} answer
 * @param {Currencies} currencies
 * @param {(cause: string) => void} show lists the rows of a cause
 */
export const causes = (answer, currencies, show) =>
  answer.causes.map(({ cause, rows, differences }) => {
    const sums = differences.map(({ currency, difference: d }) => {
      const named = d && !("cents" in d) && differences.length > 1;
      return el("span.sum", difference(d), ...(named ? [" ", el("small", currencies[currency] ?? currency)] : []));
    });
    const button = el("button", { type: "button", onclick: () => show(cause) }, causeName(cause));
    return tr(th(button), num("Rows", grouped(rows)), num("Difference", ...sums));
  });

/** The ways to narrow the rows, with how many each leaves. @param {Reconciliation} answer */
export function filters({ outcomes: found, causes: why }) {
  const option = (/** @type {string} */ value, /** @type {string} */ words, /** @type {number} */ n) =>
    el("option", { value }, `${words} (${grouped(n)})`);
  const { differs, unpriced, malformed } = found;
  /** @type {HTMLElement[]} */
  const out = [option("", "all to look at", differs + unpriced + malformed)];
  if (differs > 0) out.push(option("differs", "all that differ", differs));
  if (unpriced > 0) out.push(option("unpriced", outcomes.unpriced[0], unpriced));
  if (malformed > 0) out.push(option("malformed", outcomes.malformed[0], malformed));
  const because = why.map(({ cause, rows }) => option(`cause:${cause}`, causeName(cause), rows));
  if (because.length > 0) out.push(el("optgroup", { label: "Differ because" }, ...because));
  return out;
}

/** One row. What stands in it came from somebody's file, so it goes in as text. @param {KeptRow} row */
export function row(row) {
  const { line, outcome, billed, expected } = row;
  const unknown = el("span.why", billed ? "not known" : "–");
  return tr(
    el("td.num.line", { "data-label": "Line" }, digits(String(line))),
    what(row),
    num("Billed", billed ? digits(amount(billed)) : "–"),
    num("Expected", expected ? digits(amount(expected)) : unknown),
    num("Difference", outcome === "differs" ? difference(row.difference) : "–"),
    why(row),
  );
}

/** What was billed: the model, the shot and the job. @param {KeptRow} row */
function what({ shot, rate, job, submittedAt }) {
  const { seller, model = "no model", ...rest } = shot;
  const words = Object.entries(rest).map(([name, value]) => say(name, value));
  const page = rate?.split("/").slice(0, -1).join("/");
  const name = page ? el("a", { href: `/models/${page}/#${rate}` }, model) : model;
  const when = submittedAt ? date(submittedAt.slice(0, 10)) : "";
  return th(name, small(seller && sellerName(seller), words.join(", ")), small(job, when));
}

/** @param {...(string | null | undefined)} parts */
const small = (...parts) => el("small", parts.filter(Boolean).join(" · "));

/** Why it differs, or cannot be compared. @param {KeptRow} row */
function why({ outcome, cause, because, error, alsoFits }) {
  const tag = el("b.tag", cause ? causeName(cause) : outcomes[outcome][0]);
  const out = el("td.because", { "data-label": "Why" }, tag, " ");
  if (!error) out.append(el("span", sentence(because ?? "")));
  else {
    out.append(el("span", ...(error.field ? [el("code", error.field), ": "] : []), `${error.message}.`));
    const accepted = error.accepted.slice(0, 12).join(", ") + (error.accepted.length > 12 ? " …" : "");
    if (accepted) out.append(" ", el("small", `Accepted: ${accepted}.`));
  }
  if (alsoFits.length > 0) out.append(" ", el("small", `Also fits: ${alsoFits.map(causeName).join(", ")}.`));
  return out;
}

/** @param {...HTMLTableCellElement} cells */
const tr = (...cells) => el("tr", ...cells);

/** @param {...Child} children */
const th = (...children) => el("th", { scope: "row" }, ...children);

/** @param {string} label @param {...Child} children */
const num = (label, ...children) => el("td.num", { "data-label": label }, ...children);
