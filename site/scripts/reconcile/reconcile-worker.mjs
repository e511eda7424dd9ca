// Checks a usage file beside the page, so that the page stays awake. All of the
// file goes through one call: whether a row is a repeat depends on the rows
// before it, and sums are the engine's to make. The engine hands the rows over
// as it reads, which is how far it is; to stop it, the page ends this worker.

import program from "full.wasm";
import { hint, read, tooLarge } from "./usage-file.mjs";
import { Rows } from "./usage-rows.mjs";

/** @import { Answer, CheckedRow, Requests } from "../shared/answers.d.ts" */
/** @import { Problem, ToPage, ToWorker } from "./messages.d.ts" */

/**
 * The engine, as far as it is asked here. A part gets how many rows are done, those
 * among the last that somebody has to look at, as JSON, and all of the last as CSV.
 * @callback Reconcile
 * @param {"reconcile"} operation
 * @param {Omit<Requests["reconcile"], "list">} request
 * @param {(count: number, lines: string, csv: string) => void} part
 * @returns {Answer<"reconcile">}
 */

const say = (/** @type {ToPage} */ message) => postMessage(message);

/** @type {(table: string) => void} */
let told; // the page's first words: where its table is
/** @type {Promise<string>} */
const table = new Promise((resolve) => {
  told = resolve;
});

/** @returns {Promise<Reconcile>} */
async function start() {
  const [response, compiled, { load }] = await Promise.all([
    fetch(program),
    table.then((url) => fetch(url)),
    import("../../../wasm/widget/loader.mjs"),
    import("wasm_exec.js"),
  ]);
  return load(response, compiled);
}

const engine = start();
engine.then(
  () => say({ kind: "ready" }),
  (error) => say({ kind: "unable", why: String(error) }),
);

let rows = new Rows();
/** @type {string[]} */
let csv = [];

/**
 * @param {Extract<ToWorker, { kind: "check" }>} message
 * @returns {Promise<ToPage>}
 */
async function check({ source, options, most }) {
  rows = new Rows();
  csv = [];
  const { text, problem } = await read(source, most);
  if (problem) return { kind: "problem", problem };
  const request = { ...options, log: text, csv: true };
  const { size } = new Blob([JSON.stringify(request)]);
  if (size > most) return { kind: "problem", problem: tooLarge(size, most) };
  const about = text.split("\n").length;
  const ask = await engine;
  say({ kind: "progress", rows: 0, about });
  const answer = ask("reconcile", request, (count, lines, more) => {
    /** @type {CheckedRow[]} */
    const read = JSON.parse(lines);
    rows.add(read);
    csv.push(more);
    say({ kind: "progress", rows: count, about });
  });
  if (!answer.error) return { kind: "checked", answer };
  return { kind: "problem", problem: { ...answer.error, hint: hint(text, answer.error.code) } };
}

/** @type {Problem} */
const internal = { code: "internal", message: "the file could not be checked", accepted: [] };

/** The mark at the head of a CSV tells spreadsheets that it is UTF-8. */
const marked = () => new Blob(["\ufeff", ...csv], { type: "text/csv" });

self.onmessage = async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.kind === "table") told(data.table);
  else if (data.kind === "page") say({ kind: "page", page: rows.page(data.view, data.most) });
  else if (data.kind === "csv") say({ kind: "csv", csv: marked() });
  else {
    try {
      say(await check(data));
    } catch (error) {
      console.error(error);
      say({ kind: "problem", problem: internal });
    }
  }
};
