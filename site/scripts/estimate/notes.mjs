// What the page says beside its numbers.

import { byId, el, one } from "../shared/dom.mjs";
import { printable } from "../shared/text.mjs";

/** @typedef {[label: string, act: () => void]} Button */

/** @param {Button} of */
const button = ([label, onclick]) => el("button", { type: "button", onclick }, label);

/**
 * Says what has happened, with a way back.
 * @param {string} text
 * @param {Button} [undo]
 */
export function say(text, undo) {
  byId("said").replaceChildren(printable(text), ...(undo ? [" ", button(undo)] : []));
}

/**
 * A note that stays, one for each subject.
 * @param {string} subject
 * @param {string} text
 * @param {...Button} buttons
 */
export function note(subject, text, ...buttons) {
  const place = one(document, `[data-note="${subject}"]`, HTMLElement);
  place.hidden = !text;
  place.replaceChildren(printable(text), ...buttons.flatMap((of) => [" ", button(of)]));
}

/**
 * Says what has been saved or copied.
 * @param {string} text
 */
export function told(text) {
  byId("told").textContent = text;
}

/** @param {Element} control @param {boolean} wrong */
export function invalid(control, wrong) {
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
