// Who answers: the engine in this page, or the API where the engine cannot run.
// Both are asked alike and answer alike: ask(operation, request) gives the
// answer of the JSON entry point or a promise of it.

export { api, query } from "api.mjs";

/** Starts the engine. Rejects where WebAssembly is missing or forbidden. */
export async function engine(priority) {
  const { start } = await import("./engine.mjs");
  return start(priority);
}
