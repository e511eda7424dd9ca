// What <reelrate-price> shows: one figure in a line of text, "8 s Veo 3 = 480 credits".
// How the price stands is there for who points at it, listens or copies, and a
// doubtful figure is underlined otherwise, so that the line is as long as ever.

import { digits, el } from "../scripts/shared/dom.mjs";
import { fine, say, shotDetails, standing, tableDay } from "../scripts/shared/words.mjs";
import style from "./line.css";

export class Line {
  style = style;
  node = el("span", { className: "line" });

  show({ request, answer, note, spoken, kept, full, compact }) {
    const parts = answer.error ? [refused(answer.error, spoken)] : figures(answer, compact);
    const body = full ? el("a", { href: full, part: "link", rel: "noopener" }, ...parts) : el("span", {}, ...parts);
    const stands = [answer.error ? "" : standing(answer, request.asOf), kept && spoken.pricesOf(tableDay(answer))]
      .filter(Boolean)
      .join(", ");
    this.node.title = stands;
    this.node.replaceChildren(
      el("span", { part: "price" }, body, ...(note ? [" ", el("small", { part: "note" }, `(${note})`)] : [])),
      ...(stands ? [el("span", { className: "stands", part: "standing" }, `, ${stands}`)] : []),
    );
  }

  disable() {} // there is nothing to press
}

function figures(answer, compact) {
  const { credits, dollars } = answer.total;
  const many = answer.total.generations !== "1";
  const about = ["approx", "estimated"].includes(answer.precision) ? "≈ " : "";
  const figure = el(
    "b",
    { part: "figure", className: answer.standing?.doubts.length ? "doubted" : "" },
    about,
    digits((credits ?? dollars).display),
  );
  const out = [figure];
  if (credits && dollars)
    out.push(
      " ",
      el("span", { part: "dollars" }, `(${about}`, digits(many ? dollars.display : fine(answer.dollars)), ")"),
    );
  return compact ? out : [el("span", { part: "shot" }, ...inWords(answer)), " = ", ...out];
}

/** "40 × 3 takes × 8 s Veo 3, 1080p": the length before the model, the rest behind. */
function inWords({ shot: { seconds, ...rest }, model, count, takes }) {
  const times = [count !== "1" && count, takes !== "1" && `${takes} takes`]
    .filter(Boolean)
    .map((n) => `${n} × `)
    .join("");
  const length = seconds ? `${say("seconds", seconds)} ` : "";
  return [digits(times), length, [model?.name, shotDetails(rest)].filter(Boolean).join(", ")];
}

const refused = ({ field, message }, { noPrice }) =>
  el("span", { part: "refusal" }, `${noPrice} (${field ? `${field}: ` : ""}${message})`);
