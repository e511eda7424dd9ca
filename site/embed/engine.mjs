// The engine's program, fetched beside the script that starts it.

import { settings } from "settings.mjs";

let fetching;

/** Of all elements; rejects where it cannot be had, or where the page's policy forbids to run it. */
export function program() {
  fetching ??= fetched();
  fetching.catch(() => {}); // told to whoever starts it
  return fetching;
}

/** After a failure: who asks next tries again. */
export const startOver = () => (fetching = undefined);

async function fetched() {
  new WebAssembly.Module(smallest); // nothing is fetched for nothing
  return fetch(settings.engine ?? new URL("./engine.wasm", import.meta.url), { integrity: ENGINE_INTEGRITY });
}

const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
