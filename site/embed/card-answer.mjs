// What a calculator shows of an answer: a price with the arithmetic, the doubts and
// the sources, or a refusal with what has a price.

import { digits, el, unit } from "../scripts/shared/dom.mjs";
import { cites, explained, stands } from "../scripts/shared/pieces.mjs";
import { capital, counted, sentence } from "../scripts/shared/text.mjs";
import { about, date, fine, noun, shotDetails, shotWords } from "../scripts/shared/words.mjs";

/** @import { Fault, Members, Model, PricedShot, Quote } from "../scripts/shared/answers.d.ts" */
/** @import { Child } from "../scripts/shared/dom.mjs" */
/** @import { Take } from "../scripts/shared/pieces.mjs" */
/** @import { Shown } from "./answering.mjs" */
/** @import { Words } from "./words.mjs" */

/**
 * @typedef {object} How a price is shown
 * @property {Model | undefined} model whose price it is
 * @property {Words} spoken
 * @property {string} day of the table where that is not today's, in words
 * @property {boolean} compact
 * @property {boolean} open whether the sources are
 */

/** @param {Quote} answer @param {How} how */
export function priced(answer, how) {
  const { spoken, day, compact } = how;
  const out = [
    el("p.shot", { part: "shot" }, shotWords(answer)),
    el("dl.figures", { part: "figures" }, ...figures(answer, how)),
    ...stood(stands(answer), day),
  ];
  if (answer.warnings.length > 0) {
    const list = answer.warnings.map(({ message }) => el("li", sentence(message)));
    out.push(el("ul.warnings", { part: "warnings", "aria-label": spoken.warnings }, ...list));
  }
  return compact ? out : [...out, ...reasons(answer, how)];
}

/** @param {Quote} answer @param {How} how */
function figures(answer, { model, spoken, compact }) {
  const { credits, dollars, dollarsReason, perSecond, total, offer } = answer;
  const sign = about(answer);
  const out = [];
  if (credits) {
    const figure = el("dd", { part: "credits" }, sign, ...unit(credits.display));
    out.push(el("div.main", el("dt", spoken.credits), figure));
  }
  const paid = dollars && offer ? ` ${spoken.withPlan(offer.name)}` : "";
  const figure = dollars ? [sign, digits(dollars.display)] : ["–", el("small", sentence(dollarsReason ?? ""))];
  out.push(el("div.main", el("dt", spoken.dollars + paid), el("dd", { part: "dollars" }, ...figure)));
  const second = [perSecond.credits?.display, perSecond.dollars && sign + fine(perSecond.dollars)].filter(isText);
  if (second.length > 0 && !compact) {
    out.push(el("div", el("dt", spoken.second), el("dd", { part: "per-second" }, ...lines(second))));
  }
  if (total.generations !== "1") {
    const times = `${counted(answer.count, noun(model))} × ${counted(answer.takes, "take")}`;
    const sums = [total.credits?.display, total.dollars && sign + total.dollars.display].filter(isText);
    out.push(el("div", el("dt", `${spoken.total} ${times}`), el("dd", { part: "total" }, ...lines(sums))));
  }
  return out;
}

/** @param {string | null | undefined} text @returns {text is string} */
const isText = (text) => Boolean(text);

/** @param {string[]} texts */
const lines = (texts) => texts.flatMap((text, i) => [i ? el("br") : "", digits(text)]);

/** @param {Quote} answer @param {How} how */
function reasons(answer, { spoken, open }) {
  const out = [];
  if (answer.steps.length > 0) {
    const steps = answer.steps.map((step) => el("li", digits(step)));
    out.push(el("ol.steps", { part: "steps", "aria-label": spoken.arithmetic }, ...steps));
  }
  const sources = cites(answer);
  if (sources.length > 0) {
    const list = [el("summary", spoken.sources), el("ul", ...sources)];
    out.push(el("details.sources", { part: "sources", open }, ...list));
  }
  return out;
}

/**
 * @param {Fault} fault
 * @param {{ request: Members, spoken: Words, day: string, take: Take }} how
 */
export function refused(fault, { request, spoken, day, take }) {
  /** @param {PricedShot} shot @param {string} why */
  const name = (shot, why) =>
    shot.seller === request.seller && shot.model === request.model
      ? shotDetails(shot)
      : [`${shot.model} at ${shot.seller}`, shotDetails(shot), why].filter(Boolean).join(" · ");
  const why = fault.field ? spoken.noPriceFor(fault.field) : sentence(spoken.noPrice);
  return [
    el("p.shot", { part: "shot" }, why),
    el("div.refusal", { part: "refusal" }, ...explained(fault, take, name)),
    ...stood([], day),
  ];
}

/**
 * How a price stands, with the day of the table where that is not today's.
 * @param {Child[]} words
 * @param {string} day
 */
function stood(words, day) {
  const all = words.length > 0 && day ? [...words, `, ${day}`] : day ? [capital(day)] : words;
  return all.length > 0 ? [el("p.standing", { part: "standing" }, ...all)] : [];
}

/**
 * By which table and for which day it was worked out.
 * @param {Pick<Shown, "request" | "answer" | "note" | "full" | "spoken">} shown
 */
export function madeBy({ request, answer: { table, asOf }, note, full, spoken }) {
  const day = request.asOf ? `, ${spoken.pricedFor} ${date(asOf.slice(0, 10))}` : "";
  const out = el("p.from", { part: "from" });
  if (note) out.append(el("span.note", { part: "note" }, note));
  out.append(el("span", { part: "table" }, `${spoken.table} ${table.version}${day}`));
  if (full) out.append(el("a", { href: full, part: "link", target: "_blank", rel: "noopener" }, spoken.full));
  return out;
}
