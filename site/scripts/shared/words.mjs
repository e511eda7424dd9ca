// The engine's answers in words. The words that the static pages have as well are
// in words.json, which both read.

import table from "../../words.json" with { type: "json" };
import { counted, printable } from "./text.mjs";

/** @import { Figure, Payment, PricedShot, Quote, Standing, Warning } from "./answers.d.ts" */

/** @type {Record<string, Record<string, string>>} */
const values = table.values;

/**
 * A value of a shot in words: "1080p", "with audio", "8 s".
 * @param {string} name of the member
 * @param {string} value
 */
export function say(name, value) {
  if (name === "mode") return value.replaceAll("-to-", " to ");
  const forms = Object.hasOwn(values, name) ? values[name] : { other: "{}" };
  const form = Object.hasOwn(forms, value) ? forms[value] : forms.other;
  return form.replace("{}", () => value);
}

/** @type {Record<string, Record<string, string>>} */
const options = {
  audio: { true: "With audio", false: "No audio" },
  hdr: { true: "HDR", false: "SDR" },
  batch: { true: "Batch", false: "At once" },
};

/**
 * A value as the name of an option.
 * @param {string} name
 * @param {string} value
 */
export const label = (name, value) => options[name]?.[value] ?? say(name, value);

/** @type {Record<string, string>} */
const nouns = { video: "clip", image: "image", compute: "run" };

/**
 * What is counted of a model.
 * @param {{ medium: string } | undefined} model
 */
export const noun = (model) => nouns[model?.medium ?? ""] ?? "clip";

/**
 * A dollar figure, below a dollar with all its places: $0.084, not $0.08.
 * @param {Pick<Figure, "value" | "min" | "max" | "display">} figure
 */
export function fine({ value, min, max, display }) {
  if (!min.startsWith("0.")) return display;
  const one = (/** @type {string} */ text) => `$${text.replace(/(\.\d\d\d*?)0+$/, "$1")}`;
  if (value) return one(value);
  return max ? `${one(min)}–${one(max)}` : `from ${one(min)}`;
}

/**
 * A day or a month: "1 Jun 2026", "Jan 2026", "undated".
 * @param {string | null | undefined} iso
 */
export function date(iso) {
  const [year, month, day] = (iso ?? "").split("-");
  const name = table.months[Number(month) - 1];
  if (!name) return iso || table.undated;
  return [day && String(Number(day)), name, year].filter(Boolean).join(" ");
}

/**
 * The day of the table that an answer is from.
 * @param {{ table: { version: string } }} answer
 */
export const tableDay = ({ table: { version } }) => date(version.split(".")[0]);

/**
 * How a price stands, in words, with the day that was asked for where there was
 * one; "" for credits of one's own.
 * @param {{ standing: Standing | null }} answer
 * @param {string} [asked] the day of the request
 */
export const standing = (answer, asked) =>
  answer.standing ? dated(answer.standing).join(", ") + pricedFor(asked) : "";

/**
 * The parts of how a price stands: its date, then its doubts. A price of the operator's
 * own may have no date.
 * @param {Standing} standing
 */
export function dated({ words }) {
  const [when, ...doubts] = words.split(", ");
  return [when || table.own, ...doubts];
}

/** @param {string | undefined} day */
export const pricedFor = (day) => (day ? `; priced for ${date(day.slice(0, 10))}` : "");

/**
 * A shot without its seller and model, in words.
 * @param {PricedShot} shot
 */
export function shotDetails(shot) {
  const { seller: _seller, model: _model, ...rest } = shot;
  const said = Object.entries(rest).filter(([name, value]) => name !== "batch" || value === "true");
  return printable(said.map(([name, value]) => say(name, String(value))).join(", "));
}

/**
 * The shot that was priced, in words.
 * @param {Pick<Quote, "shot" | "model" | "seller">} answer
 * @param {string | null} [sellerName] as the page has it
 */
export const shotWords = ({ shot, model, seller }, sellerName) =>
  [model?.name ?? "Your own credits", shotDetails(shot), sellerName ?? seller?.name].filter(Boolean).join(", ");

/**
 * What an offer costs and holds: "$179 a month, 5000 credits".
 * @param {{ kind: string, price: string, credits: string, period?: string | null, approximate?: boolean }} offer
 */
export function terms({ kind, price, credits, period, approximate }) {
  const words = table.offers;
  const dollars = `${approximate ? words.about : ""}$${price.replace(/\.(\d)$/, ".$10")}`;
  if (kind === "payg" && credits === "1") return words.credit.replace("{}", () => dollars);
  const every = period ?? (kind === "plan" ? "month" : "");
  const form = every ? words.period.replace("{period}", every) : kind === "pack" ? words.once : "{}";
  return `${form.replace("{}", () => dollars)}, ${words.credits.replace("{}", credits)}`;
}

/**
 * Whether the source gives a price as approximate.
 * @param {{ precision: string }} answer
 */
export const about = ({ precision }) => (precision === "approx" || precision === "estimated" ? table.offers.about : "");

/**
 * The doubt whether a model is still to be had, where there is one: the first of
 * its warnings.
 * @template {{ code: string }} W
 * @param {{ warnings?: readonly W[] }} model
 */
export const unsure = ({ warnings = [] }) => warnings.find(({ code }) => code === "upstream_sunset");

export { counted };
