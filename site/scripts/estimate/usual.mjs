// Shots that the site knows: common ones, those of its example, and the model of one
// that names none.

/** @import { Line } from "./project.mjs" */
/** @import { Sold } from "./shotlist.mjs" */

/** @typedef {Sold & { name: string, seconds: string, takes: string, count: string }} Preset */

/**
 * @typedef {object} Usual
 * @property {Preset[]} presets
 * @property {Preset[]} example
 * @property {Sold} start
 */

/** @param {Preset} preset @returns {Line} */
export const lineOf = ({ name, seller, model, seconds, takes, count }) => ({
  label: name,
  seller,
  model,
  seconds,
  count,
  takes,
});

/** @param {string} text */
const bare = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/**
 * The model that the presets have for such a shot, else that of the first price of
 * the site.
 * @param {Usual} usual
 * @param {string} label
 * @returns {Sold}
 */
export function guess({ presets, start }, label) {
  const wanted = bare(label);
  const suits = (/** @type {Preset} */ { name }) => {
    const first = bare(name.split(" ")[0]);
    return wanted.includes(bare(name)) || (first.length > 3 && wanted.includes(first));
  };
  const { seller, model } = (wanted && presets.find(suits)) || start;
  return { seller, model };
}
