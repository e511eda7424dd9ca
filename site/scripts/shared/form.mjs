// Which questions a model needs answered, worked out from the engine's own
// description of it. Nothing in here knows a price or a model by name.

/** The dimensions that are chosen from a list, in the order of the form. */
const choices = {
  mode: "Made from",
  tier: "Length tier",
  resolution: "Resolution",
  quality: "Quality",
  audio: "Audio",
  hdr: "Dynamic range",
  batch: "Processing",
};

const words = {
  audio: { true: "With audio", false: "No audio" },
  hdr: { true: "HDR", false: "SDR" },
  batch: { true: "Batch", false: "At once" },
};

/** Numbers that only some prices depend on, by the unit that needs them. */
const numbers = {
  images: { label: "Images", unit: "image", start: "1" },
  gpuHours: { label: "GPU hours", unit: "gpuHour", start: "1" },
  inputSeconds: { label: "Input video", hint: "seconds", unit: "inputSecond" },
  width: { label: "Width", hint: "pixels", unit: "megapixel", start: "1280" },
  height: { label: "Height", hint: "pixels", unit: "megapixel", start: "720" },
  fps: { label: "Frames a second", unit: "megapixel", start: "24" },
};

/** "1 clip", "40 clips". */
export const counted = (number, noun) => `${number} ${noun}${number === "1" ? "" : "s"}`;

/** A value of a shot in words, as the tables of the page have it. */
export function say(name, value) {
  switch (name) {
    case "seconds":
      return `${value} s`;
    case "tier":
      return `tier ${value}`;
    case "mode":
      return value.replaceAll("-to-", " to ");
    case "audio":
      return value === "true" ? "with audio" : "no audio";
    case "hdr":
      return value === "true" ? "HDR" : "SDR";
    case "batch":
      return value === "true" ? "in batch" : "not in batch";
    case "inputImages":
      return counted(value, "input image");
    case "images":
      return counted(value, "image");
    case "gpuHours":
      return counted(value, "GPU hour");
    case "inputSeconds":
      return `${value} s of input video`;
    case "width":
      return `${value} pixels wide`;
    case "height":
      return `${value} high`;
    case "fps":
      return `${value} frames a second`;
    default:
      return value;
  }
}

const nouns = { video: "clip", image: "image", compute: "run" };

/** What is counted of a model. */
export const noun = (model) => nouns[model?.medium] ?? "clip";

/** A value as the name of an option. */
export const label = (name, value) => words[name]?.[value] ?? say(name, value);

/**
 * The controls that a model needs.
 * @returns {{name: string, kind: "choice" | "number" | "length", label: string, values?: string[]}[]}
 */
export function controls(model) {
  const out = [];
  const { cells, options, seconds } = model;
  const listed = seconds?.published ?? [];
  if (seconds && seconds.rule !== "whole" && listed.length > 0) {
    out.push({ name: "seconds", kind: "choice", label: "Length", values: listed });
  } else if (seconds?.rule === "whole" || (seconds && cells.some((cell) => cell.unit === "second"))) {
    out.push({ name: "seconds", kind: "length", max: seconds.max });
  }
  for (const [name, title] of Object.entries(choices)) {
    const values = name === "mode" ? priced(cells, "mode") : options[name];
    if (Array.isArray(values) && values.length > 0) out.push({ name, kind: "choice", label: title, values });
  }
  if (model.inputImages) {
    const { max, switchesTo } = model.inputImages;
    const hint = [max && `up to ${max}`, switchesTo && `one or more switch to ${switchesTo}`]
      .filter(Boolean)
      .join("; ");
    out.push({ name: "inputImages", kind: "number", label: "Input images", hint });
  }
  for (const [name, { unit, ...number }] of Object.entries(numbers)) {
    if (cells.some((cell) => cell.unit === unit || (unit === "megapixel" && cell.unit === "token"))) {
      out.push({ name, kind: "number", ...number });
    }
  }
  return out;
}

/** The values of one dimension that some cell names. */
const priced = (cells, name) => [
  ...new Set(cells.flatMap((cell) => (Array.isArray(cell.when[name]) ? cell.when[name] : []))),
];

/** The value wanted, else a feature left off, else the first. */
const prefer = (values, wanted) => [wanted, "false"].find((v) => values.includes(v)) ?? values[0];

/**
 * A value for every control, such that the engine has a price: those wanted as
 * far as a cell has them, the rest from the cell that has most of them.
 */
export function settle(model, list, wanted) {
  const has = (cell, name) => Array.isArray(cell.when[name]) && cell.when[name].includes(wanted[name]);
  const score = (cell) => list.filter(({ name }) => has(cell, name)).length;
  const cell = model.cells.reduce((best, next) => (best && score(best) >= score(next) ? best : next), undefined);
  const out = {};
  for (const { name, kind, values, start } of list) {
    const when = cell?.when[name];
    if (kind === "length") out[name] = wanted.seconds ?? model.seconds.default ?? model.seconds.published[0] ?? "8";
    else if (kind === "number") out[name] = wanted[name] ?? start;
    else if (Array.isArray(when)) out[name] = prefer(when, wanted[name]);
    // Lengths and batches are asked for even where the cells do not list them,
    // and of a model without cells anything its seller once listed.
    else if (!cell || cell.independent.includes(name) || name === "seconds" || name === "batch")
      out[name] = prefer(values, wanted[name]);
    else out[name] = undefined; // the source does not state it, so no value can be named
  }
  return out;
}
