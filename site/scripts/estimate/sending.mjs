// The estimate as a file, and as a command of the API.

import { copied } from "../shared/clipboard.mjs";
import { download } from "../shared/dom.mjs";
import { printable } from "../shared/text.mjs";
import { toJSON } from "./file.mjs";
import { told } from "./notes.mjs";
import { request } from "./project.mjs";
import { table } from "./shotlist.mjs";

/** @import { State } from "./project.mjs" */
/** @import { Shown } from "./shown.mjs" */

/**
 * The command that asks the API for the same. What a terminal would obey is in a
 * JSON text as its escape, which says the same.
 *
 * @param {State} state
 * @param {string} origin
 */
export function command(state, origin) {
  const body = printable(JSON.stringify(request(state), null, 2), (found) => (found === "\n" ? found : escaped(found)));
  return `curl ${origin}/v1/estimate -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * The name of its files, without an ending: its letters and digits.
 * @param {string} name
 */
export const fileName = (name) =>
  (name.trim() || "estimate")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "") || "estimate";

/**
 * @param {"csv" | "json"} kind
 * @param {State} state
 * @param {Shown | undefined} shown
 */
export function save(kind, state, shown) {
  if (!shown?.answer) return told("There is no priced line yet to save.");
  const name = `${fileName(state.name)}.${kind}`;
  const { lines, answer } = shown;
  if (kind === "csv") download(name, new Blob([`\uFEFF${table(state.lines, lines, answer)}`], { type: "text/csv" }));
  else download(name, new Blob([toJSON(state, answer)], { type: "application/json" }));
  told(`${name} is saved.`);
}

/** @param {string} text @param {string} said */
export async function copy(text, said) {
  told((await copied(text)) ? said : text); // to be copied by hand
}
