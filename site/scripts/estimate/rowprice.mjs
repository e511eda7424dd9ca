// A line's price, and how it was worked out.

import { digits, el } from "../shared/dom.mjs";
import { stands } from "../shared/pieces.mjs";
import { capital, counted, sentence } from "../shared/text.mjs";
import { isAbout } from "./priced.mjs";
import { mark } from "./wording.mjs";

/** @import { Line, RefusedLine } from "../shared/answers.d.ts" */

/** @param {Line} line */
export function priceOf(line) {
  if (line.status === "refused") return [el("b.none", "No price")];
  const { total, price, count, takes } = line;
  const about = mark(isAbout(line));
  const each = count === "1" && takes === "1" ? "" : digits(`${about}${price.display} each`);
  return [el("b", about, digits(total.display)), " ", el("small", each), " ", el("small.stands", ...stands(line))];
}

/**
 * @param {{ summary: Element, content: Element }} how
 * @param {Exclude<Line, RefusedLine>} line
 * @param {string | null | undefined} enough attempts in nine cases of ten
 */
export function showHow({ summary, content }, { steps, warnings, takes }, enough) {
  const doubts = warnings.length > 0 ? counted(String(warnings.length), "doubt") : "";
  summary.textContent = capital([steps.length > 0 && "arithmetic", doubts].filter(Boolean).join(", "));
  content.replaceChildren(el("ol.steps", ...steps.map((step) => el("li", digits(step)))));
  if (enough && takes !== "1") {
    content.append(el("p", `In nine cases of ten ${enough} attempts are enough, if one in ${takes} is kept.`));
  }
  if (warnings.length > 0) content.append(el("ul.doubts", ...warnings.map((w) => el("li", sentence(w.message)))));
}
