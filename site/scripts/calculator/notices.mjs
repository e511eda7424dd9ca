// What the page says beside the price, and the refusals that are the page's own.

import { delayed } from "../shared/delayed.mjs";
import { byId, one } from "../shared/dom.mjs";

/** @import { Fault, TableName } from "../shared/answers.d.ts" */

/** @param {string} id @param {string | null} text */
function tell(id, text) {
  byId(id).textContent = text ?? "";
  byId(id).hidden = !text;
}

export const engineless = () =>
  tell(
    "notice",
    "The calculator’s engine could not start in this browser, so each price is asked of the API instead. " +
      "The tables on the first page need neither.",
  );

/**
 * Tells of a price by another table than the page's.
 * @param {TableName} table
 */
export function checkTable({ version, digest }) {
  if (digest === one(document, "[data-digest]", HTMLElement).dataset.digest) return;
  tell(
    "notice",
    `This price comes from rate table ${version}, newer or older than the one that this page was made from. ` +
      "Reload to see the same everywhere.",
  );
}

/**
 * What has become of the price of a link.
 * @param {string | null} note
 */
export const toldSince = (note) => tell("since", note);

const quiet = delayed();

/** Screen readers hear the price when the typing pauses, not at every key. */
export function settled() {
  const result = byId("result");
  result.setAttribute("aria-busy", "true");
  quiet(() => result.removeAttribute("aria-busy"), 400);
}

/** @type {Fault} */
export const unreachable = {
  code: "unreachable",
  field: null,
  message:
    "neither the engine in this page nor the API can be reached, so nothing can be worked out now; " +
    "the tables on the first page hold every price",
  accepted: [],
  alternatives: [],
};

/**
 * @param {string} field
 * @returns {Fault}
 */
export const givenTwice = (field) => ({
  code: "invalid_query",
  field,
  message: "this parameter is given more than once",
  accepted: [],
  alternatives: [],
});
