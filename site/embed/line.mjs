// What <reelrate-price> shows: one figure in a line of text, "8 s Lyra 2 = 480 credits".
// How the price stands is there for who points at it, listens or copies, and a
// doubtful figure is underlined otherwise, so that the line is as long as ever.

import { digits, el } from "../scripts/shared/dom.mjs";
import { about, fine, say, shotDetails, standing, tableDay } from "../scripts/shared/words.mjs";
import style from "./line.css";

/** @import { Fault, Figure, Quote } from "../scripts/shared/answers.d.ts" */
/** @import { Child } from "../scripts/shared/dom.mjs" */
/** @import { Shown } from "./answering.mjs" */
/** @import { Words } from "./words.mjs" */

export class Line {
  style = style;
  node = el("span.line");

  /** @param {Shown} shown */
  show({ request, answer, note, spoken, kept, full, compact }) {
    const parts = answer.error ? [refused(answer.error, spoken)] : figures(answer, compact);
    const body = full ? el("a", { href: full, part: "link", rel: "noopener" }, ...parts) : el("span", ...parts);
    const price = el("span", { part: "price" }, body);
    if (note) price.append(" ", el("small", { part: "note" }, `(${note})`));
    const how = answer.error ? "" : standing(answer, request.asOf);
    const stands = [how, kept ? spoken.pricesOf(tableDay(answer)) : ""].filter(Boolean).join(", ");
    this.node.title = stands;
    this.node.replaceChildren(price);
    if (stands) this.node.append(el("span.stands", { part: "standing" }, `, ${stands}`));
    return undefined; // there is nothing to choose otherwise
  }

  disable() {} // there is nothing to press
}

/** @param {Quote} answer @param {boolean} compact @returns {Child[]} */
function figures(answer, compact) {
  const { credits, dollars, generations } = answer.total;
  const sign = about(answer);
  const tag = answer.standing && answer.standing.doubts.length > 0 ? "b.doubted" : "b";
  const { display } = /** @type {Figure} */ (credits ?? dollars); // a price has one of them
  const out = [el(tag, { part: "figure" }, sign, digits(display))];
  if (credits && dollars) {
    const paid = answer.dollars && generations === "1" ? fine(answer.dollars) : dollars.display;
    out.push(el("span", { part: "dollars" }, `(${sign}`, digits(paid), ")"));
  }
  const amount = out.flatMap((figure, i) => (i ? [" ", figure] : [figure]));
  return compact ? amount : [el("span", { part: "shot" }, ...inWords(answer)), " = ", ...amount];
}

/**
 * "40 × 3 takes × 8 s Lyra 2, 1080p": the length before the model, the rest behind.
 * @param {Quote} answer
 * @returns {Child[]}
 */
function inWords({ shot: { seconds, ...rest }, model, count, takes }) {
  const times = [count === "1" ? "" : `${count} × `, takes === "1" ? "" : `${takes} takes × `].join("");
  const length = seconds ? `${say("seconds", seconds)} ` : "";
  return [digits(times), length, [model?.name, shotDetails(rest)].filter(Boolean).join(", ")];
}

/** @param {Fault} fault @param {Words} spoken */
const refused = ({ field, message }, { noPrice }) =>
  el("span", { part: "refusal" }, `${noPrice} (${field ? `${field}: ` : ""}${message})`);
