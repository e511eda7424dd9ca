// Who answers: the engine in this page, or the API where the engine cannot run.
// Both are asked alike and answer alike: ask(operation, request) gives the
// answer of the JSON entry point or a promise of it.

import program from "engine.wasm";

export { api, query } from "api.mjs";

/**
 * Starts the engine. Rejects where WebAssembly is missing or forbidden. What starts
 * it is fetched beside it, so that nobody waits for that to read a price.
 *
 * @param {"low" | "auto"} priority how much the page wants it now
 */
export async function engine(priority) {
  const [response, { load }] = await Promise.all([fetch(program, { priority }), import("loader.mjs"), import("engine_exec.js")]);
  return load(response);
}
