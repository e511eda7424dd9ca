// The lines that put a price into somebody's page: patterns with {names} in them, and
// what stands there for a shot. builder.go makes those of the start shot.

import { requestOf } from "../../embed/members.mjs";
import { query } from "../shared/api.mjs";
import { printable } from "../shared/text.mjs";
import { fine, say, shotDetails } from "../shared/words.mjs";

/** @import { Members, Quote } from "../shared/answers.d.ts" */

/** @typedef {readonly [name: string, value: string]} Attribute of an element */

/**
 * What is to be embedded.
 * @typedef {object} Embedded
 * @property {string} origin of the site
 * @property {string} prefix of the elements' names
 * @property {string} major version of their scripts, "v1"
 * @property {string} script its address, "/embed/v1/reelrate.js"
 * @property {string} [integrity] its hash, where an exact version is wanted
 * @property {readonly Attribute[]} attributes of the element
 * @property {Quote | null} answer null where the shot has no price
 */

/**
 * What stands for the names of a pattern.
 * @param {Embedded} embedded
 * @returns {Record<string, string>}
 */
export function valuesOf({ origin, prefix, major, script, integrity, attributes, answer }) {
  const given = new Map(attributes);
  const request = requestOf({ getAttribute: (/** @type {string} */ name) => given.get(name) ?? null });
  const table = given.get("table");
  const asked = query(table ? { ...request, table } : request);
  const words = answer ? inWords(answer) : "This shot";
  const address = origin + script;
  return {
    origin,
    prefix,
    major,
    address,
    script: integrity ? `src="${address}" integrity="${integrity}" crossorigin` : `src="${address}"`,
    attributes: attributes.map(([name, value]) => (value === "" ? name : `${name}="${escaped(value)}"`)).join(" "),
    marks: attributes
      .filter(([name]) => isOfShot(name))
      .map(mark)
      .join(" "),
    query: asked,
    queryHTML: escaped(asked),
    link: encodeURIComponent(`${origin}/?${asked}`),
    badge: badge(request),
    alt: words,
    words: escaped(words),
    price: answer ? price(answer) : "no price",
  };
}

/**
 * A pattern with its names filled in. What is filled in is no pattern.
 * @param {string} pattern
 * @param {Record<string, string>} values
 */
export const fill = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));

const looks = new Set(["theme", "compact", "table"]);

/**
 * Whether an attribute says what is priced, not how it is shown.
 * @param {string} name
 */
export const isOfShot = (name) => !looks.has(name);

/** @type {Record<string, string>} */
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escaped = (text) => printable(text).replace(/[&<>"]/g, (c) => entities[c]);

/**
 * An attribute as rates lint-docs reads it.
 * @param {Attribute} attribute
 */
const mark = ([name, value]) => `${name}=${/^[\w./-]+$/.test(value) ? value : `"${escaped(value)}"`}`;

/**
 * The path of a picture.
 * @param {Members} request
 */
function badge({ seller, model, ...rest }) {
  const more = query(rest);
  return `${segments(seller)}/${segments(model)}.svg${more && `?${more}`}`;
}

/**
 * A name as segments of a path, which in Markdown stands between brackets.
 * @param {string} [name]
 */
const segments = (name = "") =>
  encodeURIComponent(name)
    .replaceAll("%2F", "/")
    .replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * "8 s Lyra 2, 1080p".
 * @param {Quote} answer
 */
function inWords({ shot: { seconds, ...rest }, model }) {
  const first = [seconds && say("seconds", seconds), model?.name].filter(Boolean).join(" ");
  const details = shotDetails(rest);
  return details ? `${first}, ${details}` : first;
}

/**
 * The price as the element writes it: "480 credits ($28.80)".
 * @param {Quote} answer
 */
function price({ total: { credits, dollars, generations }, dollars: one }) {
  const money = dollars && (generations === "1" && one ? fine(one) : dollars.display);
  if (!credits) return money ?? "";
  return money ? `${credits.display} (${money})` : credits.display;
}
