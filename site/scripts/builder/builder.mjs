// The embed builder. The calculator in it is the element that it hands out: who
// changes the shot there changes the lines to copy.

import { manners, memberOf, members } from "../../embed/members.mjs";
import { copied } from "../shared/clipboard.mjs";
import { delayed } from "../shared/delayed.mjs";
import { at, byId, field, one } from "../shared/dom.mjs";
import { atFirstSign } from "../shared/signs.mjs";
import { printable } from "../shared/text.mjs";
import { fill, isOfShot, valuesOf } from "./lines.mjs";

/** @import { Quote, TableName } from "../shared/answers.d.ts" */
/** @import { Attribute } from "./lines.mjs" */

/**
 * What the preview has answered last. Its attributes say the rest.
 * @typedef {object} State
 * @property {Quote | null} answer null where the shot has no price
 * @property {string | undefined} table version of the rate table; undefined where nobody could be asked
 */

/** @type {State} */
const state = { answer: null, table: undefined };

const { prefix = "", script = "", exact = "", major = "", integrity } = one(document, ".builder", HTMLElement).dataset;
const preview = byId("preview");
const form = at("options", HTMLFormElement);
const later = delayed();

// --- the shot ------------------------------------------------------------------

/** The elements' attributes, but for what only this page needs. */
const attributes = [...members, ...manners].filter((name) => name !== "loading");

/** @returns {Attribute[]} */
const shown = () =>
  attributes.filter((name) => preview.hasAttribute(name)).map((name) => [name, preview.getAttribute(name) ?? ""]);

/**
 * A shot as attributes, from parameters by the engine's names.
 * @param {string} [query]
 */
function take(query) {
  for (const name of attributes.filter(isOfShot)) preview.removeAttribute(name);
  for (const [member, value] of new URLSearchParams(query)) {
    const name = attributes.find((attribute) => attribute === member || memberOf(attribute) === member);
    if (name) preview.setAttribute(name, value);
  }
}

// --- the lines -----------------------------------------------------------------

function write() {
  const which = field(form, "script", HTMLSelectElement).value === "exact" ? { script: exact, integrity } : { script };
  const { origin } = location;
  const { answer } = state;
  const values = valuesOf({ origin, prefix, major, attributes: shown(), answer, ...which });
  /** @type {NodeListOf<HTMLElement>} */
  const codes = document.querySelectorAll("[data-pattern]");
  for (const code of codes) code.textContent = fill(code.dataset.pattern ?? "", values);
  copyTo(byId("sample"));
  later(() => {
    const badge = at("badge-sample", HTMLImageElement);
    badge.src = `/badge/${values.badge}`;
    badge.alt = `${values.alt}: ${values.price}`;
    history.replaceState(null, "", `?${values.query}`);
  }, 300);
}

/**
 * Another element shows the same.
 * @param {Element} sample
 */
function copyTo(sample) {
  for (const name of attributes) sample.removeAttribute(name);
  for (const [name, value] of shown()) sample.setAttribute(name, value);
}

preview.addEventListener("reelrate-quote", (event) => {
  const answer = /** @type {Quote} */ (/** @type {unknown} */ (event.detail.answer)); // authors are told of less
  Object.assign(state, { answer, table: answer.table.version });
  byId("no-price").textContent = "";
  field(form, "seller", HTMLSelectElement).value = preview.getAttribute("seller") ?? "";
  write();
});

preview.addEventListener("reelrate-error", (event) => {
  const { message, table } = /** @type {CustomEvent<{ message: string, table: TableName | null }>} */ (event).detail;
  Object.assign(state, { answer: null, table: table?.version });
  byId("no-price").textContent =
    `The lines are made for this shot all the same, and will say what is said here: ${printable(message)}.`;
  write();
});

// --- the form ------------------------------------------------------------------

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", async ({ target }) => {
  await begin();
  if (target instanceof HTMLSelectElement) chosen(target);
  else if (target instanceof HTMLInputElement) ticked(target);
});

/** @param {HTMLSelectElement} select */
function chosen({ name, value, selectedOptions: [option] }) {
  if (name === "seller") return take(option.dataset.shot); // the preview answers
  if (name === "theme") put("theme", value || undefined);
  write();
}

/** @param {HTMLInputElement} box */
function ticked({ name, checked }) {
  if (name === "compact") put("compact", checked ? "" : undefined);
  if (name === "table") put("table", checked ? state.table : undefined);
  write();
}

/**
 * Gives the preview an attribute, or takes it away.
 * @param {string} name
 * @param {string | undefined} value
 */
function put(name, value) {
  if (value === undefined) preview.removeAttribute(name);
  else preview.setAttribute(name, value);
}

document.addEventListener("click", async ({ target }) => {
  if (!(target instanceof HTMLElement && target.matches("[data-copy]") && target.parentElement)) return;
  const copied = await copy(one(target.parentElement, "code", HTMLElement));
  byId("copied").textContent = copied ? "Copied." : "Selected, to be copied by hand.";
  target.textContent = copied ? "Copied" : "Selected";
  setTimeout(() => {
    target.textContent = "Copy";
  }, 2000);
});

/**
 * Copies lines or, where that is forbidden, selects them.
 * @param {HTMLElement} code
 */
async function copy(code) {
  const done = await copied(code.textContent ?? "");
  if (!done) getSelection()?.selectAllChildren(code);
  return done;
}

// The elements come with the first sign that somebody is there, or at once to
// the shot of a link.

/** @type {Promise<void> | undefined} */
let begun;
const begin = () => (begun ??= start());

async function start() {
  await import(exact);
  if (!location.search) return;
  take(location.search);
  field(form, "table", HTMLInputElement).checked = preview.hasAttribute("table");
}

if (location.search) begin();
else atFirstSign(begin);
