// How the form has to be for a request: which model, what that asks, and what the
// answers are. The form itself is in form.mjs.

import { controls, settle } from "../shared/form.mjs";
import { unsure } from "../shared/words.mjs";

/** @import { Members, Model } from "../shared/answers.d.ts" */
/** @import { Control } from "../shared/form.mjs" */

/**
 * @typedef {object} Shape
 * @property {string} seller
 * @property {string} model
 * @property {string} offer
 * @property {boolean} own whether credits of one's own are priced, without a seller
 * @property {Model | undefined} chosen undefined where the seller has no such model
 * @property {Control[]} asks what the model asks
 * @property {Record<string, string | undefined>} values all other members; undefined where the source states none
 */

/**
 * A request that comes from an address is shown as it is, right or wrong. A change
 * in the form is helped along: what is missing gets a value that has a price.
 *
 * @param {Members} request
 * @param {readonly Model[]} models of its seller
 * @param {object} how
 * @param {boolean} how.helpful
 * @param {boolean} [how.moved] whether another seller was chosen
 * @param {Model} [how.before] the model until now
 * @returns {Shape}
 */
export function shaped(request, models, { helpful, moved, before }) {
  const { seller = "", model = "", offer = "", credits, ...others } = request;
  const named = models.find((m) => m.id === model);
  const chosen = moved ? nearest(models, named, before) : named;
  const given = credits === undefined ? others : { ...others, credits };
  const asks = chosen ? controls(chosen) : [];
  const values = helpful && chosen ? { ...given, ...settle(chosen, asks, given) } : given;
  const own = credits !== undefined && !seller && !model;
  return { seller, model: chosen?.id ?? model, offer, own, chosen, asks, values };
}

/**
 * The same model at another seller, or the first that has a price.
 * @param {readonly Model[]} models of that seller
 * @param {Model | undefined} same the one of the same name
 * @param {Model} [before]
 */
function nearest(models, same, before) {
  const { family = null, medium = "video" } = before ?? {};
  const available = models.filter((m) => m.state === "available");
  const sold = [...available.filter((m) => !unsure(m)), ...available.filter(unsure)];
  return (
    sold.find((m) => m === same) ??
    sold.find((m) => family && m.family === family) ??
    sold.find((m) => m.medium === medium) ??
    sold[0] ??
    models[0]
  );
}

/**
 * What the form does not show. Answers to the questions of another model are void;
 * what is no question of a model stays.
 *
 * @param {Shape["values"]} values
 * @param {Set<string>} shown
 * @param {boolean} asGiven whether all of it has to stay, as it came from an address
 * @returns {Members}
 */
export const extrasOf = (values, shown, asGiven) =>
  Object.fromEntries(
    Object.entries(values)
      .filter(isGiven)
      .filter(([name]) => !shown.has(name) && (asGiven || /^(plan\.|history$)/.test(name))),
  );

/** @param {[string, string | undefined]} member @returns {member is [string, string]} */
export const isGiven = (member) => member[1] !== undefined;
