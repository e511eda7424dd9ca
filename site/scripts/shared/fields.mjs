// The controls of a request, made and filled.

import { el } from "./dom.mjs";
import { capital } from "./text.mjs";
import { label, terms } from "./words.mjs";

/** @import { Figure, Model, Offers } from "./answers.d.ts" */
/** @import { Control } from "./form.mjs" */

/**
 * Selects a value, also one that the list does not have: the engine shall judge it.
 * @param {HTMLSelectElement} select
 * @param {string} value
 * @param {string} none what is read where the value is empty
 */
export function choose(select, value, none = "choose") {
  for (const stray of select.querySelectorAll("[data-stray]")) stray.remove();
  if (![...select.options].some((o) => o.value === value)) {
    select.prepend(el("option", { value, "data-stray": "" }, value || none));
  }
  select.value = value;
}

/** Where credits of one's own are priced, there is no seller and no model. */
export const ownCredits = "none: your own credits";

const groups = {
  available: "",
  sunset: "No longer sold",
  ended: "No longer priced",
  not_yet: "Not priced yet",
  unpriced: "No usable price",
};

/**
 * The options of models, by what can be had and by medium.
 * @param {readonly Model[]} models
 */
function modelOptions(models) {
  /** @type {HTMLElement[]} */
  const out = [];
  const media = new Set(models.map((m) => m.medium));
  for (const [state, title] of Object.entries(groups)) {
    for (const medium of media) {
      const list = models
        .filter((m) => m.state === state && m.medium === medium)
        .map((m) => el("option", { value: m.id }, m.name));
      const heading = title || (media.size > 1 ? capital(medium) : "");
      if (list.length > 0) out.push(...(heading ? [el("optgroup", { label: heading }, ...list)] : list));
    }
  }
  return out;
}

/**
 * @param {HTMLSelectElement} select
 * @param {readonly Model[]} models
 * @param {string} chosen
 * @param {boolean} [own] whether credits of one's own are priced
 */
export function fillModels(select, models, chosen, own) {
  select.replaceChildren(...modelOptions(models));
  choose(select, chosen, own ? ownCredits : undefined);
}

/**
 * @param {HTMLElement} field the control with its label
 * @param {Offers["offers"]} offers
 * @param {string} chosen
 * @param {boolean} [helpful] whether another offer is chosen where that has no price
 */
export function fillOffers(field, offers, chosen, helpful) {
  const select = /** @type {HTMLSelectElement} */ (field.querySelector("select"));
  const list = offers.map(({ id, name, perCredit, price, credits, ...o }) => {
    const said =
      perCredit && price && credits ? terms({ ...o, price: trimmed(price), credits }) : "no price per credit";
    return el("option", { value: id ?? "", disabled: !perCredit }, `${name}: ${said}`);
  });
  const priced = offers.filter((o) => o.perCredit);
  const best = helpful && !priced.some((o) => o.id === chosen) ? (priced[0]?.id ?? "") : chosen;
  field.hidden = list.length === 0 && !best;
  select.replaceChildren(el("option", { value: "" }, "not chosen"), ...list);
  choose(select, best);
}

/**
 * "179.000000" as 179, "6.990000" as 6.99.
 * @param {Figure} figure
 */
const trimmed = ({ value, min }) => (value ?? min).replace(/\.?0+$/, "");

/**
 * A control with its label.
 * @param {Control} of
 */
export function control({ name, kind, label: title = "", values = [], hint }, value = "") {
  const input =
    kind === "choice" ? choice(name, values, value) : el("input", { name, value, inputMode: "decimal", maxLength: 12 });
  const words = el("span", title, ...(hint ? [" ", el("small", hint)] : []));
  return el("label.field", { "data-control": name }, words, input);
}

/** @param {string} name @param {readonly string[]} values @param {string} value */
function choice(name, values, value) {
  const select = el("select", { name }, ...values.map((v) => el("option", { value: v }, label(name, v))));
  choose(select, value, "not given");
  return select;
}
