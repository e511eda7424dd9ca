// Checks a usage file beside the page, so that the page stays awake. All of the
// file goes through one call: whether a row is a repeat depends on the rows
// before it, and sums are the engine's to make. The engine hands the rows over
// as it reads, which is how far it is; to stop it, the page ends this worker.

import program from "full.wasm";
import { hint, read, tooLarge } from "./usage-file.mjs";
import { Rows } from "./usage-rows.mjs";

let told; // the page's first words: where its table is
const table = new Promise((resolve) => (told = resolve));
const engine = Promise.all([
  fetch(program),
  table.then((url) => fetch(url)),
  import("../../../wasm/widget/loader.mjs"),
  import("wasm_exec.js"),
]).then(([response, compiled, { load }]) => load(response, compiled));
engine.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ unable: String(error) }),
);

let rows = new Rows();
let csv = [];

async function check({ source, options, most }) {
  rows = new Rows();
  csv = [];
  const text = await read(source, most);
  const request = { ...options, log: text, csv: true };
  const { size } = new Blob([JSON.stringify(request)]);
  if (size > most) throw tooLarge(size, most);
  const about = text.split("\n").length;
  const ask = await engine;
  postMessage({ rows: 0, about });
  const answer = ask("reconcile", request, (count, lines, more) => {
    rows.add(JSON.parse(lines));
    csv.push(more);
    postMessage({ rows: count, about });
  });
  if (answer.error) throw { ...answer.error, hint: hint(text, answer.error) };
  return answer;
}

self.onmessage = async ({ data }) => {
  if (data.table) told(data.table);
  else if (data.check) {
    try {
      postMessage({ checked: await check(data.check) });
    } catch (error) {
      if (!error.code) console.error(error);
      postMessage({
        problem: error.code ? error : { code: "internal", message: "the file could not be checked", accepted: [] },
      });
    }
  } else if (data.page) postMessage({ page: rows.page(data.page) });
  // The mark at its head tells spreadsheets that it is UTF-8.
  else if (data.csv) postMessage({ csv: new Blob(["\ufeff", ...csv], { type: "text/csv" }) });
};
