// What a page keeps in its browser, and gives to it as a file.

import { el } from "dom.mjs";

const key = "reelrate-estimate";

/** Saves a text as a file. */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

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
