// The choice of a line's model.

import { el } from "../shared/dom.mjs";

/** @import { Catalogue } from "./models.mjs" */
/** @import { Line } from "./project.mjs" */

/**
 * Models by seller, those that are sold; the line's own in any case.
 * @param {HTMLSelectElement} select
 * @param {Catalogue | undefined} catalogue
 * @param {Line} line
 */
export function fillModels(select, catalogue, { seller = "", model = "" }) {
  const value = `${seller}/${model}`;
  const groups = (catalogue?.sold ?? []).map(({ name, models }) => {
    const options = models.map((m) => el("option", { value: `${m.seller.id}/${m.id}` }, m.name));
    return el("optgroup", { label: name }, ...options);
  });
  select.replaceChildren(...groups);
  if (![...select.options].some((o) => o.value === value)) {
    select.prepend(el("option", { value }, stray(catalogue, seller, model)));
  }
  select.value = value;
}

/**
 * A model that is not sold, in words.
 * @param {Catalogue | undefined} catalogue
 * @param {string} seller
 * @param {string} model
 */
function stray(catalogue, seller, model) {
  const known = catalogue?.find({ seller, model });
  if (known) return `${known.name} (${known.state.replace("_", " ")})`;
  return model || seller ? `${model || "?"} at ${seller || "?"}` : "choose";
}
