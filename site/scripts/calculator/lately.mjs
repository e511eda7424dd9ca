// The list of recent shots, where the page has one: an embedded page keeps nothing.

import { byId, el } from "../shared/dom.mjs";
import { delayed } from "../shared/delayed.mjs";
import { forget, recent, remember } from "./recent.mjs";

/** @import { Shot } from "./recent.mjs" */

export function showRecent() {
  const place = document.getElementById("recent");
  if (!place) return;
  const list = recent().map(({ query, words }) => el("li", el("a", { href: `?${query}` }, words)));
  place.hidden = list.length === 0;
  byId("recent-shots").replaceChildren(...list);
}

export function forgetAll() {
  forget();
  showRecent();
}

const liked = delayed();

/**
 * A price that stays for a while was wanted: its shot is kept for the next visit.
 * @param {Shot} shot
 */
export function like(shot) {
  if (!document.getElementById("recent")) return;
  liked(() => {
    remember(shot);
    showRecent();
  }, 2000);
}
