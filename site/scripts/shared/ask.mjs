// Who answers: the engine in this page, or the API where the engine cannot run.
// Both are asked alike and answer alike: ask(operation, request) gives the
// answer of the JSON entry point or a promise of it.

import program from "engine.wasm";
import { formerAt } from "./former.mjs";

export { api, query } from "./api.mjs";

/** Where the page's rate table is: no script knows, so that a new table leaves them as they are. */
const prices = () => document.querySelector("[data-table]").dataset.table;

/**
 * Starts the engine with the page's table. Rejects where WebAssembly is missing or
 * forbidden. The table and what starts the engine are fetched beside it, so that
 * nobody waits for them to read a price.
 *
 * @param {"low" | "auto"} priority how much the page wants it now
 * @param {string} table the address of a table
 */
export async function engine(priority, table = prices()) {
  const [response, compiled, { load }] = await Promise.all([
    fetch(program, { priority }),
    fetch(table, { priority }),
    import("../../../wasm/widget/loader.mjs"),
    import("engine_exec.js"),
  ]);
  return load(response, compiled);
}

/** Who answers by a table that was published before, null where that cannot be had. */
export const former = formerAt("", (table) => engine("auto", table));
