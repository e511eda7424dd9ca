// The attributes of the elements. Those of the request are members of the
// engine's request in kebab-case; only "plan" is what the engine calls an offer.

/** @import { Members } from "../scripts/shared/answers.d.ts" */

/** @typedef {string | null | undefined} Given a value of an attribute */

export const members = /** @type {const} */ ([
  "seller",
  "model",
  "mode",
  "seconds",
  "tier",
  "resolution",
  "quality",
  "audio",
  "hdr",
  "batch",
  "images",
  "input-images",
  "input-seconds",
  "width",
  "height",
  "fps",
  "gpu-hours",
  "count",
  "takes",
  "plan",
  "as-of",
]);

/** Attributes that say how it is shown. */
export const manners = /** @type {const} */ (["table", "theme", "lang", "compact", "loading"]);

/** @param {string} attribute */
export const camel = (attribute) => attribute.replace(/-./g, ([, letter]) => letter.toUpperCase());

/**
 * The engine's name of an attribute.
 * @param {string} attribute
 */
export const memberOf = (attribute) => (attribute === "plan" ? "offer" : camel(attribute));

/**
 * The attribute of an engine's name, where there is one.
 * @param {string} member
 */
export const attributeOf = (member) => members.find((attribute) => memberOf(attribute) === member);

/** @type {readonly string[]} */
const yesOrNo = ["audio", "hdr", "batch"];

/**
 * The request that an element's attributes make; what is empty is not given.
 * @param {Pick<Element, "getAttribute">} element
 * @returns {Members}
 */
export function requestOf(element) {
  const request = Object.create(null); // nothing that a page has put on all objects belongs to it
  for (const attribute of members) {
    let value = element.getAttribute(attribute)?.trim();
    if (value === "" && yesOrNo.includes(attribute)) value = "true"; // <… audio> is with audio
    if (value) request[memberOf(attribute)] = value;
  }
  return request;
}

/**
 * @param {Pick<Element, "setAttribute" | "removeAttribute">} element
 * @param {string} name
 * @param {Given} value
 */
export function put(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Takes members of a request into an element's attributes, or a whole shot in place
 * of what is there: then what is counted, paid and asked for stays, and a plan with
 * the seller whose it is.
 * @param {Pick<Element, "getAttribute" | "setAttribute" | "removeAttribute">} element
 * @param {Record<string, Given>} taken
 * @param {boolean} [whole]
 */
export function take(element, taken, whole) {
  const kept = ["count", "takes", "as-of", ...(taken.seller === element.getAttribute("seller") ? ["plan"] : [])];
  if (whole) for (const name of members) if (!kept.includes(name)) element.removeAttribute(name);
  for (const [member, value] of Object.entries(taken)) {
    const attribute = attributeOf(member);
    if (attribute) put(element, attribute, value);
  }
}
