// Building the page. Text goes in as text: nothing here parses markup, and what no
// text has, whoever wrote it, does not go in at all.

import { apart, printable, runs } from "./text.mjs";

/** @import { Members } from "./answers.d.ts" */

/**
 * The element with an id, which the page has to have, and of this kind.
 * @template {Element} E
 * @param {string} id
 * @param {abstract new () => E} kind
 * @returns {E}
 */
export function at(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} with the id ${id}`);
}

/** @param {string} id */
export const byId = (id) => at(id, HTMLElement);

/**
 * The same below a node, by a selector.
 * @template {Element} E
 * @param {ParentNode} node
 * @param {string} selector
 * @param {abstract new () => E} kind
 * @returns {E}
 */
export function one(node, selector, kind) {
  const found = node.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`there is no ${kind.name} for ${selector}`);
}

/**
 * The named control of a form.
 * @template {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} E
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {abstract new () => E} kind
 * @returns {E}
 */
export function field(form, name, kind) {
  const found = form.elements.namedItem(name);
  if (found instanceof kind) return found;
  throw new Error(`the form has no ${kind.name} named ${name}`);
}

/**
 * What the controls of a form give a value, by their names.
 * @param {HTMLFormElement} form
 */
export function filled(form) {
  /** @type {Members} */
  const out = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") out[name] = value.trim();
  }
  return out;
}

/**
 * Gives the reader a file.
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @typedef {keyof HTMLElementTagNameMap} Tag */
/** @typedef {string | Node} Child */

/**
 * Properties of an element as it takes them, which of its parts is their names.
 * @template {Tag} T
 * @typedef {Partial<Omit<HTMLElementTagNameMap[T], "part"> & { part: string }>} Properties
 */

/**
 * An element, its classes behind its tag as a selector has them:
 * `el("p.message", { lang: "en" }, "text", child)`. Properties may be left out; those
 * with a hyphen, "data-x" and "aria-x", become attributes.
 *
 * @template {Tag} T
 * @param {T | `${T}.${string}`} tag
 * @param {...(Properties<T> & { [attribute: `${string}-${string}`]: string } | Child)} parts
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, ...parts) {
  const [name, ...classes] = tag.split(".");
  const node = /** @type {HTMLElementTagNameMap[T]} */ (document.createElement(name));
  if (classes.length > 0) node.className = classes.join(" ");
  for (const part of parts) {
    if (typeof part === "string") node.append(printable(part));
    else if (part instanceof Node) node.append(part);
    else set(node, part);
  }
  return node;
}

/** @param {Element} node @param {object} properties */
function set(node, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) node.setAttribute(name, value);
    else Object.assign(node, { [name]: value });
  }
}

/**
 * Text with its long numbers set in groups of three. The gaps are margins, not
 * characters: the text stays the engine's own, byte for byte.
 * @param {string} words
 */
export function digits(words) {
  const out = document.createDocumentFragment();
  for (const run of runs(printable(words))) {
    if (typeof run === "string") out.append(run);
    else out.append(run[0], ...run.slice(1).map((group) => el("span.d3", group)));
  }
  return out;
}

/**
 * "480 credits" with its unit apart, so that it can be set smaller.
 * @param {string} text
 * @returns {Child[]}
 */
export function unit(text) {
  const [number, name] = apart(text);
  return name ? [digits(number), el("span.unit", name)] : [digits(text)];
}

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...SVGElement} children
 */
export function drawing(tag, attributes, ...children) {
  const out = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) out.setAttribute(name, value);
  out.append(...children);
  return out;
}
