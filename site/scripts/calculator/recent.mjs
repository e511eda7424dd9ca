// The shots that somebody priced lately, so that the second visit begins where
// the first ended. They stay in this browser. Where it keeps nothing (a private
// window, a sandboxed frame) there are none.

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
    const list = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(list) ? list.filter(isShot).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** @param {unknown} kept @returns {kept is Shot} */
const isShot = (kept) => {
  const { query, words } = /** @type {Partial<Shot>} */ (kept ?? {});
  return typeof query === "string" && typeof words === "string";
};

/** @param {Shot} shot */
export const remember = (shot) => keep([shot, ...recent().filter(({ words }) => words !== shot.words)].slice(0, most));

export const forget = () => keep([]);

/** @param {Shot[]} list */
function keep(list) {
  try {
    if (list.length > 0) localStorage.setItem(name, JSON.stringify(list));
    else localStorage.removeItem(name);
  } catch {
    // Nothing is kept then; the calculator works without.
  }
}
