// The lines, priced. ask is the engine or the API, which answer alike.

import { request, said } from "./project.mjs";

/** @import { Ask, Estimate, Fault, Line, RefusedLine, Requests } from "../shared/answers.d.ts" */
/** @import { State } from "./project.mjs" */

/**
 * Lines as the state has them, each with its price or its error. There is no answer
 * where no line could be read.
 * @typedef {object} Priced
 * @property {Line[]} lines
 * @property {number} refused how many have no price
 * @property {Requests["estimate"]} asked without those that cannot be read
 * @property {Estimate} [answer]
 * @property {undefined} [error]
 */

/**
 * Prices the lines. A line that cannot even be read is set aside with the reason
 * and the others are asked for again, as one of them must not cost all the rest.
 *
 * @param {Ask} ask
 * @param {State} state
 * @returns {Promise<Priced | { error: Fault }>} an error that is of no line
 */
export async function priced(ask, state) {
  const whole = request(state);
  /** @type {Map<number, RefusedLine>} */
  const aside = new Map();
  for (;;) {
    const kept = [...whole.lines.keys()].filter((i) => !aside.has(i));
    const asked = { ...whole, lines: kept.map((i) => whole.lines[i]) };
    /** @param {readonly Line[]} answered */
    const gather = (answered) => whole.lines.map((_, i) => aside.get(i) ?? answered[kept.indexOf(i)]);
    if (kept.length === 0) return { lines: gather([]), refused: aside.size, asked };
    const answer = await ask("estimate", asked);
    if (!answer.error) return { lines: gather(answer.lines), refused: answer.refused + aside.size, asked, answer };
    const [, n, field] = /^lines\.(\d+)(?:\.(.*))?$/.exec(answer.error.field ?? "") ?? [];
    const i = kept[Number(n ?? -1)];
    if (i === undefined) return { error: answer.error };
    aside.set(i, unread(state, i, { ...answer.error, field: field ?? null }));
  }
}

/**
 * A line that cannot be read, as the engine has one that has no price.
 * @param {State} state
 * @param {number} i
 * @param {Fault} error
 * @returns {RefusedLine}
 */
function unread({ lines }, i, error) {
  const { label = null, project = null, client = null, count, takes, ...shot } = said(lines[i]);
  const code = /** @type {RefusedLine["error"]["code"]} */ (error.code);
  return { line: i + 1, label, project, client, status: "refused", shot, error: { ...error, code } };
}

/**
 * Whether the source gives a line's price as approximate; a sum with such a price in
 * it is approximate too.
 * @param {Line} line
 */
export const isAbout = (line) =>
  line.status !== "refused" && line.warnings.some(({ code }) => code === "approximate" || code === "estimated");
