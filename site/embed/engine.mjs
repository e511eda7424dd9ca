// What the answers are made of: the engine's program, beside the script that starts
// it, and a table of prices. Both are fetched at once, and once for all elements.

import { served, settings } from "./settings.mjs";

/** @typedef {Awaited<ReturnType<typeof begun>>} Parts */

/** @type {ReturnType<typeof begun> | undefined} */
let fetching;

/**
 * Rejects where the page's policy forbids to run a program. The table is the site's
 * of the day or, where no site is known, the one that came with the script.
 */
export function parts() {
  fetching ??= begun();
  fetching.catch(() => {}); // told to whoever starts it
  return fetching;
}

/** After a failure: who asks next tries again. */
export const startOver = () => (fetching = undefined);

async function begun() {
  new WebAssembly.Module(smallest); // nothing is fetched for nothing
  const { site } = settings;
  const [first, table] = [program(), site ? fetch(`${site}/embed/table.json`) : own()];
  for (const part of [first, table]) part.catch(() => {});
  return { first, table, site, program, own };
}

const program = () =>
  fetch(settings.engine ?? new URL("./engine.wasm", import.meta.url), { integrity: ENGINE_INTEGRITY });

/** The table that came with the script: in a package its neighbour, from a site what is left of an earlier visit. */
const own = () =>
  served && !settings.table
    ? fetch(`${served}/embed/table.json`, { cache: "force-cache" })
    : fetch(settings.table ?? new URL("./table.json", import.meta.url));

const smallest = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
