// Which questions a model needs answered, worked out from the engine's own
// description of it. Nothing in here knows a price or a model by name.

import words from "../../words.json" with { type: "json" };

/** @import { Model } from "./answers.d.ts" */

/**
 * A question of the form. A length is a slider with its number; a choice has values.
 * @typedef {object} Control
 * @property {string} name of the request's member
 * @property {"choice" | "number" | "length"} kind
 * @property {string} [label]
 * @property {string} [hint]
 * @property {readonly string[]} [values]
 * @property {string} [start] what it begins with
 * @property {string} [max] of a length
 */

/** @type {Record<string, string>} */
const labels = words.labels;

/** The dimensions that are chosen from a list, in the order of the form. */
const choices = /** @type {const} */ (["mode", "tier", "resolution", "quality", "audio", "hdr", "batch"]);

/**
 * Numbers that only some prices depend on, by the unit that needs them.
 * @type {Record<string, { hint?: string, unit: Model["cells"][number]["unit"], start?: string }>}
 */
const numbers = {
  images: { unit: "image", start: "1" },
  gpuHours: { unit: "gpuHour", start: "1" },
  inputSeconds: { hint: "seconds", unit: "inputSecond" },
  width: { hint: "pixels", unit: "megapixel", start: "1280" },
  height: { hint: "pixels", unit: "megapixel", start: "720" },
  fps: { unit: "megapixel", start: "24" },
};

/**
 * Whether a longer video costs more.
 * @param {Cell} cell
 */
const isTimed = ({ unit }) => unit === "second" || unit === "megapixel" || unit === "token";

/**
 * Whether a price goes by the size of a frame, whose rate matters only where frames are counted.
 * @param {Cell} cell
 * @param {string} name of the member
 */
const isSized = (cell, name) => cell.unit === "token" || (name !== "fps" && "pixels" in cell.when);

/**
 * The controls that a model needs.
 * @param {Model} model
 */
export function controls(model) {
  /** @type {Control[]} */
  const out = [];
  const { cells, options, seconds } = model;
  if (seconds && seconds.rule !== "whole" && seconds.published.length > 0) {
    out.push({ name: "seconds", kind: "choice", label: "Length", values: seconds.published });
  } else if (seconds && (seconds.rule === "whole" || cells.some(isTimed))) {
    out.push({ name: "seconds", kind: "length", max: seconds.max });
  }
  for (const name of choices) {
    const values = name === "mode" ? priced(cells, "mode") : options[name];
    if (Array.isArray(values) && values.length > 0) out.push({ name, kind: "choice", label: labels[name], values });
  }
  if (model.inputImages) {
    const { max, switchesTo } = model.inputImages;
    const hints = [max && `up to ${max}`, switchesTo && `one or more switch to ${switchesTo}`];
    out.push({
      name: "inputImages",
      kind: "number",
      label: labels.inputImages,
      hint: hints.filter(Boolean).join("; "),
    });
  }
  for (const [name, { unit, ...number }] of Object.entries(numbers)) {
    const asked = cells.some((cell) => cell.unit === unit || (unit === "megapixel" && isSized(cell, name)));
    if (asked && !(name === "fps" && model.medium === "image")) {
      out.push({ name, kind: "number", label: labels[name], ...number });
    }
  }
  return out;
}

/** @typedef {Model["cells"][number]} Cell */

/**
 * What a cell says of a dimension: a list of values, or a word for none.
 * @param {Cell} cell
 * @param {string} name
 */
const says = (cell, name) => /** @type {Record<string, unknown>} */ (cell.when)[name];

/** @param {unknown} value @returns {value is string[]} */
const isList = (value) => Array.isArray(value);

/**
 * The values of one dimension that some cell names.
 * @param {readonly Cell[]} cells
 * @param {string} name
 */
const priced = (cells, name) => [
  ...new Set(
    cells
      .map((cell) => says(cell, name))
      .filter(isList)
      .flat(),
  ),
];

/**
 * The value wanted, else a feature left off, else the first.
 * @param {readonly string[]} values
 * @param {string | undefined} wanted
 */
const prefer = (values, wanted) => [wanted, "false"].find((v) => v !== undefined && values.includes(v)) ?? values[0];

/**
 * A value for every control, such that the engine has a price: those wanted as
 * far as a cell has them, the rest from the cell that has most of them. It is
 * undefined where the source states none, so that none can be named.
 *
 * @param {Model} model
 * @param {Control[]} list
 * @param {Record<string, string | undefined>} wanted
 */
export function settle(model, list, wanted) {
  /** @param {Cell} cell */
  const score = (cell) =>
    list.filter(({ name }) => {
      const [values, want] = [says(cell, name), wanted[name]];
      return isList(values) && want !== undefined && values.includes(want);
    }).length;
  const cell = model.cells.reduce(
    (/** @type {Cell | undefined} */ best, next) => (best && score(best) >= score(next) ? best : next),
    undefined,
  );
  /** @type {Record<string, string | undefined>} */
  const out = {};
  for (const { name, kind, values = [], start } of list) {
    const when = cell && says(cell, name);
    if (kind === "length") out[name] = wanted.seconds ?? model.seconds?.default ?? model.seconds?.published[0] ?? "8";
    else if (kind === "number") out[name] = wanted[name] ?? start;
    else if (isList(when)) out[name] = prefer(when, wanted[name]);
    // Lengths and batches are asked for even where the cells do not list them,
    // and of a model without cells anything its seller once listed.
    else if (!cell || name === "seconds" || name === "batch" || isIndependent(cell, name)) {
      out[name] = prefer(values, wanted[name]);
    } else out[name] = undefined;
  }
  return out;
}

/** @param {Cell} cell @param {string} name */
const isIndependent = (cell, name) => /** @type {readonly string[]} */ (cell.independent).includes(name);
