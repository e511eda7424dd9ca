// Shots that the site knows: common ones, those of its example, and the model of one
// that names none.

/** @import { Line } from "./project.mjs" */
/** @import { Sold } from "./shotlist.mjs" */

/** @typedef {Sold & Partial<Line> & { name: string, note?: string, takes: string, count: string }} Preset */

/**
 * @typedef {object} Usual
 * @property {Preset[]} presets
 * @property {Preset[]} example
 * @property {Sold & Partial<Line>} start
 */

/** @param {Preset} preset @returns {Line} */
export const lineOf = ({ name, note: _note, ...shot }) => ({ label: name, ...shot });

/** @param {string} text */
const bare = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** What a shot says of itself, or what is no part of it. */
const own = ["name", "note", "seconds", "count", "takes"];

/**
 * The model that the presets have for such a shot, and how they have it made, else that
 * of the first price of the site.
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
  const { seller, model, ...shot } = (wanted && presets.find(suits)) || start;
  const others = Object.entries(shot).filter(([name, value]) => value && !own.includes(name));
  return { seller, model, ...Object.fromEntries(others) };
}
