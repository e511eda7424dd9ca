// The shots that somebody priced lately, so that the second visit begins where
// the first ended. They stay in this browser.

import { keep, kept } from "../shared/kept.mjs";

/**
 * A shot's address, and words that name it but no price, which may change.
 * @typedef {{ query: string, words: string }} Shot
 */

const name = "reelrate-recent";
const most = 6;

/** @returns {Shot[]} the latest first */
export function recent() {
  try {
    /** @type {unknown} */
    const list = JSON.parse(kept(name) || "[]");
    return Array.isArray(list) ? list.filter(isShot).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** @param {unknown} value @returns {value is Shot} */
const isShot = (value) => {
  const { query, words } = /** @type {Partial<Shot>} */ (value ?? {});
  return typeof query === "string" && typeof words === "string";
};

/** @param {Shot} shot */
export const remember = (shot) => write([shot, ...recent().filter(({ words }) => words !== shot.words)].slice(0, most));

export const forget = () => keep(name, "");

/** @param {Shot[]} list */
const write = (list) => keep(name, JSON.stringify(list));
