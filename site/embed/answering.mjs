// All that an element needs once it has been seen: who answers, and what shows
// the answer. Until then a page has only the elements themselves.

export { Card } from "./card.mjs";
export { Line } from "./line.mjs";
export { asker, inTurn, startOver } from "./program.mjs";
export { since } from "../scripts/shared/since.mjs";
export { words } from "./words.mjs";

/** @import { Answer, Members } from "../scripts/shared/answers.d.ts" */
/** @import { Sold } from "../scripts/shared/catalogue.mjs" */
/** @import { Take } from "../scripts/shared/pieces.mjs" */
/** @import { Asker } from "./program.mjs" */
/** @import { Words } from "./words.mjs" */

/**
 * What is shown.
 * @typedef {object} Shown
 * @property {Members} request
 * @property {Answer<"quote">} answer
 * @property {Sold} [sold] what the view has asked for
 * @property {string | null} note what has become of the price since the page was written
 * @property {boolean} kept whether the prices are those that came with the script
 * @property {Words} spoken
 * @property {string | null} full the page that tells everything
 * @property {boolean} compact
 * @property {Take} take puts what a reader chose into the attributes
 */

/**
 * What shows it in the element's place.
 * @typedef {object} View
 * @property {string} style
 * @property {HTMLElement} node
 * @property {(ask: Asker, request: Members) => Promise<Sold> | undefined} [gather]
 * @property {(shown: Shown) => HTMLElement | undefined} show gives the control at which a
 *   refusal is to be read
 * @property {(disabled: boolean) => void} disable
 */
