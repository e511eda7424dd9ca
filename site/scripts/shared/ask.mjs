// Who answers a page: the engine with the page's table, or the API.

import program from "engine.wasm";
import { api } from "./api.mjs";
import { asking } from "./asking.mjs";
import { formerAt } from "./former.mjs";

/** @import { Ask } from "./answers.d.ts" */

/** Where the page's rate table is: no script knows, so that a new table leaves them as they are. */
const prices = () => /** @type {HTMLElement} */ (document.querySelector("[data-table]")).dataset.table ?? "";

/**
 * Starts the engine. Rejects where WebAssembly is missing or forbidden. The table
 * and what starts the engine are fetched beside it, so that nobody waits for them to
 * read a price.
 *
 * @param {RequestPriority} priority how much the page wants it now
 * @param {string} table the address of a table
 * @returns {Promise<Ask>}
 */
async function engine(priority, table) {
  const [response, compiled, { load }] = await Promise.all([
    fetch(program, { priority }),
    fetch(table, { priority }),
    import("../../../wasm/widget/loader.mjs"),
    import("engine_exec.js"),
  ]);
  return load(response, compiled);
}

/**
 * Who answers the page, started when somebody first wants it.
 * @param {() => void} [stoodIn] is told that the API is asked, as the engine cannot run
 */
export function answering(stoodIn = () => {}) {
  /** @param {RequestPriority} [priority] */
  const start = (priority = "auto") => engine(priority, prices());
  /** @param {unknown} error @param {RequestPriority} [_priority] */
  const standIn = (error, _priority) => {
    console.error(error);
    stoodIn();
    return api;
  };
  return asking(start, standIn).wake;
}

/** Who answers by a table that was published before, null where that cannot be had. */
export const former = formerAt("", (table) => engine("auto", table));
