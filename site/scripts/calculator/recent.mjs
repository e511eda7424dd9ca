// The shots that somebody priced lately, so that the second visit begins where
// the first ended. They stay in this browser. Where it keeps nothing (a private
// window, a sandboxed frame) there are none.

const name = "reelrate-recent";
const most = 6;

/** @returns {{query: string, words: string}[]} the latest first */
export function recent() {
  try {
    const list = JSON.parse(localStorage.getItem(name));
    return list.filter(({ query, words }) => typeof query === "string" && typeof words === "string").slice(0, most);
  } catch {
    return [];
  }
}

/** Keeps a shot: its query, and words that name it but no price, which may change. */
export function remember(query, words) {
  keep([{ query, words }, ...recent().filter((shot) => shot.words !== words)].slice(0, most));
}

export const forget = () => keep([]);

function keep(list) {
  try {
    if (list.length > 0) localStorage.setItem(name, JSON.stringify(list));
    else localStorage.removeItem(name);
  } catch {
    // Nothing is kept then; the calculator works without.
  }
}
