// The models that a line may name, and what their names mean.

import { fold } from "../shared/fold.mjs";

/** @import { Model } from "../shared/answers.d.ts" */
/** @import { Line } from "./project.mjs" */

/** @typedef {Record<string, string>} Names of the sellers that the site shows, by id and in its order */
/** @typedef {ReturnType<typeof catalogue>} Catalogue */

/**
 * The models of the sellers that the site shows.
 * @param {readonly Model[]} models
 * @param {Names} names
 * @param {string} day that they are of, "" for today
 */
export function catalogue(models, names, day) {
  const shown = models.filter(({ seller }) => Object.hasOwn(names, seller.id));

  /** @param {Line} line */
  const find = ({ seller, model }) => shown.find((m) => m.seller.id === seller && m.id === model);

  /**
   * What a name means: seller/model, or a model's id or name, at one seller before
   * anywhere else.
   * @param {string} text
   * @param {string} before
   */
  function named(text, before) {
    const [, seller = "", model = ""] = /^([^/]*)\/(.*)$/s.exec(text) ?? [];
    if (find({ seller, model })) return { seller, model };
    const wanted = fold(text);
    const found = shown.filter((m) => fold(m.id) === wanted || fold(m.name) === wanted);
    const one = found.find((m) => m.seller.id === before) ?? (found.length === 1 ? found[0] : undefined);
    if (one) return { seller: one.seller.id, model: one.id };
    return Object.hasOwn(names, seller) ? { seller, model } : { seller: before, model: text };
  }

  /** Those that are sold, by seller. */
  const sold = Object.entries(names)
    .map(([id, name]) => ({ name, models: shown.filter((m) => m.seller.id === id && m.state === "available") }))
    .filter((group) => group.models.length > 0);

  return { day, find, named, sold };
}
