// The state of the calculator, beside what its form and its page say themselves.

import { one } from "../shared/dom.mjs";

/** @import { Members, Model } from "../shared/answers.d.ts" */

/**
 * @typedef {object} State
 * @property {Model | undefined} model the chosen one; undefined where its seller has none of that name
 * @property {Members} extras members of the request that no control shows
 * @property {Members} typed what the reader has entered since a request was last shown
 * @property {Todo} todo of the next update
 * @property {string} table version of the table that the last answer came from
 * @property {string | undefined} pinned table that the address was made with; undefined once the reader asks otherwise
 */

/**
 * What an update has to do before it asks for the price.
 * @typedef {object} Todo
 * @property {Members} [show] a request, in place of what is in the form
 * @property {string} [twice] a parameter that its address has more than once, which is refused
 * @property {boolean} [fit] the form has to be shaped to its model
 * @property {boolean} [moved] another seller was chosen
 * @property {boolean} [helpful] what is missing gets a value that has a price; by default where nothing is shown
 * @property {boolean} [remember] the address follows
 */

/**
 * As the page was built.
 * @returns {State}
 */
export const begun = () => ({
  model: undefined,
  extras: {},
  typed: {},
  todo: {},
  table: one(document, "[data-version]", HTMLElement).dataset.version ?? "",
  pinned: undefined,
});
