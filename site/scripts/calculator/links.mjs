// The links from a price to the same elsewhere, as far as the page has them, and those
// to other prices.

import { copied } from "../shared/clipboard.mjs";
import { at, byId, one } from "../shared/dom.mjs";
import { curl } from "./address.mjs";

/**
 * @param {string} page the address of the price on the whole page
 * @param {string} path of the API's answer
 */
export function showLinks(page, path) {
  document.getElementById("full-page")?.setAttribute("href", page);
  const link = document.getElementById("api-link");
  if (!link) return;
  link.setAttribute("href", path);
  one(link, "code", HTMLElement).textContent = `GET ${path}`;
}

/** The request to the API, for a shell. */
export const asCurl = () => curl(at("api-link", HTMLAnchorElement).href);

/** @param {string} text */
export async function copy(text) {
  byId("copied").textContent = (await copied(text)) ? "Copied." : text; // to be copied by hand
}

/**
 * What was clicked, by a selector.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const within = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/**
 * The address of another price, where a plain click follows a link to it.
 * @param {MouseEvent} event
 */
export function followed(event) {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (defaultPrevented || button || metaKey || ctrlKey || shiftKey || altKey) return null;
  return within(event, 'a[href^="?"]')?.getAttribute("href");
}
