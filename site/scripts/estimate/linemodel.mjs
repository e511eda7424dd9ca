// What a line needs of its model.

import { controls, settle } from "../shared/form.mjs";
import { shotMembers } from "./project.mjs";

/** @import { Model } from "../shared/answers.d.ts" */
/** @import { Control } from "../shared/form.mjs" */
/** @import { Catalogue } from "./models.mjs" */
/** @import { Line } from "./project.mjs" */

/** What stands in the column of lengths: the first of these that the model asks for. */
const lengths = ["seconds", "tier", "images", "gpuHours"];

/**
 * The questions of a line: the one of its length, the others, and members that the
 * model does not ask for.
 * @param {Line} line
 * @param {Model | undefined} model
 */
export function questions(line, model) {
  /** @type {Control[]} */
  const list = model ? controls(model) : [{ name: "seconds", kind: "length" }];
  const found = lengths.flatMap((name) => list.find((c) => c.name === name) ?? [])[0];
  const main = found?.name === "seconds" ? { ...found, label: "Seconds" } : found;
  const asked = new Set(["seller", "model", ...list.map(({ name }) => name)]);
  return {
    main,
    others: list.filter((c) => c !== found),
    extras: shotMembers.filter((name) => line[name] && !asked.has(name)),
  };
}

/**
 * Puts members into a line. Where they name another model, or are a whole shot, the
 * rest of the shot goes, and what that model needs comes with them.
 *
 * @param {Line} line
 * @param {Line} members what is undefined goes
 * @param {boolean} whole
 * @param {Catalogue | undefined} catalogue
 */
export function put(line, members, whole, catalogue) {
  const before = { ...line };
  if (whole) {
    for (const name of shotMembers) delete line[name];
    Object.assign(line, { seller: before.seller, model: before.model });
  }
  Object.assign(line, members);
  for (const name of Object.keys(line)) if (line[name] === undefined) delete line[name];
  const model = whole ? catalogue?.find(line) : undefined;
  if (!model) return;
  const list = controls(model);
  /** @type {Line} */
  const kept = {};
  for (const { name } of list) kept[name] = (members[name] ?? before[name]) || undefined;
  for (const [name, value] of Object.entries(settle(model, list, kept))) if (value !== undefined) line[name] = value;
}
