// What the estimate keeps in its browser.

const key = "reelrate-estimate";

/** A browser may forbid its storage; the page then does without. */
export function stored() {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function store(text) {
  try {
    if (text) localStorage.setItem(key, text);
    else localStorage.removeItem(key);
  } catch {
    // nothing is kept, as its owner wants it
  }
}
