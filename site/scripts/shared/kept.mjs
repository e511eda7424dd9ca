// What this browser keeps under a name. It may forbid that (a private window, a sandboxed
// frame): then nothing is kept, and the page does without.

/** @param {string} name @returns {string} "" where there is nothing */
export function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name @param {string} text "" for nothing */
export function keep(name, text) {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    // as its owner wants it
  }
}
